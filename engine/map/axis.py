"""A knob that is turned along one side of a map, and the values at which it stops."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np

from engine.knobs import BadSpec, Knob, knobs_of, meant, name_of, nearest
from engine.settings import ROLES, Settings
from engine.words import quoted

UNTURNED = ("seed",)
"""Numbers that mean nothing beside each other."""

MOST = 400
"""Stops along one side."""

Number = int | float


@dataclass(frozen=True)
class Axis:
    """A number among the knobs of a run, and the values `(n,)` at which it stops, ascending.

    Attributes:
        name: as links have it: `samples`, `policy.fresh.rows`.
    """

    name: str
    values: tuple[Number, ...]

    @property
    def knob(self) -> Knob:
        """What there is to say about it: label, bounds, scale."""
        return axes()[self.name]

    @property
    def short(self) -> str:
        """The knob's own name: `samples`, `rows`."""
        return self.name.rpartition(".")[2]

    @property
    def kind(self) -> tuple[str, str] | None:
        """The role and the name of the kind whose knob it is; None where it is the run's own."""
        role, _, rest = self.name.partition(".")
        return (role, rest.partition(".")[0]) if rest else None

    def put(self, base: Settings, value: Number) -> Settings:
        """The same experiment with this value; a base of another kind gets this one, with its
        other knobs as they usually are.

        Raises:
            BadSpec: there can be no such experiment.
        """
        turned: dict[str, Any] = {self.short: value}
        if self.kind is None:
            return replace(base, **turned)
        role, name = self.kind
        before = getattr(base, role)
        thing: Any = before if name_of(before) == name else ROLES[role][name]()
        whole: dict[str, Any] = {role: replace(thing, **turned)}
        return replace(base, **whole)


@cache
def axes() -> dict[str, Knob]:
    """Every knob that can be an axis, by its name in links."""
    return dict(_numbers())


def _numbers() -> Iterator[tuple[str, Knob]]:
    for name, knob in knobs_of(Settings).items():
        if name not in UNTURNED and _is_number(knob):
            yield name, knob
    for role, kinds in ROLES.items():
        for name, kind in kinds.items():
            for short, knob in knobs_of(kind).items():
                if _is_number(knob):
                    yield f"{role}.{name}.{short}", knob


def _is_number(knob: Knob) -> bool:
    return isinstance(knob.default, int | float) and not isinstance(knob.default, bool)


def axis(spec: str, base: Settings) -> Axis:
    """`samples=10:2000:12` (twelve stops, on the knob's own scale) or `policy.fresh.rows=0,1,2,5`.
    A knob of what the base is made of may go by its own name.

    Raises:
        BadSpec: one sentence that names the knob, its bounds and the nearest valid name.
    """
    typed, _, written = spec.partition("=")
    name = _named(typed, base)
    knob = axes()[name]
    if not written.strip():
        raise BadSpec(
            f"say where {name} stops: {name}=LOW:HIGH:COUNT, or values with commas between"
        )
    values = _between(name, knob, written) if ":" in written else _listed(name, knob, written)
    return Axis(name, tuple(sorted(set(values))))


def _named(typed: str, base: Settings) -> str:
    name = meant(typed, list(axes()))
    if name in axes():
        return name
    own = [f"{role}.{name_of(getattr(base, role))}." for role in ROLES]
    known = {f"{prefix}{meant(typed, list(_shorts(prefix)))}" for prefix in own} & set(axes())
    if len(known) != 1:
        raise BadSpec(f"no number is called {quoted(name)}{nearest(name, list(axes()))}")
    return known.pop()


def _shorts(prefix: str) -> Iterator[str]:
    for name in axes():
        if name.startswith(prefix):
            yield name.removeprefix(prefix)


def _listed(name: str, knob: Knob, written: str) -> list[Number]:
    typed = [value for value in written.split(",") if value.strip()]
    _at_most(name, len(typed))
    return [_admitted(name, knob, value) for value in typed]


def _between(name: str, knob: Knob, written: str) -> list[Number]:
    parts = written.split(":")
    if len(parts) != 3 or not re.fullmatch(r"\s*\d{1,9}\s*", parts[2]):
        raise BadSpec(f"{quoted(name)}={quoted(written)} is not LOW:HIGH:COUNT, as in 10:2000:12")
    low, high = (_admitted(name, knob, part) for part in parts[:2])
    count = int(parts[2])
    _at_most(name, count)
    if count < 2 or low >= high:
        raise BadSpec(f"{quoted(name)}={quoted(written)} has no two stops; name one by itself")
    return spaced(knob, low, high, count)


def spaced(knob: Knob, low: Number, high: Number, count: int) -> list[Number]:
    """So many values on the knob's own scale, both ends among them; fewer of whole numbers, where
    there are not so many. A scale that multiplies begins above 0: what lies below comes first."""
    first = [low] if knob.logarithmic and low <= 0 else []
    if first and isinstance(knob.default, float):
        raise BadSpec("a scale that multiplies has no 0: begin above it, or list the values")
    start = max(low, 1) if first else low
    space = np.geomspace if knob.logarithmic else np.linspace
    found = space(start, high, count - len(first)) if count > len(first) else np.array([high])
    if isinstance(knob.default, int):
        return sorted({*first, *(round(value) for value in found.tolist())})
    return sorted({*first, *(float(f"{value:.12g}") for value in found.tolist())})


def _admitted(name: str, knob: Knob, value: object) -> Number:
    admitted = knob.admit(name, value)
    assert isinstance(admitted, int | float)
    return admitted


def _at_most(name: str, count: int) -> None:
    if not 1 <= count <= MOST:
        raise BadSpec(f"{name} stops at {count:,} values; 1 to {MOST} are possible")


def stops(values: Sequence[Number]) -> str:
    """The values as a specification has them."""
    return ",".join(map(repr, values))
