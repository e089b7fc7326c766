"""A truth is sampled; a model learns; it speaks; a policy decides what the next one reads; a metric
listens.

These types are imported from `engine.protocols`, and what a metric is measured against from
`engine.protocols.reference`. Whoever adds a kind begins here: what its protocol asks for is all
that the loop will ask.
"""

from engine.distributions.distribution import Distribution
from engine.protocols.metric import Metric, Place, Shown, Unit
from engine.protocols.model import (
    Accountable,
    FitsDistribution,
    Generation,
    HasProbabilities,
    LatentModel,
    Learned,
    Model,
    ReadsData,
    VariableCost,
    data_read_by,
)
from engine.protocols.policy import HasLimit, HasShare, Policy
from engine.protocols.truth import (
    Data,
    ImageTruth,
    MixtureTruth,
    SymbolTruth,
    TextTruth,
    Truth,
    data_of,
)

__all__ = [
    "Accountable",
    "Data",
    "Distribution",
    "FitsDistribution",
    "Generation",
    "HasLimit",
    "HasProbabilities",
    "HasShare",
    "ImageTruth",
    "LatentModel",
    "Learned",
    "Metric",
    "MixtureTruth",
    "Model",
    "Place",
    "Policy",
    "ReadsData",
    "Shown",
    "SymbolTruth",
    "TextTruth",
    "Truth",
    "Unit",
    "VariableCost",
    "data_of",
    "data_read_by",
]
