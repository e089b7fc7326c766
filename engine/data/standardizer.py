"""Where data lie and how wide: what is taken off before a network sees them, and put back."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.arrays import Array


@dataclass(frozen=True, eq=False)
class Standardizer:
    """`centre (d,)` and `spread (d,)`, in double precision and the data's own units."""

    centre: Array
    spread: Array

    @cached_property
    def width(self) -> Array:
        """The spread `(d,)`, where that is 0 the spacing of doubles: what one divides by."""
        return np.maximum(self.spread, np.maximum(np.spacing(np.abs(self.centre)), 1e-154))

    def within(self, rows: Array) -> Array:
        """Rows `(n, d)` as a network sees them, float32."""
        return ((rows - self.centre) / self.width).astype(np.float32)

    def outside(self, rows: Array) -> Array:
        """What a network says `(..., d)` in the data's own units; without spread, the centre."""
        return self.centre + self.spread * rows.astype(float)
