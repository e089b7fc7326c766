"""What the glossary says of runs and of papers, held against runs."""

import numpy as np

from engine import Settings
from engine.settings import settings
from tests.claims.refuters.refuter import apart, refutes
from view.say.told import Said, grown, run

LINEAGES = 40


def ends(made: Settings) -> float:
    """How far the middle lineage's variance is from what it began with, as a logarithm."""
    variance = grown(made, LINEAGES).metrics["variance"]
    left = np.maximum(variance[:, -1] / variance[:, 0], 1e-300)
    return float(np.median(np.abs(np.log(left))))


def read_by(policy: str, **values: object) -> Settings:
    """One Gaussian on normal data, under a policy."""
    usual = {"truth": "normal", "model": "gaussian", "samples": 50, "generations": 100}
    return settings(**usual | values, policy=policy)


@refutes("word: verify")
def verify(said: Said) -> str | None:
    """The judges' lineages beside those without; and a paper whose verifier does something else is
    not credited with what these judges do: they weigh rows without labels, generation after
    generation."""
    alone = ends(read_by("replace"))
    for judge, helps in (("truth", True), ("likelihood", False)):
        judged = ends(read_by(f"verify:judge={judge}"))
        if (judged < alone) != helps:
            return apart(f"the judge of {judge} helps", helps, (judged, alone))
    one = run(read_by("verify", generations=10))
    weighed = int((one.origins[1:, 1] < one.settings.samples).sum())
    theirs = ("picks labels", "one retraining")
    if "F24" in str(said.claim.numbers["sources"]) or "Feng" in said.claim.words:
        missing = [words for words in theirs if words not in said.claim.words]
        if missing:
            return apart("what the paper's verifier does", missing, f"{weighed} times samples here")
    return None
