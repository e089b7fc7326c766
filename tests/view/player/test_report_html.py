"""A report is one file that opens from disk and plays."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from view.export.report_html import Chart, Film, report_html
from view.player.codec import encode
from view.player.pieces import reported

Record = Callable[..., Any]


FIGURE = {
    "data": [{"type": "scatter", "y": [1, 3, 2], "customdata": [0, 1, 2]}],
    "layout": {"hovermode": "x", "xaxis": {"title": {"text": "generation"}}},
}
TABLE = {"generation": ["0"], "verdict": ["<i>consistent</i>"]}
CHARTS = [
    Chart("Any metric", "Variance & more", "How <b>wide</b>.", FIGURE, axes=True),
    Chart("Any metric", "Coverage", "How much.", FIGURE, axes=True),
    Chart(
        "Theory",
        "theory",
        "",
        FIGURE,
        table={"generation": ["0"], "verdict": ["<i>consistent</i>"]},
    ),
]


def thin(recording: Any) -> bytes:
    """As a report brings it."""
    return encode(recording, clouds=reported(recording))


def written(record: Record, folder: Path, *names: str) -> Path:
    """A report with a film of each name, or of one that needs none."""
    page = folder / "report.html"
    settings = {"model": "gmm", "note": "<b>a & b</b>", "samples": 120}
    films = [
        Film(name, "It forgets.", settings, thin(record(run=f"run {i}")))
        for i, name in enumerate(names or [""])
    ]
    page.write_text(report_html("Tails & <i>copies</i>", films, CHARTS, {"numpy": "2"}))
    return page


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A report from disk: one that asks for anything else, or makes a fault, fails the test."""
    pages: list[Page] = []
    asked: list[str] = []
    faults: list[str] = []

    def open_report(path: Path, **options: Any) -> Page:
        page = browser.new_context(**options).new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.goto(path.as_uri())
        page.wait_for_selector(".js-plotly-plot .main-svg")
        pages.append(page)
        return page

    yield open_report
    for page in pages:
        page.context.close()
    assert [one for one in asked if not one.startswith(("file:", "blob:", "data:"))] == []
    assert faults == []


@pytest.mark.parametrize("components", [3, 10])
def test_a_full_run_is_under_three_megabytes(record: Record, components: int) -> None:
    chunk = thin(record(total=2001, rows=1000, components=components))
    assert len(report_html("t", [Film("", "c", {}, chunk)])) < 3_000_000


def test_texts_are_shown_as_they_are(record: Record, tmp_path: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(written(record, tmp_path).as_uri())
    assert page.title() == "Tails & <i>copies</i>"
    assert page.locator("h1").inner_text() == "Tails & <i>copies</i>"
    assert page.locator(".caption").inner_text() == "It forgets."
    rows = page.locator("tr:not(.figures tr)").all_inner_texts()
    assert rows == ["model\tgmm", "note\t<b>a & b</b>", "samples\t120", "numpy\t2"]
    page.close()


def test_it_plays_from_disk_and_asks_the_network_for_nothing(
    record: Record, tmp_path: Path, browser: Browser
) -> None:
    page = browser.new_context(bypass_csp=True).new_page()
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    address = written(record, tmp_path).as_uri()
    page.goto(address)
    page.locator("[data-set=stride]").select_option("20")
    page.wait_for_function("document.querySelector('.player').player.generation === 100")
    assert page.evaluate("document.querySelector('.player').player.playing") is False
    assert asked == [address]
    assert faults == []
    page.context.close()


def test_dark_follows_the_system(record: Record, tmp_path: Path, browser: Browser) -> None:
    page = browser.new_context(bypass_csp=True, color_scheme="light").new_page()
    page.goto(written(record, tmp_path).as_uri())
    dark = "document.querySelector('.player').player.scene.theme.dark"
    assert page.evaluate(dark) is False
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(dark)
    page.context.close()


def test_charts_answer_to_the_pointer_and_to_their_switches(
    record: Record, tmp_path: Path, opened: Callable[..., Page]
) -> None:
    page = opened(written(record, tmp_path))
    assert page.locator(".js-plotly-plot").count() == 2, "one a title"
    first = page.locator(".plots section").first
    first.locator(".nsewdrag").hover()
    first.locator(".hoverlayer .hovertext").first.wait_for()
    assert first.locator(".note").inner_text() == "How <b>wide</b>."
    first.locator("select").select_option("Coverage")
    assert first.locator(".note").inner_text() == "How much."
    first.get_by_label("log generations").check()
    axis = "document.querySelector('.js-plotly-plot').layout.xaxis"
    assert page.evaluate(f"[{axis}.type, {axis}.title.text]") == ["log", "generation + 1"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chart_is_saved_as_a_drawing_that_can_be_read(
    record: Record, tmp_path: Path, opened: Callable[..., Page], scheme: str
) -> None:
    page = opened(written(record, tmp_path), color_scheme=scheme)
    with page.expect_download() as caught:
        page.locator("[data-title='Download plot']").first.click()
    assert caught.value.suggested_filename == "variance-more.svg"
    drawing = Path(caught.value.path()).read_text()
    paper, ink = ("251, 250, 247", "38, 35") if scheme == "light" else ("27, 25, 22", "233, 227")
    assert f"rgb({paper})" in drawing and "<svg" in drawing
    assert ink in drawing or scheme == "light"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_report_has_the_colours_of_the_dashboard(
    record: Record, tmp_path: Path, opened: Callable[..., Page], scheme: str
) -> None:
    config = Path(__file__).parents[3] / ".streamlit" / "config.toml"
    theme = tomllib.loads(config.read_text())["theme"][scheme]
    page = opened(written(record, tmp_path), color_scheme=scheme)
    player = "document.querySelector('.player').player.scene.theme"
    assert page.evaluate(f"{player}.hues") == theme["chartCategoricalColors"]
    assert page.evaluate(f"{player}.accent") == theme["primaryColor"]
    charts = "document.querySelector('.js-plotly-plot').layout"
    assert page.evaluate(f"{charts}.colorway") == theme["chartCategoricalColors"]
    assert page.evaluate(f"{charts}.paper_bgcolor") == theme["backgroundColor"]


def test_a_table_stands_below_its_chart(
    record: Record, tmp_path: Path, opened: Callable[..., Page]
) -> None:
    page = opened(written(record, tmp_path))
    rows = page.locator(".figures tr").all_inner_texts()
    assert rows == ["generation\tverdict", "0\t<i>consistent</i>"]


def test_several_runs_play_in_step_and_one_film_shows_all(
    record: Record, tmp_path: Path, opened: Callable[..., Page]
) -> None:
    page = opened(written(record, tmp_path, "Here", "There"))
    assert page.locator(".films h2").all_inner_texts() == ["Here", "There"]
    page.locator("[data-do=last]").first.click()
    page.wait_for_function(
        "[...document.querySelectorAll('.player')].every(({ player }) => player.generation === 100)"
    )
    page.locator("[data-open=studio]").first.click()
    size = "(canvas) => canvas.width / canvas.height"
    preview = page.locator(".studio[open] .preview canvas")
    both = preview.evaluate(size)
    page.get_by_label("All that play side by side").first.uncheck()
    assert preview.evaluate(size) != both
