"""Words about what each generation reads."""

from view.glossary.entry import Entry

ENTRIES = {
    "policy": Entry(
        "Policy",
        "The rule by which the next generation's training set is put together.",
        "remedies",
        "the choice What each generation reads",
    ),
    "replace": Entry(
        "Replace",
        "Each generation reads only what the one before it said. This is the rule under which "
        "models collapse.",
        "remedies",
        "Only the last output",
        ("S23", "Su24"),
    ),
    "accumulate": Entry(
        "Accumulate",
        "Everything is kept: the real data, and all that was said since. The real data become an "
        "ever smaller part, and yet they hold the copies in place.",
        "remedies",
        "Everything so far",
        ("G24", "K24"),
    ),
    "fresh": Entry(
        "Fresh data",
        "Some of what each generation reads is real and new. Even a little helps a lot.",
        "remedies",
        "Some fresh real data",
        ("A23", "H25"),
    ),
    "anchor": Entry(
        "Anchor",
        "Some of the first real data are kept, and every generation reads them again.",
        "remedies",
        "Some kept real data",
        ("S23", "A23"),
    ),
    "verify": Entry(
        "Verify",
        "A judge reads what was said, and lets only a part of it through. One that knows what is "
        "real helps; one that likes what is usual makes things worse. The paper's verifier picks "
        "labels, by a classifier with errors and for one retraining; the judges here weigh the "
        "samples of every generation.",
        "remedies",
        "What a judge lets through",
        ("F24",),
    ),
    "training-set": Entry(
        "Training set",
        "The samples that a model learns from.",
        "drift",
        "the audit of each generation",
    ),
}
"""By the name that a link calls them by."""
