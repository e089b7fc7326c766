"""Where the file of each page lies."""

from pathlib import Path

_FOLDER = Path(__file__).parent.parent / "pages"

PAGES = tuple(sorted(file.stem for file in _FOLDER.glob("*.py")))
"""The name of each page, which is its address too."""

FIRST = "drift"
"""The page that has no name in its address."""


def path_of(page: str) -> Path:
    """The file of a page, as a link within the dashboard wants it."""
    return _FOLDER / f"{page}.py"
