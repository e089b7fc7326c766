"""Every page offers what belongs to it, and opens with something that it offers."""

import pytest

from engine import MODELS, PRESETS, TRUTHS
from engine.knobs import name_of
from engine.protocols import ImageTruth, SymbolTruth, TextTruth
from view.page_specs import DICE, DIGITS, DRIFT, LANGUAGE, OFFERS, PageSpec


@pytest.mark.parametrize("offer", OFFERS, ids=lambda offer: offer.page)
def test_a_page_opens_with_one_of_its_own(offer: PageSpec) -> None:
    assert offer.default in offer.presets
    assert offer.presets[offer.default] is PRESETS[offer.default]


@pytest.mark.parametrize("offer", OFFERS, ids=lambda offer: offer.page)
def test_the_data_of_every_experiment_can_be_chosen_beside_it(offer: PageSpec) -> None:
    for name, preset in offer.presets.items():
        assert name_of(preset.settings.truth) in offer.truths, f"{name} needs data not on offer"


def test_pictures_texts_symbols_and_numbers_are_on_a_page_each() -> None:
    assert all(isinstance(kind(), ImageTruth) for kind in DIGITS.truths.values())
    assert all(isinstance(kind(), TextTruth) for kind in LANGUAGE.truths.values())
    assert all(isinstance(kind(), SymbolTruth) for kind in DICE.truths.values())
    assert not any(isinstance(kind(), ImageTruth | SymbolTruth) for kind in DRIFT.truths.values())
    assert {**DRIFT.truths, **DIGITS.truths, **DICE.truths, **LANGUAGE.truths} == dict(TRUTHS)
    assert {**DRIFT.models, **DICE.models, **LANGUAGE.models} == dict(MODELS)
    assert not set(DRIFT.presets) & set(DIGITS.presets)
