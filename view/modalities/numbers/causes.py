"""Why a run came to what it came to: the errors at work, a floor, and where theory settles it."""

import math

from engine import METRICS, Trajectory
from engine.analysis.error_sources import clouds, errors_of
from engine.distributions.mixture import Mixture
from engine.policies.fresh import Fresh
from engine.theory import settling
from view.captions.format import listed, percent
from view.modalities.teller import Facts

UNCHANGED = 1e-4
"""A relative change that no picture shows."""

ADDS_UP = "Fitting stops too early in every generation, and what that gets wrong adds up."


def floor_note(facts: Facts) -> str | None:
    """From when on a floor under the variance has been holding the model up."""
    floored = facts.trajectory.record.get("floored")
    if floored is None or not (held := floored[: facts.last + 1] > 0).any():
        return None
    return (
        f"Since generation {held.argmax()} the floor under the variance is all that keeps it "
        "from 0."
    )


def settled(facts: Facts) -> str | None:
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
    return (
        f"On average since generation {found.since} the network says {percent(found.observed)} "
        f"of the real data's variance. Up to there one generation kept {found.kept:.1%} of what "
        f"it read, and with {percent(fresh)} fresh data theory lets that settle at "
        f"{percent(found.expected)}, give or take {percent(2 * found.error)}."
    )


def at_work(facts: Facts) -> str | None:
    """Which of the three errors are at work, where not the usual ones, and what they came to."""
    chosen = facts.trajectory.settings
    errors, counted = errors_of(chosen), clouds(chosen)
    if errors is None or counted is None:
        return None
    thorough = counted[1] > 1 and not errors.procedure
    if errors.sampling and not errors.expressivity and not thorough:
        return None
    names = [name for name, on in vars(errors).items() if on]
    said = (
        f"At work: {listed([f'the error of {name}' for name in names])}."
        if names
        else ("None of the three errors is at work.")
    )
    if errors.sampling:
        return said
    if change(facts.trajectory) > UNCHANGED:
        return f"{said} {ADDS_UP}" if errors.procedure else said
    once = "The model cannot hold the data: it is wrong once, at generation 0, and then repeats "
    return f"{said} {once}itself." if errors.expressivity else said


def change(trajectory: Trajectory) -> float:
    """How far the density has come from generation 0's: the root of the integral of the squared
    difference, as a share of that of generation 0's own square."""
    first = Mixture(*(trajectory.record[name][0] for name in ("weights", "means", "covariances")))
    apart = float(trajectory.metrics["l2"][trajectory.length - 1])
    return math.sqrt(apart / first.overlap(first))
