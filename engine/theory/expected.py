"""What theory says of one run: its average, its typical lineage, and on what terms."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.arrays import Array
from engine.settings import Settings
from engine.theory import formulas
from engine.theory.conditions import corrections
from engine.theory.gaussian import LogLaw

CONDITIONS = (
    "Normal data, and one Gaussian fitted to all that is read. It holds until a deviation comes "
    "down to the rounding of the numbers, about 1e-16 of where the mean lies."
)
SEVERAL = " The variance is the mean over the directions; a typical lineage is not known for it."


@dataclass(frozen=True)
class Expectation:
    """What theory says of the variance that a run's generations learn, or of the diversity of their
    symbols; item t is generation t.

    Variances are shares of the truth's and, in several dimensions, averages over the directions:
    what the metric `variance` measures. Diversities are shares of the truth's. Formulas are LaTeX.
    """

    average: Array
    """Over all lineages `(g,)`; exact."""

    formula: str
    """Of the average."""

    symbols: Mapping[str, str]
    """What each letter of the formulas is in this run."""

    source: str
    """Who found it."""

    conditions: str
    """On what terms it holds, in whole sentences."""

    dispersion: Array
    """How unlike lineages are: about the variance of log(variance) over them `(g,)`, within a
    quarter while it is below one half."""

    typical: Array | None = None
    """What half of the lineages stay below `(g,)`; None where nobody knows."""

    typical_formula: str = ""
    """Of the typical lineage; empty where there is none."""

    logs: LogLaw | None = None
    """The exact law of log(variance); None where nobody knows."""

    metric: str = "variance"
    """The metric that it is of."""

    whole: float = 1.0
    """What that metric is of the truth."""

    lineages: Array | None = None
    """How many lineages it takes `(g,)` for enough of them to carry the average, where all others
    have come down to 0; None where none does."""


def stated(
    settings: Settings,
    average: Array,
    formula: str,
    letters: dict[str, str],
    source: str,
    dispersion: Array,
) -> Expectation:
    """An average `(g,)` and how it is written, with the letters and the terms of all of them.

    `dispersion (g,)` is that of one direction: the mean of several is the calmer.
    """
    ddof, bias = corrections(settings)
    formula = written(formula, settings)
    common = {
        r"\sigma_t^2": "the variance that generation t learns, as a share of the truth's",
        "t": "the generation; generation 0 has learned from real data",
        "M": f"{settings.samples:,}, the samples a generation",
        r"\delta": f"{ddof}, taken off the number of samples before dividing by it",
        r"\lambda": f"{bias:g}, by which a variance is multiplied before speaking",
    }
    kept = {k: text for k, text in common.items() if k in formula or k == r"\sigma_t^2"}
    several = SEVERAL if settings.dimensions > 1 else ""
    return Expectation(
        average,
        formula,
        kept | letters,
        source,
        CONDITIONS + several,
        dispersion / settings.dimensions,
    )


def written(formula: str, settings: Settings) -> str:
    """The formula, without lambda where that is 1."""
    return formulas.plain(formula) if corrections(settings)[1] == 1 else formula
