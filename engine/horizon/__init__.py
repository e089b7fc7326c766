"""When does human data run out? Its stock against what training uses, in many drawn futures."""

from engine.horizon.assumptions import Assumptions
from engine.horizon.estimates import ESTIMATES, Estimate
from engine.horizon.futures import END, LEVELS, Futures, futures, quantiles, write_csv
from engine.horizon.published import BY_COMPUTE, PUBLISHED, Figure, found, met
from engine.horizon.sets import SETS, WORDS_PER_TOKEN, TrainingSet

__all__ = [
    "BY_COMPUTE",
    "END",
    "ESTIMATES",
    "LEVELS",
    "PUBLISHED",
    "SETS",
    "WORDS_PER_TOKEN",
    "Assumptions",
    "Estimate",
    "Figure",
    "Futures",
    "TrainingSet",
    "found",
    "futures",
    "met",
    "quantiles",
    "write_csv",
]
