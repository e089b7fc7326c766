"""What is listened for, and what a metric says of itself: its unit, the data it is of, and where it
is shown by default."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar, Protocol

from engine.arrays import Array
from engine.protocols.model import Generation
from engine.protocols.reference import Reference
from engine.protocols.truth import Data, Truth


class Unit(Enum):
    """What the numbers of a metric are."""

    SHARE = "share"
    """Of a whole, 0 to 1: said in percent."""

    DATA = "data"
    """The unit of the data."""

    DATA_SQUARED = "data squared"
    """Its square."""

    DENSITY = "density"
    """A density of the data. It grows without bound where they come down to a point, and is 0 at
    generation 0, so that there is nothing that it could be relative to."""

    RATIO = "ratio"
    """How many times as much as it would be of real data."""

    BITS = "bits"
    COUNT = "count"
    NAME = "name"
    """The number of a symbol: it has no mean and no median."""

    @property
    def scales(self) -> bool:
        """Whether a number is twice as large, or four times, where the data are: of different data
        only what is relative can be compared."""
        return self in (Unit.DATA, Unit.DATA_SQUARED)


class Place(Enum):
    """Where metrics are shown that nobody has chosen."""

    FILM = "film"
    """The curves beside the film; of texts, which no film shows, those on their page."""

    CHOICE = "choice"
    """What the choice of any metric begins with, and the first charts of a report."""

    LINEAGES = "lineages"
    """What the choice of a metric of many lineages begins with."""

    BANDS = "bands"
    """The bands of many lineages in a report."""

    LEDGER = "ledger"
    """The columns of the table that compares policies."""


@dataclass(frozen=True)
class Shown:
    """That a metric is shown at one place for some kinds of data: the lower its `order` the earlier
    among all that are. `label` is what it is called there, `level` what the level of real data is;
    without a name that is not drawn. `scale` is that of its axis, linear or log."""

    place: Place
    order: int
    data: tuple[Data, ...]
    label: str = ""
    level: str = ""
    scale: str = "linear"


class Metric(Protocol):
    """What is listened for. Its fields are knobs."""

    label: ClassVar[str]
    help: ClassVar[str]
    sparse: ClassVar[bool]
    """Whether it is measured only at generations of at most two significant digits."""

    by_class: ClassVar[bool]
    """Whether it gives one number for each class of pictures."""

    unit: ClassVar[Unit]
    """What its numbers are."""

    of: ClassVar[tuple[Data, ...]]
    """The kinds of data that it can apply to; of no others is it asked."""

    shown: ClassVar[tuple[Shown, ...]]
    """Where it is shown by default, and of which of them."""

    def real(self, truth: Truth) -> float | None:
        """The level of real data, where it is known without a run: what it would measure of a very
        large sample of the truth; None where it depends on more, or does not apply."""
        ...

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One number a generation `(g,)`, or one a class `(g, classes)`; NaN where it does not
        apply."""
        ...
