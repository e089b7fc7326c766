"""A server takes what there is for it, and leaves the rest to others."""

import resource

import pytest

from engine import BadSpec
from engine.jobs import cores
from view.state import limits

GB = 2**30


@pytest.fixture(autouse=True)
def eight(monkeypatch: pytest.MonkeyPatch) -> None:
    """Gigabytes that there are; nobody has said anything."""
    monkeypatch.setattr(limits, "machine_bytes", lambda: 8 * GB)
    for name in ("COPY_MEMORY", "COPY_WORKERS"):
        monkeypatch.delenv(name, raising=False)


def test_runs_have_a_quarter_or_what_the_owner_says(monkeypatch: pytest.MonkeyPatch) -> None:
    assert limits.bytes_for_runs() == 2 * GB // limits.MB * limits.MB
    monkeypatch.setenv("COPY_MEMORY", "300")
    assert limits.bytes_for_runs() == 300 * 10**6
    monkeypatch.setenv("COPY_MEMORY", "much")
    with pytest.raises(BadSpec, match="COPY_MEMORY"):
        limits.bytes_for_runs()


def test_a_small_machine_has_few_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (limits.workers(), limits.trainers(16)) == (min(cores(), 16), 4)
    monkeypatch.setattr(limits, "machine_bytes", lambda: GB)
    assert (limits.workers(), limits.trainers(16)) == (min(cores(), 2), 1)
    monkeypatch.setattr(limits, "machine_bytes", lambda: GB // 8)
    assert (limits.workers(), limits.trainers(16)) == (1, 1)
    monkeypatch.setenv("COPY_WORKERS", "0")
    assert limits.workers() == 0


@pytest.mark.parametrize(
    ("soft", "hard", "then"),
    [
        (256, resource.RLIM_INFINITY, limits.FILES),
        (256, 4096, 4096),
        (1024, 10**6, limits.FILES),
        (10**6, 10**6, 10**6),
        (resource.RLIM_INFINITY, resource.RLIM_INFINITY, resource.RLIM_INFINITY),
    ],
)
def test_as_many_files_may_be_open_as_are_allowed(
    monkeypatch: pytest.MonkeyPatch, soft: int, hard: int, then: int
) -> None:
    now = [soft]
    monkeypatch.setattr(resource, "getrlimit", lambda _: (now[0], hard))
    monkeypatch.setattr(resource, "setrlimit", lambda _, pair: now.__setitem__(0, pair[0]))
    limits.open_many_files()
    assert now == [then]


def test_a_system_that_allows_fewer_than_it_says_gets_what_it_allows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [256]

    def refuse(_: int, pair: tuple[int, int]) -> None:
        if pair[0] > 10_240:
            raise ValueError("current limit exceeds maximum limit")
        now[0] = pair[0]

    monkeypatch.setattr(resource, "getrlimit", lambda _: (now[0], resource.RLIM_INFINITY))
    monkeypatch.setattr(resource, "setrlimit", refuse)
    limits.open_many_files()
    assert now == [10_240]


def test_what_cannot_be_raised_is_said(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (256, 256))
    assert limits.open_many_files() == 26
    assert "may open 256 files and no more: of the visitors who have left it keeps" in caplog.text
