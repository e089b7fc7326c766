"""Chunks arrive late, twice, out of order or from a new run, and the picture stays whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

Record = Callable[..., Any]


def test_it_fetches_what_comes_next(screen: Any, record: Record) -> None:
    screen.give(record().until(10))
    screen.asks("a/10")
    screen.serve(record())
    screen.until("player.scene.run.done")
    values = screen.get("[...player.scene.run.rows[1]]")
    assert values == record().measured["variance"].tolist()
    assert screen.asked[0] == "a/10" and len(screen.asked) <= 3


def test_a_whole_run_asks_for_nothing(screen: Any, record: Record) -> None:
    screen.page.locator("[data-set=stride]").select_option("50")
    screen.give(record())
    screen.page.wait_for_function("calls.some(([name]) => name === 'view')")
    assert screen.asked == []
    assert screen.page.evaluate("anew") == 0


def test_the_page_is_told_once_when_a_run_that_it_shows_growing_has_ended(
    screen: Any, record: Record
) -> None:
    screen.give(record().until(10))
    screen.serve(record())
    screen.page.wait_for_function("anew === 1")
    screen.page.wait_for_timeout(400)
    assert screen.page.evaluate("anew") == 1


def test_a_run_that_the_server_does_not_know_is_drawn_anew_and_then_said(
    screen: Any, record: Record
) -> None:
    screen.give(record().until(10))
    screen.serve(a=404)
    screen.page.wait_for_function("anew === 1")
    screen.give(record("b").until(20))
    screen.asks("b/20")
    screen.serve(record("b"))
    screen.until("player.scene.run.id === 'b' && player.scene.run.done")
    screen.page.wait_for_function("anew === 2")  # for it has ended
    screen.serve(c=404)
    screen.give(record("c").until(30))
    screen.page.wait_for_function("anew === 3")
    screen.give(record("c").until(30))
    screen.page.wait_for_function(
        "document.querySelector('[data-show=waiting]').textContent.includes('reload the page')"
    )
    assert screen.page.evaluate("anew") == 3


def test_a_server_that_is_away_for_a_while_is_asked_again_with_pauses_that_grow(
    screen: Any, record: Record
) -> None:
    screen.faults = _Unheard()
    screen.serve(a=503)
    screen.give(record().until(10))
    screen.page.wait_for_timeout(2500)
    tried = len(screen.asked)
    assert 2 <= tried <= 5, screen.asked
    assert screen.page.evaluate("anew") == 0
    screen.serve(record())
    screen.until("player.scene.run.done")


class _Unheard(list[str]):
    """The browser complains of a server that is away, rightly."""

    def append(self, _fault: str) -> None:
        """Let it."""


def test_whoever_looks_closer_has_every_cloud(screen: Any, record: Record) -> None:
    """The story has the clouds that a film on the logarithmic axis shows; the others follow."""
    recording = record(total=1501, rows=200)
    screen.serve(recording)
    screen.give(recording.until(5), autoplay=False)
    screen.until("player.scene.run.done")
    assert screen.get("player.scene.run.frames.length") < 400
    assert not [path for path in screen.asked if path.endswith("/all")]
    screen.get("player.transport.seek(1000, true)")
    screen.until("player.drawn === 1000 && player.scene.run.frames.has(1000)")
    (asked,) = [path for path in screen.asked if path.endswith("/all")]
    assert int(asked.split("/")[1]) <= 1000
    points = screen.get("[...player.scene.run.frames.at(1000).points]")
    exact = recording.points[1000][recording.labels[1000].argsort(kind="stable")]
    low, high = exact.min(0), exact.max(0)
    steps = ((exact - low) / (high - low) * 65535).round()
    assert points == steps.ravel().tolist()
    screen.press("ArrowRight")
    screen.drawn(1001)
    assert len([path for path in screen.asked if path.endswith("/all")]) == 1


def test_played_generation_by_generation_every_cloud_comes_in_time(
    screen: Any, record: Record
) -> None:
    recording = record(total=1501, rows=200)
    screen.serve(recording)
    screen.page.locator("[data-set=stride]").select_option("1")
    screen.give(recording.until(5))
    screen.until("player.scene.run.done")
    screen.get("player.transport.seek(700)")
    screen.press(" ")
    screen.until("player.generation > 800")
    screen.press(" ")
    missing = "[...Array(60).keys()].filter((i) => !player.scene.run.frames.has(730 + i))"
    assert screen.get(missing) == []


def test_a_film_that_plays_on_the_log_axis_has_a_cloud_for_each_of_its_frames(
    screen: Any, record: Record
) -> None:
    recording = record(total=2001, rows=100)
    screen.serve(recording)
    screen.give(recording.until(5))
    screen.until("player.scene.run.done && player.generation > 40")
    shown = screen.page.evaluate(
        """() => new Promise((done) => {
          const { player } = document.querySelector(".player");
          const shown = new Set();
          const look = () => {
            shown.add(player.shown);
            if (player.generation > 300) done([...shown]); else requestAnimationFrame(look);
          };
          look();
        })"""
    )
    frames = screen.get("player.scene.run.frames.all.map(({ generation }) => generation)")
    assert set(shown) <= set(frames)
    assert not [path for path in screen.asked if path.endswith("/all")]


def test_a_picture_alone_and_the_same_run_with_its_curves(screen: Any, record: Record) -> None:
    """What is shown beside a run belongs to the page, not to the run."""
    screen.give(record(), brief=True, autoplay=False)
    screen.drawn(0)
    assert screen.page.locator(".charts").is_hidden()
    screen.page.evaluate(
        "() => { leave(); const stage = document.getElementById('stage');"
        " const { innerHTML } = stage; stage.innerHTML = ''; stage.innerHTML = innerHTML; }"
    )
    screen.give(record(), autoplay=False)
    screen.drawn(0)
    assert screen.page.locator(".charts").is_visible()
    assert screen.painted(".charts") > 500


def test_a_chunk_sent_twice_changes_nothing(screen: Any, record: Record) -> None:
    recording = record()
    screen.give(recording, limit=60, autoplay=False)
    before = screen.get("[player.loaded, player.scene.run.frames.length]")
    screen.give(recording, limit=60)
    screen.give(recording, 20, limit=30)
    assert screen.get("[player.loaded, player.scene.run.frames.length]") == before == [60, 60]
    screen.give(recording, 40)
    assert screen.get("[player.loaded, player.scene.run.frames.length]") == [101, 101]
    values = screen.get("[...player.scene.run.rows[1]]")
    assert values == recording.measured["variance"].tolist()


def test_a_chunk_from_too_far_on_is_asked_for_again(screen: Any, record: Record) -> None:
    screen.give(record(), 60)
    screen.asks("a/0")
    assert screen.text("waiting") == "waiting for generation 0"


def test_how_far_a_run_is_that_takes_long_is_said(screen: Any, record: Record) -> None:
    said = "Generation 9 of 100, 2 a second, about 46 s left"
    screen.give(replace(record().until(10), headway=said), autoplay=False)
    screen.drawn(0)
    assert screen.text("waiting") == said
    screen.serve(record())
    screen.until("player.scene.run.done")
    assert screen.text("waiting") == ""


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
        screen.give(longer, have, limit=min(40, 100 - have))
        assert screen.text("generation") == "100", "the place is lost"
        assert screen.page.locator(".player").get_attribute("data-state") == "stale"
    screen.asks("b/40")
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
    screen.asks("a/31")
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
        "() => { leave(); const stage = document.getElementById('stage');"
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
    screen.give(record(), 31)
    screen.press("End")
    screen.drawn(100)
    screen.page.evaluate("() => { leave(); calls.length = 0; }")
    screen.press("Home")
    assert screen.get("player.drawn") == 100, "the latest call's end is the player's"


def test_a_page_that_is_being_left_says_nothing(screen: Any, record: Record) -> None:
    """Streamlit would clear the new page: it would take the word for the old one's return."""
    link = """(away) => {
      const link = document.createElement("a");
      link.href = away;
      link.addEventListener("click", (event) => event.preventDefault());
      document.body.append(link);
      link.click();
    }"""
    screen.give(record().until(10), autoplay=False)
    screen.page.evaluate(link, "#here")
    screen.press("End")
    screen.page.wait_for_function("calls.some(([name]) => name === 'view')")
    screen.page.evaluate(link, "elsewhere")
    before = len(screen.calls("view"))
    screen.press("Home")
    screen.serve(record())
    screen.until("player.scene.run.done")
    screen.page.wait_for_timeout(600)
    assert len(screen.calls("view")) == before
    assert screen.page.evaluate("anew") == 0


def test_a_player_that_is_gone_fetches_nothing(screen: Any, record: Record) -> None:
    screen.give(record().until(10))
    screen.asks("a/10")
    screen.page.evaluate("leave()")
    screen.serve(a=503)
    before = len(screen.asked)
    screen.page.wait_for_timeout(800)
    assert len(screen.asked) == before
