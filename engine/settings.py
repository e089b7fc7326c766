"""Everything that determines a run: names and numbers that compare, print and travel in a link."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any

from engine.distributions.quadrature import ORDER
from engine.distributions.quadrature import WIDEST as INTEGRABLE
from engine.knobs import BadSpec, kind, knob, knobs_of, meant, name_of, nearest, parse, spec_of
from engine.models import MODELS
from engine.policies import POLICIES
from engine.protocols import (
    FitsDistribution,
    HasLimit,
    MixtureTruth,
    Model,
    Policy,
    Truth,
    data_of,
    data_read_by,
)
from engine.truths import TRUTHS
from engine.truths.table import Table
from engine.truths.text import Text
from engine.words import quoted

NUMBERS_AT_MOST = 10_000_000
"""The largest training set that is kept in memory: rows times dimensions."""

WIDEST = 64
"""No truth has more dimensions."""

UNREAD: Mapping[type, int] = {Table: 2, Text: WIDEST}
"""Dimensions, at most, of truths whose file may not be at hand yet."""

SAFE_INTEGER = 2**53 - 1
"""The largest whole number that a browser and a JSON file carry unharmed."""

ROLES: Mapping[str, dict[str, type[Any]]] = {
    "truth": TRUTHS,
    "model": MODELS,
    "policy": POLICIES,
}


@kind("Settings")
class Settings:
    """One run, wholly determined.

    Raises:
        BadSpec: a number out of bounds, or a training set that would outgrow memory.
    """

    truth: Truth
    model: Model
    policy: Policy
    samples: int = knob(
        1000,
        2,
        100_000,
        label="Samples a generation",
        logarithmic=True,
        basic=True,
        help="How many samples each generation draws, and the next one learns from. "
        "The fewer, the faster it forgets.",
    )
    generations: int = knob(
        2000,
        10,
        2000,
        label="Generations",
        logarithmic=True,
        basic=True,
        help="How many times a model learns from the output of the one before it.",
    )
    seed: int = knob(
        0,
        0,
        SAFE_INTEGER,
        label="Seed",
        basic=True,
        help="The start of all chance. The same seed gives the same run, another seed another.",
    )
    exact: bool = knob(
        False,
        label="Endless samples",
        help="Each generation learns from all that the last one could ever say, instead of from "
        "some samples of it: no error of sampling is left. Samples are then drawn for the picture "
        "only. For normal data and blobs, and bell-shaped models.",
    )

    def check(self) -> None:
        """`BadSpec` where endless samples are asked for and nobody knows what they come to."""
        if not self.exact:
            return
        for thing, known in (
            (self.truth, isinstance(self.truth, MixtureTruth)),
            (self.model, isinstance(self.model, FitsDistribution)),
            (self.policy, isinstance(self.policy, HasLimit)),
        ):
            if not known:
                raise BadSpec(
                    f"nobody knows what endless samples come to with “{thing.label}”; let "
                    "there be an error of sampling again (exact=no), or take the data normal or "
                    "blobs, the model gaussian or gmm, and a policy that picks no single samples"
                )
        if isinstance(self.policy, HasLimit):
            self.policy.blend(1)

    @property
    def dimensions(self) -> int:
        """d: how many numbers make up one sample."""
        return len(self.truth.axes)

    @property
    def reads(self) -> str:
        """What every generation after the first reads, in words that end a sentence."""
        return self.policy.reading(None if self.exact else self.samples)

    @property
    def key(self) -> str:
        """One line that is equal for equal settings and for no others."""
        return json.dumps(to_dict(self))


def settings(**values: Any) -> Settings:
    """Settings from kinds or specs and numbers, checked together.

    Raises:
        BadSpec: one sentence that names the knob, its bounds and the nearest valid name.
    """
    return readable(_made(values))


def _made(values: Mapping[str, Any]) -> Settings:
    known = [field.name for field in fields(Settings)]
    made = {}
    for typed, value in values.items():
        name = meant(typed, known)
        if name not in known:
            raise BadSpec(f"no setting is called {quoted(name)}{nearest(name, known)}")
        spec = isinstance(value, str) and name in ROLES
        made[name] = parse(value, ROLES[name], name) if spec else value
    return affordable(Settings(**made))


def readable(made: Settings) -> Settings:
    """The same settings, or `BadSpec` where the model does not read data of this kind."""
    data, read = data_of(type(made.truth)), data_read_by(made.model)
    if data not in read:
        truth, model = name_of(made.truth), name_of(made.model)
        models = [name for name, kind in MODELS.items() if data in data_read_by(kind)]
        truths = [name for name, kind in TRUTHS.items() if data_of(kind) in read]
        raise BadSpec(
            f"the model {model} reads {' or '.join(each.value for each in read)}, and cannot read "
            f"{truth}; take the model {' or '.join(models)}, or the truth {' or '.join(truths)}"
        )
    return made


def affordable(made: Settings) -> Settings:
    """The same settings, or `BadSpec` where the training set would not fit into memory."""
    if made.exact:
        return _integrable(made)
    read, rows = _rows_at_hand(made)
    if rows * WIDEST <= NUMBERS_AT_MOST:
        return made  # without asking the truth, which may have to be read first
    d = _columns(made)
    if rows * d > NUMBERS_AT_MOST:
        raise BadSpec(
            f"the last generation would need {rows:,} rows at hand and at most "
            f"{NUMBERS_AT_MOST // d:,} are kept; take fewer samples or generations"
            + (", or the model gaussian, which keeps none" if read == rows else "")
        )
    return made


def at_hand(made: Settings) -> int:
    """Numbers of the largest training set, at most; none where only moments are read."""
    return 0 if made.exact else _rows_at_hand(made)[1] * _columns(made)


def _rows_at_hand(made: Settings) -> tuple[int, int]:
    """Rows that the last generation reads, and those that are kept or read, whichever are more."""
    last, n = made.generations, made.samples
    read = 0 if made.model.moments_suffice else made.policy.rows_read(last, n)
    return read, max(read, made.policy.rows_stored(last, n))


def _columns(made: Settings) -> int:
    return UNREAD.get(type(made.truth)) or made.dimensions


def _integrable(made: Settings) -> Settings:
    """Likewise where no rows are read: a mixture reads every Gaussian of a sum that may grow."""
    if made.model.moments_suffice or made.dimensions > INTEGRABLE:
        return made  # it keeps one Gaussian, or will be refused as soon as it begins
    each, most = made.dimensions * ORDER**made.dimensions, _gaussians(made)
    if most * each > NUMBERS_AT_MOST:
        raise BadSpec(
            f"with endless samples a generation would read {most:,} bell-shaped clouds at once "
            f"and at most {NUMBERS_AT_MOST // each:,} can be; take fewer generations, or the "
            "policy replace"
        )
    return made


def _gaussians(made: Settings) -> int:
    """How many are in the largest sum that a generation reads."""
    truth, model, policy = made.truth, made.model, made.policy
    assert isinstance(truth, MixtureTruth) and isinstance(policy, HasLimit)
    real, own = len(truth.mixture().weights), getattr(model, "components", 1)
    most = count = real
    for generation in range(1, made.generations + 1):
        blend = policy.blend(generation)
        count = sum(
            n for share, n in ((blend.own, own), (blend.before, count), (blend.real, real)) if share
        )
        most = max(most, count)
    return most


def to_dict(made: Settings) -> dict[str, Any]:
    """Settings as specs and numbers, ready for JSON."""
    kinds = {role: spec_of(getattr(made, role)) for role in ROLES}
    return kinds | {name: getattr(made, name) for name in knobs_of(Settings)}


def inputs(made: Settings) -> list[Path]:
    """The files that a run reads, with those in folders that it names."""
    found: list[Path] = []
    for thing in (getattr(made, role) for role in ROLES):
        for name, declared in knobs_of(thing).items():
            if isinstance(declared.default, str) and not declared.choices and not declared.examples:
                path = Path(getattr(thing, name) or os.devnull)
                with suppress(OSError, ValueError):
                    found += [path] if path.is_file() else path.iterdir() if path.is_dir() else []
    return found


def from_dict(values: Mapping[str, Any]) -> Settings:
    """Settings from what `to_dict` wrote; `BadSpec` where they are not.

    What was run once may be run again, be it that the model is not made for these data: then each
    different row counts as a symbol, and symbols as numbers.
    """
    missing = [role for role in ROLES if role not in values]
    if missing:
        raise BadSpec(f"the settings lack {', '.join(missing)}")
    return _made(dict(values) | {role: str(values[role]) for role in ROLES})
