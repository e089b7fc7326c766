"""Compiled inner loops, and neighbours: arrays in, arrays out, knowing nothing of runs.

Whatever is here is imported from `engine.numerics`; what is compiled and calls each other stands in
one file. A new kernel begins in `mixtures.py`, with a test against a library beside it.
"""

from engine.numerics.gaussian_paths import gaussian_ends
from engine.numerics.kmeans import lloyd, seed_centres
from engine.numerics.means import mean
from engine.numerics.mixtures import (
    LEAST_WEIGHT,
    LOG_2_PI,
    ROUNDING,
    assign,
    centred,
    expect,
    factorise,
    factorise_all,
    factorise_each,
    fill_deviations,
    grain_at,
    invert,
    log_densities_of_each,
    log_density,
    maximise,
    maximise_expectation,
    overlap,
    pair_off,
    shares_above,
    speak,
    squared_distances,
)
from engine.numerics.neighbours import (
    NEIGHBOURS,
    ROWS,
    crowding,
    log_densities,
    share_met,
    share_reached,
)
from engine.numerics.random_streams import spawned_states

__all__ = [
    "LEAST_WEIGHT",
    "LOG_2_PI",
    "NEIGHBOURS",
    "ROUNDING",
    "ROWS",
    "assign",
    "centred",
    "crowding",
    "expect",
    "factorise",
    "factorise_all",
    "factorise_each",
    "fill_deviations",
    "gaussian_ends",
    "grain_at",
    "invert",
    "lloyd",
    "log_densities",
    "log_densities_of_each",
    "log_density",
    "maximise",
    "maximise_expectation",
    "mean",
    "overlap",
    "pair_off",
    "seed_centres",
    "share_met",
    "share_reached",
    "shares_above",
    "spawned_states",
    "speak",
    "squared_distances",
]
