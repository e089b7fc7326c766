"""Which closed form a run obeys, if any: one entry a policy."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.knobs import name_of
from engine.protocols import Array
from engine.theory import formulas
from engine.theory.expected import Expectation, bias_of, stated, written
from engine.theory.gaussian import average_variance, log_variance, typical_variance
from engine.theory.remedies import accumulated_variance, expected_moments, subsampled_variance

if TYPE_CHECKING:
    from engine.settings import Settings

S23 = "Shumailov et al. 2023 (arXiv 2305.17493)"
G24 = "Gerstgrasser et al. 2024 (arXiv 2404.01413)"
K24 = "Kazdan et al. 2024 (arXiv 2410.16713)"
OWN = "derived in this project (docs/theory.md)"


def expectation(settings: "Settings") -> Expectation | None:
    """What theory says of a run of one Gaussian on normal data; None for all others, and for a
    policy without a closed form."""
    form = FORMS.get(name_of(settings.policy))
    known = name_of(settings.truth) == "normal" and name_of(settings.model) == "gaussian"
    return form(settings) if form and known else None


def alone(settings: "Settings") -> Expectation:
    """Each fit after the first reads only the last output: the whole of it, or its first rows."""
    ddof, bias = _model(settings)
    rows = _rows_read(settings)
    whole = rows[-1] == settings.samples
    letters = {} if whole else {"B": f"{rows[-1]:,}, the samples that each later generation reads"}
    average = stated(
        settings, average_variance(rows, ddof, bias),
        formulas.REPLACE if whole else formulas.BOTTLENECK, letters, S23,
        log_variance(rows, ddof, bias).deviation ** 2,
    )  # fmt: skip
    return average if settings.dimensions > 1 else _with_typical(average, settings)


def _with_typical(average: Expectation, settings: "Settings") -> Expectation:
    """And the lineage in the middle, which is known in one dimension."""
    ddof, bias = _model(settings)
    rows = _rows_read(settings)
    typical, logs = typical_variance(rows, ddof, bias), log_variance(rows, ddof, bias)
    letters = {**average.symbols, r"\psi": "the digamma function"}
    formula = formulas.TYPICAL_BOTTLENECK
    if rows[-1] == settings.samples:
        lean = np.log(typical[-1]) - logs.mean[-1]
        letters[r"\kappa"] = f"{lean:.2g}, by which the logarithm's median lies above its mean"
        formula = formulas.TYPICAL
    return replace(
        average, symbols=letters, typical=typical, typical_formula=written(formula, settings),
        logs=logs,
    )  # fmt: skip


def mixed(settings: "Settings") -> Expectation:
    """A share of what each fit reads is real: new rows, or always the same."""
    policy: Any = settings.policy
    kept, n = name_of(policy) == "anchor", settings.samples
    count = round(policy.share * n)
    if not count:
        return alone(settings)
    real = np.where(_fits(settings) == 1, n, count)
    average, _ = expected_moments(real, n - real, *_model(settings), kept)
    letters = {
        "a": f"{count / n:g}, the real share of them: {count:,}",
        "v_t": "the average variance among the real rows and among the others, by their shares",
        "m_t": "the squared distance of the learned mean from the truth's, on average",
    }
    if kept:
        letters["r_t"] = "the learned mean times that of the kept rows, on average"
    return stated(
        settings, average, formulas.ANCHOR if kept else formulas.FRESH, letters, OWN,
        _remembered((n - real) / n, n),
    )  # fmt: skip


def accumulated(settings: "Settings") -> Expectation:
    """Everything said so far is read."""
    return _stored(
        settings, accumulated_variance, formulas.ACCUMULATE, formulas.ACCUMULATE_BIASED, G24,
        2 / settings.samples * np.cumsum(1 / _fits(settings) ** 2),
    )  # fmt: skip


def subsampled(settings: "Settings") -> Expectation:
    """Some of everything said so far is read; chance counts in what is said and what is drawn."""
    return _stored(
        settings, subsampled_variance, formulas.SUBSAMPLE, formulas.SUBSAMPLE_BIASED, K24,
        2 / settings.samples * (1 + 2 * np.cumsum(1 / _fits(settings) ** 2)),
    )  # fmt: skip


def _stored(
    settings: "Settings", curve: Callable[[int, int, int, float], Array],
    pair: tuple[str, str], biased: str, source: str, dispersion: Array,
) -> Expectation:  # fmt: skip
    ddof, bias = _model(settings)
    average = curve(settings.samples, settings.generations + 1, ddof, bias)
    formula = pair[ddof] if bias == 1 else biased
    known = ddof == 0 and bias == 1
    said = source if known else f"{source} with delta 0 and lambda 1; for this run {OWN}"
    return stated(settings, average, formula, {}, said, dispersion)


def _model(settings: "Settings") -> tuple[int, float]:
    model: Any = settings.model
    return model.ddof, bias_of(settings)


def _fits(settings: "Settings") -> Array:
    """1 ... g: how often each generation has been fitted since the truth `(g,)`."""
    return np.arange(1, settings.generations + 2)


def _rows_read(settings: "Settings") -> Array:
    each = range(settings.generations + 1)
    return np.array([settings.policy.rows_read(t, settings.samples) for t in each])


def _remembered(own: Array, samples: int) -> Array:
    """Each fit's own chance, 2/M, and of that before it the square of the share of own rows."""
    found, before = np.empty(len(own)), 0.0
    for t, share in enumerate(own):
        before = found[t] = share**2 * before + 2 / samples
    return found


FORMS: Mapping[str, Callable[["Settings"], Expectation]] = {
    "replace": alone,
    "bottleneck": alone,
    "fresh": mixed,
    "anchor": mixed,
    "accumulate": accumulated,
    "subsample": subsampled,
}
"""By the name of the policy."""
