"""When does human data run out? Its stock against what training uses, in many drawn futures.

Imported from `engine.horizon`. A new published figure is a row in `published.py`, with its source.
"""

from engine.horizon.assumptions import Assumptions
from engine.horizon.estimates import ESTIMATES, Estimate
from engine.horizon.futures import END, LEVELS, Futures, futures, quantiles, write_csv
from engine.horizon.published import BY_COMPUTE, PUBLISHED, Figure, found, met
from engine.horizon.training_sets import SETS, WORDS_PER_TOKEN, PublishedSet

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
    "PublishedSet",
    "found",
    "futures",
    "met",
    "quantiles",
    "write_csv",
]
