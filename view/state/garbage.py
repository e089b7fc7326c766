"""Garbage is collected once for all whose scripts end together."""

import gc
import threading

from streamlit import config

LATER = 2.0
"""Seconds after a script's end; whatever ends meanwhile is tidied up after as well."""

_due = threading.Lock()


def collect_for_all() -> None:
    """Whoever serves these pages collects by `collect_soon`, instead of after each script.

    Streamlit collects at each script's end, and no other script goes on meanwhile: for forty who
    come at once that is forty times some ten milliseconds, most of them before the last has a
    picture.
    """
    config.set_option("runner.postScriptGC", False)


def collect_soon() -> None:
    """What a script has left behind need not stay until the interpreter looks by itself."""
    if _due.acquire(blocking=False):
        timer = threading.Timer(LATER, _collect)
        timer.daemon = True
        timer.start()


def _collect() -> None:
    _due.release()  # what ends from now on may come too late for this one
    gc.collect()
