"""What the next generation reads: one file a policy."""

from engine.catalogue import catalogue
from engine.protocols import Policy

POLICIES: dict[str, type[Policy]] = catalogue(__name__, __path__)
