"""Every test is repeatable; one that opens a browser says so by the fixture that it asks for."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from benchmarks.browser import chromium
from engine.jobs import one_thread

one_thread()  # as the server and every worker compute: a last digit may depend on it
settings.register_profile(
    "repeatable", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("repeatable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, one for all tests: Playwright allows no second in a process."""
    with chromium() as opened:
        yield opened
