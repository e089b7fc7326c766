"""What the glossary says of a word."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One word: what it means in plain words, the page on which it can be seen, and sources.

    Attributes:
        page: the file of the page, and what to look for there; empty where there is none.
        sources: keys of the references.
    """

    name: str
    said: str
    page: str = ""
    look: str = ""
    sources: tuple[str, ...] = ()
