"""What several policies have cost and kept, in numbers and in sentences computed from the runs."""

from collections.abc import Mapping

import numpy as np

from engine import Trajectory
from engine.policies.verify import Verify
from view.words import percent

KEPT, GONE = 0.5, 0.1
"""Shares of the variance above which it counts as kept, and below which as gone."""

WHY = {
    "truth": "The judge who knows the real data lets samples through as often as they would occur "
    "among real ones, so the tails get through.",
    "likelihood": "The judge of what is usual drops the rarest samples in every generation, so "
    "each generation is narrower than the one that it reads.",
}


def left(run: Trajectory, at: int) -> float:
    """Share of generation 0's variance that is left in a generation."""
    variance = run.metrics["variance"]
    return float(variance[at] / variance[0]) if variance[0] > 0 else 0.0


def collected(run: Trajectory, at: int) -> int:
    """Real samples that a run has collected up to a generation, its first ones included."""
    policy, n = run.settings.policy, run.settings.samples
    return sum(policy.rows_collected(generation, n) for generation in range(at + 1))


def table(runs: Mapping[str, Trajectory], at: int) -> dict[str, list[str]]:
    """A column a quantity, a row a run: what it cost and kept up to a generation."""
    real = [collected(run, at) for run in runs.values()]
    return {
        "What each generation reads": list(runs),
        "samples read": [f"{run.origins[at].sum():,}" for run in runs.values()],
        "real ones collected, in all": [f"{count:,}" for count in real],
        "variance left": [percent(left(run, at)) for run in runs.values()],
        "coverage": [_latest(run, "coverage", at) for run in runs.values()],
        "in the tail (real data: 5%)": [_latest(run, "tail_mass", at) for run in runs.values()],
    }


def _latest(run: Trajectory, name: str, at: int) -> str:
    """The last value that was measured by then."""
    values = run.metrics[name][: at + 1]
    found = values[np.isfinite(values)]
    return percent(float(found[-1])) if len(found) else "not measured"


def headline(runs: Mapping[str, Trajectory]) -> str:
    """Who has kept most, and who least."""
    last = min(run.length for run in runs.values()) - 1
    if last < 1:
        return "All begin with the same model of the same real data."
    shares = sorted((left(run, last), name) for name, run in runs.items())
    (least, loser), (most, winner) = shares[0], shares[-1]
    if len(runs) == 1 or least == most:
        return f"At generation {last:,} {percent(most)} of the variance is left."
    if least > KEPT:
        return (
            f"At generation {last:,} all have kept more than half of the variance: from "
            f"{percent(least)} ({loser.lower()}) to {percent(most)} ({winner.lower()})."
        )
    return (
        f"At generation {last:,}, {percent(most)} of the variance is left with "
        f"“{winner.lower()}”, and {percent(least)} with “{loser.lower()}”."
    )


def enough(runs: Mapping[str, Trajectory], at: int) -> str:
    """How much new real data a generation has been enough to keep half of the variance."""
    found = sorted(
        (run.settings.policy.rows_collected(at, run.settings.samples), left(run, at))
        for run in runs.values()
    )
    helped = [(real, kept) for real, kept in found if real and kept > KEPT]
    if not helped or all(kept > KEPT for real, kept in found if not real):
        return ""
    real, kept = helped[0]
    return (
        f"Here {real:,} new real samples in every generation were enough to keep "
        f"{percent(kept)} of the variance; fewer may be enough, too: turn the share down."
    )


def verdicts(runs: Mapping[str, Trajectory], at: int) -> list[str]:
    """Why a judge's run ended as it did, where it did as judges do."""
    said = []
    for run in runs.values():
        policy, kept = run.settings.policy, left(run, at)
        if isinstance(policy, Verify) and not policy.error:
            as_expected = {"truth": kept > KEPT, "likelihood": kept < GONE}
            said += [WHY[policy.judge]] if as_expected.get(policy.judge) else []
    return list(dict.fromkeys(said))
