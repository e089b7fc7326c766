"""Sentences that stand whatever the run, and say nothing that a run could refute: what a knob sets,
what a word means, what a step of the lesson is about.

Whatever states what becomes of runs, or what others have found, does not belong here: it has a
refuter in `refuters/`. A new sentence has to be in one of both.
"""

KNOBS = {
    "anchor": "share rows",
    "blobs": "count spread radius",
    "bottleneck": "rows",
    "dice": "faces skew",
    "digits": "components",
    "frequency": "bias",
    "fresh": "share rows",
    "gaussian": "bias",
    "gmm": "components max_iter start bias",
    "horizon": "largest quality repetition machine",
    "kde": "bias",
    "moons": "noise",
    "normal": "dimensions",
    "opt": "name epochs beams rate batch",
    "pinwheel": "arms twist length width",
    "ring": "radius noise",
    "schedule": "first then at lasting",
    "student": "dimensions",
    "table": "file x y scale delimiter decimal header missing limits",
    "text": "file vocabulary tokenizer",
    "transformer": "schooling epochs width layers rate temperature start prompts",
    "vae": "latent hidden batch beta rate start likelihood bias",
    "verify": "keep error",
    "zipf": "words exponent",
}
"""By their kind, the knobs whose help says what they set."""

WORDS = [
    "anchor",
    "latent-code",
    "coverage",
    "distribution",
    "diversity",
    "early-collapse",
    "entropy",
    "procedure-error",
    "fit",
    "gaussian",
    "generation",
    "genetic-drift",
    "late-collapse",
    "lineage",
    "metric",
    "missing-mass",
    "mixture",
    "model",
    "model-collapse",
    "n-gram",
    "neural-network",
    "perplexity",
    "policy",
    "precision",
    "sample",
    "seed",
    "tail",
    "training-set",
    "transformer",
    "variance",
    "vae",
]
"""Words whose entry says what they mean."""

STORIES = (
    "The copy of a copy",
    "Dice",
    "One Gaussian, tails first",
    "The paper's mixture",
    "Many lineages: luck and law",
    "A network's digits",
    "Words",
    "What helps",
)
"""Steps of the lesson, whose story says what is about to be done."""

WAYS = ("As a teacher", "As a tinkerer")
"""Ways on from the first page, of which only is said what there is."""

DEFINED = {
    *(f"knob: {kind}.{name}" for kind, names in KNOBS.items() for name in names.split()),
    *(f"word: {name}" for name in WORDS),
    *(f"story: {title}" for title in STORIES),
    *(f"start: {who}" for who in WAYS),
}
"""The kinds of all of them."""
