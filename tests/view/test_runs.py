"""One computation serves everyone who looks at it, and none goes on unseen."""

import threading
import time
from collections.abc import Callable

import numpy as np

from engine import Settings, Trajectory
from tests.view.gates import FITS, OPEN, PATIENCE, breaking, gated, until
from view.runs import Run, Store


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


def stopped(store: Store, chosen: Settings) -> Run:
    """A run that was cancelled in the middle."""
    run = started(store.show("ada", chosen))
    run.cancel()
    OPEN.set()
    until(lambda: run.finished)
    assert run.status == "cancelled" and 1 <= run.trajectory.length < chosen.generations
    return run


def in_one_go(chosen: Settings) -> Trajectory:
    """What the same run records when nothing comes between; its fits are not counted."""
    OPEN.set()
    before = len(FITS)
    whole = Trajectory(chosen)
    for _ in whole.follow():
        pass
    del FITS[before:]
    return whole


def assert_same(one: Trajectory, other: Trajectory) -> None:
    assert one.settings == other.settings and one.length == other.length
    for name in ("outputs", "centres", "origins"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), name)
    for kind_of in ("metrics", "record"):
        for name, values in getattr(one, kind_of).items():
            np.testing.assert_array_equal(values, getattr(other, kind_of)[name], name)


def test_a_cancelled_run_goes_on_where_it_stopped(make: Callable[..., Store]) -> None:
    store = make()
    run = stopped(store, gated())
    name, before = run.name, run.trajectory.length
    store.again(run)
    assert store.show("ada", gated()) is run
    until(lambda: run.finished)
    assert (run.status, run.name) == ("done", name)
    assert len(FITS) == 21, f"each generation is fitted once, also the first {before}"
    assert_same(run.trajectory, in_one_go(gated()))


def test_a_run_may_be_cancelled_time_and_again(make: Callable[..., Store]) -> None:
    store = make()
    run = stopped(store, gated())
    for _ in range(3):
        OPEN.clear()
        store.again(run)
        until(lambda: run.status == "running")
        run.cancel()
        OPEN.set()
        until(lambda: run.finished)
        assert run.status == "cancelled"
    store.again(run)
    until(lambda: run.finished)
    assert run.status == "done" and len(FITS) == 21
    assert_same(run.trajectory, in_one_go(gated()))


def test_a_run_that_goes_on_before_its_turn_is_worked_off_once(make: Callable[..., Store]) -> None:
    store = make()
    busy = [started(store.show(who, gated(at))) for at, who in enumerate(("ada", "ben"), start=1)]
    run = store.show("cyd", gated())
    for _ in range(3):  # each leaves another request in the queue
        run.cancel()
        assert run.status == "cancelled"
        store.again(run)
        assert run.status == "queued"
    FITS.clear()
    OPEN.set()
    until(lambda: run.finished and all(other.finished for other in busy))
    store._pool.submit(int).result(PATIENCE)
    assert run.status == "done" and len(FITS) == 21 + 2 * 20, "two workers took the same run"
    assert_same(run.trajectory, in_one_go(gated()))


def test_what_one_visitor_cancels_another_may_take_up(make: Callable[..., Store]) -> None:
    store = make()
    run = stopped(store, gated())
    assert store.show("ben", gated()) is run
    OPEN.clear()
    store.again(run)
    store.again(run)  # both press the button
    assert store.show("ada", gated()) is run and store.show("ben", gated()) is run
    store.dismiss("ada")
    OPEN.set()
    until(lambda: run.finished)
    assert run.status == "done" and len(FITS) == 21


def test_a_failed_run_begins_anew(make: Callable[..., Store]) -> None:
    store = make()
    OPEN.set()
    old = store.show("ada", breaking(rows=30))
    assert store.show("ben", breaking(rows=30)) is old
    until(lambda: old.finished)
    OPEN.clear()
    store.again(old)
    new = started(store.show("ada", breaking(rows=30)))
    assert new is not old and new.continues == ""
    store.again(old)  # the other visitor still sees that it failed
    assert store.show("ben", breaking(rows=30)) is new, "ada's new run is not thrown away"


def test_more_generations_go_on_with_the_shorter_run(make: Callable[..., Store]) -> None:
    store = make()
    OPEN.set()
    short = store.show("ada", gated())
    until(lambda: short.finished)
    long = store.show("ada", gated(generations=40))
    until(lambda: long.finished)
    assert (short.continues, long.continues) == ("", short.name)
    assert long.status == "done" and long.name != short.name
    assert len(FITS) == 41, "no generation is fitted twice"
    assert_same(long.trajectory, in_one_go(gated(generations=40)))
    assert_same(short.trajectory, in_one_go(gated()))


def test_the_longest_run_is_continued_and_none_that_is_too_long(make: Callable[..., Store]) -> None:
    store = make()
    OPEN.set()
    runs = {n: store.show(f"visitor {n}", gated(generations=n)) for n in (20, 30, 50)}
    until(lambda: all(run.finished for run in runs.values()))
    assert store.show("ada", gated(generations=40)).continues == runs[30].name
    assert store.show("ada", gated(generations=10)).continues == ""
    assert store.show("ada", gated(1, generations=40)).continues == "", "not the same experiment"


def test_a_cancelled_run_can_be_continued_to_another_end(make: Callable[..., Store]) -> None:
    store = make()
    short = stopped(store, gated())
    long = store.show("ada", gated(generations=40))
    until(lambda: long.finished)
    assert long.continues == short.name and len(FITS) == 41
    assert_same(long.trajectory, in_one_go(gated(generations=40)))
    assert short.status == "cancelled" and not short.trajectory.complete


def test_a_run_that_still_grows_is_continued_from_where_it_is(make: Callable[..., Store]) -> None:
    store = make()
    short = started(store.show("ada", gated()))
    long = store.show("ada", gated(generations=40))
    assert long.continues == short.name and 1 <= long.trajectory.length < 21
    OPEN.set()
    until(lambda: long.finished and short.finished)
    assert (short.status, long.status) == ("cancelled", "done")
    assert_same(long.trajectory, in_one_go(gated(generations=40)))


def test_a_run_that_may_outgrow_what_is_asked_is_not_continued(make: Callable[..., Store]) -> None:
    store = make()
    started(store.show("ben", gated(generations=40)))
    assert store.show("ada", gated()).continues == ""


def test_whoever_is_dismissed_keeps_no_run_going(make: Callable[..., Store]) -> None:
    store = make()
    alone, shared = started(store.show("ada", gated(0))), started(store.show("ben", gated(1)))
    store.show("cyd", gated(1))
    for visitor in ("ada", "ben", "nobody"):
        store.dismiss(visitor)
    OPEN.set()
    until(lambda: alone.finished and shared.finished)
    assert (alone.status, shared.status) == ("cancelled", "done")


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
