"""Bars: a symbol each, as high as its share; by hand one sees no further than one has thrown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.player.test_codec import decode
from view.player.codec import encode
from view.player.pieces import frame_bytes
from view.player.source import Bars

Record = Callable[..., Any]


def barred(record: Record, faces: int = 6, **how: Any) -> Any:
    """The first face takes over: of `faces` equal ones, one less is left every ten generations."""
    recording = record(components=0, rows=0, dims=1, **how)
    shares = np.zeros((recording.total, faces))
    for at, row in enumerate(shares):
        left = max(1, faces - at // 10)
        row[:left] = 1 / left
    names = [str(face + 1) for face in range(faces)]
    bars = Bars("face", names, np.full(faces, 1 / faces), shares)
    return replace(recording, bars=bars, axes=("face",))


def test_shares_come_back_to_sixteen_bits_and_only_nothing_is_nothing(record: Record) -> None:
    recording = barred(record)
    recording.bars.shares[3] = [1e-9, 0, 0.5, 0.5 - 1e-9, 0, 0]
    header, arrays = decode(encode(recording, 2))
    assert header["symbols"] == {
        "noun": "face",
        "names": list("123456"),
        "truth": [1 / 6] * 6,
    }
    assert arrays["bars"].shape == (99, 6)
    np.testing.assert_allclose(arrays["bars"] / 65535, recording.bars.shares[2:], atol=1 / 65535)
    np.testing.assert_array_equal(arrays["bars"] > 0, recording.bars.shares[2:] > 0)
    assert frame_bytes(recording) == 12
    assert decode(encode(record()))[0]["symbols"] is None


def test_what_is_left_is_told_and_a_run_of_bars_plays(screen: Any, record: Record) -> None:
    screen.give(barred(record), autoplay=False)
    screen.drawn(0)
    assert screen.text("shown") == "6 of 6 faces left"
    wide = screen.painted(".cloud")
    for _ in range(12):
        screen.press("ArrowRight")
    screen.drawn(12)
    assert screen.text("shown") == "5 of 6 faces left; gone: 6"
    screen.press("End")
    screen.drawn(100)
    assert screen.text("shown") == "only face 1 is left"
    assert screen.painted(".cloud") != wide
    assert screen.summary(100).endswith("Only face 1 is left.")
    label = screen.page.locator(".cloud").get_attribute("aria-label")
    assert label == "Bars of generation 100 of 100, only face 1 is left"


@pytest.mark.parametrize("faces", [2, 24, 25, 1000])
def test_two_faces_or_a_thousand_can_be_drawn(screen: Any, record: Record, faces: int) -> None:
    screen.give(barred(record, faces=faces), autoplay=False)
    screen.drawn(0)
    assert screen.painted(".cloud") > 1000
    screen.press("z")
    screen.until("player.scene.camera.span < 1")
    screen.press("z")


def test_by_hand_a_press_is_a_generation_and_nothing_lies_ahead(
    screen: Any, record: Record
) -> None:
    screen.give(barred(record), by_hand="Once more: 100 throws")
    screen.drawn(0)
    button = screen.page.locator(".hand")
    assert button.inner_text() == "Once more: 100 throws"
    assert screen.page.locator(".film").is_hidden() and screen.page.locator(".track").is_hidden()
    ahead = screen.painted(".charts")
    button.click()
    screen.drawn(1)
    screen.press(" ")
    screen.drawn(2)
    for key in ("End", "l", "Shift+ArrowRight"):
        screen.press(key)
    screen.drawn(3)
    assert screen.get("player.playing") is False
    screen.give(barred(record), have=101)
    screen.until("player.playing || player.generation > 3")
    assert screen.page.locator(".film").is_visible() and button.is_hidden()
    screen.page.wait_for_timeout(200)
    assert screen.painted(".charts") > 1.02 * ahead, "now what lies ahead is drawn, pale"
