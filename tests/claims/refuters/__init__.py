"""One refuter a kind of claim: it says why a claim is false, and nothing where it holds.

`REFUTERS` has them by kind. Each finds out by another way than the page does: from what was said
rather than what was measured, by a law, by running lineages on, or in plain numpy.
"""

from tests.claims.refuters import (  # noqa: F401  each adds its own
    clouds,
    knobs,
    lessons,
    lineages,
    maps,
    outlooks,
    pictures,
    presets,
    reading,
    remedies,
    start,
    symbols,
    texts,
    words,
)
from tests.claims.refuters.refuter import REFUTERS, refute

__all__ = ["REFUTERS", "refute"]
