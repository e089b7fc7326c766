"""A text in words and marks, as a machine counts them."""

import re
import unicodedata
from functools import lru_cache

ALONE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
"""Scripts that put no space between words: each of their letters counts as a word."""

LONGEST_RUN = 3
"""A line drawn with marks, however long, counts as three of them."""

LONGEST_WORD = 40
"""What is longer is no word; it is cut, so that a megabyte without a space is not one."""

LAST_ACCENT = 0x1F000
"""Beyond it are pictures."""


def tokens(text: str) -> list[str]:
    """Words, lower-cased, with their apostrophes and accents; marks, equal ones in a row together.

    "Don't stop... now" is `don't`, `stop`, `...`, `now`. Spaces and lines say nothing.
    """
    shortened = re.sub(rf"([^\w\s])\1{{{LONGEST_RUN},}}", r"\1" * LONGEST_RUN, text.lower())
    return [match.group() for match in _pattern().finditer(shortened)]


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    accents = "".join(_accents())
    letter = rf"[^\W{ALONE}]"
    word = rf"{letter}(?:{letter}|[{accents}]|['’](?={letter})){{0,{LONGEST_WORD - 1}}}"
    return re.compile(rf"{word}|[{ALONE}]|([^\w\s])\1*[{accents}]*")


def _accents() -> list[str]:
    """Signs that belong to the letter before them, as ranges: Python takes them for marks."""
    ranges, begun = ["\u200c\u200d"], 0  # and the two that join letters, or pictures
    for code in range(0x300, LAST_ACCENT):
        inside = unicodedata.category(chr(code)) in ("Mn", "Mc")
        if inside and not begun:
            begun = code
        elif begun and not inside:
            ranges.append(f"{chr(begun)}-{chr(code - 1)}")
            begun = 0
    return ranges
