"""Which map a visitor looks at, as a link and back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from engine import PRESETS, BadSpec, Settings
from engine.knobs import Knob, knobs_of, meant, nearest
from engine.map import DEFAULT, LINEAGES, Axis, Cell, Plane, X, Y, axes, axis
from engine.map.axis import stops
from engine.words import quoted
from view.map.captions import MEASURES
from view.urls.parts import PARTS, unread

FEW = replace(LINEAGES, high=32)
"""Lineages a cell, as many as a page waits for; the command line takes more."""

MOST = 1600
"""Cells of a map that can still be pressed one by one."""

USUAL = {
    "samples": X.partition("=")[2],
    "policy.fresh.rows": Y.partition("=")[2],
    "policy.anchor.rows": Y.partition("=")[2],
    "generations": "10:2000:12",
}
"""Where some knobs stop, unless somebody says otherwise; the others go from one bound to the
other."""

STOPS = 11
"""Of any other knob: from 0 to 1 in tenths."""

LARGEST, LEAST = 1000, 1e-3
"""Where whole numbers end that could be larger, and, as a share of their largest, where those begin
that are laid out by what they are multiplied with."""

GENERATIONS = knobs_of(Settings)["generations"]

BASES = {"": DEFAULT} | {
    name: preset.settings
    for name, preset in PRESETS.items()
    if not preset.settings.model.network and not preset.settings.exact
}
"""What can be turned: one Gaussian, or a preset whose runs are short enough for many."""


@dataclass(frozen=True)
class Choice:
    """A base by its name, both axes, how long and how often each cell is run, what the colours say,
    and the cell that was pressed."""

    base: str
    x: Axis
    y: Axis
    generations: int
    lineages: int = int(LINEAGES.default)
    colour: str = "kept"
    cell: Cell | None = None

    @property
    def plane(self) -> Plane:
        """All experiments of the map.

        Raises:
            BadSpec: there is no such map, or it has more cells than a page.
        """
        return _plane(self.base, self.x, self.y, self.generations, self.lineages)


@lru_cache(maxsize=64)
def _plane(base: str, x: Axis, y: Axis, generations: int, lineages: int) -> Plane:
    if len(x.values) * len(y.values) > MOST:
        raise BadSpec(
            f"a page shows at most {MOST:,} cells, not {len(x.values):,} times {len(y.values):,}"
        )
    return Plane(replace(BASES[base], generations=generations), x, y, lineages)


def usual(name: str) -> Axis:
    """An axis as it is where nobody says where it stops."""
    return axis(f"{name}={_usual(name)}", DEFAULT)


def _usual(name: str) -> str:
    knob = axes()[name]
    if name in USUAL:
        return USUAL[name]
    low, high = knob.low, knob.high
    if isinstance(knob.default, float):
        low = max(low, LEAST * high) if knob.logarithmic else low
        return f"{low:g}:{high:g}:{STOPS}"
    return f"{low:.0f}:{min(high, LARGEST):.0f}:{STOPS}"


def first(base: str = "") -> Choice:
    """What one sees first of a base."""
    return Choice(base, usual("samples"), usual("policy.fresh.rows"), BASES[base].generations)


def written(chosen: Axis) -> str:
    """Where an axis stops, in as few letters as say it."""
    return _usual(chosen.name) if chosen == usual(chosen.name) else stops(chosen.values)


def to_query(choice: Choice) -> dict[str, str]:
    """The shortest query that `from_query` turns into an equal choice."""
    usually = first(choice.base)
    query = {"base": choice.base} if choice.base else {}
    for side in ("x", "y"):
        chosen: Axis = getattr(choice, side)
        if chosen != getattr(usually, side):
            own = f"={stops(chosen.values)}" if chosen != usual(chosen.name) else ""
            query[side] = f"{chosen.name}{own}"
    for name in ("generations", "lineages", "colour"):
        if getattr(choice, name) != getattr(usually, name):
            query[name] = str(getattr(choice, name))
    if choice.cell:
        query["cell"] = stops(choice.plane.values(choice.cell))
    return query


def from_query(query: Mapping[str, str]) -> tuple[Choice, list[str]]:
    """A choice from a link's query, and one sentence for each part that had to be ignored."""
    wrong: list[str] = []
    asked = dict(query)
    base = meant(asked.pop("base", ""), list(BASES))
    if base not in BASES:
        wrong.append(f"no map has the base {quoted(base)}{nearest(base, list(BASES))}")
        base = ""
    choice = _turned(first(base), asked)
    for name, read in READ.items():
        if name in asked:
            try:
                choice = _changed(choice, **{name: read(asked.pop(name), choice)})
            except BadSpec as bad:
                wrong.append(str(bad))
    names = ["base", *READ]
    wrong += [
        f"there is no knob {quoted(name)}{nearest(name, names)}" for name in list(asked)[:PARTS]
    ]
    return choice, wrong + unread(asked)


def _turned(choice: Choice, asked: dict[str, str]) -> Choice:
    """With both axes at once, where that is a map: one alone may turn what the other has turned so
    far."""
    try:
        both = {side: read_axis(asked[side], choice) for side in ("x", "y")}
        choice = _changed(choice, **both)
    except (KeyError, BadSpec):
        return choice  # one after the other, each with its own sentence
    for side in both:
        del asked[side]
    return choice


def _changed(choice: Choice, **values: Any) -> Choice:
    """With other values, where that is a map.

    Raises:
        BadSpec: there is none.
    """
    changed = replace(choice, **values)
    changed.plane  # noqa: B018  it is made to see whether it can be
    return changed


def read_axis(said: str, choice: Choice) -> Axis:
    """An axis by its name, and where it stops, if that is said.

    Raises:
        BadSpec: one sentence that says what is wrong.
    """
    name = meant(said, list(axes()))
    return usual(name) if name in axes() else axis(said, BASES[choice.base])


def _measure(said: str, choice: Choice) -> str:
    name = meant(said, list(MEASURES))
    if name not in MEASURES:
        raise BadSpec(f"no colours show {quoted(name)}{nearest(name, list(MEASURES))}")
    return name


def _cell(said: str, choice: Choice) -> Cell:
    for cell in choice.plane.cells:
        if stops(choice.plane.values(cell)) == said.replace(" ", ""):
            return cell
    raise BadSpec(f"there is no cell {quoted(said)} on this map")


def _number(name: str, knob: Knob) -> Any:
    return lambda said, choice: int(knob.admit(name, said))


READ: Mapping[str, Any] = {
    "x": read_axis,
    "y": read_axis,
    "generations": _number("generations", GENERATIONS),
    "lineages": _number("lineages", FEW),
    "colour": _measure,
    "cell": _cell,
}
"""The parts of a link, in the order in which they are read: both axes before the cell."""
