"""A network with one hidden layer and a straight way past it: what is linear needs no learning."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.arrays import Array, Rng


@dataclass(frozen=True, eq=False)
class Weights:
    """One network: `inner (inputs + 1, hidden)`, `outer (outputs, hidden + inputs + 1)`, float32.

    The last row of one and the last column of the other is the bias. Hidden units are rectified,
    which takes a tenth of a hyperbolic tangent's time; the outputs see them and the inputs.
    """

    inner: Array
    outer: Array

    def __call__(self, rows: Array) -> Array:
        """Outputs `(n, outputs)` at rows `(n, inputs)`, in single precision."""
        units = self.inner.shape[1]
        buffer = np.ones((self.outer.shape[1], len(rows)), np.float32)
        buffer[units:-1] = rows.T
        hidden = np.matmul(self.inner.T, buffer[units:], out=buffer[:units])
        np.maximum(hidden, 0, out=hidden)
        return (self.outer @ buffer).T


def directions(rng: Rng, count: int, d: int) -> Array:
    """Random directions `(count, d)`, at right angles as far as there is room for them."""
    across: Array = np.linalg.qr(rng.standard_normal((max(count, d),) * 2))[0]
    return across[:count, :d]


def straight(rng: Rng, hidden: int, linear: Array, bias: Array) -> Weights:
    """A network that is `linear (outputs, inputs)` plus `bias (outputs,)` until it learns.

    Its hidden units look in random directions, with their kinks among the data, but nobody
    listens to them yet (as in Zhang, Dauphin and Ma 2019, "Fixup Initialization").
    """
    outputs, inputs = linear.shape
    inner = rng.standard_normal((inputs + 1, hidden), dtype=np.float32) / np.sqrt(inputs)
    inner[-1] *= 0.5
    outer = np.concatenate([np.zeros((outputs, hidden)), linear, bias[:, None]], axis=1)
    return Weights(inner.astype(np.float32), outer.astype(np.float32))


@dataclass(frozen=True, eq=False)
class Coder:
    """An encoder, a decoder, and the logarithm of the decoder's noise `(d,)`, if it has one."""

    encoder: Weights
    decoder: Weights
    log_noise: Array

    @property
    def latent(self) -> int:
        """How many numbers make up one code."""
        return len(self.decoder.inner) - 1

    def arrays(self) -> list[Array]:
        """All that is learned; the noise as a column."""
        nets = (self.encoder, self.decoder)
        layers = [layer for net in nets for layer in (net.inner, net.outer)]
        return [*layers, self.log_noise[:, None]]

    @classmethod
    def of(cls, arrays: Sequence[Array]) -> "Coder":
        """The other way round."""
        a, b, c, d, noise = arrays
        return cls(Weights(a, b), Weights(c, d), noise[:, 0])
