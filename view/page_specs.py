"""What each page lets one choose: its experiments, its data and its models."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine import MODELS, PRESETS, TRUTHS
from engine.knobs import name_of
from engine.presets import Preset
from engine.protocols import Data, data_of


@dataclass(frozen=True)
class PageSpec:
    """A page's part of the catalogue; its first preset is what the page opens with."""

    page: str
    presets: Mapping[str, Preset]
    truths: Mapping[str, type[Any]]
    models: Mapping[str, type[Any]]
    policies: tuple[str, ...] = ()
    """What the page lays side by side, as specs; empty where a run has a policy of its own."""

    @property
    def default(self) -> str:
        """The preset of a link that names none."""
        return next(iter(self.presets))


COMPARED = ("remedies",)
"""Presets of the page that compares policies, besides those that are on other pages too."""

COUNTING, READING = ("frequency",), ("ngram", "transformer", "opt")
"""Models that read symbols, and those that read texts; all others read numbers."""


def _offer(page: str, truths: Mapping[str, type[Any]], models: Mapping[str, type[Any]]) -> PageSpec:
    """Every experiment with these data, but for those that are only compared."""
    presets = {
        n: p
        for n, p in PRESETS.items()
        if name_of(p.settings.truth) in truths and n not in COMPARED
    }
    return PageSpec(page, presets, truths, models)


def _truths(data: Data) -> dict[str, type[Any]]:
    return {name: truth for name, truth in TRUTHS.items() if data_of(truth()) is data}


_OF_NUMBERS = {n: model for n, model in MODELS.items() if n not in COUNTING + READING}
_COUNTING = {name: MODELS[name] for name in COUNTING}
_READING = {name: MODELS[name] for name in READING}

DRIFT = _offer("drift", _truths(Data.NUMBERS), _OF_NUMBERS)
DIGITS = _offer("digits", _truths(Data.PICTURES), _OF_NUMBERS)
DICE = _offer("dice", _truths(Data.SYMBOLS), _COUNTING)
LANGUAGE = _offer("language", _truths(Data.TEXT), _READING)
REMEDIES = PageSpec(
    "remedies",
    {name: PRESETS[name] for name in (*COMPARED, "small-class", "iris")},
    DRIFT.truths,
    DRIFT.models,
    ("replace", "accumulate", "fresh", "verify"),
)
OFFERS = (DRIFT, DIGITS, DICE, LANGUAGE, REMEDIES)
