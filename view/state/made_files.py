"""A file that was made at a press stays for a while: the browser has still to come for it."""

import time

from streamlit.runtime.media_file_manager import MediaFileMetadata

KEPT = 20.0
"""Seconds, at least, from when nobody has it on the page."""

_mark = MediaFileMetadata.mark_for_delete


def keep_made_files() -> None:
    """Let a file that nobody has on the page go only after some time.

    Streamlit 1.67 takes what was just made at a press for such a file, marks it when the next
    script of the server ends, be it another visitor's, and lets it go when one more does. In a
    class of forty that is before the browser has asked for one file in thirty, which then never
    comes.
    """
    MediaFileMetadata.mark_for_delete = _marked  # type: ignore[method-assign]


def _marked(self: MediaFileMetadata) -> None:
    """At every script's end anew: it takes effect at the first that is late enough."""
    now = time.monotonic()
    since: float = self.__dict__.setdefault("since", now)
    if now - since >= KEPT:
        _mark(self)
