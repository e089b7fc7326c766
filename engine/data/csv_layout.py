"""Rows of cells become a table: which row has the names, and which rows are no data."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.data.csv_cells import Cells, LeftOut, Parted
from engine.data.csv_header import beginning, is_missing, is_number
from engine.data.csv_options import Options
from engine.data.csv_words import ANSWERS, SUMMARIES
from engine.knobs import BadSpec

MOST_COLUMNS = 1_000
_SAMPLE = 500
"""Rows from which it is found out which columns hold numbers."""
TAIL = 8
"""So many rows at the end may be summaries or notes."""
LONGEST_UNIT = 12


@dataclass(frozen=True, eq=False)
class Layout:
    """Rows of one width; their names and units, if there are any, as wide; what was left out."""

    names: Cells
    units: Cells
    rows: list[Cells]
    left: tuple[LeftOut, ...] = field(default=())


def laid_out(parted: Parted, options: Options) -> Layout:
    """The table among the rows.

    Raises:
        BadSpec: fewer than two rows, too many columns, no column of numbers, or more cells than
            names; one sentence.
    """
    rows = parted.rows
    if len(rows) < 2:
        raise BadSpec("the file has fewer than two rows" if rows else "the file is empty")
    width = _width(rows)
    if width > MOST_COLUMNS:
        raise BadSpec(f"the file has {width} columns; {MOST_COLUMNS} are the most")
    numbers = _columns_of_numbers(rows, width)
    if not numbers:
        said = {cell.strip().lower() for row in rows[1:] for cell in row} - {""}
        answers = "; yes and no are not read as numbers" if said and said <= ANSWERS else ""
        raise BadSpec(f"no column of the file holds numbers{answers}")
    first, names = beginning(rows, numbers, width, parted.delimiter, options)
    units: Cells = ()
    left = list(parted.left)
    if names is not None:
        left += _left(rows[:names], "above the names")
        units, further = _below_names(rows[names + 1 : first], numbers, width)
        left += _left(further, "with more about the names")
    else:
        left += _left(rows[:first], "above the first row")
    body, ended = _ended(rows[first:], numbers, width, rows[names] if names is not None else None)
    head = () if names is None else _named(rows[names], width)
    data = [row if len(row) == width else (row + ("",) * width)[:width] for row in body]
    return Layout(head, units, data, (*left, *ended))


def _width(rows: Sequence[Cells]) -> int:
    """How many cells most rows have, without those at the end that are empty in all of them."""
    widths = Counter(map(len, rows[1:]))
    width = max(widths.items(), key=lambda item: item[::-1])[0]
    while width > 1 and all(not row[width - 1].strip() for row in rows[1:] if len(row) >= width):
        width -= 1
    return width


def _columns_of_numbers(rows: Sequence[Cells], width: int) -> list[int]:
    """Columns at least half of whose cells that are not missing are numbers, in a sample."""
    sample = rows[1 :: max(1, len(rows) // _SAMPLE)]
    found = []
    for place in range(width):
        cells = [row[place] for row in sample if len(row) > place and not is_missing(row[place])]
        numbers = sum(map(is_number, cells))
        if numbers and 2 * numbers >= len(cells) - _above(cells):
            found.append(place)
    return found


def _above(cells: Sequence[str]) -> int:
    """How many cells stand above the first number: names and units, if these are few."""
    return next((i for i, cell in enumerate(cells) if is_number(cell)), 0)


def _below_names(
    further: Sequence[Cells], numbers: Sequence[int], width: int
) -> tuple[Cells, Sequence[Cells]]:
    """The units, where the first of the lines below the names has them, and all of the lines."""
    for row in further[:1]:
        over = [row[place].strip() for place in numbers if place < len(row)]
        short = [cell for cell in over if 0 < len(cell) <= LONGEST_UNIT]
        if 2 * len(short) >= len(numbers) and len(short) == len([c for c in over if c]):
            return tuple(cell.strip(" []()") for cell in (row + ("",) * width)[:width]), further
    return (), further


def _ended(
    rows: list[Cells], numbers: Sequence[int], width: int, names: Cells | None
) -> tuple[list[Cells], list[LeftOut]]:
    """The rows without names that come again, and without summaries and notes at the end."""
    again = [row for row in rows if row == names]
    kept = [row for row in rows if row != names] if again else list(rows)
    notes: list[Cells] = []
    while len(kept) > 2 and len(notes) < TAIL and _is_note(kept[-1], numbers, width):
        notes.insert(0, kept.pop())
    summaries: list[Cells] = []
    while len(kept) > 2 and len(summaries) < TAIL and _is_summary(kept[-1]):
        summaries.insert(0, kept.pop())
    if summaries and any(map(_is_summary, kept)):
        kept, summaries = kept + summaries, []  # a group that is called so, not a summary
    left = [
        *_left(again, "that repeat the names"),
        *_left(summaries, "below the rows that sum them up"),
        *_left(notes, "below the rows that are notes"),
    ]
    return kept, left


def _is_note(row: Cells, numbers: Sequence[int], width: int) -> bool:
    """Whether a row is a sentence, and none of the columns has a number in it."""
    said = [cell.strip() for cell in row if cell.strip()]
    if any(is_number(row[place]) for place in numbers if place < len(row)):
        return False
    alone = len(said) == 1 and bool(row[0].strip()) and not is_missing(row[0])
    return alone and width > 1 and (len(row) < width or 0 in numbers or len(said[0]) > 20)


def _is_summary(row: Cells) -> bool:
    """Whether the first word of a row, with more to come, says what it is the sum of."""
    said = [cell.strip() for cell in row if cell.strip()]
    return len(said) > 1 and said[0].lower().rstrip(" :.") in SUMMARIES


def _named(row: Cells, width: int) -> Cells:
    """As many names as there are columns; R leaves that of the first one out."""
    if len(row) == width - 1:
        row = ("", *row)
    return (row + ("",) * width)[:width]


def _left(rows: Sequence[Cells], what: str) -> list[LeftOut]:
    if not rows:
        return []
    such = " ".join(cell.strip() for cell in rows[0] if cell.strip())
    return [LeftOut(len(rows), what, such)]
