"""What a page shows of its state, wherever it shows it."""

import re
from typing import Any

from playwright.sync_api import TimeoutError as NotThere

from tests.e2e.conftest import Visit

WIDGETS = """() => {
  const kinds = ["Slider", "Selectbox", "NumberInput", "MultiSelect",
    "ButtonGroup", "Checkbox", "Radio"];
  const known = kinds.map((kind) => `[data-testid=st${kind}]`).join(", ");
  const all = (element, selector) => [...element.querySelectorAll(selector)];
  const values = (element) => [
    ...all(element, "[type=range]").map((each) => each.getAttribute("aria-valuetext")),
    ...all(element, "[type=checkbox], [type=radio]").map((each) => each.checked),
    ...all(element, "[type=text], [type=number], input:not([type])").map((each) => each.value),
    ...all(element, "[aria-checked=true], [data-baseweb=tag]").map((each) => each.innerText),
  ];
  const named = "input[aria-label], [role=radiogroup]";
  const name = (each) => each.querySelector(named)?.getAttribute("aria-label") || each.innerText;
  const places = all(document, "[data-testid=stSidebar], [data-testid=stMain]");
  return places.flatMap((place) => all(place, known))
    .filter((element) => element.checkVisibility())
    .map((element) => `${name(element)}: ${values(element).join(" ")}`);
}"""
"""Each widget that can be seen, by its name and with its value."""

PLAYERS = """(all) => all.map((root) => {
  const { player } = root;
  const run = player?.scene.run;
  const numbers = run?.rows.map((row) => row[Math.min(run.loaded - 1, 7)]) ?? [];
  return run && [run.of, run.done, run.loaded, player.drawn, ...numbers].join(" ");
})"""
"""Of each run how many it reads and how many are there, which is drawn, and some of its numbers."""

SENTENCES = "[data-testid=stMain] [data-testid=stHeading], .told"


def rest(visit: Visit, players: int = 0) -> None:
    """Let everything come to its end: the page with so many players at least, its runs, and the
    films at their last frames."""
    visit.page.locator(SENTENCES).first.wait_for()
    if players:
        visit.page.locator(".player").nth(players - 1).wait_for()
    for _ in range(2):  # what has ended may begin something else
        quiet(visit)
        visit.ended()
    if not visit.page.locator(".player").count():
        return
    visit.until("player?.scene.run?.done")
    quiet(visit)
    visit.page.locator(".player").evaluate_all(
        "(all) => all.forEach((root) => root.player.transport.seek(Infinity, true))"
    )
    visit.until("player.drawn === player.scene.final")
    quiet(visit)


def twice(visit: Visit) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is shown once everything has come to its end, and what after the page was loaded
    again."""
    rest(visit)
    before = shown(visit)
    visit.sent.clear()
    visit.page.reload()
    rest(visit, len(before["players"]))
    return before, shown(visit)


def quiet(visit: Visit, calm: int = 900) -> None:
    """Until neither a script runs nor anything is sent, for a while."""
    visit.settled()
    visit.quiet(calm)
    visit.settled()


def shown(visit: Visit) -> dict[str, Any]:
    """Link, knobs, players, sentences, and what the audit says that was read."""
    page = visit.page
    return {
        "link": page.evaluate("location.pathname + location.search"),
        "knobs": page.evaluate(WIDGETS),
        "players": page.locator(".player").evaluate_all(PLAYERS),
        "sentences": [text for text in page.locator(SENTENCES).all_inner_texts() if text],
        "audit": _audit(visit),
    }


def _audit(visit: Visit) -> str:
    """What the resting frame has read; nothing where nothing is audited."""
    label = visit.page.get_by_text(re.compile("^Audit of generation")).first
    if not label.count():
        return ""
    read = visit.page.get_by_text(re.compile("^Read:")).first
    if not read.is_visible():
        label.click()
    try:
        read.wait_for()
    except NotThere:
        return "the audit never opens"
    quiet(visit)
    return f"{label.inner_text()} {read.inner_text()}"
