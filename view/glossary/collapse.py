"""Words about copies of copies, and what keeps them in place."""

from view.glossary.entry import Entry

ENTRIES = {
    "generation": Entry(
        "Generation",
        "One copy: a model that has learned, and what it says. Generation 0 learns from real data, "
        "generation 1 from what generation 0 said, and so on.",
        "drift",
        "the number above the cloud",
        ("S23",),
    ),
    "lineage": Entry(
        "Lineage",
        "A family line of copies, from generation 0 to the last: one run. The same experiment with "
        "another seed is another lineage.",
        "drift",
        "Many lineages",
    ),
    "model-collapse": Entry(
        "Model collapse",
        "What happens when models learn from what models before them said: over the generations "
        "they forget what the real data were like.",
        "drift",
        "any run to its end",
        ("S23", "A23"),
    ),
    "early-collapse": Entry(
        "Early collapse",
        "The first part of it: what is rare, the tails, is lost, while most still looks as ever.",
        "drift",
        "the curve tail mass, and the region that is shaded beside it",
        ("S23",),
    ),
    "late-collapse": Entry(
        "Late collapse",
        "The last part: what is left has little to do with the real data, and often hardly varies.",
        "drift",
        "the last generation of The paper's mixture",
        ("S23",),
    ),
    "sampling-error": Entry(
        "Error of sampling (statistical approximation)",
        "The first of three errors: a copy reads some samples only, and chance leaves things out. "
        "It is the one that matters most.",
        "drift",
        "the switches under The three errors",
        ("S23",),
    ),
    "expressivity-error": Entry(
        "Error of expressivity",
        "The second: the model is of a kind that cannot hold the data, as one bell cannot hold "
        "two heaps. By itself it errs once, in the first copy.",
        "drift",
        "the switches under The three errors",
        ("S23",),
    ),
    "procedure-error": Entry(
        "Error of the procedure (functional approximation)",
        "The third: learning itself falls short, because it stops too early or aims at something "
        "slightly different.",
        "drift",
        "the switches under The three errors",
        ("S23",),
    ),
    "genetic-drift": Entry(
        "Genetic drift (Wright-Fisher model)",
        "Variants of a gene become common or die out by luck alone, because each generation draws "
        "from the one before it. Dice that are counted and thrown again obey the same law.",
        "dice",
        "any run",
    ),
    "zipf": Entry(
        "Zipf's law",
        "A few words make up most of every text, and most words are rare: the tenth most common "
        "comes up about a tenth as often as the most common one.",
        "dice",
        "the experiment Words by Zipf's law",
        ("D24",),
    ),
    "missing-mass": Entry(
        "Missing mass",
        "How much of the real data is made up of things that a model no longer knows at all.",
        "dice",
        "the curve missing mass",
        ("D24",),
    ),
    "data-running-out": Entry(
        "Running out of data",
        "People write only so much. By one estimate, some time between 2026 and 2032 (80% sure) a "
        "model will be trained on about as much text as people have published in all (E24).",
        sources=("E22", "E24"),
    ),
}
"""By the name that a link calls them by."""
