"""What every metric says of itself is true: its unit, its data, and the level of real data."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import ClassVar

import numpy as np
import pytest

from engine import TRUTHS, Generation, run, settings
from engine.arrays import Array, Rng
from engine.metrics import METRICS, first_shown, shown
from engine.protocols import Data, Learned, Place, Shown, Truth, Unit, data_of
from engine.protocols.reference import Reference
from engine.settings import ROLES, parse
from engine.training_set import Origin, TrainingSet
from tests.engine.evidence import agrees, stream

RUNS = {
    Data.NUMBERS: ("blobs", "gmm:components=2"),
    Data.PICTURES: ("digits:components=2", "gmm:components=2"),
    Data.SYMBOLS: ("dice", "frequency"),
    Data.TEXT: ("text:vocabulary=50", "ngram:order=1"),
}
"""A run of each kind of data, of which as much is known as can be."""

LARGE = {
    "normal": 1000,
    "blobs": 1000,
    "ring": 1000,
    "moons": 1000,
    "pinwheel": 1000,
    "student:freedom=20": 1000,
    "digits": 1000,
    "digits:components=2": 1000,
    "dice:skew=5": 20_000,
    "zipf": 50_000,
    "text": 0,
}
"""Truths, and how many rows are a large sample: symbols are so many that the rarest is among them;
of a text, 0 for all of it."""

UNLIKE = {
    ("mean_shift", "digits"): "in 64 dimensions no sample's mean is nearly where it should be",
    ("entropy", "digits:components=2"): "nobody can read such pictures rightly",
}
"""Where real data are not, in a sample, what they are by themselves; and why."""

MEASURED = [(name, spec) for name in METRICS for spec in LARGE if (name, spec) not in UNLIKE]
REPEATS = 12


@lru_cache
def known(spec: str) -> Truth:
    """A truth, made once."""
    found: Truth = parse(spec, ROLES["truth"], "truth")
    return found


@lru_cache
def generations(data: Data) -> tuple[Truth, list[Generation]]:
    """Twelve generations of the run of such data."""
    truth, model = RUNS[data]
    made = settings(truth=truth, model=model, policy="replace", samples=30)
    return made.truth, list(islice(run(made), 12))


def measured(name: str, truth: Truth, heard: Sequence[Generation]) -> Array:
    """The metric of some generations, the first of which is generation 0."""
    return METRICS[name]().measure(Reference(truth, heard[0].learned), heard)


@pytest.mark.parametrize("name", list(METRICS))
def test_every_metric_says_all_of_itself(name: str) -> None:
    metric = METRICS[name]
    assert isinstance(metric.unit, Unit)
    assert metric.of and all(isinstance(data, Data) for data in metric.of)
    for row in metric.shown:
        assert isinstance(row, Shown) and isinstance(row.place, Place)
        assert row.data and set(row.data) <= set(metric.of), "it is shown where it applies"
        assert row.label or row.place not in (Place.FILM, Place.LEDGER), "it is called something"
        assert row.scale in ("linear", "log")
        assert not metric.by_class, "only one number can be drawn"


@pytest.mark.parametrize("data", Data)
@pytest.mark.parametrize("place", Place)
def test_no_two_are_shown_at_the_same_place_in_the_order(place: Place, data: Data) -> None:
    orders = Counter(row.order for _, row in shown(place, data))
    assert not [order for order, count in orders.items() if count > 1]
    assert list(orders) == sorted(orders)


@pytest.mark.parametrize("data", Data)
def test_there_is_something_to_begin_with(data: Data) -> None:
    names = [name for name, _ in shown(Place.CHOICE, data)]
    assert names and first_shown(Place.CHOICE, data, METRICS) == names[0]
    assert first_shown(Place.CHOICE, data, ["b", "a"]) == "b", "of none of them, the first"
    assert shown(Place.FILM, data)


@pytest.mark.parametrize("data", Data)
@pytest.mark.parametrize("name", list(METRICS))
def test_a_metric_is_of_the_data_that_it_says(name: str, data: Data) -> None:
    truth, heard = generations(data)
    assert data_of(truth) is data
    found = np.isfinite(measured(name, truth, heard))
    assert found.any() == (data in METRICS[name].of)


def test_every_truth_is_of_one_kind() -> None:
    kinds = {name: data_of(truth()) for name, truth in TRUTHS.items()}
    assert [name for name, data in kinds.items() if data is Data.PICTURES] == ["digits"]
    assert [name for name, data in kinds.items() if data is Data.SYMBOLS] == ["dice", "zipf"]
    assert [name for name, data in kinds.items() if data is Data.TEXT] == ["text"]
    assert kinds["table"] is Data.NUMBERS, "without asking it for a file"


@dataclass(frozen=True, eq=False)
class Sample:
    """A model that has learned one sample of the truth, as it is."""

    tractable: ClassVar[bool] = True
    truth: Truth
    rows: Array

    def sample(self, rng: Rng, n: int) -> Array:
        """Nothing asks for it."""
        raise NotImplementedError

    def log_prob(self, x: Array) -> Array:
        """The truth's density."""
        return self.truth.log_prob(x)

    def mean(self) -> Array:
        """The sample's."""
        return np.asarray(self.rows.mean(axis=0))

    def covariance(self) -> Array:
        """The sample's."""
        return np.atleast_2d(np.cov(self.rows, rowvar=False))

    def record(self) -> dict[str, Array]:
        """Nothing."""
        return {}


@lru_cache
def samples(spec: str) -> list[Generation]:
    """Generations each of which says a large sample of the truth."""
    truth, rows = known(spec), LARGE[spec] or len(getattr(known(spec), "taught", ()))
    drawn = [truth.sample(stream(seed), rows) for seed in range(REPEATS)]
    learned: list[Learned] = [Sample(truth, output) for output in drawn]
    origin = TrainingSet(drawn[0][:0], Origin())
    pairs = zip(learned, drawn, strict=True)
    return [Generation(at, origin, one, output) for at, (one, output) in enumerate(pairs)]


@pytest.mark.parametrize(("name", "spec"), MEASURED)
def test_the_level_of_real_data_is_what_is_measured_of_them(name: str, spec: str) -> None:
    """Within what one such sample may be off: of entropies, and of distances, the mean of many is
    off, too, by less than that."""
    truth, metric = known(spec), METRICS[name]
    level = metric().real(truth)
    if data_of(truth) not in metric.of:
        assert level is None
    elif level is not None:
        assert type(level) is float
        found = measured(name, truth, samples(spec))
        agrees(found.mean(), level, found.std(ddof=1) + 1e-12, f"{name} of real {spec}")


@pytest.mark.parametrize("name", list(METRICS))
def test_a_level_is_known_of_whatever_is_shown_with_one(name: str) -> None:
    for row in METRICS[name].shown:
        for data in row.data if row.level else ():
            assert METRICS[name]().real(generations(data)[0]) is not None


SCALED = {Unit.DATA: 2.0, Unit.DATA_SQUARED: 4.0, Unit.DENSITY: 1 / 4}
"""What becomes of a number in the plane where all data are twice as large; of others, nothing."""


@pytest.mark.parametrize("name", [name for name, m in METRICS.items() if Data.NUMBERS in m.of])
def test_what_is_in_units_of_the_data_grows_with_them(name: str) -> None:
    found = []
    for size in (1, 2):
        truth = f"blobs:spread={0.5 * size},radius={2.0 * size}"
        made = settings(truth=truth, model="gaussian", policy="replace", samples=60)
        found.append(measured(name, made.truth, list(islice(run(made), 12))))
    unit = METRICS[name].unit
    np.testing.assert_allclose(found[1], SCALED.get(unit, 1.0) * found[0], rtol=1e-9, atol=1e-12)
    assert unit.scales == (unit in (Unit.DATA, Unit.DATA_SQUARED))


@pytest.mark.parametrize("data", Data)
@pytest.mark.parametrize("name", list(METRICS))
def test_numbers_are_what_their_unit_allows(name: str, data: Data) -> None:
    values = measured(name, *generations(data))
    values = values[np.isfinite(values)]
    unit = METRICS[name].unit
    assert (values >= 0).all()
    if unit is Unit.SHARE:
        assert (values <= 1).all()
    if unit is Unit.NAME:
        assert (values >= 1).all() and (values == np.rint(values)).all()
