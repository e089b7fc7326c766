"""One computation serves everyone who looks at it, and none goes on unseen."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import ClassVar

import numpy as np
import pytest

from engine import Settings, settings
from engine.knobs import kind, knob
from engine.mixture import Mixture, gaussian
from engine.training import Training
from view.runs import Run, Store

PATIENCE = 20.0
OPEN = threading.Event()


@kind("Waits at a gate")
class Gated:
    """Learns one generation, the others once the gate is open, and none after so many rows."""

    moments_suffice: ClassVar[bool] = True
    number: int = knob(0, 0, 1000, label="Number", help="Makes settings differ.")
    rows: int = knob(10**6, 0, 10**6, label="Rows", help="What it reads before it breaks.")

    def fit(self, rng: object, training: Training, previous: object) -> Mixture:
        if training.moments.count > self.rows:
            raise ArithmeticError("the matrix said no")
        if previous is not None:
            assert OPEN.wait(PATIENCE)
        return gaussian(training.moments.mean, np.eye(2))


@pytest.fixture(autouse=True)
def gate() -> Iterator[threading.Event]:
    OPEN.clear()
    yield OPEN
    OPEN.set()


@pytest.fixture
def make() -> Iterator[Callable[..., Store]]:
    stores: list[Store] = []

    def made(workers: int = 2, bytes_at_most: int = 2**30, grace: float = PATIENCE) -> Store:
        stores.append(Store(workers, bytes_at_most, grace))
        return stores[-1]

    yield made
    OPEN.set()
    for store in stores:
        store.clear()
        store._pool.shutdown()


def gated(number: int = 0) -> Settings:
    model = Gated(number=number)
    return settings(truth="normal", model=model, policy="replace", samples=10, generations=20)


def breaking(rows: int) -> Settings:
    model = Gated(rows=rows)
    return settings(truth="normal", model=model, policy="accumulate", samples=10, generations=20)


def until(condition: Callable[[], object]) -> None:
    """Wait for what another thread is about to do."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.005)


def started(run: Run) -> Run:
    run.wait(0, PATIENCE)
    assert run.trajectory.length >= 1 and run.status == "running"
    return run


def test_equal_settings_are_one_run(make: Callable[..., Store]) -> None:
    store = make()
    run = store.show("ada", gated())
    assert store.show("ben", gated()) is run
    assert store.show("ada", gated()) is run
    assert store.has(gated()) and not store.has(gated(1))


def test_the_newest_settings_cancel_the_older_run(make: Callable[..., Store]) -> None:
    store = make()
    old = started(store.show("ada", gated(0)))
    new = store.show("ada", gated(1))
    OPEN.set()
    until(lambda: old.finished and new.finished)
    assert (old.status, new.status) == ("cancelled", "done")
    assert old.trajectory.length < 20 and not store.has(gated(0))


def test_a_run_that_another_visitor_watches_goes_on(make: Callable[..., Store]) -> None:
    store = make()
    old = started(store.show("ada", gated(0)))
    store.show("ben", gated(0))
    store.show("ada", gated(1))
    OPEN.set()
    until(lambda: old.finished)
    assert old.status == "done" and store.show("cyd", gated(0)) is old


def test_a_finished_run_is_kept_for_whoever_comes(make: Callable[..., Store]) -> None:
    store = make()
    OPEN.set()
    old = store.show("ada", gated(0))
    until(lambda: old.finished)
    store.show("ada", gated(1))
    assert store.show("ben", gated(0)) is old


def test_a_visitor_who_comes_back_in_time_finds_the_run_going_on(
    make: Callable[..., Store],
) -> None:
    store = make(grace=0.15)
    run = started(store.show("ada", gated()))
    store.leave("ada")
    store.leave("ada")  # a connection may be reported lost twice
    store.stay("ada")
    time.sleep(0.4)
    OPEN.set()
    until(lambda: run.finished)
    assert run.status == "done"


def test_a_run_that_everybody_has_left_is_cancelled_after_the_grace(
    make: Callable[..., Store],
) -> None:
    store = make(grace=0.05)
    run = started(store.show("ada", gated()))
    store.leave("ada")
    until(lambda: not store.has(gated()))
    OPEN.set()
    until(lambda: run.finished)
    assert run.status == "cancelled"


def test_one_of_two_visitors_may_leave(make: Callable[..., Store]) -> None:
    store = make(grace=0.05)
    run = started(store.show("ada", gated()))
    store.show("ben", gated())
    store.leave("ada")
    until(lambda: "ada" not in store._watched)
    OPEN.set()
    until(lambda: run.finished)
    assert run.status == "done"


def test_a_visitor_who_comes_back_too_late_gets_a_new_run(make: Callable[..., Store]) -> None:
    store = make(grace=0.01)
    old = started(store.show("ada", gated()))
    store.leave("ada")
    until(lambda: not store.has(gated()))
    OPEN.set()
    new = store.show("ada", gated())
    until(lambda: new.finished)
    assert new is not old and new.status == "done"


def test_again_starts_from_the_beginning(make: Callable[..., Store]) -> None:
    store = make()
    old = started(store.show("ada", gated()))
    old.cancel()
    OPEN.set()
    until(lambda: old.finished)
    assert store.show("ada", gated()) is old
    new = store.again("ada", gated())
    until(lambda: new.finished)
    assert new.name != old.name and (old.status, new.status) == ("cancelled", "done")


def test_a_cancelled_run_keeps_what_it_has(make: Callable[..., Store]) -> None:
    run = started(make().show("ada", gated()))
    run.cancel()
    OPEN.set()
    until(lambda: run.finished)
    assert run.status == "cancelled"
    assert 1 <= run.trajectory.length < 21 and run.error == ""
    assert np.isfinite(run.trajectory.metrics["variance"][: run.trajectory.length]).all()


def test_a_queued_run_is_cancelled_at_once_and_never_starts(make: Callable[..., Store]) -> None:
    store = make(workers=1)
    started(store.show("ada", gated(0)))
    queued = store.show("ben", gated(1))
    assert queued.status == "queued" and not queued.finished
    queued.cancel()
    assert queued.status == "cancelled"
    OPEN.set()
    last = store.show("cyd", gated(2))
    until(lambda: last.finished)
    assert queued.trajectory.length == 0 and queued.status == "cancelled"


def test_an_error_in_a_model_becomes_a_sentence(make: Callable[..., Store]) -> None:
    OPEN.set()
    store = make()
    run = store.show("ada", breaking(rows=30))
    until(lambda: run.finished)
    assert run.status == "failed" and "the matrix said no" in run.error
    assert run.trajectory.length == 3
    other = store.show("ada", gated())
    until(lambda: other.finished)
    assert (other.status, other.error) == ("done", "")


def test_an_error_before_the_first_generation_is_a_status_too() -> None:
    run = Run(breaking(rows=0))
    run.work()
    assert (run.status, run.trajectory.length, run.pace) == ("failed", 0, 0.0)


def test_old_runs_make_room(make: Callable[..., Store]) -> None:
    OPEN.set()
    size = Run(gated()).trajectory.size
    store = make(bytes_at_most=int(3.5 * size))
    store.show("ben", gated(0))
    for number in range(1, 6):
        run = store.show("ada", gated(number))
        until(lambda run=run: run.finished)
    assert store.has(gated(0)), "somebody is looking at it"
    assert store.has(gated(5)) and not store.has(gated(1))
    assert sum(store.has(gated(number)) for number in range(6)) <= 3


def test_waiting_ends_with_news_or_with_time() -> None:
    run = Run(gated())
    start = time.monotonic()
    run.wait(0, 0.05)
    assert 0.04 < time.monotonic() - start < 5
    worker = threading.Thread(target=run.work)
    worker.start()
    run.wait(0, PATIENCE)
    assert run.trajectory.length >= 1
    OPEN.set()
    run.wait(1000, PATIENCE)
    assert run.finished and run.trajectory.complete
    worker.join()


def test_clearing_cancels_everything(make: Callable[..., Store]) -> None:
    store = make(workers=1)
    runs = [started(store.show("ada", gated(0))), store.show("ben", gated(1))]
    store.clear()
    OPEN.set()
    until(lambda: all(run.finished for run in runs))
    assert [run.status for run in runs] == ["cancelled", "cancelled"]
    assert not store.has(gated(0))


def test_every_run_has_its_own_name() -> None:
    assert len({Run(gated()).name for _ in range(50)}) == 50
