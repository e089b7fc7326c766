"""What several policies have cost and kept, in numbers and in sentences computed from the runs."""

from collections.abc import Mapping

import numpy as np

from engine import METRICS, Settings, Trajectory
from engine.analysis.real_data_search import RealDataSearch
from engine.knobs import name_of
from engine.metrics import shown
from engine.policies.fresh import Fresh
from engine.policies.replace import Replace
from engine.policies.verify import Verify
from engine.protocols import Place, data_of
from engine.theory import fresh_plateau
from engine.theory.conditions import is_gaussian
from view.captions.format import in_unit, percent

KEPT, GONE, GROWN = 0.5, 0.1, 1.5
"""Shares of the variance above which it counts as kept, below which as gone, and beyond which as
grown."""

TAIL_KEPT = 0.01
"""Share of the output in the tail, of which real data have 5%, that counts as a tail."""

ENDLESS = "endlessly many"

WHY = {
    "truth": "The judge who knows the real data lets samples through as often as they would occur "
    "among real ones, so the tails get through.",
    "likelihood": "The judge of what is usual drops the rarest samples in every generation, so "
    "on the whole the generations get narrower.",
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
        "variance left": [_left(left(run, at)) for run in runs.values()],
    } | _measured(runs, at)


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


def _left(share: float) -> str:
    return percent(share) if share <= GROWN else times(share)


def _latest(run: Trajectory, name: str, at: int) -> str:
    """The last value that was measured by then."""
    values = run.metrics[name][: at + 1]
    found = values[np.isfinite(values)]
    return in_unit(float(found[-1]), METRICS[name].unit) if len(found) else "not measured"


def headline(runs: Mapping[str, Trajectory]) -> str:
    """Who has kept most, and who least; or whose variance has grown."""
    last = min(run.length for run in runs.values()) - 1
    if last < 1:
        return "All begin with the same model of the same real data."
    shares = sorted((left(run, last), name) for name, run in runs.items())
    (least, loser), (most, winner) = shares[0], shares[-1]
    if most > GROWN:
        return f"At generation {last:,} “{winner}” has {times(most)} the variance it began with."
    if len(runs) == 1 or least == most:
        return f"At generation {last:,} {percent(most)} of the variance is left."
    if least > KEPT:
        return (
            f"At generation {last:,} all have kept more than half of the variance: from "
            f"{percent(least)} (“{loser}”) to {percent(most)} (“{winner}”)."
        )
    return (
        f"At generation {last:,}, {percent(most)} of the variance is left with “{winner}”, and "
        f"{percent(least)} with “{loser}”."
    )


def times(share: float) -> str:
    """How many times as much."""
    return f"{share:.2g} times"


def enough(runs: Mapping[str, Trajectory], at: int) -> str:
    """How much new real data a generation has been enough to keep half of the variance."""
    helped = sorted(
        (policy.rows_collected(1, run.settings.samples), left(run, at))
        for run in runs.values()
        if isinstance(policy := run.settings.policy, Fresh)
        and KEPT < left(run, at) <= GROWN
        and not run.settings.exact
    )
    alone = [left(run, at) for run in runs.values() if isinstance(run.settings.policy, Replace)]
    if not helped or not helped[0][0] or not alone or alone[0] > KEPT:
        return ""
    real, kept = helped[0]
    samples = (
        "1 new real sample in every generation was"
        if real == 1
        else (f"{real:,} new real samples in every generation were")
    )
    fewer = "" if real == 1 else " Fewer may be enough, too: search for it below."
    return (
        f"Here {samples} enough to keep {percent(kept)} of the variance, of which "
        f"{percent(alone[0])} is left without any.{fewer}"
    )


def found(search: RealDataSearch) -> str:
    """The answer of a search that is over, with how far one can lean on it."""
    answer, n, last = search.answer, search.settings.samples, search.settings.generations
    by_number = {probe.real: probe for probe in search.tried}
    assert answer is not None
    if answer > n:
        return (
            f"Not even real data alone keep half of the variance to generation {last:,}: with all "
            f"{n:,} samples real the middle lineage has {_left(by_number[n].middle)} left."
        )
    if not answer:
        return (
            f"No real data were needed: without any, {by_number[0].kept} of {search.lineages} "
            f"lineages keep half of their variance to generation {last:,}."
        )
    kept, less = by_number[answer], by_number[answer - 1]
    kinds = (
        ("new real one", "new real ones")
        if search.policy == name_of(Fresh)
        else ("real one, always the same,", "real ones, always the same,")
    )
    fewer = "without any" if answer == 1 else f"with {answer - 1:,}"
    return (
        f"Among {n:,} samples in each generation, {answer:,} {kinds[answer > 1]} would have been "
        f"enough: {kept.kept} of {search.lineages} lineages keep half of their variance to "
        f"generation {last:,}, and {fewer} {less.kept or 'none'}."
    )


def tries(search: RealDataSearch) -> dict[str, list[str]]:
    """A row a number of real samples that was tried, fewest first."""
    every = sorted(search.tried, key=lambda probe: probe.real)
    n = search.settings.samples
    return {
        "real in each generation": [f"{probe.real:,}" for probe in every],
        "share": [percent(probe.real / n) if probe.real else "0%" for probe in every],
        "lineages that keep half": [f"{probe.kept} of {search.lineages}" for probe in every],
        "the middle one keeps": [_left(probe.middle) for probe in every],
    }


def by_theory(chosen: Settings, policy: str) -> list[str]:
    """What a closed form says of new real data, where one is known: of the average, not of the
    middle lineage."""
    if not is_gaussian(chosen) or policy != name_of(Fresh):
        return []
    n = chosen.samples
    return [
        "Theory, for one Gaussian on normal data: on average half of the variance is kept with "
        "about one new real sample in every two generations, however many samples there are; with "
        f"one in each generation, {percent(fresh_plateau(n, 1 / n))}. That is for the likeliest "
        "fit (correction 0); with correction 1 the average never falls, and only the middle "
        "lineage tells. Fewer than one in each generation cannot be had here."
    ]


def verdicts(runs: Mapping[str, Trajectory], at: int) -> list[str]:
    """Why a judge's run ended as it did, where it did as judges do."""
    said = []
    for run in runs.values():
        policy, n = run.settings.policy, run.settings.samples
        if at and isinstance(policy, Verify) and not policy.error and policy.rows_read(1, n) < n:
            ends = {
                "truth": left(run, at) > KEPT and run.metrics["tail_mass"][at] > TAIL_KEPT,
                "likelihood": left(run, at) < GONE,
            }
            said += [WHY[policy.judge]] if ends.get(policy.judge) else []
    return list(dict.fromkeys(said))
