"""What is listened for: one file a metric."""

from engine.catalogue import catalogue
from engine.protocols import Metric

METRICS: dict[str, type[Metric]] = catalogue(__name__, __path__)
