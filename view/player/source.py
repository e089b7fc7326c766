"""What a player needs to know of a run: its clouds, its components, its measured series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from numpy.typing import NDArray

Array = NDArray[Any]
FINISHED = frozenset({"done", "cancelled", "failed"})


@dataclass(frozen=True)
class Series:
    """One chart: which measured row it draws, on what scale, and the level to compare it with."""

    name: str
    label: str
    scale: str = "linear"
    percent: bool = False
    level: float | None = None
    level_label: str = ""


@dataclass(frozen=True)
class Gallery:
    """Pictures that every generation has drawn: a name for the choice between several, and a note.

    `pictures (generations, tiles, height, width)`, each number 0 to 1.
    """

    label: str
    note: str
    pictures: Array


@dataclass(frozen=True)
class Bars:
    """A bar a symbol instead of a cloud: what one is called, its name, its share in the truth.

    `shares (generations, symbols)` are those of the generations.
    """

    noun: str
    names: Sequence[str]
    truth: Array
    shares: Array


class Recording(Protocol):
    """A run that may still be growing: rows beyond `length` are not read.

    `points` should be float64 where a cloud may shrink below a millionth of its distance from 0.
    """

    @property
    def run(self) -> str: ...  # unique per computation
    @property
    def title(self) -> str: ...  # what it shows, in words of its own
    @property
    def continues(self) -> str: ...  # the shorter run that this one goes on with, or nothing
    @property
    def story(
        self,
    ) -> Sequence[tuple[int, str]]: ...  # what is said of it, from which generation on
    @property
    def recorded(self) -> bool: ...  # whether nobody computes it, because it was there before
    @property
    def made(
        self,
    ) -> Sequence[tuple[str, str]]: ...  # what determined it and what computed it, by name
    @property
    def total(self) -> int: ...  # generations planned, generation 0 included
    @property
    def length(self) -> int: ...  # generations recorded so far
    @property
    def status(self) -> str: ...  # queued, running, done, cancelled or failed
    @property
    def headway(self) -> str: ...  # how far a running one is, in words; empty where it has ended
    @property
    def samples(self) -> int: ...  # rows a generation has, of which `points` shows some
    @property
    def points(self) -> Array: ...  # (generations, rows, 1 or 2)
    @property
    def real(self) -> Array: ...  # (rows, 1 or 2), some of the real data
    @property
    def body(
        self,
    ) -> Sequence[Array]: ...  # outlines (k, 1 or 2) of all but the tail of the real data
    @property
    def labels(self) -> Array | None: ...  # (generations, rows), component of each row
    @property
    def weights(self) -> Array | None: ...  # (generations, components); None: no components
    @property
    def means(self) -> Array | None: ...  # (generations, components, dims)
    @property
    def covariances(self) -> Array | None: ...  # (generations, components, dims, dims)
    @property
    def lattice(
        self,
    ) -> Array | None: ...  # (generations, lines, points, 2); what a decoder reaches
    @property
    def galleries(self) -> Sequence[Gallery]: ...  # pictures instead of a cloud, alike in size
    @property
    def bars(self) -> Bars | None: ...  # symbols instead of a cloud
    @property
    def moments(self) -> Sequence[int]: ...  # generations of the film strip, clamped to the run
    @property
    def series(self) -> Sequence[Series]: ...
    @property
    def measured(self) -> Mapping[str, Array]: ...  # series name -> (generations,)
    @property
    def view(self) -> tuple[float, float, float, float]: ...  # xlo, xhi, ylo, yhi
    @property
    def axes(self) -> Sequence[str]: ...
