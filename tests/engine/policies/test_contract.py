"""Every policy says truly what the next generation reads, and how much of it is real."""

from dataclasses import replace
from itertools import islice, pairwise

import numpy as np
import pytest
from scipy.stats import norm

from engine import BadSpec, Generation, Settings, run, settings
from engine.arrays import Array
from engine.distributions.mixture import Mixture, gaussian
from engine.distributions.moments import Moments
from engine.knobs import parse
from engine.policies import POLICIES
from engine.protocols import Policy
from engine.recursion import streams
from engine.training_set import Blend, Origin, TrainingSet
from engine.truths.normal import Normal
from tests.support.statistics import agrees, stream

LISTED = [
    "accumulate",
    "anchor:share=0.5",
    "bottleneck:rows=7",
    "fresh",
    "fresh:share=0",
    "fresh:share=0.5",
    "fresh:share=1",
    "fresh:rows=1",
    "anchor:rows=7,share=0.9",
    "replace",
    "schedule:at=3,then=accumulate,lasting=4",
    "schedule:at=2,first=accumulate,then=subsample",
    "schedule:at=5,then=anchor",
    "subsample",
    "verify",
    "verify:judge=likelihood,keep=0.2",
    "verify:judge=diversity,error=0.1",
]
NAMED = {spec.partition(":")[0] for spec in LISTED}
SPECS = [*LISTED, *sorted(set(POLICIES) - NAMED)]
"""What no one has listed here is tested with its defaults: a new file needs no edit."""
MODELS_READING = ["kde", "gaussian"]
"""One that keeps its rows, and one whose moments suffice."""


def every() -> pytest.MarkDecorator:
    """The test for each policy."""
    return pytest.mark.parametrize("spec", SPECS)


def chosen(spec: str, model: str = "kde", **values: object) -> Settings:
    """A run of 30 rows a generation."""
    return settings(truth="normal", model=model, policy=spec, **{"samples": 30} | values)


def generations(made: Settings, count: int = 12) -> list[Generation]:
    """The first ones of a run."""
    return list(islice(run(made), count))


def rows_of(array: Array) -> list[tuple[float, ...]]:
    """The rows as values that can be counted."""
    return sorted(map(tuple, array.tolist()))


@every()
@pytest.mark.parametrize("model", MODELS_READING)
@pytest.mark.parametrize("samples", [2, 3, 31])
def test_as_many_rows_are_read_as_announced(spec: str, model: str, samples: int) -> None:
    made = chosen(spec, model, samples=samples)
    for generation in run(replace(made, generations=12)):
        announced = made.policy.rows_read(generation.index, samples)
        assert generation.training.origin.total == announced
        assert generation.training.moments.count == announced
        assert len(generation.training.rows) == (0 if made.model.moments_suffice else announced)
        assert len(generation.output) == samples


@every()
def test_the_first_generation_reads_real_rows_only(spec: str) -> None:
    first, second = generations(chosen(spec), 2)
    assert first.training.origin == Origin(real=30)
    assert second.training.origin.older == 0, "before generation 1 there is nothing older"


@every()
def test_what_is_called_its_own_output_is_the_last_output(spec: str) -> None:
    """Exactly as many rows of it are read as announced, and none twice."""
    for before, after in pairwise(generations(chosen(spec))):
        said = set(rows_of(before.output))
        own = [row for row in rows_of(after.training.rows) if row in said]
        assert len(own) == after.training.origin.own
        assert len(set(own)) == len(own)


@every()
def test_what_is_called_old_was_read_before(spec: str) -> None:
    for before, after in pairwise(generations(chosen(spec))):
        read = set(rows_of(np.concatenate([before.training.rows, *before.training.store])))
        old = [row for row in rows_of(after.training.rows) if row in read]
        said = set(rows_of(before.output))
        new = [row for row in rows_of(after.training.rows) if row not in read | said]
        origin = after.training.origin
        assert len(old) + len(new) == origin.real + origin.older
        assert len(new) <= origin.real, "what was neither read nor said before is real"


@every()
def test_rows_are_read_and_left_alone(spec: str) -> None:
    made = chosen(spec)
    first = generations(made, 1)[0]
    first.output.setflags(write=False)
    first.training.rows.setflags(write=False)
    before = first.output.copy(), first.training.rows.copy()
    one, other = (made.policy.compose(stream(), made.truth, first, 30) for _ in range(2))
    np.testing.assert_array_equal(one.rows, other.rows)
    np.testing.assert_array_equal(first.output, before[0])
    np.testing.assert_array_equal(first.training.rows, before[1])


@pytest.mark.parametrize("spec", [s for s in SPECS if "accumulate" not in s])
def test_the_last_output_lies_anywhere_among_the_rows(spec: str) -> None:
    """Its mean place over many readings is the middle: no first half is worse than the second."""
    made, n = chosen(spec), 20
    output = 1e6 + np.arange(2.0 * n).reshape(n, 2)
    real = output - 9e6
    first = Generation(
        0, TrainingSet(real, Origin(real=n), store=(real,)), generations(made, 1)[0].learned, output
    )
    means = []
    for seed in range(2000):
        rows = made.policy.compose(stream(seed), made.truth, first, n).rows
        places = np.flatnonzero(rows[:, 0] >= 1e6)
        if len(places):
            means.append(places.mean() / (len(rows) - 1))
    if means:
        error = max(np.std(means) / np.sqrt(len(means)), 1e-12)
        agrees(np.mean(means), 0.5, error, "mean place of the last output")


@pytest.mark.parametrize("share", [0.0, 0.01, 0.1, 0.25, 0.5, 0.99, 1.0])
@pytest.mark.parametrize("samples", [2, 30, 101])
def test_fresh_reads_the_declared_share(share: float, samples: int) -> None:
    for before, after in pairwise(generations(chosen(f"fresh:share={share}", samples=samples), 4)):
        real = after.training.origin.real
        assert abs(real - share * samples) <= 0.5
        said = set(rows_of(before.output))
        assert sum(row not in said for row in rows_of(after.training.rows)) == real


def test_fresh_rows_are_newly_drawn_each_time() -> None:
    found = generations(chosen("fresh:share=1"), 12)
    rows = np.concatenate([generation.training.rows for generation in found])
    assert len(np.unique(rows, axis=0)) == 12 * 30


def test_replace_reads_the_last_output_and_nothing_else() -> None:
    for before, after in pairwise(generations(chosen("replace"))):
        np.testing.assert_array_equal(after.training.rows, before.output)
        assert after.training.origin == Origin(own=30)


def test_accumulate_reads_everything_ever_said() -> None:
    found = generations(chosen("accumulate"))
    for at, generation in enumerate(found):
        everything = [found[0].training.rows, *[g.output for g in found[:at]]]
        assert rows_of(generation.training.rows) == rows_of(np.concatenate(everything))
        own, older = (30, 30 * (at - 1)) if at else (0, 0)
        assert generation.training.origin == Origin(real=30, own=own, older=older)


@pytest.mark.parametrize("ddof", [0, 1])
@pytest.mark.parametrize(("samples", "dimensions"), [(2, 1), (10, 2), (7, 10)])
def test_accumulated_moments_are_those_of_all_rows(
    ddof: int, samples: int, dimensions: int
) -> None:
    """Fifty generations of sums and squares, against one pass over the rows, put together."""
    made = settings(
        truth=f"normal:dimensions={dimensions}",
        model=f"gaussian:ddof={ddof}",
        policy="accumulate",
        samples=samples,
        generations=50,
        seed=3,
    )
    rows = made.truth.sample(streams(made.seed, 0)[0], samples)
    for generation in run(made):
        found = generation.learned
        assert generation.training.rows.size == 0, "moments suffice, yet rows are kept"
        exact = np.cov(rows.T, ddof=ddof).reshape(dimensions, dimensions)
        off = np.abs(found.covariance() - exact).max() / np.abs(exact).max()
        assert off < 1e-13, f"generation {generation.index}: covariance {off:.2g} off"
        np.testing.assert_allclose(found.mean(), rows.mean(axis=0), rtol=1e-13, atol=1e-14)
        rows = np.concatenate([rows, generation.output])


def test_moments_lose_nothing_beside_a_large_mean() -> None:
    rows = 1e6 + 1e-3 * stream().standard_normal((100, 2))
    exact = np.cov((rows - 1e6).T, ddof=0) * 100
    parts = Moments.of(rows[:10])
    for at in range(10, 100, 10):
        parts = parts.joined(Moments.of(rows[at : at + 10]))
    for name, found in (("at once", Moments.of(rows)), ("in parts", parts)):
        off = np.abs(found.scatter - exact).max() / np.abs(exact).max()
        assert off < 1e-6, f"the scatter is {off:.2g} of itself off {name}"


@every()
def test_a_policy_without_real_rows_never_asks_for_them(spec: str) -> None:
    """And one with them asks for as many as it says."""
    asked: list[int] = []
    policy: Policy = parse(spec, POLICIES, "policy")

    class Asked:
        def sample(self, rng: np.random.Generator, n: int) -> Array:
            asked.append(n)
            return rng.standard_normal((n, 2))

        def log_prob(self, x: Array) -> Array:
            return -(x**2).sum(axis=1)

    made = chosen(spec)
    first = generations(made, 1)[0]
    origin = policy.compose(stream(), Asked(), first, 30).origin  # type: ignore[arg-type]
    assert sum(asked) in (0, origin.real)
    assert sum(asked) == policy.rows_collected(1, 30) and policy.rows_collected(0, 30) == 30


def test_an_anchor_is_always_the_same_real_rows() -> None:
    first, *found = generations(chosen("anchor:share=0.5"))
    kept = set(rows_of(first.training.rows[:15]))
    for generation in found:
        assert generation.training.origin == Origin(real=15, own=15)
        assert kept <= set(rows_of(generation.training.rows))


def test_a_subsample_is_as_likely_to_hold_any_row_said() -> None:
    """How often each of five blocks of rows is drawn, over many lineages: a fifth each."""
    counts = np.array(
        [
            [origin.real, origin.own, origin.older]
            for seed in range(400)
            for origin in [generations(chosen("subsample", seed=seed), 5)[-1].training.origin]
        ]
    )
    error = counts.std(axis=0, ddof=1) / np.sqrt(len(counts))
    agrees(counts.mean(axis=0), np.array([6.0, 6.0, 18.0]), error, "rows of each origin")


def test_a_subsample_never_holds_a_row_twice() -> None:
    for generation in generations(chosen("subsample")):
        assert len(set(rows_of(generation.training.rows))) == 30


def test_a_schedule_is_one_policy_and_then_the_other() -> None:
    found = generations(chosen("schedule:first=replace,then=fresh%3Ashare%3D0.5,at=4,lasting=3"))
    real = [generation.training.origin.real for generation in found]
    assert real == [30, 0, 0, 0, 15, 15, 15, 0, 0, 0, 0, 0]
    before = generations(chosen("replace"), 4)
    for one, other in zip(found, before, strict=False):
        np.testing.assert_array_equal(one.output, other.output)


def test_a_schedule_that_keeps_real_rows_late_has_those_of_the_beginning() -> None:
    found = generations(chosen("schedule:then=anchor%3Ashare%3D1,at=6"))
    assert rows_of(found[6].training.rows) == rows_of(found[0].training.rows)


@pytest.mark.parametrize(
    "spec", ["schedule:then=nothing", "schedule:first=schedule", "schedule:then=fresh%3Ashare%3D2"]
)
def test_a_schedule_of_what_there_is_not_is_refused(spec: str) -> None:
    with pytest.raises(BadSpec):
        chosen(spec)


def verdicts(judge: str, learned: Mixture, error: float = 0.0) -> Array:
    """What a judge lets through of 100,000 rows, a tenth of them."""
    rows = learned.sample(stream(), 100_000)
    said = Generation(0, TrainingSet(rows, Origin(real=len(rows))), learned, rows)
    policy = parse(f"verify:judge={judge},keep=0.1,error={error}", POLICIES, "policy")
    return policy.compose(stream(2), Normal(dimensions=1), said, len(rows)).rows


def test_a_judge_who_knows_the_truth_lets_it_through() -> None:
    """Of rows with variance 0.8 around 0.3 those that remain are standard normal, nearly: a tenth
    is drawn from them without replacement, which the formula for weights presumes to be few."""
    rows = verdicts("truth", gaussian(np.array([0.3]), np.array([[0.8]])))[:, 0]
    assert abs(rows.mean()) < 0.3 / 4 and abs(rows.var() - 1) < 0.2 / 2


def test_a_judge_of_what_is_usual_cuts_the_tails_off() -> None:
    """The likeliest tenth of a normal distribution ends at its quantiles 45% and 55%."""
    rows = verdicts("likelihood", gaussian(np.zeros(1), np.ones((1, 1))))
    assert len(rows) == 10_000
    assert abs(np.abs(rows).max() - norm.ppf(0.55)) < 0.01


def test_a_judge_who_wants_some_of_everything_changes_no_moment() -> None:
    rows = verdicts("diversity", gaussian(np.zeros(1), np.ones((1, 1))))[:, 0]
    agrees(rows.mean(), 0.0, 1 / np.sqrt(len(rows)), "mean")
    agrees(rows.var(), 1.0, np.sqrt(2 / len(rows)), "variance")


def test_a_judge_who_always_errs_chooses_at_random() -> None:
    rows = verdicts("likelihood", gaussian(np.zeros(1), np.ones((1, 1))), error=1.0)[:, 0]
    agrees(rows.var(), 1.0, np.sqrt(2 / len(rows)), "variance")


def test_judges_end_on_opposite_sides() -> None:
    """After 30 generations: one holds the variance, the other has next to none left."""
    left = {}
    for judge in ("truth", "likelihood"):
        made = chosen(f"verify:judge={judge}", "gaussian", samples=500)
        left[judge] = float(np.trace(generations(made, 30)[-1].learned.covariance())) / 2
    assert left["truth"] > 0.7 and left["likelihood"] < 1e-6, left


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        (
            "schedule:then=accumulate,at=5",
            "from generation 5 on, what generation 4 read, and everything said since",
        ),
        (
            "schedule:then=subsample,at=5",
            "some of the first real data and of everything said since generation 4",
        ),
        (
            "schedule:first=accumulate,at=5,lasting=3",
            "from generation 5 to 7, what the one before it says, and 10% (3 of 30 samples) new "
            "real data, and then "
            "what generation 7 read, and everything said since",
        ),
        ("schedule:then=fresh,at=5,lasting=1", "in generation 5, what the one before it says"),
    ],
)
def test_a_schedule_says_what_is_found_after_the_turn(spec: str, said: str) -> None:
    assert said in chosen(spec).reads


@pytest.mark.parametrize(
    ("share", "samples", "rows"),
    [
        *[(0.01, n, rows) for n, rows in ((49, 0), (50, 1), (150, 2), (250, 2), (350, 4))],
        *[(0.1, n, rows) for n, rows in ((4, 0), (5, 1), (14, 1), (15, 2), (200, 20))],
        (0.0, 50, 0),
        (1e-9, 50, 0),
        (0.5, 2, 1),
        (1.0, 3, 3),
    ],
)
@pytest.mark.parametrize("name", ["fresh", "anchor"])
def test_a_share_is_met_in_rows(name: str, share: float, samples: int, rows: int) -> None:
    """The nearest whole number, as it was before, but for half a row, which is one."""
    made = chosen(f"{name}:share={share}", samples=samples)
    before = round(share * samples)
    assert rows == before or ((rows, before) == (1, 0) and share * samples == 0.5)
    second = generations(made, 2)[1]
    assert second.training.origin == Origin(real=rows, own=samples - rows)


@pytest.mark.parametrize(
    ("rows", "samples", "real"), [(0, 30, 0), (1, 2000, 1), (7, 30, 7), (30, 30, 30), (31, 30, 30)]
)
@pytest.mark.parametrize("name", ["fresh", "anchor"])
def test_a_number_of_rows_is_met_exactly(name: str, rows: int, samples: int, real: int) -> None:
    made = chosen(f"{name}:rows={rows},share=0.3", samples=samples)
    found = generations(made, 4)
    assert {g.training.origin for g in found[1:]} == {Origin(real=real, own=samples - real)}
    assert made.policy.rows_collected(1, samples) == (real if name == "fresh" else 0)


@pytest.mark.parametrize(("share", "rows"), [(0.1, 3), (0.5, 15), (0.0, 0), (1.0, 30)])
@pytest.mark.parametrize("name", ["fresh", "anchor"])
def test_rows_and_the_share_that_comes_to_them_are_the_same_run(
    name: str, share: float, rows: int
) -> None:
    by_share, by_rows = (chosen(f"{name}:{how}") for how in (f"share={share}", f"rows={rows}"))
    assert by_share.reads == by_rows.reads
    for one, other in zip(generations(by_share), generations(by_rows), strict=True):
        np.testing.assert_array_equal(one.output, other.output)


@pytest.mark.parametrize(("keep", "rows"), [(0.01, 2), (0.1, 2), (0.25, 5), (0.5, 10), (1.0, 20)])
def test_what_a_judge_keeps_is_met_in_rows(keep: float, rows: int) -> None:
    made = chosen(f"verify:keep={keep}", samples=20)
    assert generations(made, 2)[1].training.origin == Origin(own=rows)
    assert f"the {100 * rows / 20:g}% ({rows} of 20 samples) of what" in made.reads


@pytest.mark.parametrize(
    ("spec", "samples", "said"),
    [
        ("fresh:share=0.01", 50, "and 2% (1 of 50 samples) new real data"),
        ("fresh", 2000, "and 10% (200 of 2,000 samples) new real data"),
        ("fresh:share=0.01", 20, "and no new real data, for 1% of 20 samples is less than half of"),
        ("fresh:share=0", 20, "what the one before it says, and no new real data"),
        ("fresh:share=0.99", 20, "only new real data"),
        ("fresh:rows=1", 50, "and 2% (1 of 50 samples) new real data"),
        ("fresh:rows=3", 2000, "and 0.15% (3 of 2,000 samples) new real data"),
        ("fresh:rows=0", 20, "what the one before it says, and no new real data"),
        ("fresh:rows=25", 20, "only new real data"),
        ("anchor:rows=3", 10, "and 30% (3 of 10 samples) real data, always the same"),
        ("anchor:share=0.3", 10, "and 30% (3 of 10 samples) real data, always the same"),
        (
            "anchor:share=0.01",
            10,
            "and no real data, always the same, for 1% of 10 samples is less",
        ),
        ("schedule:then=fresh%3Ashare%3D0.01", 50, "on, what the one before it says, and 2% (1 of"),
    ],
)
def test_what_is_real_is_said_in_rows(spec: str, samples: int, said: str) -> None:
    assert said in chosen(spec, samples=samples).reads


def test_of_endless_samples_a_share_is_itself() -> None:
    made = settings(truth="normal", model="gaussian", policy="fresh:share=0.001", exact=True)
    assert made.reads == "what the one before it says, and 0.1% new real data"


@pytest.mark.parametrize(
    ("rows", "said"),
    [(5, "data, for 5 of endlessly many samples are as good as none"), (0, "data")],
)
def test_of_endless_samples_a_number_is_none(rows: int, said: str) -> None:
    made = settings(truth="normal", model="gaussian", policy=f"fresh:rows={rows}", exact=True)
    assert made.reads == f"what the one before it says, and no new real {said}"
    assert made.policy.blend(3) == Blend(own=1.0)  # type: ignore[attr-defined]
