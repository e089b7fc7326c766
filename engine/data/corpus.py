"""A real text in blocks of 64 words and marks, a tenth of which no model is ever taught."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from engine.arrays import Array
from engine.data.file_contents import contents
from engine.data.tokenizer import tokens
from engine.knobs import BadSpec
from engine.words import Words, quoted

BLOCK = 64
"""Words and marks in a block: the paper's length."""

APART = 10
"""Every tenth block is kept apart, to ask what models make of real text that they never read."""

BYTES_AT_MOST = 5_000_000
UNKNOWN = "‹unknown›"


@dataclass(frozen=True, eq=False)
class Corpus:
    """A text cut up and numbered, the commonest word 0.

    Attributes:
        words: what each number stands for.
        counts: how often each occurs in `blocks`, `(K,)`.
        blocks: what is there to be taught, `(m, 64)`, read-only.
        held_out: what is kept apart, `(h, 64)`, read-only; words that `blocks` do not have are
            left out of it.
        unknown: how many of the words in `blocks` were too rare to have a number of their own:
            all of these are one word, whose number is the last.
    """

    words: tuple[Any, ...]
    counts: Array
    blocks: Array
    held_out: Array
    unknown: int

    @classmethod
    def of(cls, text: str, vocabulary: int) -> "Corpus":
        """Cut into words and marks, with at most so many numbers.

        Raises:
            BadSpec: fewer than ten blocks.
        """
        return cls.numbered(tokens(text), vocabulary, "words and marks")

    @classmethod
    def numbered(cls, found: Sequence[Any], vocabulary: float, noun: str) -> "Corpus":
        """What a text was cut into; of equally common words the first to occur leads."""
        count = len(found) // BLOCK
        if count < APART:
            raise BadSpec(
                f"the text is too short: {noun} in it are {len(found):,}, and at least "
                f"{APART * BLOCK:,} are needed"
            )
        cut = [found[at * BLOCK : (at + 1) * BLOCK] for at in range(count)]
        taught = [block for at, block in enumerate(cut) if at % APART < APART - 1]
        common = Counter(chain.from_iterable(taught)).most_common()
        words = [word for word, _ in common]
        if len(words) > vocabulary:
            words = [*words[: int(vocabulary) - 1], UNKNOWN]
        numbers = {word: min(at, len(words) - 1) for at, (word, _) in enumerate(common)}
        blocks = np.array([[numbers[word] for word in block] for block in taught], float)
        kept = [
            numbers[word] for block in cut[APART - 1 :: APART] for word in block if word in numbers
        ]
        kept = kept[: len(kept) // BLOCK * BLOCK]
        held_out = np.array(kept, float).reshape(-1, BLOCK)
        for array in (blocks, held_out):
            array.setflags(write=False)
        counts = np.bincount(blocks.astype(int).ravel(), minlength=len(words))
        rare = sum(number for _, number in common[len(words) - 1 :])
        return cls(
            tuple(map(_letters, words)),
            counts,
            blocks,
            held_out,
            rare if UNKNOWN in words[-1:] else 0,
        )


def _letters(word: Any) -> Any:
    """What the number of a word stands for; a token stays a number until it is named."""
    return Words(word) if isinstance(word, str) else word


def read_text(file: str) -> str:
    """The whole text of a file.

    Raises:
        BadSpec: no such file, one that is too large, or one that is not text; one sentence.
    """
    name = quoted(Path(file).name or file)
    try:
        data = contents(file, BYTES_AT_MOST)
        return decoded(data)
    except BadSpec as bad:
        raise BadSpec(f"{name}: {bad}") from None


def decoded(data: bytes) -> str:
    """Bytes as text: UTF-8, or UTF-16 where the first two bytes say so.

    Raises:
        BadSpec: too many, or no text; one sentence.
    """
    if len(data) > BYTES_AT_MOST:
        raise BadSpec(f"the text is too long; at most {BYTES_AT_MOST:,} bytes are read")
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise BadSpec("the file is not text in UTF-8; save it as plain text (.txt)") from None
    if "\0" in text:
        raise BadSpec("the file is not text; save it as plain text (.txt)")
    return text
