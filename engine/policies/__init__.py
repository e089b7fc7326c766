"""What the next generation reads: one file a policy.

`POLICIES` has them by name; a file with an underscore is a part of one. A new policy is a new file
with one frozen dataclass (docs/extending.md).
"""

from engine.catalogue import catalogue
from engine.protocols import Policy

POLICIES: dict[str, type[Policy]] = catalogue(__name__, __path__)
