"""A share of so many samples is met in whole ones; every policy with a share goes by this."""

from typing import Any

from engine.knobs import knob

BY_SHARE = -1
"""In place of a number of rows: as many as the share comes to."""

MOST = 100_000
"""More rows than a generation can have need not be asked for."""


def rows_knob(label: str, what: str) -> Any:
    """A number of rows in place of a share: `what` they are."""
    return knob(
        default=BY_SHARE,
        low=BY_SHARE,
        high=MOST,
        label=label,
        logarithmic=True,
        lowest="as the share says",
        help=f"How many samples of each generation's training set are {what}, exactly, whatever "
        "the share.",
    )


def rows_of(share: float, n: int) -> int:
    """The whole number of rows that is nearest to a share of n: of two equally near ones the even
    one, but one rather than none. Below half a row there is none."""
    return round(share * n) or int(share * n >= 0.5)


def part_of(share: float, rows: int, n: int) -> int:
    """How many of n rows are real: so many, or all, whatever the share; else as it says."""
    return rows_of(share, n) if rows == BY_SHARE else min(rows, n)


def limit_of(share: float, rows: int) -> float:
    """What part of endlessly many rows is real: of any number of rows, none."""
    return share if rows == BY_SHARE else 0.0


def in_rows(share: float, n: int | None) -> str:
    """How much a share of n rows really is, in percent and in rows; of endlessly many, itself."""
    if n is None:
        return f"{100 * share:.3g}%"
    rows = rows_of(share, n)
    return f"{100 * rows / n:.3g}% ({rows:,} of {n:,} samples)"


def too_little(share: float, n: int | None) -> str:
    """Why a share of n rows comes to none; empty where it does not, or is none itself."""
    if n is None or not share or rows_of(share, n):
        return ""
    return f"{100 * share:.3g}% of {n:,} samples is less than half of one"


def added(share: float, rows: int, n: int | None, what: str) -> str:
    """What a share of such data, or a number of rows, adds to what the generation before says."""
    if rows != BY_SHARE:
        reason = too_few(rows) if n is None else ""
        share = min(rows, n) / n if n else 0.0
    else:
        reason = too_little(share, n)
    if reason or not share:
        return f"no {what}{', for ' if reason else ''}{reason}"
    return f"{in_rows(share, n)} {what}"


def too_few(rows: int) -> str:
    """Why a number of rows comes to nothing among endlessly many; empty where it is none itself."""
    return f"{rows:,} of endlessly many samples are as good as none" if rows else ""
