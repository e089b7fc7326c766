"""Words of others as letters: one way for each kind of place where they are shown.

Whatever a visitor has typed, sent, named or brought passes one of these on its way to a page, a
chart or a file, however it looks: it makes no element, no link and no request there. Sentences of
refusals (`BadSpec`, a job's error) quote such words, and are shown the same way.

A sheet of numbers (CSV) names its columns by words of our own alone, and canvases, JSON and the
attributes of widgets take letters as they are. What the command line says goes through
`engine.words.visible`.
"""

import re
import string
from html import escape

from engine.data.csv_cells import parted
from engine.data.csv_layout import laid_out
from engine.data.csv_numbers import looks_numeric
from engine.data.csv_options import Options
from engine.data.csv_text import text_of
from engine.knobs import BadSpec
from engine.words import UNSEEN, quoted, visible

JOINER = "\u2060"
"""Takes no room, and keeps what stands before and after it from being read as one."""

_MARKS = re.compile(f"([{re.escape(string.punctuation)}])")
_READ_AS_ONE = re.compile(r"(?i)(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)(?=\S)|(?<=:)(?=[\w+/-]+:)")
"""Amid a bare web address, a mail address and the name of an icon: a page makes a link, or a
picture, of these even where every mark is escaped."""

_PLOTLY = str.maketrans({mark: f"&#{ord(mark)};" for mark in "&<>$%{}"})

LONGEST_FILE_NAME = 48
"""Letters of a file's name that say what is in it."""


def in_markdown(text: str) -> str:
    """Amid Markdown: no emphasis, link, picture, formula, colour or icon."""
    return _MARKS.sub(r"\\\1", _READ_AS_ONE.sub(JOINER, visible(text)))


def as_code(text: str) -> str:
    """Amid Markdown, in the type of code."""
    return f"`` {visible(text).replace('`', '´')} ``"


def in_html(text: str) -> str:
    """Amid HTML or a drawing (SVG), or between the quotation marks of an attribute."""
    return escape(UNSEEN.sub("\ufffd", re.sub(r"\s", " ", text)))


def in_plotly(text: str) -> str:
    """As a name in a chart: Plotly has an HTML, formulas and templates of its own."""
    return visible(text).translate(_PLOTLY)


def in_text(text: str) -> str:
    """In a file of plain text: it begins no line there."""
    return visible(text)


def in_file_name(text: str) -> str:
    """As a file's name has it on every system."""
    simple = re.sub("[^a-z0-9]+", "-", text[: 10 * LONGEST_FILE_NAME].lower()).strip("-")
    return simple[:LONGEST_FILE_NAME].strip("-")


def has_formulas(data: bytes) -> bool:
    """Whether a table's header, as somebody brought it, holds what a spreadsheet computes."""
    try:
        header = laid_out(parted(text_of(data)[0], Options()), Options()).names
    except BadSpec:
        return False
    return any(re.match("[=+@-]", cell.strip()) and not looks_numeric(cell) for cell in header)


def shortened(text: str) -> str:
    """As a label has it, where there is little room."""
    return quoted(text)
