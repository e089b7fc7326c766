"""Which closed form a run obeys, if any: one entry a policy."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from engine.arrays import Array
from engine.knobs import name_of
from engine.protocols import HasLimit
from engine.settings import Settings
from engine.theory import formulas
from engine.theory.conditions import (
    are_kept,
    corrections,
    fits,
    is_counted,
    is_endless,
    is_gaussian,
    real_rows,
    rows_read,
)
from engine.theory.expected import Expectation, stated, written
from engine.theory.gaussian import average_variance, log_variance, typical_variance
from engine.theory.remedies import accumulated_variance, expected_moments, subsampled_variance
from engine.theory.symbol_loss import of_symbols

S23 = "Shumailov et al. 2023 (arXiv 2305.17493)"
A23 = "Alemohammad et al. 2023 (arXiv 2307.01850)"
G24 = "Gerstgrasser et al. 2024 (arXiv 2404.01413)"
K24 = "Kazdan et al. 2024 (arXiv 2410.16713)"
OWN = "derived in this project (docs/theory.md)"


def expectation(settings: Settings) -> Expectation | None:
    """What theory says of a run of one Gaussian on normal data, or of counted symbols; None for all
    others, and for a policy without a closed form."""
    if is_endless(settings):
        return endless(settings)
    form = FORMS.get(name_of(settings.policy))
    if form and is_counted(settings):
        return of_symbols(form(settings), settings)
    return form(settings) if form and is_gaussian(settings) else None


def endless(settings: Settings) -> Expectation:
    """Each fit reads a distribution itself: nothing is left to chance."""
    bias, policy = corrections(settings)[1], settings.policy
    assert isinstance(policy, HasLimit)
    read, found = 1.0, [bias]
    for generation in range(1, settings.generations + 1):
        blend = policy.blend(generation)
        read = blend.own * found[-1] + blend.before * read + blend.real
        found.append(bias * read)
    letters = {
        "r_t": "the variance of what generation t reads",
        r"\alpha_t": "the share of what the last generation says",
        r"\beta_t": "the share of what the last generation has read",
        r"\gamma_t": "the share of real data",
    }
    average = np.array(found)
    return stated(settings, average, formulas.ENDLESS, letters, S23, np.zeros_like(average))


def alone(settings: Settings) -> Expectation:
    """Each fit after the first reads only the last output: the whole of it, or its first rows."""
    ddof, bias = corrections(settings)
    rows = rows_read(settings)
    whole = rows[-1] == settings.samples
    letters = {} if whole else {"B": f"{rows[-1]:,}, the samples that each later generation reads"}
    average = stated(
        settings,
        average_variance(rows, ddof, bias),
        formulas.REPLACE if whole else formulas.BOTTLENECK,
        letters,
        S23 if bias == 1 else f"{S23}; {A23} for lambda",
        log_variance(rows, ddof, bias).deviation ** 2,
    )
    several = settings.dimensions > 1 or is_counted(settings)
    return average if several else _with_typical(average, settings)


def _with_typical(average: Expectation, settings: Settings) -> Expectation:
    """And the lineage in the middle, which is known in one dimension."""
    ddof, bias = corrections(settings)
    rows = rows_read(settings)
    typical, logs = typical_variance(rows, ddof, bias), log_variance(rows, ddof, bias)
    letters = {**average.symbols, r"\psi": "the digamma function"}
    formula = formulas.TYPICAL_BOTTLENECK
    if rows[-1] == settings.samples:
        lean = np.log(typical[-1]) - logs.mean[-1]
        letters[r"\kappa"] = f"{lean:.2g}, by which the logarithm's median lies above its mean"
        formula = formulas.TYPICAL
    return replace(
        average,
        symbols=letters,
        typical=typical,
        typical_formula=written(formula, settings),
        logs=logs,
    )


def mixed(settings: Settings) -> Expectation:
    """A share of what each fit reads is real: new rows, or always the same."""
    real, kept, n = real_rows(settings), are_kept(settings), settings.samples
    count = int(real[-1])
    if not count:
        return alone(settings)
    average, _ = expected_moments(real, n - real, *corrections(settings), kept)
    letters = {
        "a": f"{count / n:g}, the real share of them: {count:,}",
        "v_t": "the average variance among the real rows and among the others, by their shares",
        "m_t": "the squared distance of the learned mean from the truth's, on average",
    }
    if kept:
        letters["r_t"] = "the learned mean times that of the kept rows, on average"
    return stated(
        settings,
        average,
        formulas.ANCHOR if kept else formulas.FRESH,
        letters,
        OWN,
        _remembered((n - real) / n, n, kept),
    )


def accumulated(settings: Settings) -> Expectation:
    """Everything said so far is read."""
    ddof, bias = corrections(settings)
    average = accumulated_variance(settings.samples, settings.generations + 1, ddof, bias)
    formula = formulas.ACCUMULATE[ddof] if bias == 1 else formulas.ACCUMULATE_BIASED
    known = ddof == 0 and bias == 1
    source = G24 if known else f"the policy: {G24}; this average of it: {OWN}"
    dispersion = 2 / settings.samples * np.cumsum(1 / fits(settings) ** 2)
    return stated(settings, average, formula, {}, source, dispersion)


def subsampled(settings: Settings) -> Expectation:
    """Some of everything said so far is read; chance counts in what is said and what is drawn."""
    ddof, bias = corrections(settings)
    average = subsampled_variance(settings.samples, settings.generations + 1, ddof, bias)
    formula = formulas.SUBSAMPLE[ddof] if bias == 1 else formulas.SUBSAMPLE_BIASED
    source = f"the policy: {K24}; its average: {OWN}"
    k = fits(settings)
    added = (2 - 1 / np.maximum(k - 1, 1)) / k**2
    dispersion = 2 / settings.samples * (np.cumsum(added) + 1 - 1 / k)
    return stated(settings, average, formula, {}, source, dispersion)


def _remembered(own: Array, samples: int, kept: bool) -> Array:
    """Each fit adds a chance of 2/M, and keeps of that before it the square of the own share; kept
    rows bring the same chance again and again."""
    found, before, shared = np.empty(len(own)), 0.0, 0.0
    for t, b in enumerate(own):
        before = found[t] = b**2 * before + 2 * (1 - b) * b * shared + 2 / samples
        shared = b * shared + 2 / samples if kept else 0.0
    return found


FORMS: Mapping[str, Callable[[Settings], Expectation]] = {
    "replace": alone,
    "bottleneck": alone,
    "fresh": mixed,
    "anchor": mixed,
    "accumulate": accumulated,
    "subsample": subsampled,
}
"""By the name of the policy."""
