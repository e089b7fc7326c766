"""One computation serves everyone who looks at it, and none goes on unseen."""

import threading
import time
from collections.abc import Callable

import numpy as np
import pytest

from engine import Settings, Trajectory
from engine.jobs import Full, JobStore, TrajectoryJob
from tests.support.blocking_model import (
    FITS,
    OPEN,
    PATIENCE,
    breaking,
    gated,
    jobs,
    show,
    until,
    worked_off,
)


def started(run: TrajectoryJob) -> TrajectoryJob:
    run.wait(0, PATIENCE)
    assert run.trajectory.length >= 1 and run.state == "running"
    return run


def test_equal_settings_are_one_run(make: Callable[..., JobStore]) -> None:
    store = make()
    run = show(store, "ada", gated())
    assert show(store, "ben", gated()) is run
    assert show(store, "ada", gated()) is run
    assert store.has(gated().key) and not store.has(gated(1).key)


def test_the_newest_settings_cancel_the_older_run(make: Callable[..., JobStore]) -> None:
    store = make()
    old = started(show(store, "ada", gated(0)))
    new = show(store, "ada", gated(1))
    OPEN.set()
    until(lambda: old.finished and new.finished)
    assert (old.state, new.state) == ("cancelled", "done")
    assert old.trajectory.length < 20 and not store.has(gated(0).key)


def test_a_run_that_another_visitor_watches_goes_on(make: Callable[..., JobStore]) -> None:
    store = make()
    old = started(show(store, "ada", gated(0)))
    show(store, "ben", gated(0))
    show(store, "ada", gated(1))
    OPEN.set()
    until(lambda: old.finished)
    assert old.state == "done" and show(store, "cyd", gated(0)) is old


def test_a_finished_run_is_kept_for_whoever_comes(make: Callable[..., JobStore]) -> None:
    store = make()
    OPEN.set()
    old = show(store, "ada", gated(0))
    until(lambda: old.finished)
    show(store, "ada", gated(1))
    assert show(store, "ben", gated(0)) is old


def test_a_visitor_who_comes_back_in_time_finds_the_run_going_on(
    make: Callable[..., JobStore],
) -> None:
    store = make(grace=0.15)
    run = started(show(store, "ada", gated()))
    store.leave("ada")
    store.leave("ada")  # a connection may be reported lost twice
    store.stay("ada")
    time.sleep(0.4)
    OPEN.set()
    until(lambda: run.finished)
    assert run.state == "done"


def test_a_run_that_everybody_has_left_is_cancelled_after_the_grace(
    make: Callable[..., JobStore],
) -> None:
    store = make(grace=0.05)
    run = started(show(store, "ada", gated()))
    store.leave("ada")
    until(lambda: not store.has(gated().key))
    OPEN.set()
    until(lambda: run.finished)
    assert run.state == "cancelled"


def test_one_of_two_visitors_may_leave(make: Callable[..., JobStore]) -> None:
    store = make(grace=0.05)
    run = started(show(store, "ada", gated()))
    show(store, "ben", gated())
    store.leave("ada")
    until(lambda: ("ada", "0") not in store._watched)
    OPEN.set()
    until(lambda: run.finished)
    assert run.state == "done"


def test_a_visitor_who_comes_back_too_late_gets_a_new_run(make: Callable[..., JobStore]) -> None:
    store = make(grace=0.01)
    old = started(show(store, "ada", gated()))
    store.leave("ada")
    until(lambda: not store.has(gated().key))
    OPEN.set()
    new = show(store, "ada", gated())
    until(lambda: new.finished)
    assert new is not old and new.state == "done"


def stopped(store: JobStore, chosen: Settings) -> TrajectoryJob:
    """A run that was cancelled in the middle."""
    run = started(show(store, "ada", chosen))
    store.cancel(run)
    OPEN.set()
    store.cancel(run, PATIENCE)  # until nobody works on it any more
    assert run.state == "cancelled" and 1 <= run.trajectory.length < chosen.generations
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


def test_a_cancelled_run_goes_on_where_it_stopped(make: Callable[..., JobStore]) -> None:
    store = make()
    run = stopped(store, gated())
    name, before = run.name, run.trajectory.length
    store.go_on(run)
    assert show(store, "ada", gated()) is run
    until(lambda: run.finished)
    assert (run.state, run.name) == ("done", name)
    assert len(FITS) == 21, f"each generation is fitted once, also the first {before}"
    assert_same(run.trajectory, in_one_go(gated()))


def test_a_run_may_be_cancelled_time_and_again(make: Callable[..., JobStore]) -> None:
    store = make()
    run = stopped(store, gated())
    for _ in range(3):
        OPEN.clear()
        store.go_on(run)
        until(lambda: run.state == "running")
        store.cancel(run)
        OPEN.set()
        until(lambda: run.finished)
        assert run.state == "cancelled"
    store.go_on(run)
    until(lambda: run.finished)
    assert run.state == "done" and len(FITS) == 21
    assert_same(run.trajectory, in_one_go(gated()))


def test_a_run_that_goes_on_before_its_turn_is_worked_off_once(
    make: Callable[..., JobStore],
) -> None:
    store = make()
    busy = [started(show(store, who, gated(at))) for at, who in enumerate(("ada", "ben"), start=1)]
    run = show(store, "cyd", gated())
    for _ in range(3):  # each leaves another request in the queue
        store.cancel(run)
        assert run.state == "cancelled"
        store.go_on(run)
        assert run.state == "queued"
    FITS.clear()
    OPEN.set()
    until(lambda: run.finished and all(other.finished for other in busy))
    assert run.state == "done" and len(FITS) == 21 + 2 * 20, "two workers took the same run"
    assert_same(run.trajectory, in_one_go(gated()))


def test_what_one_visitor_cancels_another_may_take_up(make: Callable[..., JobStore]) -> None:
    store = make()
    run = stopped(store, gated())
    assert show(store, "ben", gated()) is run
    OPEN.clear()
    store.go_on(run)
    store.go_on(run)  # both press the button
    assert show(store, "ada", gated()) is run and show(store, "ben", gated()) is run
    store.let_go("ada")
    OPEN.set()
    until(lambda: run.finished)
    assert run.state == "done" and len(FITS) == 21


def test_a_failed_run_begins_anew(make: Callable[..., JobStore]) -> None:
    store = make()
    OPEN.set()
    old = show(store, "ada", breaking(rows=30))
    assert show(store, "ben", breaking(rows=30)) is old
    until(lambda: old.finished)
    OPEN.clear()
    store.go_on(old)
    new = started(show(store, "ada", breaking(rows=30)))
    assert new is not old and new.continues == ""
    store.go_on(old)  # the other visitor still sees that it failed
    assert show(store, "ben", breaking(rows=30)) is new, "ada's new run is not thrown away"


def test_more_generations_go_on_with_the_shorter_run(make: Callable[..., JobStore]) -> None:
    store = make()
    OPEN.set()
    short = show(store, "ada", gated())
    until(lambda: short.finished)
    long = show(store, "ada", gated(generations=40))
    until(lambda: long.finished)
    assert (short.continues, long.continues) == ("", short.name)
    assert long.state == "done" and long.name != short.name
    assert len(FITS) == 41, "no generation is fitted twice"
    assert_same(long.trajectory, in_one_go(gated(generations=40)))
    assert_same(short.trajectory, in_one_go(gated()))


def test_the_longest_run_is_continued_and_none_that_is_too_long(
    make: Callable[..., JobStore],
) -> None:
    store = make()
    OPEN.set()
    runs = {n: show(store, f"visitor {n}", gated(generations=n)) for n in (20, 30, 50)}
    until(lambda: all(run.finished for run in runs.values()))
    assert show(store, "ada", gated(generations=40)).continues == runs[30].name
    assert show(store, "ada", gated(generations=10)).continues == ""
    assert show(store, "ada", gated(1, generations=40)).continues == "", "not the same experiment"


def test_a_cancelled_run_can_be_continued_to_another_end(make: Callable[..., JobStore]) -> None:
    store = make()
    short = stopped(store, gated())
    long = show(store, "ada", gated(generations=40))
    until(lambda: long.finished)
    assert long.continues == short.name and len(FITS) == 41
    assert_same(long.trajectory, in_one_go(gated(generations=40)))
    assert short.state == "cancelled" and not short.trajectory.complete


def test_a_run_that_still_grows_is_continued_from_where_it_is(
    make: Callable[..., JobStore],
) -> None:
    store = make()
    short = started(show(store, "ada", gated()))
    long = show(store, "ada", gated(generations=40))
    assert long.continues == short.name and 1 <= long.trajectory.length < 21
    OPEN.set()
    until(lambda: long.finished and short.finished)
    assert (short.state, long.state) == ("cancelled", "done")
    assert_same(long.trajectory, in_one_go(gated(generations=40)))


def test_a_run_that_may_outgrow_what_is_asked_is_not_continued(
    make: Callable[..., JobStore],
) -> None:
    store = make()
    started(show(store, "ben", gated(generations=40)))
    assert show(store, "ada", gated()).continues == ""


def test_whoever_is_dismissed_keeps_no_run_going(make: Callable[..., JobStore]) -> None:
    store = make()
    alone, shared = started(show(store, "ada", gated(0))), started(show(store, "ben", gated(1)))
    show(store, "cyd", gated(1))
    for visitor in ("ada", "ben", "nobody"):
        store.let_go(visitor)
    OPEN.set()
    until(lambda: alone.finished and shared.finished)
    assert (alone.state, shared.state) == ("cancelled", "done")


def test_a_cancelled_run_keeps_what_it_has(make: Callable[..., JobStore]) -> None:
    store = make()
    run = started(show(store, "ada", gated()))
    store.cancel(run)
    OPEN.set()
    until(lambda: run.finished)
    assert run.state == "cancelled"
    assert 1 <= run.trajectory.length < 21 and run.error == ""
    assert np.isfinite(run.trajectory.metrics["variance"][: run.trajectory.length]).all()


def test_a_queued_run_is_cancelled_at_once_and_never_starts(make: Callable[..., JobStore]) -> None:
    store = make(workers=1)
    started(show(store, "ada", gated(0)))
    queued = show(store, "ben", gated(1))
    assert queued.state == "queued" and not queued.finished
    store.cancel(queued)
    assert queued.state == "cancelled"
    OPEN.set()
    last = show(store, "cyd", gated(2))
    until(lambda: last.finished)
    assert queued.trajectory.length == 0 and queued.state == "cancelled"


def test_an_error_in_a_model_becomes_a_sentence(make: Callable[..., JobStore]) -> None:
    OPEN.set()
    store = make()
    run = show(store, "ada", breaking(rows=30))
    until(lambda: run.finished)
    assert run.state == "failed" and "the matrix said no" in run.error
    assert run.trajectory.length == 3
    other = show(store, "ada", gated())
    until(lambda: other.finished)
    assert (other.state, other.error) == ("done", "")


def test_an_error_before_the_first_generation_is_a_status_too() -> None:
    run = TrajectoryJob(Trajectory(breaking(rows=0)))
    worked_off(run)
    assert (run.state, run.trajectory.length, run.pace) == ("failed", 0, 0.0)


def test_old_runs_make_room(make: Callable[..., JobStore]) -> None:
    OPEN.set()
    size = TrajectoryJob(Trajectory(gated())).trajectory.size
    store = make(bytes_at_most=int(3.5 * size))
    show(store, "ben", gated(0))
    for number in range(1, 6):
        run = show(store, "ada", gated(number))
        until(lambda run=run: run.finished)
    assert store.has(gated(0).key), "somebody is looking at it"
    assert store.has(gated(5).key) and not store.has(gated(1).key)
    assert sum(store.has(gated(number).key) for number in range(6)) <= 3


def test_waiting_ends_with_news_or_with_time() -> None:
    run = TrajectoryJob(Trajectory(gated()))
    start = time.monotonic()
    run.wait(0, 0.05)
    assert 0.04 < time.monotonic() - start < 5
    worker = threading.Thread(target=worked_off, args=(run,))
    worker.start()
    run.wait(0, PATIENCE)
    assert run.trajectory.length >= 1
    OPEN.set()
    run.wait(1000, PATIENCE)
    assert run.finished and run.trajectory.complete
    worker.join()


def test_clearing_cancels_everything(make: Callable[..., JobStore]) -> None:
    store = make(workers=1)
    runs = [started(show(store, "ada", gated(0))), show(store, "ben", gated(1))]
    store.clear()
    OPEN.set()
    until(lambda: all(run.finished for run in runs))
    assert [run.state for run in runs] == ["cancelled", "cancelled"]
    assert not store.has(gated(0).key)


def test_every_run_has_its_own_name() -> None:
    assert len({TrajectoryJob(Trajectory(gated())).name for _ in range(50)}) == 50


def test_what_is_to_be_measured_has_the_room_of_what_its_viewer_alone_looks_at(
    make: Callable[..., JobStore],
) -> None:
    one = TrajectoryJob(Trajectory(gated()))
    each = one.size + one.need
    store = make(bytes_at_most=int(2.5 * each))
    show(store, "ada", gated(0))
    show(store, "ben", gated(1))
    with pytest.raises(Full, match="may take 1,000 MB of memory, and this server has 0 MB"):
        store.admit(10**9, "cyd")
    with pytest.raises(Full, match="This server is full"):
        store.admit(each, "cyd")
    store.admit(each, "ada")
    show(store, "cyd", gated(0))
    with pytest.raises(Full, match="This server is full"):
        store.admit(each, "ada")


def test_what_all_look_at_is_kept_and_nothing_more_is_begun_than_there_is_room_for(
    make: Callable[..., JobStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that has begun takes more than one that has not: what was learned is kept, too."""
    begun = show(make(), "eve", gated(9))
    until(lambda: begun.trajectory.length > 0)
    store = make(workers=3, bytes_at_most=int(3.5 * (begun.size + begun.need)))
    for number, viewer in enumerate(("ada", "ben", "cyd")):
        show(store, viewer, gated(number))
    until(lambda: all(job.trajectory.length > 0 for job in jobs(store, TrajectoryJob)))
    with pytest.raises(Full, match="This server is full"):
        show(store, "dan", gated(3))
    assert not store.has(gated(3).key) and show(store, "dan", gated(0))
    show(store, "ada", gated(4))
    assert store.has(gated(4).key), "instead of what one has looked at there is room"
    monkeypatch.setattr("engine.jobs.store.UNFINISHED", 2)
    roomy = make()
    for number, viewer in enumerate(("ada", "ben")):
        show(roomy, viewer, gated(number))
    with pytest.raises(Full):
        show(roomy, "cyd", gated(2))
    OPEN.set()
    until(lambda: all(job.finished for job in list(roomy._jobs.values())))
    assert show(roomy, "cyd", gated(2))
