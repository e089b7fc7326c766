"""A server that is told to end does so at once, and without a word about what it leaves undone."""

import logging
import os
import signal
import sys
import threading
from asyncio import CancelledError
from contextlib import suppress
from functools import partial
from types import FrameType

from uvicorn import Server

from engine import own_folder
from engine.jobs import kill_all

LOG = logging.getLogger("uvicorn.error")

AT_MOST = 1.5
"""Seconds from Ctrl+C, or SIGTERM, until the server is gone, whoever still waits for something."""

STATUS = {signal.SIGINT: 128 + signal.SIGINT, signal.SIGTERM: 0}
"""What the process ends with: by Ctrl+C, as shells have it; told to by a supervisor, which takes
all else for a failure, with success."""

_told: list[int] = []


def end_quietly() -> None:
    """Say nothing of requests that are broken off because the server ends, which uvicorn tells as
    errors, each with its traceback; and hear Ctrl+C and SIGTERM, where uvicorn hears them.

    After uvicorn's end Python would wait for every thread of its pool, which may be making a file
    for somebody, and a second Ctrl+C there is a traceback.
    """
    LOG.addFilter(_is_of_interest)
    for number in (signal.SIGINT, signal.SIGTERM):
        server = getattr(signal.getsignal(number), "__self__", None)
        if isinstance(server, Server):
            signal.signal(number, partial(_hear, server))


def leave() -> None:
    """To be called when all is put away: where a signal was heard, the process ends here."""
    if _told:
        _end()


def _hear(server: Server, which: int, frame: FrameType | None) -> None:
    """The first time end soon; the second, now."""
    _told.append(which)
    if len(_told) > 1:
        _end()
    late = threading.Timer(AT_MOST, _end)
    late.daemon = True
    late.start()
    server.handle_exit(which, frame)


def _end() -> None:
    """Whatever stands in the way of one of these does not keep the process from ending."""
    for last in (own_folder.remove, sys.stdout.flush, sys.stderr.flush, kill_all):
        with suppress(Exception):
            last()
    os._exit(STATUS[signal.Signals(_told[0])])


def _is_of_interest(record: logging.LogRecord) -> bool:
    cause = record.exc_info[1] if record.exc_info else None
    return not isinstance(cause, CancelledError) and "CancelledError" not in record.getMessage()
