"""Sentences and tables about the years to come, computed from the futures that were drawn."""

from collections.abc import Mapping
from math import floor, isinf

import numpy as np

from engine.horizon import (
    BY_COMPUTE,
    END,
    ESTIMATES,
    SETS,
    WORDS_PER_TOKEN,
    Estimate,
    Figure,
    Futures,
)
from view.words import amount, percent, times

FAR = 2060
"""A year that many of those who read this will live to see."""

LATER = 2
"""Years after the end of the stock for which is said what would then be missing."""

HELD = (
    "With the knobs as they are at first (of each stock, whatever is chosen now), this is what "
    "comes out, and what the papers say. In brackets stands the range that holds nine in ten "
    "futures, for the year of public text eight in ten. The papers are Villalobos et al. 2022 "
    "(arXiv 2211.04325v1) and its update of 2024 (v2): “Will we run out of data?”"
)

Met = Mapping[Figure, tuple[float, float, float]]


def headline(estimate: Estimate, drawn: Futures) -> str:
    """By when half of the futures have used the stock up."""
    middle, stock = drawn.year(), estimate.stock_name
    if isinf(middle):
        return f"With these numbers, most futures have not used up all {stock} by {END}."
    if middle <= drawn.years[0]:
        return f"With these numbers, most futures use more than all {stock} from the start."
    return (
        f"With these numbers, half of the futures have used up all {stock} "
        f"by {_part(middle)} {floor(middle)}."
    )


def _part(year: float) -> str:
    """Which third of it a moment lies in."""
    return ("early", "the middle of", "late")[int(3 * (year - floor(year)))]


def growth(estimate: Estimate, drawn: Futures) -> str:
    """How far apart the two begin, and how soon use is tenfold."""
    stock, use = (10 ** float(np.median(rows[:, 0])) for rows in (drawn.stock, drawn.use))
    pace = float(np.median(drawn.use[:, 1] - drawn.use[:, 0]))
    tokens = "tokens (words, or pieces of words)" if estimate.unit == "tokens" else estimate.unit
    tenfold = f" But training sets grow tenfold in {1 / pace:.1f} years." if pace > 0 else ""
    return (
        f"In {floor(drawn.years[0])} the stock is {times(stock / use)} the largest training set: "
        f"{amount(stock)} {tokens} against {amount(use)}.{tenfold} The light bands hold nine in "
        "ten of the futures, the dark ones half, the lines the middle."
    )


def exhaustion(drawn: Futures) -> str:
    """When it runs out, how sure that is, and how many futures are spared for long."""
    low, high = drawn.year(0.05), drawn.year(0.95)
    if isinf(low):
        return f"Less than one future in twenty runs out by {END}."
    said = f"Nine in ten futures run out between {floor(low)} and"
    if isinf(high):
        said = f"One future in twenty runs out by {floor(low)}, at least one in twenty lasts beyond"
    spared = 1 - drawn.by(FAR)
    rest = f"{percent(spared)} do not run out before {FAR}" if spared else f"None lasts until {FAR}"
    return f"{said} {END if isinf(high) else floor(high)}. {rest}."


def short_of(drawn: Futures) -> str:
    """How much would be missing a while after the stock has run out."""
    if isinf(drawn.year()):
        return f"In most of these futures people write enough until {END}."
    year = min(floor(drawn.year()) + LATER, END)
    missing = percent(float(np.median(drawn.missing(year))))
    return (
        f"If training sets went on growing and machines wrote what is missing, then in {year} half "
        f"of these futures would read at least {missing} machine-made data."
    )


def converted(unit: str) -> str:
    """What the dots have in common with the bands, and which of them were counted otherwise."""
    if unit not in ("words", "tokens"):
        return ""
    other = "words" if unit == "tokens" else "tokens"
    return (
        f"Each dot is what one model has read. Hollow dots were published in {other}, and are "
        f"converted: a token is a word or a piece of one, {WORDS_PER_TOKEN} words on average "
        "in English."
    )


def question(human: float) -> str:
    """What is asked next, with the share that was chosen."""
    if human == 1:
        return "If machines write none of it, the next model reads only what people have made."
    if human == 0:
        return "If machines write all of it, the next model reads only what models have said."
    return (
        f"If machines write {percent(1 - human)} of it, the next model reads {percent(human)} new "
        f"human data and for the rest what models have said. What does that share do, read over "
        "and over? Remedies runs it beside a model that reads only what the last one said."
    )


def read_sets(unit: str) -> dict[str, list[str]]:
    """The training sets as a table, in the unit in which each was published."""
    rows = {
        "model": [each.model for each in SETS],
        "appeared": [f"{each.year}-{each.month:02}" for each in SETS],
        "read": [f"{amount(each.size)} {each.unit}" for each in SETS],
    }
    if unit in ("words", "tokens"):
        same = [amount(each.sized(unit)) if each.unit != unit else "" for each in SETS]
        rows[f"in {unit}, at {WORDS_PER_TOKEN} words a token"] = same
    return rows


def summary(met: Met) -> dict[str, list[str]]:
    """Years of exhaustion, and the effective stock: ours, published, and the difference."""
    chosen = {f: ours for f, ours in met.items() if f.quantity == "exhausted" or f.median == 300e12}
    return {
        "stock": [_named(figure) for figure in chosen],
        "here": [_interval(figure, ours) for figure, ours in chosen.items()],
        "published": [_interval(f, (f.median, f.low, f.high)) for f in chosen],
        "difference": [_difference(figure, ours[0]) for figure, ours in chosen.items()],
    }


def by_year(met: Met, stock: str) -> dict[str, list[str]]:
    """The published table of one stock and its use, number by number."""
    rows = {f: ours for f, ours in met.items() if f.estimate == stock and f.year}
    return {
        "year": [str(figure.year) for figure in rows],
        "what": [figure.quantity for figure in rows],
        "here": [_interval(figure, ours) for figure, ours in rows.items()],
        "published": [_interval(f, (f.median, f.low, f.high)) for f in rows],
        "difference": [_difference(figure, ours[0]) for figure, ours in rows.items()],
    }


def second_forecast(stock: str) -> str:
    """What was also published, and is not modelled here; empty where nothing was."""
    if stock not in BY_COMPUTE:
        return ""
    middle, low, high = BY_COMPUTE[stock]
    return (
        f"The paper of 2022 has a second forecast, from the computing power that will be there: "
        f"{middle:g} ({low:g} to {high:g}). It is not modelled here."
    )


def _named(figure: Figure) -> str:
    label = ESTIMATES[figure.estimate].label
    if figure.overtraining > 1:
        return f"{label}: used up with {figure.overtraining} times overtraining"
    return f"{label}: {'used up in' if figure.quantity == 'exhausted' else 'effective stock'}"


def _interval(figure: Figure, numbers: tuple[float, float, float]) -> str:
    """A median with its interval, if one was published."""
    said = "{:.1f}".format if figure.quantity == "exhausted" else amount
    middle, low, high = (said(number).removesuffix(".0") for number in numbers)
    return middle if np.isnan(figure.low) else f"{middle} ({low} to {high})"


def _difference(figure: Figure, ours: float) -> str:
    if figure.quantity == "exhausted":
        years = round(ours - figure.median, 1)
        return f"{years:+.1f} years" if years else "0.0 years"
    part = round(100 * (ours / figure.median - 1))
    return f"{part:+}%" if part else "0%"
