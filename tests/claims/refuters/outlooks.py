"""Claims on the years to come, with futures drawn by hand."""

import math
import re
from dataclasses import replace
from functools import lru_cache

import numpy as np

from engine.arrays import Array
from engine.horizon import END
from tests.claims.refuters.refuter import apart, percents, refutes, value
from view.captions.claim import Claim
from view.captions.format import amount
from view.horizon.link import Outlook
from view.say.told import Said

MANY, DRAWS = 30_000, 10_000
FAR = 2060


def _outlook(said: Said) -> Outlook:
    assert isinstance(said.outlook, Outlook)
    return said.outlook


def _leaning(rng: np.random.Generator, low: float, middle: float, high: float, z: float) -> Array:
    """Differences from the middle, on either side as wide as the interval's end is far."""
    drawn = rng.standard_normal(MANY) / z
    return np.where(drawn < 0, drawn * (middle - low), drawn * (high - middle))


class Drawn:
    """As many futures by hand: in each the stock, its use, and the year in which they meet.

    Nothing of it is the engine's: the published intervals of an estimate, what is assumed, and for
    each future an equation that is solved by halving.
    """

    def __init__(self, outlook: Outlook) -> None:
        self.estimate, assumed = outlook.estimate, outlook.assumed
        rng = np.random.default_rng(77)
        usable = self.estimate.raw * assumed.quality / 100 * assumed.repetition
        largest = assumed.largest * 1e12 * math.sqrt(assumed.overtraining)
        self.stock = math.log10(usable) + self._spread(rng, "stock")
        self.used = math.log10(largest) + self._spread(rng, "used")
        self.pace = math.log10(1 + assumed.use_growth / 100) + self._spread(rng, "pace")
        self.growth = math.log10(1 + assumed.stock_growth / 100)
        self.year = self._met()

    def _spread(self, rng: np.random.Generator, name: str) -> Array:
        spread = getattr(self.estimate, name)
        z = {0.9: 1.6449, 0.95: 1.96}[spread.mass]
        return _leaning(rng, spread.low, spread.middle, spread.high, z)

    def left(self, year: Array | float) -> Array:
        """By how many powers of ten the stock is larger than its use `(n,)` in a year each."""
        since = year - self.estimate.start
        slow = self.estimate.slowing
        lasting = (1 - np.exp(-slow * since)) / slow if slow else since
        found: Array = self.stock + self.growth * lasting - self.used - self.pace * since
        return found

    def amounts(self, quantity: str, since: float) -> Array:
        """Powers of ten `(n,)` of the stock, or of its use, after so many years."""
        used: Array = self.used + self.pace * since
        return used if quantity == "use" else self.left(self.estimate.start + since) + used

    def _met(self) -> Array:
        """The first year in which use takes the whole stock; infinity where it does not."""
        years = np.linspace(self.estimate.start, END, 400)
        over = np.array([self.left(year) <= 0 for year in years])
        ends, at = over.any(axis=0), over.argmax(axis=0)
        low, high = years[np.maximum(at - 1, 0)], years[at]
        for _ in range(30):
            middle = (low + high) / 2
            over_there = self.left(middle) <= 0
            low, high = np.where(over_there, low, middle), np.where(over_there, middle, high)
        return np.where(ends, high, np.inf)

    def by(self, level: float) -> float:
        """The year by which this share of the futures has run out."""
        return float(np.sort(self.year)[math.ceil(level * len(self.year)) - 1])


@lru_cache(maxsize=16)
def _by_hand(outlook: Outlook) -> Drawn:
    return Drawn(outlook)


YEAR = re.compile(r"\b(20\d\d|2100)\b")


@refutes("stock used up")
def used_up(said: Said) -> str | None:
    """The middle of thirty thousand futures, each solved by hand; and the third of the year that is
    named."""
    told, drawn = value(said.claim, "year"), _by_hand(_outlook(said))
    if wrong := _off(drawn, 0.5, told):
        return wrong
    named = YEAR.search(said.claim.words)
    if math.isinf(told) or not named or "from the start" in said.claim.words:
        return None
    part = next(
        (
            at
            for at, word in enumerate(("early", "the middle of", "late"))
            if f"{word} {named[1]}" in said.claim.words
        ),
        -1,
    )
    begins = int(named[1]) + part / 3
    good = part >= 0 and begins - 1e-6 <= told <= begins + 1 / 3 + 1e-6
    return None if good else apart("when", said.claim.words, told)


@refutes("years of exhaustion")
def years_of_exhaustion(said: Said) -> str | None:
    """Between which years nine in ten of futures by hand run out, and how many last beyond 2060;
    the years and the share in words are these."""
    claim, drawn = said.claim, _by_hand(_outlook(said))
    for name, level in (("low", 0.05), ("high", 0.95)):
        if wrong := _off(drawn, level, value(claim, name)):
            return wrong
    spared = float((drawn.year > FAR).mean())
    if abs(spared - value(claim, "spared")) > 0.015:
        return apart("last beyond 2060", value(claim, "spared"), spared)
    ends = [value(claim, name) for name in ("low", "high") if not math.isinf(value(claim, name))]
    named = [int(year) for year in YEAR.findall(claim.words)]
    if any(math.floor(end) not in named for end in ends):
        return apart("years in words", claim.words, ends)
    shares = percents(claim.words)
    if ends and value(claim, "spared") and abs(shares[-1] - value(claim, "spared")) > 0.006:
        return apart("last beyond 2060", claim.words, value(claim, "spared"))
    return None


@refutes("stock and use")
def stock_and_use(said: Said) -> str | None:
    """Stock, use, how many times the one is the other, and in how many years use is tenfold: the
    middles of futures by hand, and as they stand in the words."""
    claim, drawn = said.claim, _by_hand(_outlook(said))
    found = {"stock": 10 ** np.median(drawn.stock), "use": 10 ** np.median(drawn.used)}
    for name, by_hand in found.items():
        told = value(claim, name)
        if abs(math.log(float(by_hand) / told)) > 0.05:
            return apart(name, told, by_hand)
        if amount(told) not in claim.words:
            return apart(f"{name} in words", claim.words, amount(told))
    pace = float(np.median(drawn.pace))
    if abs(pace - value(claim, "decades a year")) > 0.01:
        return apart("pace", value(claim, "decades a year"), pace)
    tenfold = re.search(r"tenfold in ([\d.]+) years", claim.words)
    if bool(tenfold) != (value(claim, "decades a year") > 1e-3):
        return apart("tenfold", claim.words, pace)
    if tenfold and abs(float(tenfold[1]) * value(claim, "decades a year") - 1) > 0.06:
        return apart("tenfold in", tenfold[1], 1 / pace)
    return _times(claim)


TIMES = re.compile(r"is ([\d.,e+-]+)( million| billion| trillion)? times")
SIZES = {"": 1.0, " million": 1e6, " billion": 1e9, " trillion": 1e12}


def _times(claim: Claim) -> str | None:
    """How many times as large the stock is, in words."""
    told = TIMES.search(claim.words)
    if not told:
        return None
    said = float(told[1].replace(",", "")) * SIZES[told[2] or ""]
    found = value(claim, "stock") / value(claim, "use")
    return None if abs(said / found - 1) < 0.06 else apart("times", said, found)


@refutes("written by machines")
def written_by_machines(said: Said) -> str | None:
    """In that year, the part of what is used that the whole stock cannot give: the middle of
    futures by hand."""
    claim, drawn = said.claim, _by_hand(_outlook(said))
    if "year" not in claim.numbers:
        half = drawn.by(0.5)
        return None if half > END - 1 else apart("write enough until the end", END, half)
    year, told = value(claim, "year"), value(claim, "missing")
    at = year + drawn.estimate.start % 1  # as often as the years of an estimate are counted
    missing = float(np.median(np.clip(1 - 10 ** drawn.left(min(at, END)), 0, 1)))
    if abs(missing - told) > 0.03:
        return apart("missing", told, missing)
    good = f"{year:.0f}" in claim.words and abs(percents(claim.words)[-1] - told) < 0.006
    return None if good else apart("in words", claim.words, told)


def _off(drawn: Drawn, level: float, year: float) -> str | None:
    """Of futures by hand as many have run out by a year as are said to have, give or take five
    standard errors of both; where no year is named, no more by the end."""
    error = 5 * math.sqrt(level * (1 - level) * (1 / MANY + 1 / DRAWS))
    by_then = float((drawn.year <= min(year, END)).mean())
    from_the_start = year <= drawn.estimate.start and by_then > level
    if from_the_start or (
        by_then < level + error and (math.isinf(year) or by_then > level - error)
    ):
        return None
    return apart(f"run out by {year:.1f}", level, by_then)


EXHAUSTED = {
    ("public", 1): (2028, 2026, 2032),
    ("public", 5): (2027,),
    ("low", 1): (2032.4, 2028.4, 2039.2),
    ("high", 1): (2024.5, 2023.5, 2025.7),
    ("images", 1): (2046, 2037, 2062.8),
}
"""Years of exhaustion with their intervals, copied anew from E22 and E24."""

AMOUNTS = {
    ("public", "stock", 2024): (300e12, 100e12, 1000e12),
    ("low", "stock", 2022): (4.4e14, 5.6e13, 2.0e17),
    ("low", "stock", 2026): (6.0e14, 9.3e13, 2.4e17),
    ("high", "stock", 2022): (8.0e12, 4.7e12, 1.6e13),
    ("high", "use", 2024): (9.1e12, 6.8e12, 1.2e13),
    ("images", "stock", 2022): (3.8e12, 7.9e11, 1.8e13),
    ("images", "use", 2022): (3.1e9,),
}
"""Some of the amounts."""


@refutes("met what was published")
def met_what_was_published(said: Said) -> str | None:
    """What was published, copied anew; what comes out here, from futures by hand with an estimate's
    usual numbers; both as they stand in the words, and how far they are apart."""
    claim, outlook = said.claim, _outlook(said)
    quantity, year = str(claim.numbers["quantity"]), int(value(claim, "year"))
    times = int(value(claim, "overtraining"))
    copied = (
        EXHAUSTED[outlook.stock, times]
        if quantity == "exhausted"
        else AMOUNTS.get((outlook.stock, quantity, year))
    )
    names = ("", " low", " high")[: 3 if "here low" in claim.numbers else 1]
    told = tuple(value(claim, f"published{name}") for name in names)
    if copied and told != tuple(map(float, copied)):
        return apart("published", told, copied)
    assumed = replace(outlook.estimate.usual, overtraining=times)
    drawn = _by_hand(replace(outlook, assumed=assumed))
    outer = (0.1, 0.9) if outlook.stock == "public" and quantity == "exhausted" else (0.05, 0.95)
    for name, level in zip(names, (0.5, *outer), strict=False):
        ours = value(claim, f"here{name}")
        if wrong := _as_by_hand(drawn, quantity, year, level, ours):
            return wrong
        if _written(quantity, ours) not in claim.words:
            return apart("in words", claim.words, ours)
    return _apart_as_said(claim, quantity)


def _as_by_hand(drawn: Drawn, quantity: str, year: int, level: float, ours: float) -> str | None:
    """One number that comes out here, beside the same of futures by hand."""
    if quantity == "exhausted":
        return _off(drawn, level, ours)
    rows = drawn.amounts(quantity, year - int(drawn.estimate.start))
    found = float(np.quantile(rows, level))
    near = abs(found - math.log10(ours)) < 0.05 + 0.02 * abs(found - np.median(rows))
    return None if near else apart(f"{quantity} in {year}", ours, 10**found)


def _written(quantity: str, ours: float) -> str:
    """A number as a table has it."""
    return f"{ours:.1f}".removesuffix(".0") if quantity == "exhausted" else amount(ours)


def _apart_as_said(claim: Claim, quantity: str) -> str | None:
    """How far both are apart, in words."""
    ours, theirs = value(claim, "here"), value(claim, "published")
    said = claim.words.rpartition("difference ")[2].rstrip(".")
    if quantity == "exhausted":
        good = abs(float(said.removesuffix(" years")) - (ours - theirs)) < 0.051
    else:
        good = abs(float(said.removesuffix("%")) / 100 - (ours / theirs - 1)) < 0.0051
    return None if good else apart("difference", said, (ours, theirs))
