"""A small GPT: the paper's third experiment, at a size that a laptop trains while one watches."""

from collections.abc import Callable
from typing import ClassVar

import numpy as np

from engine.arrays import Array, Rng
from engine.data.vocabulary import Vocabulary
from engine.knobs import BadSpec, choice, kind, knob
from engine.models._fitted_gpt import FittedGpt
from engine.neural.shape import Shape
from engine.protocols import Data, Learned
from engine.training_set import TrainingSet

HEADS = 4


@kind("Transformer", "A small neural network of the kind behind chat programs.")
class Transformer:
    """A GPT taught once on the real text, and fine-tuned anew from there on each generation's
    output, as S23 does with OPT-125m; each row it says goes on with a row that it has read.

    S23 has every generation continue the blocks of the original text (`prompts=original`).
    Of rows that are no symbols each different one counts as a word, and is said without a prompt.

    Raises:
        BadSpec: the training lost its numbers.
    """

    of: ClassVar[tuple[Data, ...]] = (Data.TEXT,)
    moments_suffice: ClassVar[bool] = False
    network: ClassVar[bool] = True
    schooling: int = knob(
        8,
        1,
        100,
        label="Epochs on the real text",
        logarithmic=True,
        basic=True,
        help="How often it reads the real text before it first speaks.",
    )
    epochs: int = knob(
        2,
        1,
        50,
        label="Epochs a generation",
        logarithmic=True,
        basic=True,
        help="How often each later generation reads what it is given, going on from the network "
        "that was taught the real text.",
    )
    width: int = knob(
        64,
        8,
        256,
        label="Width",
        logarithmic=True,
        help="Numbers that describe a word inside the network.",
    )
    layers: int = knob(
        2,
        1,
        6,
        label="Layers",
        help="How often words look back at each other before the next one is guessed.",
    )
    rate: float = knob(
        0.006,
        1e-5,
        0.1,
        label="Learning rate",
        logarithmic=True,
        help="How far each step goes at most; it rises at first, then falls evenly to 0.",
    )
    temperature: float = knob(
        1.0,
        0.1,
        2.0,
        label="Temperature",
        help="1: it says each word as often as it believes it to be right. Below 1 it prefers what "
        "is likely, as chat programs do.",
    )
    start: str = choice(
        "base",
        "previous",
        label="Start of each fit",
        words=("from the base", "go on"),
        help="From the network that was taught the real text, as in the paper, or from the "
        "previous generation's.",
    )
    prompts: str = choice(
        "read",
        "original",
        label="What it continues",
        words=("what it has read", "the original text"),
        help="Each block that it says goes on with one that it has read itself; or always with one "
        "of the original text, as in the paper.",
    )

    def passes(self, generation: int) -> int:
        """Its epochs, and once to speak."""
        return 1 + (self.epochs if generation else self.schooling)

    def fit(self, rng: Rng, training: TrainingSet, previous: Learned | None) -> FittedGpt:
        """Generation 0 learns from scratch; every other one goes on from what it left."""
        from engine.neural.gpt_training import blank, built, taught  # PyTorch takes seconds to load

        before = previous if isinstance(previous, FittedGpt) else None
        alphabet = before.alphabet if before and training.symbols else Vocabulary.of(training)
        numbers = alphabet.numbers(training.rows)
        shape = Shape(alphabet.symbols, self.width, self.layers, HEADS, numbers.shape[1])
        if before and before.shape == shape:
            gpt = built(shape, STARTS[self.start](before))
            weights, course = taught(gpt, rng, numbers, self.epochs, self.rate)
            base = before.base
        else:
            gpt = blank(shape, rng)
            weights, course = taught(gpt, rng, numbers, self.schooling, self.rate)
            base = weights
        if not np.isfinite(weights).all():
            raise BadSpec(f"rate={self.rate:g} is too fast for this network: it lost its numbers")
        prompts = training.rows if alphabet.textual else training.rows[:0]
        if before and self.prompts == "original":
            prompts = before.prompts
        asked = before.asked if before else alphabet.asked(training.rows)
        return FittedGpt(
            alphabet,
            shape,
            weights,
            base,
            training.rows,
            prompts,
            float(self.temperature),
            course,
            asked,
        )


STARTS: dict[str, Callable[[FittedGpt], Array]] = {
    "base": lambda before: before.base,
    "previous": lambda before: before.weights,
}
