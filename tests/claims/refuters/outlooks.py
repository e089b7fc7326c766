"""Claims on the years to come, with futures drawn by hand."""

import math

import numpy as np

from engine.horizon import END, futures
from tests.claims.refuters.refuter import apart, refutes, value
from view.horizon.link import Outlook
from view.say.told import Said

MANY = 30_000


@refutes("stock used up", "years of exhaustion", "stock and use", "written by machines")
def outlook(said: Said) -> str | None:
    """The same numbers of three times as many futures, crossing by crossing."""
    assert isinstance(said.outlook, Outlook)
    drawn = futures(said.outlook.estimate, said.outlook.assumed, MANY)
    claim = said.claim
    gap = drawn.stock - drawn.use
    crossed = np.where((gap < 0).any(axis=1), drawn.years[(gap < 0).argmax(axis=1)], np.inf)
    if claim.kind == "stock used up":
        return _near("year", value(claim, "year"), float(np.median(crossed)))
    if claim.kind == "years of exhaustion":
        for name, level in (("low", 0.05), ("high", 0.95)):
            at = float(np.sort(crossed)[int(level * len(crossed))])
            if wrong := _near(name, value(claim, name), at):
                return wrong
        return None
    if claim.kind == "stock and use":
        found = 10 ** float(np.median(drawn.stock[:, 0]))
        told = value(claim, "stock")
        return None if abs(math.log(found / told)) < 0.05 else apart("stock", told, found)
    if "year" not in claim.numbers:
        return None
    at = int(np.searchsorted(drawn.years, value(claim, "year")))
    missing = float(np.median(np.clip(1 - 10 ** gap[:, min(at, gap.shape[1] - 1)], 0, 1)))
    told = value(claim, "missing")
    return None if abs(missing - told) < 0.05 else apart("missing", told, missing)


def _near(what: str, told: float, found: float) -> str | None:
    """Both beyond the last year, or within one."""
    if math.isinf(told) or math.isinf(found):
        late = min(told, found) > END - 2
        return None if math.isinf(told) == math.isinf(found) or late else apart(what, told, found)
    return None if abs(told - found) <= 1.1 else apart(what, told, found)
