"""Back and Forward lead through what was chosen, one thing after the other, on every page."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Error

Visit = Callable[..., Any]
KNOB = "Samples a generation"


def stands(page: Any, samples: int, link: str) -> None:
    """Link, run and knob agree on this."""
    try:
        page.page.wait_for_url(link)
    except Error as late:
        raise AssertionError(f"The link is {page.page.url}, not {link}.") from late
    page.until(f"player?.scene.run?.of === {samples} && player.scene.run.done")
    knob = page.page.get_by_role("slider", name=KNOB).element_handle()
    said = "([knob, said]) => knob.getAttribute('aria-valuetext') === said"
    page.page.wait_for_function(said, arg=[knob, f"{samples:,}"])
    page.quiet(300)


def dragged(page: Any) -> int:
    """Where the knob is after a drag of which the server has heard on the way."""
    knob = page.page.get_by_role("slider", name=KNOB)
    box, mouse = knob.bounding_box(), page.page.mouse
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    mouse.move(x, y)
    mouse.down()
    for step in range(1, 9):
        mouse.move(x + 2 * step, y)
        page.page.wait_for_timeout(60)
    mouse.up()
    page.quiet()
    return int(knob.get_attribute("aria-valuetext").replace(",", ""))


def test_back_and_forward_lead_through_what_was_chosen(visit: Visit) -> None:
    page = visit("/?seed=71&generations=60&samples=50").done()
    page.page.get_by_role("slider", name=KNOB).press("ArrowRight")
    stands(page, 70, "**samples=70**")
    far = dragged(page)
    assert far > 70
    stands(page, far, f"**samples={far}**")
    page.page.get_by_text("Iris petals").click()
    stands(page, 150, "**preset=iris")
    page.page.get_by_role("link", name="Lesson").first.click()
    page.page.get_by_role("button", name=re.compile("^Next")).click()
    page.page.wait_for_url("**/lesson?step=2")
    page.quiet(300)
    page.page.evaluate("history.back()")  # and once more before the page is there
    page.page.wait_for_timeout(60)
    way = {"**preset=iris": 150, f"**samples={far}**": far, "**samples=70**": 70}
    for link, samples in (way | {"**samples=50**": 50}).items():
        page.page.go_back()
        stands(page, samples, link)
    page.page.go_forward()
    stands(page, 70, "**samples=70**")
    page.page.reload()
    stands(page, 70, "**samples=70**")
    page.page.get_by_role("slider", name=KNOB).press("ArrowRight")
    stands(page, 100, "**samples=100**")
    page.page.go_back()
    page.page.get_by_role("button", name="New seed").click()
    page.page.wait_for_url(re.compile("seed=(?!71$)"))
    stands(page, 70, "**samples=70**")


def test_a_page_that_is_loaded_again_is_as_it_was(visit: Visit) -> None:
    """The lesson with a guess, an answer and a dial of another step; and the place in a film."""
    page = visit("/lesson")
    dial = page.page.get_by_role("radiogroup").nth(1).get_by_role("radio").last
    dial.click()
    page.page.wait_for_url("**/lesson?*")
    page.quiet(300)
    page.page.get_by_role("button", name=re.compile("^Next")).click()
    page.page.wait_for_url("**step=2**")
    page.page.get_by_role("button", name="I don't know: just show me").click()
    page.page.get_by_role("button", name="Ask me again").wait_for()
    page.quiet(300)
    page.page.reload()
    page.page.get_by_role("button", name="Ask me again").wait_for()
    page.page.get_by_role("button", name=re.compile("^Back")).click()
    page.page.get_by_text("Step 1 of").wait_for()
    page.quiet(300)
    assert dial.get_attribute("aria-checked") == "true"
    page.open("/?seed=72&generations=60&samples=50").done()
    page.get("player.transport.seek(17, true)")
    page.until("player.drawn === 17")
    page.page.reload()
    page.until("player?.drawn === 17 && !player.playing && player.frames < 9")
