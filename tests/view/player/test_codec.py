"""What is packed into a chunk can be read again, and every row finds its component."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from view.player import codec
from view.player.codec import encode
from view.player.pieces import reported
from view.player.quantize import keyframes

Record = Callable[..., Any]


def decode(chunk: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    magic, length = struct.unpack_from("<4sI", chunk)
    assert magic == b"CCP1"
    header = json.loads(chunk[8 : 8 + length])
    start = -(-(8 + length) // 8) * 8
    arrays = {}
    for name, dtype, shape, offset in header["arrays"]:
        assert offset % 8 == 0
        count = int(np.prod(shape))
        arrays[name] = np.frombuffer(chunk, "<" + dtype, count, start + offset).reshape(shape)
    return header, arrays


def unquantised(arrays: dict[str, Any]) -> Any:
    dims = arrays["cloud"].shape[2]
    low, high = arrays["bounds"][:, None, :dims], arrays["bounds"][:, None, 2 : 2 + dims]
    return low + (high - low) * arrays["cloud"] / 65535


def sorted_rows(recording: Any, generation: int) -> Any:
    order = np.argsort(recording.labels[generation], kind="stable")
    return recording.points[generation][order]


def test_the_header_tells_what_the_player_must_know(record: Record) -> None:
    header, _ = decode(encode(record().until(40), 10))
    assert header["run"] == "a"
    assert (header["total"], header["from"], header["to"]) == (101, 10, 40)
    assert (header["dims"], header["components"], header["points"]) == (2, 3, 120)
    assert (header["done"], header["status"], header["autoplay"]) == (False, "running", True)
    assert [chart["row"] for chart in header["series"]] == [0, 1, 1]
    assert header["series"][0]["levelLabel"] == "truth 5%"


@pytest.mark.parametrize("dims", [1, 2])
def test_points_come_back_sorted_by_component_to_sixteen_bits(record: Record, dims: int) -> None:
    recording = record(dims=dims)
    _, arrays = decode(encode(recording))
    points = unquantised(arrays)
    for generation in (0, 60, 100):
        exact = sorted_rows(recording, generation)
        step = np.ptp(exact, axis=0) / 65535
        assert (np.abs(points[generation] - exact) <= 0.51 * step).all()


def test_counts_are_the_rows_of_each_component(record: Record) -> None:
    recording = record()
    _, arrays = decode(encode(recording))
    expected = [np.bincount(labels, minlength=3) for labels in recording.labels]
    np.testing.assert_array_equal(arrays["counts"], expected)


def test_ellipses_hold_weight_mean_and_cholesky_factor(record: Record) -> None:
    recording = record()
    _, arrays = decode(encode(recording))
    weight, x, y, l11, l21, l22 = np.moveaxis(arrays["ellipses"], -1, 0)
    np.testing.assert_array_equal(weight, recording.weights)
    np.testing.assert_array_equal(np.stack([x, y], -1), recording.means)
    variances = [l11**2, l11 * l21, l21**2 + l22**2]
    expected = [recording.covariances[..., i, j] for i, j in ((0, 0), (1, 0), (1, 1))]
    np.testing.assert_allclose(variances, expected, rtol=1e-9)


def test_a_covariance_of_zero_has_a_factor_of_zero(record: Record) -> None:
    recording = record()
    recording.covariances[50:] = 0
    _, arrays = decode(encode(recording))
    assert (arrays["ellipses"][50:, :, 3:] == 0).all()


def test_a_cloud_far_smaller_than_its_distance_from_zero_keeps_its_shape(record: Record) -> None:
    recording = record()
    tiny = replace(recording, points=2.5 + 1e-9 * recording.points)
    _, arrays = decode(encode(tiny))
    # What is left is the rounding of double precision itself, 4e-16.
    np.testing.assert_allclose(unquantised(arrays)[0], sorted_rows(tiny, 0), rtol=0, atol=1e-12)


def test_rows_that_are_not_numbers_are_not_counted(record: Record) -> None:
    recording = record()
    recording.points[7, :5] = [[np.nan, 0], [np.inf, 1], [0, -np.inf], [np.nan, np.nan], [1, 1]]
    _, arrays = decode(encode(recording))
    assert arrays["counts"][7].sum() == 116
    assert np.isfinite(arrays["bounds"]).all()


def test_series_keep_gaps_and_zeros(record: Record) -> None:
    recording = record()
    recording.measured["variance"][3:6] = [np.nan, np.inf, 0]
    _, arrays = decode(encode(recording))
    np.testing.assert_array_equal(arrays["series"][1, 3:6], [np.nan, np.inf, 0])


def test_chunks_in_a_row_are_the_whole_run(record: Record) -> None:
    recording = record()
    _, whole = decode(encode(recording))
    have, parts = 0, []
    while True:
        header, arrays = decode(encode(recording, have, limit=30))
        parts.append(arrays)
        have = header["to"]
        if header["done"]:
            break
    for name, axis in (("series", 1), ("ellipses", 0), ("cloud", 0), ("keyframes", 0)):
        joined = np.concatenate([part[name] for part in parts], axis)
        np.testing.assert_array_equal(joined, whole[name])


def test_a_reader_that_has_everything_gets_an_empty_chunk(record: Record) -> None:
    header, arrays = decode(encode(record(), 500))
    assert (header["from"], header["to"], header["done"]) == (101, 101, True)
    assert arrays["cloud"].shape == (0, 120, 2)


def test_a_run_without_generations_yet_is_an_empty_chunk(record: Record) -> None:
    header, _ = decode(encode(record().until(0, "queued")))
    assert (header["to"], header["done"], header["status"]) == (0, False, "queued")


def test_a_cancelled_run_is_done_where_it_stopped(record: Record) -> None:
    header, _ = decode(encode(record().until(30, "cancelled")))
    assert (header["to"], header["done"]) == (30, True)


def test_a_model_without_components_counts_all_rows_as_one(record: Record) -> None:
    header, arrays = decode(encode(record(components=0)))
    assert header["components"] == 0
    assert arrays["ellipses"].shape == (101, 0, 6)
    assert (arrays["counts"] == 120).all()


@pytest.mark.parametrize("total", [1, 2, 50, 101, 2001])
def test_keyframes_hold_the_first_hundred_and_the_last(total: int) -> None:
    kept = keyframes(total)
    assert (kept[:100] == np.arange(min(total, 100))).all()
    assert kept[-1] == total - 1
    assert len(kept) <= 400
    assert (np.diff(kept) > 0).all()


def test_keyframed_thins_the_clouds_and_nothing_else(record: Record) -> None:
    recording = record(total=1001, rows=20)
    _, thin = decode(encode(recording, clouds=reported(recording)))
    _, whole = decode(encode(recording))
    np.testing.assert_array_equal(thin["series"], whole["series"])
    np.testing.assert_array_equal(thin["ellipses"], whole["ellipses"])
    np.testing.assert_array_equal(thin["cloud"], whole["cloud"][thin["keyframes"]])
    assert len(thin["keyframes"]) < 400


def test_a_keyframed_run_that_stopped_early_keeps_its_last_cloud(record: Record) -> None:
    recording = record(total=1001, rows=20).until(637, "cancelled")
    _, arrays = decode(encode(recording, clouds=reported(recording)))
    assert arrays["keyframes"][-1] == 636


def test_an_opening_is_packed_once_for_all_who_look_on(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: dict[tuple[str, int], bytes] = {}
    growing, whole = record(total=50).until(20), record(total=50)
    first = encode(growing, limit=12, kept=kept, autoplay=False)
    assert first == encode(growing, limit=12, autoplay=False)
    assert [*kept] == [("opening", 12)]
    monkeypatch.setattr(codec, "_arrays", lambda *_: pytest.fail("packed for a second time"))
    header, arrays = decode(encode(whole, limit=12, kept=kept))
    before, same = decode(first)
    assert (before["status"], before["autoplay"]) == ("running", False)
    assert (header["status"], header["autoplay"]) == ("done", True)
    assert {name: a.tobytes() for name, a in arrays.items()} == {
        name: a.tobytes() for name, a in same.items()
    }


def test_nothing_is_kept_of_an_opening_that_may_still_grow(record: Record) -> None:
    kept: dict[tuple[str, int], bytes] = {}
    for recording, more in ((record().until(7), {}), (record(), {"have": 3})):
        assert encode(recording, limit=12, kept=kept, **more) == encode(recording, limit=12, **more)
    assert not kept
