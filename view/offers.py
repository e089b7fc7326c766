"""What each page lets one choose: its experiments and its data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine import PRESETS, TRUTHS
from engine.presets import Preset
from engine.protocols import Pictured


@dataclass(frozen=True)
class Offer:
    """A page's part of the catalogue; its first preset is what the page opens with."""

    page: str
    presets: Mapping[str, Preset]
    truths: Mapping[str, type[Any]]
    policies: tuple[str, ...] = ()
    """What the page lays side by side, as specs; empty where a run has a policy of its own."""

    @property
    def default(self) -> str:
        """The preset of a link that names none."""
        return next(iter(self.presets))


COMPARED = ("remedies",)
"""Presets of the page that compares policies, besides those that are on other pages too."""


def _offer(page: str, pictures: bool) -> Offer:
    return Offer(
        page,
        {
            n: p
            for n, p in PRESETS.items()
            if isinstance(p.settings.truth, Pictured) == pictures and n not in COMPARED
        },
        {n: kind for n, kind in TRUTHS.items() if isinstance(kind(), Pictured) == pictures},
    )


DRIFT = _offer("drift", pictures=False)
DIGITS = _offer("digits", pictures=True)
REMEDIES = Offer(
    "remedies",
    {name: PRESETS[name] for name in (*COMPARED, "small-class", "iris")},
    DRIFT.truths,
    ("replace", "accumulate", "fresh", "verify"),
)
OFFERS = (DRIFT, DIGITS, REMEDIES)
