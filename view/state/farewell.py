"""A server that is told to end does so without a word about what it leaves undone."""

import logging
from asyncio import CancelledError

LOG = logging.getLogger("uvicorn.error")


def end_quietly() -> None:
    """Say nothing of requests that are broken off because the server ends: at a second Ctrl+C
    uvicorn tells each of them as an error, with its traceback."""
    LOG.addFilter(_is_of_interest)


def _is_of_interest(record: logging.LogRecord) -> bool:
    cause = record.exc_info[1] if record.exc_info else None
    return not isinstance(cause, CancelledError) and "CancelledError" not in record.getMessage()
