"""What a visitor assumes about the years to come, as a link and back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from engine import BadSpec
from engine.horizon import ESTIMATES, Assumptions, Estimate
from engine.knobs import Knob, knobs_of, meant, nearest
from engine.words import quoted
from view.urls.parts import PARTS, unread

MACHINE = Knob(
    50,
    "Machine-made, in % of what is newly read",
    "How much of the next crawl, the collection of pages that the next model reads, was written "
    "by machines. Nobody knows for sure: here you choose.",
    0,
    100,
)


@dataclass(frozen=True)
class Outlook:
    """A stock, what is assumed about it, and how much of what is read next machines have made."""

    stock: str
    assumed: Assumptions
    machine: int = int(MACHINE.default)

    @property
    def estimate(self) -> Estimate:
        """What was published about the stock."""
        return ESTIMATES[self.stock]

    @property
    def human(self) -> float:
        """The share of what is newly read that people have made."""
        return (100 - self.machine) / 100


def usual(stock: str) -> Outlook:
    """A stock as it was published."""
    return Outlook(stock, ESTIMATES[stock].usual)


def turned_alike(outlook: Outlook, stock: str) -> Outlook:
    """Another stock as it was published, but for what has been turned away from that: it stays."""
    before, after = outlook.estimate.usual, usual(stock).assumed
    said = {name: getattr(outlook.assumed, name) for name in knobs_of(Assumptions)}
    turned: dict[str, Any] = {n: v for n, v in said.items() if v != getattr(before, n)}
    return Outlook(stock, replace(after, **turned), outlook.machine)


FIRST = usual(next(iter(ESTIMATES)))
"""What the page opens with."""


def to_query(outlook: Outlook) -> dict[str, str]:
    """The shortest query that `from_query` turns into an equal outlook."""
    query = {"stock": outlook.stock} if outlook.stock != FIRST.stock else {}
    for name in knobs_of(Assumptions):
        value = getattr(outlook.assumed, name)
        if value != getattr(outlook.estimate.usual, name):
            query[name] = str(value)
    return query | ({"machine": str(outlook.machine)} if outlook.machine != FIRST.machine else {})


def from_query(query: Mapping[str, str]) -> tuple[Outlook, list[str]]:
    """An outlook from a link's query, and one sentence for each part that had to be ignored."""
    wrong: list[str] = []
    asked = dict(query)
    stock = meant(asked.pop("stock", FIRST.stock), list(ESTIMATES))
    if stock not in ESTIMATES:
        wrong.append(f"no stock is called {quoted(stock)}{nearest(stock, list(ESTIMATES))}")
        stock = FIRST.stock
    outlook, knobs = usual(stock), knobs_of(Assumptions) | {"machine": MACHINE}
    for name, value in islice(asked.items(), PARTS):
        try:
            if name not in knobs:
                raise BadSpec(f"there is no knob {quoted(name)}{nearest(name, list(knobs))}")
            outlook = _with(outlook, name, knobs[name], value)
        except BadSpec as bad:
            wrong.append(str(bad))
    return outlook, wrong + unread(asked)


def _with(outlook: Outlook, name: str, knob: Knob, value: str) -> Outlook:
    admitted = knob.admit(name, value)
    if name == "machine":
        return replace(outlook, machine=int(admitted))
    changed: dict[str, Any] = {name: admitted}
    return replace(outlook, assumed=replace(outlook.assumed, **changed))
