"""What is left of a run, by what it still reads; counted once, however often it is asked."""

from itertools import count

import pytest

from engine import settings
from engine.analysis import runtime
from engine.analysis.runtime import forecast, remaining, rows


@pytest.mark.parametrize("policy", ["replace", "accumulate", "schedule"])
@pytest.mark.parametrize("model", ["gmm", "gaussian"])
def test_the_rest_takes_as_long_as_what_it_reads(model: str, policy: str) -> None:
    run = settings(truth="blobs", model=model, policy=policy, samples=70, generations=40)
    each = [rows(run, generation) for generation in range(41)]
    for length in (1, 7, 41):
        expected = 3.0 * sum(each[length:]) / sum(each[:length])
        assert remaining(run, length, 3.0) == pytest.approx(expected)


def test_rows_are_counted_once_for_all_who_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    run = settings(truth="blobs", model="gmm", policy="replace", samples=71, generations=40)
    asked = list[int]()
    monkeypatch.setattr(runtime, "_reads", lambda run: lambda at: asked.append(at) or 1 + at)
    first = remaining(run, 3, 1.0)
    assert remaining(run, 3, 1.0) == first
    assert asked == list(range(41))


def test_a_busy_machine_makes_no_run_seem_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever else the machine does between two generations is not counted."""
    run = settings(truth="blobs", model="gmm", policy="replace", samples=72, generations=40)
    clock, ours = count(0.0, 10.0), count(0.0, 0.01)
    monkeypatch.setattr(runtime.time, "perf_counter", lambda: next(clock))
    monkeypatch.setattr(runtime.time, "thread_time", lambda: next(ours))
    assert forecast(run) == pytest.approx(0.01 * 41, rel=0.2)
