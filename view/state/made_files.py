"""A file that was made at a press is there until the browser has come for it."""

import threading

from streamlit.runtime.media_file_manager import MediaFileManager

KEPT = 20.0
"""Seconds, at least, for which it stays."""

_remove = MediaFileManager.remove_orphaned_files
_due = threading.Lock()


def keep_made_files() -> None:
    """Let go of what nobody has on the page no more than once in a while.

    Streamlit 1.67 does so whenever a script of the server has ended, be it another visitor's, and
    takes a file that was just made for nobody's: the second time it is gone. In a class of forty
    that is before the browser has asked for one file in thirty, which then never comes.
    """
    MediaFileManager.remove_orphaned_files = _soon  # type: ignore[method-assign]


def _soon(self: MediaFileManager) -> None:
    """Once for all whose scripts end meanwhile."""
    if _due.acquire(blocking=False):
        timer = threading.Timer(KEPT, _now, (self,))
        timer.daemon = True
        timer.start()


def _now(files: MediaFileManager) -> None:
    _due.release()  # what is left from now on is let go the next time
    _remove(files)
