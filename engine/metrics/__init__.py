"""What is listened for while a model forgets: one file a metric, one number a generation."""

from engine.catalogue import catalogue
from engine.protocols import Metric

METRICS: dict[str, type[Metric]] = catalogue(__name__, __path__)
