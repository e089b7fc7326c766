"""What a refuter is, and where all of them are found."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from view.captions.claim import Claim
from view.say.told import Said

Refuter = Callable[[Said], str | None]

REFUTERS: dict[str, Refuter] = {}


def refutes(*kinds: str) -> Callable[[Refuter], Refuter]:
    """Have a function refute claims of these kinds."""

    def add(refuter: Refuter) -> Refuter:
        for kind in kinds:
            assert kind not in REFUTERS, f"{kind} has two refuters"
            REFUTERS[kind] = refuter
        return refuter

    return add


def stands(kind: str, words: str) -> Callable[[Refuter], Refuter]:
    """Have a function refute a sentence that stands whatever the run, and that reads so: whoever
    writes it anew says something else, and needs another refuter."""

    def add(refuter: Refuter) -> Refuter:
        @wraps(refuter)
        def of_these_words(said: Said) -> str | None:
            if said.claim.words != words:
                return apart("the refuter knows other words", said.claim.words, words)
            return refuter(said)

        return refutes(kind)(of_these_words)

    return add


def refute(said: Said) -> str | None:
    """Why a claim is false; None where it holds."""
    refuter = REFUTERS.get(said.claim.kind)
    if refuter is None:
        return f"no refuter knows the kind “{said.claim.kind}”"
    if said.claim.since > said.claim.until:
        return f"true from {said.claim.since}, but told at {said.claim.until}"
    return refuter(said)


def value(claim: Claim, name: str) -> float:
    """One of its numbers."""
    return float(claim.numbers[name])


def percents(words: str) -> list[float]:
    """The shares that are said, in the order in which they are."""
    return [float(found) / 100 for found in re.findall(r"([\d.]+)%", words.replace(",", ""))]


COUNTS = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "quadrillion": 1e15}
RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def tiny(words: str) -> tuple[float, float] | None:
    """A share that is said as one part in so many, and as a power of ten."""
    part = re.search(r"one part in ([\d.,]+)(?: (\w+illion))?", words)
    power = re.search(r"([\d.]+) × 10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", words)
    if part is None or power is None:
        return None
    many = float(part[1].replace(",", "")) * COUNTS.get(part[2], 1)
    return 1 / many, float(f"{power[1]}e{power[2].translate(RAISED)}")


def apart(what: str, said: Any, found: Any) -> str:
    """That something else was found than was said."""
    return f"{what}: said {said}, found {found}"
