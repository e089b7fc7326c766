"""OPT, the paper's own language model, or any other causal network that somebody has taught."""

from typing import ClassVar

import numpy as np

from engine.arrays import Rng
from engine.data.vocabulary import ASKED
from engine.knobs import BadSpec, kind, knob, text
from engine.models._fitted_causal_lm import FittedCausalLM
from engine.protocols import Data, Learned
from engine.training_set import TrainingSet
from engine.words import quoted


@kind("OPT (pre-trained)", "The paper's own: a network that knows language before it reads a word.")
class Opt:
    """A pre-trained causal network, fine-tuned anew from the same base on what each generation
    reads; it goes on with every block of the original text by searching with beams (S23:
    OPT-125m, blocks of 64 tokens, 5 beams, 5 epochs, 10 with a tenth of real data).

    Reads a text that is cut by the network's own tokenizer (`text:tokenizer=...`). The network is
    downloaded once from huggingface.co, or lies in a folder, and then nothing is.

    Raises:
        BadSpec: on use, when the library transformers or the network cannot be had, the data are
            no such text, or the training lost its numbers; one sentence.
    """

    of: ClassVar[tuple[Data, ...]] = (Data.TEXT,)
    moments_suffice: ClassVar[bool] = False
    network: ClassVar[bool] = True
    name: str = text(
        label="Network",
        help="A name on huggingface.co, such as facebook/opt-125m, or a folder; a server reads "
        "only those that its owner lists. Empty for the one whose tokenizer cuts the text.",
    )
    epochs: int = knob(
        5,
        1,
        50,
        label="Epochs a generation",
        logarithmic=True,
        basic=True,
        help="How often each generation reads what it is given, going on from the network as it "
        "was downloaded.",
    )
    beams: int = knob(
        5,
        1,
        20,
        label="Beams",
        basic=True,
        help="How many ways to go on it follows at once, to say the likeliest; 1 takes the "
        "likeliest token each time.",
    )
    rate: float = knob(
        2e-5,
        1e-7,
        0.1,
        label="Learning rate",
        logarithmic=True,
        help="How far each step goes at most; it rises at first, then falls evenly to 0.",
    )
    batch: int = knob(
        16,
        1,
        256,
        label="Blocks a step",
        logarithmic=True,
        help="How many blocks it reads before it learns from them together.",
    )

    def passes(self, generation: int) -> int:
        """Its epochs, and once to speak."""
        return 1 + self.epochs

    def fit(self, rng: Rng, training: TrainingSet, previous: Learned | None) -> FittedCausalLM:
        """Of the previous generation only its prompts are taken over: the original text."""
        from engine.neural.huggingface import library

        library()
        if training.tokens is None:
            raise BadSpec(
                "opt reads texts that are cut by a network's own tokenizer; take the data "
                "text:tokenizer=facebook/opt-125m (“Tokenizer”, under “More knobs”)"
            )
        from engine.models._finetuning import base, saved  # PyTorch takes seconds to load

        before = previous if isinstance(previous, FittedCausalLM) else None
        tokens, rows = training.tokens, training.rows
        own = base(self._name(tokens.tokenizer), tokens.ids, rows.shape[1])
        blocks = np.rint(rows).astype(np.int64)
        course = own.learn(rng, blocks, self.epochs, self.batch, float(self.rate))
        if not np.isfinite(course).all():
            raise BadSpec(f"rate={self.rate:g} is too fast for this network: it lost its numbers")
        checkpoint = saved(own, "later" if before else "first")
        prompts = before.prompts if before else rows
        asked = before.asked if before else rows[:ASKED].copy()
        return FittedCausalLM(checkpoint, tokens.ids, rows, prompts, self.beams, course, asked)

    def _name(self, tokenizer: str) -> str:
        """The network's, whose tokens must be those that the text is cut into."""
        from engine.neural import huggingface

        if self.name in ("", tokenizer):
            return tokenizer
        one, other = (huggingface.tokenizer(name).get_vocab() for name in (self.name, tokenizer))
        if one != other:
            raise BadSpec(
                f"{quoted(self.name)} has other tokens than the text, which is cut by "
                f"{quoted(tokenizer)}; take the same for both"
            )
        return self.name
