"""Walls of pictures: which one hangs there is one press or one key away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.player.test_codec import decode
from view.player.codec import encode
from view.player.pieces import frame_bytes
from view.player.source import Gallery

Record = Callable[..., Any]
INK = (0x10, 0x20, 0x30)
LABELS = ["same codes", "latent plane", "as drawn"]
TILES = (16, 9, 4)


def pictured(record: Record, count: int = 3, **how: Any) -> Any:
    """Walls that anyone can tell apart: the first is black, the next half white, the last white."""
    total = how.get("total", 101)
    walls = []
    for at in range(count):
        pictures = np.zeros((total, TILES[at], 8, 8))
        pictures[:, :, : 4 * at] = 1
        walls.append(Gallery(LABELS[at], f"Note {at}.", pictures))
    return replace(record(components=0, rows=1, **how), galleries=tuple(walls))


@pytest.fixture
def hung(screen: Any, record: Record) -> Any:
    screen.page.add_style_tag(content=f"#stage {{ --st-text-color: rgb{INK} }}")
    screen.give(pictured(record), autoplay=False)
    screen.drawn(0)
    return screen


def pressed(screen: Any) -> list[str]:
    buttons = screen.page.locator(".galleries button")
    return [b.inner_text() for b in buttons.all() if b.get_attribute("aria-pressed") == "true"]


def inked(screen: Any, more: int, less: int) -> None:
    screen.page.wait_for_timeout(100)
    count = screen.pixels(".cloud", INK)
    assert more <= count <= less, f"{count} pixels are white"


def test_every_gallery_has_a_button_that_hangs_it(hung: Any) -> None:
    buttons = hung.page.locator(".galleries button")
    assert buttons.all_inner_texts() == LABELS
    assert [b.get_attribute("title") for b in buttons.all()] == [f"Note {i}. (P)" for i in range(3)]
    whites = []
    for i, label in enumerate(LABELS):
        buttons.nth(i).click()
        assert pressed(hung) == [label], "the buttons must say which wall hangs"
        hung.page.wait_for_timeout(100)
        whites.append(hung.pixels(".cloud", INK))
    assert whites[0] < 500 < 2 * whites[1] < 1.5 * whites[2], whites


def test_p_goes_around(hung: Any) -> None:
    seen = []
    for _ in range(4):
        seen += pressed(hung)
        hung.press("p")
    assert seen == [*LABELS, LABELS[0]]
    hung.press("P")
    assert pressed(hung) == [LABELS[2]]


def test_pictures_have_no_zoom_and_clouds_no_walls(hung: Any, record: Record) -> None:
    assert hung.page.locator(".zoom").is_hidden() and hung.page.locator(".galleries").is_visible()
    hung.give(record("cloud"), autoplay=False)
    assert hung.page.locator(".zoom").is_visible() and hung.page.locator(".galleries").is_hidden()
    hung.press("p")
    hung.give(pictured(record, run="again"), autoplay=False)
    assert hung.page.locator(".zoom").is_hidden() and hung.page.locator(".galleries").is_visible()


def test_a_single_wall_leaves_no_choice(hung: Any, record: Record) -> None:
    hung.press("p")
    hung.press("p")
    hung.give(pictured(record, 1, run="one"), autoplay=False)
    assert hung.page.locator(".galleries").is_hidden()
    assert hung.get("player.scene.gallery") == 0, "there is no third wall any more"
    inked(hung, 0, 500)
    hung.press("p")
    inked(hung, 0, 500)


def test_a_new_run_keeps_the_wall_that_was_chosen(hung: Any, record: Record) -> None:
    hung.press("p")
    hung.give(pictured(record, run="other"), autoplay=False)
    assert pressed(hung) == [LABELS[1]]


def test_pictures_that_come_in_parts_stand_where_they_belong(screen: Any, record: Record) -> None:
    whole = pictured(record, total=40)
    rng = np.random.default_rng(3)
    walls = [replace(g, pictures=rng.random(g.pictures.shape)) for g in whole.galleries]
    whole = replace(whole, galleries=tuple(walls))
    for have in range(0, 40, 7):
        screen.give(whole, have, limit=7, autoplay=False)
    size = frame_bytes(whole) - 2 * 2
    first = "player.scene.run.frames.all[{}].pictures"
    for at in (0, 6, 7, 39):
        kept = screen.get(f"[...{first.format(at)}]")
        expected = np.concatenate([np.rint(255 * g.pictures[at]).ravel() for g in walls])
        assert len(kept) == size == len(expected)
        np.testing.assert_array_equal(kept, expected)


@pytest.mark.parametrize("odd", [np.nan, -3.0, 7.0, np.inf])
def test_whatever_a_decoder_says_becomes_a_grey(record: Record, odd: float) -> None:
    whole = pictured(record, total=3)
    whole.galleries[0].pictures[1, 0, 0, 0] = odd
    header, arrays = decode(encode(whole))
    assert [g["label"] for g in header["galleries"]] == LABELS
    assert [g["tiles"] for g in header["galleries"]] == list(TILES)
    assert arrays["pictures"].shape == (3, 64 * sum(TILES)) and arrays["pictures"].dtype == "u1"
    assert arrays["pictures"][1, 0] == {-3.0: 0, 7.0: 255, np.inf: 255}.get(odd, 0)


def test_nothing_to_show_yet_is_no_fault(screen: Any, record: Record) -> None:
    screen.press("p")
    screen.give(pictured(record).until(0, "queued"))
    screen.press("p")
    screen.give(pictured(record), autoplay=False)
    screen.drawn(0)


def test_the_film_strip_and_the_words_speak_of_pictures(hung: Any) -> None:
    hung.press("End")
    hung.summary(100)
    assert (
        hung.page.locator(".cloud").get_attribute("aria-label")
        == "Pictures of generation 100 of 100"
    )
    assert hung.text("shown") == ""
