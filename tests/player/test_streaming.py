"""Chunks arrive late, twice, out of order or from a new run, and the picture stays whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

Record = Callable[..., Any]


def test_it_asks_for_what_comes_next(screen: Any, record: Record) -> None:
    screen.give(record().until(10))
    screen.page.wait_for_function("calls.some(([name]) => name === 'need')")
    assert screen.calls("need")[0] == {"run": "a", "have": 10}


def test_a_whole_run_asks_for_nothing(screen: Any, record: Record) -> None:
    screen.page.locator("[data-set=stride]").select_option("50")
    screen.give(record())
    screen.page.wait_for_function("calls.some(([name]) => name === 'view')")
    assert screen.calls("need") == []


def test_a_chunk_sent_twice_changes_nothing(screen: Any, record: Record) -> None:
    recording = record()
    screen.give(recording, limit=60, autoplay=False)
    before = screen.get("[player.loaded, player.scene.run.clouds.length]")
    screen.give(recording, limit=60)
    screen.give(recording, 20, limit=30)
    assert screen.get("[player.loaded, player.scene.run.clouds.length]") == before == [60, 60]
    screen.give(recording, 40)
    assert screen.get("[player.loaded, player.scene.run.clouds.length]") == [101, 101]
    values = screen.get("[...player.scene.run.rows[1]]")
    assert values == recording.measured["variance"].tolist()


def test_a_chunk_from_too_far_on_is_asked_for_again(screen: Any, record: Record) -> None:
    screen.give(record(), 60)
    screen.page.wait_for_function("calls.some(([name]) => name === 'need')")
    assert screen.calls("need")[0] == {"run": "a", "have": 0}
    assert screen.text("waiting") == "waiting for generation 0"


def test_playing_waits_at_the_edge_and_goes_on(screen: Any, record: Record) -> None:
    screen.page.locator("[data-set=stride]").select_option("5")
    screen.give(record().until(10))
    screen.drawn(9)
    assert screen.text("waiting") == "waiting for generation 10"
    assert screen.get("player.playing") is True
    screen.give(record(), 10)
    screen.drawn(100)
    assert screen.text("waiting") == ""


def test_a_cancelled_run_stops_where_it_ends(screen: Any, record: Record) -> None:
    screen.page.locator("[data-set=stride]").select_option("5")
    screen.give(record().until(31, "cancelled"))
    screen.until("player.shown === 30 && !player.playing")
    assert screen.text("waiting") == "cancelled at generation 30"


def test_a_new_run_replaces_the_old_once_it_has_something_to_show(
    screen: Any, record: Record
) -> None:
    screen.give(record(), autoplay=False)
    screen.press("End")
    screen.drawn(100)
    screen.give(record("b").until(0, "queued"))
    assert screen.page.locator(".player").get_attribute("data-state") == "stale"
    assert screen.text("generation") == "100"
    screen.give(record("b").until(20))
    assert screen.page.locator(".player").get_attribute("data-state") == "shown"
    screen.until("player.shown < 20 && player.playing")


def test_a_longer_run_takes_up_the_shorter_ones_place(screen: Any, record: Record) -> None:
    screen.give(record(), autoplay=False)
    screen.press("End")
    screen.press("ArrowLeft")
    screen.drawn(99)
    screen.give(replace(record("b", total=201), continues="a").until(120), autoplay=False)
    screen.drawn(99)
    assert screen.get("player.scene.run.id") == "b" and screen.get("player.playing") is False
    assert screen.text("planned") == "of 200"
    screen.press("ArrowRight")
    screen.drawn(100)


def test_a_longer_run_is_awaited_as_far_as_the_viewer_has_come(screen: Any, record: Record) -> None:
    """Its first chunk is small: the place is kept until what belongs there has come again."""
    screen.page.locator("[data-set=stride]").select_option("1")
    screen.give(record(), autoplay=False)
    screen.press("End")
    screen.drawn(100)
    longer = replace(record("b", total=201), continues="a")
    for have in (0, 40, 80):
        screen.page.evaluate("window.calls = []")
        screen.give(longer, have, limit=min(40, 100 - have))
        assert screen.text("generation") == "100", "the place is lost"
        assert screen.page.locator(".player").get_attribute("data-state") == "stale"
        screen.page.wait_for_function("calls.some(([name]) => name === 'need')")
        assert screen.calls("need")[0] == {"run": "b", "have": min(have + 40, 100)}
    screen.give(longer, 100)
    screen.until("player.scene.run.id === 'b' && player.playing && player.generation > 101")


def test_another_run_than_the_one_that_is_continued_starts_at_the_beginning(
    screen: Any, record: Record
) -> None:
    screen.give(record(), autoplay=False)
    screen.press("End")
    screen.drawn(100)
    screen.give(replace(record("b", total=201), continues="c"), autoplay=False)
    screen.drawn(0)


def test_a_resumed_run_grows_on_where_it_stands(screen: Any, record: Record) -> None:
    screen.give(record().until(31, "cancelled"), autoplay=False)
    screen.press("End")
    screen.drawn(30)
    screen.give(record().until(31, "running"), 31)
    assert screen.text("waiting") == ""
    screen.page.wait_for_function("calls.some(([name]) => name === 'need')")
    screen.give(record(), 31)
    screen.press("ArrowRight")
    screen.drawn(31)


def test_without_autoplay_a_new_run_keeps_the_playing_state(screen: Any, record: Record) -> None:
    screen.give(record(), autoplay=False)
    screen.drawn(0)
    screen.give(record("b"), autoplay=False)
    assert screen.get("player.playing") is False
    screen.press(" ")
    screen.give(record("c"), autoplay=False)
    assert screen.get("player.playing") is True


def test_leaving_the_page_and_coming_back_keeps_run_and_place(screen: Any, record: Record) -> None:
    screen.give(record(), autoplay=False)
    screen.press("Shift+ArrowRight")
    screen.drawn(10)
    screen.page.evaluate(
        "() => { unmount(); const stage = document.getElementById('stage');"
        " const { innerHTML } = stage; stage.innerHTML = ''; stage.innerHTML = innerHTML; }"
    )
    screen.give(record(), 101)
    screen.drawn(10)
    assert screen.get("player.loaded") == 101
    assert screen.get("player.playing") is False


def test_a_late_end_of_an_earlier_call_leaves_the_player_alone(screen: Any, record: Record) -> None:
    """So does Streamlit where new data come while it still loads the module for the old ones."""
    screen.give(record().until(20))
    screen.page.evaluate("() => { window.early = unmount; }")
    screen.give(record().until(31), 20)
    screen.page.evaluate("() => { early(); calls.length = 0; }")
    screen.page.wait_for_function("calls.some(([name]) => name === 'need')")
    screen.give(record(), 31)
    screen.press("End")
    screen.drawn(100)
    screen.page.evaluate("() => { unmount(); calls.length = 0; }")
    screen.press("Home")
    assert screen.get("player.drawn") == 100, "the latest call's end is the player's"


def test_the_packed_module_plays_as_the_plain_one(screen: Any, record: Record) -> None:
    from view.player import assets

    screen.page.evaluate(
        """async (script) => {
          const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
          const { default: packed } = await import(address);
          const give = window.give;
          window.give = (text) => give(text, packed);
        }""",
        assets.packed_javascript(),
    )
    screen.give(record())
    screen.until("player.shown > 0")


def test_a_page_that_is_being_left_asks_for_nothing(screen: Any, record: Record) -> None:
    """Streamlit would clear the new page: it would take the word for the old one's return."""
    link = """(away) => {
      const link = document.createElement("a");
      link.href = away;
      link.addEventListener("click", (event) => event.preventDefault());
      document.body.append(link);
      link.click();
    }"""
    screen.give(record().until(10))
    screen.page.evaluate(link, "about:blank#here")
    screen.page.wait_for_function("calls.some(([name]) => name === 'need')")
    screen.give(record(), 10, limit=10, autoplay=False)
    screen.page.evaluate(link, "about:elsewhere")
    before = len(screen.calls("need"))
    screen.press("Home")
    screen.page.wait_for_timeout(600)
    assert len(screen.calls("need")) == before
    assert screen.calls("view") == []
