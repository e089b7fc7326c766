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


def unfolded(page: Visit) -> Visit:
    """Every section of the page is open."""
    folded = page.page.locator("[class*=st-key-fold] details:not([open]) > summary p")
    for section in folded.all_inner_texts():
        page.unfold(section)
    return page


OVERLAP = """() => [...document.querySelectorAll(".js-plotly-plot")].flatMap((plot) => {
  const boxes = (what) => [...plot.querySelectorAll(what)].filter((e) => e.getBBox().width)
    .map((e) => ({ text: e.textContent, box: e.getBoundingClientRect() }));
  return boxes(".legend").flatMap(({ box: a }) => boxes(".xtitle, .ytitle, .xtick, .ytick")
    .filter(({ box: b }) => a.left < b.right - 1 && b.left < a.right - 1
      && a.top < b.bottom - 1 && b.top < a.bottom - 1).map(({ text }) => text));
})"""
"""What of a chart's axes its legend covers."""

UNSEEN = """() => {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.cssText = "forced-color-adjust: none; background: Canvas";
  const ground = getComputedStyle(probe).backgroundColor;
  probe.remove();
  const roots = (root) => [
    root,
    ...[...root.querySelectorAll("*")].flatMap(({ shadowRoot: own }) => own ? roots(own) : []),
  ];
  const shown = (what) => roots(document).flatMap((root) => [...root.querySelectorAll(what)])
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length);
  const unseen = (e) => {
    const { backgroundColor: lies, forcedColorAdjust: own } = getComputedStyle(e);
    return own !== "none" || lies === ground || lies === "rgba(0, 0, 0, 0)";
  };
  const named = (e) => e.outerHTML.slice(0, 120);
  const sliders = "[data-testid=stSlider] [role=group] > div > div:first-child,"
    + "[data-testid=stSlider] div:has(> div > input[type=range])";
  const chosen = "button[aria-checked=true], .choice button[aria-pressed=true]";
  return [
    ...shown(`.rail:not(.arrived, .played), ${sliders}, ${chosen}`).filter(unseen),
    ...shown(".buttons button:enabled svg").filter((e) => getComputedStyle(e).fill === ground),
  ].map(named);
}"""
"""In colours that people have chosen, what is painted in the colour of its ground."""

PICTURE = """() => {
  const roots = (root) => [
    root,
    ...[...root.querySelectorAll("*")].flatMap(({ shadowRoot: own }) => own ? roots(own) : []),
  ];
  document.querySelector("[data-testid=stMain]").scrollTo(0, 0);
  const pictures = roots(document).flatMap((root) => [...root.querySelectorAll("canvas.cloud")])
    .map((e) => e.getBoundingClientRect()).filter(({ height }) => height);
  return pictures.map(({ top, bottom, height }) => (Math.min(bottom, innerHeight) - top) / height);
}"""
"""How much of each player's picture is on the first screen."""

PLAYED = ("Start", "Clouds", "Dice", "Digits", "What helps")
"""Pages that begin with a film."""

RANGES = """() => [...document.querySelectorAll(".js-plotly-plot")]
  .map(({ _fullLayout: { xaxis, yaxis } }) => [xaxis.range, yaxis.range].join()).join()"""


def swiped(page: Page) -> tuple[float, bool]:
    """How far a page scrolls with a swipe up that begins amid its first chart, and whether a chart
    has changed by it."""
    chart = page.locator(".js-plotly-plot .nsewdrag").first
    chart.evaluate("(it) => it.scrollIntoView({ block: 'center' })")
    page.wait_for_timeout(300)
    box = chart.bounding_box()
    assert box is not None
    top = "document.querySelector('[data-testid=stMain]').scrollTop"
    before, ranges = page.evaluate(top), page.evaluate(RANGES)
    tab = page.context.new_cdp_session(page)
    tab.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for step in range(12):
        kind = "touchMove" if step else "touchStart"
        finger = {"type": kind, "touchPoints": [{"x": x, "y": y - 15 * step}]}
        tab.send("Input.dispatchTouchEvent", finger)
        page.wait_for_timeout(16)
    tab.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(400)
    tab.detach()
    return page.evaluate(top) - before, page.evaluate(RANGES) != ranges


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
    page = unfolded(VISITS[name](visit)).page
    assert obstacles(page) == []
    assert page.evaluate(OVERLAP) == []
    page.emulate_media(forced_colors="active")
    page.wait_for_timeout(100)
    assert page.evaluate(UNSEEN) == []
    page.emulate_media(forced_colors="none", color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 844})
    assert obstacles(page) == []
    assert page.evaluate(OVERLAP) == []
    if page.locator(".js-plotly-plot .nsewdrag").count():
        scrolled, dragged = swiped(page)
        assert scrolled > 80 and not dragged
    page.set_viewport_size({"width": 640, "height": 360})  # a projector's, at 200%
    page.wait_for_timeout(500)
    assert name not in PLAYED or page.evaluate(PICTURE)[0] > 0.6


def test_every_page_is_looked_at(visit: Callable[..., Visit]) -> None:
    links: Any = visit().page.locator("[data-testid=stTopNavLink]")
    assert {text.strip() for text in links.all_inner_texts()} == set(VISITS)


def test_an_obstacle_would_be_found(visit: Callable[..., Visit]) -> None:
    page = visit("/?generations=10").done().page
    page.locator(".told").evaluate("(it) => { it.style.color = '#dddddd'; }")
    assert any("color-contrast" in one for one in obstacles(page))
    page.emulate_media(forced_colors="active")
    assert page.evaluate(UNSEEN) == []
    page.locator(".rail").first.evaluate("(it) => { it.style.forcedColorAdjust = 'auto'; }")
    assert any("rail" in one for one in page.evaluate(UNSEEN))
