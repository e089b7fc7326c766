"""One cell of a table, read as a number: 1.5, 1,5, 1,234.5, −3, (3), 3-, 12 %, 90+, <5, NA."""

import math
import re
from typing import NamedTuple

from engine.data.csv_words import CURRENCIES, MISSING, NO_UNITS

LARGEST = 1e30
"""A larger number is read as inf, which is none: its square has to stay a number, and single
precision to hold it."""


class Number(NamedTuple):
    """A number, in its unit if one stands beside it; `limit` says on which side of it the value
    lies that is not known: "<" or ">", or nothing."""

    value: float
    unit: str = ""
    limit: str = ""


_SIGNS = dict.fromkeys(map(ord, "−–‐‑﹣－"), "-") | {ord("＋"): "+"}
_BLANKS = dict.fromkeys(map(ord, "\xa0\u2007\u2009\u202f\ufeff"), " ")
_QUOTES = dict.fromkeys(map(ord, "’‘´`′"), "'")
_OTHERS = {ord("٫"): ".", ord("٬"): "'", ord("×"): "x", ord("％"): "%"}
_PLAIN = _SIGNS | _BLANKS | _QUOTES | _OTHERS

_EXPONENT = r"(?:\s?[eEdD]\s?[+-]?\d+|\s?[x*]\s?10\s?\^\s?[+-]?\d+)?"
_LEAD = r"[1-9]\d{0,2}"
_BODIES = {
    ".": rf"(?:{_LEAD}(?:(?P<group>[ ',])\d{{3}}(?:(?P=group)\d{{3}})*)(?:\.\d*)?"
    rf"|{_LEAD}(?:,\d\d)+,\d{{3}}(?:\.\d*)?|\d+\.?\d*|\.\d+){_EXPONENT}",
    ",": rf"(?:{_LEAD}(?:(?P<group>[ '.])\d{{3}}(?:(?P=group)\d{{3}})*)(?:,\d*)?"
    rf"|\d+,\d+|,\d+|\d+\.?\d*|\.\d+){_EXPONENT}",
}
"""How the digits of a number stand: grouped by threes, as in India, or not at all."""

_BEFORE = "|".join(map(re.escape, CURRENCIES))
_AFTER = r"(?:[^\W\d_]|[%‰°€$£¥₹µ])[^\s\d;:?!*#<>=\"'+()\[\]]{0,7}[²³\d]?\.?"
_LESS = r"<=|<|≤|⩽|(?:under|below|less than|up to|at most|unter|bis|moins de) "
_MORE = r">=|>|≥|⩾|(?:over|above|more than|at least|über|mehr als|plus de) "
_ABOVE = r"\+|(?:and|or|und|oder|et|ou) (?:over|more|older|above|mehr|älter|plus)"
_SHAPES = {
    decimal: re.compile(
        rf"(?P<limit>{_LESS}|{_MORE})?\s*(?P<sign>[+-]?)\s*(?:(?P<before>{_BEFORE})\s?)?"
        rf"(?P<later>[+-]?)(?P<body>{body})(?P<behind>-?)"
        rf"\s*(?P<after>{_AFTER})??\s*(?P<above>{_ABOVE})?"
    )
    for decimal, body in _BODIES.items()
}
_MORE_SIGN = re.compile(_MORE)
_GROUPED = {
    ".": re.compile(rf"[+-]?{_LEAD}(,\d{{3}})+"),
    ",": re.compile(rf"[+-]?{_LEAD}(\.\d{{3}})+"),
}


def read_cell(cell: str, decimal: str) -> Number | None:
    """A cell with this decimal sign; NaN where a known word says that it is missing, inf where the
    number is too large to be reckoned with, None where it is no number."""
    if decimal == "." or not _GROUPED[","].fullmatch(cell):
        alone = decimal == "," and cell.count(",") == 1 and "." not in cell
        try:
            value = float(cell.replace(",", ".") if alone else cell)
        except ValueError:
            pass
        else:
            return None if "_" in cell else Number(_bounded(value))
    if cell.strip().lower() in MISSING:
        return Number(math.nan)
    return _written(cell.translate(_PLAIN).strip(), decimal)


def _written(cell: str, decimal: str) -> Number | None:
    """The same without the types of a printer, which are not numbers to a program."""
    formula = re.fullmatch(r"=\"(.*)\"|'(.*)", cell)
    if formula:
        cell = (formula[1] or formula[2] or "").strip()
    negative = re.fullmatch(r"\((.*)\)(.*)", cell)
    if negative:
        cell = negative[1] + negative[2]
    found = _SHAPES[decimal].fullmatch(cell)
    if not found:
        return None
    minuses = [found["sign"], found["later"], found["behind"], "-" if negative else ""].count("-")
    unit = found["before"] or found["after"] or ""
    if minuses > 1 or (found["before"] and found["after"]) or unit in NO_UNITS:
        return None
    value = _value(found["body"], decimal) * (-1) ** minuses
    return Number(_bounded(value), unit, _limit(found))


def _bounded(value: float) -> float:
    return math.inf if abs(value) >= LARGEST else value


def _limit(found: re.Match[str]) -> str:
    if found["above"]:
        return ">"
    if not found["limit"]:
        return ""
    return ">" if _MORE_SIGN.fullmatch(found["limit"]) else "<"


def _value(body: str, decimal: str) -> float:
    digits = re.sub(r"\s?[x*]\s?10\s?\^\s?|\s?[dD]\s?", "e", body).replace("'", "").replace(" ", "")
    if decimal == "," and ("," in digits or _GROUPED[","].fullmatch(digits)):
        digits = digits.replace(".", "").replace(",", ".")
    return float(digits.replace(",", ""))


def grouped(cell: str, decimal: str) -> bool:
    """Whether a cell has its digits grouped by threes by the sign that is not this decimal one."""
    return _GROUPED[decimal].fullmatch(cell.strip()) is not None


def looks_numeric(cell: str) -> bool:
    """Whether a cell is a number in any reading."""
    found = [read_cell(cell, decimal) for decimal in _BODIES]
    return any(number is not None and math.isfinite(number.value) for number in found)
