"""Claims on pictures, read and compared anew."""

import numpy as np
from sklearn.neighbors import NearestNeighbors

from engine import Trajectory
from engine.arrays import Array
from engine.protocols import ImageTruth
from tests.claims.refuters.refuter import apart, refutes, value
from view.say.told import Said


def _read(run: Trajectory) -> Array:
    """Which digits were drawn by each generation `(g, 10)`, read from its pictures."""
    truth = run.settings.truth
    assert isinstance(truth, ImageTruth)
    drawn = []
    for at in range(run.length):
        shares = np.asarray(truth.read(run.output(at)))
        found = shares.argmax(axis=1) if shares.ndim == 2 else shares
        drawn.append(np.bincount(found.astype(int), minlength=10) > 0)
    return np.array(drawn)


@refutes("all digits drawn", "no digit gone", "one digit left", "digits gone", "first digits gone")
def digits_drawn(said: Said) -> str | None:
    """Every picture that is kept, read again."""
    run = said.of
    assert isinstance(run, Trajectory)
    if run.outputs.shape[1] < run.settings.samples:
        return None
    drawn, last = _read(run), run.length - 1
    silent = [int(last + 1 - (np.flatnonzero(one)[-1] + 1 if one.any() else 0)) for one in drawn.T]
    gone = [n * run.settings.samples > 100 for n in silent]
    kind = said.claim.kind
    if kind == "all digits drawn" and not drawn[-1].all():
        return apart("digits drawn", "all", drawn[-1].sum())
    if kind == "no digit gone" and any(gone):
        return apart("digits gone", 0, sum(gone))
    if kind == "digits gone" and sum(gone) != value(said.claim, "gone"):
        return apart("digits gone", value(said.claim, "gone"), sum(gone))
    if kind == "one digit left" and drawn[said.claim.since :].sum(axis=1).max() > 1:
        return "another digit was drawn since"
    if kind == "first digits gone":
        first = min(last + 1 - n for n, is_gone in zip(silent, gone, strict=True) if is_gone)
        if first != value(said.claim, "at"):
            return apart("first gone", value(said.claim, "at"), first)
    return None


@refutes("recall misleads", "variance misleads", "pictures pass", "picture variance")
def picture_variance(said: Said) -> str | None:
    """How far each picture is from its nearest real one, by scikit-learn."""
    run = said.of
    assert isinstance(run, Trajectory) and isinstance(run.settings.truth, ImageTruth)
    truth, said_ = run.settings.truth, run.output(run.length - 1)[:1000]
    real = truth.sample(np.random.default_rng(5), 1000)  # type: ignore[attr-defined]
    real = np.unique(real, axis=0)
    features, own = truth.features(said_), truth.features(real)
    nearest = NearestNeighbors(n_neighbors=2).fit(own)
    among = nearest.kneighbors(own)[0][:, 1]
    away = nearest.kneighbors(features)[0][:, 0]
    if said.claim.kind == "pictures pass" and np.median(away) > 1.2 * np.median(among):
        return apart("close to a real one", "most", (np.median(away), np.median(among)))
    first, now = (run.output(at).var(axis=0).sum() for at in (0, run.length - 1))
    kept = value(said.claim, "kept")
    if first > 0 and abs(now / first - kept) > 0.25 * kept + 0.05:
        return apart("variance left", kept, now / first)
    return None


@refutes("reader sure")
def reader_sure(said: Said) -> str | None:
    """A share, of two moments of the same run."""
    first, now = value(said.claim, "first"), value(said.claim, "now")
    return (
        None if 0.1 <= first <= 1 and 0.1 <= now <= 1 else apart("sure", (first, now), "0.1 to 1")
    )
