"""The law of a cell, the figures that were found of it, and the runs themselves agree."""

import numpy as np
import pytest

from engine import settings
from engine.jobs import InlineScheduler, MapJob
from engine.map import DEFAULT, LAW, Fates, Map, Plane, axis, has_law, law, laws
from engine.theory import sampled_paths

FIGURES = {
    50: (0.00, 0.44, 0.66, 0.88),
    200: (0.03, 0.43, 0.65, 0.90),
    1000: (0.39, 0.54, 0.70, 0.91),
    2000: (0.59, 0.69, 0.76, 0.92),
}
"""The share of lineages that keep half of their truth's variance for 500 generations, ddof 0, with
0, 1, 2 and 5 real rows in each, by the samples a generation."""

DRAWN = 4000


def plane(x: str, y: str, lineages: int = 9) -> Plane:
    return Plane(DEFAULT, axis(x, DEFAULT), axis(y, DEFAULT), lineages)


def of_truth(fates: Fates) -> float:
    """The share that keeps half of the truth's variance, which is 1."""
    return float((fates.kept * fates.first >= 0.5).mean())


def test_the_law_gives_the_figures() -> None:
    cells = plane("samples=50,200,1000,2000", "policy.fresh.rows=0,1,2,5")
    found = dict(laws(cells, DRAWN, 2))
    assert set(found) == set(cells.cells)
    for (i, j), fates in found.items():
        expected = list(FIGURES.values())[i][j]
        error = np.sqrt(expected * (1 - expected) / DRAWN) + 0.005  # they are rounded
        assert abs(of_truth(fates) - expected) < 5 * error, (cells.values((i, j)), expected)
        assert fates.source == LAW and fates.count == DRAWN


@pytest.mark.parametrize(
    ("samples", "lineages"),
    [
        pytest.param("50", 49, marks=pytest.mark.slow),
        pytest.param("50,200,1000,2000", 199, marks=pytest.mark.long),
    ],
)
def test_runs_give_the_figures(samples: str, lineages: int) -> None:
    cells = plane(f"samples={samples}", "policy.fresh.rows=0,1,2,5", lineages)
    job, scheduler = MapJob(Map(cells)), InlineScheduler()
    scheduler.submit(job)
    assert scheduler.wait(job)
    known = dict(laws(cells))
    assert not [at for at, fates in job.map.fates.items() if fates.doubts(known[at])]
    for (i, j), fates in job.map.fates.items():
        expected = list(FIGURES.values())[i][j]
        error = np.sqrt(expected * (1 - expected) / lineages) + 0.005
        assert abs(of_truth(fates) - expected) < 4 * error, (cells.values((i, j)), expected)


@pytest.mark.parametrize(
    ("policy", "model"),
    [
        ("replace", "gaussian:ddof=1"),
        ("replace", "gaussian:bias=0.9"),
        ("bottleneck:rows=7", "gaussian:ddof=0"),
        ("fresh:rows=1", "gaussian:ddof=0"),
        ("fresh:rows=19", "gaussian:ddof=0"),
        ("fresh:rows=20", "gaussian:ddof=1"),
        ("anchor:rows=1", "gaussian:ddof=0"),
        ("anchor:share=0.4", "gaussian:bias=0.8"),
        ("accumulate", "gaussian:ddof=0"),
    ],
)
def test_what_is_drawn_is_what_the_law_says(policy: str, model: str) -> None:
    """Against other draws from the same law: average and spread of the logarithm."""
    made = settings(
        truth="normal:dimensions=1", model=model, policy=policy, samples=20, generations=30
    )
    found = law(made, DRAWN)
    assert found
    logs = sampled_paths(np.random.default_rng(8), made, DRAWN)
    assert logs is not None
    for one, other in (
        (np.log(found.first), logs[:, 0]),
        (np.log(found.kept), logs[:, -1] - logs[:, 0]),
        (np.nan_to_num(found.half, nan=99.0), _half(logs)),
    ):
        error = np.sqrt((one.var() + other.var()) / DRAWN) + 1e-12
        assert abs(one.mean() - other.mean()) < 5 * error
        assert abs(one.std() - other.std()) < 0.1 * other.std() + 1e-12


@pytest.mark.parametrize(
    ("policy", "model", "truth"),
    [
        ("replace", "frequency", "dice"),
        ("replace", "frequency:bias=0.9", "dice:faces=9,skew=20"),
        ("bottleneck:rows=7", "frequency", "dice"),
        ("fresh:rows=1", "frequency", "dice:skew=8"),
        ("fresh:rows=20", "frequency", "dice"),
        ("anchor:rows=3", "frequency", "dice"),
        ("accumulate", "frequency", "zipf:words=30"),
    ],
)
def test_what_is_drawn_of_a_die_is_what_its_lineages_come_to(
    policy: str, model: str, truth: str
) -> None:
    """Against many that have run: each number that is kept of a lineage."""
    made = settings(truth=truth, model=model, policy=policy, samples=20, generations=25)
    drawn = law(made, DRAWN)
    assert drawn and drawn.source == LAW and np.isnan(drawn.tail).all()
    cells = Plane(made, axis("samples=20", made), axis("generations=25", made), 400)
    job, scheduler = MapJob(Map(cells)), InlineScheduler()
    scheduler.submit(job)
    assert scheduler.wait(job)
    runs = job.map.fates[0, 0]
    assert not runs.doubts(drawn)
    for name in ("kept", "spread", "first", "groups", "half"):
        one, other = (np.nan_to_num(getattr(each, name), nan=99.0) for each in (drawn, runs))
        error = np.sqrt(one.var() / len(one) + other.var() / len(other)) + 1e-12
        assert abs(one.mean() - other.mean()) < 4.5 * error, name


def test_of_many_symbols_there_are_the_runs() -> None:
    assert not has_law(settings(truth="dice:faces=101", model="frequency", policy="replace"))


def test_who_turns_away_waits_for_what_is_at_hand_alone() -> None:
    cells = plane("samples=10:2000:12", "policy.fresh.rows=0,1,2,3,4,5,6,7,8")
    found = laws(cells, 1, 2)
    first, _ = next(found)
    found.close()
    rest = dict(laws(cells, 1, 2, but={first}))
    assert first not in rest and len(rest) == len(cells.cells) - 1


def _half(logs: np.ndarray) -> np.ndarray:
    below = logs < logs[:, :1] + np.log(0.5)
    return np.where(below.any(axis=1), below.argmax(axis=1), 99.0)


@pytest.mark.parametrize(
    ("values", "known"),
    [
        ({"truth": "normal"}, False),
        ({"truth": "normal", "exact": True}, True),
        ({"policy": "verify"}, False),
        ({"policy": "schedule"}, False),
        ({"model": "gmm"}, False),
        ({}, True),
    ],
)
def test_where_no_law_is_known_none_is_said(values: dict[str, object], known: bool) -> None:
    made = settings(**vars(DEFAULT) | values)
    assert has_law(made) == known == (law(made) is not None)


def test_of_endless_samples_all_lineages_are_alike() -> None:
    base = settings(
        **vars(DEFAULT) | {"exact": True, "model": "gaussian:bias=0.9", "generations": 20}
    )
    cells = Plane(base, axis("samples=50", base), axis("policy.fresh.share=0,0.2", base), 3)
    job, scheduler = MapJob(Map(cells)), InlineScheduler()
    scheduler.submit(job)
    assert scheduler.wait(job)
    for cell, fates in laws(cells, 3):
        runs = job.map.fates[cell]
        np.testing.assert_allclose(fates.kept, runs.kept, rtol=1e-9)
        np.testing.assert_array_equal(fates.half, runs.half)
