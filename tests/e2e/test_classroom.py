"""A class in real browsers: guesses come to the teacher, answers to all, over a bad network."""

import random
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Error, Route

from tests.e2e.test_accessibility import obstacles
from tests.e2e.test_cuts import forgive

Visit = Callable[..., Any]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SOON = 10_000
"""Milliseconds for what takes two seconds at most where nothing else goes on."""


def code(teacher: Any) -> str:
    teacher.page.get_by_text("For the class: guess together").click()
    teacher.page.get_by_role("button", name="Begin a class").click()
    return str(teacher.page.locator(".class-code").first.inner_text())


def tap(phone: Any, up: float) -> None:
    """Guess with a finger, at a share of the chart's height."""
    box = phone.page.locator(".drawing").bounding_box()
    phone.page.touchscreen.tap(box["x"] + 0.8 * box["width"], box["y"] + up * box["height"])


def break_down(phone: Any, chance: random.Random) -> None:
    """Some requests are lost from now on, and the answers of others."""

    def through(route: Route) -> None:
        fate = chance.random()
        with suppress(Error):  # the phone itself has ended it meanwhile
            if fate < 0.6:
                if fate > 0.4:
                    route.fetch()
                route.abort()
            else:
                route.continue_()

    phone.page.route("**/class/*", through)


@pytest.mark.slow
def test_a_class_guesses_over_a_bad_network_and_is_answered_at_once(visit: Visit) -> None:
    teacher = visit("/lesson?step=2")
    here = f"/lesson?class={code(teacher)}"
    good, bad = visit(here, **PHONE), visit(here, **PHONE)
    board = teacher.page.locator(".board")
    board.get_by_text("2 here").wait_for(timeout=SOON)
    break_down(bad, random.Random(17))
    teacher.page.keyboard.press("n")
    for phone, up in ((good, 0.3), (bad, 0.6), (bad, 0.5)):
        phone.page.get_by_text("Step 2 of 8").wait_for(timeout=SOON)
        tap(phone, up)
    board.get_by_text("2 here, 2 have guessed").wait_for(timeout=SOON)
    bad.page.get_by_text(re.compile("Your guess: 3")).wait_for(timeout=SOON)
    assert board.locator(".pupil").count() == 2
    bad.page.unroute("**/class/*")
    good.page.reload()
    good.page.get_by_text(re.compile("Your guess: 4")).wait_for(timeout=SOON)
    teacher.page.keyboard.press("a")
    for phone in (good, bad):
        phone.page.get_by_text(re.compile("You said [34], it is")).wait_for(timeout=SOON)
        phone.playing()
    assert obstacles(good.page) == obstacles(teacher.page) == []
    teacher.page.reload()
    board.get_by_text("2 here, 2 have guessed").wait_for(timeout=SOON)
    teacher.page.get_by_text(re.compile("2 have guessed, . came close")).wait_for()
    teacher.page.get_by_role("button", name="End the class").click()
    for phone in (good, bad):
        phone.page.get_by_text("There is no class with this code").wait_for(timeout=SOON)
    teacher.page.get_by_role("button", name="The sheet as CSV").wait_for()
    for phone in (good, bad):
        forgive(phone)
