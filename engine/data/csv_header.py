"""Where the names of a table are, and where its rows begin."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from engine.data.csv_cells import Cells
from engine.data.csv_numbers import looks_numeric
from engine.data.csv_options import Options
from engine.data.csv_words import MISSING
from engine.knobs import BadSpec

_FOLLOWING = 500
"""Rows that tell whether the first one differs from all others."""

is_number = lru_cache(maxsize=100_000)(looks_numeric)


def is_missing(cell: str) -> bool:
    """Whether a cell is empty, or a known word says that it is missing."""
    return cell.strip().lower() in MISSING


def beginning(
    rows: Sequence[Cells], numbers: Sequence[int], width: int, delimiter: str, options: Options
) -> tuple[int, int | None]:
    """The places of the first row of data, and of the names above it, if there are any.

    Raises:
        BadSpec: there are more cells than names, as decimal commas make them; one sentence.
    """
    if options.header == 0:
        return 0, None
    first = next((i for i in range(len(rows)) if _begins(rows, i, numbers, width)), 0)
    if options.header > 0:
        return max(first, 1), 0
    names = _names_among(rows[:first], numbers, width)
    if names is None and _counts_up(rows, first, numbers):
        return first + 1, first
    if delimiter == "," and first:
        _refuse_few_names(rows, first, width, names)
    return first, names


def _begins(rows: Sequence[Cells], place: int, numbers: Sequence[int], width: int) -> bool:
    """Whether a row is data, and no names stand below it, as they do below groups of columns."""
    if not _is_data(rows[place], numbers, width):
        return False
    below = rows[place + 1] if place + 1 < len(rows) else ()
    cells = [below[at] for at in numbers if at < len(below)]
    named = len(cells) == len(numbers) and not any(is_number(c) or is_missing(c) for c in cells)
    return not (
        named and any(is_missing(rows[place][at]) for at in numbers if at < len(rows[place]))
    )


def _is_data(row: Cells, numbers: Sequence[int], width: int) -> bool:
    """Whether a row has numbers where there are some, and hardly anything else there."""
    cells = [row[place] for place in numbers if place < len(row)]
    found = sum(map(is_number, cells))
    texts = sum(not is_missing(cell) for cell in cells) - found
    return found > 0 and found >= texts + (len(row) < width) and len(row) >= width - 1


def _names_among(above: Sequence[Cells], numbers: Sequence[int], width: int) -> int | None:
    """The first row that has a different word over every column of numbers, or else the one that
    has the most; R leaves the first name out."""
    best, most = None, 0
    for place, row in enumerate(above):
        short = len(row) == width - 1
        if len(row) < width - 1 or (short and any(map(is_number, row))):
            continue
        over = [row[i - short] for i in numbers if 0 <= i - short < len(row)]
        words = {cell for cell in over if cell.strip() and not is_number(cell)}
        score = len(words) + ((len(words) == len(over)) + (len(row) <= width)) * width
        score *= bool(words)
        if score > most:
            best, most = place, score
    if best is None and above and len(above[-1]) >= width:
        return len(above) - 1
    return best


def _counts_up(rows: Sequence[Cells], first: int, numbers: Sequence[int]) -> bool:
    """Whether the first row has years or steps of a scale where all others have other numbers."""
    head = _floats(rows[first], numbers)
    if len(head) != len(numbers) or not (_years(head) or (len(head) >= 5 and _even(head))):
        return False
    following = [_floats(row, numbers) for row in rows[first + 1 : first + 1 + _FOLLOWING]]
    alike = sum(_years(row) if _years(head) else _even(row) for row in following)
    others = [number for row in following for number in row]
    within = sum(min(head) <= number <= max(head) for number in others)
    return bool(others) and 4 * alike < len(following) and 2 * within < len(others)


def _floats(row: Cells, numbers: Sequence[int]) -> list[float]:
    """The plain numbers of a row, whichever sign is before their decimals."""
    cells = [row[place].strip().replace(",", ".") for place in numbers if place < len(row)]
    return [float(cell) for cell in cells if re.fullmatch(r"-?\d+(\.\d*)?", cell)]


def _years(numbers: Sequence[float]) -> bool:
    return _even_or_not(numbers) and all(
        1500 <= year <= 2200 and year == int(year) for year in numbers
    )


def _even_or_not(numbers: Sequence[float]) -> bool:
    """Whether at least two numbers rise, or fall, throughout."""
    steps = [b - a for a, b in pairwise(numbers)]
    return bool(steps) and (min(steps) > 0 or max(steps) < 0)


def _even(numbers: Sequence[float]) -> bool:
    steps = [b - a for a, b in pairwise(numbers)]
    return _even_or_not(numbers) and max(steps) - min(steps) < 1e-6 * max(map(abs, steps))


def _refuse_few_names(rows: Sequence[Cells], first: int, width: int, names: int | None) -> None:
    """A decimal comma between commas makes two cells of one number."""
    head = rows[first - 1]
    words = [cell for cell in head if cell.strip() and not is_number(cell)]
    few = names is None and 1 < len(words) == len(head) < width - 1
    alone = names is not None and len(head) == 1 and width == 2 and not _rises(rows[first:])
    if few or alone:
        raise BadSpec(
            f"the rows have {width} cells under {len(head)} name{'s' * (len(head) > 1)}, more "
            "cells than names; were decimal commas meant? Save it with semicolons between columns"
        )


def _rises(rows: Sequence[Cells]) -> bool:
    """Whether rows are named, as R names them: by words, or by numbers that count up."""
    cells = [row[0] for row in rows if len(row) == 2]
    if not all(map(str.isdigit, cells)):
        return True
    return all(int(a) < int(b) for a, b in pairwise(cells))
