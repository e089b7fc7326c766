"""A cluster of Dask's gives the same table to the byte, whoever of it is lost."""

import io
import os
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from benchmarks._dask import PATIENCE, Cluster, cluster, ready
from engine import BadSpec, Trajectory, settings
from engine.__main__ import main
from engine.jobs import (
    ClusterScheduler,
    InlineScheduler,
    JobState,
    JobStore,
    MapJob,
    Scheduler,
    ThreadScheduler,
    TrajectoryJob,
)
from engine.jobs import cluster as clusters
from engine.map import DEFAULT, Map, Plane, axis, map_csv
from tests.engine.jobs.odd import placed
from tests.engine.jobs.seen import Seen
from view.state import server

pytestmark = pytest.mark.slow

SMALL = ["--generations", "60", "--lineages", "3", "--store", "none"]
AXES = ["--x", "samples=10:60:3", "--y", "policy.fresh.rows=0,2"]


@pytest.fixture(scope="module")
def two() -> Iterator[Cluster]:
    """A cluster that nothing happens to."""
    with cluster() as made:
        yield made


def plane(cells: int = 8) -> Plane:
    """Some cells of some tenths of a second each."""
    base = replace(DEFAULT, generations=1000)
    return Plane(base, axis(f"samples=200:400:{cells}", base), axis("policy.fresh.rows=1", base), 4)


def table(map: Map) -> str:
    """Its CSV."""
    file = io.StringIO()
    map_csv(file, map)
    return file.getvalue()


def computed(scheduler: Scheduler, job: MapJob) -> str:
    """Its CSV once all is there."""
    scheduler.submit(job)
    assert scheduler.wait(job, timeout=2 * PATIENCE) and job.state == JobState.DONE, job.error
    return table(job.map)


@pytest.fixture(scope="module")
def alone() -> str:
    """What comes out without any cluster."""
    return computed(InlineScheduler(), MapJob(Map(plane())))


def begun(scheduler: ClusterScheduler) -> MapJob:
    """The same map, in its middle."""
    job = MapJob(Map(plane()))
    scheduler.submit(job)
    assert scheduler.wait(job, lambda: job.map.done > 1, PATIENCE) and not job.state.finished
    return job


def test_the_command_line_writes_the_same_with_a_cluster(
    two: Cluster, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs = []
    for where in (["--workers", "0"], ["--cluster", two.address]):
        assert main(["map", *AXES, *SMALL, *where]) == 0
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1] and outputs[0].count("\n") == 7


def test_lineages_and_searches_are_the_same_with_a_cluster(
    two: Cluster, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = ["--truth", "normal", "--model", "gaussian", "--samples", "20", "--generations", "40"]
    search = ["enough", *plain, "--policy", "fresh", "--lineages", "3", "--store", "none"]
    for command in (["run", *plain, "--lineages", "4", "--csv", "-"], search):
        outputs = []
        for where in (["--workers", "0"], ["--cluster", two.address]):
            assert main([*command, *where]) == 0
            outputs.append(capsys.readouterr().out)
        assert outputs[0] == outputs[1]


def test_the_readmes_lines_listen_on_this_machine_alone(two: Cluster) -> None:
    ready(ClusterScheduler(two.address)).close()  # all have begun
    begun = [psutil.Process(process.pid) for process in two.processes]
    family = [each for one in begun for each in (one, *one.children(recursive=True))]
    open_ = [socket for each in family for socket in each.net_connections() if not socket.raddr]
    assert len(open_) >= 6 and {socket.laddr.ip for socket in open_} == {"127.0.0.1"}


def test_each_worker_compiles_in_a_folder_of_its_own_and_in_one_thread(two: Cluster) -> None:
    scheduler = ready(ClusterScheduler(two.address))
    made = settings(truth="moons", model="gmm", policy="replace", samples=40, generations=12)
    job = Seen(made, range(8), listen=placed)
    scheduler.submit(job)
    assert scheduler.wait(job, timeout=PATIENCE) and job.state == JobState.DONE
    places = set(zip(job.heard["pid"], job.heard["folder"], strict=True))
    assert len(places) == len(set(job.heard["pid"])) == len(set(job.heard["folder"])) == 2
    assert set(job.heard["threads"]) == {1.0}
    scheduler.close()


def test_a_worker_that_is_killed_in_the_middle_loses_nothing(alone: str) -> None:
    with cluster() as made:
        scheduler = ready(ClusterScheduler(made.address))
        job = begun(scheduler)
        pid = next(iter(scheduler._cluster._client.run(os.getpid).values()))
        os.kill(pid, signal.SIGKILL)
        assert computed(scheduler, job) == alone
        assert job.restarts == 1 and not scheduler.cut_off
        scheduler.close()


def test_where_the_scheduler_is_lost_this_machine_goes_on(alone: str) -> None:
    told: list[str] = []
    with cluster() as made:
        scheduler = ready(ClusterScheduler(made.address, told.append, here=2))
        job = begun(scheduler)
        made.lose_scheduler()
        assert computed(scheduler, job) == alone
        assert scheduler.cut_off and job.restarts == 0
        later = MapJob(Map(replace(plane(), lineages=1)))
        assert computed(scheduler, later)
        scheduler.close()
    (said,) = told
    assert made.address in said and said.endswith("2 processes of this machine go on")


def test_workers_that_come_later_are_given_work() -> None:
    with cluster(workers=False) as made:
        scheduler = ClusterScheduler(made.address)
        job = MapJob(Map(replace(plane(2), lineages=1)))
        scheduler.submit(job)
        assert not scheduler.wait(job, timeout=0.5)
        made.add_workers()
        ready(scheduler)
        assert computed(scheduler, job)
        scheduler.close()


def test_what_reads_a_file_of_ours_stays_here(two: Cluster, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("".join(f"{x},{x * x % 7}\n" for x in range(40)))
    made = settings(
        truth=f"table:file={own}", model="gaussian", policy="replace", samples=40, generations=12
    )
    scheduler = ready(ClusterScheduler(two.address, here=1))
    job = Seen(made, range(3), listen=placed)
    scheduler.submit(job)
    assert scheduler.wait(job, timeout=PATIENCE) and job.state == JobState.DONE, job.failure
    assert set(job.heard["pid"]) == {float(scheduler._here[0].pid or 0)}
    scheduler.close()


def test_an_address_at_which_nobody_answers_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(clusters, "FIRST_ANSWER", 0.5)
    began = time.monotonic()
    for address in ("tcp://127.0.0.1:1", "there"):
        with pytest.raises(BadSpec, match="no Dask scheduler answers at"):
            ClusterScheduler(address)
    assert time.monotonic() - began < PATIENCE
    assert main(["map", *AXES, *SMALL, "--cluster", "tcp://127.0.0.1:1"]) == 2
    assert "no Dask scheduler" in capsys.readouterr().err


def test_without_dask_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(BadSpec, match=r"requirements-cluster\.txt"):
        ClusterScheduler("tcp://127.0.0.1:1")


def test_the_dashboards_lineages_go_to_the_cluster(
    two: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COPY_WORKERS", "0")
    monkeypatch.setenv("COPY_CLUSTER", two.address)
    found = server.scheduler()
    job = MapJob(Map(replace(plane(2), lineages=1)))
    assert isinstance(found._of(job), ClusterScheduler)
    assert isinstance(found._of(TrajectoryJob(Trajectory(plane().base))), ThreadScheduler)
    store = JobStore(found, 2**30, 0.0)
    assert store.watch("ada", "map", job.key, lambda: job) is job
    assert found.wait(job, timeout=PATIENCE) and job.state == JobState.DONE
    assert not store.is_cut_off(job)
    store.close()
    assert job.map.complete
