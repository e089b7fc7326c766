"""Symbols as bars: how high each one's heap is."""

import numpy as np

from engine import Trajectory
from view.modalities.truths import symbol_truth
from view.player.source import Bars

MOMENTS = (0, 5, 20, 50, 100, 200, 2000)
"""The generations of the film strip: what is rare goes early."""


def bars(trajectory: Trajectory) -> Bars:
    """The shares that each generation has learned."""
    truth, shares = symbol_truth(trajectory.settings), trajectory.record.get("shares")
    if shares is None:  # nothing has been recorded yet
        shares = np.zeros((len(trajectory.origins), len(truth.symbols)))
    noun = trajectory.settings.truth.axes[0]
    return Bars(noun, truth.symbols, truth.probabilities, shares)
