"""The dialog that passes a page on: link, frame and QR code, which change with its options."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree import ElementTree

import pytest
import segno
from streamlit.testing.v1 import AppTest

from tests.support.app import run
from view import uploaded_files
from view.export.run_files import ELSEWHERE
from view.page_specs import DRIFT
from view.shell.qr import qr_code
from view.shell.share import PAUSED, WAITS

OpenPage = Callable[..., AppTest]
SMALL = {"samples": "20", "generations": "10"}


def opened(page: AppTest, url: str = "http://class.example:8501/") -> AppTest:
    page.context["url"] = url
    (button,) = [button for button in page.button if button.label == "Share"]
    button.click()
    return run(page)


def of(page: AppTest, kind: str, name: str) -> Any:
    (only,) = [each for each in page.get(kind) if each.key == f"share:{name}"]
    return only


def link(page: AppTest) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.code[0].value).query)


def test_it_begins_with_the_page_as_it_is(open_page: OpenPage) -> None:
    page = opened(open_page(pause="4", **SMALL))
    named = {"preset": [DRIFT.default], "samples": ["20"], "generations": ["10"]}
    assert link(page) == named | {"pause": ["4"]}, "also the experiment that it begins with"
    assert page.code[0].value.startswith("http://class.example:8501/clouds?")
    frame = page.code[1].value
    assert frame.startswith("<iframe ") and "embed=true" in frame and "&amp;" in frame
    assert not any("Phones cannot" in text.value for text in page.caption)


def test_a_page_paused_at_the_beginning_is_passed_on_so(open_page: OpenPage) -> None:
    """Also where the player has gone on since."""
    page = open_page(pause="0", **SMALL)
    page.session_state["player"] = {"view": {"run": "any", "generation": 7}}
    page = opened(page)
    assert of(page, "number_input", "pause").value == 0


@pytest.mark.parametrize(("which", "key"), [("drift", "player"), ("remedies", "lane 0")])
def test_the_place_of_the_player_is_proposed(which: str, key: str, open_page: OpenPage) -> None:
    page = opened(open_page(which, **SMALL))
    of(page, "button_group", "film").set_value(PAUSED)
    page.session_state[key] = {"view": {"run": "any", "generation": 7}}
    run(page)
    assert of(page, "number_input", "pause").value == 7


def test_every_option_shows_in_the_link(open_page: OpenPage) -> None:
    page = opened(open_page(**SMALL))
    of(page, "multiselect", "lock").set_value(["samples", "seed"])
    run(page)
    assert link(page)["lock"] == ["samples,seed"]
    of(page, "button_group", "film").set_value(WAITS)
    run(page)
    assert link(page)["autoplay"] == ["no"]
    of(page, "button_group", "film").set_value(PAUSED)
    run(page)
    assert "autoplay" not in link(page), "it is paused, or it waits: not both"
    of(page, "number_input", "pause").set_value(7)
    run(page)
    of(page, "toggle", "ahead").set_value(True)
    run(page)
    of(page, "toggle", "present").set_value(True)
    run(page)
    of(page, "button_group", "theme").set_value("dark_theme")
    run(page)
    wanted = {"lock": ["samples,seed"], "pause": ["7"], "present": ["yes"]}
    wanted |= {"ahead": ["no"], "preset": [DRIFT.default]}
    assert link(page) == {k: [v] for k, v in SMALL.items()} | wanted | {
        "embed_options": ["dark_theme"]
    }
    frame = page.code[1].value
    assert "pause=7" in frame and "ahead=no" in frame and "dark_theme" in frame
    assert "lock" not in frame and "present" not in frame, "a frame has neither knobs nor projector"
    of(page, "toggle", "sidebar").set_value(True)
    run(page)
    assert link(page)["sidebar"] == ["no"]
    assert not [each for each in page.multiselect if each.key == "share:lock"], "nothing to turn"


def test_the_lock_offers_the_knobs_of_this_page(open_page: OpenPage) -> None:
    page = opened(open_page("dice", generations="10"))
    assert {"Faces", "Samples a generation", "Seed"} <= set(of(page, "multiselect", "lock").options)
    assert "Components" not in of(page, "multiselect", "lock").options


@pytest.mark.parametrize(
    ("which", "query", "said"),
    [
        ("drift", {}, 0),
        ("drift", {"model": "vae:steps=1"}, 1),
        ("drift", {"beside": "model=vae%3Asteps%3D1&samples=20&generations=10"}, 1),
        ("dice", {}, 0),
        ("glossary", {}, 0),
    ],
)
def test_that_a_network_drifts_apart_elsewhere_is_said_of_networks_only(
    which: str, query: dict[str, str], said: int, open_page: OpenPage
) -> None:
    small = {} if which == "glossary" else SMALL
    page = opened(open_page(which, **small, **query))
    assert [text.value for text in page.caption].count(ELSEWHERE) == said


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "0.0.0.0"])
def test_phones_are_told_that_they_cannot_come(host: str, open_page: OpenPage) -> None:
    page = opened(open_page(**SMALL), f"http://{host}:8501/")
    assert any("make run ADDRESS=0.0.0.0" in text.value for text in page.caption)


def test_the_square_holds_the_link() -> None:
    """Its dark modules are those of a QR code of the same link, in the smallest version."""
    address = "http://class.example:8501/dice?preset=loaded&seed=7"
    code = segno.make_qr(address, error="l")
    picture = ElementTree.fromstring(unquote(str(qr_code(address)).partition(",")[2]))
    side = code.symbol_size()[0]
    assert picture.attrib["viewBox"] == f"0 0 {side} {side}", "with a quiet zone of four modules"
    paper, ink = list(picture)
    assert (paper.attrib["fill"], ink.attrib["stroke"]) == ("#fff", "#000")
    drawn = sum(int(part) for part in _strokes(ink.attrib["d"]))
    assert drawn == sum(sum(row) for row in code.matrix)
    assert code.version <= 4 and code.mode == "byte"


def _strokes(path: str) -> list[str]:
    """The lengths of the horizontal strokes of a path."""
    return re.findall(r"h(\d+)", path)


def test_a_link_too_long_for_a_square_is_told() -> None:
    assert qr_code("http://class.example/?" + "x" * 2900)
    assert qr_code("http://class.example/?" + "x" * 3000) is None


def test_a_file_of_ones_own_is_spoken_of(open_page: OpenPage) -> None:
    name = "0123456789abcdef.csv"
    assert uploaded_files.in_link({"truth": f"table:file={name}"})
    assert uploaded_files.in_link({"beside": f"preset=paper&truth=table%3Afile%3D{name}"})
    assert not uploaded_files.in_link({"truth": "text:file=python-reference", "seed": "3"})
