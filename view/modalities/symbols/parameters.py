"""What has been counted, as a table."""

import pandas as pd

from engine import Trajectory
from view.modalities.numbers.parameters import components
from view.modalities.truths import symbol_truth


def shares(trajectory: Trajectory, at: int) -> pd.DataFrame:
    """How often generation `at` says each symbol, and how often it is in the truth; of a model that
    does not count them, what it has learned."""
    record, truth = trajectory.record, symbol_truth(trajectory.settings)
    if "shares" not in record:
        return components(trajectory, at)
    columns = {"share": record["shares"][at], "share in the real data": truth.probabilities}
    axis = trajectory.settings.truth.axes[0]
    return pd.DataFrame({axis: truth.symbols} | columns).set_index(axis)
