"""What a pre-trained network has learned: it goes on with the blocks of the original text."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from engine.arrays import Array, Rng
from engine.data.vocabulary import Vocabulary
from engine.distributions.empirical import Empirical

if TYPE_CHECKING:
    from engine.models._finetuning import Pretrained


@dataclass(frozen=True, eq=False)
class FittedCausalLM:
    """A network on the disk, by the name of its `checkpoint` (`engine.models._checkpoints`): its
    weights are too many for the file of a run. It says the K tokens with the numbers `ids (K,)`.

    `rows` are what it has read, `prompts (m, d)` the original blocks that it goes on with, `beams`
    how many ways it searches; `course (20,)` is its loss while it learned, in nats a token. `asked
    (a, d)` are the blocks that every generation is asked to continue.
    """

    tractable: ClassVar[bool] = True
    checkpoint: str
    ids: Array
    rows: Array
    prompts: Array
    beams: int
    course: Array
    asked: Array

    @property
    def _alphabet(self) -> Vocabulary:
        return Vocabulary(len(self.ids), np.empty((0, 0)))

    @property
    def _network(self) -> "Pretrained":
        from engine.models._finetuning import restored  # PyTorch takes seconds to load

        return restored(self.checkpoint, self.ids, self.rows.shape[1])

    def sample(self, rng: Rng, n: int) -> Array:
        """Rows `(n, d)`: what follows its prompts, each as often as any other, give or take one.
        Chance only orders them: what the beams find after the same prompt is the same."""
        prompts = self._alphabet.numbers(Empirical(self.prompts).sample(rng, n))
        prompts, which = np.unique(prompts, axis=0, return_inverse=True)
        return self._going_on(prompts)[which.ravel()]

    @cached_property
    def answers(self) -> Array:
        """What follows what it is asked `(a, d)`."""
        return self._going_on(self._alphabet.numbers(self.asked))

    def _going_on(self, prompts: Array) -> Array:
        return self._alphabet.rows(self._network.go_on(prompts, self.beams))

    def log_prob(self, x: Array) -> Array:
        """Log probability `(n,)` of rows `(n, d)` from their beginning on, among all that can be
        said with its K tokens; beams, which only ever say the likeliest, do not count."""
        return self._network.score(self._alphabet.numbers(x))

    def mean(self) -> Array:
        """The mean `(d,)` of the numbers that it has read, which says nothing."""
        return self._alphabet.moments(self.rows, np.ones(1))[0]

    def covariance(self) -> Array:
        """Likewise `(d, d)`."""
        return self._alphabet.moments(self.rows, np.ones(1))[1]

    def record(self) -> Mapping[str, Array | float]:
        """The loss on what it read, at the end and on the way; what it was asked, and its
        answers."""
        return {
            "loss": float(self.course[-1]),
            "course": self.course,
            "asked": self.asked,
            "answers": self.answers,
        }
