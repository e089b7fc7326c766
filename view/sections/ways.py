"""What to try next, where a film has ended: two presses, chosen by what the run is."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from engine import POLICIES, BadSpec, Settings
from engine.jobs import JobState, TrajectoryJob
from engine.knobs import knobs_of
from engine.policies.replace import Replace
from engine.protocols import Data, HasShare, data_of
from engine.settings import affordable
from view import state
from view.page_specs import PageSpec

SOME = 30
"""Lineages that are offered: enough to see what is typical."""

MANY = "many"
"""The place on a page where lineages are."""

LITTLE, HALF = 0.05, 0.5
"""Real data that are offered: a little; of pictures, which go within few generations, half."""

SEED = knobs_of(Settings)["seed"]
OFFERED = 2


@dataclass(frozen=True)
class Way:
    """What a press does; where on the page it is then to be seen, if not in the film."""

    label: str
    go: Callable[[], None]
    place: str = ""


def ways(offer: PageSpec, run: TrajectoryJob) -> tuple[Way, ...]:
    """Two at most; none while a run grows, nor where another one is kept beside it."""
    if run.state != JobState.DONE or state.beside(offer):
        return ()
    return tuple(islice(_ways(offer, run.settings), OFFERED))


def _ways(offer: PageSpec, chosen: Settings) -> Iterator[Way]:
    locked = state.showing().locked
    if "policy" not in locked and (other := _other_reading(chosen)):
        label, settings = other
        yield Way(label, lambda: state.adopt(offer, settings))
    alone = state.lineages(offer) == 1 and not state.bare()
    if alone and not chosen.model.network and "lineages" not in locked:
        yield Way(f"Look at {SOME} lineages", lambda: state.adopt_lineages(offer, SOME), MANY)
    if "seed" not in locked and chosen.seed < SEED.high:
        again = replace(chosen, seed=chosen.seed + 1)
        yield Way("Try another chance", lambda: state.adopt(offer, again))


def _other_reading(chosen: Settings) -> tuple[str, Settings] | None:
    """The same with a share of new real data; only the last output, where a share is read now."""
    policy = chosen.policy
    with suppress(BadSpec):
        if isinstance(policy, Replace):
            share = HALF if data_of(chosen.truth) is Data.PICTURES else LITTLE
            kind: Any = POLICIES["fresh"]
            fresh = kind(share=share)
            if fresh.part(chosen.samples):
                return f"Add {share:.0%} new real data", affordable(replace(chosen, policy=fresh))
        elif isinstance(policy, HasShare):
            last = POLICIES["replace"]
            return last.label, affordable(replace(chosen, policy=last()))
    return None
