"""A block of text as people read it, with what is repeated, and what is new, marked."""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from engine.arrays import Array
from engine.data.phrases import LENGTH, repeated
from engine.protocols import TextTruth
from view.letters import in_html

JOINED_BEFORE, JOINED_AFTER = set(".,;:)]}!?%…”’»"), set("([{“‘«")

STYLE = """<style>
.prose { font-family: "Source Serif", "Source Serif 4", serif; line-height: 1.55; margin: 0 0 1rem;
  overflow-wrap: anywhere; }
.prose mark { background: rgba(232, 150, 40, 0.38); color: inherit; border-radius: 0.15em; }
.prose u { text-decoration: underline dotted 2px rgba(63, 134, 194, 0.9);
  text-underline-offset: 0.22em; }
.prose .asked { opacity: 0.72; }
.words-left { margin: 0 0 0.8rem; font-size: 0.875rem; }
.words-left span { display: block; height: 0.5rem; margin-bottom: 0.2rem;
  border-radius: 0.15rem; background: rgba(128, 128, 128, 0.25); }
.words-left i { display: block; height: 100%; border-radius: inherit;
  background: rgb(63, 134, 194); }
</style>"""

SIGNS = {
    "<mark>": f"Marked in orange: the end of a phrase of {LENGTH} words that it has said before in "
    "the same text.",
    "<u>": "Dotted: two words that never stand side by side in the real text that was taught.",
}
NONE_NEW = "New words there are none: it can only say words of the original."


def legend(texts: Iterable[str]) -> str:
    """What the marks in some texts mean, as far as there are any."""
    whole = "".join(texts)
    return " ".join([*(words for sign, words in SIGNS.items() if sign in whole), NONE_NEW])


def prose(truth: TextTruth, row: Array, asked: Array | None = None) -> str:
    """A block `(d,)` as HTML, perhaps after the end of the block `(d,)` that it goes on with."""
    words, numbers = truth.symbols, np.rint(row).astype(int)
    again, new = repeated(row[None])[0], unheard(truth, numbers)
    parts = [_marked(in_html(words[n]), a, u) for n, a, u in zip(numbers, again, new, strict=True)]
    text = _joined(truth, [words[n] for n in numbers], parts)
    before = (
        "" if asked is None else f'<span class="asked">… {in_html(plain(truth, asked))}</span> '
    )
    return f'{STYLE}<p class="prose" dir="auto">{before}{text}</p>'


def words_left(said: int, every: int) -> str:
    """How many of all words are written, as a bar with its numbers; it stands above `prose`, which
    brings the style."""
    part = f"<span><i style='width: {100 * said / every:.1f}%'></i></span>"
    return f"<p class='words-left'>{part}{said:,} of {every:,} words</p>"


def plain(truth: TextTruth, row: Array) -> str:
    """A block `(d,)` as it would be printed."""
    words = [truth.symbols[number] for number in np.rint(row).astype(int)]
    return _joined(truth, words, words)


def _marked(word: str, again: bool, new: bool) -> str:
    word = f"<u>{word}</u>" if new else word
    return f"<mark>{word}</mark>" if again else word


def _joined(truth: TextTruth, words: list[str], parts: list[str]) -> str:
    """Marks close up to the words that they belong to; tokens have their own spaces."""
    if not truth.spaced:
        return "".join(parts)
    text = ""
    for at, (word, part) in enumerate(zip(words, parts, strict=True)):
        close = at == 0 or word[0] in JOINED_BEFORE or words[at - 1][-1] in JOINED_AFTER
        text += part if close else f" {part}"
    return text


def unheard(truth: TextTruth, numbers: Array) -> Array:
    """Whether each word of a block `(d,)` follows one that it never follows in the real text."""
    count = len(truth.symbols)
    pairs = numbers[:-1].astype(np.int64) * count + numbers[1:]
    return np.concatenate([[False], ~np.isin(pairs, heard(truth))])


@lru_cache(maxsize=4)
def heard(truth: TextTruth) -> Array:
    """Every pair of neighbouring words in the real text that is taught, as numbers, sorted."""
    rows = np.rint(truth.taught).astype(np.int64)
    return np.unique(rows[:, :-1] * len(truth.symbols) + rows[:, 1:])
