"""Claims on maps, with other lineages of the same cells."""

import re
from dataclasses import replace

import numpy as np
from scipy.stats import fisher_exact

from engine import BadSpec, Trajectory
from engine.map import Cell, Plane
from engine.protocols import Data, data_of
from tests.claims.independent import spreads
from tests.claims.refuters.refuter import apart, percents, refutes, value
from view.say.told import Said, run

AGAIN = 40
"""Lineages of a cell, or of all cells beside a stop, that are run to refute what is said."""

UNLIKELY = 1e-6
"""Chance of what is called false."""

FAR = 10_000
"""Added to a seed, it gives lineages that no page has shown."""


def _again(plane: Plane, cells: list[Cell], count: int) -> list[float]:
    """What other lineages of these cells have kept, summed from what was learned."""
    found = []
    for number in range(count):
        made = plane.settings(cells[number % len(cells)])
        found.append(_kept(run(replace(made, seed=made.seed + FAR + number)))[0])
    return found


def _kept(one: Trajectory) -> tuple[float, float]:
    """What is left of the variance, or of symbols that two differ, and how far off that may be."""
    if data_of(one.settings.truth) is Data.SYMBOLS:
        width, error = 1 - np.square(one.record["shares"][: one.length]).sum(axis=1), 1e-6
    else:
        width, error = spreads(one)
    return float(width[-1] / width[0]) if width[0] > 0 else 0.0, error


def _far(what: str, share: float, among: float, kept: list[float]) -> str | None:
    """Whether so many that keep half are too many, or too few, beside others."""
    holding, other = round(share * among), sum(each >= 0.5 for each in kept)
    table = [[holding, round(among) - holding], [other, len(kept) - other]]
    if fisher_exact(table).pvalue < UNLIKELY:
        return apart(what, f"{holding} of {among}", f"{other} of {len(kept)}")
    return None


def _possible(plane: Plane) -> list[Cell]:
    found = []
    for cell in plane.cells:
        try:
            plane.settings(cell)
        except BadSpec:
            continue
        found.append(cell)
    return found


@refutes("map edge")
def map_edge(said: Said) -> str | None:
    """Other lineages of the cells beside both stops: as many keep half, as far as chance allows;
    and half lies between the two."""
    plane, claim = said.plane, said.claim
    assert plane is not None
    axis, at = "xy".index(str(claim.numbers["side"])), int(value(claim, "at"))
    before, after = value(claim, "before"), value(claim, "after")
    if (before < 0.5) == (after < 0.5):
        return apart("a half lies between", before, after)
    if abs(percents(claim.words)[0] - before) > 0.006:
        return apart("the first share in words", claim.words, before)
    for name, stop in (("before", at - 1), ("after", at)):
        beside = [cell for cell in _possible(plane) if cell[axis] == stop]
        kept = _again(plane, beside, max(AGAIN // len(beside), 1) * len(beside))
        if wrong := _far(name, value(claim, name), value(claim, f"{name} among"), kept):
            return wrong
    return None


@refutes("map as a whole")
def map_as_a_whole(said: Said) -> str | None:
    """Other lineages of all cells: as many keep half, as far as chance allows."""
    plane, claim = said.plane, said.claim
    assert plane is not None
    cells = _possible(plane)
    kept = _again(plane, cells, max(AGAIN // len(cells), 1) * len(cells))
    return _far("of all", value(claim, "share"), value(claim, "among"), kept)


@refutes("map cell")
def map_cell(said: Said) -> str | None:
    """The cell's own lineages, summed anew; what the law says, by others of them."""
    plane, claim = said.plane, said.claim
    assert plane is not None
    cell = int(value(claim, "x")), int(value(claim, "y"))
    if "law" in claim.numbers:
        drawn = value(claim, "drawn")
        if wrong := _far("the law", value(claim, "law"), drawn, _again(plane, [cell], AGAIN)):
            return wrong
    among = int(value(claim, "among"))
    holding = int(value(claim, "kept"))
    told = re.search(r"(\d+) of (\d+) ", claim.words)
    if told is None or (int(told[1]), int(told[2])) != (holding, among):
        return apart("in words", claim.words, (holding, among))
    if claim.numbers["source"] == "law":
        near = abs(holding / among - value(claim, "law")) < 1e-9
        return None if near else apart("by the law", holding / among, claim.numbers["law"])
    kept = []
    for seed in plane.seeds:
        share, error = _kept(run(replace(plane.settings(cell), seed=seed)))
        if error > 1e-3:
            return None
        kept.append(share)
    close = sum(abs(each - 0.5) < 1e-6 for each in kept)
    found = sum(each >= 0.5 for each in kept)
    if abs(found - holding) > close:
        return apart("lineages that keep half", holding, found)
    middle = float(np.sort(kept)[(len(kept) - 1) // 2 : len(kept) // 2 + 1].mean())
    told_middle = value(claim, "median")
    near = abs(middle - told_middle) <= 1e-6 * max(1.0, middle)
    return None if near else apart("what the middle one keeps", told_middle, middle)
