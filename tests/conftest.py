"""Every test is repeatable; one that opens a browser says so by the fixture that it asks for."""

import os
import signal
from collections import Counter
from collections.abc import Iterator

import pytest
from _pytest.terminal import TerminalReporter
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from benchmarks._chromium import chromium

# As the Makefile has it, for what the tests start too, and before numpy is imported: lineages are
# too small for several threads, and the workers' threads would only wait for each other.
for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

# Whoever starts the tests in the background has Ctrl+C ignored, and so would all that they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile(
    "repeatable", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("repeatable")


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """How many claims of which kind were held against another way of finding out, and how much of
    which kind that means harm was put up with."""
    for what, noun in (("claims", "claims"), ("hostile", "hostile inputs")):
        tried: Counter[str] = Counter()
        for reports in terminalreporter.stats.values():
            for report in reports:
                for name, value in getattr(report, "user_properties", ()):
                    tried.update(value if name == what and report.when == "call" else {})
        if tried:
            terminalreporter.section(f"{tried.total():,} {noun} were tried")
            said = (f"{count:,} {kind}" for kind, count in sorted(tried.items()))
            terminalreporter.write_line("; ".join(said))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What commands keep of lineages is the tests' own: none finds what another day has run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, one for all tests: Playwright allows no second in a process.

    Pages of one origin and one context share a process, and what it has compiled. So nothing is to
    be compiled ahead in a thread beside it, which takes an eighth of what a visit costs.
    """
    with chromium("--process-per-site", "--disable-features=ScriptStreaming") as opened:
        yield opened
