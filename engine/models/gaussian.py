"""One Gaussian by its sample mean and covariance: the law of forgetting in its purest form."""

from collections.abc import Mapping
from typing import ClassVar

from engine.arrays import Array, Rng
from engine.distributions.mixture import Mixture, decoded, gaussian, sampling_bias
from engine.knobs import kind, knob
from engine.protocols import Learned
from engine.training_set import TrainingSet


@kind("One Gaussian", "One bell-shaped cloud, as wide as what it read.")
class Gaussian:
    """Maximum likelihood (`ddof` 0, as numpy's default) or the unbiased variance (`ddof` 1).

    The theorem of S23 takes the unbiased variance and its notebook the other one; under `replace`
    the typical variance falls like exp(-n/M) with 1 and like exp(-2n/M) with 0.
    """

    moments_suffice: ClassVar[bool] = True
    network: ClassVar[bool] = False
    ddof: int = knob(
        1,
        0,
        1,
        label="Correction",
        help="What is taken off the number of samples before dividing by it: 1 makes the variance "
        "right on average, 0 is the likeliest fit and a little too small.",
    )
    bias: float = sampling_bias()

    def fit(self, rng: Rng, training: TrainingSet, previous: Learned | None) -> Mixture:
        """The mean and covariance of what was read, times the bias; nothing is drawn at random."""
        moments = training.moments
        covariance = moments.scatter / max(moments.count - self.ddof, 1)
        return gaussian(moments.mean, self.bias * covariance)

    def grasp(self, rng: Rng, whole: Mixture, previous: Learned | None) -> Mixture:
        """The distribution's own mean and covariance: no correction matters any more."""
        return gaussian(whole.mean(), self.bias * whole.covariance())

    def code_length(self, dimensions: int) -> int:
        """One number that chooses nothing, the others the place."""
        return 1 + dimensions

    def decode(self, record: Mapping[str, Array], codes: Array) -> Array:
        """Rows `(n, d)` at codes `(n, 1 + d)`."""
        return decoded(record, codes)
