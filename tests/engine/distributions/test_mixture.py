"""What is compiled trusts the sizes of a mixture, so there is none whose sizes do not agree."""

import numpy as np
import pytest

from engine.distributions.mixture import Mixture
from engine.models.kde import Smoothed

WEIGHTS, MEANS, COVARIANCES = np.full(3, 1 / 3), np.zeros((3, 2)), np.ones((3, 2, 2))


@pytest.mark.parametrize(
    "parts",
    [
        (WEIGHTS[:2], MEANS, COVARIANCES),
        (WEIGHTS, MEANS[:2], COVARIANCES),
        (WEIGHTS, MEANS[:, :1], COVARIANCES),
        (WEIGHTS, MEANS, COVARIANCES[:1]),
        (WEIGHTS, MEANS, COVARIANCES[:, :1, :1]),
        (WEIGHTS, MEANS, COVARIANCES[:, :, :1]),
        (WEIGHTS[None], MEANS, COVARIANCES),
        (WEIGHTS, MEANS[0], COVARIANCES),
    ],
)
def test_sizes_that_do_not_agree_are_no_mixture(parts: tuple[np.ndarray, ...]) -> None:
    with pytest.raises(ValueError):
        Mixture(*parts)


@pytest.mark.parametrize("kernel", [np.ones((1, 1)), np.ones((2, 3)), np.ones(2)])
def test_a_kernel_of_other_dimensions_smooths_nothing(kernel: np.ndarray) -> None:
    with pytest.raises(ValueError):
        Smoothed(np.zeros((5, 2)), kernel, np.zeros(2), np.eye(2), 0.5)
