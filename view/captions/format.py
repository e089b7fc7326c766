"""Numbers as people say them."""

import math
from collections.abc import Sequence

from engine.protocols import Unit

SCALES = {1e15: "quadrillion", 1e12: "trillion", 1e9: "billion", 1e6: "million"}


def percent(share: float) -> str:
    """A share in percent, with two significant digits below 10%."""
    if 0 < share < 1e-4:
        return "less than 0.01%"
    return f"{100 * share:.2g}%" if share < 0.1 else f"{share:.0%}"


def in_unit(value: float, unit: Unit) -> str:
    """A number of a metric: a share in percent, a number of things or of a name whole, all others
    with three significant digits."""
    if unit is Unit.SHARE:
        return percent(value)
    whole = unit in (Unit.COUNT, Unit.NAME) and value == int(value)
    return f"{value:,.0f}" if whole else f"{value:.3g}"


def ten_to(power: int) -> str:
    """10 raised to a power, as mathematicians write it."""
    return f"10{str(power).translate(_RAISED)}"


_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def pace(number: float) -> str:
    """So many a second, in digits that mean something."""
    return f"{number:,.0f}" if number >= 10 else f"{number:.2g}"


_SPELLED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def spelled(count: int) -> str:
    """A number of things, in letters up to ten."""
    return _SPELLED[count] if count < len(_SPELLED) else f"{count:,}"


def listed(names: Sequence[str]) -> str:
    """a; a and b; a, b and c."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def amount(number: float) -> str:
    """A large number in words, with three significant digits."""
    for size, word in SCALES.items():
        if number >= 0.9995 * size:
            return f"{float(f'{number / size:.3g}'):,.15g} {word}"
    return f"{number:,.0f}"


SMALLEST = 1e-18
"""A part of which people can still say what it is a part of."""


def part_of(share: float) -> str:
    """A tiny share as people say it: one part in so many, with two significant digits."""
    if share < SMALLEST:
        return "less than one part in a billion billion"
    return f"one part in {amount(float(f'{1 / share:.2g}'))}"


def portion(share: float) -> str:
    """A share as it is said before its whole: a part of it, or some times as much."""
    return f"{percent(share)} of" if share < 2 else times(share)


def times(ratio: float) -> str:
    """How many times as large, in digits that mean something."""
    return f"{float(f'{ratio:.2g}'):,g} times" if ratio < 1e5 else f"{number(ratio)} times"


def number(value: float) -> str:
    """Three digits, and powers of ten in words of mathematics."""
    if value == 0 or 1e-3 <= abs(value) < 1e6 or not math.isfinite(value):
        return f"{value:.3g}" if abs(value) < 1e3 else f"{value:,.0f}"
    mantissa, _, exponent = f"{value:.1e}".partition("e")
    return f"{mantissa} × {ten_to(int(exponent))}"
