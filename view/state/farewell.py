"""A server that is told to end does so at once, and without a word about what it leaves undone."""

import logging
import os
import signal
import sys
import threading
from asyncio import CancelledError
from contextlib import suppress
from types import FrameType

from uvicorn import Server

from engine import own_folder
from engine.jobs import kill_all

LOG = logging.getLogger("uvicorn.error")

AT_MOST = 1.5
"""Seconds from Ctrl+C until the server is gone, whoever still waits for something."""

INTERRUPTED = 128 + signal.SIGINT
"""What a process ends with that Ctrl+C has ended, as shells have it."""

_told = threading.Event()


def end_quietly() -> None:
    """Say nothing of requests that are broken off because the server ends, which uvicorn tells as
    errors, each with its traceback; and hear Ctrl+C, where uvicorn hears it.

    After uvicorn's end Python would wait for every thread of its pool, which may be making a file
    for somebody, and a second Ctrl+C there is a traceback.
    """
    LOG.addFilter(_is_of_interest)
    heard = signal.getsignal(signal.SIGINT)
    server = getattr(heard, "__self__", None)
    if isinstance(server, Server):
        signal.signal(signal.SIGINT, lambda which, frame: _hear(server, which, frame))


def leave() -> None:
    """To be called when all is put away: where Ctrl+C was heard, the process ends here."""
    if _told.is_set():
        _end()


def _hear(server: Server, which: int, frame: FrameType | None) -> None:
    """The first time end soon; the second, now."""
    if _told.is_set():
        _end()
    _told.set()
    late = threading.Timer(AT_MOST, _end)
    late.daemon = True
    late.start()
    server.handle_exit(which, frame)


def _end() -> None:
    """Whatever stands in the way of one of these does not keep the process from ending."""
    for last in (own_folder.remove, sys.stdout.flush, sys.stderr.flush, kill_all):
        with suppress(Exception):
            last()
    os._exit(INTERRUPTED)


def _is_of_interest(record: logging.LogRecord) -> bool:
    cause = record.exc_info[1] if record.exc_info else None
    return not isinstance(cause, CancelledError) and "CancelledError" not in record.getMessage()
