"""The page that lays policies side by side, in a real browser: in step, paused, forked, linked."""

from collections.abc import Callable
from typing import Any

import pytest

Visit = Callable[..., Any]
SHORT = "/what-helps?samples=50&generations=60"
FOUR = f"{SHORT}&policies=replace;accumulate;fresh;verify"


def all_of(page: Any, expression: str) -> list[Any]:
    """`expression` may name `player`, of each in turn."""
    found: list[Any] = page.page.locator(".player").evaluate_all(
        f"(roots) => roots.map((root) => {{ const player = root.player; return ({expression}); }})"
    )
    return found


def until_all(page: Any, expression: str, count: int) -> None:
    for _ in range(600):
        if page.page.locator(".player").count() == count and all(
            all_of(page, f"!!player && ({expression})")
        ):
            return
        page.page.wait_for_timeout(100)
    pytest.fail(f"never: {expression}; the page says {page.text()}")


def opened(page: Any, count: int) -> Any:
    until_all(page, "player.scene.run?.done", count)
    page.page.get_by_text("What if one intervened?").wait_for()
    page.settled()
    return page


@pytest.mark.parametrize(
    "size",
    [
        pytest.param((1400, 900), id="desk"),
        pytest.param((390, 844), id="phone", marks=pytest.mark.long),
    ],
)
def test_four_policies_play_in_step(visit: Visit, size: Any) -> None:
    page = opened(visit(FOUR, viewport=dict(zip(("width", "height"), size, strict=True))), 4)
    until_all(page, "player.playing && player.generation > 2", 4)
    generations = all_of(page, "player.generation")
    assert max(generations) - min(generations) <= 1, generations
    page.page.locator(".player").first.focus()
    page.page.keyboard.press("Home")
    until_all(page, "player.shown === 0 && !player.playing", 4)
    first = all_of(page, "Array.from(player.scene.run.frames.first.points).join()")
    assert len(set(first)) == 1, "all begin with the same generation 0"
    page.page.locator(".player").last.focus()
    for _ in range(3):
        page.page.keyboard.press("ArrowRight")
    until_all(page, "player.shown === 3", 4)
    page.page.get_by_text("What each has cost and kept by generation 3").wait_for()
    page.whole()


def test_a_fork_leaves_the_timeline_where_it_was_paused(visit: Visit) -> None:
    page = opened(visit(f"{SHORT}&policies=replace"), 1)
    page.page.locator(".player").focus()
    page.page.keyboard.press("Home")
    for _ in range(5):
        page.page.keyboard.press("ArrowRight")
    page.page.get_by_text("by generation 5").wait_for()
    page.unfold("What if one intervened?")
    page.page.get_by_role("button", name="Fork the timeline here").click()
    page.page.wait_for_url("**schedule**")
    opened(page, 2)
    clouds = "player.scene.run.frames.all.map(({ points }) => Array.from(points).join())"
    trunk, branch = all_of(page, clouds)
    assert trunk[:5] == branch[:5] and trunk[5] != branch[5]
    again = opened(visit(page.page.url.removeprefix(page.server)), 2)
    assert all_of(again, "player.scene.run.id") == all_of(page, "player.scene.run.id")
    page.whole()


def test_a_policy_taken_away_leaves_the_others(visit: Visit) -> None:
    page = opened(visit(FOUR), 4)
    before = all_of(page, "player.scene.run.id")
    page.page.get_by_role("button", name="Everything so far").first.press("Delete")
    page.page.wait_for_url("**policies=**")
    opened(page, 3)
    assert set(all_of(page, "player.scene.run.id")) < set(before)
