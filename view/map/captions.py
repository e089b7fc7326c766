"""What a map says in words: where its edge lies, what became of a cell, what its colours are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.analysis.survival import CERTAINTY, HALF
from engine.map import GONE, HOLDS, LAW, RUNS, SOME, Axis, Cell, Fates, Plane
from engine.protocols import Data, data_of
from engine.settings import ROLES
from view.captions.claim import Claim, Number
from view.captions.format import listed, percent

Known = Mapping[Cell, Fates]
Square = tuple[Plane, Cell, Fates | None, Fates | None, str]
"""A cell of a plane: what became of its runs, what the law says, and why it has none."""

REGIONS = {
    HOLDS: "at least 90% of lineages keep half",
    SOME: "chance decides",
    GONE: "at most 10% keep half",
}

SAID = {
    "samples": ("{} samples a generation",) * 2,
    "generations": ("{} generations",) * 2,
    "policy.fresh.rows": ("{} new real sample a generation", "{} new real samples a generation"),
    "policy.anchor.rows": ("{} kept real sample", "{} kept real samples"),
}
"""A value of a knob as it is said, of one and of more; of the others by their names."""


REAL = ("policy.fresh.rows", "policy.anchor.rows")
"""Numbers of real samples, of which one wants to know what share they are."""


@dataclass(frozen=True)
class Measure:
    """What the colours of a map can say.

    Attributes:
        level: of a cell whose runs have so many generations, from 0 for nothing left to 1 for all;
            None where that is not known.
        said: the same in words.
    """

    label: str
    level: Callable[[Fates, int], float | None]
    said: Callable[[Fates], str]


def _tail(fates: Fates, generations: int) -> float | None:
    return None if fates.lost_tail is None else 1 - fates.lost_tail / fates.count


def _soon(fates: Fates, generations: int) -> float | None:
    at = fates.first_below_half
    return 1.0 if at is None else float(np.log(at + 1) / np.log(generations + 1))


def _tail_said(fates: Fates) -> str:
    seen = None if fates.lost_tail is None else fates.count - fates.lost_tail
    return "" if seen is None else f"{seen} of {fates.count} still see the tail"


def _groups_said(fates: Fates) -> str:
    left = fates.groups_left
    return "" if left is None else f"the middle one reaches {left:g}"


def _half_said(fates: Fates) -> str:
    at = fates.first_below_half
    return "most never fall below half" if at is None else f"below half from generation {at:,}"


MEASURES = {
    "kept": Measure(
        "Lineages that keep half",
        lambda fates, _: fates.share,
        lambda fates: f"{fates.holding} of {fates.count} keep half",
    ),
    "median": Measure(
        "Variance kept",
        lambda fates, _: min(fates.median, 1.0),
        lambda fates: f"the middle one keeps {percent(fates.median)}",
    ),
    "tail": Measure("Tail seen at the end", _tail, _tail_said),
    "groups": Measure("Groups left", lambda fates, _: fates.groups_left, _groups_said),
    "half": Measure("When half is gone", _soon, _half_said),
}
"""By the name that a link has."""


def levels(known: Known, measure: str, generations: int) -> dict[Cell, float]:
    """Of each cell, where it is known, 0 to 1: groups are a share of the most that any cell has."""
    found = {cell: MEASURES[measure].level(fates, generations) for cell, fates in known.items()}
    there = {cell: level for cell, level in found.items() if level is not None}
    most = max(there.values(), default=1.0) if measure == "groups" else 1.0
    return {cell: level / max(most, 1e-12) for cell, level in there.items()}


def name_of_axis(name: str) -> str:
    """A knob's label, and the kind that it is a knob of."""
    turned = Axis(name, ())
    if turned.kind is None:
        return turned.knob.label
    role, kind = turned.kind
    return f"{turned.knob.label} ({ROLES[role][kind].label})"


def valued(name: str, value: float) -> str:
    """A knob's value, as one says it."""
    if name not in SAID:
        return f"{Axis(name, ()).knob.label} {value:,.6g}"
    if value < 0:
        return f"{Axis(name, ()).knob.label} left to its share"
    one, more = SAID[name]
    number = "no" if value == 0 else f"{value:,.6g}"
    return (one if value == 1 else more).format(number)


def where(plane: Plane, cell: Cell) -> str:
    """The values of both knobs."""
    x, y = plane.values(cell)
    return f"{valued(plane.x.name, x)}, {valued(plane.y.name, y)}"


def pooled(known: Known, axis: int) -> dict[int, tuple[int, int]]:
    """By each stop of one side, over all of the other: how many keep half, of how many."""
    found: dict[int, tuple[int, int]] = {}
    for cell, fates in known.items():
        holding, among = found.get(cell[axis], (0, 0))
        found[cell[axis]] = holding + fates.holding, among + fates.count
    return found


def width(plane: Plane) -> str:
    """What is to be kept: of symbols there is no variance."""
    symbolic = data_of(plane.base.truth) in (Data.SYMBOLS, Data.TEXT)
    return "diversity" if symbolic else "variance"


def beside_law(plane: Plane, known: Known, law: Claim | None) -> Claim:
    """The same as runs have it; in few words where the law has its edge at the same place."""
    found = edge(plane, known)
    same = law and all(law.numbers.get(name) == found.numbers.get(name) for name in ("side", "at"))
    if not same or found.kind != "map edge":
        return found
    before, after = (percent(float(found.numbers[name])) for name in ("before", "after"))
    return replace(found, words=f"In these it is {before}, and {after}.")


def edge(plane: Plane, known: Known) -> Claim:
    """Where the edge lies: between two stops of a side, of all cells beside which more, or less,
    than half of the lineages keep half. Of all cells, by one source."""
    source = next(iter(known.values())).source
    for axis, side in ((1, plane.y), (0, plane.x)):
        stops = pooled(known, axis)
        shares = [stops[at][0] / stops[at][1] for at in range(len(side.values))]
        crossed = [at for at in range(1, len(shares)) if _apart(shares[at - 1], shares[at])]
        if crossed:
            return _edge(plane, known, axis, crossed[0], source)
    every = [fates.share for fates in known.values()]
    holding = sum(fates.holding for fates in known.values())
    among = sum(fates.count for fates in known.values())
    words = (
        f"Of all lineages on this map {percent(holding / among)} keep half of their "
        f"{width(plane)}: {_between(min(every), max(every))}, from square to square."
    )
    numbers: dict[str, Number] = {"share": holding / among, "among": among, "source": source}
    return Claim("map as a whole", words, until=plane.base.generations, numbers=numbers)


def _apart(one: float, other: float) -> bool:
    return (one < HALF) != (other < HALF)


def _edge(plane: Plane, known: Known, axis: int, at: int, source: str) -> Claim:
    side = (plane.x, plane.y)[axis]
    stops = pooled(known, axis)
    numbers: dict[str, Number] = {"side": "xy"[axis], "at": at, "source": source}
    told = list[str]()
    for number, name in ((at - 1, "before"), (at, "after")):
        holding, among = stops[number]
        every = [fates.share for cell, fates in known.items() if cell[axis] == number]
        numbers |= {name: holding / among, f"{name} among": among}
        numbers |= {f"{name} low": min(every), f"{name} high": max(every)}
        keep = f" of lineages keep half of their {width(plane)}" if name == "before" else ""
        told.append(
            f"with {valued(side.name, side.values[number])} {percent(holding / among)}{keep}"
        )
    words = f"{told[0][0].upper()}{told[0][1:]}; {told[1]}."
    return Claim("map edge", words, until=plane.base.generations, numbers=numbers)


def ranges(claim: Claim) -> str:
    """Between which shares the squares lie of which that is the whole; nothing of a whole map, or
    where they are alike."""
    ends = [[claim.numbers.get(f"{name} {end}", 0.0) for end in ("low", "high")] for name in _SIDES]
    if all(float(high) - float(low) <= ALIKE for low, high in ends):
        return ""
    before, after = (_between(float(low), float(high)) for low, high in ends)
    return f"From square to square: {before}, and {after}."


_SIDES = "before", "after"
ALIKE = 0.005
"""Shares that are the same in whole percents, or nearly."""


def _between(low: float, high: float) -> str:
    return f"{low:.0%} to {high:.0%}"


def source_in_words(known: Known, lineages: int) -> str:
    """Where the numbers above come from."""
    source = next(iter(known.values())).source
    count = sum(fates.count for fates in known.values())
    if source == LAW:
        each = next(iter(known.values())).count
        return (
            f"By the exact law, of {each} lineages drawn from it for each square; runs are dotted "
            "over them as they finish."
        )
    return f"Counted in {count:,} runs, {lineages} of them in each square."


def told(plane: Plane, cell: Cell, fates: Fates, law: Fates | None) -> Claim:
    """What became of a cell's lineages."""
    low, high = fates.interval
    by = "drawn from the law" if fates.source == LAW else "lineages"
    words = (
        f"{where(plane, cell)}: {fates.holding} of {fates.count} {by} keep half of their "
        f"{width(plane)} ({CERTAINTY:.0%} interval {low:.0%} to {high:.0%}); the middle one keeps "
        f"{percent(fates.median)}."
    )
    if law is not None and fates.source == RUNS:
        words += f" Of {law.count:,} drawn from the law {law.share:.0%} do"
        words += ", which these runs put in doubt." if fates.doubts(law) else "."
    numbers: dict[str, Number] = {
        "x": cell[0],
        "y": cell[1],
        "kept": fates.holding,
        "among": fates.count,
        "median": fates.median,
        "source": fates.source,
    }
    if law is not None:
        numbers |= {"law": law.share, "drawn": law.count}
    until = plane.settings(cell).generations
    return Claim("map cell", words, until=until, numbers=numbers, certainty=CERTAINTY)


def spoken(square: Square) -> str:
    """All that is known of a square, in one breath."""
    return ". ".join(f"{said[0].upper()}{said[1:]}" for said in about(square) if said) + "."


def about(square: Square) -> list[str]:
    """Where a square lies, and what is known of it."""
    plane, cell, fates, law, why = square
    said = [where(plane, cell)]
    if why:
        return [*said, f"failed: {why}"]
    said += _share_of(plane, cell)
    if fates is not None:
        low, high = fates.interval
        said.append(
            f"{fates.holding} of {fates.count} keep half ({low:.0%} to {high:.0%}): {fates.region}"
        )
        more = [MEASURES[name].said(fates) for name in MEASURES if name != "kept"]
        said.append("; ".join(filter(None, more)))
    if law is not None:
        said.append(f"by the law {law.share:.0%} do")
        if fates is not None and fates.doubts(law):
            said.append("the runs put the law in doubt here")
    return said if fates is not None or law is not None else [*said, "not known yet"]


def _share_of(plane: Plane, cell: Cell) -> list[str]:
    """What part of a generation's samples so many real ones are, where their number is a side."""
    for side, at in ((plane.x, cell[0]), (plane.y, cell[1])):
        rows = side.values[at]
        if side.name in REAL and rows > 0:
            samples = plane.settings(cell).samples
            return [f"these are {percent(min(rows / samples, 1.0))} of each generation"]
    return []


def counted(known: Known) -> dict[str, int]:
    """How many cells hold, hold for some, and are gone."""
    regions = [fates.region for fates in known.values()]
    return {region: regions.count(region) for region in REGIONS}


def regions_in_words(known: Known, total: int) -> str:
    """The same, for whoever does not see the colours."""
    if not known:
        return ""
    found = counted(known)
    said = {HOLDS: "in {} it holds", SOME: "in {} some hold", GONE: "in {} it is gone"}
    parts = [said[region].format(f"{count:,}") for region, count in found.items() if count]
    rest = total - len(known)
    parts += [f"{rest:,} are not known yet"] if rest else []
    return f"Of {total:,} squares, {listed(parts)}."


def rows(plane: Plane, best: Known, failed: Mapping[Cell, str]) -> dict[str, Sequence[str]]:
    """A row a cell, for those who do not see the map."""
    cells = [cell for cell in plane.cells if cell in best or cell in failed]
    return {
        name_of_axis(plane.x.name): [f"{plane.values(cell)[0]:,.6g}" for cell in cells],
        name_of_axis(plane.y.name): [f"{plane.values(cell)[1]:,.6g}" for cell in cells],
        "keep half": [
            f"{best[c].holding} of {best[c].count}" if c in best else failed[c] for c in cells
        ],
        f"{CERTAINTY:.0%} interval": [
            "{:.0%} to {:.0%}".format(*best[c].interval) if c in best else "" for c in cells
        ],
        "region": [best[c].region if c in best else "failed" for c in cells],
        "the middle one keeps": [percent(best[c].median) if c in best else "" for c in cells],
        "from": [best[c].source if c in best else "" for c in cells],
    }
