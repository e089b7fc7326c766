"""What hangs on the walls is what the models say at these codes, and what they have drawn."""

from collections.abc import Callable

import numpy as np
import pytest

from engine import Settings, Trajectory, settings
from engine.jobs import TrajectoryJob
from engine.protocols import LatentModel
from tests.player.test_codec import decode
from view.modalities.images.player import SIDE, TILES, galleries, plane
from view.modalities.player_source import PlayerSource
from view.player.codec import encode
from view.player.pieces import frame_bytes

Done = Callable[..., TrajectoryJob]
SMALL_NETWORK = "vae:hidden=16,steps=10,likelihood=bernoulli"
LABELS = {
    SMALL_NETWORK: ["same codes", "latent plane", "as drawn"],
    f"{SMALL_NETWORK},latent=3": ["same codes", "as drawn"],
    f"{SMALL_NETWORK},latent=1": ["same codes", "as drawn"],
    "gmm:components=3": ["same codes", "as drawn"],
    "gaussian": ["same codes", "as drawn"],
    "kde": ["as drawn"],
}
TRUTHS = ("digits", "digits:components=4")


def small(model: str, truth: str = "digits:components=4", samples: int = 80) -> Settings:
    if truth != "digits":  # components are below 0 as well, and no probabilities
        model = model.replace(",likelihood=bernoulli", "")
    return settings(truth=truth, model=model, policy="replace", samples=samples, generations=10)


def hung(run: TrajectoryJob) -> dict[str, np.ndarray]:
    every = np.arange(run.trajectory.length)
    return {gallery.label: gallery.pictures[every] for gallery in galleries(run.trajectory)}


@pytest.mark.parametrize("truth", TRUTHS)
@pytest.mark.parametrize("model", LABELS)
def test_every_model_has_its_walls(done: Done, model: str, truth: str) -> None:
    run = done(small(model, truth))
    assert run.state == "done", run.error
    found = galleries(run.trajectory)
    assert [gallery.label for gallery in found] == LABELS[model]
    tiles = {"same codes": TILES, "latent plane": SIDE**2, "as drawn": TILES}
    for gallery in found:
        shape = (11, tiles[gallery.label], 8, 8)
        assert gallery.pictures.shape == shape, f"{gallery.label} promises another shape"
        assert gallery.pictures[np.arange(11)].shape == shape
        assert np.isfinite(gallery.pictures[np.arange(11)]).all()


@pytest.mark.parametrize("truth", TRUTHS)
@pytest.mark.parametrize("model", [model for model in LABELS if model != "kde"])
def test_the_same_codes_hang_in_every_generation(done: Done, model: str, truth: str) -> None:
    """Whatever hangs there is the model's own answer to codes that never change."""
    run = done(small(model, truth))
    learner, real = run.settings.model, run.settings.truth
    assert isinstance(learner, LatentModel)
    from view.modalities.images.player import _dealt  # the codes themselves are not on show

    codes = _dealt(TILES, learner.code_length(run.settings.dimensions))
    walls = hung(run)["same codes"]
    for at, wall in enumerate(walls):
        record = {name: rows[at] for name, rows in run.trajectory.record.items()}
        np.testing.assert_array_equal(wall, real.pictures(learner.decode(record, codes)))
    again = done(small(model, truth))
    np.testing.assert_array_equal(hung(again)["same codes"], walls)
    assert np.ptp(walls[0], axis=0).max() > 0.05, "64 codes, and all say the same"


def test_the_plane_is_read_like_a_map(done: Done) -> None:
    codes = plane().reshape(SIDE, SIDE, 2)
    assert (np.diff(codes[..., 0], axis=0) < 0).all(), "the first number falls downwards"
    assert (np.diff(codes[..., 1], axis=1) > 0).all(), "the second grows to the right"
    np.testing.assert_allclose(codes, -codes[::-1, ::-1], atol=1e-12)
    run = done(small(SMALL_NETWORK, "digits"))
    record = {name: rows[-1] for name, rows in run.trajectory.record.items()}
    said = run.settings.model.decode(record, plane()).reshape(-1, 8, 8)
    np.testing.assert_array_equal(hung(run)["latent plane"][-1], said)


@pytest.mark.parametrize("truth", TRUTHS)
@pytest.mark.parametrize("samples", [20, 80])
def test_as_drawn_hangs_what_the_next_one_reads(done: Done, truth: str, samples: int) -> None:
    run = done(small("gaussian", truth, samples))
    tiles = min(TILES, samples)
    rows = run.trajectory.output(np.arange(11))[:, :tiles]
    np.testing.assert_array_equal(hung(run)["as drawn"], run.settings.truth.pictures(rows))
    (note,) = [g.note for g in galleries(run.trajectory) if g.label == "as drawn"]
    assert str(tiles) in note


@pytest.mark.parametrize("model", LABELS)
def test_before_the_first_generation_nothing_breaks(model: str) -> None:
    feed = PlayerSource(TrajectoryJob(Trajectory(small(model))))
    header, arrays = decode(encode(feed))
    assert (header["to"], header["components"], header["points"]) == (0, 0, 0)
    assert [g["label"] for g in header["galleries"]] == LABELS[model]
    assert arrays["pictures"].shape == (0, frame_bytes(feed))


@pytest.mark.parametrize("model", LABELS)
def test_what_travels_are_greys_from_black_to_white(done: Done, model: str) -> None:
    """A mixture of components leaves the range of grey; what is sent does not."""
    run = done(small(model))
    header, arrays = decode(encode(PlayerSource(run)))
    sent = arrays["pictures"].astype(float) / 255
    at = 0
    for gallery, walls in zip(header["galleries"], hung(run).values(), strict=True):
        size = gallery["tiles"] * gallery["height"] * gallery["width"]
        expected = np.clip(walls.reshape(11, -1), 0, 1)
        np.testing.assert_allclose(sent[:, at : at + size], expected, atol=0.51 / 255)
        at += size
    assert at == sent.shape[1]


def test_a_run_of_points_has_no_walls(done: Done) -> None:
    assert PlayerSource(done()).galleries == ()
