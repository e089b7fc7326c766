"""Every test is repeatable; one that opens a browser says so by the fixture that it asks for."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from benchmarks._chromium import chromium

# As the Makefile has it, for what the tests start too, and before numpy is imported: lineages are
# too small for several threads, and the workers' threads would only wait for each other.
for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

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
    """The system's Chromium, one for all tests: Playwright allows no second in a process.

    Pages of one origin and one context share a process, and what it has compiled.
    """
    with chromium("--process-per-site") as opened:
        yield opened
