"""What the first page says of its film and of its ways on, held against the film and the pages."""

import numpy as np
from scipy.cluster.hierarchy import cut_tree, linkage
from sklearn.metrics import silhouette_score

from engine import PRESETS
from tests.claims.independent import own_sample
from tests.claims.refuters.refuter import apart, refutes, stands
from view.lesson.steps import STEPS
from view.say.told import Said, run


@refutes("start: question")
def question(said: Said) -> str | None:
    """As many clouds in its data, each far from the others; as many copies; and every one of them
    has read what the one before it said, and nothing else."""
    made = PRESETS["three-blobs"].settings
    assert said.settings == made, "the film is another one"
    rows = own_sample(made.truth, 1000)
    clouds = cut_tree(linkage(rows, "ward"), 3)[:, 0]
    if silhouette_score(rows, clouds) < 0.5 or "three clouds" not in said.claim.words:
        return apart("clouds", "three", silhouette_score(rows, clouds))
    if f"**{made.generations:,} times**" not in said.claim.words:
        return apart("copies", said.claim.words, made.generations)
    read = np.unique(run(made).origins[1:], axis=0)
    return None if read.tolist() == [[0, made.samples, 0]] else apart("read", "the last", read)


@stands(
    "start: With five minutes",
    "Eight short steps. In each a guess, and a real run that answers it.",
)
def five_minutes(said: Said) -> str | None:
    """The steps, what each asks, and what each runs."""
    asked = [bool(step.ask(step.defaults).text and step.runs(step.defaults)) for step in STEPS]
    return None if asked == [True] * 8 else apart("steps", 8, asked)
