"""Playing and scrubbing stay in the browser; knobs, keys and buttons do what they say."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from engine import load

Visit = Callable[..., Any]
SHORT = "/?generations=100&samples=50"
LONG = "/?model=gmm:components=10,tolerance=1e-12&policy=accumulate&samples=2000"


def saved(page: Any, button: str, folder: Path) -> Path:
    return saved_by(page, page.page.get_by_role("button", name=button), folder)


def saved_by(page: Any, button: Any, folder: Path) -> Path:
    with page.page.expect_download() as waiting:
        button.click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_a_link_gives_the_numbers_of_the_command_line(visit: Visit, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "engine", "run", "--preset", "paper", "--seed", "3"]
    written = subprocess.run([*command, "--csv", "-"], capture_output=True, check=True).stdout
    page = visit("/?preset=paper&seed=3").done().unfold("Take it with you")
    page.page.get_by_text("Single files").click()
    assert saved(page, "Metrics (CSV)", tmp_path).read_bytes() == written


def test_everything_can_be_taken_home(visit: Visit, tmp_path: Path) -> None:
    page = visit(SHORT).done().unfold("Take it with you")
    with zipfile.ZipFile(saved(page, "Everything (ZIP)", tmp_path)) as everything:
        everything.extractall(tmp_path / "all")
    page.page.get_by_text("Single files").click()
    for button in ("Metrics (CSV)", "Settings (JSON)", "Whole run (NPZ)", "Script (Python)"):
        file = saved(page, button, tmp_path)
        assert file.read_bytes() == (tmp_path / "all" / file.name).read_bytes()
    assert len(next((tmp_path / "all").glob("*.csv")).read_text().splitlines()) == 102
    assert "/clouds?samples=50&generations=100" in (tmp_path / "all" / "README.txt").read_text()
    assert load(next((tmp_path / "all").glob("*.npz"))).complete
    report = saved(page, "Report (HTML)", tmp_path)
    assert report.stat().st_size < 5_500_000
    film = page.page.context.new_page()
    faults: list[str] = []
    film.on("pageerror", lambda error: faults.append(str(error)))
    film.on("request", lambda request: faults.append(request.url))
    film.goto(report.as_uri())
    while not film.evaluate("document.querySelector('.player').player?.generation > 3"):
        film.wait_for_timeout(100)
    assert [fault for fault in faults if not fault.startswith(("file:", "blob:", "data:"))] == []


def test_playing_and_scrubbing_ask_the_server_nothing(visit: Visit) -> None:
    page = visit("/clouds").done()
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


def test_the_sentence_follows_the_film_without_asking_the_server(visit: Visit) -> None:
    page = visit("/?preset=small-class&seed=3").done()
    page.press("Home")
    page.until("player.drawn === 0")
    page.quiet()
    before, said = len(page.sent), [page.headline]
    for at in (1, 20, 200):
        page.get(f"player.transport.seek({at}, false)")
        page.until(f"player.drawn === {at}")
        said.append(page.headline)
    assert "Generation 0 has learned" in said[0]
    assert (
        "generation 1 " in said[1] and "generation 20 " in said[2] and "generation 200" in said[3]
    )
    assert len(page.sent) - before <= 1, "only where it came to rest"
    page.press("End")
    page.until("player.drawn === 500")
    assert "its last" in page.headline


def test_it_can_be_used_without_a_mouse(visit: Visit) -> None:
    page = visit(SHORT, reduced_motion="reduce").done()
    stops, helped = list[str](), 0
    for _ in range(60):
        page.page.keyboard.press("Tab")
        label = "document.activeElement.getAttribute('aria-label') ?? ''"
        stops.append(page.page.evaluate(label))
        if stops[-1] == "Samples a generation":
            page.page.locator("[data-testid=stTooltipContent]").wait_for()
            helped += 1
        if page.get("root.getRootNode().activeElement === root"):
            break
    else:
        pytest.fail("60 tabs do not reach the player")
    marks = [one for one in stops if one.startswith("Help for")]
    assert helped == 1 and marks == [], "a knob and its help are one stop"
    page.page.locator("[data-testid=stTooltipContent]").wait_for(state="detached")
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
    page.page.get_by_text("Take it with you").wait_for()
    before = page.run
    again.click()
    page.until(f"player.loaded > {kept}")
    assert page.run == before, "it goes on where it stopped"
    page.page.get_by_role("button", name="Cancel").click()
    again.wait_for()


def test_a_film_of_the_page_plays(visit: Visit, tmp_path: Path) -> None:
    page = visit(SHORT).done()
    page.press("Home")
    page.page.get_by_role("button", name="Take a film or a picture").click()
    page.page.get_by_label("Length in seconds").fill("1")
    with Image.open(saved(page, "Take the film", tmp_path)) as film:
        assert film.n_frames > 5 and film.width == 720
    page.page.keyboard.press("Escape")
    page.whole()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chart_is_saved_in_the_colours_of_the_page(
    visit: Visit, tmp_path: Path, scheme: str
) -> None:
    page = visit(SHORT, color_scheme=scheme).done().unfold("Any metric")
    chart = page.page.locator(".js-plotly-plot").last
    drawing = saved_by(page, chart.locator("[data-title='Download plot']"), tmp_path)
    assert drawing.name == "copy-of-a-copy-variance.svg"
    paper = {"light": "rgb(251, 250, 247)", "dark": "rgb(27, 25, 22)"}[scheme]
    ground = re.search(r'<rect [^>]*width="1000" height="500" style="([^"]*)"', drawing.read_text())
    assert ground is not None and ground[1] == f"fill: {paper}; fill-opacity: 1;"
