"""What a metric says of itself: its unit, the data it is of, and where it is shown by default."""

from dataclasses import dataclass
from enum import Enum

from engine.protocols import Pictured, Symbolic, Written


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

    BITS = "bits"
    COUNT = "count"
    NAME = "name"
    """The number of a symbol: it has no mean and no median."""

    @property
    def scales(self) -> bool:
        """Whether a number is twice as large, or four times, where the data are: of different data
        only what is relative can be compared."""
        return self in (Unit.DATA, Unit.DATA_SQUARED)


class Data(Enum):
    """What one row of the data is."""

    NUMBERS = "numbers"
    PICTURES = "pictures"
    SYMBOLS = "symbols"
    TEXT = "text"


_KINDS = ((Pictured, Data.PICTURES), (Written, Data.TEXT), (Symbolic, Data.SYMBOLS))
"""The first that a truth is; whatever is written is symbolic, too."""


def data_of(truth: object) -> Data:
    """What one row of a truth is; numbers, where it is nothing more."""
    return next((data for kind, data in _KINDS if isinstance(truth, kind)), Data.NUMBERS)


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
