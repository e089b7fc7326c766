"""What there is to say of a table that was read: nothing is left out in silence."""

from collections.abc import Iterator, Sequence

from engine.data.csv_columns import Column
from engine.data.csv_options import LIMITS, Options
from engine.data.csv_table import Table

SHORTENED = 40
"""The most letters of a cell or a line that are quoted."""

NAMED = 6
"""So many columns are named, and the others counted."""


def notes(table: Table, options: Options) -> list[str]:
    """One sentence for each thing that was not read, or not as it is written, in this order: cells,
    limits, numbers that may mean missing, lines, columns, encoding."""
    return [
        *(said for column in table.columns for said in _cells(column, options)),
        *_lines(table),
        *_columns(table),
    ]


def _cells(column: Column, options: Options) -> Iterator[str]:
    name = _quoted(column.name)
    if column.unread:
        yield f"{_counted(column.unread, 'cell')} of {name}, such as {_quoted(column.such)}, " + (
            "was not read" if column.unread == 1 else "were not read"
        )
    if column.limits:
        many = column.limits > 1
        done = (
            f"{'are' if many else 'is'} read at the number, and what lies beyond it is not known"
            if options.limits == LIMITS[0]
            else f"{'are' if many else 'is'} left out, and a tail of the data with "
            f"{'them' if many else 'it'}"
        )
        yield (
            f"{_counted(column.limits, 'cell')} of {name}, such as {_quoted(column.limit)}, "
            f"{'are limits' if many else 'is a limit'}: {'they' if many else 'it'} {done}"
        )
    if column.either:
        sign = "comma" if "," in column.either else "point"
        before = ("before decimals", "between thousands")
        read, other = before if column.decimal in column.either and column.decimal else before[::-1]
        yield (
            f"the {sign} in cells of {name} such as {_quoted(column.either)} is taken to stand "
            f"{read}; name the decimal sign if it stands {other}"
        )
    for number in column.suspects:
        yield f"{number} in {name} lies far from all else; say so if it means missing"


def roles(table: Table) -> list[str]:
    """A sentence for each column that is no axis unless it is chosen."""
    return [
        f"{_quoted(column.name)} is {column.role}, and no axis unless it is chosen"
        for column in table.columns
        if column.role
    ]


def _lines(table: Table) -> Iterator[str]:
    for left in table.understood.left:
        are = "is" if left.count == 1 else "are"
        yield (
            f"{_counted(left.count, 'line')} {_for_one(left.what, left.count)} {are} left out, "
            f"such as {_quoted(left.such)}"
        )


def _columns(table: Table) -> Iterator[str]:
    understood = table.understood
    for name in understood.answers:
        yield f"{_quoted(name)} answers yes or no, and is no number"
    if understood.texts:
        are = "is" if len(understood.texts) == 1 else "are"
        yield f"{_listed(understood.texts)} {are} not read: hardly a number stands there"
    if understood.encoding != "UTF-8":
        yield f"the encoding is taken for {understood.encoding}"


def _for_one(what: str, count: int) -> str:
    """The same of one line: "lines that begin" is "line that begins"."""
    if count > 1:
        return what
    return (
        what.replace(" begin ", " begins ")
        .replace(" repeat ", " repeats ")
        .replace(" sum ", " sums ")
        .replace("are notes", "is a note")
    )


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' * (count != 1)}"


def _listed(names: Sequence[str]) -> str:
    said = ", ".join(map(_quoted, names[:NAMED]))
    return f"{said} and {len(names) - NAMED:,} more" if len(names) > NAMED else said


def _quoted(text: str) -> str:
    short = " ".join(text.split())
    return f"“{short[:SHORTENED]}{'…' * (len(short) > SHORTENED)}”"
