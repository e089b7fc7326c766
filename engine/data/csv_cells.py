"""The bytes of a file become rows of cells: encoding, separator and header are guessed."""

import codecs
import csv
import io
import re
from collections import Counter

from engine.data.csv_numbers import looks_numeric
from engine.knobs import BadSpec

LARGEST_FILE = 5_000_000
MOST_COLUMNS = 1_000
SAMPLE = 65_536
"""Characters from which the separator is guessed."""
SEPARATORS = ("\t", ";", "|", ",", " ")
"""In the order in which they win a tie."""

Cells = tuple[str, ...]
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def laid_out(data: bytes) -> tuple[list[Cells], str]:
    """Rows of one width, of which the first may be a header, and the separator.

    Raises:
        BadSpec: too large, not text, too many columns, or fewer than two rows; one sentence.
    """
    text = _decoded(data)
    separator = _separator(text)
    return _rectangular(_rows(text, separator)), separator


def _decoded(data: bytes) -> str:
    """Text in UTF-8, in UTF-16 with a byte order mark, or in a Western European code page."""
    if len(data) > LARGEST_FILE:
        raise BadSpec(f"the file is larger than {LARGEST_FILE / 1e6:g} MB; leave out some rows")
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252", "latin-1"):
        try:
            text = data.decode(encoding).rstrip("\x1a")
        except UnicodeDecodeError:
            continue
        if _CONTROL.search(text):
            break
        return re.sub(r"\Asep=.[\r\n]+", "", text)  # Excel's own first line
    raise BadSpec("this is not a text file; save the table as CSV")


def _separator(text: str) -> str:
    """The separator that finds the most numbers in rows of one width, and the least else."""
    sample = text[:SAMPLE]
    if len(text) > SAMPLE and "\n" in sample:
        sample = sample[: sample.rindex("\n")]
    return max(SEPARATORS, key=lambda separator: _fitness(_rows(sample, separator)))


def _fitness(rows: list[Cells]) -> tuple[float, float]:
    """Numbers per row, and their share of the cells, in rows of the usual width."""
    width = _width(rows)
    if width < 2:
        return 0.0, 0.0
    cells = [cell for row in rows if len(row) == width for cell in row]
    numbers = sum(map(looks_numeric, cells))
    return numbers / len(rows), numbers / len(cells)


def _width(rows: list[Cells]) -> int:
    """How many cells most rows have."""
    return max(Counter(map(len, rows)).items(), key=lambda item: item[::-1], default=(0, 0))[0]


def _rows(text: str, separator: str) -> list[Cells]:
    """Every row that is not blank."""
    if separator == " ":
        text = re.sub(r"(?m)^ +| +$", "", re.sub(" +", " ", text))
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=separator != " ")
    try:
        return [tuple(row) for row in reader if any(row)]  # tuples are spared by the collector
    except csv.Error:
        raise BadSpec(
            "the file has a cell without end; is a quotation mark never closed?"
        ) from None


def _rectangular(rows: list[Cells]) -> list[Cells]:
    """Rows of one width; what stands above the header is dropped, short rows are filled up.

    A header that is one name short, as R writes it, leaves the first column without a name.
    """
    if len(rows) < 2:
        raise BadSpec("the file has fewer than two rows" if rows else "the file is empty")
    width = _width(rows[1:])
    width -= all(not row[width - 1] for row in rows[1:] if len(row) >= width)
    if width > MOST_COLUMNS:
        raise BadSpec(f"the file has {width} columns; {MOST_COLUMNS} are the most")
    rows = rows[_start(rows, width) :]
    if len(rows[0]) == width - 1 and not any(map(looks_numeric, rows[0])):
        rows[0] = ("", *rows[0])
    return [row if len(row) == width else (row + ("",) * width)[:width] for row in rows]


def _start(rows: list[Cells], width: int) -> int:
    """Where the header or the first row is: below the lines that are too short to be either."""
    start = next(i for i, row in enumerate(rows) if len(row) >= width - 1)
    following = rows[start + 1] if start + 1 < len(rows) else []
    titled = len(rows[start]) < width <= len(following)
    return start + int(titled and not any(map(looks_numeric, following)))
