"""A run on record: it can be read while it grows, put away, and found again to the last digit."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine import (
    BadSpec,
    BadTrajectory,
    Settings,
    Trajectory,
    from_dict,
    load,
    run,
    save,
    settings,
)
from engine.arrays import Array
from engine.metrics import METRICS
from engine.models._fitted_ngram import Ngrams
from engine.protocols import data_of
from engine.recording import is_round
from engine.recording.processor import processor
from engine.recording.trajectory import LIBRARIES, OUTPUT_BYTES
from engine.version import VERSION
from tests.support.pairs import pairs
from tests.support.statistics import quick

OF_PICTURES = {"confidence", "density", "entropy", "picture_coverage", "precision"}
OF_SYMBOLS = {"diversity", "entropy", "leader", "missing_mass", "rarest", "surviving"}
NOT_FOR_SYMBOLS = {"coverage", "mean_shift", "tail_mass", "variance", "wasserstein"}
OF_TEXT = {"held_out", "pairs", "perplexity", "repetition"}
NOT_FOR_ALL = {"l2", "modes", "iterations", "log_likelihood", *OF_PICTURES, *OF_SYMBOLS, *OF_TEXT}
"""What may be NaN throughout: what a model or a truth does not have."""


def chosen(model: str = "gmm:components=2", **values: object) -> Settings:
    """A short run on three blobs."""
    given = {"samples": 30, "generations": 150} | values
    return settings(truth="blobs", model=model, policy="replace", **given)


def recorded(made: Settings, length: int | None = None) -> Trajectory:
    """The run on record, whole or until it was cancelled at some length."""
    trajectory = Trajectory(made)
    steps = trajectory.follow()
    for index in steps:
        if length is not None and index + 1 >= length:
            break
    steps.close()
    return trajectory


def arrays(trajectory: Trajectory) -> dict[str, Array]:
    """Everything on record, by name, as far as it goes."""
    named = {f"metric {name}": values for name, values in trajectory.metrics.items()}
    named |= {f"record {name}": values for name, values in trajectory.record.items()}
    named |= {name: getattr(trajectory, name) for name in ("outputs", "centres", "origins")}
    return {name: values[: trajectory.length] for name, values in named.items()}


def same(one: Trajectory, other: Trajectory) -> None:
    """Assert that two records are equal to the last digit."""
    assert one.settings == other.settings
    assert one.length == other.length
    assert list(arrays(one)) == list(arrays(other))
    for name, values in arrays(one).items():
        np.testing.assert_array_equal(values, arrays(other)[name], name)
        assert values.dtype == arrays(other)[name].dtype


def test_a_record_holds_what_the_run_did() -> None:
    trajectory = recorded(chosen())
    assert trajectory.complete
    assert trajectory.length == 151
    for generation in run(chosen()):
        at, learned = generation.index, generation.learned
        for name, value in learned.record().items():
            np.testing.assert_array_equal(trajectory.record[name][at], value)
        np.testing.assert_array_equal(trajectory.centres[at], learned.mean())
        said, scale = trajectory.output(at), np.abs(generation.output - learned.mean()).max()
        assert np.abs(said - generation.output).max() <= scale * np.finfo(np.float32).eps
        np.testing.assert_array_equal(trajectory.output([at, at])[1], said)
        origin = generation.training.origin
        assert trajectory.origins[at].tolist() == [origin.real, origin.own, origin.older]


def test_it_only_grows_and_what_is_there_is_final() -> None:
    """Whatever lies before `length` is never written again."""
    trajectory, before = Trajectory(chosen()), {}
    lengths = []
    for _ in trajectory.follow():
        now = arrays(trajectory)
        for name, values in before.items():
            np.testing.assert_array_equal(now[name][: len(values)], values, name)
        before = {name: values.copy() for name, values in now.items()}
        lengths.append(trajectory.length)
    assert all(a <= b for a, b in zip(lengths, [*lengths[1:], 151], strict=True))
    assert trajectory.length == 151
    same(trajectory, recorded(chosen()))


def test_the_first_generation_is_there_at_once() -> None:
    trajectory = Trajectory(chosen())
    assert trajectory.length == 0
    assert not trajectory.complete
    steps = trajectory.follow()
    assert next(steps) == 0
    assert trajectory.length == 1
    assert np.isfinite(trajectory.metrics["variance"][0])
    steps.close()


@pytest.mark.parametrize("length", [1, 2, 40, 150])
def test_what_is_cancelled_keeps_and_measures_what_is_there(length: int) -> None:
    whole, part = recorded(chosen()), recorded(chosen(), length)
    assert part.length == length
    assert not part.complete
    for name, values in arrays(part).items():
        np.testing.assert_array_equal(values, arrays(whole)[name][:length], name)


def test_a_model_that_breaks_leaves_what_was_before() -> None:
    class Breaks(Exception):
        pass

    class Fragile:
        label = "Fragile"
        moments_suffice = False

        def fit(self, *reading: object) -> object:
            if reading[-1] is not None and (trajectory.length or 0) > 0:
                raise Breaks
            return chosen().model.fit(*reading)

    made = Settings(chosen().truth, Fragile(), chosen().policy, samples=30, generations=20)
    trajectory = Trajectory(made)
    with pytest.raises(Breaks):
        list(trajectory.follow())
    assert trajectory.length == 1


@pytest.fixture(scope="module")
def both() -> list[Trajectory]:
    """A run on blobs, which have modes, one on digits, which are pictures, one on symbols, and one
    on a text."""
    drawn = settings(
        truth="digits:components=2",
        model="gmm:components=2",
        policy="replace",
        samples=30,
        generations=150,
    )
    thrown = settings(
        truth="dice", model="frequency", policy="replace", samples=30, generations=150
    )
    read = settings(
        truth="text:vocabulary=50",
        model="ngram:order=1",
        policy="replace",
        samples=4,
        generations=150,
    )
    return [recorded(chosen()), recorded(drawn), recorded(thrown), recorded(read)]


@pytest.mark.parametrize("name", list(METRICS))
def test_metrics_are_measured_at_every_generation_or_at_round_ones(
    name: str, both: list[Trajectory]
) -> None:
    """Of one number or of one a class, where a truth has what it asks for: nowhere else."""
    due = np.array([is_round(at) or not METRICS[name].sparse for at in range(151)])
    applied = []
    for trajectory in both:
        numbers = trajectory.metrics[name].reshape(151, -1)
        applied.append(bool(np.isfinite(numbers).any()))
        expected = np.broadcast_to(due[:, None] & applied[-1], numbers.shape)
        np.testing.assert_array_equal(np.isfinite(numbers), expected)
    assert applied == [data_of(each.settings.truth) in METRICS[name].of for each in both]


def test_round_generations_have_at_most_two_digits_that_count() -> None:
    expected = {at for at in range(20_001) if len(str(at).rstrip("0")) <= 2}
    assert {at for at in range(20_001) if is_round(at)} == expected
    assert all(is_round(at) for at in (0, 50, 100, 150, 200, 350, 2000))  # the paper's own


@pytest.mark.parametrize("length", [None, 1, 77])
@pytest.mark.parametrize("model", ["gmm:components=2", "gaussian", "kde"])
def test_saved_and_loaded_it_is_the_same(model: str, length: int | None, tmp_path: Path) -> None:
    trajectory, path = recorded(chosen(model), length), tmp_path / "a run"
    save(trajectory, path)
    found = load(path)
    same(trajectory, found)
    assert found.provenance == trajectory.provenance
    assert found.complete == trajectory.complete
    for name, values in found.metrics.items():
        np.testing.assert_array_equal(values, trajectory.metrics[name])
    same(trajectory, again(found))


@pytest.mark.parametrize(("model", "policy"), pairs())
def test_a_run_taken_up_again_is_the_run_in_one_go(model: str, policy: str) -> None:
    """Cancelled, asked for more generations than at first, with or without a file between."""
    kinds = {"truth": "blobs", "model": quick(model), "policy": policy}
    made = from_dict(kinds | {"samples": 30, "generations": 10})
    whole, part = recorded(replace(made, generations=12)), recorded(made, 4)
    for begun in (part, again(part)):
        longer = begun.extended(12)
        assert longer.settings == whole.settings
        assert longer.length == begun.length == 4
        list(longer.follow())
        same(longer, whole)
        assert begun.length == 4, "the shorter record stays what it was"


def again(trajectory: Trajectory) -> Trajectory:
    """What comes back from a file."""
    file = io.BytesIO()
    save(trajectory, file)
    file.seek(0)
    return load(file)


def test_a_complete_run_can_grow_but_none_can_shrink() -> None:
    whole = recorded(chosen(generations=20))
    assert list(whole.extended().follow()) == []
    same(whole.extended(), whole)
    with pytest.raises(BadSpec, match="generations=19 is less than the 20 that are there"):
        whole.extended(19)
    with pytest.raises(BadSpec, match="generations=2001 is outside 10 to 2000"):
        whole.extended(2001)


def test_without_its_last_generation_a_record_cannot_go_on(saved: bytes) -> None:
    with np.load(io.BytesIO(saved)) as archive:
        pauses = {name: None for name in archive.files if name.startswith("pause.")}
    bare = load(changed(saved, **pauses))
    with pytest.raises(BadTrajectory):
        bare.extended(30)
    other = refused(changed(saved, **{"pause.index": np.array(3)}))
    assert "another one's pause" in other


def test_nothing_on_record_yet_is_saved_too() -> None:
    assert again(Trajectory(chosen())).length == 0


@pytest.fixture(scope="module")
def saved() -> bytes:
    """The bytes of a complete record."""
    file = io.BytesIO()
    save(recorded(chosen(generations=20)), file)
    return file.getvalue()


def refused(file: io.BytesIO | str | Path) -> str:
    """What is said of a file that cannot be loaded: one sentence."""
    with pytest.raises(BadTrajectory) as caught:
        load(file)
    said = str(caught.value)
    assert "\n" not in said
    assert not said.endswith(".")
    assert ". " not in said
    return said


@pytest.mark.parametrize("part", [0.0, 0.01, 0.3, 0.6, 0.95, 0.999])
def test_a_file_cut_short_is_refused(saved: bytes, part: float) -> None:
    assert "damaged" in refused(io.BytesIO(saved[: int(part * len(saved))]))


def test_a_byte_that_changed_is_noticed(saved: bytes) -> None:
    """The archive's own check sums: wherever in the numbers it lies."""
    for place in range(200, int(0.8 * len(saved)), len(saved) // 40):
        damaged = bytearray(saved)
        damaged[place] ^= 0xFF
        try:
            found = load(io.BytesIO(bytes(damaged)))
        except BadTrajectory:
            continue
        same(found, load(io.BytesIO(saved)))  # between two members, where nothing is kept


def changed(saved: bytes, about: object = None, **members: object) -> io.BytesIO:
    """The record with another description, or other arrays; None leaves one out."""
    with np.load(io.BytesIO(saved)) as archive:
        held: dict[str, object] = {name: archive[name] for name in archive.files}
    if about is not None:
        held["about"] = np.array(json.dumps(about))
    held |= members
    file = io.BytesIO()
    np.savez(file, **{name: value for name, value in held.items() if value is not None})
    file.seek(0)
    return file


def described(saved: bytes) -> dict[str, object]:
    """The description of the record."""
    with np.load(io.BytesIO(saved)) as archive:
        about: dict[str, object] = json.loads(str(archive["about"]))
    return about


def foreign(saved: bytes) -> Iterator[tuple[str, io.BytesIO]]:
    """Files that are none of ours, or not any more."""
    about = described(saved)
    plain, packed, loose = io.BytesIO(), io.BytesIO(), io.BytesIO()
    np.savez(plain, a=np.arange(3))
    np.savez_compressed(packed, about=np.zeros(1000), b=np.arange(3000))
    np.save(loose, np.arange(3))
    bent = bytearray(packed.getvalue())
    bent[70:90] = bytes(20)
    locked = io.BytesIO()
    with zipfile.ZipFile(locked, "w") as archive:
        archive.writestr("about.npy", "not an array")
    yield "an archive of something else", plain
    yield "a compressed archive, bent", io.BytesIO(bytes(bent))
    yield "a single array", loose
    yield "text in an archive", locked
    yield "text", io.BytesIO(b"lineage,generation\n0,0\n")
    yield "nothing", io.BytesIO()
    yield "no description", changed(saved, about=[])
    yield "a number for a description", changed(saved, about=3)
    yield "no settings", changed(saved, about=about | {"settings": None})
    yield "settings without a truth", changed(saved, about=about | {"settings": {"seed": 1}})
    yield "no outputs", changed(saved, outputs=None)
    yield "no origins", changed(saved, origins=None)
    yield "too few metrics", changed(saved, **{"metric.variance": np.zeros(20)})
    yield "one metric for all", changed(saved, **{"metric.variance": np.zeros(1)})
    yield "a metric of words", changed(saved, **{"metric.variance": np.array(["a"] * 21)})
    yield "outputs in three dimensions", changed(saved, outputs=np.zeros((21, 30, 3)))
    yield "more generations than asked for", changed(saved, outputs=np.zeros((22, 30, 2)))
    yield "a record of nothing", changed(saved, **{"record.weights": np.array(1.0)})


def test_what_is_no_record_is_refused(saved: bytes) -> None:
    for what, file in foreign(saved):
        file.seek(0)
        try:
            assert refused(file)
        except pytest.fail.Exception as loaded:
            raise AssertionError(f"{what} was loaded") from loaded


def test_what_is_wrong_with_it_is_said(saved: bytes, tmp_path: Path) -> None:
    about = described(saved)
    other = changed(saved, about=about | {"format": "copy-of-a-copy trajectory 0"})
    assert "format is copy-of-a-copy trajectory 0" in refused(other)
    kinds = {**about["settings"], "model": "gpt:layers=96"}  # type: ignore[dict-item]
    unknown = refused(changed(saved, about=about | {"settings": kinds}))
    assert "no model is called gpt" in unknown
    early = {**about["settings"], "samples": 1}  # type: ignore[dict-item]
    assert "samples=1" in refused(changed(saved, about=about | {"settings": early}))
    odd = {**about["settings"], "truth": 3}  # type: ignore[dict-item]
    assert "no truth is called 3" in refused(changed(saved, about=about | {"settings": odd}))
    assert f"there is no file {tmp_path / 'nowhere'}" in refused(tmp_path / "nowhere")
    assert refused(tmp_path)


def test_a_metric_that_is_gone_or_new_does_no_harm(saved: bytes) -> None:
    """Records outlive the metrics of their day."""
    file = changed(saved, **{"metric.variance": None, "metric.charm": np.zeros(21)})
    found = load(file)
    assert np.isnan(found.metrics["variance"]).all()
    assert "charm" not in found.metrics


def test_outputs_take_no_more_than_they_may() -> None:
    """100,000 samples, 10 dimensions, 2000 generations: the first rows of each are kept."""
    made = settings(
        truth="normal:dimensions=10", model="gaussian", policy="replace", samples=100_000
    )
    trajectory = Trajectory(made)
    assert 100 < trajectory.outputs.shape[1] < 1000
    assert trajectory.outputs.nbytes <= OUTPUT_BYTES
    assert trajectory.size < 1.1 * OUTPUT_BYTES
    steps = trajectory.follow()
    next(steps)
    steps.close()
    first, rows = next(run(made)), trajectory.outputs.shape[1]
    np.testing.assert_allclose(trajectory.output(0), first.output[:rows], atol=1e-6)


def test_all_outputs_are_kept_where_they_fit() -> None:
    assert Trajectory(chosen(samples=1000)).outputs.shape == (151, 1000, 2)


def test_a_record_without_outputs_has_all_the_rest(tmp_path: Path) -> None:
    bare = Trajectory(chosen(), output_bytes=0)
    list(bare.follow())
    whole = recorded(chosen())
    assert bare.outputs.nbytes == 0
    for name, values in arrays(bare).items():
        if name != "outputs":
            np.testing.assert_array_equal(values, arrays(whole)[name], name)
    save(bare, tmp_path / "bare.npz")
    same(bare, load(tmp_path / "bare.npz"))


def test_size_counts_what_a_model_has_worked_out_on_the_way() -> None:
    chosen = settings(truth="text", model="ngram", policy="replace", samples=60, generations=10)
    trajectory = Trajectory(chosen)
    next(trajectory.follow())
    pause = trajectory.pause
    assert pause is not None and isinstance(pause.first, Ngrams)
    worked_out = sum(level.pairs.nbytes for level in pause.first.levels)
    assert pause.size > worked_out + pause.latest.output.nbytes


def test_size_is_what_the_arrays_take() -> None:
    trajectory = recorded(chosen())
    kept = sum(values.nbytes for values in arrays(trajectory).values())
    assert trajectory.pause is not None
    assert trajectory.size == kept + trajectory.pause.size


def test_a_record_says_where_it_comes_from() -> None:
    provenance = recorded(chosen(generations=10)).provenance
    here = {"python", "machine", "system", "copy-of-a-copy", "began", "seconds"}
    assert here | set(processor()) | set(LIBRARIES) == set(provenance)
    assert provenance.items() >= processor().items()
    assert provenance["copy-of-a-copy"] == VERSION
    assert provenance["began"].endswith("Z")
    assert provenance["seconds"] > 0
    assert json.loads(json.dumps(provenance)) == provenance


def test_what_a_record_of_before_does_not_say_is_not_made_up() -> None:
    """Nobody knows on which processor it was begun."""
    before = recorded(chosen(generations=10))
    before.provenance = {"python": "3.11.0", "seconds": 1.0}
    longer = before.extended(12)
    list(longer.follow())
    assert longer.complete and longer.provenance.keys() == {"python", "seconds"}


EXTINCT = [
    ("normal:dimensions=1", "gaussian", 2),
    ("normal", "gaussian", 2),
    ("normal:dimensions=10", "gaussian", 3),
    ("student:freedom=2.1", "gaussian", 2),
    ("blobs", "gmm:components=10", 20),
    ("blobs", "gmm:components=10,start=previous", 20),
    ("normal:dimensions=10", "gmm:components=10", 20),
    ("iris", "gmm:components=10", 20),
    ("blobs:spread=0.01", "gmm:components=3,start=previous", 5),
    ("moons", "kde", 2),
    ("normal", "kde:bandwidth=0", 5),
    ("digits:components=3", "gaussian", 3),
    ("normal", "frequency", 5),
]


@pytest.mark.parametrize(("truth", "model", "samples"), EXTINCT)
def test_a_lineage_that_dies_out_goes_on_to_its_last_generation(
    truth: str, model: str, samples: int
) -> None:
    """Every number stays one; nothing warns, nothing divides by zero."""
    kinds = {"truth": truth, "model": model, "policy": "replace"}
    with np.errstate(all="raise", under="ignore"):
        trajectory = recorded(from_dict(kinds | {"samples": samples, "generations": 300}))
    assert trajectory.complete
    for name, values in arrays(trajectory).items():
        kind = name.rpartition(" ")[2]
        if kind in METRICS and METRICS[kind].sparse:
            values = values[[is_round(at) for at in range(301)]]
        never = kind in NOT_FOR_ALL and np.isnan(values).all()
        assert never or np.isfinite(values).all(), f"{name} is no number at {first_bad(values)}"
    variance = trajectory.metrics["variance"]
    assert variance[-1] < 1e-3 * variance[0], f"this seed does not collapse: {variance[-1]}"


def first_bad(values: Array) -> int:
    """The first generation at which not everything is a number."""
    whole = np.isfinite(values.reshape(len(values), -1)).all(axis=1)
    return int(np.argmin(whole))


@pytest.mark.parametrize(("model", "samples"), [("gaussian", 2), ("gmm:components=10", 10)])
def test_who_has_died_out_stays_dead(model: str, samples: int) -> None:
    """From then on one and the same point: no variance, no rounding that brings any back."""
    trajectory = recorded(chosen(model, samples=samples, generations=500))
    dead = np.flatnonzero(trajectory.metrics["variance"] == 0)
    assert len(dead) > 100, "this seed dies out"
    assert (trajectory.metrics["variance"][dead[0] :] == 0).all()
    assert (trajectory.record["extinct"][dead[0] :] > 0).all()
    last = trajectory.output(slice(dead[0], None))
    assert np.ptp(last.reshape(-1, 2), axis=0).max() <= np.spacing(np.abs(last).max())


def test_the_largest_seed_runs() -> None:
    made = chosen("gaussian", seed=2**53 - 1, generations=10)
    assert recorded(made).length == 11
    other = recorded(replace(made, seed=2**53 - 2))
    assert other.metrics["variance"][0] != recorded(made).metrics["variance"][0]


def test_what_a_broken_metric_was_not_told_of_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(reference: object, generations: object) -> dict[str, Array]:
        raise ArithmeticError("it does not add up")

    trajectory = Trajectory(settings(truth="normal", model="gaussian", policy="replace"))
    monkeypatch.setattr("engine.recording.trajectory.heard", broken)
    with pytest.raises(ArithmeticError, match="add up"):
        list(trajectory.follow())
    assert (trajectory.length, trajectory.pause) == (0, None)
