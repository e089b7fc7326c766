"""Ensembles are worked off in turn, and a single run need not wait for them."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from engine import BadSpec, Ensemble, Settings, Trajectory, settings
from engine.jobs import (
    EnsembleJob,
    InlineScheduler,
    JobState,
    JobStore,
    ProcessScheduler,
    SharedScheduler,
    ThreadScheduler,
    TrajectoryJob,
    ensemble_key,
)
from engine.settings import SAFE_INTEGER
from tests.support.blocking_model import (
    OPEN,
    PATIENCE,
    breaking,
    gated,
    show,
    show_many,
    show_search,
    until,
)
from tests.support.statistics import follow
from view.captions.progress import restarted
from view.state import server

Shortened = Callable[..., Settings]


def plain() -> Settings:
    """One Gaussian that forgets fast."""
    return settings(truth="normal", model="gaussian", policy="replace", samples=20, generations=50)


def begun(lineages: EnsembleJob) -> int:
    return int((lineages.ensemble.lengths > 0).sum())


def test_equal_ensembles_are_one(make: Callable[..., JobStore]) -> None:
    store = make()
    many = show_many(store, "ada", gated(), 3)
    assert show_many(store, "ben", gated(), 3) is many
    assert show_many(store, "cyd", gated(), 4) is not many
    assert store.has(ensemble_key(gated(), 3)) and not store.has(ensemble_key(gated(1), 3))
    assert store.watches("ada", "lineages", ensemble_key(gated(), 3))
    assert not store.watches("ada", "lineages", ensemble_key(gated(), 4))


def test_one_worker_at_most_is_busy_with_lineages(make: Callable[..., JobStore]) -> None:
    store = make(workers=4)
    ensembles = [show_many(store, str(n), gated(n), 8) for n in range(3)]
    until(lambda: sum(map(begun, ensembles)) == 1)
    run = show(store, "ada", gated(9))
    until(lambda: run.trajectory.length)
    assert run.state == "running", "a single run gets its turn at once"
    time.sleep(0.05)
    assert sum(map(begun, ensembles)) == 1
    OPEN.set()
    until(lambda: all(each.finished for each in ensembles))
    assert all(each.state == JobState.DONE and each.ensemble.complete for each in ensembles)


@pytest.mark.slow
def test_ensembles_take_turns(make: Callable[..., JobStore]) -> None:
    store = make(workers=2)
    first = show_many(store, "ada", gated(0, generations=2000, samples=1000), 256)
    OPEN.set()
    second = show_many(store, "ben", gated(1), 3)
    until(lambda: second.finished)
    assert not first.finished, "the small one need not wait for the large one"


def test_lineages_that_nobody_looks_at_are_cancelled(make: Callable[..., JobStore]) -> None:
    store = make(grace=0.02)
    alone, shared = show_many(store, "ada", gated(0), 4), show_many(store, "ben", gated(1), 4)
    show_many(store, "cyd", gated(1), 4)
    assert store.viewers(shared) == 2
    store.let_go("ben")
    store.leave("ada")
    until(lambda: not store.has(ensemble_key(gated(0), 4)))
    assert store.has(ensemble_key(gated(1), 4))
    OPEN.set()
    until(lambda: alone.finished and shared.finished)
    assert alone.state == JobState.CANCELLED
    assert shared.state == JobState.DONE


def test_cancelled_lineages_go_on(make: Callable[..., JobStore]) -> None:
    store = make()
    many = show_many(store, "ada", gated(), 5)
    until(lambda: begun(many) == 1)
    store.cancel(many)
    OPEN.set()
    until(lambda: many.finished)
    assert many.state == JobState.CANCELLED and not many.ensemble.complete
    store.go_on(many)
    until(lambda: many.finished)
    assert many.state == JobState.DONE and many.ensemble.complete
    alone = Ensemble(gated(), 5)
    follow(alone)
    np.testing.assert_array_equal(alone.metrics["variance"], many.ensemble.metrics["variance"])


def test_an_error_in_a_lineage_becomes_a_sentence(make: Callable[..., JobStore]) -> None:
    store = make()
    broken = breaking(0)
    many = show_many(store, "ada", broken, 3)
    until(lambda: many.finished)
    assert many.state == JobState.FAILED and "the matrix said no" in many.error
    store.go_on(many)
    assert not store.has(ensemble_key(broken, 3)), "it begins anew when it is next shown"
    OPEN.set()
    good = show_many(store, "ada", gated(), 3)
    until(lambda: good.finished)
    assert good.state == JobState.DONE


def test_more_lineages_begin_with_those_that_are_there(make: Callable[..., JobStore]) -> None:
    store = make()
    OPEN.set()
    few = show_many(store, "ada", gated(seed=2), 3)
    until(lambda: few.finished)
    more = show_many(store, "ben", gated(seed=1), 5)
    assert more.ensemble.whole[1:4].all()
    until(lambda: more.finished)
    np.testing.assert_array_equal(
        more.ensemble.metrics["variance"][1:4], few.ensemble.metrics["variance"]
    )


def test_old_ensembles_make_room(make: Callable[..., JobStore]) -> None:
    OPEN.set()
    size = EnsembleJob(Ensemble(gated(), 9)).size
    store = make(bytes_at_most=int(2.5 * size))
    for number in range(4):
        many = show_many(store, "ada", gated(number), 9)
        until(lambda many=many: many.finished)
    assert store.has(ensemble_key(gated(3), 9)) and not store.has(ensemble_key(gated(0), 9))


def test_processes_compute_the_same_and_end_with_the_store(shortened: Shortened) -> None:
    scheduler = ProcessScheduler(2)
    store = JobStore(SharedScheduler(scheduler, scheduler, scheduler), 2**30, PATIENCE)
    store.start()
    working = scheduler.pids
    assert len(working) == 2
    many, quest = (
        show_many(store, "ada", shortened(), 8),
        show_search(store, "ben", plain(), "fresh"),
    )
    until(lambda: many.finished and quest.finished)
    assert many.state == quest.state == JobState.DONE
    alone = follow(Ensemble(shortened(), 8), 5)
    np.testing.assert_array_equal(many.ensemble.metrics["l2"][5], alone.metrics["l2"][5])
    store.close()
    assert not scheduler.pids and not any(Path(f"/proc/{pid}").exists() for pid in working)


@pytest.mark.parametrize(("said", "made"), [("0", ThreadScheduler), ("1", ProcessScheduler)])
def test_how_many_work_is_said_by_the_environment(
    said: str, made: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COPY_WORKERS", said)
    found = server.scheduler()
    assert isinstance(found._of(EnsembleJob(Ensemble(gated(), 2))), made)
    assert isinstance(found._of(TrajectoryJob(Trajectory(gated()))), ThreadScheduler)
    assert isinstance(found._of(TrajectoryJob(Trajectory(gated(model="vae")))), made)
    found.close()
    monkeypatch.setenv("COPY_WORKERS", "some")
    with pytest.raises(BadSpec, match="COPY_WORKERS=some is not a whole number"):
        server.scheduler()


def test_a_visitor_reads_that_lineages_were_taken_up_again(shortened: Shortened) -> None:
    many = EnsembleJob(Ensemble(shortened(), 2))
    assert restarted(many) == ""
    many.restarts = 2
    assert "ended 2 times" in restarted(many) and "taken its work up" in restarted(many)


def test_seeds_that_run_out_are_one_sentence(make: Callable[..., JobStore]) -> None:
    with pytest.raises(BadSpec, match="seed="):
        show_many(make(), "ada", gated(seed=SAFE_INTEGER), 2)


def test_how_long_it_will_take_is_told_by_the_pace(make: Callable[..., JobStore]) -> None:
    many = EnsembleJob(Ensemble(gated(), 4))
    assert many.seconds_left == 0
    OPEN.set()
    scheduler = InlineScheduler()
    scheduler.submit(many)
    assert scheduler.wait(many, lambda: bool(many.ensemble.whole[0]))
    left = many.seconds_left
    assert left == pytest.approx(3 * many.ensemble.seconds[0], rel=1e-6) and left > 0
