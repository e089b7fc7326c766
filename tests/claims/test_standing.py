"""What pages say whatever the run is true, and whatever states something has a refuter."""

from dataclasses import replace

import pytest

from engine import PRESETS
from tests.claims.definitions import DEFINED
from tests.claims.refuters import REFUTERS, refute
from view.say.standing import standing
from view.say.told import Said

SLOWEST = (
    *("two-moons", "paper", "three-blobs", "heavy-tail", "loaded-die", "zipf"),
    *("digits-mixture", "text", "text-words"),
)

LONG = {
    f"preset: {name}"
    for name, preset in PRESETS.items()
    if preset.settings.model.network or name in SLOWEST
} | {"knob: ngram.order", "knob: vae.speak", "lines of lineages"}
"""Whose lineages take longer than the others'."""

HOURS = {"preset: text-gpt", "preset: text-gpt-fresh"}
"""Whose one lineage takes minutes."""


def mark(kind: str) -> pytest.MarkDecorator:
    """How long it takes to find out."""
    longer = pytest.mark.long if kind in LONG else pytest.mark.slow
    return pytest.mark.hours if kind in HOURS else longer


HELD = [said for said in standing() if said.claim.kind in REFUTERS]


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(
            said,
            id=said.claim.kind,
            marks=mark(said.claim.kind),
        )
        for said in HELD
    ],
)
def test_a_sentence_that_stands_is_true(said: Said) -> None:
    assert refute(said) is None, said.claim.words


def test_what_is_listed_as_a_definition_is_said() -> None:
    assert {said.claim.kind for said in standing()} >= DEFINED
    assert not DEFINED & set(REFUTERS)


def test_a_sentence_that_is_written_anew_needs_another_refuter() -> None:
    said = next(said for said in HELD if said.claim.kind == "preset: paper")
    anew = replace(said, claim=replace(said.claim, words="Nothing ever happens."))
    assert str(refute(anew)).startswith("the refuter knows other words")
