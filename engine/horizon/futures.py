"""Many futures at once: in each the stock grows, its use grows faster, and one day they meet."""

import csv
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import TextIO

import numpy as np

from engine.arrays import Array
from engine.horizon.assumptions import Assumptions
from engine.horizon.estimates import Estimate

END = 2100
"""The last year that is looked at."""

DRAWS, SEED = 10_000, 2211
"""How many futures, and by which chance: always the same, so that a knob alone moves the result."""

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Quantiles: the middle one is the median, the others are the ends of what holds half of all
futures and of what holds nine in ten."""


@dataclass(frozen=True)
class Futures:
    """Years `(y,)`, the last step shorter where they do not begin with a year; stock and use in
    decades (logarithms to base 10), `(n, y)`."""

    years: Array
    stock: Array
    use: Array

    @cached_property
    def exhausted(self) -> Array:
        """When use first takes the whole stock, `(n,)` years with fractions; infinity where it
        does not before the end, the first year where it does from the start."""
        left = self.stock - self.use
        at = (left <= 0).argmax(axis=1)
        n = np.arange(len(left))
        earlier = np.maximum(at - 1, 0)
        after, before = left[n, at], left[n, earlier]
        ends = after <= 0
        part = np.where(at > 0, before / np.where(at > 0, before - after, 1), 0)
        began, step = self.years[earlier], self.years[at] - self.years[earlier]
        return np.where(ends, began + part * step, np.inf)

    def year(self, level: float = 0.5) -> float:
        """The year by which this share of the futures has run out; infinity where fewer do."""
        return float(np.quantile(self.exhausted, level, method="inverted_cdf"))

    def by(self, year: float) -> float:
        """The share of futures that have run out by a year."""
        return float((self.exhausted <= year).mean())

    def missing(self, year: int) -> Array:
        """The part of what is used in a year that the whole stock cannot give, `(n,)`."""
        at = year - int(self.years[0])
        return np.maximum(1 - 10 ** (self.stock[:, at] - self.use[:, at]), 0)


def quantiles(rows: Array) -> Array:
    """Of decades `(n, y)` the quantiles `(5, y)` at `LEVELS`, as amounts."""
    return 10 ** np.quantile(rows, LEVELS, axis=0)


def write_csv(file: TextIO, drawn: Futures) -> None:
    """A row a year: quantiles of stock and use, and the share of futures that have run out."""
    names = [f"{100 * level:g}%" for level in LEVELS]
    header = [f"{what} {name}" for what in ("stock", "use") for name in names]
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["year", *header, "run out"])
    amounts = np.concatenate([quantiles(drawn.stock), quantiles(drawn.use)])
    for year, row in zip(drawn.years, amounts.T, strict=True):
        writer.writerow([f"{year:g}", *(f"{each:.6g}" for each in row), f"{drawn.by(year):g}"])


def futures(estimate: Estimate, assumed: Assumptions, draws: int = DRAWS) -> Futures:
    """Futures of an estimate under these assumptions, alike in their chance."""
    rng = np.random.default_rng(SEED)
    whole = END - estimate.start
    elapsed = np.minimum(np.arange(ceil(whole) + 1), whole)
    stock = np.log10(assumed.usable(estimate.raw)) + estimate.stock.apart(rng, draws)
    used = np.log10(assumed.used) + estimate.used.apart(rng, draws)
    pace = assumed.pace + estimate.pace.apart(rng, draws)
    return Futures(
        estimate.start + elapsed,
        stock[:, None] + grown(assumed.stock_growth / 100, estimate.slowing, elapsed),
        used[:, None] + pace[:, None] * elapsed,
    )


def grown(growth: float, slowing: float, elapsed: Array) -> Array:
    """By how many decades a stock has grown `(y,)` after so many years, if a part `slowing` of
    its yearly growth is lost in each year."""
    lasting = (1 - np.exp(-slowing * elapsed)) / slowing if slowing else elapsed
    return np.log10(1 + growth) * lasting
