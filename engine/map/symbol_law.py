"""Lineages of a die that never ran, drawn from the law that its counts obey."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from engine.analysis.survival import HALF
from engine.arrays import Array, Rng
from engine.knobs import name_of
from engine.map.fates import LAW, Fates
from engine.protocols import SymbolTruth
from engine.settings import Settings

SYMBOLS = 100
"""Symbols up to which counts are sooner drawn than throws."""


def obeys_counts(settings: Settings) -> bool:
    """Whether frequencies are learned from single symbols, not too many, under a policy of which
    it is known what the counts are drawn from: then they are all that is passed on."""
    truth, single = settings.truth, settings.dimensions == 1
    counted = name_of(settings.model) == "frequency" and name_of(settings.policy) in COUNTS
    return counted and single and isinstance(truth, SymbolTruth) and len(truth.symbols) <= SYMBOLS


def drawn_from_counts(rng: Rng, settings: Settings, lineages: int) -> Fates:
    """So many of them, by Wright and Fisher's model: what a generation reads is a draw of so many
    symbols at once, which has the law of so many throws."""
    truth: Any = settings.truth
    real = np.broadcast_to(truth.probabilities, (lineages, len(truth.probabilities)))
    count = COUNTS[name_of(settings.policy)](rng, settings, real)
    shares = first = _said(count(0, real), settings)
    width = widest = 1 - np.square(first).sum(axis=1)
    half = np.full(lineages, np.nan)
    for generation in range(1, settings.generations + 1):
        shares = _said(count(generation, shares), settings)
        width = 1 - np.square(shares).sum(axis=1)
        half = np.where(np.isnan(half) & (width < HALF * widest), generation, half)
    return Fates(
        kept=_part(width, widest),
        spread=_part(_variance(shares), _variance(first)),
        first=widest,
        tail=np.full(lineages, np.nan),
        groups=np.count_nonzero(shares, axis=1).astype(float),
        half=half,
        source=LAW,
    )


def _said(counts: Array, settings: Settings) -> Array:
    """With which shares it speaks, at the model's temperature."""
    model: Any = settings.model
    weights = (counts / counts.max(axis=1, keepdims=True)) ** (1 / model.bias)
    shares: Array = weights / weights.sum(axis=1, keepdims=True)
    return shares


def _variance(shares: Array) -> Array:
    """Of the symbols' numbers, in each lineage."""
    numbers = np.arange(shares.shape[1])
    return np.maximum(shares @ numbers**2 - (shares @ numbers) ** 2, 0.0)


def _part(last: Array, first: Array) -> Array:
    return np.divide(last, first, out=np.zeros_like(last), where=first > 0)


Count = Callable[[int, Array], Array]
"""What a generation counts of each symbol, of the shares with which the one before it spoke, both
`(lineages, symbols)`."""


def _mixed(rng: Rng, settings: Settings, real: Array) -> Count:
    """Of the rows, so many are real: new ones, or always the same."""
    policy: Any = settings.policy
    n, name = settings.samples, name_of(settings.policy)
    later = policy.rows_read(1, n)
    part = policy.part(n) if hasattr(policy, "part") else 0
    kept = rng.multinomial(part, real)

    def count(generation: int, shares: Array) -> Array:
        if generation == 0:
            return kept + rng.multinomial(n - part, real)
        own = rng.multinomial(later - part, shares)
        return own + (kept if name == "anchor" else rng.multinomial(part, real))

    return count


def _accumulated(rng: Rng, settings: Settings, real: Array) -> Count:
    """All that was ever said is counted."""
    found = np.zeros(real.shape, int)

    def count(generation: int, shares: Array) -> Array:
        nonlocal found
        found = found + rng.multinomial(settings.samples, shares)
        return found

    return count


COUNTS: Mapping[str, Callable[[Rng, Settings, Array], Count]] = {
    "replace": _mixed,
    "bottleneck": _mixed,
    "fresh": _mixed,
    "anchor": _mixed,
    "accumulate": _accumulated,
}
"""By the name of the policy."""
