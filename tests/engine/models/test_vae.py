"""A network that is trained by hand learns what autograd would teach it, and can be interrupted."""

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice, pairwise

import numpy as np
import pytest
import torch
from scipy import stats
from torch import Tensor

from benchmarks import _pytorch_vae as tutorial
from engine import POLICIES, BadSpec, Settings, Trajectory, load, run, save, settings
from engine.data.standardizer import Standardizer
from engine.models._autoencoder import Autoencoder, fixed_codes
from engine.models._elbo import Elbo
from engine.models._vae_training import train
from engine.models.vae import Vae, from_scratch
from engine.neural.batched_adam import Parameters, one_thread
from engine.neural.mlp import Coder, Weights
from engine.neural.schedule import MOMENTS, TrainingPlan, normal_numbers
from engine.progress import Cancelled, Progress, report, watched
from engine.training_set import Origin, TrainingSet
from engine.truths.blobs import Blobs
from engine.truths.normal import Normal
from tests.support.statistics import agrees, stream

SMALL = "vae:steps=24,hidden=8,batch=16"


def read(n: int = 200, seed: int = 1) -> TrainingSet:
    """Rows of three blobs."""
    return TrainingSet(Blobs().sample(stream(seed), n), Origin(real=n))


def coder(d: int, latent: int, noises: int, seed: int = 1) -> Coder:
    """Random weights all over, hidden units that are listened to included."""
    rng = stream(seed)

    def weights(inputs: int, outputs: int) -> Weights:
        inner = rng.standard_normal((inputs + 1, 8)) / 2
        outer = rng.standard_normal((outputs, 8 + inputs + 1)) / 4
        return Weights(inner.astype(np.float32), outer.astype(np.float32))

    noise = rng.standard_normal(noises).astype(np.float32) / 4
    return Coder(weights(d, 2 * latent), weights(latent, d), noise)


def apply(layers: list[Tensor], rows: Tensor) -> Tensor:
    """A network on rows `(L, i, B)`, as one would write it down."""
    inner, outer = layers
    ones = torch.ones_like(rows[:, :1])
    hidden = torch.relu(inner.transpose(1, 2) @ torch.cat([rows, ones], 1))
    return outer @ torch.cat([hidden, rows, ones], 1)


def bound(
    leaves: list[Tensor], likelihood: str, data: Tensor, normals: Tensor
) -> tuple[Tensor, Tensor]:
    """Reconstruction and divergence `(L,)` in nats a row, by torch's own distributions."""
    means, log_spread = apply(leaves[0:2], data).chunk(2, 1)
    answers = apply(leaves[2:4], means + log_spread.exp() * normals)
    if likelihood == "gaussian":
        says = torch.distributions.Normal(answers, leaves[4].exp())
        densities = says.log_prob(data)
    else:
        densities = -torch.nn.functional.binary_cross_entropy_with_logits(
            answers, data, reduction="none"
        )
    prior = torch.distributions.Normal(0.0, 1.0)
    posterior = torch.distributions.Normal(means, log_spread.exp())
    apart = torch.distributions.kl_divergence(posterior, prior)
    return -densities.sum(1).mean(1), apart.sum(1).mean(1)


@pytest.mark.parametrize("likelihood", ["gaussian", "bernoulli"])
@pytest.mark.parametrize(("lineages", "beta"), [(1, 1.0), (3, 0.3)])
def test_gradients_by_hand_are_autograds(likelihood: str, lineages: int, beta: float) -> None:
    d, latent, batch = 4, 3, 32
    noises = d if likelihood == "gaussian" else 0
    coders = [coder(d, latent, noises, seed) for seed in range(lineages)]
    stacked = [np.stack(alike) for alike in zip(*(c.arrays() for c in coders), strict=True)]
    data = torch.rand(lineages, d, batch, generator=torch.Generator().manual_seed(1))
    normals = torch.randn(lineages, latent, batch, generator=torch.Generator().manual_seed(2))
    parameters = Parameters(stacked, torch.device("cpu"))
    evidence = Elbo(parameters, likelihood, batch, beta)
    for _ in range(2):  # buffers hold what was there before
        evidence.descend(data, normals)
    leaves = [torch.tensor(array, requires_grad=True) for array in stacked]
    reconstruction, divergence = bound(leaves, likelihood, data, normals)
    (reconstruction + beta * divergence).sum().backward()
    for leaf, slope in zip(leaves, parameters.views(parameters.slopes), strict=True):
        if leaf.numel():
            torch.testing.assert_close(slope, leaf.grad, rtol=1e-4, atol=1e-6)
    expected = torch.stack([reconstruction + divergence, reconstruction, divergence], 1)
    torch.testing.assert_close(evidence.terms(), expected.detach(), rtol=1e-5, atol=1e-5)


def test_the_same_training_as_a_tutorials_loop() -> None:
    """Same weights, batches and chance: the same losses, and in the end the same numbers."""
    lesson = TrainingPlan(60, 32, 0.7, 0.02, "gaussian")
    rows = stream(2).standard_normal((1, 100, 2)).astype(np.float32)
    start = from_scratch(Vae(hidden=8), stream(3), rows[0], None)
    with one_thread():
        (found,), course = train(lesson, [stream(4)], rows, [start])
        data, normals = (
            np.concatenate([part[0] for part in parts]).transpose(0, 2, 1).copy()
            for parts in zip(*lesson.layouts([stream(4)], rows, 2), strict=True)
        )
        losses = tutorial.train(lesson, start, data, normals)
    np.testing.assert_allclose(course[0, :, 0], np.take(losses, lesson.moments()), rtol=1e-4)
    assert losses[-1] < losses[0]
    assert not np.array_equal(found.decoder.inner, start.decoder.inner)


@pytest.mark.parametrize("spec", ["vae:steps=40,hidden=9,latent=3", "vae:steps=40,start=previous"])
def test_side_by_side_or_alone_is_the_same_to_the_last_bit(spec: str) -> None:
    model = settings(truth="blobs", model=spec, policy="replace").model
    assert isinstance(model, Vae)
    readings = [read(seed=seed) for seed in range(3)]
    before = [model.fit(stream(9 + i), read(seed=9), None) for i in range(3)]
    together = model.fit_many([stream(i) for i in range(3)], readings, before)
    for i, found in enumerate(together):
        alone = model.fit(stream(i), readings[i], before[i])
        for name, value in alone.record().items():
            np.testing.assert_array_equal(found.record()[name], value, name)


def test_chance_is_normal_and_each_lineages_own() -> None:
    numbers = normal_numbers([stream(seed) for seed in range(3)], 100_001)
    assert numbers.shape == (3, 100_001) and numbers.dtype == np.float32
    assert min(stats.kstest(own, "norm").pvalue for own in numbers) > 1e-4
    half = 50_001  # the other half of a pair comes so much later
    for shift in (1, half):
        together = np.corrcoef(numbers[0, :-shift], numbers[0, shift:])[0, 1]
        agrees(together, 0, 1 / np.sqrt(100_001 - shift), f"correlation {shift} apart")
    alone = normal_numbers([stream(1)], 100_001)
    np.testing.assert_array_equal(alone[0], numbers[1])


def test_lineages_of_different_sizes_do_not_fit_together() -> None:
    with pytest.raises(ValueError):
        Vae(steps=1).fit_many([stream(), stream()], [read(10), read(11)], [None, None])


def test_the_number_of_threads_is_given_back() -> None:
    before = torch.get_num_threads()
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda seed: Vae(steps=20).fit(stream(seed), read(), None), range(6)))
    Vae(steps=1).fit(stream(), read(), None)
    assert torch.get_num_threads() == before


def test_three_blobs_are_learned() -> None:
    """Better than one Gaussian could, with codes in use and a noise about as wide as a blob."""
    truth, training = Blobs(), read(1000)
    found = Vae().fit(stream(2), training, None)
    rows = truth.sample(stream(3), 500)
    moments = training.moments
    alone = np.linalg.slogdet(moments.scatter / moments.count)[1] / 2 + np.log(2 * np.pi) + 1
    assert found.log_prob(rows).mean() > -alone + 0.1
    assert found.final[2] > 1, "the codes say nothing"
    noise = found.record()["noise"]
    assert isinstance(noise, np.ndarray)
    assert (noise > 0.2).all() and (noise < 0.8).all()
    assert found.course.shape == (MOMENTS, 3)
    np.testing.assert_allclose(found.course[:, 0], found.course[:, 1:].sum(1), rtol=1e-5)
    assert found.final[0] < found.course[0, 0]


def test_going_on_with_the_last_network_begins_where_it_ended() -> None:
    first = Vae().fit(stream(1), read(500), None)
    afresh = Vae(steps=1).fit(stream(2), read(500), first)
    onward = Vae(steps=1, start="previous").fit(stream(2), read(500), first)
    assert onward.course[0, 0] < afresh.course[0, 0] - 0.1
    np.testing.assert_allclose(onward.coder.decoder.inner, first.coder.decoder.inner, atol=0.05)


def test_to_say_only_the_mean_takes_the_noise_away() -> None:
    noisy = Vae().fit(stream(1), read(500), None)
    quiet = Vae(speak="mean").fit(stream(1), read(500), None)
    noise = np.diag(np.square(np.asarray(noisy.record()["noise"])))
    np.testing.assert_allclose(noisy.covariance(), quiet.covariance() + noise, rtol=1e-5)
    np.testing.assert_array_equal(noisy.mean(), quiet.mean())


def test_and_a_run_of_means_shrinks_fast() -> None:
    chosen = settings(truth="normal", model="vae:speak=mean", policy="replace", samples=300)
    spread = [g.learned.covariance().trace() / 2 for g in islice(run(chosen), 6)]
    noisy = [
        g.learned.covariance().trace() / 2 for g in islice(run(replace(chosen, model=Vae())), 6)
    ]
    assert spread[5] < 0.5 < noisy[5]
    assert all(after < before for before, after in pairwise(spread))


def plain(d: int, latent: int, likelihood: str = "gaussian") -> Autoencoder:
    """An untrained one with random weights, not in the data's own units, its codes turned."""
    made = coder(d, latent, d, seed=5)
    # An encoder that is nearly right, so that few draws are enough: wide, and unmoved.
    encoder = Weights(made.encoder.inner, np.zeros_like(made.encoder.outer))
    scale = Standardizer(np.full(d, 3.0), np.full(d, 0.5))
    turn = stats.ortho_group.rvs(latent, random_state=1) if latent > 1 else -np.eye(1)
    return Autoencoder(
        Coder(encoder, made.decoder, made.log_noise),
        scale,
        likelihood,
        True,
        np.zeros((20, 3)),
        turn.astype(np.float32),
    )


@pytest.mark.parametrize(
    ("d", "latent", "bias"), [(1, 1, 1.0), (2, 1, 1.0), (2, 2, 1.0), (2, 1, 0.6)]
)
def test_the_density_by_importance_is_that_of_quadrature(d: int, latent: int, bias: float) -> None:
    found = replace(plain(d, latent), bias=bias)
    rows = found.sample(stream(6), 40)
    ticks = np.linspace(-6, 6, 401)
    codes = np.stack(np.meshgrid(*[ticks] * latent), axis=-1).reshape(-1, latent)
    prior = np.exp(-0.5 * (codes**2).sum(1)) / (2 * np.pi) ** (latent / 2)
    weights = prior * (ticks[1] - ticks[0]) ** latent
    noise = np.exp(found.coder.log_noise) * 0.5 * np.sqrt(bias)
    apart = (rows[:, None] - found.decode(codes.astype(np.float32))) / noise
    kernel = np.exp(-0.5 * (apart**2).sum(2)) / np.prod(noise * np.sqrt(2 * np.pi))
    expected = np.log(kernel @ weights)
    np.testing.assert_allclose(found.log_prob(rows), expected, atol=0.1)
    assert abs((found.log_prob(rows) - expected).mean()) < 0.02


@pytest.mark.parametrize("noisy", [True, False])
def test_a_timid_linear_decoder_says_lambda_times_its_covariance(noisy: bool) -> None:
    """As one Gaussian does: its codes and its noise both shrink, and its mean stays."""
    bold = replace(plain(2, 2), noisy=noisy)
    decoder = bold.coder.decoder
    flat = decoder.outer.copy()
    flat[:, : decoder.inner.shape[1]] = 0  # no hidden unit is listened to
    coder = replace(bold.coder, decoder=Weights(decoder.inner, flat))
    bold = replace(bold, coder=coder)
    timid = replace(bold, bias=0.36)
    np.testing.assert_allclose(timid.covariance(), 0.36 * bold.covariance(), rtol=1e-4)
    np.testing.assert_allclose(timid.mean(), bold.mean(), atol=1e-5)
    rows = timid.sample(stream(2), 40_000)
    squares = (rows - timid.mean()) ** 2
    variances = np.diag(timid.covariance())
    agrees(squares.mean(axis=0), variances, variances * np.sqrt(2 / len(rows)), "timid variance")


def test_a_timid_network_learns_the_same_and_a_lineage_of_them_shrinks() -> None:
    """By the Gaussian's law at lambda 0.7, ten generations leave about 0.7^10, three percent."""
    timid, usual = (Vae(steps=200, bias=bias).fit(stream(1), read(), None) for bias in (0.7, 1.0))
    np.testing.assert_array_equal(timid.coder.decoder.outer, usual.coder.decoder.outer)
    codes = fixed_codes(64, 2)
    record = timid.record()
    np.testing.assert_allclose(Vae(bias=0.7).decode(record, codes), timid.decode(codes), rtol=1e-5)
    made = settings(
        truth="normal",
        model="vae:steps=200,bias=0.7",
        policy="replace",
        samples=500,
        generations=10,
    )
    variances = [one.learned.covariance().trace() / 2 for one in run(made)]
    assert 0.3 * 0.7**11 < variances[-1] < 3 * 0.7**11


def test_what_it_says_has_the_density_that_it_says() -> None:
    """Over a grid of the plane, a trained model's density sums to one, nearly."""
    found = Vae().fit(stream(1), read(500), None)
    axis = np.linspace(-6, 6, 49)
    grid = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    whole = np.exp(found.log_prob(grid)).sum() * (axis[1] - axis[0]) ** 2
    assert 0.97 < whole < 1.01, f"the density integrates to {whole}"


@pytest.mark.parametrize("latent", [1, 2, 7, 20])
def test_even_codes_are_centred_and_round(latent: int) -> None:
    codes = fixed_codes(4096, latent).astype(float)
    np.testing.assert_allclose(codes.mean(axis=0), 0, atol=1e-6)
    np.testing.assert_allclose(codes.T @ codes / len(codes), np.eye(latent), atol=1e-5)


def test_a_record_is_enough_to_decode_from() -> None:
    chosen = settings(truth="blobs", model=SMALL, policy="replace", samples=50, generations=10)
    trajectory = Trajectory(chosen)
    list(trajectory.follow())
    for generation in run(chosen):
        at, learned = generation.index, generation.learned
        assert isinstance(learned, Autoencoder) and isinstance(chosen.model, Vae)
        recorded = {name: values[at] for name, values in trajectory.record.items()}
        codes = stream(at).standard_normal((5, 2)).astype(np.float32)
        decoded = chosen.model.decode(recorded, codes)
        np.testing.assert_allclose(decoded, learned.decode(codes), rtol=1e-6)
        assert recorded["manifold"].shape == (17, 17, 2)


@pytest.mark.parametrize(("latent", "shape"), [(1, (65, 2)), (2, (17, 17, 2)), (3, (0, 2))])
def test_what_a_decoder_reaches(latent: int, shape: tuple[int, ...]) -> None:
    assert Vae(latent=latent, steps=1).fit(stream(), read(), None).manifold().shape == shape


@pytest.mark.parametrize(
    "spec", ["vae:steps=1", "vae:latent=20,steps=30", "vae:batch=1,steps=9", "vae:beta=0"]
)
def test_a_bad_teacher_is_a_result(spec: str) -> None:
    chosen = settings(truth="blobs", model=spec, policy="replace", samples=20)
    for generation in islice(run(chosen), 4):
        assert np.isfinite(generation.output).all()
        assert np.isfinite(generation.learned.covariance()).all()


def test_a_lost_training_is_one_clear_sentence() -> None:
    model = Vae()
    object.__setattr__(model, "rate", 1e30)
    with pytest.raises(BadSpec, match=r"^rate=1e\+30 is too fast"):
        model.fit(stream(), read(), None)


def test_bernoulli_reads_no_others_than_0_to_1() -> None:
    with pytest.raises(BadSpec, match="likelihood=bernoulli reads numbers from 0 to 1"):
        Vae(likelihood="bernoulli").fit(stream(), read(), None)


def test_bernoulli_tosses_coins_and_its_mean_is_grey() -> None:
    rows = np.round(stream(1).random((60, 5)) ** 3, 2)
    training = TrainingSet(rows, Origin(real=60))
    spoken = {
        speak: Vae(likelihood="bernoulli", steps=200, speak=speak).fit(stream(), training, None)
        for speak in ("sample", "mean")
    }
    assert set(np.unique(spoken["sample"].sample(stream(2), 500))) == {0.0, 1.0}
    grey = spoken["mean"].sample(stream(2), 500)
    assert grey.min() > 0 and grey.max() < 1 and len(np.unique(grey)) > 100
    np.testing.assert_allclose(grey.mean(axis=0), rows.mean(axis=0), atol=0.1)


def short(policy: str = "replace", model: str = SMALL, **values: object) -> Settings:
    """A run of ten generations."""
    given = {"samples": 30, "generations": 10} | values
    return settings(truth="blobs", model=model, policy=policy, **given)


def recorded(chosen: Settings) -> Trajectory:
    """The run on record from end to end."""
    trajectory = Trajectory(chosen)
    list(trajectory.follow())
    return trajectory


def same(one: Trajectory, other: Trajectory) -> None:
    """Assert that two records are equal to the last digit."""
    assert one.settings == other.settings
    assert one.length == other.length
    for name, values in one.record.items():
        np.testing.assert_array_equal(values, other.record[name], name)
        assert values.dtype == other.record[name].dtype
    for name, values in one.metrics.items():
        np.testing.assert_array_equal(values, other.metrics[name], name)
    np.testing.assert_array_equal(one.outputs, other.outputs)
    np.testing.assert_array_equal(one.centres, other.centres)
    np.testing.assert_array_equal(one.origins, other.origins)


def on_file(trajectory: Trajectory) -> Trajectory:
    """The same after a journey through a file."""
    file = io.BytesIO()
    save(trajectory, file)
    file.seek(0)
    return load(file)


MODELS = [SMALL, SMALL + ",start=previous", "gmm:start=previous"]
"""Each begins its fits in another way; every model is tried with its records."""


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("policy", POLICIES)
def test_going_on_equals_having_run_longer(policy: str, model: str) -> None:
    whole, part = recorded(short(policy, model, generations=16)), recorded(short(policy, model))
    for begun in (part, on_file(part)):
        longer = begun.extended(16)
        assert longer.length == 11
        assert list(longer.follow()) == [11, 12, 13, 14, 15, 16]
        same(longer, whole)
        assert begun.length == 11, "the shorter record stays as it was"


def test_a_closed_record_goes_on_by_itself() -> None:
    trajectory = Trajectory(short())
    for steps in (islice(trajectory.follow(), 4), trajectory.follow()):
        list(steps)
    same(trajectory, recorded(short()))
    assert list(trajectory.follow()) == []


def test_a_record_can_only_grow() -> None:
    part = recorded(short(generations=12))
    with pytest.raises(BadSpec, match="generations=10 is less than the 12 that are there"):
        part.extended(10)
    with pytest.raises(BadSpec, match="generations=3000 is outside"):
        part.extended(3000)


def test_too_many_rows_for_a_file_are_left_out_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    part = recorded(short("accumulate"))
    monkeypatch.setattr("engine.recording.checkpoint.BYTES_AT_MOST", 100)
    loaded = on_file(part)
    assert loaded.complete
    with pytest.raises(ValueError, match="does not hold what its last generation read"):
        loaded.extended(12)
    assert list(part.extended(12).follow()) == [11, 12]


class Impatient(Progress):
    """Asks the fifth fit to end in its middle."""

    fits, seen = 0, 0

    @property
    def stopped(self) -> bool:  # type: ignore[override]
        self.fits += self.step.done == 0 and self.step.total > 0
        self.seen = max(self.seen, self.step.done)
        return self.fits >= 5 and self.step.done >= 8

    @stopped.setter
    def stopped(self, value: bool) -> None: ...


def test_a_fit_is_stopped_in_its_middle_and_what_was_before_stays() -> None:
    trajectory = Trajectory(short(model="vae:steps=200,hidden=8"))
    progress = Impatient()
    said = list(trajectory.follow(progress))
    assert 0 < len(said) < 11
    assert trajectory.length == len(said)
    assert 8 <= progress.step.done < 200
    assert np.isfinite(trajectory.metrics["variance"][: len(said)]).all()
    onward = trajectory.extended()
    list(onward.follow())
    same(onward, recorded(trajectory.settings))


def test_a_stop_comes_from_another_thread() -> None:
    """Without it, this run would take hours."""
    trajectory = Trajectory(short(model="vae:steps=20000,hidden=512,batch=1024"))
    progress = Progress()
    with ThreadPoolExecutor(1) as pool:
        ended = pool.submit(lambda: list(trajectory.follow(progress)))
        while not progress.step.done:
            pass
        assert progress.step.total == 20_000
        assert np.isfinite(progress.step.loss)
        progress.stop()
        assert ended.result() == []
    assert trajectory.length == 0
    assert trajectory.pause is None
    assert list(trajectory.follow(progress)) == [], "what was stopped stays stopped"


def test_nobody_watches_unasked() -> None:
    report(0, 10)
    watch = Progress()
    with watched(watch):
        report(0, 10)
        report(3, 10, 1.5)
        assert (watch.step.done, watch.step.total, watch.step.loss) == (3, 10, 1.5)
        watch.stop()
        with pytest.raises(Cancelled):
            report(4, 10)
    report(5, 10)
    hasty = Progress(patience=-1.0)
    with watched(hasty), pytest.raises(Cancelled):
        report(0, 10)


def test_the_loop_goes_on_after_any_generation() -> None:
    whole = list(run(short()))
    later = list(run(short(), whole[6]))
    assert [g.index for g in later] == [7, 8, 9, 10]
    for one, other in zip(later, whole[7:], strict=True):
        np.testing.assert_array_equal(one.output, other.output)


def test_a_vae_on_the_normal_keeps_its_shape() -> None:
    """What it can hold it holds: one fit's mean and covariance are the data's, to a tenth."""
    rows = Normal(dimensions=2).sample(stream(3), 1000)
    found = Vae().fit(stream(4), TrainingSet(rows, Origin(real=1000)), None)
    np.testing.assert_allclose(found.covariance(), np.cov(rows.T), atol=0.12)
    np.testing.assert_allclose(found.mean(), rows.mean(axis=0), atol=0.1)


def test_one_place_stays_one_place() -> None:
    rows = np.tile([0.1, -3.0], (30, 1))
    found = Vae(steps=20).fit(stream(), TrainingSet(rows, Origin(real=30)), None)
    assert np.unique(found.sample(stream(), 50), axis=0).tolist() == [[0.1, -3.0]]
