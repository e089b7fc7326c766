"""The page Map in a real browser: a press on a square plays the run behind it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

Visit = Callable[..., Any]

SMALL = "x=samples%3D10%2C40&y=policy.fresh.rows%3D0%2C2&generations=30&lineages=3"
SQUARES = ".drawing rect[fill^=rgb]"


def test_a_press_on_a_square_plays_its_middle_lineage(visit: Visit) -> None:
    page = visit(f"/map?{SMALL}")
    page.page.get_by_text("Counted in").first.wait_for()
    page.settled()
    squares = page.page.locator(SQUARES)
    expect(squares).to_have_count(4)
    for number, cell in ((0, "10%2C0"), (3, "40%2C2")):
        box = squares.nth(number).bounding_box()
        page.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        tip = page.page.locator(".map .tip")
        expect(tip).to_contain_text(f"{cell.split('%')[0]} samples a generation")
        page.page.wait_for_url(f"**cell={cell}**")
        page.settled()
    page.page.get_by_text("the middle one of its lineages").wait_for()
    page.playing()
    page.page.get_by_text("40 samples a generation, 2 new real samples").first.wait_for()
    page.page.get_by_role("link", name="this run with all that is said of it").click()
    page.page.wait_for_url("**/clouds?**")
    page.playing()
    assert "samples=40" in page.page.url and "generations=30" in page.page.url
    page.whole()


def test_keys_walk_the_squares_and_enter_plays_one(visit: Visit) -> None:
    page = visit(f"/map?{SMALL}")
    page.page.get_by_text("Counted in").first.wait_for()
    page.settled()
    cells = page.page.get_by_role("gridcell")
    cells.nth(3).wait_for()
    assert cells.count() == 4 and page.page.locator("[role=gridcell][tabindex='0']").count() == 1
    page.page.locator("[role=gridcell][tabindex='0']").focus()
    assert _heard(page).startswith("10 samples a generation, no new real samples")
    squares = page.page.locator(SQUARES)
    for key, number in (("ArrowUp", 2), ("ArrowRight", 3), ("ArrowRight", 3)):
        page.page.keyboard.press(key)
        box, drawn = _focused(page), squares.nth(number).bounding_box()
        assert abs(box["x"] - drawn["x"]) < 4 and abs(box["y"] - drawn["y"]) < 4, key
    said = _heard(page)
    assert said.startswith("40 samples a generation, 2 new real samples") and "keep half" in said
    page.page.keyboard.press("Enter")
    page.page.wait_for_url("**cell=40%2C2**")
    page.playing()
    page.settled()
    assert _heard(page) == said, "the focus stays where one has walked"
    chosen = page.page.locator("[role=gridcell][aria-selected=true]")
    assert chosen.count() == 1 and chosen.get_attribute("aria-label") == said
    page.page.keyboard.press("ArrowLeft")
    assert _heard(page).startswith("10 samples a generation, 2 new real samples")
    page.whole()


WITHIN = """(what) => {
  const host = document.activeElement, at = host.shadowRoot?.activeElement ?? host;
  const { x, y } = at.getBoundingClientRect();
  return what === "said" ? at.ariaLabel : { x, y };
}"""
"""What the element says that has the focus, or where it is."""


def _heard(page: Any) -> str:
    return str(page.page.evaluate(WITHIN, "said"))


def _focused(page: Any) -> Any:
    return page.page.evaluate(WITHIN, "where")


def test_the_report_says_a_square_without_a_server(visit: Visit, tmp_path: Path) -> None:
    opened = visit(f"/map?{SMALL}")
    page = opened.page
    page.get_by_text("Counted in").first.wait_for()
    opened.unfold("Take it with you")
    page.get_by_text("Single files").click()
    with page.expect_download() as offered:
        page.get_by_role("button", name="Report (HTML)").click()
    offered.value.save_as(tmp_path / "map.html")
    report = page.context.new_page()
    report.goto((tmp_path / "map.html").as_uri())
    cells, said = report.get_by_role("gridcell"), report.locator(".told")
    cells.nth(3).click()
    expect(said).to_contain_text("40 samples a generation, no new real samples")
    report.keyboard.press("ArrowUp")
    report.keyboard.press("Enter")
    expect(said).to_contain_text("40 samples a generation, 2 new real samples")
    report.close()
