"""What the help of knobs says of runs, held against what they do where they are turned."""

from dataclasses import replace

import numpy as np

from engine.horizon import ESTIMATES, futures
from tests.claims.refuters.refuter import apart, refutes
from view.say.told import Said


@refutes("knob: horizon.use_growth")
def use_growth(said: Said) -> str | None:
    """Futures at 0% and at 100%, from one year to the next."""
    estimate = ESTIMATES["public"]
    grows = {}
    for growth in (0, 100):
        drawn = futures(estimate, replace(estimate.usual, use_growth=growth))
        grows[growth] = 10 ** (drawn.use[:, 1] - drawn.use[:, 0])
    middle, doubled = (float(np.median(grows[growth])) for growth in (0, 100))
    if abs(doubled - 2) > 0.02 or abs(middle - 1) > 0.01:
        return apart("the middle future", "stands still, and doubles", (middle, doubled))
    low, high = np.quantile(grows[0], [0.05, 0.95])
    stands = "the middle future stands still, and others grow or shrink" in said.claim.words
    if not stands and low < 0.99 < 1.01 < high:
        return apart("at 0%", said.claim.words, f"by {low - 1:+.0%} to {high - 1:+.0%} a year")
    return None
