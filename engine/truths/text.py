"""A text: real language, in which anyone can read what a model forgets."""

from dataclasses import replace
from functools import lru_cache
from math import inf
from typing import ClassVar

import numpy as np

from engine.arrays import Array, Rng
from engine.data.corpus import Corpus, read_text
from engine.data.file_stamp import stamp
from engine.distributions.empirical import Empirical
from engine.knobs import kind, knob, text
from engine.neural.huggingface import cut, named
from engine.protocols import Distribution
from engine.training_set import Tokens
from engine.words import quoted

OWN = "The reference of the language Python, which comes with every Python"


@lru_cache(maxsize=1)
def reference_text() -> str:
    """The language reference that comes with Python, one topic after the other."""
    from pydoc_data.topics import topics

    return "\n".join(topics[name] for name in sorted(topics))


@lru_cache(maxsize=4)
def _corpus(file: str, written: tuple[int, int], vocabulary: int) -> Corpus:
    return Corpus.of(read_text(file) if file else reference_text(), vocabulary)


@lru_cache(maxsize=4)
def _cut(file: str, written: tuple[int, int], tokenizer: str) -> tuple[Corpus, Tokens]:
    """All tokens that are taught have a number, however rare."""
    found = cut(tokenizer, read_text(file) if file else reference_text())
    corpus = Corpus.numbered(found, inf, "tokens")
    ids = np.array(corpus.words, np.int64)
    return replace(corpus, words=named(tokenizer, ids.tolist())), Tokens(tokenizer, ids)


@kind("A text", "Python's own language reference, or a text of your own, word by word.")
class Text:
    """A text in words and marks, lower-cased (`engine.data.tokenizer`), or in the tokens of a
    pre-trained network, as they are (`engine.neural.huggingface`), in blocks of 64.

    The text of Python itself differs a little from one version of it to the next. Compared by its
    knobs; read when it is first used.

    Raises:
        BadSpec: on use, when the file is no text, or too short a one, or the tokenizer cannot be
            had; one sentence.
    """

    estimated: ClassVar[bool] = True
    file: str = text(
        label="File",
        help="A text file in UTF-8, at most 5 MB; empty for the reference of Python's language.",
    )
    vocabulary: int = knob(
        5000,
        16,
        20_000,
        label="Vocabulary",
        logarithmic=True,
        help="How many different words and marks it knows at most. All rarer ones count as one "
        "and the same unknown word.",
    )

    tokenizer: str = text(
        label="Tokenizer",
        help="Empty for words and marks. Or whose tokens the text is cut into: a pre-trained "
        "network on huggingface.co, such as facebook/opt-125m, or in a folder, for the model OPT; "
        "a server reads only those that its owner lists.",
    )

    @property
    def corpus(self) -> Corpus:
        """The text cut up and numbered."""
        if self.tokenizer:
            return _cut(self.file, stamp(self.file), self.tokenizer)[0]
        return _corpus(self.file, stamp(self.file), self.vocabulary)

    @property
    def axes(self) -> tuple[str, ...]:
        """`word 1` to `word 64`."""
        return tuple(f"word {at + 1}" for at in range(self.corpus.blocks.shape[1]))

    @property
    def symbols(self) -> tuple[str, ...]:
        """Every word and mark that it knows, the commonest first."""
        return self.corpus.words

    @property
    def probabilities(self) -> Array:
        """How often each occurs `(K,)` in what can be taught."""
        return self.corpus.counts / self.corpus.counts.sum()

    @property
    def held_out(self) -> Array:
        """Real blocks `(h, 64)` that no model is taught, read-only."""
        return self.corpus.held_out

    @property
    def spaced(self) -> bool:
        """Words have a space between them; tokens have their own."""
        return not self.tokenizer

    @property
    def tokens(self) -> Tokens | None:
        """What the symbols are to the network whose tokenizer has cut them."""
        if not self.tokenizer:
            return None
        return _cut(self.file, stamp(self.file), self.tokenizer)[1]

    @property
    def about(self) -> str:
        """Which text it is, how long, and what counts as unknown."""
        corpus, which = self.corpus, "A text of your own" if self.file else OWN
        rare = (
            f" The rarest, {corpus.unknown:,} words in all, count as one unknown word."
            if corpus.unknown
            else ""
        )
        made, how = "words and marks", ", all in small letters"
        if self.tokenizer:
            made, how = f"tokens of {quoted(self.tokenizer)}", ""
        return (
            f"{which}: {corpus.blocks.size:,} {made} in {len(corpus.blocks):,} blocks, "
            f"{len(corpus.words):,} different ones{how}.{rare} Every tenth block "
            f"of the text is kept apart and taught to nobody."
        )

    @property
    def taught(self) -> Array:
        """All the other real blocks `(m, 64)`, read-only."""
        return self.corpus.blocks

    def sample(self, rng: Rng, n: int) -> Array:
        """Blocks `(n, 64)`, each as often as any other, give or take one."""
        return Empirical(self.corpus.blocks).sample(rng, n)

    def log_prob(self, x: Array) -> Array:
        """Nobody knows: NaN `(n,)`."""
        return np.full(len(x), np.nan)

    def mean(self) -> Array:
        """The mean number `(64,)` of a word at each place, which says nothing."""
        return self.corpus.blocks.mean(axis=0)

    def modes(self) -> tuple[Distribution, ...]:
        """Nobody knows."""
        return ()
