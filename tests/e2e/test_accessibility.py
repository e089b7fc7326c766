"""No page puts an obstacle in the way of those who listen, press keys, or see little contrast."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.conftest import Visit
from tests.e2e.test_digits import NETWORK, digits
from tests.e2e.test_map import SMALL

VISITS: dict[str, Callable[[Callable[..., Visit]], Visit]] = {
    "Start": lambda visit: visit("/"),
    "Clouds": lambda visit: visit("/?generations=100&lineages=5").done(),
    "Dice": lambda visit: visit("/dice").done(),
    "Digits": lambda visit: visit(digits(NETWORK, preset="nonsense")).done(),
    "Text": lambda visit: told(visit("/text")),
    "What helps": lambda visit: visit("/what-helps?generations=50").done(),
    "Map": lambda visit: with_squares(visit(f"/map?{SMALL}&cell=40,2")),
    "How long do data last": lambda visit: with_bars(visit("/how-long-do-data-last")),
    "Lesson": lambda visit: answered(visit("/lesson?step=3")),
    "Words": lambda visit: visit("/words"),
}
"""Every page at rest, with something on it, reached quickly."""

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
GRAVE = ("serious", "critical")
AT_REST_MS = 1500
"""Until what was drawn anew has faded in; where a film plays, something always moves."""
QUIET_MS = 600
"""Without any change, nothing more is to come."""

RESTS = """async ([quiet, most]) => {
  const began = performance.now();
  let changed = began;
  const observer = new MutationObserver(() => { changed = performance.now(); });
  const everything = { subtree: true, childList: true, attributes: true, characterData: true };
  const roots = (root) => [
    root,
    ...[...root.querySelectorAll("*")].flatMap(({ shadowRoot: own }) => own ? roots(own) : []),
  ];
  const moves = ({ playState, effect }) =>
    playState === "running" && effect.getComputedTiming().endTime < Infinity;
  while (performance.now() - changed < quiet && performance.now() - began < most) {
    const all = roots(document);
    for (const root of all) observer.observe(root, everything);
    const busy = document.querySelector("[data-testid=stApp][data-test-script-state=running]");
    if (busy || all.some((root) => root.getAnimations().some(moves))) changed = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  observer.disconnect();
}"""


def told(page: Visit) -> Visit:
    page.page.get_by_text("generations fitted in").first.wait_for()
    page.settled()
    return page


def answered(page: Visit) -> Visit:
    page.page.get_by_role("button", name="just show me").click()
    page.page.get_by_text("Open this in the laboratory").wait_for()
    return page.playing()


def with_bars(page: Visit) -> Visit:
    page.page.locator(".js-plotly-plot .bars path").first.wait_for(state="attached")
    page.settled()
    return page


def with_squares(page: Visit) -> Visit:
    page.page.get_by_text("Counted in").first.wait_for()
    page.settled()
    return page.playing()


def obstacles(page: Page) -> list[str]:
    """What axe-core finds that keeps somebody out, each with the first element it is about."""
    page.evaluate(RESTS, [QUIET_MS, AT_REST_MS])
    rules = {"type": "tag", "values": STANDARDS}
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
    return [
        f"{one['impact']}: {one['help']} ({one['id']}), {len(one['nodes'])} times, first at "
        f"{one['nodes'][0]['html'][:200]}: {one['nodes'][0]['failureSummary']}"
        for one in found.response["violations"]
        if one["impact"] in GRAVE
    ]


@pytest.mark.parametrize("name", VISITS)
def test_no_serious_obstacle(visit: Callable[..., Visit], name: str) -> None:
    page = VISITS[name](visit).page
    assert obstacles(page) == []
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 844})
    assert obstacles(page) == []


def test_every_page_is_looked_at(visit: Callable[..., Visit]) -> None:
    links: Any = visit().page.locator("[data-testid=stTopNavLink]")
    assert {text.strip() for text in links.all_inner_texts()} == set(VISITS)


def test_an_obstacle_would_be_found(visit: Callable[..., Visit]) -> None:
    page = visit("/?generations=10").done().page
    page.locator(".told").evaluate("(it) => { it.style.color = '#dddddd'; }")
    assert any("color-contrast" in one for one in obstacles(page))
