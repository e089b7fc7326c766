"""A generation's pictures: at the same codes, over the latent plane, and as drawn."""

import numpy as np
from scipy.special import ndtri

from engine import Trajectory
from engine.arrays import Array
from engine.protocols import LatentModel
from view.modalities.lazy_array import LazyArray
from view.modalities.truths import image_truth
from view.player.source import Gallery

MOMENTS = (0, 1, 2, 5, 10, 20, 2000)
"""The generations of the film strip: digits run together within few of them."""

TILES = 64
"""Pictures on a wall."""

SIDE = 12
"""Pictures each way over the latent plane."""


def galleries(trajectory: Trajectory) -> list[Gallery]:
    """The walls of a run."""
    settings = trajectory.settings
    found = [_drawn(trajectory)]
    if isinstance(settings.model, LatentModel):
        length = settings.model.code_length(settings.dimensions)
        if getattr(settings.model, "latent", 0) == 2:
            note = "All its codes, laid out: neighbours are nearly the same."
            found.insert(0, _decoded(trajectory, settings.model, plane(), "latent plane", note))
        note = f"The same {TILES} codes (what it draws from) in every generation."
        codes = _dealt(TILES, length)
        found.insert(0, _decoded(trajectory, settings.model, codes, "same codes", note))
    return found


def plane() -> Array:
    """Evenly likely codes `(144, 2)`, row by row: the first number falls downwards, the second
    grows to the right."""
    ticks = ndtri((np.arange(SIDE) + 0.5) / SIDE)
    return np.stack(np.meshgrid(-ticks, ticks, indexing="ij"), axis=-1).reshape(-1, 2)


def _dealt(count: int, length: int) -> Array:
    """The same codes `(count, length)` on every page, from a stream that no run uses."""
    return np.random.Generator(np.random.PCG64(20230527)).standard_normal((count, length))


def _drawn(trajectory: Trajectory) -> Gallery:
    truth, (total, rows, _) = image_truth(trajectory.settings), trajectory.outputs.shape
    tiles = min(TILES, rows)
    note = f"The first {tiles} pictures that it drew."
    shape = (total, tiles, *truth.images)
    wall = LazyArray.of(
        shape, lambda index: truth.pictures(trajectory.output(index)[..., :tiles, :])
    )
    return Gallery("as drawn", note, wall)


def _decoded(
    trajectory: Trajectory, model: LatentModel, codes: Array, label: str, note: str
) -> Gallery:
    truth = image_truth(trajectory.settings)

    def wall(index: Array) -> Array:
        said = [_said(trajectory, model, int(at), codes) for at in index]
        return truth.pictures(
            np.array(said).reshape(len(said), len(codes), trajectory.settings.dimensions)
        )

    shape = (len(trajectory.origins), len(codes), *truth.images)
    return Gallery(label, note, LazyArray.of(shape, wall))


def _said(trajectory: Trajectory, model: LatentModel, at: int, codes: Array) -> Array:
    return model.decode({name: rows[at] for name, rows in trajectory.record.items()}, codes)
