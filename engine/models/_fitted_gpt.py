"""What a small GPT has learned: it continues what it has read, word by word."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from engine.arrays import Array, Rng
from engine.data.vocabulary import CHANCE, Vocabulary
from engine.distributions.empirical import Empirical
from engine.neural.shape import Shape

if TYPE_CHECKING:
    from engine.neural.transformer import Gpt


@dataclass(frozen=True, eq=False)
class FittedGpt:
    """Weights `(p,)` of an `engine.neural.transformer.Gpt`, and those that every generation starts
    from.

    `rows` are what it has read, and `prompts` the rows that it continues when it speaks, `(0, d)`
    where it begins of itself; `course (20,)` is its loss while it learned, in nats a word. `asked
    (a, d)` are the blocks that every generation is asked to continue.
    """

    tractable: ClassVar[bool] = True
    alphabet: Vocabulary
    shape: Shape
    weights: Array
    base: Array
    rows: Array
    prompts: Array
    temperature: float
    course: Array
    asked: Array

    def __getstate__(self) -> dict[str, Any]:
        """What travels to another process: the network is built anew there."""
        return {name: value for name, value in vars(self).items() if name != "_gpt"}

    @cached_property
    def _gpt(self) -> "Gpt":
        from engine.neural.gpt_training import built  # PyTorch takes seconds to load

        return built(self.shape, self.weights)

    def sample(self, rng: Rng, n: int) -> Array:
        """Rows `(n, d)`: what follows its prompts, each as often as any other, give or take one."""
        prompts = np.empty((n, 0), np.int64)
        if len(self.prompts):
            prompts = self.alphabet.numbers(Empirical(self.prompts).sample(rng, n))
        return self._going_on(rng, prompts)

    @cached_property
    def answers(self) -> Array:
        """What follows what it is asked `(a, d)`, with the same chance in every generation."""
        if not len(self.asked):
            return self.asked
        return self._going_on(np.random.default_rng(CHANCE), self.alphabet.numbers(self.asked))

    def _going_on(self, rng: Rng, prompts: Array) -> Array:
        from engine.neural.gpt_training import written

        said = written(self._gpt, rng, prompts, self.shape.reach, self.temperature)
        return self.alphabet.rows(said)

    def log_prob(self, x: Array) -> Array:
        """Log probability `(n,)` of rows `(n, d)` from their beginning on, whatever its
        temperature; -inf for what it has no symbol for."""
        from engine.neural.gpt_training import scored

        numbers = self.alphabet.numbers(x)
        strange = (numbers == self.alphabet.symbols).any(axis=1)
        found = scored(self._gpt, np.where(strange[:, None], 0, numbers))
        return np.where(strange, -np.inf, found)

    @cached_property
    def _moments(self) -> tuple[Array, Array]:
        every = np.arange(self.alphabet.symbols)[:, None]
        shares = np.ones(1)
        if not self.alphabet.textual:
            logs = self.log_prob(self.alphabet.rows(every)) / self.temperature
            shares = np.exp(logs - logs.max())
        return self.alphabet.moments(self.rows, shares / shares.sum())

    def mean(self) -> Array:
        """The mean `(d,)` of what it says; of words, which have none, of what it has read."""
        return self._moments[0].copy()

    def covariance(self) -> Array:
        """Likewise `(d, d)`."""
        return self._moments[1].copy()

    def record(self) -> Mapping[str, Array | float]:
        """The loss on what it read, at the end and on the way; what it was asked, and its
        answers."""
        return {
            "loss": float(self.course[-1]),
            "course": self.course,
            "asked": self.asked,
            "answers": self.answers,
        }
