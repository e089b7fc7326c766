"""What is said of a cell is what its lineages come to, each of them a run by itself."""

import pickle
from collections.abc import Iterator
from functools import partial

import numpy as np
import pytest
from scipy.stats import fisher_exact

from engine import Settings, Trajectory, run, settings
from engine.analysis.survival import wilson
from engine.jobs import InlineScheduler, MapJob, ThreadScheduler, work
from engine.map import GONE, HOLDS, SOME, Fates, Listener, Map, Plane, axis, fate, numbers_of
from engine.map.fates import FATE, _chance
from engine.progress import Progress
from engine.protocols.reference import Reference
from engine.recording import Chunk, in_chunks
from tests.engine.jobs.odd import odd

NAN = float("nan")


def fates(*kept: float, half: tuple[float, ...] = (), tail: tuple[float, ...] = ()) -> Fates:
    n = len(kept)
    return Fates.of(
        list(
            zip(kept, kept, [1.0] * n, tail or [1.0] * n, [1.0] * n, half or [NAN] * n, strict=True)
        )
    )


def recorded(made: Settings) -> Trajectory:
    trajectory = Trajectory(made)
    list(trajectory.follow())
    return trajectory


def mapped(base: Settings, x: str, y: str, lineages: int = 3) -> Map:
    job = MapJob(Map(Plane(base, axis(x, base), axis(y, base), lineages)))
    scheduler = InlineScheduler()
    scheduler.submit(job)
    assert scheduler.wait(job) and not job.failure
    return job.map


def test_numbers_of_a_cell() -> None:
    found = fates(0.2, 0.9, 0.5, 0.1, half=(7, NAN, 3, 5), tail=(1, 0, 0, 1))
    assert (found.count, found.holding, found.share) == (4, 2, 0.5)
    _, low, high = wilson(np.array(2), np.array(4))
    assert found.interval == (low, high)
    assert found.median == pytest.approx(0.35) and found.lost_tail == 2
    assert found.first_below_half == 5 and found.middle == 0 and found.groups_left == 1.0
    assert fates(0.9, 0.8, 0.1, half=(NAN, NAN, 3)).first_below_half is None
    assert fates(0.9, 0.8, tail=(NAN, 1)).lost_tail is None
    assert [fates(*[1.0] * k, *[0.0] * (10 - k)).region for k in (0, 1, 2, 8, 9, 10)] == [
        *[GONE] * 2,
        *[SOME] * 2,
        *[HOLDS] * 2,
    ]


def test_a_law_is_in_doubt_where_the_runs_leave_it() -> None:
    law = fates(*[1.0] * 440, *[0.0] * 560)
    for k, doubts in ((0, False), (4, False), (9, True)):
        assert fates(*[1.0] * k, *[0.0] * (9 - k)).doubts(law) == doubts
    assert fates(*[1.0] * 60, *[0.0] * 10).doubts(law)
    assert not fates(*[0.0] * 9).doubts(fates(*[0.0] * 1000))


@pytest.mark.parametrize(
    ("k", "among", "other", "others"), [(4, 9, 60, 128), (0, 9, 5, 7), (9, 9, 0, 4)]
)
def test_the_chance_is_fishers(k: int, among: int, other: int, others: int) -> None:
    expected = fisher_exact([[k, among - k], [other, others - other]]).pvalue
    assert _chance(k, among, other, others) == pytest.approx(expected, rel=1e-9)


NUMBERS = [
    ("normal", "gaussian:ddof=0", "variance", "modes"),
    ("blobs", "gmm:start=previous", "variance", "modes"),
    ("blobs", "kde", "variance", "modes"),
    ("dice", "frequency", "diversity", "surviving"),
]


@pytest.mark.parametrize(("truth", "model", "width", "groups"), NUMBERS)
def test_a_cells_lineages_are_the_runs_with_their_seeds(
    truth: str, model: str, width: str, groups: str
) -> None:
    base = settings(truth=truth, model=model, policy="replace", samples=100, generations=40, seed=5)
    found = mapped(base, "samples=25,100", "policy.fresh.rows=0,2")
    for cell in found.plane.cells:
        of = found.fates[cell]
        for r, seed in enumerate(found.plane.seeds):
            run = recorded(settings(**vars(found.plane.settings(cell)) | {"seed": seed}))
            widths = run.metrics[width]
            assert of.kept[r] == pytest.approx(widths[-1] / widths[0], rel=1e-12)
            below = np.flatnonzero(widths < 0.5 * widths[0])
            np.testing.assert_equal(of.half[r], below[0] if len(below) else NAN)
            np.testing.assert_equal(of.groups[r], run.metrics[groups][-1])
            silence = max(10, 1000 // found.plane.settings(cell).samples)
            seen = run.metrics["tail_mass"][-silence:]
            np.testing.assert_equal(of.tail[r], NAN if truth == "dice" else float(seen.any()))


def test_a_fate_is_the_same_however_a_lineage_is_cut() -> None:
    made = settings(truth="blobs", model="gmm", policy="replace", samples=100, generations=40)
    chunks = list(in_chunks(made, None, Progress(), Listener(40), None))
    (whole,) = fate(40, chunks)
    assert whole.metrics.keys() == {FATE} and whole.metrics[FATE].shape == (1, 6)
    assert (whole.start, whole.stop) == (0, 41)
    assert whole.seconds == pytest.approx(sum(chunk.seconds for chunk in chunks))

    def cut() -> Iterator[Chunk]:
        generations = list(run(made))
        reference = Reference(made.truth, generations[0].learned)
        for begin, end in ((0, 1), (1, 28), (28, 28), (28, 35), (35, 41)):
            some = generations[begin:end]
            yield Chunk(0, begin, end, 0.0, Listener(40)(reference, some) if some else {})

    (other,) = fate(40, cut())
    np.testing.assert_array_equal(numbers_of(other), numbers_of(whole))
    assert not list(fate(41, cut())), "it ends before its last generation"


def several_chunks() -> MapJob:
    """Each lineage takes several chunks, for its outputs are large."""
    base = settings(
        truth="normal", model="gaussian", policy="replace", samples=16_000, generations=12
    )
    return MapJob(
        Map(Plane(base, axis("samples=16000,20000", base), axis("policy.fresh.rows=0,1", base), 2))
    )


def test_of_a_lineage_nothing_travels_but_its_fate() -> None:
    job, came = several_chunks(), list[Chunk]()
    for task in job.ready():
        work(task, came.append, lambda: False)
    assert len(came) == job.map.total * 2, "one chunk a lineage"
    assert max(len(pickle.dumps(chunk)) for chunk in came) < 1000


def test_who_waits_in_short_turns_comes_to_the_end_of_a_map() -> None:
    job, scheduler = several_chunks(), InlineScheduler()
    scheduler.submit(job)
    for left in range(job.map.runs_left, 0, -1):
        assert job.map.runs_left == left, "each turn brings one lineage to its end"
        scheduler.wait(job, partial(next, iter([False]), True))  # until something has come
    assert job.map.complete and not job.map.failed


def test_a_tail_of_which_too_few_samples_tell_is_not_known() -> None:
    base = settings(truth="normal", model="gaussian", policy="replace", samples=10, generations=20)
    assert mapped(base, "samples=10,90", "policy.fresh.rows=1").fates[0, 0].lost_tail is None


def test_a_cell_that_fails_says_why_and_the_others_go_on() -> None:
    base = odd("breaks", rows=55)
    found = mapped(base, "samples=4,10", "generations=10,12")
    assert set(found.fates) == {(0, 0), (0, 1)} and found.complete
    assert set(found.failed.values()) == {"ArithmeticError: the matrix said no"}


def test_a_cell_that_cannot_be_says_why_before_it_runs() -> None:
    base = settings(truth="normal", model="kde", policy="accumulate", samples=10, generations=10)
    found = mapped(base, "samples=10,5001", "generations=10,2000")
    assert set(found.failed) == {(1, 1)} and found.complete and len(found.fates) == 3
    assert found.failed[1, 1].startswith("the last generation would need ")


def test_cells_that_are_still_true_need_not_run_again() -> None:
    base = settings(truth="normal", model="gaussian", policy="replace", samples=9, generations=12)
    x, y = axis("samples=9,20,30", base), axis("policy.fresh.rows=0,1", base)
    first = MapJob(Map(Plane(base, x, y, 5)))
    scheduler = InlineScheduler()
    scheduler.submit(first)
    assert scheduler.wait(first)
    turned = settings(**vars(base) | {"seed": 2})
    fewer = MapJob(Map(Plane(turned, axis("samples=20,30,40", base), y, 3)))
    fewer.adopt(first)
    assert {cell for cell, *_ in fewer.map.due()} == {(2, 0), (2, 1)}
    taken = fewer.map.fates[0, 1]
    np.testing.assert_array_equal(taken.kept, first.map.fates[1, 1].kept[2:5])
    more = MapJob(Map(Plane(base, x, y, 6)))
    more.adopt(first)
    assert not more.map.fates
    assert {seeds for _, _, seeds in more.map.due()} == {tuple(range(6))}


def test_a_map_that_is_cancelled_goes_on_where_it_was() -> None:
    base = settings(
        truth="normal", model="gaussian", policy="replace", samples=200, generations=300
    )
    plane = Plane(base, axis("samples=50:200:6", base), axis("policy.fresh.rows=0:5:4", base), 3)
    job, scheduler = MapJob(Map(plane)), ThreadScheduler(1)
    scheduler.submit(job)
    scheduler.wait(job, lambda: job.map.done > 3)
    scheduler.cancel(job, 10.0)
    before = dict(job.map.fates)
    assert 3 < len(before) < job.map.total and job.state == "cancelled"
    scheduler.submit(job)
    assert scheduler.wait(job) and job.map.complete and job.state == "done"
    assert all(job.map.fates[cell] is fates for cell, fates in before.items())
    scheduler.close()
