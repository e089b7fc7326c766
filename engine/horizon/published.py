"""What was published, number by number, and the same number as these futures have it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.horizon.estimates import ESTIMATES
from engine.horizon.futures import Futures, futures

NINE_IN_TEN, EIGHT_IN_TEN = (0.05, 0.95), (0.1, 0.9)


@dataclass(frozen=True)
class Figure:
    """A published median with its interval, NaN where none is given."""

    estimate: str
    quantity: str
    """`exhausted`, or `stock` or `use` of a year."""

    median: float
    low: float = np.nan
    high: float = np.nan
    year: int = 0
    ends: tuple[float, float] = NINE_IN_TEN
    """The quantiles at which the interval ends."""

    overtraining: int = 1


def _table(estimate: str, quantity: str, rows: Mapping[int, Sequence[float]]) -> list[Figure]:
    """A figure a year, from a median or from a median with its interval."""
    figures = []
    for year, row in rows.items():
        low, high = row[1:] or (np.nan, np.nan)
        figures.append(Figure(estimate, quantity, row[0], low, high, year))
    return figures


_DATASETS = {
    2022: (2.0e12,),
    2024: (9.1e12, 6.8e12, 1.2e13),
    2026: (4.1e13, 2.3e13, 7.4e13),
    2030: (8.4e14, 2.6e14, 2.7e15),
    2040: (1.6e18,),
}

PUBLISHED = (
    Figure("public", "exhausted", 2028, 2026, 2032, ends=EIGHT_IN_TEN),
    Figure("public", "exhausted", 2027, overtraining=5),
    Figure("public", "stock", 300e12, 100e12, 1000e12, year=2024),
    Figure("low", "exhausted", 2032.4, 2028.4, 2039.2),
    Figure("high", "exhausted", 2024.5, 2023.5, 2025.7),
    Figure("images", "exhausted", 2046, 2037, 2062.8),
    *_table(
        "low",
        "stock",
        {
            2022: (4.4e14, 5.6e13, 2.0e17),
            2024: (5.1e14, 7.4e13, 2.2e17),
            2026: (6.0e14, 9.3e13, 2.4e17),
            2030: (7.7e14, 1.3e14, 2.9e17),
            2040: (1.24e15, 2.2e14, 4.0e17),
        },
    ),
    *_table("low", "use", _DATASETS),
    *_table(
        "high",
        "stock",
        {
            2022: (8.0e12, 4.7e12, 1.6e13),
            2024: (8.6e12, 5.0e12, 1.75e13),
            2026: (9.3e12, 5.4e12, 1.9e13),
            2030: (1.09e13, 6.1e12, 2.3e13),
        },
    ),
    *_table("high", "use", _DATASETS),
    *_table(
        "images",
        "stock",
        {
            2022: (3.8e12, 7.9e11, 1.8e13),
            2024: (4.4e12, 9.2e11, 2.1e13),
            2026: (5.0e12,),
            2030: (6.4e12, 1.3e12, 3.1e13),
            2040: (1.0e13, 2.1e12, 4.9e13),
        },
    ),
    *_table(
        "images",
        "use",
        {
            2022: (3.1e9,),
            2024: (6.7e9, 4.8e9, 9.3e9),
            2026: (1.4e10, 7.4e9, 2.7e10),
            2030: (6.5e10, 1.8e10, 2.3e11),
            2040: (2.9e12, 1.7e11, 5.0e13),
        },
    ),
)
"""E24, and E22 by historical growth. E22 has a second forecast, by the computing power that will
be there, which is not modelled here: `BY_COMPUTE`."""

BY_COMPUTE = {
    "low": (2040.5, 2034.6, 2048.9),
    "high": (2024.1, 2023.2, 2025.3),
    "images": (2038.8, 2032.0, 2049.8),
}
"""Years of exhaustion, median and 90% interval, as published (E22)."""


def found(figure: Figure, drawn: Futures) -> tuple[float, float, float]:
    """Median and interval of the same quantity in these futures."""
    levels = (0.5, *figure.ends)
    if figure.quantity == "exhausted":
        middle, low, high = (drawn.year(level) for level in levels)
        return middle, low, high
    rows = drawn.stock if figure.quantity == "stock" else drawn.use
    at = figure.year - int(drawn.years[0])
    middle, low, high = 10 ** np.quantile(rows[:, at], levels)
    return float(middle), float(low), float(high)


def met() -> dict[Figure, tuple[float, float, float]]:
    """Every published number, with median and interval of what its usual assumptions give here."""
    kinds = dict.fromkeys((figure.estimate, figure.overtraining) for figure in PUBLISHED)
    drawn = {kind: _usual(*kind) for kind in kinds}
    return {f: found(f, drawn[f.estimate, f.overtraining]) for f in PUBLISHED}


def _usual(name: str, overtraining: int) -> Futures:
    estimate = ESTIMATES[name]
    return futures(estimate, replace(estimate.usual, overtraining=overtraining))
