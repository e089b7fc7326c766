"""The film comes by itself, says what the engine says, and a knob's last turn is what is shown."""

import csv
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from engine import PRESETS, Trajectory, settings, to_dict

Visit = Callable[..., Any]


def test_the_numbers_in_the_player_are_those_of_the_engine(visit: Visit) -> None:
    page = visit("/?seed=31&generations=300").done()
    chosen = settings(**to_dict(PRESETS["three-blobs"].settings) | {"seed": 31, "generations": 300})
    run = Trajectory(chosen)
    for _ in run.follow():
        pass
    names = page.get("player.scene.run.series.map(({ name, row }) => [name, row])")
    for name, row in names:
        assert page.get(f"[...player.scene.run.rows[{row}]]") == run.metrics[name].tolist(), name


def test_the_numbers_in_the_player_are_those_of_the_csv(visit: Visit) -> None:
    page = visit("/?seed=37&generations=300").done()
    page.unfold("Take it with you").page.get_by_text("Single files").click()
    with page.page.expect_download() as coming:
        page.page.get_by_role("button", name="Metrics (CSV)").click()
    with open(coming.value.path(), newline="") as file:
        table = list(csv.DictReader(file))
    for name, row in page.get("player.scene.run.series.map(({ name, row }) => [name, row])"):
        played = page.get(f"[...player.scene.run.rows[{row}]]")
        assert [float(line[name]) for line in table] == played, name


def test_a_film_on_the_log_axis_is_small_and_whoever_drags_sees_every_cloud(visit: Visit) -> None:
    fetched: list[int] = []
    page = visit("/words")
    page.page.on(
        "requestfinished",
        lambda request: (
            fetched.append(request.sizes()["responseBodySize"]) if "/film/" in request.url else None
        ),
    )
    page.open("/?seed=32").done()
    page.quiet()
    assert 0 < sum(fetched) < 1_200_000
    told = len(fetched)
    assert page.get("player.scene.run.frames.length") < 400
    page.get("player.transport.seek(1500, true)")
    page.until("player.drawn === 1500 && player.scene.run.frames.has(1500)")
    assert len(fetched) > told


def test_a_drag_far_ahead_arrives_while_the_film_still_loads(visit: Visit) -> None:
    visit("/?preset=paper&seed=33").done()
    page = visit("/words")
    page.page.goto(f"{page.server}/?preset=paper&seed=33")
    page.until("player && player.loaded > 0")
    page.get("player.transport.seek(1500, true)")
    page.until("player.drawn === 1500 && player.scene.run.frames.has(1500)")


def test_what_a_closed_expander_holds_comes_when_it_is_opened(visit: Visit) -> None:
    page = visit("/?seed=34&generations=100").done()
    tables = page.page.get_by_test_id("stDataFrame")
    assert tables.count() == 0
    page.page.get_by_text(re.compile("^Audit of generation")).click()
    tables.wait_for()
    page.press("Home")
    page.page.get_by_text("Audit of generation 0: fitted, not scripted").wait_for()
    expect(tables).to_have_count(1)


@pytest.mark.parametrize("pause", [60, 400])
def test_four_presses_on_a_knob_end_alike_everywhere(visit: Visit, pause: int) -> None:
    """Right, left, right, right: the experiment is left, met, and left again on the way."""
    page = visit("/?seed=35")
    knob = page.page.get_by_role("slider", name="Samples a generation")
    knob.focus()
    for key in ("ArrowRight", "ArrowLeft", "ArrowRight", "ArrowRight"):
        page.page.keyboard.press(key)
        page.page.wait_for_timeout(pause)
    page.page.wait_for_url("**samples=500**")
    page.until("player.scene.run.of === 500 && player.scene.run.done")
    page.done()
    assert knob.get_attribute("aria-valuetext") == "500"
    assert "seed=35" in page.page.url and "samples=500" in page.page.url
    page.page.reload()
    page.until("player && player.scene.run && player.scene.run.of === 500")
    assert knob.get_attribute("aria-valuetext") == "500"


def test_presses_one_right_after_the_other_are_all_heard(visit: Visit) -> None:
    """Each draws another seed; the page may be drawn anew for the run before at any moment."""
    page = visit("/dice?samples=20&generations=30&seed=36").done()
    press = page.page.get_by_role("button", name="New seed")
    for _ in range(12):
        before = page.run
        press.click()
        page.until(f"player.scene.run.id !== '{before}' && player.scene.run.done")


OVERTAKEN = """async (root) => {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const { default: mount } = await import(loaded.find((name) => name.includes("/player/")));
  mount({ data: null, parentElement: root.parentNode, setStateValue() {}, setTriggerValue() {} })();
}"""
"""As Streamlit does, now and then, while a page comes: an old call is made, and undone at once."""


def test_a_call_that_was_overtaken_does_not_end_the_film(visit: Visit) -> None:
    page = visit("/clouds?generations=200&samples=60").done()
    page.page.locator(".player").evaluate(OVERTAKEN)
    page.press("Home")
    page.until("player.shown === 0")
    page.page.get_by_text("Audit of generation 0:").wait_for()
    page.page.get_by_role("button", name="New seed").click()
    page.done()
    page.page.locator(".player").evaluate("(root) => { globalThis.left = root.player; }")
    page.page.get_by_role("link", name="Words").click()
    page.page.wait_for_function("left.signal.aborted")
