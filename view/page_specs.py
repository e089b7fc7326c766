"""What each page lets one choose: its experiments, its data and its models."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine import MODELS, PRESETS, TRUTHS
from engine.knobs import name_of
from engine.presets import Preset
from engine.protocols import Data, data_of, data_read_by


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


def _offer(page: str, data: Data) -> PageSpec:
    """Every experiment with these data, but for those that are only compared."""
    truths = {name: truth for name, truth in TRUTHS.items() if data_of(truth) is data}
    models = {name: model for name, model in MODELS.items() if data in data_read_by(model)}
    presets = {
        n: p
        for n, p in PRESETS.items()
        if name_of(p.settings.truth) in truths and n not in COMPARED
    }
    return PageSpec(page, presets, truths, models)


DRIFT = _offer("drift", Data.NUMBERS)
DIGITS = _offer("digits", Data.PICTURES)
DICE = _offer("dice", Data.SYMBOLS)
LANGUAGE = _offer("language", Data.TEXT)
REMEDIES = PageSpec(
    "remedies",
    {name: PRESETS[name] for name in (*COMPARED, "small-class", "iris")},
    DRIFT.truths,
    DRIFT.models,
    ("replace", "fresh"),
)
OFFERS = (DRIFT, DIGITS, DICE, LANGUAGE, REMEDIES)
