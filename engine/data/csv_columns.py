"""A column of cells becomes numbers: its decimal sign, its unit, and what could not be read."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.arrays import Array
from engine.data.csv_numbers import Number, grouped, read_cell
from engine.data.csv_options import DECIMALS, LIMITS, Options
from engine.data.csv_words import ANSWERS, CODES, CURRENCIES, IDENTIFIERS, SENTINELS

ROW_NUMBER, IDENTIFIER, CONSTANT = "a row number", "an identifier", "the same in every row"
FEW = 10
"""Rows of fewer than this may be 1, 2, 3 by chance, where the name does not say otherwise."""

_DIFFERENT = 5_000
"""So many different cells tell which decimal sign it is."""

FAR = 3.0
"""A number that means missing lies so many times the width of all others away from them."""

Reading = Mapping[str, Number | None]


@dataclass(frozen=True, eq=False)
class Column:
    """What there is to say of a column of numbers: its decimal sign, if it has decimals, and more.

    `unread` cells are neither numbers nor words for missing, such as `such`; `limits` are read at
    their number, or left out, such as `limit`. `role` is why it is no axis that suggests itself,
    in words, or empty. `suspects` are numbers that may mean missing, as they are written. `either`
    is a cell whose sign may stand before decimals or between thousands, where nothing tells.
    """

    name: str
    unit: str = ""
    decimal: str = ""
    unread: int = 0
    such: str = ""
    limits: int = 0
    limit: str = ""
    role: str = ""
    suspects: tuple[str, ...] = ()
    either: str = ""

    @property
    def title(self) -> str:
        """The name, with the unit where it has one that the name does not say."""
        told = not self.unit or self.unit in self.name
        return self.name if told else f"{self.name} ({self.unit})"


class Draft:
    """The cells of a column, in each of the readings that they may have."""

    def __init__(self, cells: Sequence[str], options: Options) -> None:
        self.cells, self._options = cells, options
        self.counts = Counter(cells)
        self._marks = self._possible()
        some = list(self.counts)[:: max(1, len(self.counts) // _DIFFERENT)]
        self._texts = {mark: _texts(self._read(mark, some)) for mark in self._marks}
        self._readings: dict[str, Reading] = {}

    def _possible(self) -> tuple[str, ...]:
        """The decimal signs that are possible, the likelier one first."""
        if self._options.decimal in DECIMALS:
            return (DECIMALS[self._options.decimal],)
        pointed = [cell for cell in self.counts if "." in cell]
        commas = any("," in cell for cell in self.counts)
        ambiguous = pointed and all(grouped(cell, ",") for cell in pointed)
        return (".", ",") if commas or ambiguous else (".",)

    def _read(self, mark: str, cells: Iterable[str]) -> Reading:
        words = self._options.words
        numbers = {float(word) for word in words if re.fullmatch(r"-?\d+(\.\d*)?", word)}
        known = {}
        for cell in cells:
            number = read_cell(cell, mark)
            named = words and (
                cell.strip().lower() in words or (number and number.value in numbers)
            )
            known[cell] = Number(math.nan) if named else number
        return known

    @property
    def sure(self) -> str:
        """The decimal sign that these cells can only have, or nothing."""
        if len(self._marks) == 1:
            (mark,) = self._marks
            told = any(re.search(r"\d\.\d", cell) for cell in self.counts)
            return mark if told else ""
        texts = self._texts
        if texts["."] == texts[","]:
            return ""
        return min(texts, key=lambda mark: texts[mark])

    def numeric(self, mark: str) -> bool:
        """Whether at least half of the cells that are not missing are numbers, and any is."""
        reading = self.reading(mark)
        texts = sum(self.counts[cell] for cell, number in reading.items() if number is None)
        found = sum(
            self.counts[cell] for cell, number in reading.items() if number and _there(number)
        )
        return found > 0 and found >= texts

    @property
    def answers(self) -> bool:
        """Whether the cells are yes and no, in some language."""
        said = {cell.strip().lower() for cell in self.counts} - {""}
        return 0 < len(said) <= 3 and said <= ANSWERS

    def decimal(self, usual: str, pointed: str) -> str:
        """The decimal sign: its own, or the usual one where the cells may have either; where they
        have points alone, and may have either, the one in `pointed`."""
        mark = self.sure or (usual if any("," in cell for cell in self.counts) else pointed)
        return mark if mark in self._marks else self._marks[0]

    def reading(self, mark: str) -> Reading:
        """Every different cell, read with a decimal sign that it may have."""
        if mark not in self._readings:
            self._readings[mark] = self._read(mark, self.counts)
        return self._readings[mark]

    def _either(self) -> str:
        """A cell with one sign and three digits behind it, if there are such in a column that may
        have either decimal sign."""
        if len(self._marks) == 1:
            return ""
        return next((c for c in self.counts if any(grouped(c, mark) for mark in self._marks)), "")

    def column(self, name: str, mark: str, nameless: bool, told: bool) -> tuple[Column, Array]:
        """The column with a decimal sign that it may have, and its numbers `(m,)`, NaN where there
        is none; `nameless` if it alone has no name of its own, `told` if the sign is not a guess.
        """
        reading, unit = _in_one_unit(self.reading(mark), self.counts)
        unread = [c for c, number in reading.items() if number is None or math.isinf(number.value)]
        limits = [cell for cell, number in reading.items() if number and number.limit]
        left = self._options.limits == LIMITS[1]
        found = {
            cell: number.value
            if number and _there(number) and not (left and number.limit)
            else math.nan
            for cell, number in reading.items()
        }
        values = np.array([found[cell] for cell in self.cells])
        column = Column(
            name,
            unit,
            mark if any(mark in cell for cell in self.counts) else "",
            sum(self.counts[cell] for cell in unread),
            _commonest(unread, self.counts),
            sum(self.counts[cell] for cell in limits),
            _commonest(limits, self.counts),
            _role(name, nameless, values),
            _suspects(values),
            "" if told or self.sure else self._either(),
        )
        return column, values


def usual_decimal(drafts: Iterable[Draft], delimiter: str) -> tuple[str, str, bool]:
    """The decimal sign of columns that may have either: that of the others which tell; where none
    do, a comma between semicolons. Then that of columns which have points alone, and whether
    either was told: by others, or by commas and the like between columns, where points and commas
    in numbers mean what they mean to programs."""
    votes = Counter(draft.sure for draft in drafts if draft.sure and draft.numeric(draft.sure))
    if votes["."] != votes[","]:
        most = max(votes, key=lambda mark: votes[mark])
        return most, most, True
    return ("," if delimiter == ";" else "."), ".", delimiter not in (";", "\t")


def _texts(reading: Reading) -> int:
    return list(reading.values()).count(None)


def _there(number: Number) -> bool:
    return math.isfinite(number.value)


def _commonest(cells: Sequence[str], counts: Mapping[str, int]) -> str:
    return max(cells, key=lambda cell: counts[cell]).strip() if cells else ""


def _in_one_unit(reading: Reading, counts: Mapping[str, int]) -> tuple[Reading, str]:
    """Numbers in another unit than most are none of this column; a few bare ones are."""
    units = Counter[str]()
    for cell, number in reading.items():
        if number and _there(number):
            units[number.unit] += counts[cell]
    bare = units.pop("", 0)
    if not units:
        return reading, ""
    unit, most = units.most_common(1)[0]
    unit = unit if most >= bare or unit in CURRENCIES else ""
    kept = {
        cell: number if number and number.unit in ("", unit) else None
        for cell, number in reading.items()
    }
    return kept, unit


def _role(name: str, nameless: bool, values: Array) -> str:
    """Why a column is no axis that suggests itself."""
    there = values[np.isfinite(values)]
    if len(there) < 2:
        return ""
    if not np.ptp(there):
        return CONSTANT
    whole = bool((there == np.floor(there)).all())
    if not whole:
        return ""
    known = name.strip().lower()
    called = re.fullmatch(rf"{IDENTIFIERS}|.*[ _.-]id|id[ _.-].*", known)
    called = called or re.fullmatch(r".*[a-z](Id|ID)", name.strip())
    steps = np.diff(there)
    if (steps == steps[0]).all() and abs(steps[0]) == 1 and len(there) >= FEW:
        return ROW_NUMBER
    if (called or nameless) and len(there) >= 3 and (steps > 0).all():
        return ROW_NUMBER
    distinct = len(np.unique(there)) > 0.9 * len(there)
    coded = re.fullmatch(CODES, known) or (called and distinct and len(there) >= 3)
    return IDENTIFIER if coded else ""


def _suspects(values: Array) -> tuple[str, ...]:
    """Numbers that people write for missing, where they lie far from all others."""
    there = values[np.isfinite(values)]
    if len(there) < 3:
        return ()
    usual = np.isin(np.abs(there), SENTINELS)
    if not usual.any() or usual.all():
        return ()
    others = there[~usual]
    low, high = float(others.min()), float(others.max())
    width = max(high - low, abs(high) * 1e-9)
    away = {
        float(number)
        for number in np.unique(there[usual])
        if number < low - FAR * width or number > high + FAR * width
    }
    return tuple(f"{number:.10g}" for number in sorted(away))
