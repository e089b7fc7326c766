"""Every model with every policy, as a test takes them."""

from typing import Any

import pytest

from engine import MODELS, POLICIES
from tests.support.statistics import AT_HAND

WHOLE = "accumulate"
"""The policy of which most is to be kept and found again: every row that there has been."""


def pairs() -> list[Any]:
    """Each model at hand with each policy. Of networks, which take longest and hear as little of
    the policy as all others, the first answer is that of one policy; the long tests try all."""
    return [
        pytest.param(
            model,
            policy,
            id=f"{policy}-{model}",
            marks=[pytest.mark.long] if MODELS[model].network and policy != WHOLE else [],
        )
        for model in AT_HAND
        for policy in POLICIES
    ]
