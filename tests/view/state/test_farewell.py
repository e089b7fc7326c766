"""Broken off requests are no errors; errors are told."""

import asyncio
import logging

import pytest

from view.state import farewell


def told(caplog: pytest.LogCaptureFixture, error: BaseException) -> int:
    try:
        raise error
    except BaseException as raised:
        farewell.LOG.error("Exception in ASGI application\n", exc_info=raised)
    return len(caplog.records)


def test_only_what_was_broken_off_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    farewell.end_quietly()
    farewell.end_quietly()
    assert sum(each is farewell._is_of_interest for each in farewell.LOG.filters) == 1
    with caplog.at_level(logging.ERROR, farewell.LOG.name):
        assert told(caplog, asyncio.CancelledError()) == 0
        farewell.LOG.error("Traceback ... asyncio.exceptions.CancelledError")
        assert not caplog.records
        assert told(caplog, ValueError("a fault")) == 1
    farewell.LOG.removeFilter(farewell._is_of_interest)
