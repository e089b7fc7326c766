"""Why a generation differs from the one before it: three errors (S23), and a switch for each."""

import math
from dataclasses import dataclass, replace

from engine.distributions.mixture import Mixture
from engine.knobs import BadSpec, parse
from engine.models import MODELS
from engine.models.gaussian import Gaussian
from engine.models.gmm import Gmm
from engine.policies import POLICIES
from engine.protocols import HasLimit, MixtureTruth, Model, Policy
from engine.settings import Settings, affordable
from engine.truths import TRUTHS

TO_THE_END, LONG = 1e-9, 10_000
"""Tolerance and most rounds of a fit that goes on until nothing changes any more."""

FEWEST_CLOUDS = 3
"""Of which a mixture of one less still has several components, whose fit can stop too early."""


@dataclass(frozen=True)
class ErrorSources:
    """Which of the three are at work."""

    sampling: bool
    """Each generation learns from finitely many samples."""

    expressivity: bool
    """The model has fewer bell-shaped clouds than the data."""

    procedure: bool
    """Fitting stops before it is done, or begins anew each time and may end elsewhere."""


def clouds(settings: Settings) -> tuple[int, int] | None:
    """How many bell-shaped clouds the data have, and how many the model may use; None where
    either is of another kind."""
    truth, model = settings.truth, settings.model
    if not isinstance(truth, MixtureTruth) or not isinstance(model, Gaussian | Gmm):
        return None
    return len(truth.mixture().weights), model.components if isinstance(model, Gmm) else 1


def errors_of(settings: Settings) -> ErrorSources | None:
    """Which errors are at work; None where nobody knows what the model can hold."""
    counted = clouds(settings)
    if counted is None:
        return None
    real, own = counted
    return ErrorSources(
        not settings.exact, own < real, own > 1 and not _is_thorough(settings.model)
    )


def distance_to_truth(settings: Settings, learned: Mixture) -> float | None:
    """How far a learned density is from the truth's: the root of the integral of the squared
    difference, as a share of that of the truth's own square; None where the truth is no mixture."""
    if not isinstance(settings.truth, MixtureTruth):
        return None
    real = settings.truth.mixture()
    own = real.overlap(real)
    apart = learned.overlap(learned) - 2 * learned.overlap(real) + own
    return math.sqrt(max(apart, 0.0) / own)


def with_errors(settings: Settings, wanted: ErrorSources) -> Settings:
    """The same experiment with just these errors; what stands in their way gives place to three
    blobs, to a mixture, and to reading only the last output, as does what would outgrow memory."""
    made = _with_errors(settings, wanted)
    try:
        return affordable(made)
    except BadSpec:
        return replace(made, policy=parse("replace", POLICIES, "policy"))


def _with_errors(settings: Settings, wanted: ErrorSources) -> Settings:
    truth, policy, exact = settings.truth, settings.policy, not wanted.sampling
    real = len(truth.mixture().weights) if isinstance(truth, MixtureTruth) else 0
    if not real or settings.dimensions > 2 or (wanted.expressivity and real < FEWEST_CLOUDS):
        truth, real = parse("blobs", TRUTHS, "truth"), FEWEST_CLOUDS
    if exact and not _is_known(policy):
        policy = parse("replace", POLICIES, "policy")
    own = real - 1 if wanted.expressivity else max(real, 2)
    made = replace(settings, truth=truth, policy=policy, exact=exact)
    kept = replace(made, model=settings.model, exact=False)
    if errors_of(kept) == replace(wanted, sampling=True):
        return replace(kept, exact=exact)  # the model is what it should be
    thorough = f"start=previous,tolerance={TO_THE_END},max_iter={LONG}"
    fitting = "max_iter=1" if wanted.procedure else thorough
    return replace(made, model=parse(f"gmm:components={own},{fitting}", MODELS, "model"))


def _is_known(policy: Policy) -> bool:
    """Whether one knows what it reads of endless samples."""
    try:
        return isinstance(policy, HasLimit) and bool(policy.blend(1))
    except BadSpec:  # it is made of others, which do not suit
        return False


def _is_thorough(model: Model) -> bool:
    """Whether a mixture is fitted to the end, and goes on from where the last fit ended."""
    return (
        isinstance(model, Gmm)
        and model.start == "previous"
        and model.tolerance <= TO_THE_END
        and model.max_iter >= LONG
    )
