"""A reload, a second tab or a bad network loses nothing and computes nothing twice."""

from collections.abc import Callable
from typing import Any

import pytest

Visit = Callable[..., Any]
SHORT = "/?generations=100&samples=60&seed=11"
LONG = "/?model=gmm:components=10,tolerance=1e-12&policy=accumulate&samples=2000&seed=12"
BACK = "sockets.some((socket) => socket.readyState === WebSocket.OPEN)"
GRACE = 20
UNSENT = {
    "Cannot send rerun backMessage when disconnected from server.",
    "WebSocket is already in CLOSING or CLOSED state.",
}
"""What the browser says, rightly, where the page speaks while its connection is cut."""


def cut(page: Any) -> None:
    """Close the connection as a network does that goes away for a moment."""
    sockets = page.page.evaluate("window.sockets.length")
    page.page.evaluate("window.sockets.forEach((socket) => socket.close())")
    page.page.wait_for_function(f"window.sockets.length > {sockets} && {BACK}")
    page.settled()
    page.faults[:] = [fault for fault in page.faults if fault not in UNSENT]


def test_a_reload_and_a_second_tab_show_the_same_run(visit: Visit) -> None:
    page = visit(SHORT).done()
    run = page.run
    page.page.reload()
    page.settled()
    assert page.done().run == run
    assert visit(SHORT, beside=page).done().run == run
    assert visit(SHORT).done().run == run


def test_a_cut_connection_does_not_stop_the_film(visit: Visit) -> None:
    page = visit("/?seed=13").done()
    page.page.locator("[data-set=wait]").select_option("250")
    page.page.locator("[data-set=stride]").select_option("1")
    page.press("Home")
    page.press(" ")
    page.until("player.playing && player.generation > 3")
    run, at = page.run, page.get("player.generation")
    cut(page)
    assert page.run == run
    page.until(f"player.generation > {at}")
    slider = page.page.get_by_role("slider", name="Samples a generation")
    slider.press("ArrowRight")
    page.until(f"player.scene.run.id !== '{run}'")
    page.done()


@pytest.mark.long
def test_a_run_survives_a_cut_connection(visit: Visit) -> None:
    page = visit(LONG).playing()
    run, before = page.run, page.get("player.loaded")
    cut(page)
    page.page.wait_for_timeout(1000 * (GRACE + 3))
    page.until(f"player.loaded > {before} || player.scene.run.done")
    assert page.run == run
    assert page.page.get_by_role("button", name="Cancel").is_visible(), page.text()
    page.page.get_by_role("button", name="Cancel").click()
    page.page.get_by_role("button", name="Continue").wait_for()


@pytest.mark.long
def test_a_lost_connection_is_found_again(visit: Visit) -> None:
    page = visit(SHORT).done()
    page.page.context.set_offline(True)
    page.page.wait_for_timeout(1500)
    page.press("End")
    page.until("player.shown === 100")
    page.page.context.set_offline(False)
    page.faults.clear()  # the browser complains of the network, rightly
    page.page.wait_for_function(BACK)
    slider = page.page.get_by_role("slider", name="Samples a generation")
    run = page.run
    slider.press("ArrowRight")
    page.until(f"player.scene.run.id !== '{run}'")
    page.done()
