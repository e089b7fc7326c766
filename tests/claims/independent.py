"""What becomes of runs, found out in plain numpy and scipy from what they said and learned."""

from functools import lru_cache

import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

from engine import Trajectory
from engine.arrays import Array
from engine.protocols import Distribution

ROWS = 20_000
SEED = 7_654_321


@lru_cache(maxsize=64)
def own_sample(truth: Distribution, rows: int = ROWS) -> Array:
    """Real rows that neither the run nor its yardstick has seen."""
    return truth.sample(np.random.default_rng(SEED), rows)


@lru_cache(maxsize=64)
def edges(truth: Distribution) -> tuple[float, float]:
    """Log densities between which the edge of the tail lies for certain."""
    densities = truth.log_prob(own_sample(truth))
    low, high = np.quantile(densities, [0.043, 0.057])
    return float(low), float(high)


def has_mixture(run: Trajectory) -> bool:
    """Whether what it has learned is written down as weights, means and covariances."""
    return {"weights", "means", "covariances"} <= run.record.keys()


def spreads(run: Trajectory) -> tuple[Array, float]:
    """The whole variance of every generation `(g,)`, from what it has learned, or where that is not
    written down from what it said, and how far off that may be as a share."""
    if has_mixture(run) and run.record["covariances"].ndim == 4:
        w, m, c = (run.record[k][: run.length] for k in ("weights", "means", "covariances"))
        w = w / w.sum(axis=1, keepdims=True)
        middle = (w[..., None] * m).sum(axis=1, keepdims=True)
        within = (w * np.trace(c, axis1=2, axis2=3)).sum(axis=1)
        between = (w * np.square(m - middle).sum(axis=2)).sum(axis=1)
        return within + between, 1e-6
    rows = run.outputs[: run.length].astype(float)
    found = rows.var(axis=1).sum(axis=-1)
    if "kernel" in run.record and _as_wide(own := _covariances(run), rows):
        return own, 1e-6
    return found, 12 * np.sqrt(2 / max(rows.shape[1], 2)) + 0.2


def _covariances(run: Trajectory) -> Array:
    """The whole variance that kernels are written down to have, of every generation `(g,)`."""
    whole: Array = np.trace(run.record["covariance"][: run.length], axis1=1, axis2=2)
    return whole


def _as_wide(whole: Array, rows: Array) -> bool:
    """Whether rows `(g, n, d)` are as wide, in the mean over the generations, as `(g,)` has it."""
    there = whole > 1e-20
    if rows.shape[1] < 2 or not there.any():
        return False
    ratios = rows[there].var(axis=1, ddof=1).sum(axis=-1) / whole[there]
    return bool(abs(ratios.mean() - 1) < 8 * np.sqrt(1 / (rows.shape[1] * len(ratios))) + 0.02)


def log_density(run: Trajectory, at: int, rows: Array) -> Array:
    """Of what a generation has learned, at rows `(n, d)`."""
    w, m, c = (run.record[name][at] for name in ("weights", "means", "covariances"))
    parts = []
    for weight, mean, covariance in zip(w, m, c, strict=True):
        if weight > 0:
            own = multivariate_normal(mean, covariance, allow_singular=True)
            parts.append(np.log(weight) + np.atleast_1d(own.logpdf(rows)))
    return logsumexp(parts, axis=0)


def reach(run: Trajectory, at: int) -> float | None:
    """The share of real rows that a mixture finds usual, by its own densities at what it said;
    None where that cannot be computed so."""
    if not has_mixture(run) or run.outputs.shape[1] < min(run.settings.samples, 1000):
        return None
    said = run.output(at)[:1000]
    c = run.record["covariances"][at]
    scale = np.abs(run.record["means"][at]).max() + 1
    if c.ndim != 3 or np.trace(c, axis1=1, axis2=2).min() < 1e-10 * scale**2:
        return 0.0 if np.ptp(said, axis=0).max() < 1e-4 else None
    if np.linalg.cond(c[run.record["weights"][at] > 0]).max() > 1e8:
        return None
    densities = np.sort(log_density(run, at, said))
    lowest = max(round(0.05 * (len(said) + 1)), 1) - 1
    real = own_sample(run.settings.truth)[:2000]
    return float((log_density(run, at, real) >= densities[lowest]).mean())


def tail_rows(run: Trajectory, at: int) -> tuple[int, int]:
    """How many of a generation's rows lie in the tail for certain, and how many may."""
    low, high = edges(run.settings.truth)
    densities = run.settings.truth.log_prob(run.output(at))
    return int((densities < low).sum()), int((densities < high).sum())


@lru_cache(maxsize=64)
def regions(truth: Distribution) -> tuple[tuple[Distribution, float, float], ...]:
    """Each of its groups with the log densities between which the edge of its region lies."""
    found = []
    for part in truth.modes():  # type: ignore[attr-defined]
        densities = part.log_prob(part.sample(np.random.default_rng(SEED), ROWS))
        low, high = np.quantile(densities, [0.043, 0.057])
        found.append((part, float(low), float(high)))
    return tuple(found)


def groups_reached(run: Trajectory, at: int) -> tuple[int, int]:
    """How many groups a generation's rows reach for certain, and how many they may."""
    rows, sure, may = run.output(at), 0, 0
    for part, low, high in regions(run.settings.truth):
        densities = part.log_prob(rows)
        sure += bool((densities >= high).any())
        may += bool((densities >= low).any())
    return sure, may


def keeps_all(run: Trajectory) -> bool:
    """Whether all that was said is kept."""
    return run.outputs.shape[1] == run.settings.samples
