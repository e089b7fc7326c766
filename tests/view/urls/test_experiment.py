"""A link says the whole experiment, comes back equal, and survives whatever is typed into it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import example, given, reject
from hypothesis import strategies as st

from engine import POLICIES, PRESETS, TRUTHS, BadSpec, Settings, settings
from engine.knobs import knobs_of, name_of
from engine.settings import SAFE_INTEGER
from tests.support.strategies import values_of
from view.page_specs import DICE, DIGITS, DRIFT, OFFERS, PageSpec
from view.urls.experiment import from_query, preset_of, to_query

WHOLE = (DRIFT, DIGITS, DICE)
"""Pages that have data of their own."""


def things(kinds: Mapping[str, type[Any]]) -> st.SearchStrategy[Any]:
    """Any kind of a catalogue, any knob of it anywhere; a table needs a file of its own."""
    return st.one_of(
        st.builds(kind, **{name: values_of(knob) for name, knob in knobs_of(kind).items()})
        for name, kind in kinds.items()
        if name != "table"
    )


@st.composite
def experiments(draw: st.DrawFn) -> Settings:
    """Settings of every kind that some page offers, as far as they fit into memory."""
    offer = draw(st.sampled_from(WHOLE))
    numbers = {name: draw(values_of(knob)) for name, knob in knobs_of(Settings).items()}
    roles = {"truth": offer.truths, "model": offer.models, "policy": POLICIES}
    kinds = {role: draw(things(catalogue)) for role, catalogue in roles.items()}
    try:
        return settings(**kinds, **numbers)
    except BadSpec:
        reject()


def page_of(chosen: Settings) -> PageSpec:
    """The page that these data are on."""
    return next(offer for offer in WHOLE if name_of(chosen.truth) in offer.truths)


def travelled(chosen: Settings) -> dict[str, str]:
    """The query as a browser's address bar hands it back."""
    return dict(parse_qsl(urlencode(to_query(page_of(chosen), chosen)), keep_blank_values=True))


@given(experiments())
@example(settings(truth="blobs", model="gmm", policy="accumulate", samples=4000, generations=1000))
@example(settings(truth="blobs", model="gaussian", policy="accumulate", samples=100_000))
def test_a_link_comes_back_equal(chosen: Settings) -> None:
    assert from_query(page_of(chosen), travelled(chosen)) == (chosen, [])


@given(experiments(), st.randoms())
def test_the_order_of_a_link_does_not_matter(chosen: Settings, chance: Any) -> None:
    pairs = list(to_query(page_of(chosen), chosen).items())
    chance.shuffle(pairs)
    assert from_query(page_of(chosen), dict(pairs)) == (chosen, [])


EVERY_PRESET = [(offer, name) for offer in OFFERS for name in offer.presets]


@pytest.mark.parametrize(("offer", "name"), EVERY_PRESET)
def test_a_preset_is_its_name(offer: PageSpec, name: str) -> None:
    chosen = PRESETS[name].settings
    assert to_query(offer, chosen) == ({} if name == offer.default else {"preset": name})
    assert from_query(offer, {"preset": name}) == (chosen, [])
    assert preset_of(chosen) == name


@pytest.mark.parametrize(("offer", "name"), EVERY_PRESET)
def test_a_preset_keeps_its_name_under_another_seed(offer: PageSpec, name: str) -> None:
    chosen, _ = from_query(offer, {"preset": name, "seed": "3"})
    assert chosen.seed == 3 and preset_of(chosen) == name
    assert to_query(offer, chosen)["seed"] == "3"


def test_every_preset_and_every_truth_is_on_one_page() -> None:
    assert {name for _, name in EVERY_PRESET} == set(PRESETS)
    assert {name for offer in OFFERS for name in offer.truths} == set(TRUTHS)


@pytest.mark.parametrize(
    ("offer", "query", "said"),
    [
        (DRIFT, {"preset": "digits"}, "on the page Digits"),
        (DIGITS, {"preset": "paper"}, "on the page Clouds"),
        (DRIFT, {"truth": "digits"}, "on another page"),
        (DRIFT, {"truth": "dice"}, "on another page"),
        (DRIFT, {"truth": "dice"}, "another page, Dice"),
        (DRIFT, {"model": "frequency"}, "frequency reads symbols, and cannot read blobs"),
        (DICE, {"model": "gmm"}, "gmm reads numbers or pictures, and cannot read dice"),
        (DRIFT, {"truth": "blobs", "model": "ngram"}, "ngram reads text, and cannot read blobs"),
        (DIGITS, {"truth": "moons"}, "on another page"),
    ],
)
def test_what_is_on_another_page_is_said(offer: PageSpec, query: dict[str, str], said: str) -> None:
    chosen, ignored = from_query(offer, query)
    assert chosen == PRESETS[offer.default].settings
    assert len(ignored) == 1 and said in ignored[0]


BAD = {
    "preset": "no-such-thing",
    "truth": "blobs:count=99",
    "model": "gmm:componets=3",
    "policy": "replace:share=0.5",
    "samples": "1",
    "generations": "many",
    "seed": str(2**63),
    "colour": "red",
}


@pytest.mark.parametrize("key", BAD)
def test_a_bad_part_falls_back_alone(key: str) -> None:
    good = {"samples": "77"} if key != "samples" else {"seed": "5"}
    chosen, ignored = from_query(DRIFT, good | {key: BAD[key]})
    assert chosen == from_query(DRIFT, good)[0]
    assert len(ignored) == 1 and (BAD[key] in ignored[0] or key in ignored[0])


def test_every_bad_part_has_its_own_sentence() -> None:
    chosen, ignored = from_query(DRIFT, BAD)
    assert chosen == PRESETS[DRIFT.default].settings
    assert len(ignored) == len(BAD)
    assert all(sentence and "\n" not in sentence for sentence in ignored)


@pytest.mark.parametrize(("key", "meant"), [("samplse", "samples"), ("sed", "seed")])
def test_a_misspelt_setting_is_told_the_right_one(key: str, meant: str) -> None:
    assert f"did you mean {meant}?" in from_query(DRIFT, {key: "5"})[1][0]


def test_parts_that_only_together_are_too_much_lose_as_few_as_it_takes() -> None:
    asked = {"policy": "accumulate", "samples": "100000", "generations": "2000", "seed": "9"}
    chosen, ignored = from_query(DRIFT, asked)
    assert len(ignored) == 1 and "memory" not in ignored[0]
    assert (chosen.generations, chosen.seed) == (2000, 9)


@given(
    st.dictionaries(
        st.sampled_from([*BAD, "truth", "embed"]),
        st.text(max_size=40) | st.sampled_from(["nan", "inf", "-1", "1e400", "gmm:", ":", "="]),
    )
)
def test_nothing_that_is_typed_raises(query: dict[str, str]) -> None:
    chosen, _ = from_query(DRIFT, query)
    assert from_query(DRIFT, to_query(DRIFT, chosen)) == (chosen, [])


def test_the_largest_seed_travels_whole() -> None:
    chosen, ignored = from_query(DRIFT, {"seed": str(SAFE_INTEGER)})
    assert chosen.seed == SAFE_INTEGER and not ignored
    assert to_query(DRIFT, chosen)["seed"] == str(SAFE_INTEGER)
