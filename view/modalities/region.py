"""Where the tail of the real data lies, as far as a line or a plane can show it."""

import numpy as np

from engine.arrays import Array
from engine.data.file_stamp import remembered
from engine.protocols import Data, Truth, data_of
from engine.protocols.reference import fixed_sample, level
from view.modalities.level_set import outlines

FINE, ALONG = 64, 2000
"""Points of the lattice along each side of a plane, and along a line."""

AIR = (0.1, 0.3, 1.0, 3.0)
"""Beyond its own rows, of what they span: as much as it takes."""


@remembered(64)
def body_of(truth: Truth) -> tuple[Array, ...]:
    """Outlines `(k, 2)` of where the truth is likeliest and 95% of it lies, or on a line the ends
    `(2, 1)` of each stretch; nothing where rows are no numbers, or more than two each."""
    if data_of(truth) is not Data.NUMBERS or len(truth.axes) > 2 or np.isnan(level(truth)):
        return ()
    sample = fixed_sample(truth)
    body = sample[truth.log_prob(sample) >= level(truth)]
    low, high = body.min(axis=0), body.max(axis=0)
    if not (low < high).all():
        return ()
    if len(truth.axes) < 2:
        return _stretches(truth, float(low[0]), float(high[0]))
    for air in AIR:
        span = air * (high - low)
        x, y = (np.linspace(*ends, FINE) for ends in zip(low - span, high + span, strict=True))
        rows = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
        above = (truth.log_prob(rows) - level(truth)).reshape(FINE, FINE)
        if (above[1:-1, 1:-1] > 0).sum() == (above > 0).sum():  # none reaches the edge
            break
    return tuple(outlines(x, y, np.nan_to_num(above, neginf=-1e3)))


def _stretches(truth: Truth, low: float, high: float) -> tuple[Array, ...]:
    span = AIR[1] * (high - low)
    x = np.linspace(low - span, high + span, ALONG)
    above = truth.log_prob(x[:, None]) >= level(truth)
    turns = np.flatnonzero(np.diff(np.pad(above, 1).astype(int)))
    ends = np.concatenate([x[:1], (x[1:] + x[:-1]) / 2, x[-1:]])[turns]
    return tuple(ends.reshape(-1, 2, 1))
