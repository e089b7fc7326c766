"""Every truth keeps the contract: what it says is what it is, to the last standard error."""

import math
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pytest
from scipy import integrate, stats

from engine.arrays import Array
from engine.knobs import BadSpec, knobs_of, parse, spec_of
from engine.protocols import Truth
from engine.truths import TRUTHS
from engine.truths.moons import CENTRES, STARTS, Moons
from engine.truths.normal import Normal
from engine.truths.student import Student
from engine.truths.table import Table

EXACT = [
    "normal:dimensions=1",
    "normal",
    "blobs",
    "blobs:count=1",
    "blobs:count=10,spread=0.05,radius=1",
    "moons",
    "moons:noise=0.03",
    "moons:noise=0.5",
    "ring",
    "ring:radius=1,noise=0.03",
    "ring:radius=0.5,noise=2",
    "pinwheel",
    "pinwheel:arms=3,twist=0",
    "pinwheel:arms=9,twist=1,width=0.1",
    "student:dimensions=1",
    "student:freedom=100",
    "student",
]
"""Truths in one or two dimensions whose density is known."""
HIGHER = ["normal:dimensions=10", "student:dimensions=10,freedom=2.1"]
REAL = ["iris", "table:file={file}", "table:file={file},x=c,y=a,scale=True"]
REAL += ["table:file={file},x=b,y=none"]
REAL += ["digits", "digits:components=3", "text", "text:vocabulary=50"]
NAMED = {spec.partition(":")[0] for spec in EXACT + HIGHER + REAL}
SPECS = [*EXACT, *HIGHER, *REAL, *sorted(set(TRUTHS) - NAMED)]
"""What no one has listed here is tested with its defaults: a new file needs no edit."""
STANDARD_ERRORS = 5.0


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table of 300 skewed rows with a text column and a missing value."""
    path = tmp_path_factory.mktemp("truths") / "my table, of=three.csv"
    values = np.random.default_rng(7).lognormal(size=(300, 3)).tolist()
    rows = [f"{a},word,{b},{c}" for a, b, c in values]
    path.write_text("\n".join(["a,text,b,c", *rows, "1,word,,"]))
    return path


@pytest.fixture
def truth(request: pytest.FixtureRequest, file: Path) -> Truth:
    """The truth of a spec."""
    return parse(request.param.format(file=quote(str(file))), TRUTHS, "truth")


def every(specs: list[str]) -> pytest.MarkDecorator:
    """The test for each of the specs."""
    return pytest.mark.parametrize("truth", specs, indirect=True)


def stream(seed: int = 1) -> np.random.Generator:
    """A fresh random stream."""
    return np.random.default_rng(seed)


@every(SPECS)
def test_a_spec_and_its_truth_are_the_same_thing(truth: Truth) -> None:
    again = parse(spec_of(truth), TRUTHS, "truth")
    assert again == truth
    assert hash(again) == hash(truth)


@every(SPECS)
def test_shapes_and_names(truth: Truth) -> None:
    rows = truth.sample(stream(), 17)
    d = len(truth.axes)
    assert rows.shape == (17, d)
    assert rows.dtype == np.float64
    assert truth.sample(stream(), 0).shape == (0, d)
    assert truth.log_prob(rows).shape == (17,)
    assert truth.log_prob(rows[:0]).shape == (0,)
    assert truth.mean().shape == (d,)
    assert all(isinstance(name, str) and name for name in truth.axes)
    assert isinstance(truth.estimated, bool)


@every(SPECS)
def test_the_same_stream_gives_the_same_rows(truth: Truth) -> None:
    rows = truth.sample(stream(), 100)
    np.testing.assert_array_equal(rows, truth.sample(stream(), 100))
    assert not np.array_equal(rows, truth.sample(stream(2), 100))


@every(SPECS)
def test_rows_are_read_and_left_alone(truth: Truth) -> None:
    rows = truth.sample(stream(), 100)
    before, density = rows.copy(), truth.log_prob(rows)
    np.testing.assert_array_equal(rows, before)
    rows.setflags(write=False)
    np.testing.assert_array_equal(truth.log_prob(rows), density)
    aslant = np.asfortranarray(rows)
    np.testing.assert_allclose(truth.log_prob(aslant), density, rtol=1e-12)


@every(SPECS)
def test_what_a_truth_hands_out_can_be_written_on(truth: Truth) -> None:
    rows, mean = truth.sample(stream(), 100), truth.mean()
    before = rows.copy(), mean.copy()
    rows += 1e3
    mean += 1e3
    np.testing.assert_array_equal(truth.sample(stream(), 100), before[0])
    np.testing.assert_array_equal(truth.mean(), before[1])


@every(SPECS)
def test_the_mean_is_the_mean(truth: Truth) -> None:
    rows = truth.sample(stream(), 50_000)
    error = rows.std(axis=0, ddof=1) / math.sqrt(len(rows))
    apart = np.abs(rows.mean(axis=0) - truth.mean()) / np.maximum(error, 1e-300)
    assert apart.max() < STANDARD_ERRORS, f"{apart} standard errors apart, axis by axis"


@every(SPECS)
def test_the_first_rows_are_as_good_as_the_last(truth: Truth) -> None:
    rows = truth.sample(stream(), 40_000)
    first, last = rows[:20_000], rows[20_000:]
    error = np.sqrt((first.var(axis=0) + last.var(axis=0)) / 20_000)
    apart = np.abs(first.mean(axis=0) - last.mean(axis=0)) / np.maximum(error, 1e-300)
    assert apart.max() < STANDARD_ERRORS, f"halves are {apart} standard errors apart"
    widest = rows[:, rows.std(axis=0).argmax()]
    neighbours = np.corrcoef(widest[:-1], widest[1:])[0, 1] * math.sqrt(len(rows))
    assert abs(neighbours) < STANDARD_ERRORS, f"neighbours correlate: {neighbours} standard errors"


def fine_grid(truth: Truth, cells: int) -> tuple[list[Array], Array, float]:
    """Edges of a grid that holds most of a truth, the midpoints and the size of its cells."""
    sample = truth.sample(stream(3), 100_000)
    low, high = np.quantile(sample, 0.001, axis=0), np.quantile(sample, 0.999, axis=0)
    margin = (high - low) / 2
    edges = [np.linspace(a, b, cells + 1) for a, b in zip(low - margin, high + margin, strict=True)]
    middles = np.meshgrid(*[(e[1:] + e[:-1]) / 2 for e in edges], indexing="ij")
    size = math.prod(float(e[1] - e[0]) for e in edges)
    return edges, np.stack([m.ravel() for m in middles], axis=1), size


@every(EXACT)
def test_samples_follow_the_density(truth: Truth) -> None:
    """Counts in 40 cells a side against the density, integrated over 16 points a side of each."""
    edges, points, size = fine_grid(truth, 640)
    d = len(edges)
    mass = (np.exp(truth.log_prob(points)) * size).reshape((40, 16) * d)
    expected = mass.sum(axis=tuple(range(1, 2 * d, 2))).ravel() * 200_000
    rows = truth.sample(stream(4), 200_000)
    counts = np.histogramdd(rows, [e[::16] for e in edges])[0].ravel()
    large = expected > 10
    expected = np.append(expected[large], 200_000 - expected[large].sum())
    counts = np.append(counts[large], 200_000 - counts[large].sum())
    expected, counts = expected[expected > 1], counts[expected > 1]
    degrees = len(counts) - 1
    excess = float(np.sum((counts - expected) ** 2 / expected) - degrees)
    apart = excess / math.sqrt(2 * degrees)
    assert abs(apart) < STANDARD_ERRORS, f"chi-square is {apart:.1f} standard errors off"


@every([spec for spec in EXACT if "student" not in spec])
def test_the_density_integrates_to_one(truth: Truth) -> None:
    _, points, size = fine_grid(truth, 640)
    total = float(np.exp(truth.log_prob(points)).sum() * size)
    assert abs(total - 1) < 1e-5, f"integral {total}"


@pytest.mark.parametrize("dimensions", [1, 2, 10])
@pytest.mark.parametrize("freedom", [2.1, 3.0, 100.0])
def test_students_t_is_scipys(dimensions: int, freedom: float) -> None:
    truth = Student(dimensions=dimensions, freedom=freedom)
    rows = truth.sample(stream(), 1000)
    twin = stats.multivariate_t(np.zeros(dimensions), np.eye(dimensions), freedom)
    np.testing.assert_allclose(truth.log_prob(rows), twin.logpdf(rows), rtol=1e-10)
    apart = stats.kstest((rows**2).sum(axis=1) / dimensions, stats.f(dimensions, freedom).cdf)
    assert apart.pvalue > 1e-6, f"distances from the centre do not follow F: {apart}"


@pytest.mark.parametrize("dimensions", [1, 2, 10])
def test_the_normal_is_scipys(dimensions: int) -> None:
    truth = Normal(dimensions=dimensions)
    rows = truth.sample(stream(), 1000)
    twin = stats.multivariate_normal(np.zeros(dimensions), np.eye(dimensions))
    np.testing.assert_allclose(truth.log_prob(rows), np.atleast_1d(twin.logpdf(rows)), rtol=1e-12)
    apart = stats.kstest((rows**2).sum(axis=1), stats.chi2(dimensions).cdf)
    assert apart.pvalue > 1e-6, f"distances from the centre do not follow chi-square: {apart}"


@every([spec for spec in SPECS if spec not in REAL])
def test_the_modes_make_the_whole(truth: Truth) -> None:
    modes = truth.modes()
    rows = truth.sample(stream(), 200)
    parts = np.exp([mode.log_prob(rows) for mode in modes])
    np.testing.assert_allclose(parts.mean(axis=0), np.exp(truth.log_prob(rows)), rtol=1e-9)
    for mode in modes:
        own = mode.sample(stream(), 100)
        assert own.shape == (100, len(truth.axes))
        shares = np.exp(mode.log_prob(own) - truth.log_prob(own)) / len(modes)
        assert shares.mean() > 0.5, "a mode's own samples belong to it rather than to the others"


@pytest.mark.parametrize(
    ("spec", "count"), [("normal", 1), ("blobs:count=4", 4), ("moons", 2), ("pinwheel:arms=7", 7)]
)
def test_how_many_modes_there_are(spec: str, count: int) -> None:
    assert len(parse(spec, TRUTHS, "truth").modes()) == count


@every(REAL)
def test_nobody_knows_the_modes_of_real_rows(truth: Truth) -> None:
    assert truth.modes() == ()
    assert truth.estimated


def moon_density(point: Array, noise: float) -> float:
    """The density of both moons at a point, by scipy's adaptive quadrature over the angle."""

    def near(turn: float, k: int) -> float:
        angle = STARTS[k] + turn
        across = point[0] - CENTRES[k, 0] - math.cos(angle)
        up = point[1] - CENTRES[k, 1] - math.sin(angle)
        return math.exp(-0.5 * (across**2 + up**2) / noise**2) / noise**2

    cuts = np.linspace(0, math.pi, 20)[1:-1]
    total = sum(
        integrate.quad(near, 0, math.pi, (k,), points=cuts, epsabs=0, epsrel=1e-9, limit=400)[0]
        for k in (0, 1)
    )
    return float(total / (4 * math.pi**2))


@pytest.mark.parametrize("noise", [0.03, 0.05, 0.1, 0.2, 0.31, 0.5])
def test_the_moons_are_integrated_to_a_millionth(noise: float) -> None:
    truth = Moons(noise=noise)
    rows = truth.sample(stream(), 25)
    expected = [moon_density(row, noise) for row in rows]
    np.testing.assert_allclose(np.exp(truth.log_prob(rows)), expected, rtol=1e-6)


def test_far_from_a_thin_ring_the_density_still_falls() -> None:
    rows = np.array([[2.0, 0.0], [3.0, 0.0], [30.0, 0.0], [1e6, 0.0]])
    density = parse("ring:noise=0.01", TRUTHS, "truth").log_prob(rows)
    assert np.isfinite(density).all()
    assert (np.diff(density) < 0).all()


@pytest.mark.parametrize("name", sorted(TRUTHS))
def test_values_out_of_bounds_are_refused_by_name(name: str) -> None:
    for knob, declared in knobs_of(TRUTHS[name]).items():
        if np.isinf(declared.low) or np.isinf(declared.high):
            continue
        for value in (declared.low - 1, declared.high + 1):
            with pytest.raises(BadSpec, match=f"{knob}=.* is outside"):
                parse(f"{name}:{knob}={value:g}", TRUTHS, "truth")


def test_irises_are_the_irises() -> None:
    flowers = np.sort(TRUTHS["iris"]().sample(stream(), 150), axis=0)
    assert flowers[0].tolist() == [1.0, 0.1]
    assert flowers[-1].tolist() == [6.9, 2.5]
    np.testing.assert_allclose(TRUTHS["iris"]().mean(), [3.758, 179.9 / 150])


def test_a_table_is_read_once_and_again_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "growing.csv"
    path.write_text("x,y\n1,2\n3,4\n")
    first = Table(file=str(path))
    assert first.columns is Table(file=str(path)).columns
    np.testing.assert_array_equal(first.mean(), [2, 3])
    path.write_text("x,y\n1,2\n3,4\n5,9\n")
    np.testing.assert_array_equal(first.mean(), [3, 5])


def test_a_table_with_strange_names_travels_in_a_spec(tmp_path: Path) -> None:
    path = tmp_path / "höhe=1, ⅔%.csv"
    path.write_text('"a, b=c",ü %2C\n1,2\n3,5\n')
    truth = Table(file=str(path), x="ü %2C", y="a, b=c", scale=True)
    assert parse(spec_of(truth), TRUTHS, "truth") == truth
    assert truth.axes == ("ü %2C", "a, b=c")


def test_a_standardised_table_has_no_units(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text("x,y\n" + "\n".join(f"{1e6 + i},{0.1 * (i % 7)}" for i in range(70)))
    rows = Table(file=str(path), scale=True).sample(stream(), 70)
    np.testing.assert_allclose(rows.mean(axis=0), 0, atol=1e-10)
    np.testing.assert_allclose(rows.std(axis=0), 1)


def test_a_table_names_its_units_and_what_was_not_read(tmp_path: Path) -> None:
    path = tmp_path / "clinic.csv"
    rows = [f"{i};{i % 7 + 1},5 kg;{i % 5 + 86}{'+' * (i % 5 == 4)};{i % 3}" for i in range(30)]
    path.write_text("\n".join(["number;mass;age;ward", *rows]))
    truth = Table(file=str(path))
    assert truth.axes == ("mass (kg)", "age")
    assert Table(file=str(path), scale=True).axes == ("mass", "age")
    assert Table(file=str(path), x="ward", y="none").axes == ("ward",)
    assert [said.split(",")[0] for said in truth.notes] == [
        "“number” is a row number",
        "6 cells of “age”",
    ]
    assert len(truth.columns.values) == 30
    assert len(Table(file=str(path), limits="left").columns.values) == 24


def test_a_constant_column_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "flat.csv"
    path.write_text("x,y\n" + "\n".join(f"{i},0.1" for i in range(30)))
    for scale in (False, True):
        truth = Table(file=str(path), x="x", y="y", scale=scale)
        rows = truth.sample(stream(), 30)
        assert np.isfinite(truth.log_prob(rows)).all()
        assert np.ptp(rows[:, 1]) == 0


@pytest.mark.parametrize(
    ("truth", "said"),
    [
        (Table(), "name a file"),
        (Table(file="nowhere/at all.csv"), "at all.csv: there is no such file"),
        (Table(file="a\0b"), "there is no such file"),
    ],
)
def test_a_table_without_a_file_says_so(truth: Table, said: str) -> None:
    with pytest.raises(BadSpec, match=said):
        truth.mean()
    with pytest.raises(BadSpec, match=said):
        truth.sample(stream(), 3)
