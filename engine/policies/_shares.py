"""A share of so many samples is met in whole ones; every policy with a share goes by this."""


def rows_of(share: float, n: int) -> int:
    """The whole number of rows that is nearest to a share of n: of two equally near ones the even
    one, but one rather than none. Below half a row there is none."""
    return round(share * n) or int(share * n >= 0.5)


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


def added(share: float, n: int | None, what: str) -> str:
    """What a share of such data adds to the words of the generation before."""
    reason = too_little(share, n)
    if reason or not share:
        return f"no {what}{', for ' if reason else ''}{reason}"
    return f"{in_rows(share, n)} {what}"
