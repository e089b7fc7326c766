"""What people write in the cells of a table, read as numbers: 1.5, 1,5, 1,234.5, NA."""

import math
import re

MISSING = frozenset({"", "na", "n/a", "#n/a", "?", "-", "--", ".", "null", "none"})
LARGEST = 1e30
"""A larger number counts as missing, like inf: its square has to stay a number, and single
precision to hold it."""

Numbers = list[float | None]
"""A number, NaN where it is missing, None where there is text."""

_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")
_COMMA = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+(,\d*)?|\d*,\d+([eE][+-]?\d+)?)")


def plain(cell: str) -> float | None:
    """A cell as a number as programs write it; NaN where it is missing, None where it is text."""
    try:
        number = float(cell)
    except ValueError:
        return math.nan if cell.strip().lower() in MISSING else None
    if "_" in cell:
        return None
    return number if abs(number) < LARGEST else math.nan


def with_point(cell: str) -> float | None:
    """The same where commas may group thousands: 1,234.5."""
    return plain(cell.replace(",", "") if _GROUPED.fullmatch(cell.strip()) else cell)


def with_comma(cell: str) -> float | None:
    """The same where the comma is decimal, and points may group thousands: 1.234,5."""
    if not _COMMA.fullmatch(cell.strip()):
        return plain(cell)
    return plain(cell.replace(".", "").replace(",", "."))


def column(cells: list[str], separator: str) -> Numbers:
    """A column in the reading that leaves the fewest different texts.

    Where both do, a comma is decimal between semicolons and groups thousands otherwise. Every
    different cell is read once: a file of a million rows has few of them.
    """
    distinct = set(cells)
    readings = [with_comma, with_point] if separator == ";" else [with_point, with_comma]
    if not any("," in cell for cell in distinct):
        readings = [plain]
    numbers = [{cell: read(cell) for cell in distinct} for read in readings]
    best = min(numbers, key=lambda known: list(known.values()).count(None))
    return [best[cell] for cell in cells]


def is_numeric(numbers: Numbers) -> bool:
    """Whether at least half of the cells that are not missing are numbers, and any is."""
    found = sum(number is not None and number == number for number in numbers)
    return found > 0 and found >= numbers.count(None)


def looks_numeric(cell: str) -> bool:
    """Whether a cell is a number in any reading."""
    return is_numeric([with_point(cell)]) or is_numeric([with_comma(cell)])
