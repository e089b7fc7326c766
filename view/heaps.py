"""Symbols as bars: how high each one's heap is, and the curves that belong beside them."""

import numpy as np
from scipy.special import entr

from engine import Trajectory
from engine.protocols import Symbolic
from view.player.recording import Bars, Series

MOMENTS = (0, 5, 20, 50, 100, 200, 2000)
"""Generations of the film strip: what is rare goes early."""


def bars(trajectory: Trajectory) -> Bars | None:
    """The shares that each generation has learned; None where rows are no symbols, or where the
    model does not count them."""
    truth, shares = trajectory.settings.truth, trajectory.record.get("shares")
    if not isinstance(truth, Symbolic):
        return None
    if shares is None:  # nothing has been recorded yet
        shares = np.zeros((len(trajectory.origins), len(truth.symbols)))
    noun = trajectory.settings.truth.axes[0]
    return Bars(noun, truth.symbols, truth.probabilities, shares)


def charts(truth: Symbolic) -> tuple[Series, ...]:
    """What is left, how various it is, and what is missing."""
    diversity = 1 - float(np.sum(truth.probabilities**2))
    entropy = float(entr(truth.probabilities).sum() / np.log(2))
    return (
        Series("surviving", "how many are left", level=float(len(truth.symbols)),
               level_label="real data"),
        Series("diversity", "diversity: chance that two differ", percent=True, level=diversity,
               level_label="real data"),
        Series("entropy", "entropy, in bits", level=entropy, level_label="real data"),
        Series("missing_mass", "share of the real data that is gone", percent=True),
    )  # fmt: skip
