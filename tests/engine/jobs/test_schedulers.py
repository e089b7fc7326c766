"""One contract for every scheduler: the same numbers, whoever computes them, and a clean end."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from benchmarks._dask import cluster, ready
from engine import Ensemble, Settings, Trajectory, from_dict, settings
from engine.analysis.real_data_search import RealDataSearch
from engine.jobs import (
    ClusterScheduler,
    EnsembleJob,
    InlineScheduler,
    JobState,
    ProcessScheduler,
    Scheduler,
    SearchJob,
    ThreadScheduler,
    TrajectoryJob,
    line,
)
from tests.engine.jobs.odd import odd
from tests.engine.jobs.seen import Seen
from tests.support.statistics import AT_HAND, quick

ROOT = Path(__file__).parents[3]
PATIENCE = 60.0
HERE: dict[str, Callable[[], Scheduler]] = {
    "inline": InlineScheduler,
    "threads": lambda: ThreadScheduler(2),
    "processes": lambda: ProcessScheduler(2),
}
CLUSTER = pytest.param("cluster", marks=pytest.mark.long)
KINDS = [*HERE, CLUSTER]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Of a Dask cluster with two workers, which outlive all that happens to them."""
    with cluster() as made:
        yield made.address


def scheduler_of(kind: str, request: pytest.FixtureRequest) -> Scheduler:
    """One of this kind, with two workers where it has any."""
    if kind == "cluster":
        return ready(ClusterScheduler(request.getfixturevalue("address")))
    return HERE[kind]()


@pytest.fixture(scope="module", params=KINDS)
def scheduler(request: pytest.FixtureRequest) -> Iterator[Scheduler]:
    """Each in turn, which outlives all that happens to its jobs."""
    made = scheduler_of(request.param, request)
    yield made
    made.close()


@pytest.fixture(params=["processes", CLUSTER])
def processes(request: pytest.FixtureRequest) -> Iterator[Scheduler]:
    """Each that works in other processes."""
    made = scheduler_of(request.param, request)
    yield made
    made.close()


def test_networks_find_their_library_loaded() -> None:
    made = ProcessScheduler(2, networks=True)
    made.start()
    assert len(made.pids) == 1, "the others begin when they are needed"
    job = TrajectoryJob(Trajectory(moons("vae:steps=1,hidden=8")))
    made.submit(job)
    assert made.wait(job, timeout=PATIENCE) and job.state == JobState.DONE
    made.close()
    assert not made.pids


def moons(model: str = "gmm", **values: object) -> Settings:
    """A short run on two moons, from a seed that is not 0."""
    small = {"policy": "replace", "samples": 40, "generations": 12, "seed": 5}
    kinds = {"truth": "moons", "model": model if ":" in model else quick(model)}
    return from_dict(kinds | small | values)


@cache
def alone(made: Settings) -> Trajectory:
    """The run by itself: it is the same for all that are held against it."""
    trajectory = Trajectory(made)
    list(trajectory.follow())
    return trajectory


def done(scheduler: Scheduler, job: EnsembleJob | SearchJob | TrajectoryJob) -> None:
    """Have it done, to its good end."""
    scheduler.submit(job)
    assert scheduler.wait(job, timeout=PATIENCE), "it takes too long"
    assert job.state == JobState.DONE, job.error


def lives(pid: int) -> bool:
    """Whether there is such a process, and not only its remains."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def until(condition: Callable[[], object]) -> None:
    """Wait for what another process is about to do."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.01)


@pytest.mark.parametrize("model", ["gmm", "gaussian", "kde"])
def test_lineages_are_the_runs_with_their_seeds(scheduler: Scheduler, model: str) -> None:
    job = EnsembleJob(Ensemble(moons(model), 9))
    done(scheduler, job)
    assert job.ensemble.complete and (job.ensemble.seconds > 0).all()
    for r in (0, 4, 8):
        run = alone(job.ensemble.lineage(r))
        for name, values in job.ensemble.measured.items():
            np.testing.assert_array_equal(values[r], run.metrics[name], name)


@pytest.mark.slow
@pytest.mark.parametrize("model", AT_HAND)
def test_a_run_is_the_same_whoever_records_it(scheduler: Scheduler, model: str) -> None:
    job = TrajectoryJob(Trajectory(moons(model)))
    done(scheduler, job)
    found, run = job.trajectory, alone(moons(model))
    assert found.complete
    for mine, its in ((found.metrics, run.metrics), (found.record, run.record)):
        for name, values in its.items():
            np.testing.assert_array_equal(mine[name], values, name)
            assert mine[name].dtype == values.dtype
    for name in ("outputs", "centres", "origins"):
        np.testing.assert_array_equal(getattr(found, name), getattr(run, name), name)
    longer = found.extended(15)
    list(longer.follow())
    np.testing.assert_array_equal(longer.outputs, alone(moons(model, generations=15)).outputs)


def test_a_search_finds_what_it_finds_alone(scheduler: Scheduler) -> None:
    made = settings(
        truth="normal:dimensions=1", model="gaussian", policy="replace", samples=30, generations=120
    )
    found, expected = (
        SearchJob(RealDataSearch(made, lineages=3)),
        SearchJob(RealDataSearch(made, lineages=3)),
    )
    done(scheduler, found)
    done(InlineScheduler(), expected)
    assert found.search.answer == expected.search.answer is not None
    assert found.search.probes == expected.search.probes


def test_several_jobs_take_turns(scheduler: Scheduler) -> None:
    long = EnsembleJob(Ensemble(moons(generations=2000, samples=1000), 64))
    short = EnsembleJob(Ensemble(moons(), 2))
    scheduler.submit(long)
    done(scheduler, short)
    assert not long.state.finished
    scheduler.cancel(long)


def test_who_is_looked_at_comes_first(scheduler: Scheduler) -> None:
    crowd = [EnsembleJob(Ensemble(moons(generations=2000, seed=seed), 64)) for seed in range(3)]
    for job in crowd:
        scheduler.submit(job)
    one = TrajectoryJob(Trajectory(moons()))
    done(scheduler, one)
    assert not any(job.state.finished for job in crowd)
    for job in crowd:
        scheduler.cancel(job)


def test_a_short_run_does_not_wait_for_long_ones_and_these_stay_the_same(
    scheduler: Scheduler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "TURN", 0.02)
    long = [TrajectoryJob(Trajectory(moons(generations=1500, seed=n))) for n in range(5)]
    for job in long:
        scheduler.submit(job)
    assert scheduler.wait(long[0], lambda: long[0].trajectory.length > 0, PATIENCE)
    short = TrajectoryJob(Trajectory(moons(seed=9)))
    scheduler.submit(short)
    assert scheduler.before(short) >= 1 or short.trajectory.length
    assert scheduler.wait(short, timeout=PATIENCE)
    assert not any(job.state.finished for job in long)
    for job in long[1:]:
        scheduler.cancel(job)
    assert scheduler.before(short) == 0
    done(scheduler, long[0])
    run = alone(long[0].settings)
    np.testing.assert_array_equal(long[0].trajectory.outputs, run.outputs)
    np.testing.assert_array_equal(long[0].trajectory.metrics["l2"], run.metrics["l2"])


def test_a_cancelled_job_goes_on_where_it_stopped(scheduler: Scheduler) -> None:
    job = EnsembleJob(Ensemble(moons(generations=2000, samples=500), 2))
    scheduler.submit(job)
    assert scheduler.wait(job, lambda: bool(job.ensemble.lengths.any()), PATIENCE)
    scheduler.cancel(job, PATIENCE)
    assert job.state == JobState.CANCELLED and not job.ensemble.complete
    before = job.ensemble.lengths.copy()
    done(scheduler, job)
    assert (job.ensemble.lengths >= before).all()
    run = alone(job.ensemble.lineage(1))
    np.testing.assert_array_equal(job.ensemble.metrics["variance"][1], run.metrics["variance"])


def test_a_paused_job_ends_what_is_at_hand_and_goes_on(scheduler: Scheduler) -> None:
    job = EnsembleJob(Ensemble(moons(generations=200, samples=500), 24))
    scheduler.submit(job)
    assert scheduler.wait(job, lambda: bool(job.ensemble.lengths.any()), PATIENCE)
    scheduler.pause(job, PATIENCE)
    assert job.state == JobState.PAUSED and job.finished and not job.ensemble.complete
    there = job.ensemble.lengths.copy()
    begun = (there > 0) & (there < job.ensemble.total)
    assert not begun.any() or scheduler.workers == 1, "nobody is at work on it but who waits"
    other = EnsembleJob(Ensemble(moons(), 2))
    done(scheduler, other)
    np.testing.assert_array_equal(job.ensemble.lengths, there)
    done(scheduler, job)
    run = alone(job.ensemble.lineage(23))
    np.testing.assert_array_equal(job.ensemble.metrics["variance"][23], run.metrics["variance"])


def test_what_is_paused_can_be_cancelled(scheduler: Scheduler) -> None:
    job = TrajectoryJob(Trajectory(odd("slow")))
    seen: list[JobState] = []

    def both() -> None:
        scheduler.pause(job)
        seen.append(job.state)
        scheduler.cancel(job, PATIENCE)

    scheduler.submit(job)
    assert scheduler.wait(job, lambda: job.trajectory.length > 0, PATIENCE)
    later = threading.Timer(0.2, both)
    later.start()
    scheduler.wait(job, timeout=PATIENCE)
    later.join()
    assert seen == [JobState.PAUSED] and job.state == JobState.CANCELLED
    done(scheduler, EnsembleJob(Ensemble(moons(), 4)))  # nobody is at it for an hour


def test_a_run_goes_on_from_its_checkpoint(scheduler: Scheduler) -> None:
    whole = alone(moons(policy="accumulate"))
    part = Trajectory(moons(policy="accumulate"))
    steps = part.follow()
    for _ in range(5):
        next(steps)
    steps.close()
    job = TrajectoryJob(part)
    (task,) = job.ready()
    assert task.resume is not None and task.resume.latest.index == 4
    done(scheduler, job)
    np.testing.assert_array_equal(job.trajectory.outputs, whole.outputs)
    np.testing.assert_array_equal(job.trajectory.metrics["l2"], whole.metrics["l2"])


def test_a_long_fit_is_stopped_in_its_middle(scheduler: Scheduler) -> None:
    job = TrajectoryJob(Trajectory(odd("slow")))
    scheduler.submit(job)
    assert scheduler.wait(job, lambda: job.trajectory.length > 0, PATIENCE)
    later = threading.Timer(0.2, scheduler.cancel, [job])
    later.start()
    assert scheduler.wait(job, timeout=PATIENCE) and job.state == JobState.CANCELLED
    later.join()
    other = EnsembleJob(Ensemble(moons(), 4))
    done(scheduler, other)


def test_an_error_is_one_sentence_and_the_others_go_on(scheduler: Scheduler) -> None:
    broken, good = EnsembleJob(Ensemble(odd("breaks"), 3)), EnsembleJob(Ensemble(moons(), 3))
    scheduler.submit(broken)
    scheduler.submit(good)
    assert scheduler.wait(broken, timeout=PATIENCE) and scheduler.wait(good, timeout=PATIENCE)
    assert good.state == JobState.DONE and broken.state == JobState.FAILED
    said = r"the lineage with seed [012]: ArithmeticError: the matrix said no"
    assert Seen.match(said, broken.error) and broken.failure and not broken.failure.refused


def test_settings_that_cannot_run_are_refused_in_their_own_words(scheduler: Scheduler) -> None:
    job = TrajectoryJob(Trajectory(moons("vae:likelihood=bernoulli,steps=1")))
    scheduler.submit(job)
    assert scheduler.wait(job, timeout=PATIENCE)
    assert job.failure and job.failure.refused and "bernoulli" in job.error
    assert "Error" not in job.error


def test_a_record_that_outgrows_memory_is_refused(
    scheduler: Scheduler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.recording.trajectory.RECORD_BYTES", 1000)
    job = TrajectoryJob(Trajectory(moons()))
    scheduler.submit(job)
    assert scheduler.wait(job, timeout=PATIENCE)
    assert job.state == JobState.FAILED and "a smaller model" in job.error


def test_one_waits_no_longer_than_one_will(scheduler: Scheduler) -> None:
    job = EnsembleJob(Ensemble(moons(generations=2000, samples=5000), 64))
    scheduler.submit(job)
    began = time.monotonic()
    assert not scheduler.wait(job, timeout=0.1)
    assert not scheduler.wait(job, lambda: False, timeout=0.1)
    assert 0.1 < time.monotonic() - began < 10
    assert not job.state.finished
    scheduler.cancel(job)
    assert scheduler.wait(job), "who is cancelled is finished"


def test_who_waits_again_and_again_lets_a_fit_come_to_its_end(scheduler: Scheduler) -> None:
    job = TrajectoryJob(Trajectory(odd("lingers", generations=10)))
    scheduler.submit(job)
    tries = sum(1 for _ in iter(lambda: scheduler.wait(job, timeout=0.05), True))
    assert tries > 3 and job.state == JobState.DONE


def test_what_another_one_has_need_not_run_again(scheduler: Scheduler) -> None:
    few, more = EnsembleJob(Ensemble(moons(), 3)), EnsembleJob(Ensemble(moons(seed=4), 5))
    done(scheduler, few)
    more.adopt(few)
    assert more.ensemble.whole[1:4].all() and not more.ensemble.complete
    assert {seed for task in more.ready() for seed in task.seeds} == {4, 8}
    done(scheduler, more)
    done(scheduler, EnsembleJob(more.ensemble))


def test_a_job_with_nothing_to_do_is_done_at_once(scheduler: Scheduler) -> None:
    job = TrajectoryJob(alone(moons()))
    scheduler.submit(job)
    assert job.state == JobState.DONE


@pytest.mark.parametrize("kind", KINDS)
def test_who_is_closed_leaves_nothing_behind(kind: str, request: pytest.FixtureRequest) -> None:
    scheduler_of(kind, request).close()  # Dask has some threads of its own, once for all
    before = threading.active_count()
    scheduler = scheduler_of(kind, request)
    job = EnsembleJob(Ensemble(odd("slow", rows=0), 4))
    scheduler.submit(job)
    if kind != "inline":  # which would see an hour's fit to its end
        scheduler.wait(job, timeout=0.1)
    pids = getattr(scheduler, "pids", [])
    scheduler.close()
    scheduler.close()
    assert job.state == JobState.CANCELLED
    assert not any(map(lives, pids)) and threading.active_count() == before
    with pytest.raises(RuntimeError, match="closed"):
        scheduler.submit(job)


def test_no_worker_knows_of_a_screen_and_all_of_them_work(processes: Scheduler) -> None:
    import streamlit  # noqa: F401  the parent's own business

    job = Seen(moons(), range(8))
    processes.submit(job)
    assert processes.wait(job, timeout=PATIENCE), job.failure
    assert set(job.heard["screen"]) == {0.0}
    assert os.getpid() not in job.heard["pid"]


def test_a_killed_worker_costs_nothing_but_time(processes: Scheduler, tmp_path: Path) -> None:
    made = odd("kills", file=str(tmp_path / "killed"))
    job, other = EnsembleJob(Ensemble(made, 4)), EnsembleJob(Ensemble(moons(), 4))
    processes.submit(job)
    done(processes, other)
    assert processes.wait(job, timeout=PATIENCE)
    assert job.state == JobState.DONE and job.restarts == 1 and other.restarts == 0
    run = alone(job.ensemble.lineage(0))
    np.testing.assert_array_equal(job.ensemble.metrics["variance"][0], run.metrics["variance"])


def test_who_kills_every_worker_is_given_up(processes: Scheduler) -> None:
    job = EnsembleJob(Ensemble(odd("kills"), 2))
    processes.submit(job)
    assert processes.wait(job, timeout=PATIENCE)
    assert job.state == JobState.FAILED and "3 workers have died over it" in job.error
    done(processes, EnsembleJob(Ensemble(moons(), 2)))


def test_what_cannot_travel_is_a_failure(processes: Scheduler) -> None:
    job = Seen(moons(), range(2), listen=lambda *_: {})
    processes.submit(job)
    assert processes.wait(job, timeout=PATIENCE)
    assert job.state == JobState.FAILED and job.failure and "lambda" in job.failure.sentence


PARENT = """
import sys, time
sys.path.insert(0, {root!r})
from engine import Ensemble
from engine.jobs import EnsembleJob, ProcessScheduler
from tests.engine.jobs.odd import odd
scheduler = ProcessScheduler(2)
scheduler.submit(EnsembleJob(Ensemble(odd("slow", rows=0), 4)))
while len(scheduler.pids) < 2: time.sleep(0.01)
print(*scheduler.pids, flush=True)
time.sleep({seconds})
"""


@pytest.mark.parametrize("way", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, None])
def test_without_a_parent_there_is_no_worker(way: signal.Signals | None) -> None:
    script = PARENT.format(root=str(ROOT), seconds=0 if way is None else 60)
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as parent:
        assert parent.stdout and parent.stderr
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(pids) == 2
        if way is not None:
            parent.send_signal(way)
        parent.wait(PATIENCE)
        until(lambda: not any(map(lives, pids)))
        assert "Fatal" not in parent.stderr.read().decode()


def test_who_waits_in_short_turns_lets_a_long_fit_come_to_its_end() -> None:
    made = InlineScheduler()
    job = TrajectoryJob(Trajectory(moons("vae:steps=4000,hidden=32", generations=10)))
    made.submit(job)
    for _ in range(3):
        made.wait(job, timeout=0.01)
    assert job.trajectory.length >= 1, "each turn has begun the first fit anew"
    made.close()
