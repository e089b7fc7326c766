"""What one sees first is typical, or says that it is not: the default lineage of each preset and
of each step of the lesson comes to what most others come to."""

from dataclasses import replace

import numpy as np
import pytest

from docs.typical_seeds import HIGH, LOW, Placed, looked_at, placed
from engine import PRESETS, Settings, settings
from engine.jobs import InlineScheduler

QUICK = ("small-class", "step 1", "step 2", "step 3", "step 5")
"""Those whose 256 lineages take seconds."""

EVERY = [
    pytest.param(name, first, id=name) for name, first in looked_at() if name.startswith(QUICK)
]
"""All others are looked at by the script alone: their lineages take minutes."""


@pytest.mark.long
@pytest.mark.parametrize(("name", "first"), EVERY)
def test_the_first_lineage_is_typical_or_says_so(name: str, first: Settings) -> None:
    found = list(placed(name, first, InlineScheduler()))
    odd = [str(one) for one in found if not one.typical]
    told = PRESETS[name].unusual if name in PRESETS else ""
    assert bool(odd) == bool(told), odd or f"{name} says {told}, and is typical"


def test_a_lineage_that_is_not_is_known() -> None:
    """Of a class of twenty the one with the widest end, by far."""
    made = settings(
        truth="normal:dimensions=1",
        model="gaussian",
        policy="replace",
        samples=20,
        generations=20,
    )
    found = next(placed("twenty", made, InlineScheduler(), 60))
    widest, middle = int(found.many.argmax()), int(found.many.argsort()[30])
    others = [
        next(placed("twenty", replace(made, seed=seed), InlineScheduler(), 60))
        for seed in (widest, middle)
    ]
    assert [one.typical for one in others] == [False, True]
    assert others[0].own == found.many[widest] and "NOT TYPICAL" in str(others[0])


@pytest.mark.parametrize(
    ("own", "typical"), [(0.0, False), (9.9, False), (10.0, True), (90.0, True), (90.1, False)]
)
def test_typical_is_between_a_tenth_and_nine_tenths(own: float, typical: bool) -> None:
    assert (LOW, HIGH) == (0.1, 0.9)
    assert Placed("any", "number", own, np.arange(101.0)).typical is typical


def test_a_word_on_a_lineage_is_of_its_seed_alone() -> None:
    preset = PRESETS["text-words"]
    assert preset.told(preset.settings.seed).endswith(preset.unusual) and preset.unusual
    assert preset.told(preset.settings.seed + 1) == preset.look
    assert PRESETS["paper"].told(0) == PRESETS["paper"].look
