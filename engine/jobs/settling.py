"""What a process does that is there to compute, before its first task."""

import gc

from engine import run, settings
from engine.protocols.reference import Reference
from engine.recording import heard

RARELY = 50_000, 10, 10
"""How many new objects make it worth looking for garbage: here next to nothing runs in circles, and
with Python's own 700 the looking takes a fifteenth of the time."""


def settle() -> None:
    """Load what is compiled, for the usual model at least, before the first task; and look for
    garbage rarely."""
    usual = settings(truth="blobs", model="gmm", policy="replace", samples=20, generations=10)
    generations = list(run(usual))
    heard(Reference(usual.truth, generations[0].learned), generations)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*RARELY)
