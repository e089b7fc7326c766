"""Words of others: whatever came by a link, a file, a column's name or a key, and how it is quoted.

A truth's columns, a text's words and every knob that admits any text are `Words` from the door on.
They compare, travel and are written like any text; what they are to be shown on knows them by their
type. How a page, a chart or a file shows them as letters is said in `view.letters`.
"""

import re
from collections.abc import Iterable

LONGEST = 60
"""Letters of somebody's words that a sentence quotes."""

CUT = "…"

UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
"""What is no letter: it moves a terminal's cursor, turns the line around, or cannot be encoded."""


class Words(str):
    """Text that somebody else wrote: letters, whatever they look like."""

    __slots__ = ()


def words(texts: Iterable[str]) -> tuple[Words, ...]:
    """Each text as words of others."""
    return tuple(Words(text) for text in texts)


def visible(text: str) -> str:
    """The same on one line, with a mark for whatever is no letter."""
    return UNSEEN.sub("\ufffd", " ".join(text.split()))


def quoted(value: object) -> str:
    """A value as a sentence quotes it: on one line, and cut where it is long."""
    text = str(value)
    said = visible(text[: 4 * LONGEST])
    return said if len(said) <= LONGEST and len(text) <= 4 * LONGEST else said[: LONGEST - 1] + CUT
