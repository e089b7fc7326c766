"""A page passed on: alone in another page, without its knobs, paused, presented, with its keys."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.e2e.conftest import Visit as Tab
from tests.e2e.test_accessibility import obstacles
from tests.e2e.test_map import SQUARES
from view.page_files import address_of
from view.shell.share import HEIGHT, HEIGHTS

Visit = Callable[..., Any]
SHORT = "generations=100&samples=50"
FOOT = "root.getBoundingClientRect().bottom"


def test_in_another_page_player_and_sentence_stand_alone(visit: Visit) -> None:
    page = visit(f"/?{SHORT}&embed=true&pause=40", viewport={"width": 700, "height": 560})
    page.until("player && player.drawn === 40 && !player.playing && player.scene.run.done")
    page.settled()
    page.page.get_by_role("progressbar").wait_for(state="detached")
    page.page.wait_for_timeout(500)
    assert "variance" in page.headline
    assert page.page.locator("[data-testid^=stBaseButton]:visible").count() == 0
    assert not page.page.locator("[data-testid=stSidebar]").is_visible()
    assert not page.page.locator("[data-testid=stExpander]").first.is_visible()
    assert page.get(FOOT) <= 560, "nothing is cut"
    with page.page.context.expect_page() as opening:
        page.page.get_by_text("Copy of a Copy").click()
    whole = opening.value
    whole.get_by_role("button", name="Share").wait_for()
    assert "pause=40" in whole.url and "embed" not in whole.url


FRAMED = {
    "drift": SHORT,
    "dice": SHORT,
    "remedies": "generations=50&policies=replace;accumulate;fresh;verify",
    "language": "generations=10",
    "horizon": "",
    "map": "",
}
ROOM = """() => {
  const main = document.querySelector("[data-testid=stMain]");
  const page = document.querySelector("[data-testid=stMainBlockContainer]");
  return [main.scrollHeight - main.clientHeight, page.offsetHeight];
}"""


WIDE = """() => {
  const main = document.querySelector("[data-testid=stMain]");
  return main.scrollWidth - main.clientWidth;
}"""


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[] if name in ("drift", "remedies", "map") else pytest.mark.long)
        for name in FRAMED
    ],
)
def test_a_frame_is_as_high_as_what_it_shows(name: str, visit: Visit) -> None:
    height = HEIGHTS.get(name, HEIGHT)
    path = f"/{address_of(name)}?embed=true&{FRAMED[name]}"
    page = visit(path, viewport={"width": 800, "height": height})
    if name == "language":
        page.page.get_by_text("Generation 10").first.wait_for()
    elif name == "map":
        page.page.locator(SQUARES).nth(143).wait_for()
    elif name != "horizon":
        page.playing()
    highest = 0
    for width in (800, 1000, 1130):
        page.page.set_viewport_size({"width": width, "height": height})
        page.page.wait_for_timeout(300)
        page.settled()
        cut, inside = page.page.evaluate(ROOM)
        assert cut <= 0, f"{cut} pixels are cut at a width of {width}"
        wide = page.page.evaluate(WIDE)
        assert wide <= 0, f"{wide} pixels are too wide at {width}"
        highest = max(highest, inside)
    assert highest > 0.9 * height, "the frame has room that nothing needs"


def test_a_hidden_sidebar_and_a_locked_knob(visit: Visit) -> None:
    page = visit(f"/dice?{SHORT}&sidebar=no").playing()
    assert not page.page.locator("[data-testid=stSidebar]").is_visible()
    assert page.get("player.scene.planned") == 100, "the knobs are as the link has them"
    page = visit(f"/dice?{SHORT}&lock=samples").playing()
    slider = page.page.get_by_role("slider", name="Samples a generation")
    assert slider.is_disabled() or slider.get_attribute("aria-disabled") == "true"
    assert page.page.get_by_role("slider", name="Faces").is_enabled()


def test_the_list_of_keys_comes_at_a_question_mark(visit: Visit) -> None:
    page = visit(f"/dice?{SHORT}").playing()
    title = page.page.get_by_role("heading", name="Keys")
    page.page.get_by_role("spinbutton", name="Seed").press("?")
    assert title.count() == 0, "typing opens nothing"
    button = page.page.get_by_role("button", name="All keys")
    button.focus()
    page.page.keyboard.press("?")
    title.wait_for()
    focus = "document.querySelector('.st-key-keys').contains(document.activeElement)"
    assert page.page.evaluate(focus)
    shown = page.run
    page.page.keyboard.press("n")
    page.page.wait_for_timeout(500)
    page.settled()
    assert page.run == shown, "the list holds the other keys back"
    page.page.keyboard.press("Escape")
    title.wait_for(state="hidden")
    assert button.evaluate("(it) => it.getRootNode().activeElement === it"), "focus comes back"


@pytest.mark.parametrize("size", [(1400, 900), pytest.param((1920, 1080), marks=pytest.mark.long)])
def test_a_projector_shows_it_whole_and_hears_keys(visit: Visit, size: tuple[int, int]) -> None:
    width, height = size
    page = visit(f"/?{SHORT}", viewport={"width": width, "height": height}).done()
    page.page.keyboard.press("f")
    page.until("player.presented && player.root.getBoundingClientRect().width > 0.9 * innerWidth")
    page.settled()
    assert "present=yes" in page.page.url
    page.page.wait_for_timeout(500)
    assert height - 60 < page.get(FOOT) <= height
    sentence = page.page.locator(".told").first
    assert (
        sentence.evaluate("(it) => parseFloat(getComputedStyle(it).fontSize) * it.currentCSSZoom")
        >= 40
    )
    assert sentence.bounding_box()["y"] >= 0
    page.page.keyboard.press("Home")
    page.until("player.drawn === 0")
    page.page.keyboard.press("PageDown")
    page.until("player.drawn === 50")
    page.page.keyboard.press("Escape")
    page.page.locator("[data-testid=stSidebar]").wait_for()
    page.until("!player.presented")
    assert "present" not in page.page.url


def test_an_experiment_is_a_digit_away(visit: Visit) -> None:
    page = visit(f"/dice?{SHORT}&present=yes").playing()
    page.page.keyboard.press("2")
    page.page.wait_for_url("**preset=loaded**")
    assert "present=yes" in page.page.url
    page.until("player && player.presented && player.scene.planned > 100")


def test_while_presenting_the_keyboard_keeps_its_place_and_the_pointer_leaves_none(
    visit: Visit,
) -> None:
    page = visit(f"/?{SHORT}&present=yes&autoplay=no").playing()
    button = page.page.get_by_role("button", name="All keys")
    focused = "(it) => it.getRootNode().activeElement === it"
    page.page.keyboard.press("Tab")
    page.page.keyboard.press("ArrowRight")
    button.focus()
    assert button.evaluate(focused), "as where arrow keys lead from button to button"
    button.evaluate("(it) => it.blur()")
    page.page.locator(".told").first.click()
    button.focus()
    assert not button.evaluate(focused), "the space bar plays"


def test_nothing_of_this_is_an_obstacle(visit: Visit) -> None:
    page = visit(f"/dice?{SHORT}&present=yes&autoplay=no").done()
    assert obstacles(page.page) == []
    page.page.keyboard.press("?")
    page.page.get_by_role("heading", name="Keys").wait_for()
    assert obstacles(page.page) == []
    page.page.keyboard.press("Escape")
    page.page.get_by_role("button", name="Share").click()
    page.page.get_by_alt_text("QR code of the link").wait_for()
    assert obstacles(page.page) == []
    page = visit(f"/dice?{SHORT}&embed=true", viewport={"width": 390, "height": 620}).playing()
    assert obstacles(page.page) == []


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """Another site, which has the pages that lie in the test's folder."""
    answer = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), answer) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://localhost:{site.server_port}"
        site.shutdown()


def test_within_another_sites_page_a_file_is_chosen_by_itself(
    server: str, browser: Browser, elsewhere: str, tmp_path: Path
) -> None:
    """The cookie without which the server takes no file is not sent there."""
    whole = f"{server}/clouds?{SHORT}"
    course = f'<iframe src="{whole}" width="1200" height="800"></iframe>'
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    (tmp_path / "course.html").write_text(course)
    page = context.new_page()
    page.goto(f"{elsewhere}/course.html")
    frame = page.frame_locator("iframe")
    frame.get_by_role("combobox", name="Data").click()
    frame.get_by_role("option", name="Your own table").click()
    frame.get_by_text("open this page by itself to choose one").wait_for()
    assert frame.locator("[data-testid=stFileUploader]").count() == 0
    with context.expect_page() as opening:
        frame.get_by_role("link", name="Open this page by itself").click()
    alone = Tab(opening.value, server)
    alone.page.get_by_role("combobox", name="Data").click()
    alone.page.get_by_role("option", name="Your own table").click()
    chosen = alone.page.locator("[data-testid=stFileUploader] input")
    (tmp_path / "table.csv").write_text("a,b\n" + "1,2\n3,5\n4,4\n" * 20)
    chosen.set_input_files(tmp_path / "table.csv")
    alone.page.get_by_text("60 of 60 rows used").wait_for()
    context.close()
