"""A variational autoencoder: the paper's second experiment, a network trained while one watches."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

import numpy as np

from engine.arrays import Array, Rng
from engine.distributions.mixture import sampling_bias
from engine.knobs import BadSpec, choice, kind, knob
from engine.models._autoencoder import Autoencoder
from engine.neural.likelihoods import LIKELIHOODS
from engine.neural.mlp import Coder, Weights, directions, straight
from engine.neural.schedule import TrainingPlan
from engine.protocols import Learned
from engine.training_set import TrainingSet

FIRST_SPREAD = 0.3
"""Deviation of codes and noise before the first step, where data have deviation 1."""

ROWS_AT_THE_END = 10_000
"""At most so many rows, evenly chosen, say what the loss came to."""


@kind(
    "Variational autoencoder",
    "A neural network that squeezes each sample into a few numbers and back.",
)
class Vae:
    """Encoder and decoder with one hidden layer each (Kingma and Welling 2014), taught by Adam.

    S23 trains one from scratch in every generation. Neither the place nor the unit of the data
    matters: each generation sees them with mean 0 and deviation 1 (but for `bernoulli`).

    Raises:
        BadSpec: the training lost its numbers, or bernoulli was asked to read others than 0 to 1.
    """

    moments_suffice: ClassVar[bool] = False
    network: ClassVar[bool] = True
    latent: int = knob(
        2,
        1,
        20,
        label="Latent dimensions",
        basic=True,
        help="How many numbers the network squeezes each sample into.",
    )
    hidden: int = knob(
        32,
        8,
        512,
        label="Hidden units",
        logarithmic=True,
        help="Units in the one hidden layer of the encoder, and of the decoder.",
    )
    steps: int = knob(
        300,
        1,
        20_000,
        label="Steps a generation",
        logarithmic=True,
        basic=True,
        help="How long each generation trains. Too short, and what is lost was never learned.",
    )
    batch: int = knob(
        128,
        1,
        1024,
        label="Batch",
        logarithmic=True,
        help="Samples that each step looks at.",
    )
    beta: float = knob(
        1.0,
        0.0,
        10.0,
        label="Beta",
        help="How much it matters that codes are simple, beside that copies are good. 1 is usual.",
    )
    rate: float = knob(
        0.02,
        1e-5,
        0.2,
        label="Learning rate",
        logarithmic=True,
        help="How far each step goes at first; over the second half it falls to 0.",
    )
    start: str = choice(
        "scratch",
        "previous",
        label="Start of each fit",
        words=("from scratch", "go on"),
        help="From new random weights, as in the paper, or from the previous generation's network.",
    )
    speak: str = choice(
        "sample",
        "mean",
        label="What it says",
        words=("with noise", "its mean alone"),
        help="With the noise that the decoder has learned, or its mean alone: that by itself takes "
        "variance away in every generation.",
    )
    likelihood: str = choice(
        "gaussian",
        "bernoulli",
        label="Likelihood",
        words=("any number", "black to white"),
        help="What it takes the data for: numbers of any size, each with its noise, or pictures, "
        "where each pixel is white with some probability (numbers from 0 to 1 only).",
    )

    bias: float = sampling_bias(
        "What the variance of the codes is multiplied by before the network speaks, and that of "
        "its noise, where it speaks with normal noise. Below 1 it says only what it is sure of."
    )

    def fit(self, rng: Rng, training: TrainingSet, previous: Learned | None) -> Autoencoder:
        """One lineage's training."""
        return self.fit_many([rng], [training], [previous])[0]

    def fit_many(
        self,
        rngs: Sequence[Rng],
        trainings: Sequence[TrainingSet],
        previous: Sequence[Learned | None],
    ) -> list[Autoencoder]:
        """Lineages with equally many rows each, as one batch of matrices.

        Raises:
            ValueError: the training sets differ in size.
        """
        from engine.models._vae_training import train  # PyTorch takes seconds to load

        likelihood = LIKELIHOODS[self.likelihood]
        scales = [likelihood.scale(training.rows) for training in trainings]
        seen = [s.within(t.rows) for s, t in zip(scales, trainings, strict=True)]
        lesson = TrainingPlan(self.steps, self.batch, self.beta, self.rate, self.likelihood)
        coders = [
            STARTS[self.start](self, rng, rows, before)
            for rng, rows, before in zip(rngs, seen, previous, strict=True)
        ]
        coders, course = train(lesson, rngs, np.stack(seen), coders)
        straight_on = np.eye(self.latent, dtype=np.float32)
        learned = [
            Autoencoder(
                coder,
                scale,
                self.likelihood,
                self.speak == "sample",
                own,
                straight_on,
                bias=self.bias,
            )
            for coder, scale, own in zip(coders, scales, course, strict=True)
        ]
        return [
            self._examined(rng, one, training.rows, before)
            for rng, one, training, before in zip(rngs, learned, trainings, previous, strict=True)
        ]

    def _examined(
        self, rng: Rng, learned: Autoencoder, rows: Array, previous: Learned | None
    ) -> Autoencoder:
        """The same with its loss on the rows that it has read, and turned as its predecessor."""
        asked = rows[:: -(-len(rows) // ROWS_AT_THE_END)]
        normals = rng.standard_normal((len(asked), self.latent), dtype=np.float32)
        reconstruction, divergence = (t.mean() for t in learned.terms(asked, normals))
        final = np.array([reconstruction + divergence, reconstruction, divergence], float)
        if not np.isfinite(final).all():
            raise BadSpec(f"rate={self.rate:g} is too fast for this network: it lost its numbers")
        examined = replace(learned, final=final)
        return examined.turned(previous) if isinstance(previous, Autoencoder) else examined

    def code_length(self, dimensions: int) -> int:
        """As many numbers as there are latent dimensions, whatever the data's."""
        return self.latent

    def decode(self, record: Mapping[str, Array], codes: Array) -> Array:
        """What the decoder that one generation recorded expects at codes `(n, latent)`, which are
        turned so that they mean much the same from one generation to the next."""
        decoder = Weights(record["decoder_inner"], record["decoder_outer"])
        bold = (codes @ record["turn"]) * np.float32(np.sqrt(self.bias))
        answers = LIKELIHOODS[self.likelihood].mean(decoder(bold))
        said: Array = record["centre"] + record["spread"] * answers
        return said


def from_scratch(model: Vae, rng: Rng, rows: Array, previous: Learned | None) -> Coder:
    """Codes are the rows' shadow in random directions, and the decoder's answers their way back."""
    likelihood = LIKELIHOODS[model.likelihood]
    mean, across = rows.mean(axis=0, dtype=float), directions(rng, model.latent, rows.shape[1])
    lengths = (across @ rows.T).std(axis=1)
    lengths = np.where(lengths > 0, lengths, 1.0)[:, None]
    inward = np.sqrt(1 - FIRST_SPREAD**2) * across / lengths
    outward = likelihood.steepness * np.sqrt(1 - FIRST_SPREAD**2) * (across * lengths).T
    unsure = np.full(model.latent, np.log(FIRST_SPREAD))
    return Coder(
        straight(
            rng,
            model.hidden,
            np.concatenate([inward, np.zeros_like(inward)]),
            np.concatenate([-inward @ mean, unsure]),
        ),
        straight(rng, model.hidden, outward, likelihood.answer(mean)),
        np.full(likelihood.noises(rows.shape[1]), np.log(FIRST_SPREAD), np.float32),
    )


def from_previous(model: Vae, rng: Rng, rows: Array, previous: Learned | None) -> Coder:
    """The previous generation's network goes on; generation 0 starts from scratch."""
    if not isinstance(previous, Autoencoder):
        return from_scratch(model, rng, rows, previous)
    return previous.coder


STARTS: dict[str, Callable[[Vae, Rng, Array, Learned | None], Coder]] = {
    "scratch": from_scratch,
    "previous": from_previous,
}
