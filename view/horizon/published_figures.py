"""What was published about the stock of human data, beside what comes out here, as tables."""

from collections.abc import Mapping

import numpy as np

from engine.horizon import BY_COMPUTE, ESTIMATES, SETS, WORDS_PER_TOKEN, Figure
from view.captions.claim import Claim, Number
from view.captions.format import amount

HELD = (
    "With the knobs as they are at first (of each stock, whatever is chosen now), this is what "
    "comes out, and what the papers say. In brackets stands the range that holds nine in ten "
    "futures, for the year of public text eight in ten. The papers are Villalobos et al. 2022 "
    "(arXiv 2211.04325v1) and its update of 2024 (v2): “Will we run out of data?”"
)

Met = Mapping[Figure, tuple[float, float, float]]


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
    chosen = {
        f: ours for f, ours in met.items() if f.quantity == "exhausted" or f.estimate == "public"
    }
    return {
        "stock": [_named(figure) for figure in chosen],
        "here": [_interval(figure, ours) for figure, ours in chosen.items()],
        "published": [_interval(f, _published(f)) for f in chosen],
        "difference": [_difference(figure, ours[0]) for figure, ours in chosen.items()],
    }


def by_year(met: Met, stock: str) -> dict[str, list[str]]:
    """The published table of one stock and its use, number by number."""
    rows = {f: ours for f, ours in met.items() if f.estimate == stock and f.year}
    return {
        "year": [str(figure.year) for figure in rows],
        "what": [figure.quantity for figure in rows],
        "here": [_interval(figure, ours) for figure, ours in rows.items()],
        "published": [_interval(f, _published(f)) for f in rows],
        "difference": [_difference(figure, ours[0]) for figure, ours in rows.items()],
    }


def claims(met: Met, stock: str) -> list[Claim]:
    """Each number that was published of a stock, beside what comes out here, as a claim."""
    said = []
    for figure, ours in met.items():
        if figure.estimate != stock:
            continue
        of = f"{_named(figure)}" if not figure.year else f"{figure.year}, {figure.quantity}"
        here, there = _interval(figure, ours), _interval(figure, _published(figure))
        words = f"{of}: here {here}, published {there}, difference {_difference(figure, ours[0])}."
        numbers: dict[str, Number] = {
            "quantity": figure.quantity,
            "year": figure.year,
            "overtraining": figure.overtraining,
            "here": ours[0],
            "published": figure.median,
        }
        if not np.isnan(figure.low):
            numbers |= {"here low": ours[1], "here high": ours[2]}
            numbers |= {"published low": figure.low, "published high": figure.high}
        mass = figure.ends[1] - figure.ends[0]
        said.append(Claim("met what was published", words, numbers=numbers, certainty=mass))
    return said


def _published(figure: Figure) -> tuple[float, float, float]:
    return figure.median, figure.low, figure.high


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
