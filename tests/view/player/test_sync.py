"""Players on one page keep one clock, and none runs ahead of what another awaits."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from view.player.codec import encode

Record = Callable[..., Any]

SECOND = """() => {
  const stage = document.getElementById("stage");
  const beside = document.createElement("main");
  beside.innerHTML = stage.innerHTML;
  stage.after(beside);
  const noted = () => {};
  window.beside = (text) => {
    const data = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const sent = { data, parentElement: beside, setStateValue: noted, setTriggerValue: noted };
    window.unmountBeside = mountPlayer(sent);
  };
}"""


class Pair:
    """Two players, one above the other: "a" is the screen's own, "b" stands beside it."""

    def __init__(self, screen: Any) -> None:
        self.page, self.screen = screen.page, screen
        self.page.evaluate(SECOND)

    def give(self, which: str, recording: Any, have: int = 0, **how: Any) -> None:
        if which == "a":
            self.screen.give(recording, have, **how)
        else:
            text = base64.b64encode(encode(recording, have, **how)).decode()
            self.page.evaluate("(text) => beside(text)", text)

    def button(self, which: str, verb: str) -> None:
        self.page.locator(f".player >> nth={'ab'.index(which)}").locator(
            f"[data-do={verb}]"
        ).click()

    def until(self, expression: str) -> None:
        """`expression` may name the players `a` and `b`."""
        self.page.wait_for_function(
            "(() => { const [a, b] = [...document.querySelectorAll('.player')]"
            f".map((root) => root.player); return ({expression}); }})()"
        )

    def get(self, expression: str) -> Any:
        return self.page.evaluate(
            "(() => { const [a, b] = [...document.querySelectorAll('.player')]"
            f".map((root) => root.player); return ({expression}); }})()"
        )


@pytest.fixture
def pair(screen: Any) -> Pair:
    screen.page.locator("[data-set=stride]").select_option("1")
    return Pair(screen)


@pytest.fixture
def two(pair: Pair, record: Record) -> Pair:
    """Both at rest on generation 0 of a whole run each."""
    pair.give("a", record("a"), autoplay=False)
    pair.give("b", record("b"), autoplay=False)
    pair.until("a.drawn === 0 && b.drawn === 0")
    return pair


@pytest.mark.parametrize(("one", "other"), [("a", "b"), ("b", "a")])
def test_what_is_done_to_one_is_done_to_the_other(two: Pair, one: str, other: str) -> None:
    for verb, place in {"forward": 1, "last": 100, "back": 99, "first": 0}.items():
        two.button(one, verb)
        two.until(f"{one}.drawn === {place} && {other}.drawn === {place}")
        assert not two.get("a.playing || b.playing")
    two.button(one, "toggle")
    two.until(f"{other}.playing && {other}.generation > 3")
    two.button(other, "toggle")
    two.until("!a.playing && !b.playing && a.drawn === b.drawn && a.drawn > 3")
    labels = "[a, b].map(({ root }) => root.querySelector('.play').getAttribute('aria-label'))"
    assert two.get(labels) == ["Play", "Play"]


def test_scrubbing_moves_both(two: Pair) -> None:
    two.page.locator(".slider").first.evaluate(
        "(slider) => { slider.value = 5000; slider.dispatchEvent(new Event('input')); }"
    )
    two.until("a.drawn > 0 && a.drawn === b.drawn")


def test_the_faster_waits_for_what_the_slower_lacks(pair: Pair, record: Record) -> None:
    pair.give("b", record("b").until(10))
    pair.give("a", record("a"))
    pair.until("a.generation === 9 && b.generation === 9")
    pair.page.wait_for_timeout(300)
    assert pair.get("[a.generation, b.generation]") == [9, 9], "one ran ahead"
    assert pair.get("a.playing && b.playing")
    pair.give("b", record("b"), 10)
    pair.until("a.generation === 100 && b.generation === 100")


def test_what_is_still_to_come_is_waited_for_too(pair: Pair, record: Record) -> None:
    """The second one's first generation takes long: both begin with it."""
    pair.give("b", record("b").until(0))
    pair.give("a", record("a"))
    pair.page.wait_for_timeout(300)
    assert pair.get("a.generation") == 0, "one ran ahead of a run that has not begun"
    pair.give("b", record("b"))
    pair.until("a.generation > 3 && b.generation > 3")
    assert abs(pair.get("a.generation - b.generation")) <= 1
    pair.button("a", "toggle")
    pair.until("a.drawn === b.drawn")


def test_what_stands_side_by_side_has_the_same_axes(pair: Pair, record: Record) -> None:
    """A shorter run, whose variance begins fifty times as large, beside a longer one."""
    shorter = record("b", total=51)
    measured = shorter.measured | {"variance": 50 * shorter.measured["variance"]}
    shorter = replace(shorter, measured=measured)
    pair.give("a", record("a"), autoplay=False)
    pair.until("a.drawn === 0 && a.charts.panels.length > 0")
    pair.give("b", shorter, autoplay=False)
    pair.until("b.drawn === 0 && a.charts.panels[1].range.high > 50")
    one, other = pair.get("[a, b].map(({ charts }) => charts.panels.map((one) => one.range))")
    assert one == other
    tail, variance, logarithm = one
    assert tail["high"] < 0.1 and 50 < variance["high"] < 60 and variance["low"] == 0
    assert (logarithm["low"], logarithm["high"]) == (-10, 2), "a log axis has powers of its own"
    edge = "b.charts.panels[0].plot.x + b.charts.panels[0].plot.width"
    assert pair.get(f"b.charts.panels[0].xAt(50) < {edge} - 5"), "it ends before the longer one"


def test_a_run_that_never_began_holds_nobody(pair: Pair, record: Record) -> None:
    pair.give("b", record("b").until(0, "failed"))
    pair.give("a", record("a"))
    pair.until("a.generation === 100")


def test_a_shorter_run_stays_on_its_last_generation(pair: Pair, record: Record) -> None:
    pair.give("a", record("a"), autoplay=False)
    pair.give("b", record("b", total=51), autoplay=False)
    pair.button("a", "last")
    pair.until("a.drawn === 100 && b.drawn === 50")
    pair.button("b", "back")
    pair.until("a.drawn === 49 && b.drawn === 49")
    pair.button("a", "toggle")
    pair.until("a.drawn === 100 && b.drawn === 50 && !a.playing && !b.playing")


def test_a_cancelled_run_holds_nobody(pair: Pair, record: Record) -> None:
    pair.give("b", record("b").until(10, "cancelled"))
    pair.give("a", record("a"))
    pair.until("a.generation === 100 && b.generation === 9")


def test_whoever_is_gone_holds_nobody(pair: Pair, record: Record) -> None:
    pair.give("b", record("b").until(10))
    pair.give("a", record("a"))
    pair.until("a.generation === 9")
    pair.page.evaluate("() => { document.querySelectorAll('main')[1].remove(); unmountBeside(); }")
    pair.until("a.generation === 100")


def test_who_comes_later_begins_with_the_other(pair: Pair, record: Record) -> None:
    pair.give("a", record("a"), autoplay=False)
    pair.button("a", "last")
    pair.until("a.drawn === 100")
    pair.give("b", record("b"))
    pair.until("a.playing && a.generation > 2 && b.generation > 2 && a.generation < 100")
    assert abs(pair.get("a.generation - b.generation")) <= 1


def test_both_are_taken_up_where_they_were_left(two: Pair, record: Record) -> None:
    two.button("a", "last")
    two.button("a", "back")
    two.until("a.drawn === 99 && b.drawn === 99")
    for which in "ab":
        two.give(which, record(which), 101)
    assert two.get("[a.generation, b.generation, a.playing, b.playing]") == [99, 99, False, False]
