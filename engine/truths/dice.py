"""A die: the smallest world in which something can be forgotten for ever."""

from functools import cached_property

import numpy as np

from engine.arrays import Array
from engine.distributions.categorical import Drawn, shared
from engine.knobs import kind, knob


@kind("Die", "A die with as many faces as one likes, fair or loaded.")
class Dice(Drawn):
    """Faces numbered from 0, named from 1; each is a constant factor rarer than the one before."""

    faces: int = knob(
        6,
        2,
        1000,
        label="Faces",
        logarithmic=True,
        basic=True,
        help="How many faces the die has.",
    )
    skew: float = knob(
        1.0,
        1.0,
        1000.0,
        label="How loaded",
        logarithmic=True,
        basic=True,
        help="How many times likelier the first face is than the last. 1 is a fair die.",
    )

    @property
    def axes(self) -> tuple[str, ...]:
        """One throw a row."""
        return ("face",)

    @cached_property
    def symbols(self) -> tuple[str, ...]:
        """1, 2, 3 and on."""
        return tuple(str(face + 1) for face in range(self.faces))

    @cached_property
    def probabilities(self) -> Array:
        """Of the faces `(K,)`, the first of a loaded die the likeliest; read-only."""
        weights = self.skew ** -np.linspace(0.0, 1.0, self.faces)
        return shared(weights)
