"""A few of everything said so far, the real data included: as much reading as without a past."""

import numpy as np

from engine.arrays import Array, Rng
from engine.knobs import kind
from engine.protocols import Generation, Truth
from engine.training_set import Blend, Origin, TrainingSet


@kind(
    "Some of everything so far",
    "Nothing is thrown away, but each generation reads only as much of it as the first one read.",
)
class Subsample:
    """n rows drawn without replacement from the real data and all that was said since (K24)."""

    def reading(self, n: int | None) -> str:
        """Whose words are left, and what comes in from outside."""
        return "some of everything said so far, the real data included"

    def compose(self, rng: Rng, truth: Truth, previous: Generation, n: int) -> TrainingSet:
        """Every row of the store is as likely as any other."""
        store = (*previous.training.store, previous.output)
        blocks, places = np.divmod(rng.choice(n * len(store), n, replace=False), n)
        real, own = int((blocks == 0).sum()), int((blocks == len(store) - 1).sum())
        rows = _gathered(store, blocks, places)
        origin = Origin(real=real, own=own, older=n - real - own)
        return TrainingSet(rng.permutation(rows), origin, store=store)

    def blend(self, generation: int) -> Blend:
        """As if everything were read: a few of infinitely many are infinitely many."""
        return Blend(own=1 / (generation + 1), before=generation / (generation + 1))

    def rows_read(self, generation: int, n: int) -> int:
        """Always n."""
        return n

    def rows_collected(self, generation: int, n: int) -> int:
        """Only those of generation 0."""
        return 0 if generation else n

    def rows_stored(self, generation: int, n: int) -> int:
        """n rows of real data and n rows of each generation before this one."""
        return n * (generation + 1)


def _gathered(store: tuple[Array, ...], blocks: Array, places: Array) -> Array:
    """Rows by block and place in it, block after block; most blocks of a long past give none."""
    order = np.argsort(blocks, kind="stable")
    blocks, places = blocks[order], places[order]
    starts = np.flatnonzero(np.diff(blocks, prepend=-1))
    parts = zip(blocks[starts], np.split(places, starts[1:]), strict=True)
    return np.concatenate([store[block].take(own, axis=0) for block, own in parts])
