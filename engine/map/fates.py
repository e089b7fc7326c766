"""What became of the lineages of one cell: a few numbers of each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import gammaln

from engine.analysis.survival import HALF, PATIENCE, SILENCE, wilson
from engine.arrays import Array
from engine.metrics import METRICS
from engine.protocols import Generation
from engine.protocols.reference import Reference
from engine.recording import Chunk

RUNS, LAW = "runs", "law"
"""Where they come from."""

WHAT = "fate 1"
"""What a store calls the numbers that are kept of each lineage."""

NUMBERS = ("kept", "spread", "first", "tail", "groups", "half")
"""What is kept of a lineage, in this order."""

FATE = "fate"
"""What the metric is called that has them."""

DOUBT = 0.001
"""How often a cell whose runs obey the law is called in doubt."""

HOLDS, SOME, GONE = "holds", "some hold", "gone"
MOSTLY, HARDLY = 0.9, 0.1
"""The share of lineages that keep half from which on a cell holds, and up to which all is gone."""


@dataclass(frozen=True)
class Fates:
    """What became of R lineages; arrays `(R,)`, by lineage.

    Attributes:
        kept: share of generation 0's variance (of symbols, of its diversity) that the last has.
        spread: the same of the trace of the learned covariance, whatever the rows are.
        first: generation 0's variance, summed over the directions, or its diversity itself.
        tail: 1 where the tail is still seen at the end, 0 where it is not: where none of the last
            10 generations, or 1000 samples, lies in the truth's least likely 5%; NaN where nobody
            knows.
        groups: the groups, or the symbols, that the last generation reaches; NaN where none are
            known.
        half: the first generation with less than half; NaN where there is none.
        source: `runs`, or `law` where they are drawn from the law that the runs obey.
    """

    kept: Array
    spread: Array
    first: Array
    tail: Array
    groups: Array
    half: Array
    source: str = RUNS

    @classmethod
    def of(cls, rows: Sequence[Sequence[float]], source: str = RUNS) -> "Fates":
        """Of lineages `(R, 6)`, their numbers in the order of `NUMBERS`."""
        columns: Any = np.array(rows, float).reshape(-1, len(NUMBERS)).T
        return cls(**dict(zip(NUMBERS, columns, strict=True)), source=source)

    def some(self, begin: int, count: int) -> "Fates":
        """So many of them, from one on."""
        numbers = {name: getattr(self, name)[begin : begin + count] for name in NUMBERS}
        return Fates(**numbers, source=self.source)

    @property
    def count(self) -> int:
        """R."""
        return len(self.kept)

    @property
    def holding(self) -> int:
        """k: how many keep at least half."""
        return int((self.kept >= HALF).sum())

    @property
    def share(self) -> float:
        """k of R."""
        return self.holding / self.count

    @property
    def interval(self) -> tuple[float, float]:
        """The ends of the 90% interval of the share of endless lineages that keep half."""
        _, low, high = wilson(np.array(self.holding), np.array(self.count))
        return float(low), float(high)

    @property
    def region(self) -> str:
        """In a word: holds, some hold, gone."""
        return HOLDS if self.share >= MOSTLY else SOME if self.share > HARDLY else GONE

    @property
    def median(self) -> float:
        """What the middle lineage has kept."""
        return float(np.median(self.kept))

    @property
    def lost_tail(self) -> int | None:
        """How many no longer say the tail at the end; None where that is not known of all."""
        return None if np.isnan(self.tail).any() else int((self.tail == 0).sum())

    @property
    def groups_left(self) -> float | None:
        """Groups or symbols that the middle lineage reaches in the end; None where none are
        known."""
        return None if np.isnan(self.groups).any() else float(np.median(self.groups))

    @property
    def first_below_half(self) -> int | None:
        """The generation by which half of the lineages had less than half, the earlier of two; None
        where most never have."""
        times = np.sort(np.where(np.isnan(self.half), np.inf, self.half))
        middle = times[(self.count - 1) // 2]
        return int(middle) if np.isfinite(middle) else None

    @property
    def middle(self) -> int:
        """Which lineage has kept more than one half of them, and less than the other."""
        return int(np.argsort(self.kept, kind="stable")[(self.count - 1) // 2])

    def doubts(self, law: "Fates") -> bool:
        """Whether so few, or so many, of these lineages keep half that the law is in doubt."""
        return _chance(self.holding, self.count, law.holding, law.count) < DOUBT


def _chance(k: int, among: int, other: int, others: int) -> float:
    """How often chance alone parts so many that hold among two groups as unevenly as this (Fisher
    1934, of both sides)."""
    held = np.arange(max(k + other - others, 0), min(among, k + other) + 1)

    def ways(n: int, of: Array) -> Array:
        return gammaln(n + 1) - gammaln(of + 1) - gammaln(n - of + 1)

    logs = ways(among, held) + ways(others, k + other - held)
    chances = np.exp(logs - logs.max())
    as_rare = chances <= chances[held == k] * (1 + 1e-9)
    return float(chances[as_rare].sum() / chances.sum())


@dataclass(frozen=True)
class Listener:
    """Hears of a lineage what its fate is told from.

    Attributes:
        generations: the number of the last one.
    """

    generations: int

    def __call__(
        self, reference: Reference, generations: Sequence[Generation]
    ) -> Mapping[str, Array]:
        """The trace of each learned covariance `(g,)`, and of symbols the diversity `(g,)`; whether
        the tail is seen and what is reached at the end, as far as these are the last, `(1,)`."""
        heard = {
            "spread": reference.covariances(generations).trace(axis1=1, axis2=2),
            "tail": np.array([self._tail(reference, generations)]),
            "groups": np.array([self._groups(reference, generations[-1])]),
        }
        if reference.symbolic:
            heard["diversity"] = METRICS["diversity"]().measure(reference, generations)
        return heard

    def _tail(self, reference: Reference, generations: Sequence[Generation]) -> float:
        """1 where one of the last ones has a sample in the tail, 0 where none has, NaN where they
        are too few to tell, or nobody knows where the tail is."""
        silence = max(PATIENCE, -(-SILENCE // len(generations[0].output)))
        begin = self.generations + 1 - silence
        if begin < 0 or reference.symbolic or np.isnan(reference.tail_level):
            return np.nan
        late = [generation for generation in generations if generation.index >= begin]
        return float(METRICS["tail_mass"]().measure(reference, late).any()) if late else 0.0

    def _groups(self, reference: Reference, generation: Generation) -> float:
        if generation.index < self.generations:
            return np.nan
        name = "surviving" if reference.symbolic else "modes"
        return float(METRICS[name]().measure(reference, [generation])[0])


def fate(last: int, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
    """Of a lineage that a `Listener` hears from generation 0 on, one chunk for all, once generation
    `last` is there: its metric `FATE` has the `NUMBERS`, `(1, 6)`. None where it ends before."""
    first, spread, tail, half, seconds = 0.0, 0.0, 0.0, np.nan, 0.0
    for chunk in chunks:
        seconds += chunk.seconds
        if chunk.start == chunk.stop:
            continue
        heard = chunk.metrics
        spreads = heard["spread"]
        widths = heard.get("diversity", spreads)
        if chunk.start == 0:
            first, spread = float(widths[0]), float(spreads[0])
        below = np.flatnonzero(widths < HALF * first)
        if np.isnan(half) and len(below):
            half = float(chunk.start + below[0])
        tail = float(np.maximum(tail, heard["tail"][0]))
        if chunk.stop > last:
            kept, spread = _share(float(widths[-1]), first), _share(float(spreads[-1]), spread)
            numbers = np.array([[kept, spread, first, tail, heard["groups"][0], half]])
            yield Chunk(chunk.seed, 0, chunk.stop, seconds, {FATE: numbers})


def numbers_of(chunk: Chunk) -> list[float]:
    """The `NUMBERS` of the lineage whose `fate` this is."""
    found: list[float] = chunk.metrics[FATE][0].tolist()
    return found


def _share(last: float, first: float) -> float:
    return last / first if first > 0 else 0.0
