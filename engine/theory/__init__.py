"""Closed forms from the literature, each with its source and its conditions.

They are imported from `engine.theory`; `expectation(settings)` says which of them hold for a run. A
new form is a function with its source, and a row in `lookup.py` that says when it holds.
"""

from engine.theory.expected import Expectation
from engine.theory.gaussian import (
    LogLaw,
    average_variance,
    log_variance,
    log_volume,
    narrowed_l2,
    squared_distance,
    squared_shift,
    typical_variance,
)
from engine.theory.genetic_drift import (
    average_diversity,
    exact_loss,
    fixation_time,
    forgetting,
    loss_probability,
    missing_mass,
    surviving_symbols,
)
from engine.theory.lookup import expectation
from engine.theory.paths import (
    log_accumulated_paths,
    log_mixed_paths,
    log_variance_paths,
    log_volume_paths,
)
from engine.theory.plateau import Settling, settled_variance, settling
from engine.theory.regression import accumulated_error, replaced_error
from engine.theory.remedies import (
    accumulated_plateau,
    accumulated_variance,
    best_real_weight,
    biased_variance,
    expected_moments,
    fresh_plateau,
    subsampled_variance,
    tossed_plateau,
)
from engine.theory.sampling import exact_law, sampled_paths
from engine.theory.symbol_loss import Loss, last_one, rarest_loss, word_laws
from engine.theory.z_test import Comparison, compare

__all__ = [
    "Comparison",
    "Expectation",
    "LogLaw",
    "Loss",
    "Settling",
    "accumulated_error",
    "accumulated_plateau",
    "accumulated_variance",
    "average_diversity",
    "average_variance",
    "best_real_weight",
    "biased_variance",
    "compare",
    "exact_law",
    "exact_loss",
    "expectation",
    "expected_moments",
    "fixation_time",
    "forgetting",
    "fresh_plateau",
    "last_one",
    "log_accumulated_paths",
    "log_mixed_paths",
    "log_variance",
    "log_variance_paths",
    "log_volume",
    "log_volume_paths",
    "loss_probability",
    "missing_mass",
    "narrowed_l2",
    "rarest_loss",
    "replaced_error",
    "sampled_paths",
    "settled_variance",
    "settling",
    "squared_distance",
    "squared_shift",
    "subsampled_variance",
    "surviving_symbols",
    "tossed_plateau",
    "typical_variance",
    "word_laws",
]
