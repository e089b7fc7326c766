"""Symbols as bars: how high each one's heap is."""

import numpy as np

from engine import Trajectory
from engine.protocols import SymbolTruth
from view.player.recording import Bars

MOMENTS = (0, 5, 20, 50, 100, 200, 2000)
"""Generations of the film strip: what is rare goes early."""


def bars(trajectory: Trajectory) -> Bars | None:
    """The shares that each generation has learned; None where rows are no symbols, or where the
    model does not count them."""
    truth, shares = trajectory.settings.truth, trajectory.record.get("shares")
    if not isinstance(truth, SymbolTruth):
        return None
    if shares is None:  # nothing has been recorded yet
        shares = np.zeros((len(trajectory.origins), len(truth.symbols)))
    noun = trajectory.settings.truth.axes[0]
    return Bars(noun, truth.symbols, truth.probabilities, shares)
