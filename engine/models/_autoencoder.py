"""What a variational autoencoder has learned: codes drawn from one round hill, and decoded."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import ClassVar

import numpy as np
from scipy.special import ndtri

from engine.arrays import Array, Rng
from engine.data.standardizer import Standardizer
from engine.data.vocabulary import CHANCE
from engine.neural.likelihoods import LIKELIHOODS, Likelihood
from engine.neural.mlp import Coder

CODES = 4096
"""Even codes from which mean and covariance are computed."""

IMPORTANCE = 128
"""Draws from the encoder, for each row, from which its density is estimated."""

LINES = 17
"""Grid lines each way, or points to a line, in the picture of what the decoder reaches."""

BLOCK = 2**17

ASKED = 2_000
"""At most so many rows say whether a network is what it says that it is."""

DOUBT, SLACK = 12.0, 0.1
"""Standard errors, and a part of the loss, by which another measurement of it may differ."""

MOST_DOUBT = 2.0
"""Nats that chance may account for, however much the rows differ: those of a network that is
another one's may differ by any number."""


@dataclass(frozen=True, eq=False)
class Autoencoder:
    """Encoder and decoder of Kingma and Welling (2014), with how they were found.

    The encoder gives means and log deviations of the code, the decoder answers that `likelihood`
    turns into data, all in the units of `scale`. `noisy` says whether it speaks with the
    likelihood's noise, or the expected data alone. `course (20, 3)` is loss, reconstruction and
    divergence (nats a row, of one batch) at 20 even moments of the training; `final (3,)` the same
    for all rows at its end.

    `turn (latent, latent)` is the rotation, or reflection, of codes after which they mean as nearly
    as may be what they meant to its predecessor: codes are a round hill, and a network that starts
    from scratch looks at it from any side. It changes what `decode` shows, and nothing it samples.

    `bias`, or lambda, is how boldly it speaks (A23): codes are drawn from N(0, lambda) instead of
    N(0, 1), and the likelihood's normal noise has lambda times the variance that was learned, so
    that a decoder that is linear says lambda times its covariance, as one Gaussian does. A coin
    (`bernoulli`) is tossed as it was learned.
    """

    tractable: ClassVar[bool] = False
    coder: Coder
    scale: Standardizer
    likelihood: str
    noisy: bool
    course: Array
    turn: Array
    final: Array = field(default_factory=lambda: np.full(3, np.nan))
    bias: float = 1.0

    @property
    def _likelihood(self) -> Likelihood:
        return LIKELIHOODS[self.likelihood]

    @property
    def _log_noise(self) -> Array:
        """That of what it says `(d,)`; what it has learned is the coder's."""
        noise: Array = self.coder.log_noise + np.float32(0.5 * np.log(self.bias))
        return noise

    def _answers(self, codes: Array) -> Array:
        """What the decoder answers `(n, d)` at standard normal codes `(n, latent)`."""
        answers: Array = self.coder.decoder(codes * np.float32(np.sqrt(self.bias)))
        return answers

    def sample(self, rng: Rng, n: int) -> Array:
        """Rows `(n, d)`, each from a code of its own."""
        answers = self._answers(rng.standard_normal((n, self.coder.latent), dtype=np.float32))
        if not self.noisy:
            return self.scale.outside(self._likelihood.mean(answers))
        return self.scale.outside(self._likelihood.say(rng, answers, self._log_noise))

    def decode(self, codes: Array) -> Array:
        """The expected data `(n, d)` at codes `(n, latent)`, turned as its predecessor's."""
        return self.scale.outside(self._likelihood.mean(self._answers(codes @ self.turn)))

    def turned(self, previous: "Autoencoder") -> "Autoencoder":
        """The same with its codes turned towards those of its predecessor.

        Orthogonal Procrustes (Schonemann 1966), of how either network's data rise with each code.
        """
        codes = fixed_codes(CODES, self.coder.latent)
        now, then = (codes.T @ one.decode(codes) for one in (self, previous))
        left, _, right = np.linalg.svd(then @ now.T)
        return replace(self, turn=(left @ right @ self.turn).astype(np.float32))

    def encode(self, rows: Array) -> tuple[Array, Array]:
        """Means and log deviations `(n, latent)` of the codes behind rows `(n, d)`."""
        return _halves(self.coder.encoder(self.scale.within(rows)))

    def terms(self, rows: Array, normals: Array) -> tuple[Array, Array]:
        """Reconstruction and divergence `(n,)` in nats, at codes drawn by `normals (n, latent)`.

        Their sum is the loss: the negative evidence bound, of the data as the networks see them.
        """
        seen = self.scale.within(rows)
        means, log_spread = _halves(self.coder.encoder(seen))
        answers = self.coder.decoder(means + np.exp(log_spread) * normals)
        apart = 0.5 * (means**2 + np.exp(2 * log_spread) - 1) - log_spread
        return -self._likelihood.log_prob(answers, self.coder.log_noise, seen), apart.sum(axis=1)

    def accounts_for(self, rows: Array) -> bool:
        """Whether its loss on what it has read is what it came to at the training's end, as far as
        other codes can tell: the same rows are asked, evenly chosen, with other chance."""
        asked = rows[:: -(-len(rows) // ASKED)]
        rng = np.random.default_rng(CHANCE)
        normals = rng.standard_normal((len(asked), self.coder.latent), dtype=np.float32)
        losses = np.add(*self.terms(asked, normals), dtype=float)
        chance = DOUBT * losses.std() / np.sqrt(len(losses))
        far = min(chance, MOST_DOUBT) + SLACK * abs(self.final[0])
        return bool(abs(losses.mean() - self.final[0]) <= far)

    def log_prob(self, x: Array) -> Array:
        """Log density `(n,)` at rows `(n, d)`, estimated with 128 codes a row from the encoder.

        Importance sampling (Burda, Grosse and Salakhutdinov 2016): too low on average, the less so
        the closer the encoder is to the truth, and with the decoder's noise, spoken or not.
        """
        block = max(BLOCK // IMPORTANCE, 1)
        parts = [self._estimate(x[at : at + block]) for at in range(0, len(x), block)]
        return np.concatenate([np.empty(0), *parts]) - np.log(self.scale.width).sum()

    def _estimate(self, x: Array) -> Array:
        seen = np.repeat(self.scale.within(x), IMPORTANCE, axis=0)
        means, log_spread = (np.repeat(half, IMPORTANCE, axis=0) for half in self.encode(x))
        normals = np.tile(fixed_codes(IMPORTANCE, self.coder.latent), (len(x), 1))
        codes = means + np.exp(log_spread) * normals
        prior = -0.5 * (codes**2 / self.bias + np.log(self.bias))
        prior_less_draw = (prior + 0.5 * normals**2 + log_spread).sum(axis=1)
        weights = prior_less_draw + self._likelihood.log_prob(
            self.coder.decoder(codes), self._log_noise, seen
        )
        return _log_mean_exp(weights.astype(float).reshape(-1, IMPORTANCE))

    @cached_property
    def _moments(self) -> tuple[Array, Array]:
        answers = self._answers(fixed_codes(CODES, self.coder.latent))
        said = self._likelihood.mean(answers).astype(float)
        mean = said.mean(axis=0)
        covariance = (said - mean).T @ (said - mean) / CODES
        if self.noisy:
            noise = self._likelihood.variance(answers, self._log_noise).mean(axis=0)
            covariance[np.diag_indices_from(covariance)] += noise
        return self.scale.outside(mean), covariance * np.outer(self.scale.spread, self.scale.spread)

    def mean(self) -> Array:
        """The mean `(d,)` of what it says, from 4096 even codes: to about 0.1% of the deviation,
        and exactly where the decoder is linear."""
        return self._moments[0].copy()

    def covariance(self) -> Array:
        """The covariance `(d, d)` of what it says, from the same codes, noise and all."""
        return self._moments[1].copy()

    def manifold(self) -> Array:
        """What the decoder reaches: a line `(65, d)` for one latent dimension, a grid of lines
        `(17, 17, d)` for two, at evenly likely codes; empty `(0, d)` for more."""
        codes = lattice(self.coder.latent)
        reached = self.decode(codes.reshape(-1, self.coder.latent))
        return reached.reshape(*codes.shape[:-1], len(self.scale.centre))

    def record(self) -> Mapping[str, Array | float]:
        """Loss and its parts, course, noise, scale, the decoder; in the plane its manifold."""
        found: dict[str, Array | float] = {
            "loss": float(self.final[0]),
            "reconstruction": float(self.final[1]),
            "divergence": float(self.final[2]),
            "course": self.course,
            "noise": np.exp(self.coder.log_noise) * self.scale.spread[: len(self.coder.log_noise)],
            "centre": self.scale.centre,
            "spread": self.scale.spread,
            "turn": self.turn,
            "decoder_inner": self.coder.decoder.inner,
            "decoder_outer": self.coder.decoder.outer,
        }
        return found | self._drawn()

    def _drawn(self) -> dict[str, Array]:
        """What a page draws in the plane, and would be too much to keep of pictures."""
        if len(self.scale.centre) != 2:
            return {}
        return {"covariance": self.covariance(), "manifold": self.manifold()}


@lru_cache(maxsize=32)
def fixed_codes(count: int, latent: int) -> Array:
    """Codes `(count, latent)`, float32, that lie as evenly as a normal distribution lets them.

    Roberts's additive sequence (2018), "The unreasonable effectiveness of quasirandom sequences",
    each point with its mirror image, and all stretched until their covariance is exactly 1.
    """
    golden = float(np.roots([1, *[0] * (latent - 1), -1, -1]).real.max())
    steps = golden ** -np.arange(1.0, latent + 1)
    half = ndtri((0.5 + np.arange(1, count // 2 + 1)[:, None] * steps) % 1)
    codes = np.concatenate([half, -half])
    whitener = np.linalg.inv(np.linalg.cholesky(codes.T @ codes / count))
    codes = (codes @ whitener.T).astype(np.float32)
    codes.setflags(write=False)
    return codes


@lru_cache(maxsize=32)
def lattice(latent: int) -> Array:
    """Evenly likely codes: `(65, 1)` on a line, `(17, 17, 2)` on a grid, none beyond."""
    if latent > 2:
        return np.empty((0, latent), np.float32)
    count = 4 * LINES - 3 if latent == 1 else LINES
    ticks = ndtri((np.arange(count) + 0.5) / count).astype(np.float32)
    return np.stack(np.meshgrid(*[ticks] * latent, indexing="ij"), axis=-1)


def _halves(answers: Array) -> tuple[Array, Array]:
    latent = answers.shape[1] // 2
    return answers[:, :latent], answers[:, latent:]


def _log_mean_exp(logs: Array) -> Array:
    """The logarithm of each row's mean `(n,)`."""
    top = logs.max(axis=1)
    mean: Array = top + np.log(np.exp(logs - top[:, None]).mean(axis=1))
    return mean
