"""The draggable point in a real browser, without a server: mouse, touch, keys, and the answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from view.lesson import chart
from view.lesson.guess.component import asset, javascript
from view.lesson.step import Law, Point

HARNESS = """<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">
<style>{css}</style><body style="margin:12px">
<p style="height:300px">Above</p><main id="stage">{html}</main><p style="height:1500px">Below</p>
<script type="module">
{script}
window.told = [];
window.give = (data) => {{
  window.unmount = mount({{
    data, parentElement: document.getElementById("stage"),
    setStateValue: (name, value) => told.push([name, value]),
  }});
}};
window.leave = () => {{
  const stage = document.getElementById("stage"), parts = [...stage.childNodes];
  stage.replaceChildren(); // Streamlit undoes what is gone from the page
  unmount();
  stage.append(...parts);
}};
window.ready = true;
</script></body></html>"""
FACES = Point("?", "faces left", "faces", 30, 6, 6, close=1, at=30)
WHEN = Point("?", "variance", "%", 2000, 1.5, 1.0, close=200, level=0.5)
COURSE = np.linspace(6, 2, 31)

Shown = Callable[..., Page]


@pytest.fixture
def shown(browser: Browser) -> Iterator[Shown]:
    """A page with the component, given a chart; every fault fails the test."""
    contexts, faults = [], list[str]()

    def opened(data: dict[str, Any], **context: Any) -> Page:
        contexts.append(
            browser.new_context(**{"viewport": {"width": 900, "height": 800}} | context)
        )
        page = contexts[-1].new_page()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        script = javascript().replace("export default ", "")
        page.set_content(
            HARNESS.format(css=asset("guess.css"), html=asset("guess.html"), script=script)
        )
        page.wait_for_function("window.ready")
        give(page, data)
        return page

    yield opened
    for one in contexts:
        one.close()
    assert faults == []


def give(page: Page, data: dict[str, Any]) -> None:
    page.evaluate("(text) => give(JSON.parse(text))", json.dumps(data))


def told(page: Page) -> list[Any]:
    found: list[Any] = [value for _, value in page.evaluate("told")]
    return found


def spoken(page: Page) -> str:
    return str(page.locator(".handle").get_attribute("aria-valuetext"))


def drag(page: Page, across: float, up: float) -> None:
    """With the mouse, to shares of the drawing's width and height."""
    box = page.locator(".drawing").bounding_box()
    assert box is not None
    page.locator(".own").hover(force=True)
    page.mouse.down()
    page.mouse.move(box["x"] + across * box["width"], box["y"] + up * box["height"], steps=5)
    page.mouse.up()


def test_a_point_is_dragged_to_a_whole_number_and_told_once(shown: Shown) -> None:
    page = shown(chart.asked(FACES, "2:a", None))
    assert spoken(page) == "nothing guessed yet"
    drag(page, 0.9, 0.5)
    assert [each["question"] for each in told(page)] == ["2:a"]
    (value,) = [each["value"] for each in told(page)]
    assert 2 <= value <= 4 and value == int(value)
    assert spoken(page) == f"faces left: {value} at generation 30"


def test_a_share_goes_by_hundredths_and_stays_on_the_chart(shown: Shown) -> None:
    share = Point("?", "variance", "%", 200, 1.5, 1.0, close=0.1, at=200)
    page = shown(chart.asked(share, "3:a", None))
    drag(page, 0.9, -0.5)
    assert spoken(page) == "150% or more"
    drag(page, 0.9, 1.4)
    assert [each["value"] for each in told(page)] == [1.5, 0]
    assert spoken(page) == "variance: 0% at generation 200"


def test_a_generation_is_dragged_across_and_may_be_never(shown: Shown) -> None:
    page = shown(chart.asked(WHEN, "4:a", None))
    drag(page, 0.5, 0.9)
    drag(page, 1.2, 0.9)
    middle, never = [each["value"] for each in told(page)]
    assert 800 < middle < 1200 and never > 2000
    assert spoken(page) == "never"


def test_keys_move_it_too(shown: Shown) -> None:
    page = shown(chart.asked(FACES, "2:a", None))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert [each["value"] for each in told(page)] == [6, 5, 4]
    assert page.locator(".plot").evaluate("(e) => getComputedStyle(e).outlineStyle") == "solid"


def test_a_finger_drags_the_point_and_not_the_page(shown: Shown) -> None:
    page = shown(
        chart.asked(FACES, "2:a", None),
        viewport={"width": 390, "height": 700},
        has_touch=True,
        is_mobile=True,
    )
    box = page.locator(".own").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    finger = page.context.new_cdp_session(page)
    steps = [("touchStart", 0), *[("touchMove", 20 * i) for i in range(1, 6)]]
    for kind, down in steps:
        finger.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y + down}]}
        )
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_function("told.length === 1")
    assert 2 <= told(page)[0]["value"] < 5
    assert page.evaluate("scrollY") == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_answer_is_drawn_in_and_ends_the_guessing(shown: Shown) -> None:
    page = shown(chart.asked(FACES, "2:a", 4))
    asked = chart.asked(FACES, "2:a", 4, locked=True)
    give(page, asked)
    assert page.locator(".course").count() == 0
    assert page.locator(".keys").inner_text() == "The run is on its way."
    drag(page, 0.9, 0.2)
    give(page, asked | chart.answered(COURSE, 2, Law(COURSE + 0.5, "the law")))
    assert page.locator(".found").text_content() == "2"
    assert page.locator(".said").text_content() == "you: 4"
    assert page.locator(".course").count() == page.locator(".law").count() == 1
    assert page.locator(".keys").inner_text().split("\n") == [
        "what happened",
        "your guess",
        "the law",
    ]
    assert page.locator(".handle").is_disabled()
    box = page.locator(".drawing").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 300, box["y"] + 100)
    assert told(page) == []


def test_without_a_guess_no_guess_is_drawn(shown: Shown) -> None:
    asked = chart.asked(WHEN, "4:a", None, locked=True)
    page = shown(asked)
    give(page, asked | chart.answered(np.linspace(1, 0, 2001), 428, None))
    assert page.locator(".own").count() == page.locator(".law").count() == 0
    assert page.locator(".found").text_content() == "generation 428"


def test_a_rerun_keeps_the_point_and_another_question_clears_it(shown: Shown) -> None:
    page = shown(chart.asked(FACES, "2:a", None))
    drag(page, 0.9, 0.5)
    said = spoken(page)
    give(page, chart.asked(FACES, "2:a", None))
    assert spoken(page) == said
    give(page, chart.asked(FACES, "2:b", None))
    assert spoken(page) == "nothing guessed yet"
    page.evaluate("leave()")
    drag(page, 0.9, 0.3)
    assert len(told(page)) == 1


def test_reduced_motion_draws_at_once(shown: Shown) -> None:
    asked = chart.asked(FACES, "2:a", 4, locked=True)
    page = shown(asked, reduced_motion="reduce")
    give(page, asked | chart.answered(COURSE, 2, None))
    assert page.locator(".course").evaluate("(e) => getComputedStyle(e).animationName") == "none"


def test_nothing_is_fetched_from_elsewhere() -> None:
    for part in (asset("guess.html"), asset("guess.css"), javascript()):
        text = part.replace("http://www.w3.org/2000/svg", "")
        assert not any(word in text for word in ("http:", "https:", "url(", "@import", "fetch("))
