"""Where the file of each page lies, and what people call it."""

from pathlib import Path

_FOLDER = Path(__file__).parent.parent / "pages"

TITLES = {
    "start": "Start",
    "lesson": "Lesson",
    "drift": "Clouds",
    "dice": "Dice",
    "digits": "Digits",
    "language": "Text",
    "remedies": "What helps",
    "map": "Map",
    "horizon": "How long do data last",
    "glossary": "Words",
}
"""Every page by its name, which is that of its file, in the order of the navigation, with its
title, by which a newcomer can choose."""

PAGES = tuple(sorted(file.stem for file in _FOLDER.glob("*.py")))
"""The names of all pages."""

FIRST = next(iter(TITLES))
"""The page that has no name in its address."""


def path_of(page: str) -> Path:
    """The file of a page, as a link within the dashboard wants it."""
    return _FOLDER / f"{page}.py"


def address_of(page: str) -> str:
    """What leads to a page, below the dashboard's own address: its title in small letters, the
    words joined; nothing for the first."""
    return "" if page == FIRST else TITLES[page].lower().replace(" ", "-")


ADDRESSES = {address_of(page): page for page in TITLES}
"""Which page each address leads to."""
