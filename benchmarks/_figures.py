"""What every benchmark is asked, and how it answers: figures, and whether they are good enough."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from math import inf
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Limits:
    """The least and the most that a number may be."""

    low: float = -inf
    high: float = inf

    def hold(self, number: float) -> bool:
        """Whether they do."""
        return self.low <= number <= self.high

    def __str__(self) -> str:
        said = ("at least {}", self.low), ("at most {}", self.high)
        return ", ".join(words.format(written(limit)) for words, limit in said if abs(limit) < inf)


NONE = Limits()


def at_least(low: float) -> Limits:
    """What a number may not fall below."""
    return Limits(low=low)


def at_most(high: float) -> Limits:
    """What a number may not exceed."""
    return Limits(high=high)


@dataclass(frozen=True)
class Peer:
    """The same of somebody else, and how many times one is the other, whichever says more."""

    name: str
    value: float
    ratio: float
    limits: Limits = NONE


@dataclass(frozen=True)
class Figure:
    """One thing that was measured."""

    what: str
    value: float
    unit: str
    limits: Limits = NONE
    peer: Peer | None = None

    @property
    def met(self) -> bool:
        """Whether it is good enough."""
        return self.limits.hold(self.value) and (
            self.peer is None or self.peer.limits.hold(self.peer.ratio)
        )

    @property
    def numbers(self) -> dict[str, Any]:
        """As JSON has it; `peer` is null where there is none."""
        own = {"value": self.value, "unit": self.unit, "limits": str(self.limits)}
        peer = self.peer and asdict(self.peer) | {"limits": str(self.peer.limits)}
        return own | {"peer": peer, "met": self.met}

    def __str__(self) -> str:
        said = f"{self.what}: {written(self.value)} {self.unit}{_aside(self.limits)}"
        if peer := self.peer:
            times = f"{written(peer.ratio)} times{_aside(peer.limits)}"
            said += f"; {peer.name} {written(peer.value)}: {times}"
        return f"{'ok    ' if self.met else 'MISSED'} {said}"


def _aside(limits: Limits) -> str:
    return f" ({limits})" if limits != NONE else ""


def more_than_ours(peer: str, theirs: float, ours: float, limits: Limits = NONE) -> Peer:
    """A peer with more: so many times ours."""
    return Peer(peer, theirs, theirs / ours, limits)


def less_than_ours(peer: str, theirs: float, ours: float, limits: Limits = NONE) -> Peer:
    """A peer with less: ours is so many times theirs."""
    return Peer(peer, theirs, ours / theirs, limits)


def written(number: float) -> str:
    """Three digits, and no fewer than those before the point."""
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}"


def report(measure: Callable[[bool], Iterator[Figure]], about: str | None) -> int:
    """Print each figure as it is measured, and write them where the command line says so; 1 where
    one is not good enough, which a quick way cannot tell."""
    name = Path(sys.argv[0]).stem
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{name}", description=about)
    parser.add_argument("--quick", action="store_true", help="a small way that takes seconds")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write every figure")
    asked = parser.parse_args()
    found = []
    for figure in measure(asked.quick):
        print(figure, flush=True)
        found.append(figure)
    if asked.json:
        text = json.dumps({one.what: one.numbers for one in found}, indent=2)
        asked.json.write_text(text + "\n")
    return int(not asked.quick and not all(figure.met for figure in found))
