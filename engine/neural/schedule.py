"""What a training consists of: rows and chance laid out for every step, a pace that slows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from engine.arrays import Array, Rng

MOMENTS = 20
"""How often the loss is noted, whatever the number of steps."""

AHEAD = 32
"""Steps that are laid out at once: many enough for numpy, few enough for a processor's cache."""


@dataclass(frozen=True)
class TrainingPlan:
    """How to learn: all steps, rows a step, weight of the divergence, first learning rate."""

    steps: int
    batch: int
    beta: float
    rate: float
    likelihood: str

    def pace(self, step: int) -> float:
        """The learning rate: even for half the steps, then falling evenly towards 0.

        An even rate to the end leaves the weights trembling, which widens each generation by a
        third of a percent: a thousandfold after 2000 of them.
        """
        return self.rate * min(1.0, 2 * (1 - step / self.steps))

    def moments(self) -> list[int]:
        """The steps at which the loss is noted `(20,)`, from the first to the last."""
        marks: list[int] = np.linspace(0, self.steps - 1, MOMENTS).round().astype(int).tolist()
        return marks

    def layouts(
        self, rngs: Sequence[Rng], rows: Array, latent: int
    ) -> Iterator[tuple[Array, Array]]:
        """Data `(L, steps, d, batch)` and normals `(L, steps, latent, batch)`, some steps at once.

        Lineage l reads of `rows (L, n, d)[l]` those that rngs[l] draws, whoever sits beside it.
        """
        lineages, n, d = rows.shape
        for start in range(0, self.steps, AHEAD):
            steps = min(AHEAD, self.steps - start)
            data = np.empty((lineages, steps, d, self.batch), np.float32)
            for own, rng in enumerate(rngs):
                chosen = rows[own].take(rng.integers(n, size=(steps, self.batch)), axis=0)
                data[own] = chosen.transpose(0, 2, 1)
            normals = normal_numbers(rngs, steps * latent * self.batch)
            yield data, normals.reshape(lineages, steps, latent, self.batch)


def normal_numbers(rngs: Sequence[Rng], count: int) -> Array:
    """Standard normal numbers `(L, count)`, float32, each lineage's from its own stream.

    Box and Muller (1958), all lineages at once: a third of the time that numpy takes one by one.
    """
    pairs = np.empty((len(rngs), 2, -(-count // 2)), np.float32)
    for rng, own in zip(rngs, pairs, strict=True):
        rng.random(out=own, dtype=np.float32)
    radius, angle = pairs[:, 0], 2 * np.float32(np.pi) * pairs[:, 1]
    np.subtract(1, radius, out=radius)  # above 0, whose logarithm there is
    np.log(radius, out=radius)
    radius *= -2
    np.sqrt(radius, out=radius)
    np.multiply(radius, np.sin(angle), out=pairs[:, 1])
    radius *= np.cos(angle)
    return pairs.reshape(len(rngs), -1)[:, :count]
