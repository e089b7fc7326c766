"""What several policies have cost and kept, in numbers and in sentences computed from the runs."""

from collections.abc import Mapping

import numpy as np

from engine import METRICS, Trajectory
from engine.metrics import shown
from engine.policies.fresh import Fresh
from engine.policies.replace import Replace
from engine.policies.verify import Verify
from engine.protocols import Place, data_of
from view.captions.claim import Claim, Number
from view.captions.format import in_unit, percent, portion, times

KEPT, GONE, GROWN = 0.5, 0.1, 1.5
"""Shares of the variance above which it counts as kept, below which as gone, and beyond which as
grown."""

TAIL_KEPT = 0.025
"""Share of the output in the tail, of which real data have 5%, that counts as a tail."""

TAIL_GROWN = 0.1
"""And so much more than real data have that it is none of theirs."""

ENDLESS = "endlessly many"

WHY = {
    "truth": "The judge who knows the real data prefers samples that are commoner among real ones "
    "than in what was said: {tail} of what is said at the end lie in the tail, of real data 5% do.",
    "likelihood": "The judge of what is usual drops the rarest samples in every generation; "
    "{kept} of the variance is left.",
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
        "samples read": [
            ENDLESS if run.settings.exact else f"{run.origins[at].sum():,}" for run in runs.values()
        ],
        "real ones among them": [
            ENDLESS if run.settings.exact else _of(*map(int, run.origins[at]))
            for run in runs.values()
        ],
        "real ones collected, in all": [
            ENDLESS if run.settings.exact else f"{count:,}"
            for count, run in zip(real, runs.values(), strict=True)
        ],
        "variance left": [variance_left(left(run, at)) for run in runs.values()],
    } | _measured(runs, at)


def rows(runs: Mapping[str, Trajectory], at: int) -> list[Claim]:
    """The table's rows, each as a claim."""
    made = table(runs, at)
    columns = list(made)
    said = []
    for number, (name, run) in enumerate(runs.items()):
        words = ", ".join(f"{column}: {made[column][number]}" for column in columns[1:])
        numbers: dict[str, Number] = {"policy": name, "kept": left(run, at)}
        if not run.settings.exact:
            numbers |= {"read": float(run.origins[at].sum()), "collected": collected(run, at)}
        said.append(Claim("ledger", f"{name}: {words}.", at, at, numbers))
    return said


def _measured(runs: Mapping[str, Trajectory], at: int) -> dict[str, list[str]]:
    """The columns that metrics have in it, with the level of real data where one belongs there."""
    truth = next(iter(runs.values())).settings.truth
    found = {}
    for name, row in shown(Place.LEDGER, data_of(truth)):
        real = METRICS[name]().real(truth) if row.level else None
        beside = "" if real is None else f" ({row.level}: {in_unit(real, METRICS[name].unit)})"
        found[row.label + beside] = [_latest(run, name, at) for run in runs.values()]
    return found


def _of(real: int, own: int, older: int) -> str:
    """How many of all that is read are real, and which part that is."""
    read = real + own + older
    return f"{real:,} of {read:,} ({percent(real / read)})" if real else "none"


def variance_left(share: float) -> str:
    """So much of what it was, or so many times."""
    return percent(share) if share <= GROWN else times(share)


def _latest(run: Trajectory, name: str, at: int) -> str:
    """The last value that was measured by then."""
    values = run.metrics[name][: at + 1]
    found = values[np.isfinite(values)]
    return in_unit(float(found[-1]), METRICS[name].unit) if len(found) else "not measured"


def headline(runs: Mapping[str, Trajectory], at: int | None = None) -> Claim:
    """Who is closest to the variance that it began with, and who farthest from it."""
    last = min(run.length for run in runs.values()) - 1
    last = last if at is None else min(at, last)
    if last < 1:
        return Claim("lanes begin", "All begin with the same model of the same real data.")
    shares = {name: left(run, last) for name, run in runs.items()}
    order = sorted(shares, key=lambda name: off(shares[name]))
    best, worst = order[0], order[-1]
    most, least = shares[best], shares[worst]
    numbers: dict[str, Number] = {"best": best, "worst": worst, "most": most, "least": least}

    def claim(kind: str, words: str) -> Claim:
        return Claim(kind, words, last, last, numbers)

    if len(runs) == 1 or least == most:
        return claim("lanes alike", f"At generation {last:,} {_has(most)}.")
    if min(shares.values()) > KEPT and max(shares.values()) <= GROWN:
        return claim(
            "lanes all keep",
            f"At generation {last:,} all have between half and one and a half times the variance "
            f"they began with: “{best}” is closest to it ({variance_left(most)}), “{worst}” "
            f"farthest ({variance_left(least)}).",
        )
    return claim(
        "lanes apart",
        f"At generation {last:,} “{best}” is closest to the variance that it began with, with "
        f"{portion(most)} it; farthest is “{worst}”, with {portion(least)} it.",
    )


def off(share: float) -> float:
    """How far a variance is from what it began with: alike for half as much and twice as much."""
    return abs(float(np.log(max(share, 1e-300))))


def _has(share: float) -> str:
    return (
        f"{variance_left(share)} of the variance is left"
        if share <= GROWN
        else f"the variance is {variance_left(share)} what it was"
    )


def enough(runs: Mapping[str, Trajectory], at: int) -> Claim | None:
    """How much new real data a generation has been enough to keep half of the variance."""
    helped = sorted(
        (int(run.origins[at, 0]), left(run, at))
        for run in runs.values()
        if isinstance(run.settings.policy, Fresh)
        and at
        and KEPT < left(run, at) <= GROWN
        and not run.settings.exact
    )
    alone = [left(run, at) for run in runs.values() if isinstance(run.settings.policy, Replace)]
    if not helped or not helped[0][0] or not alone or alone[0] > KEPT:
        return None
    real, kept = helped[0]
    samples = (
        "1 new real sample in every generation was"
        if real == 1
        else f"{real:,} new real samples in every generation were"
    )
    fewer = "" if real == 1 else " Fewer may be enough, too: it can be searched for below."
    return Claim(
        "enough here",
        f"In these runs {samples} enough to have {percent(kept)} of the variance at generation "
        f"{at:,}, of which {percent(alone[0])} is left without any.{fewer}",
        at,
        at,
        {"real": real, "kept": kept, "alone": alone[0]},
    )


def verdicts(runs: Mapping[str, Trajectory], at: int) -> list[Claim]:
    """Why a judge's run ended as it did, where it did as judges do."""
    said = {}
    for run in runs.values():
        policy, n = run.settings.policy, run.settings.samples
        if at and isinstance(policy, Verify) and not policy.error and policy.rows_read(1, n) < n:
            tail, kept = float(run.metrics["tail_mass"][at]), left(run, at)
            ends = {
                "truth": kept > KEPT and TAIL_KEPT < tail < TAIL_GROWN,
                "likelihood": kept < GONE,
            }
            if ends.get(policy.judge):
                words = WHY[policy.judge].format(tail=percent(tail), kept=percent(kept))
                numbers: dict[str, Number] = {"judge": policy.judge, "tail": tail, "kept": kept}
                said[policy.judge] = Claim("judge", words, at, at, numbers)
    return list(said.values())
