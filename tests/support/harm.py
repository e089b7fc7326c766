"""Harm done to what is sound: at random, from a seed, and each time of a kind that has a name."""

import random
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

import pytest

from tests.support.hostile import hostile

PATIENCE = 20
"""Seconds after which whatever was tried hangs."""

SEEDS = [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 11))]
"""One for `make test`, ten for `make test-long`."""

NUMBERS = (
    "-1",
    "0",
    "-0.0",
    "1e999",
    "nan",
    "inf",
    "9" * 400,
    "1,5",
    "0x10",
    "１２",
    "1_0",
    "",
    " ",
)
WORDS = tuple(hostile())


class Hangs(Exception):
    """It took longer than anybody waits."""


@dataclass
class Tries:
    """What was tried, by kind, for whoever reads how the tests went."""

    seed: int
    what: str
    told: Callable[[str, object], None]
    counted: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance = random.Random(f"{self.what} {self.seed}")
        self.told("hostile", self.counted)

    @contextmanager
    def one(self, how: str, tried: object) -> Iterator[None]:
        """Whatever goes wrong says with what; what takes too long is ended."""
        kind = f"{self.what} ({how})"
        self.counted[kind] = self.counted.get(kind, 0) + 1
        try:
            with _bounded():
                yield
        except BaseException as wrong:
            wrong.add_note(f"seed {self.seed}, {how}: {tried!r:.2000}")
            raise


@pytest.fixture
def tries(record_property: Callable[[str, object], None]) -> Callable[[int, str], Tries]:
    """Tries of some kind of thing, which are told of."""
    return lambda seed, what: Tries(seed, what, record_property)


@contextmanager
def _bounded() -> Iterator[None]:
    def late(_number: int, _frame: FrameType | None) -> None:
        raise Hangs(f"not done within {PATIENCE} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def harmed(chance: random.Random, text: str) -> tuple[str, str]:
    """A text that was sound, and what was done to it."""
    how = chance.choice([*_TEXTS])
    return how, _TEXTS[how](chance, text)


def harmed_bytes(chance: random.Random, data: bytes) -> tuple[str, bytes]:
    """The same of a file."""
    how = chance.choice([*_BYTES])
    return how, _BYTES[how](chance, data)


def _span(chance: random.Random, length: int) -> tuple[int, int]:
    begin = chance.randrange(length + 1)
    return begin, min(length, begin + chance.choice([1, 3, 20]))


def _cut(chance: random.Random, text: str) -> str:
    begin, end = _span(chance, len(text))
    return text[:begin] + text[end:]


def _word(chance: random.Random, text: str) -> str:
    begin, end = _span(chance, len(text))
    return text[:begin] + chance.choice(WORDS) + text[chance.choice([begin, end]) :]


def _again(chance: random.Random, text: str) -> str:
    begin, end = _span(chance, len(text))
    return text[:end] + text[begin:end] * chance.choice([1, 2, 50]) + text[end:]


def _number(chance: random.Random, text: str) -> str:
    there = [*re.finditer(r"-?\d+(\.\d+)?", text)]
    if not there:
        return _word(chance, text)
    found = chance.choice(there)
    return text[: found.start()] + chance.choice(NUMBERS) + text[found.end() :]


def _letter(chance: random.Random, text: str) -> str:
    begin, end = _span(chance, len(text))
    odd = chance.choice(
        ["\0", "\r\n", "\u202e", "\ud800", "\ufeff", "%", "%00", ":", ",", "=", "&", ";"]
    )
    return text[:begin] + odd + text[end:]


def _other_case(chance: random.Random, text: str) -> str:
    begin, end = _span(chance, len(text))
    return text[:begin] + text[begin:end].swapcase() + text[end:]


_TEXTS: dict[str, Callable[[random.Random, str], str]] = {
    "cut": _cut,
    "a word": _word,
    "again": _again,
    "a number": _number,
    "a letter": _letter,
    "capitals": _other_case,
}


def _flip(chance: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for at in chance.sample(range(len(data)), min(len(data), chance.choice([1, 3, 20]))):
        changed[at] = chance.randrange(256)
    return bytes(changed)


def _end(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _nothing(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + bytes(200) + data[at + 200 :]


def _twice(chance: random.Random, data: bytes) -> bytes:
    begin, end = sorted(chance.choices(range(len(data) + 1), k=2))
    return data[:end] + data[begin:]


def _inserted(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(WORDS).encode("utf-8", "replace") + data[at:]


def _disguised(chance: random.Random, data: bytes) -> bytes:
    known = [
        b"PK\x03\x04",
        b"\x1f\x8b\x08",
        b"\xff\xfe",
        b"\xfe\xff",
        b"%PDF-1.7\n",
        b"\x89PNG\r\n",
    ]
    return chance.choice(known) + data


_BYTES: dict[str, Callable[[random.Random, bytes], bytes]] = {
    "bytes": _flip,
    "cut": _end,
    "zeros": _nothing,
    "twice": _twice,
    "a word": _inserted,
    "another beginning": _disguised,
}
