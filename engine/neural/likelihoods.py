"""From a decoder's bare answer to data: with a noise that is learned, or by the toss of a coin."""

from collections.abc import Mapping
from typing import Protocol

import numpy as np
from scipy.special import logit

from engine.arrays import Array, Rng
from engine.data.standardizer import Standardizer
from engine.knobs import BadSpec
from engine.numerics import LOG_2_PI


class Likelihood(Protocol):
    """What a decoder's answers `(n, d)` mean; `log_noise (d,)` where there is a noise to learn."""

    steepness: float
    """How fast the answer must change where the data do, by and large."""

    def scale(self, rows: Array) -> Standardizer:
        """What to take off rows `(n, d)` before a network sees them."""
        ...

    def noises(self, d: int) -> int:
        """How many noise scales are learned for d dimensions."""
        ...

    def answer(self, mean: Array) -> Array:
        """The answer `(d,)` that stands for this mean, roughly at the bounds of the data."""
        ...

    def mean(self, answers: Array) -> Array:
        """The expected data `(n, d)`."""
        ...

    def variance(self, answers: Array, log_noise: Array) -> Array:
        """The variance `(n, d)` around it."""
        ...

    def say(self, rng: Rng, answers: Array, log_noise: Array) -> Array:
        """Data `(n, d)` drawn around it."""
        ...

    def log_prob(self, answers: Array, log_noise: Array, x: Array) -> Array:
        """Log density `(n,)` of data `x (n, d)`, each row given its own answer."""
        ...


class Gaussian:
    """A normal distribution around the answer, as wide along each axis as was learned
    (Rybkin, Daniilidis and Levine 2021, "Simple and effective VAE training")."""

    steepness = 1.0

    def scale(self, rows: Array) -> Standardizer:
        """Mean and deviation along each axis, so that neither place nor unit matters."""
        columns = np.ascontiguousarray(rows.T)
        constant = (columns == columns[:, :1]).all(axis=1)
        centre = np.where(constant, columns[:, 0], columns.mean(axis=1))
        return Standardizer(centre, np.where(constant, 0.0, columns.std(axis=1)))

    def noises(self, d: int) -> int:
        """One an axis."""
        return d

    def answer(self, mean: Array) -> Array:
        """The mean itself."""
        return mean

    def mean(self, answers: Array) -> Array:
        """The answer itself."""
        return answers

    def variance(self, answers: Array, log_noise: Array) -> Array:
        """The same everywhere."""
        return np.broadcast_to(np.exp(2 * log_noise), answers.shape)

    def say(self, rng: Rng, answers: Array, log_noise: Array) -> Array:
        """The answer plus noise."""
        noise = rng.standard_normal(answers.shape, dtype=np.float32)
        return answers + np.exp(log_noise) * noise

    def log_prob(self, answers: Array, log_noise: Array, x: Array) -> Array:
        """The normal density."""
        squares = ((x - answers) * np.exp(-log_noise)) ** 2
        density: Array = -0.5 * (squares + LOG_2_PI).sum(axis=-1) - log_noise.sum()
        return density


class Bernoulli:
    """Each number is 1 with a probability whose log odds are the answer, else 0.

    Numbers between 0 and 1 count as that share of a 1: their log density is the negative cross
    entropy that such networks are trained with, which integrates to one over 0 and 1 alone.
    """

    steepness = 4.0

    def scale(self, rows: Array) -> Standardizer:
        """Nothing: 0 and 1 mean what they are.

        Raises:
            BadSpec: a number is below 0 or above 1.
        """
        if rows.min() < 0 or rows.max() > 1:
            raise BadSpec(
                "likelihood=bernoulli reads numbers from 0 to 1, such as the digits' pixels, and "
                f"here they go from {rows.min():g} to {rows.max():g}; take likelihood=gaussian"
            )
        d = rows.shape[1]
        return Standardizer(np.zeros(d), np.ones(d))

    def noises(self, d: int) -> int:
        """None: the probability is all."""
        return 0

    def answer(self, mean: Array) -> Array:
        """The log odds, of probabilities between 2% and 98%."""
        return logit(np.clip(mean, 0.02, 0.98))

    def mean(self, answers: Array) -> Array:
        """The probability of a 1: a grey value."""
        # The hyperbolic tangent neither overflows nor warns, however sure the network is.
        return 0.5 + 0.5 * np.tanh(0.5 * answers)

    def variance(self, answers: Array, log_noise: Array) -> Array:
        """p (1 - p)."""
        p = self.mean(answers)
        return p * (1 - p)

    def say(self, rng: Rng, answers: Array, log_noise: Array) -> Array:
        """Black or white: a coin is tossed for each number."""
        return (rng.random(answers.shape, np.float32) < self.mean(answers)).astype(np.float32)

    def log_prob(self, answers: Array, log_noise: Array, x: Array) -> Array:
        """The negative cross entropy."""
        return (x * answers - np.logaddexp(0, answers)).sum(axis=-1)


LIKELIHOODS: Mapping[str, Likelihood] = {"gaussian": Gaussian(), "bernoulli": Bernoulli()}
