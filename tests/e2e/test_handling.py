"""Playing and scrubbing stay in the browser; knobs, keys and buttons do what they say."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine import load

Visit = Callable[..., Any]
SHORT = "/?generations=100&samples=50"
LONG = "/?model=gmm:components=10,tolerance=1e-12&policy=accumulate&samples=2000"


def saved(page: Any, button: str, folder: Path) -> Path:
    with page.page.expect_download() as waiting:
        page.page.get_by_role("button", name=button).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_a_link_gives_the_numbers_of_the_command_line(visit: Visit, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "engine", "run", "--preset", "paper", "--seed", "3"]
    written = subprocess.run([*command, "--csv", "-"], capture_output=True, check=True).stdout
    page = visit("/?preset=paper&seed=3").done()
    assert saved(page, "Metrics (CSV)", tmp_path).read_bytes() == written


def test_everything_can_be_taken_home(visit: Visit, tmp_path: Path) -> None:
    page = visit(SHORT).done()
    assert len(saved(page, "Metrics (CSV)", tmp_path).read_text().splitlines()) == 102
    assert '"samples": "50"' in saved(page, "Settings (JSON)", tmp_path).read_text()
    assert load(saved(page, "Whole run (NPZ)", tmp_path)).complete
    report = saved(page, "Animated report (HTML)", tmp_path)
    assert report.stat().st_size < 3_000_000
    film = page.page.context.new_page()
    faults: list[str] = []
    film.on("pageerror", lambda error: faults.append(str(error)))
    film.on("request", lambda request: faults.append(request.url))
    film.goto(report.as_uri())
    while not film.evaluate("document.querySelector('.player').player?.generation > 3"):
        film.wait_for_timeout(100)
    assert [fault for fault in faults if not fault.startswith(("file:", "blob:", "data:"))] == []


def test_playing_and_scrubbing_ask_the_server_nothing(visit: Visit) -> None:
    page = visit("/").done()
    page.press("Home")
    page.page.get_by_text("Audit of generation 0:").wait_for()
    page.quiet()
    before = len(page.sent)
    page.press(" ")
    start = page.get("player.frames")
    page.until(f"player.frames > {start + 20}")
    assert page.get("player.playing")
    assert len(page.sent) == before, "playing"
    box = page.page.locator(".charts").bounding_box()
    page.page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 40)
    page.page.mouse.down()
    for step in np.linspace(0.3, 0.9, 40):
        page.page.mouse.move(box["x"] + box["width"] * step, box["y"] + 40)
    assert len(page.sent) == before, "scrubbing"
    page.page.mouse.up()
    page.page.wait_for_timeout(1500)
    assert len(page.sent) - before <= 1, "letting go"
    at = page.get("player.generation")
    page.page.get_by_text(f"Audit of generation {at}:").wait_for()


def test_it_can_be_used_without_a_mouse(visit: Visit) -> None:
    page = visit(SHORT, reduced_motion="reduce").done()
    for _ in range(60):
        page.page.keyboard.press("Tab")
        if page.get("root.getRootNode().activeElement === root"):
            break
    else:
        pytest.fail("60 tabs do not reach the player")
    for key, place in {
        "ArrowRight": 1,
        "Shift+ArrowRight": 11,
        "ArrowLeft": 10,
        "End": 100,
    }.items():
        page.page.keyboard.press(key)
        page.until(f"player.shown === {place}")
    page.page.keyboard.press("Home")
    page.until("player.shown === 0")
    page.page.keyboard.press(" ")
    page.until("player.playing && player.generation > 2")
    page.page.keyboard.press(" ")
    page.until("!player.playing")
    page.page.get_by_text(f"Audit of generation {page.get('player.generation')}:").wait_for()


def test_a_knob_shows_a_new_run(visit: Visit) -> None:
    page = visit(SHORT).done()
    before = page.run
    slider = page.page.get_by_role("slider", name="Samples a generation")
    slider.focus()
    slider.press("ArrowRight")
    page.until(f"player.scene.run.id !== '{before}'")
    page.done()
    assert "samples=70" in page.page.url
    slider.press("ArrowLeft")
    page.until(f"player.scene.run.id === '{before}'")


def test_a_preset_takes_the_knobs_with_it(visit: Visit) -> None:
    page = visit(SHORT).done()
    before = page.run
    page.page.get_by_text("A class of fifty").click()
    page.page.wait_for_url("**preset=small-class**")
    page.until(f"player.scene.run.id !== '{before}'")
    page.done()
    assert page.get("player.loaded") == 501
    slider = page.page.get_by_role("slider", name="Samples a generation")
    assert slider.get_attribute("aria-valuetext") == "50"


def test_a_costly_run_asks_first_and_can_be_cancelled(visit: Visit) -> None:
    page = visit(LONG)
    page.page.get_by_role("button", name="Start this run").click()
    page.playing()
    page.until("player.loaded > 2")
    page.page.get_by_role("button", name="Cancel").click()
    again = page.page.get_by_role("button", name="Continue")
    again.wait_for()
    page.until("player.scene.run.done")
    kept = page.get("player.loaded")
    assert 2 < kept < 2001
    page.page.get_by_role("button", name="Everything (ZIP)").wait_for()
    before = page.run
    again.click()
    page.until(f"player.loaded > {kept}")
    assert page.run == before, "it goes on where it stopped"
    page.page.get_by_role("button", name="Cancel").click()
    again.wait_for()
