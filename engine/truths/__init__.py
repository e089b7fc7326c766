"""What there is to learn: one file a truth, from a bell curve to a table of one's own.

`TRUTHS` has them by name. A new truth is a new file with one frozen dataclass (docs/extending.md).
"""

from engine.catalogue import catalogue
from engine.protocols import Truth

TRUTHS: dict[str, type[Truth]] = catalogue(__name__, __path__)
