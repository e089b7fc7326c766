"""What a mixture has come to where its variance no longer tells: points, or small clouds."""

from dataclasses import dataclass

import numpy as np

from engine.arrays import Array
from engine.distributions.mixture import Mixture
from view.captions.format import spelled
from view.modalities.numbers.course import Course

WEIGHT = 0.01
"""A component with less weight is hardly ever heard."""

POINT, SMALL = 1e-3, 0.02
"""Of the whole variance so much within the clouds makes them points, or small ones."""


@dataclass(frozen=True)
class Remains:
    """So many small clouds far apart, which together hold the share `within` of the variance."""

    count: int
    within: float

    @property
    def words(self) -> str:
        """Two points far apart."""
        what = "points" if self.within < POINT else "small clouds"
        return f"{spelled(self.count)} {what} far apart"


def remains(facts: Course) -> Remains | None:
    """What is left of a mixture; None where it is no mixture, or its clouds are not small beside
    what lies between them."""
    record = facts.trajectory.record
    if "weights" not in record or record["covariances"].ndim != 4:
        return None
    parts = (record[name][facts.last] for name in ("weights", "means", "covariances"))
    return of_mixture(Mixture(*parts))


def of_mixture(mixture: Mixture) -> Remains | None:
    """The same of any mixture."""
    heard = mixture.weights > WEIGHT
    weights = mixture.weights[heard] / mixture.weights[heard].sum()
    means = mixture.means[heard]
    spreads = mixture.covariances[heard].trace(axis1=1, axis2=2)
    between = float(weights @ np.square(means - weights @ means).sum(axis=1))
    own = float(weights @ spreads)
    whole = own + between
    if len(weights) < 2 or whole <= 0 or own > SMALL * whole:
        return None
    count = _apart(means, 0.1 * np.sqrt(whole))
    return Remains(count, own / whole) if count > 1 else None


def _apart(means: Array, near: float) -> int:
    """How many places there are, where those nearer to each other than that are one."""
    places: list[Array] = []
    for mean in means:
        if all(np.linalg.norm(mean - place) > near for place in places):
            places.append(mean)
    return len(places)
