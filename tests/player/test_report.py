"""A report is one file that opens from disk and plays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from view.player.codec import encode
from view.player.report import report_html

Record = Callable[..., Any]


def written(record: Record, folder: Path) -> Path:
    page = folder / "report.html"
    chunk = encode(record(), keyframed=True)
    settings = {"model": "gmm", "note": "<b>a & b</b>", "samples": 120}
    page.write_text(report_html("Tails & <i>copies</i>", "It forgets.", settings, chunk))
    return page


@pytest.mark.parametrize("components", [3, 10])
def test_a_full_run_is_under_three_megabytes(record: Record, components: int) -> None:
    chunk = encode(record(total=2001, rows=1000, components=components), keyframed=True)
    assert len(report_html("t", "c", {}, chunk)) < 3_000_000


def test_texts_are_shown_as_they_are(record: Record, tmp_path: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(written(record, tmp_path).as_uri())
    assert page.title() == "Tails & <i>copies</i>"
    assert page.locator("h1").inner_text() == "Tails & <i>copies</i>"
    assert page.locator(".caption").inner_text() == "It forgets."
    rows = page.locator("tr").all_inner_texts()
    assert rows == ["model\tgmm", "note\t<b>a & b</b>", "samples\t120"]
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
