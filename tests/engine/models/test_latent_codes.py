"""A code is plain numbers from which a model speaks; it means much the same a generation later."""

from dataclasses import replace
from functools import lru_cache
from itertools import islice, pairwise

import numpy as np
import pytest
from scipy.special import ndtri

from engine import MODELS, Trajectory, run, settings
from engine.arrays import Array
from engine.data.standardizer import Standardizer
from engine.distributions.mixture import Mixture
from engine.models._autoencoder import Autoencoder
from engine.models.gmm import Gmm
from engine.models.vae import Vae
from engine.neural.mlp import Coder, Weights
from engine.protocols import LatentModel, Model
from tests.support.statistics import mean_agrees, quick, stream

DECODING = [name for name, model in MODELS.items() if isinstance(model(), LatentModel)]


def recorded(model: str | Model, truth: str = "blobs", **values: object) -> Trajectory:
    """Ten generations on record."""
    given = {"samples": 60, "generations": 10} | values
    trajectory = Trajectory(settings(truth=truth, model=model, policy="replace", **given))
    list(trajectory.follow())
    return trajectory


def at(trajectory: Trajectory, index: int) -> dict[str, Array]:
    """What one generation has recorded."""
    return {name: values[index] for name, values in trajectory.record.items()}


def test_who_decodes() -> None:
    assert {"gaussian", "gmm", "vae"} <= set(DECODING)


@pytest.mark.parametrize("truth", ["normal:dimensions=1", "blobs", "iris"])
@pytest.mark.parametrize("name", DECODING)
def test_codes_become_rows(name: str, truth: str) -> None:
    """As many as there are, each by itself, in either precision, and nothing is changed."""
    trajectory = recorded(quick(name), truth)
    model, d = trajectory.settings.model, trajectory.settings.dimensions
    assert isinstance(model, LatentModel)
    codes = stream().standard_normal((20, model.code_length(d)))
    for index in (0, 3, 10):
        record = at(trajectory, index)
        before = {key: values.copy() for key, values in record.items()}
        said = []
        for kind in (np.float32, np.float64):
            given = codes.astype(kind)
            given.setflags(write=False)
            said.append(model.decode(record, given))
            np.testing.assert_array_equal(given, codes.astype(kind))
        assert said[1].shape == (20, d)
        assert np.isfinite(said[1]).all()
        scale = np.abs(said[1]).max()
        np.testing.assert_allclose(said[0], said[1], rtol=1e-4, atol=1e-4 * scale)
        alone = [model.decode(record, code[None])[0] for code in codes]
        np.testing.assert_allclose(alone, said[1], rtol=1e-4, atol=1e-5 * scale)
        assert model.decode(record, codes[:0]).shape == (0, d)
        for key, values in before.items():
            np.testing.assert_array_equal(record[key], values)


@pytest.mark.parametrize("index", [0, 10])
@pytest.mark.parametrize("name", ["gaussian", "gmm", "gmm:components=5,start=previous"])
def test_a_mixture_at_normal_codes_is_the_mixture(name: str, index: int) -> None:
    """Its mean and covariance, in standard errors."""
    trajectory = recorded(name)
    record, model = at(trajectory, index), trajectory.settings.model
    assert isinstance(model, LatentModel)
    whole = Mixture(record["weights"], record["means"], record["covariances"])
    rows = model.decode(record, stream().standard_normal((50_000, 3)))
    mean_agrees(rows, whole.mean(), "rows")
    centred = rows - whole.mean()
    products = np.einsum("ia,ib->iab", centred, centred)
    mean_agrees(products, whole.covariance(), "products of deviations")


def test_a_mixture_at_the_codes_of_its_own_chance_says_what_it_said() -> None:
    trajectory = recorded("gmm")
    record = at(trajectory, 4)
    whole = Mixture(record["weights"], record["means"], record["covariances"])
    rng = stream(3)
    codes = np.column_stack([ndtri(rng.random(500)), rng.standard_normal((500, 2))])
    said = Gmm().decode(record, codes)
    np.testing.assert_allclose(said, whole.sample(stream(3), 500), rtol=1e-12)


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_not_even_a_code_beyond_all_chance_wakes_the_dead(kind: type) -> None:
    """Where the first number lies so far out that its share of the normal rounds to 0 or 1."""
    record = {
        "weights": np.array([0.0, 0.25, 0.0, 0.75, 0.0]),
        "means": np.arange(5.0)[:, None],
        "covariances": np.zeros((5, 1, 1)),
    }
    codes = np.array([[first, 0] for first in (-99, -9, -6, -1, 0, 6, 9, 99)], kind)
    assert Gmm().decode(record, codes)[:, 0].tolist() == [1, 1, 1, 1, 3, 3, 3, 3]


def linear(latent: int, d: int, seed: int) -> Autoencoder:
    """An untrained one whose decoder is a matrix, in units of its own."""
    rng = stream(seed)
    straight = np.zeros((d, 8 + latent + 1))
    straight[:, 8:] = rng.standard_normal((d, latent + 1))
    inner = rng.standard_normal((latent + 1, 8)).astype(np.float32)
    decoder = Weights(inner, straight.astype(np.float32))
    scale = Standardizer(rng.standard_normal(d), np.full(d, 0.5))
    coder = Coder(decoder, decoder, np.zeros(d, np.float32))
    turn = np.eye(latent, dtype=np.float32)
    return Autoencoder(coder, scale, "gaussian", True, np.zeros((20, 3)), turn)


def rotation(latent: int, seed: int) -> Array:
    """Some rotation or reflection `(latent, latent)`."""
    return np.linalg.qr(stream(seed).standard_normal((latent, latent)))[0].astype(np.float32)


def seen_from(one: Autoencoder, side: Array) -> Autoencoder:
    """The same decoder, whose codes are looked at from another side."""
    coder, latent = one.coder, one.coder.latent
    inner, outer = coder.decoder.inner.copy(), coder.decoder.outer.copy()
    inner[:latent] = side @ inner[:latent]
    outer[:, -1 - latent : -1] = outer[:, -1 - latent : -1] @ side.T
    return replace(one, coder=Coder(coder.encoder, Weights(inner, outer), coder.log_noise))


@pytest.mark.parametrize(("latent", "d"), [(1, 1), (1, 3), (2, 2), (3, 2), (5, 64), (20, 64)])
def test_who_looks_from_another_side_is_turned_back(latent: int, d: int) -> None:
    """Exactly, where the decoder is a matrix: the same codes say the same again, also for one
    who has been turned before."""
    first = linear(latent, d, 1)
    codes = stream(2).standard_normal((50, latent)).astype(np.float32)
    previous = first
    for seed in range(3):
        other = seen_from(first, rotation(latent, seed))
        found = other.turned(previous)
        for again in (found, replace(other, turn=rotation(latent, seed + 9)).turned(previous)):
            np.testing.assert_allclose(again.decode(codes), first.decode(codes), atol=2e-5)
            np.testing.assert_allclose(again.turn @ again.turn.T, np.eye(latent), atol=1e-5)
        previous = found


def test_no_other_turn_is_nearer() -> None:
    """Of a matrix to another matrix, among thousands of rotations and reflections of the plane."""
    one, other = linear(2, 2, 1), linear(2, 2, 2)
    codes = stream(3).standard_normal((4000, 2)).astype(np.float32)
    codes = codes @ np.linalg.inv(np.linalg.cholesky(codes.T @ codes / 4000)).T  # exactly round
    best = apart(other.turned(one), one, codes)
    angles = np.linspace(0, 2 * np.pi, 721)
    for mirror in (1, -1):
        for c, s in zip(np.cos(angles), np.sin(angles), strict=True):
            turn = np.array([[c, -s], [mirror * s, mirror * c]], np.float32)
            assert apart(replace(other, turn=turn), one, codes) > best - 1e-4


def apart(one: Autoencoder, other: Autoencoder, codes: Array) -> float:
    """Mean squared distance between what two say at the same codes."""
    return float(((one.decode(codes) - other.decode(codes)) ** 2).sum(axis=1).mean())


@lru_cache
def lineage(truth: str, spec: str, seed: int) -> list[Autoencoder]:
    """What four generations of networks have learned, each from scratch."""
    made = settings(truth=truth, model=spec, policy="replace", samples=400, seed=seed)
    found = [generation.learned for generation in islice(run(made), 4)]
    assert all(isinstance(one, Autoencoder) for one in found)
    return found  # type: ignore[return-value]


PICTURES = ("digits", "vae:steps=150,likelihood=bernoulli,speak=mean")
PLANE = ("blobs", "vae:steps=200")
UNTURNED = np.eye(2, dtype=np.float32)


@pytest.mark.parametrize(("truth", "spec"), [PICTURES, PLANE])
def test_the_same_codes_say_much_the_same_a_generation_later(truth: str, spec: str) -> None:
    """Though each network starts from scratch: turned, it is several times nearer to the one
    before it than as it comes."""
    codes = stream(5).standard_normal((300, 2)).astype(np.float32)
    turned, plain = [], []
    for seed in range(4):
        for before, after in pairwise(lineage(truth, spec, seed)):
            turned.append(apart(after, before, codes))
            plain.append(apart(replace(after, turn=UNTURNED), before, codes))
    told = f"squared distances {np.round(turned, 2)} turned, {np.round(plain, 2)} as they come"
    assert (np.array(turned) <= np.array(plain) + 1e-6).all(), told
    assert np.mean(turned) < np.mean(plain) / 4, told


@pytest.mark.parametrize(("truth", "spec"), [PICTURES, PLANE])
def test_a_turn_is_a_rotation_and_changes_nothing_that_is_said(truth: str, spec: str) -> None:
    first, *others = lineage(truth, spec, 0)
    np.testing.assert_array_equal(first.turn, UNTURNED)
    for found in others:
        assert found.turn.dtype == np.float32
        np.testing.assert_allclose(found.turn @ found.turn.T, np.eye(2), atol=1e-5)
        assert np.abs(found.turn - UNTURNED).max() > 0.01, "this seed turns"
        plain = replace(found, turn=UNTURNED)
        np.testing.assert_array_equal(found.sample(stream(), 50), plain.sample(stream(), 50))
        np.testing.assert_array_equal(found.mean(), plain.mean())
        np.testing.assert_array_equal(found.covariance(), plain.covariance())
        rows = found.sample(stream(), 20)
        np.testing.assert_array_equal(found.log_prob(rows), plain.log_prob(rows))


@pytest.mark.parametrize("latent", [1, 3, 20])
def test_a_record_is_turned_as_its_generation_was(latent: int) -> None:
    trajectory = recorded(Vae(latent=latent, steps=8, hidden=8))
    codes = stream().standard_normal((6, latent)).astype(np.float32)
    for generation in run(trajectory.settings):
        learned, model = generation.learned, trajectory.settings.model
        assert isinstance(learned, Autoencoder) and isinstance(model, Vae)
        assert model.code_length(2) == latent
        said = model.decode(at(trajectory, generation.index), codes)
        np.testing.assert_allclose(said, learned.decode(codes), rtol=1e-6)
        np.testing.assert_allclose(learned.turn @ learned.turn.T, np.eye(latent), atol=1e-5)
