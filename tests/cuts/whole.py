"""What a whole page is: there, at rest, with all that was to come, and the same if loaded again."""

import contextlib
import re
import time
from typing import Any

from playwright.sync_api import Error, Page
from playwright.sync_api import TimeoutError as NotThere

from tests.e2e.conftest import Visit
from tests.sequences.showing import SENTENCES, shown

STARTS = re.compile("Start (this|these) |^Run them")
"""What is asked for before it begins, where this machine would take long."""

LOOK = 250
"""Milliseconds between two looks."""

AGAIN, SOON = 4, 20
"""How often is looked whether a page is still the same, and seconds until it is whole again."""

CALM = 4
"""Looks one after the other at which nothing is missing."""

WATCH = """
  setInterval(() => {
    const word = document.getElementById("entrance")?.textContent ?? "";
    if (word !== window.lastWord) console.debug("entrance: " + (window.lastWord = word));
  }, 100);
"""
"""Tells whoever hears the console what the page says of itself where it cannot go on."""

MISSING = """(sentences) => {
  const within = (root) => [
    root,
    ...[...root.querySelectorAll("*")].flatMap(({ shadowRoot: own }) => own ? within(own) : []),
  ];
  const roots = within(document);  // players and maps have roots of their own
  const all = (selector) => roots.flatMap((root) => [...root.querySelectorAll(selector)]);
  const seen = (selector) => all(selector).filter((each) => each.checkVisibility());
  const app = document.querySelector("[data-testid=stApp]");
  const main = document.querySelector("[data-testid=stMain]");
  const unfinished = (root) => !root.player?.scene.run?.done;
  const names = seen("button").map((each) => each.innerText.trim());
  const missing = {
    "no application": !app,
    "not connected": app?.dataset.testConnectionState !== "CONNECTED",
    "the script runs": app?.dataset.testScriptState !== "notRunning",
    "white": !main?.innerText.trim(),
    "no sentence": !all(sentences).length,
    "a skeleton": seen("[data-testid=stSkeleton], [data-testid=stAppSkeleton]").length,
    "an exception": all("[data-testid=stException]").length,
    "a component fails": main?.innerText.includes("BidiComponent Error"),
    "stale": all("[data-stale=true]").length,
    "a run is not done": seen(".player").some(unfinished),
    "something can be cancelled": names.includes("Cancel"),
    "a word of the entrance": document.getElementById("entrance"),
  };
  return Object.keys(missing).filter((name) => missing[name]);
}"""
"""All that keeps a page from being whole."""


def missing(page: Page) -> list[str]:
    """Now; a page that is being loaded has nothing."""
    try:
        found: list[str] = page.evaluate(MISSING, SENTENCES)
    except Error:
        return ["nothing is there"]
    return found


def until_whole(visit: Visit, seconds: float) -> list[str]:
    """Once nothing is missing for a while, nothing; after so many seconds, what still is. A run
    that waits to be asked for is asked for."""
    end, calm, lacks = time.monotonic() + seconds, 0, ["nothing is there"]
    asked = visit.page.get_by_role("button", name=STARTS)
    while calm < CALM and time.monotonic() < end:
        visit.page.wait_for_timeout(LOOK)
        lacks = missing(visit.page)
        calm = 0 if lacks else calm + 1
        with contextlib.suppress(Error):  # it goes once clicked, and where the page is loaded again
            if asked.count():
                asked.first.click(timeout=1000)
    return lacks or ([] if calm == CALM else ["rest"])


def same_again(visit: Visit, seconds: float) -> list[str]:
    """Whatever is another when the page is loaded again: link, knobs, films, sentences, audit."""
    before = _at_its_end(visit)
    visit.page.reload()
    if lacks := until_whole(visit, seconds):
        return [f"loaded again it is not whole: {', '.join(lacks)}"]
    after = _at_its_end(visit)
    return [
        f"{what}: {before[what]} and, loaded again, {after[what]}"
        for what in before
        if before[what] != after[what]
    ]


def _at_its_end(visit: Visit) -> dict[str, Any]:
    """What is shown with every film at its last frame, once it is the same twice."""
    if visit.page.locator(".player").count():
        visit.page.locator(".player").evaluate_all(
            "(all) => all.forEach((root) => root.player.transport.seek(Infinity, true))"
        )
        with contextlib.suppress(AssertionError, NotThere):
            visit.until("player.drawn === player.scene.final")
    before, now = dict[str, Any](), _shown(visit)
    for _ in range(AGAIN):
        if before == now:
            break
        before, now = now, _shown(visit)
    return now


def _shown(visit: Visit) -> dict[str, Any]:
    visit.page.wait_for_timeout(1000)
    until_whole(visit, SOON)
    return shown(visit)
