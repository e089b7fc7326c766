"""Where the file of each page lies."""

from pathlib import Path

PAGES = Path(__file__).parent.parent / "pages"


def path_of(page: str) -> Path:
    """The file of a page, as a link within the dashboard wants it."""
    return PAGES / f"{page}.py"
