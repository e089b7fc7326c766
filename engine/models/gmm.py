"""A mixture of Gaussians by expectation maximisation: the model of the paper's first experiment."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import ClassVar

import numpy as np

from engine import numerics
from engine.arrays import Array, Rng
from engine.distributions.mixture import Mixture, decoded, sampling_bias
from engine.distributions.quadrature import Nodes
from engine.knobs import choice, kind, knob
from engine.protocols import Learned
from engine.training_set import TrainingSet

LLOYD_LIMIT = 300

GUIDES = 1000
"""Samples by which a fit to a distribution itself chooses where to begin, and for nothing else."""


@kind("Mixture of Gaussians", "Several bell-shaped clouds, moved and stretched until they fit.")
class Gmm:
    """Full covariances, fitted as scikit-learn's GaussianMixture fits them, without its floor.

    Raises:
        MemoryError: never by itself; rows are read in blocks and responsibilities take n * K.
    """

    moments_suffice: ClassVar[bool] = False
    network: ClassVar[bool] = False
    components: int = knob(
        3,
        1,
        10,
        label="Components",
        basic=True,
        help="How many bell-shaped clouds the model may use.",
    )
    tolerance: float = knob(
        1e-3,
        1e-12,
        1.0,
        label="Tolerance",
        logarithmic=True,
        help="How small an improvement counts as none. Smaller fits longer.",
    )
    max_iter: int = knob(
        100,
        1,
        10_000,
        label="Most rounds",
        logarithmic=True,
        help="Fitting stops after so many rounds in any case.",
    )
    start: str = choice(
        "kmeans",
        "previous",
        label="Start of each fit",
        words=("from scratch", "go on"),
        help="From scratch, by k-means, or from what the previous generation had learned.",
    )
    floor: float = knob(
        0.0,
        0.0,
        1.0,
        label="Floor under the variance",
        logarithmic=True,
        help="Added to every variance after every round. It keeps a model from collapsing to a "
        "point; scikit-learn and the paper's notebook use 0.000001, an honest run 0.",
    )
    bias: float = sampling_bias()

    def fit(self, rng: Rng, training: TrainingSet, previous: Learned | None) -> Mixture:
        """EM on the rows, moved to their mean so that nothing cancels beside large means."""
        centre = numerics.mean(training.rows)
        columns, grain = numerics.centred(training.rows, centre)
        weights, means, covariances = STARTS[self.start](self, rng, columns, centre, previous)
        iterations, density = numerics.maximise_expectation(
            columns,
            grain,
            weights,
            means,
            covariances,
            self.floor,
            self.tolerance,
            self.max_iter,
        )
        covariances *= self.bias
        return Mixture(weights, means + centre, covariances, iterations, density, self.floor)

    def grasp(self, rng: Rng, whole: Mixture, previous: Learned | None) -> Mixture:
        """EM on the distribution itself: every mean over rows becomes an integral.

        Where it begins with what it reads, the first round changes nothing, exactly.
        """
        if self.start == "previous" and isinstance(previous, Mixture) and whole.equals(previous):
            kept = self.bias * (whole.covariances + self.floor * np.eye(whole.means.shape[1]))
            return replace(whole, covariances=kept, iterations=1, floor=self.floor)
        nodes, guides = Nodes.of(whole), whole.sample(rng, GUIDES)
        centre = whole.mean()
        columns, _ = numerics.centred(guides, centre)
        weights, means, covariances = STARTS[self.start](self, rng, columns, centre, previous)
        found = nodes.moved(-centre).maximise_expectation(
            weights, means, covariances, self.floor, self.tolerance, self.max_iter
        )
        covariances *= self.bias
        return Mixture(weights, means + centre, covariances, *found, self.floor)

    def code_length(self, dimensions: int) -> int:
        """One number chooses the component, the others the place in it."""
        return 1 + dimensions

    def decode(self, record: Mapping[str, Array], codes: Array) -> Array:
        """Rows `(n, d)` at codes `(n, 1 + d)`; components keep their numbers from one generation
        to the next."""
        return decoded(record, codes)


Parameters = tuple[Array, Array, Array]


def from_kmeans(
    model: Gmm, rng: Rng, columns: Array, centre: Array, previous: Learned | None
) -> Parameters:
    """From scratch: every point belongs to its nearest k-means centre."""
    count, d = model.components, len(columns)
    trials = 2 + int(np.log(count))
    centres = numerics.seed_centres(columns, rng.random((count, trials)))
    labels = numerics.lloyd(columns, centres, LLOYD_LIMIT)
    shares = np.zeros((count, columns.shape[1]))
    shares[_numbers(centres + centre, previous)] = labels == np.arange(len(centres))[:, None]
    parameters = np.zeros(count), np.zeros((count, d)), np.zeros((count, d, d))
    numerics.maximise(columns, shares, model.floor, *parameters)
    return parameters


def _numbers(centres: Array, previous: Learned | None) -> Array:
    """A component number `(k,)` for each centre: that of the nearest component before it.

    Which component is the first means nothing to a mixture, but much to the eye that follows it.
    """
    if not isinstance(previous, Mixture):
        return np.arange(len(centres))
    return numerics.pair_off(((centres[:, None] - previous.means) ** 2).sum(axis=2))


def from_previous(
    model: Gmm, rng: Rng, columns: Array, centre: Array, previous: Learned | None
) -> Parameters:
    """From what the previous generation had learned; generation 0 starts from scratch."""
    if not isinstance(previous, Mixture):
        return from_kmeans(model, rng, columns, centre, previous)
    return previous.weights.copy(), previous.means - centre, previous.covariances.copy()


STARTS: dict[str, Callable[[Gmm, Rng, Array, Array, Learned | None], Parameters]] = {
    "kmeans": from_kmeans,
    "previous": from_previous,
}
