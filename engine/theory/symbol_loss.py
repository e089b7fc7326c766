"""Symbols that are counted and drawn again: what to expect of their diversity and losses."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from engine.arrays import Array
from engine.knobs import name_of
from engine.protocols import TextTruth
from engine.settings import Settings
from engine.theory.conditions import is_drift
from engine.theory.expected import Expectation
from engine.theory.genetic_drift import (
    exact_loss,
    fixation_time,
    loss_probability,
    missing_mass,
    surviving_symbols,
)

WRIGHT = "Fisher 1930 and Wright 1931, of genes that drift"
_CONDITIONS = (
    "Independent draws, all that is read counted, and said as often as counted (boldness 1). It is "
    "exact, whatever the number of samples: the diversity is the variance of a draw with an axis "
    "for each symbol, and follows the law of one Gaussian's variance with the correction 0."
)
WORDS = {
    "the variance that generation t learns, as a share": "the diversity (the chance that two draws "
    "differ) that generation t learns, as a share",
    "average variance": "average diversity",
    "learned mean": "learned shares",
    "that of the kept rows": "those of the kept rows",
}
"""What is said of a variance, and what of a diversity."""

CARRIERS = 25
"""Lineages that must have more than one symbol left, on average, to carry the mean."""

EXACT_SAMPLES = 500
"""Up to so many samples a generation the chance of a loss is followed count by count."""

REACH = 10
"""With more, the branching approximation is used, up to generation M/10."""


def of_symbols(variance: Expectation, settings: Settings) -> Expectation:
    """The law of a Gaussian's variance with ddof 0, said of the diversity of symbols."""
    truth: Any = settings.truth
    p = truth.probabilities
    whole = float(1 - np.sum(p**2))
    # A lineage has at most the diversity of equally common symbols, so that so many have some.
    varied = variance.average * whole / (1 - 1 / len(p))
    with np.errstate(divide="ignore", over="ignore"):  # where none is left, endlessly many
        lineages = CARRIERS / varied
    source = WRIGHT if is_drift(settings) else f"as that of the variance: {variance.source}"
    return replace(
        variance,
        formula=_written(variance.formula),
        source=source,
        conditions=_CONDITIONS,
        symbols={_written(k): _said(v) for k, v in variance.symbols.items() if k != r"\delta"},
        metric="diversity",
        whole=whole,
        lineages=lineages,
    )


def _written(formula: str) -> str:
    """D_t in place of the variance, and no correction."""
    for index in ("t", "{t+1}", "0"):
        formula = formula.replace(rf"\sigma_{index}^2", f"D_{index}")
    return formula.replace(r"-\delta", "")


def _said(words: str) -> str:
    for of_variance, of_diversity in WORDS.items():
        words = words.replace(of_variance, of_diversity)
    return words


@dataclass(frozen=True)
class Loss:
    """The chance `(t,)` that the rarest symbol of the truth is gone by generation 0 ... t - 1.

    Where it is not `exact`, it is the branching approximation, and ends where that does: up to
    there (M/10) it leaves the symbol at most 3% less likely to survive than it is.
    """

    chances: Array
    exact: bool


def rarest_loss(settings: Settings) -> Loss | None:
    """Of a run that counts the last output and nothing else; None for any other."""
    if not is_drift(settings):
        return None
    truth: Any = settings.truth
    p, m, draws = float(truth.probabilities.min()), settings.samples, settings.generations + 1
    if m <= EXACT_SAMPLES:
        return Loss(exact_loss(p, m, draws), True)
    within = min(m // REACH, draws)
    return Loss(loss_probability(np.array([p]), m, within)[:, 0], False)


def word_laws(settings: Settings) -> dict[str, Array]:
    """What chance alone takes from words that are drawn one by one, `(g + 1,)` by the metric that
    measures it; nothing where rows are no text, or more is read than the last output."""
    truth = settings.truth
    if not isinstance(truth, TextTruth) or name_of(settings.policy) != "replace":
        return {}
    p, words = truth.probabilities, settings.samples * truth.taught.shape[1]
    laws = {"surviving": surviving_symbols, "missing_mass": missing_mass}
    return {name: law(p, words, settings.generations + 1) for name, law in laws.items()}


def last_one(settings: Settings) -> float | None:
    """In which generation a single symbol is left, on average; None where nobody knows.

    The limit of many samples: with 20 to 1000 of them one to four generations too late, where no
    symbol is so rare that the first count may well miss it; of a fair die of six with 100 throws
    180.1 (± 0.4) draws were found in 60,000 lineages, and it says 182.3.
    """
    if not is_drift(settings):
        return None
    truth: Any = settings.truth
    return fixation_time(truth.probabilities, settings.samples) - 1
