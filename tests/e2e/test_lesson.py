"""The lesson as on a phone: every step guessed at with a finger, and answered by its run."""

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import TimeoutError as NotThere

from view.lesson.step import Pick
from view.lesson.steps import STEPS

Visit = Callable[..., Any]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


MOMENT = 700
"""Milliseconds from one touch to the next: sooner, Chromium takes both for one gesture."""

TOP = "document.querySelector('[data-testid=stMain]').scrollTop === 0"
"""A step begins where one reads on."""


CLICKED = """() => {
  window.clicked = false;
  addEventListener("click", () => { window.clicked = true; }, { capture: true, once: true });
}"""
"""Whether Chromium has made a click of a touch: on a busy machine it sometimes makes none, after
`pointerup` and `touchend`, and the page then hears of none."""


def touch(page: Any, button: Any) -> None:
    """As often as it takes, up to three times, as a person does."""
    page.evaluate(CLICKED)
    for _ in range(3):
        button.tap()
        with suppress(NotThere):
            page.wait_for_function("window.clicked", timeout=2000)
            return
    pytest.fail("no touch becomes a click")


def drag(page: Any) -> None:
    """The point, with a finger, a third of the chart down and to the left."""
    page.locator(".own").scroll_into_view_if_needed()
    point, chart = page.locator(".own").bounding_box(), page.locator(".drawing").bounding_box()
    x, y = (point[at] + point[side] / 2 for at, side in (("x", "width"), ("y", "height")))
    way = -1 if y > chart["y"] + chart["height"] / 2 else 1
    finger = page.context.new_cdp_session(page)
    before = page.locator("[data-testid=stMain]").evaluate("(main) => main.scrollTop")
    for step in range(6):
        place = {"x": x - step * chart["width"] / 18, "y": y + way * step * chart["height"] / 18}
        kind = "touchMove" if step else "touchStart"
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [place]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    finger.detach()
    assert page.locator("[data-testid=stMain]").evaluate("(main) => main.scrollTop") == before


def guessed(visit: Any, number: int) -> str:
    """What the page says once the step has been guessed at and answered."""
    page, step = visit.page, STEPS[number]
    page.get_by_role("heading", name=step.title).wait_for()
    if isinstance(step.ask(step.defaults), Pick):
        page.locator("[data-testid=stRadio] label").nth(1).tap()
    else:
        page.locator(".own.unset").wait_for()
        drag(page)
    show = page.get_by_role("button", name="Show what happened")
    page.wait_for_function("(button) => !button.disabled", arg=show.element_handle())
    page.wait_for_timeout(MOMENT)
    touch(page, show)
    try:
        page.get_by_role("button", name="Ask me again").wait_for()
    except NotThere:
        pytest.fail(f"step {number + 1} was never answered; the page says {visit.text()}")
    visit.settled()
    return str(visit.text())


@pytest.mark.slow
def test_the_whole_lesson_on_a_phone(visit: Visit) -> None:
    page = visit("/lesson", **PHONE)
    for number, step in enumerate(STEPS):
        said = guessed(page, number)
        assert re.search(r"You said .+ it is|You were right", said), said
        if step.course:
            page.page.locator(".truth").wait_for()
            found = page.page.locator(".found").text_content()
            assert re.sub("generation ", "", found) in said
        page.whole()
        if number < len(STEPS) - 1:
            page.page.wait_for_timeout(MOMENT)
            touch(page.page, page.page.get_by_role("button", name=re.compile("^Next")))
            page.page.wait_for_url(f"**step={number + 2}")
            page.page.get_by_role("heading", name=STEPS[number + 1].title).wait_for()
            page.page.wait_for_function(TOP)
    assert re.search(r"Guesses that came close: \d of 8", page.text())


@pytest.mark.slow
def test_keys_lead_on_and_back_and_the_laboratory_opens_the_step(visit: Visit) -> None:
    page = visit("/lesson?step=2&samples=60")
    page.page.locator(".own.unset").click(force=True)
    page.quiet()
    page.page.keyboard.press("n")
    page.page.wait_for_url("**step=3")
    page.settled()
    page.page.keyboard.press("b")
    page.page.wait_for_url("**step=2&samples=60")
    page.page.get_by_role("button", name="just show me").click()
    page.page.get_by_role("button", name="Open this in the laboratory").click()
    page.page.wait_for_url("**/dice?**samples=60**")
    page.playing()


@pytest.mark.slow
def test_a_marked_word_leads_into_the_glossary(visit: Visit) -> None:
    page = visit("/lesson?step=3")
    with page.page.context.expect_page() as opened:
        page.page.get_by_role("link", name="variance").click()
    opened.value.get_by_role("heading", name="Variance").wait_for()
    assert opened.value.url.endswith("/words?term=variance")
    opened.value.close()


WRITTEN = """() => {
  const write = Storage.prototype.setItem;
  window.written = [];
  Storage.prototype.setItem = function (name, text) {
    if (name.endsWith(":lesson")) window.written.push(text);
    return write.call(this, name, text);
  };
}"""
"""All that is kept of the lesson since the page was loaded."""

SHOWN = '"shown": true'


def test_whoever_sees_an_answer_has_it_kept(visit: Visit) -> None:
    """However soon they load the page again, and again before it has come back."""
    page = visit("/lesson?samples=10")
    page.page.add_init_script(f"({WRITTEN})()")
    page.page.get_by_role("button", name="just show me").click()
    page.page.locator(".player").wait_for()
    assert SHOWN in page.page.evaluate("sessionStorage.getItem('copy-of-a-copy:lesson')")
    for _ in range(2):
        page.page.reload()
        page.page.get_by_role("heading", name="The copy of a copy").wait_for()
    page.page.locator(".player").wait_for()
    page.settled()
    written = page.page.evaluate("window.written")
    assert written and all(SHOWN in text for text in written)


def test_a_clicker_leads_through_the_lesson_and_b_darkens(visit: Visit) -> None:
    page = visit("/lesson?present=yes").page
    keys = page.keyboard
    page.get_by_text("Step 1 of 8").wait_for()
    page.locator(".keys").first.wait_for(state="attached")  # what hears them comes last
    keys.press("PageDown")
    page.get_by_text("Step 2 of 8").wait_for()
    keys.press("PageUp")
    page.get_by_text("Step 1 of 8").wait_for()
    keys.press("b")
    page.locator("dialog.dark").wait_for()
    keys.press("PageDown")
    page.locator("dialog.dark").wait_for(state="hidden")
    page.get_by_text("Step 1 of 8").wait_for()
