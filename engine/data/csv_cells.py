"""The text of a file becomes rows of cells: delimiter, quotation marks and comments are found."""

import csv
import io
import re
from dataclasses import dataclass

from engine.data.csv_options import ANYWHERE, DELIMITERS, Options
from engine.data.csv_words import EXCEL_ERRORS
from engine.knobs import BadSpec

_LETTERS = 16_384
"""Characters from which the delimiter is found."""

Cells = tuple[str, ...]
_LINE = re.compile(r"[^\r\n]*(\r\n|\r|\n|\Z)")
_MARKS = ("#", "%", "//")
"""With which lines begin that are no part of a table."""


@dataclass(frozen=True)
class LeftOut:
    """Lines that are not among the rows: how many, what they are, and one of them."""

    count: int
    what: str
    such: str


@dataclass(frozen=True, eq=False)
class Parted:
    """Rows that are not blank, of whatever widths, the delimiter, and what was left out."""

    rows: list[Cells]
    delimiter: str
    left: tuple[LeftOut, ...]


def parted(text: str, options: Options) -> Parted:
    """Rows of cells; of the lines above the names none, where it is known which line these are.

    Raises:
        BadSpec: a quotation mark that is never closed; one sentence.
    """
    given = re.match(r"sep=(.)[\r\n]+", text)  # Excel's own first line
    body, comments = _begun(text[given.end() :] if given else text)
    left = []
    if options.header > 0:
        body, above = _cut(text, options.header - 1)
        left = [LeftOut(len(above), "above the names", above[0])] if above else []
        comments = []
    told = given[1] if given and given[1] in DELIMITERS.values() else ""
    delimiter = DELIMITERS.get(options.delimiter, told)
    quote = '"'
    if not delimiter:
        delimiter, quote = _dialect(body)
    rows = _rows(body, delimiter, quote)
    if comments and options.header == ANYWHERE:
        rows = _under(comments, rows, delimiter)
    rows, among = _without_comments(rows)
    comments += among
    if comments:
        mark = next(mark for mark in _MARKS if comments[0].startswith(mark))
        left.append(LeftOut(len(comments), f"that begin with {mark}", comments[0]))
    return Parted(rows, delimiter, tuple(left))


def _begun(text: str) -> tuple[str, list[str]]:
    """What follows the comments at the beginning, and these."""
    at, comments = 0, []
    for line in _LINE.finditer(text):
        said = line[0].strip()
        if not said.startswith(_MARKS) or said.startswith(tuple(EXCEL_ERRORS)) or not said:
            if said or line.end() == len(text):
                break
            continue
        comments.append(said)
        at = line.end()
    return text[at:], comments


def _cut(text: str, count: int) -> tuple[str, list[str]]:
    """What follows so many lines, and these."""
    at, above = 0, []
    for _ in range(count):
        line = _LINE.match(text, at)
        if line is None or at == len(text):
            break
        above.append(line[0].strip())
        at = line.end()
    return text[at:], [line for line in above if line]


def _dialect(text: str) -> tuple[str, str]:
    """The delimiter and the quotation mark, by the consistency of rows and of kinds of cells
    (van den Burg, Nazabal and Sutton, 2019)."""
    from clevercsv import Sniffer
    from clevercsv.exceptions import NoDetectionResult

    sample = text[:_LETTERS]
    if len(text) > _LETTERS and "\n" in sample:
        sample = sample[: sample.rindex("\n")]
    try:
        found = Sniffer().sniff(_bare(sample), delimiters=list(DELIMITERS.values()))
    except NoDetectionResult:
        found = None
    if found is None:
        return ",", '"'
    return found.delimiter or ",", found.quotechar or '"'


def _bare(text: str) -> str:
    """The same with numbers as programs write them: with units, groups of digits and a printer's
    signs they would count as texts, whose commas tell nothing."""
    text = re.sub(r"[−–‐‑](?=[\d.,])", "-", text)
    text = re.sub(r"(?<=\d)[ \xa0\u2009\u202f'’](?=\d{3})", "", text)
    text = re.sub(r"(?<![^\s;,|\"(-])[$€£¥<>≤≥]=?[ \xa0]?(?=[\d.,-])", "", text)
    text = re.sub(r"(?<=\d)([ \xa0\u2009\u202f]?[%‰€$£¥°+-]C?)+(?=[\s;,|\"')]|$)", "", text)
    text = re.sub(r"(?<=\d) ?[A-Za-zµ]{1,4}(?=-?\)?[\t;|\"\r\n]|-?\)?$)", "", text)
    return re.sub(r"\((\d[\d.,]*)\)", r"-\1", text)


def _rows(text: str, delimiter: str, quote: str) -> list[Cells]:
    """Every row that is not blank."""
    if delimiter == " ":
        text = re.sub(r"(?m)^ +| +$", "", re.sub(" +", " ", text))
    lines = io.StringIO(text, newline="")
    reader = csv.reader(
        lines, delimiter=delimiter, quotechar=quote, skipinitialspace=delimiter != " "
    )
    try:
        return [tuple(row) for row in reader if any(row)]  # tuples are spared by the collector
    except csv.Error:
        raise BadSpec(
            "the file has a cell without end; is a quotation mark never closed?"
        ) from None


def _under(comments: list[str], rows: list[Cells], delimiter: str) -> list[Cells]:
    """The rows, above them the last comment if it has a name for each cell of the first row, which
    has none: so numpy and gnuplot write names."""
    bare = comments[-1].lstrip("".join(_MARKS)).strip()
    names = next(iter(_rows(bare, delimiter, '"')), ())
    fits = rows and 1 < len(names) == len(rows[0])
    if not fits or any(map(_number, names)) or not any(map(_number, rows[0])):
        return rows
    comments.pop()
    return [names, *rows]


def _number(cell: str) -> bool:
    return re.match(r"\s*[-+−(]?\s*[.,]?\d", cell) is not None


def _without_comments(rows: list[Cells]) -> tuple[list[Cells], list[str]]:
    """The rows without remarks among them, which have cells of their own number, and these."""
    marked = [row for row in rows if row[0].startswith("#") and row[0] not in EXCEL_ERRORS]
    if not marked:
        return rows, []
    usual = max(map(len, rows[:1000]))
    remarks = {row for row in marked if row[0].startswith("# ") or len(row) != usual}
    kept = [row for row in rows if row not in remarks]
    return kept, [" ".join(row) for row in rows if row in remarks]
