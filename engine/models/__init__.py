"""Who learns: one file a model, each fitted anew in every generation."""

from engine.catalogue import catalogue
from engine.protocols import Model

MODELS: dict[str, type[Model]] = catalogue(__name__, __path__)
