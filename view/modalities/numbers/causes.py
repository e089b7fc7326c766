"""Why a run came to what it came to: the errors at work, a floor, and where theory settles it."""

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from engine import METRICS, Trajectory
from engine.analysis.error_sources import (
    TO_THE_END,
    ErrorSources,
    clouds,
    distance_to_truth,
    errors_of,
)
from engine.distributions.mixture import Mixture
from engine.models.gmm import Gmm
from engine.policies.fresh import Fresh
from engine.theory import settling
from view.captions.claim import Claim
from view.captions.format import listed, percent, spelled
from view.modalities.teller import Facts, holds_since

UNCHANGED = 1e-4
"""A relative change that no picture shows."""

NARROW = 1e-9
"""Beside the whole, the deviation of a cloud that is no more than a point."""


def floor_note(facts: Facts) -> Claim | None:
    """Whether a floor under the variance holds the model up, and since when."""
    record = facts.trajectory.record
    if not {"floored", "weights"} <= record.keys():
        return None
    floored = record["floored"][: facts.last + 1]
    if not (held := floored > 0).any():
        return None
    alive = (record["weights"][: facts.last + 1] > 0).sum(axis=1)
    now, there = int(floored[-1]), int(alive[-1])
    times, at = int(held.sum()), int(np.flatnonzero(held)[-1])
    since = holds_since(floored >= alive) if now == there else holds_since(held) if now else at
    if now == there:
        who = "it is" if there == 1 else f"each of its {spelled(there)} components is"
        words = f"Since generation {since:,} {who} as narrow as the floor under the variance lets "
        words += "it be."
    elif now:
        words = (
            f"Since generation {since:,} the floor under the variance holds some of its components "
            f"up: {spelled(now)} of {spelled(there)} now."
        )
    else:
        words = (
            f"The floor under the variance held a component up in {times:,} of {len(held):,} "
            f"generations, last at generation {at:,}."
        )
    numbers = {"now": now, "components": there, "times": times, "at": at}
    return Claim("floor", words, since, facts.last, numbers)


def settled(facts: Facts) -> Claim | None:
    """Of a network that gets fresh data: where it settled, and where theory says that it should."""
    chosen = facts.trajectory.settings
    if not (chosen.model.network and isinstance(chosen.policy, Fresh)):
        return None
    truth = METRICS["variance"]().real(chosen.truth)
    variance = facts.trajectory.metrics["variance"][: facts.last + 1]
    fresh = chosen.policy.part(chosen.samples) / chosen.samples
    found = None if truth is None else settling(fresh, variance, truth)
    if found is None:
        return None
    return Claim(
        "settled",
        f"On average since generation {found.since} the network says {percent(found.observed)} "
        f"of the real data's variance. Up to there one generation kept {found.kept:.1%} of what "
        f"it read, and with {percent(fresh)} fresh data theory lets that settle at "
        f"{percent(found.expected)}, give or take {percent(2 * found.error)}.",
        found.since,
        facts.last,
        {"observed": found.observed, "expected": found.expected, "kept": found.kept},
    )


def at_work(facts: Facts) -> Claim | None:
    """Which of the three errors are at work, where not the usual ones, and what they came to."""
    chosen = facts.trajectory.settings
    errors, counted = errors_of(chosen), clouds(chosen)
    if errors is None or counted is None:
        return None
    if errors.expressivity and _holds_the_data(facts.trajectory):
        errors = replace(errors, expressivity=False)
    thorough = counted[1] > 1 and not errors.procedure
    if errors.sampling and not errors.expressivity and not thorough:
        return None
    names = [name for name, on in vars(errors).items() if on]
    words = (
        f"At work: {listed([f'the error of {name}' for name in names])}."
        if names
        else "None of the three errors is at work."
    )
    if not errors.sampling:
        words = " ".join([words, *_adds_up(facts, errors)])
    numbers = {"sampling": errors.sampling, "expressivity": errors.expressivity}
    numbers |= {"procedure": errors.procedure}
    return Claim("errors at work", words, 0, facts.last, numbers)


def _adds_up(facts: Facts, errors: ErrorSources) -> Iterator[str]:
    """Where nothing is left to chance: what each generation changes, or that nothing does."""
    chosen = facts.trajectory.settings
    if change(facts.trajectory) > UNCHANGED:
        reasons = [*_tilts(facts), *(_unfinished(facts) if errors.procedure else [])]
        if reasons:
            yield f"In every generation {listed(reasons)}, and that adds up."
    elif errors.expressivity:
        repeats = "then repeats itself" if chosen.generations else "stays so"
        yield f"The model cannot hold the data: it is wrong once, at generation 0, and {repeats}."


def _tilts(facts: Facts) -> Iterator[str]:
    """What a model does on purpose, and no error is."""
    model = facts.trajectory.settings.model
    bias, floor = getattr(model, "bias", 1.0), getattr(model, "floor", 0.0)
    if bias != 1:
        yield f"it speaks with {bias:.3g} times the variance that it has learned (its boldness)"
    if floor:
        yield f"{floor:.3g} is added to every variance in every round of fitting (the floor)"


def _unfinished(facts: Facts) -> Iterator[str]:
    """How a fit was not done when it ended."""
    model = facts.trajectory.settings.model
    if not isinstance(model, Gmm):
        return
    rounds = facts.trajectory.record["iterations"][: facts.last + 1]
    stopped = int((rounds >= model.max_iter).sum())
    if stopped == len(rounds):
        yield f"fitting stops after {model.max_iter:,} rounds, before it is done"
    elif model.tolerance > TO_THE_END:
        yield f"fitting stops once a round improves by less than {model.tolerance:.3g}"
    elif model.start != "previous":
        yield "fitting begins anew, and may end elsewhere"


def change(trajectory: Trajectory) -> float:
    """How far the density has come from generation 0's: the root of the integral of the squared
    difference, as a share of that of generation 0's own square."""
    first = _mixture(trajectory)
    apart = float(trajectory.metrics["l2"][trajectory.length - 1])
    return math.sqrt(max(apart, 0.0) / first.overlap(first))


def has_points(trajectory: Trajectory) -> bool:
    """Whether generation 0 or the latest holds a cloud so narrow, beside all of it, that numbers do
    not tell its rows apart: between such densities no distance can be computed."""
    return any(_narrowest(_mixture(trajectory, at)) < NARROW for at in (0, trajectory.length - 1))


def _narrowest(mixture: Mixture) -> float:
    """The least deviation of a cloud in any direction, as a share of that of the whole."""
    heard = mixture.covariances[mixture.weights > 0]
    whole = float(np.trace(mixture.covariance()))
    return math.sqrt(max(float(np.linalg.eigvalsh(heard).min()), 0.0) / whole) if whole else 0.0


def _holds_the_data(trajectory: Trajectory) -> bool:
    """Whether generation 0 is the truth itself, although it has fewer clouds."""
    apart = distance_to_truth(trajectory.settings, _mixture(trajectory))
    return trajectory.settings.exact and apart is not None and apart <= UNCHANGED


def _mixture(trajectory: Trajectory, at: int = 0) -> Mixture:
    """What generation `at` has learned."""
    return Mixture(*(trajectory.record[name][at] for name in ("weights", "means", "covariances")))
