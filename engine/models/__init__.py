"""Who learns: one file a model, each fitted anew in every generation.

`MODELS` has them by name; a file with an underscore is a part of one. A new model is a new file
with one frozen dataclass (docs/extending.md).
"""

from engine.catalogue import catalogue
from engine.protocols import Model

MODELS: dict[str, type[Model]] = catalogue(__name__, __path__)
