"""The page Words: every word in plain words, and the papers behind it.

`ENTRIES`, `REFERENCES` and `linked` are imported from here. A new word is an entry in one of the
lists, under its subject.
"""

import re

from view.glossary import basics, collapse, models, policies
from view.glossary.entry import Entry
from view.glossary.references import REFERENCES
from view.page_files import address_of

__all__ = ["ENTRIES", "REFERENCES", "Entry", "linked", "marked", "unmarked"]

ENTRIES: dict[str, Entry] = dict(
    sorted(
        (basics.ENTRIES | models.ENTRIES | collapse.ENTRIES | policies.ENTRIES).items(),
        key=lambda item: item[1].name.lower(),
    )
)
"""Every word, by the name that a link calls it by, in the order of the alphabet."""

MARK = re.compile(r"\[([^\]]+)\]\(#([\w-]+)\)")
"""A word within a text that the glossary explains: `[shown](#name)`."""


def marked(text: str) -> list[str]:
    """The names of all words that a text marks."""
    return [name for _, name in MARK.findall(text)]


def linked(text: str) -> str:
    """The text with links into the glossary."""
    return MARK.sub(rf"[\1]({address_of('glossary')}?term=\2)", text)


def unmarked(text: str) -> str:
    """The text alone."""
    return MARK.sub(r"\1", text)
