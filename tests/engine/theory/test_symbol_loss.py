"""What theory says of counted symbols is what the engine's own lineages do."""

import numpy as np
import pytest

from engine import Ensemble, Settings, from_dict
from engine.arrays import Array
from engine.theory import (
    compare,
    exact_loss,
    expectation,
    fixation_time,
    last_one,
    loss_probability,
    rarest_loss,
)
from tests.support.statistics import follow, mean_agrees

LINEAGES = 150


def thrown(policy: str = "replace", **values: object) -> Settings:
    """A loaded die of five faces, thrown a dozen times."""
    given = {"truth": "dice:faces=5,skew=9", "model": "frequency", "samples": 12}
    return from_dict(given | {"generations": 10, "policy": policy} | values)


def lived(made: Settings, count: int = LINEAGES) -> Ensemble:
    """So many lineages of it."""
    ensemble = Ensemble(made, count)
    follow(ensemble)
    return ensemble


@pytest.mark.parametrize(
    "policy",
    [
        "replace",
        "bottleneck:rows=5",
        "fresh:share=0.25",
        "anchor:share=0.5",
        "accumulate",
        "subsample",
    ],
)
def test_diversity_follows_the_variance_of_one_gaussian(policy: str) -> None:
    """Exactly, under every policy that has a law: both are second moments of what is said."""
    made = thrown(policy)
    expected = expectation(made)
    assert expected is not None and expected.metric == "diversity"
    p = made.truth.probabilities  # type: ignore[attr-defined]
    assert expected.whole == pytest.approx(1 - (p**2).sum())
    found = lived(made).metrics["diversity"][:, [0, 1, 4, 10]] / expected.whole
    mean_agrees(found, expected.average[[0, 1, 4, 10]], f"diversity under {policy}")


def test_the_formula_speaks_of_diversity_and_of_no_correction() -> None:
    for policy in ("replace", "fresh", "anchor", "accumulate", "subsample", "bottleneck"):
        expected = expectation(thrown(policy))
        assert expected is not None
        said = " ".join([expected.formula, *expected.symbols, *expected.symbols.values()])
        assert "D_" in expected.formula
        assert "sigma" not in said and "delta" not in said and "variance" not in said


@pytest.mark.parametrize(
    "values",
    [
        {"model": "frequency:bias=0.9"},
        {"model": "gaussian"},
        {"policy": "verify"},
        {"policy": "schedule"},
    ],
)
def test_where_no_law_is_known_none_is_told(values: dict[str, str]) -> None:
    made = thrown(**values)
    assert expectation(made) is None and last_one(made) is None and rarest_loss(made) is None


def test_lineages_that_obey_are_consistent_and_others_are_not() -> None:
    made = thrown(samples=30)
    expected = expectation(made)
    assert expected is not None
    found = lived(made).metrics["diversity"][:, 10] / expected.whole
    assert compare(expected, 10, found).verdict == "consistent"
    wrong = compare(expected, 10, found * 0.8)
    assert wrong.verdict == "not consistent" and wrong.apart < -3


def test_too_few_who_still_differ_can_tell_nothing() -> None:
    """After 400 generations of 12 throws the mean is a matter of one lineage in 10^15."""
    expected = expectation(thrown(generations=400))
    assert expected is not None
    found = compare(expected, 400, np.zeros(256))
    assert found.verdict == "cannot be told" and "a few of these lineages" in found.reason


@pytest.mark.parametrize("samples", [12, 60])
def test_the_rarest_is_lost_as_it_should_be(samples: int) -> None:
    made = thrown(samples=samples)
    loss = rarest_loss(made)
    assert loss is not None and loss.exact and len(loss.chances) == 11
    lost = lived(made).metrics["rarest"] == 0
    mean_agrees(lost[:, [0, 3, 10]].astype(float), loss.chances[[0, 3, 10]], "loss of the rarest")


@pytest.mark.parametrize("truth", ["dice:faces=300", "dice:faces=9", "zipf"])
def test_the_approximation_ends_where_it_is_three_percent_off(truth: str) -> None:
    """Of many samples: up to generation M/10 the rarest survives as said, or 3% more often."""
    made = thrown(truth=truth, samples=600, generations=100)
    loss = rarest_loss(made)
    assert loss is not None and not loss.exact and len(loss.chances) == 60
    p = float(made.truth.probabilities.min())  # type: ignore[attr-defined]
    survives, said = 1 - exact_loss(p, 600, 60), 1 - loss.chances
    assert (said <= survives * (1 + 1e-12)).all() and (said >= 0.97 * survives).all(), (
        f"off by up to {np.max(1 - said / survives):.1%}"
    )


@pytest.mark.parametrize("samples", [50, 200])
@pytest.mark.parametrize("times", [0.5, 3, 0.2])
def test_it_is_so_whatever_the_share_is(samples: int, times: float) -> None:
    share = times / samples if times >= 0.5 else times
    until = samples // 10
    survives: Array = 1 - exact_loss(share, samples, until)
    said = 1 - loss_probability(np.array([share]), samples, until)[:, 0]
    np.testing.assert_array_less(said, survives * (1 + 1e-12))
    np.testing.assert_array_less(0.97 * survives, said)


@pytest.mark.parametrize("samples", [20, 100])
@pytest.mark.parametrize("share", [0.5, 0.1])
def test_the_last_one_is_foretold_a_few_generations_too_late(samples: int, share: float) -> None:
    """Two faces, by the exact chain: one is left once the other is gone."""
    law = fixation_time(np.array([share, 1 - share]), samples)
    both = [exact_loss(p, samples, 30 * samples) for p in (share, 1 - share)]
    assert 1 < law - (1 + np.sum(1 - both[0] - both[1])) < 4
    made = thrown(samples=samples)
    p = made.truth.probabilities  # type: ignore[attr-defined]
    assert last_one(made) == fixation_time(p, samples) - 1
