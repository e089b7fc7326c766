"""How many parts of a link are tried; more are only counted, so that no page is kept waiting."""

from collections.abc import Sized

PARTS = 100
"""Of one kind, such as the names of knobs or the policies side by side."""


def unread(parts: Sized, tried: int = PARTS) -> list[str]:
    """One sentence for each part beyond those that are tried."""
    return [f"at most {PARTS} parts of one kind are read"] * max(len(parts) - tried, 0)
