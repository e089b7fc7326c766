"""Words about machines that learn, and about how one judges them."""

from view.glossary.entry import Entry

ENTRIES = {
    "model": Entry(
        "Model",
        "A machine that has learned from samples what a distribution is like, and can draw new "
        "samples that look like them.",
        "drift",
        "the choice Model",
    ),
    "fit": Entry(
        "Fit",
        "To choose the numbers inside a model so that it suits the samples it reads as well as it "
        "can; also the result.",
        "drift",
        "the audit of each generation",
    ),
    "neural-network": Entry(
        "Neural network",
        "Many small sums in layers, whose numbers are adjusted until the answers fit.",
        "digits",
        "the experiment Ten digits",
    ),
    "vae": Entry(
        "Variational autoencoder (VAE)",
        "A pair of neural networks: one squeezes each picture into a few numbers, the other draws "
        "it again from these. To make a new picture, the second one is handed numbers at random.",
        "digits",
        "the experiment Ten digits",
        ("S23",),
    ),
    "latent-code": Entry(
        "Code, or latent code",
        "The few numbers into which such a pair of networks squeezes a picture. Codes that lie "
        "close together give pictures that look alike.",
        "digits",
        "the latent plane",
        ("S23",),
    ),
    "n-gram": Entry(
        "n-gram",
        "The simplest machine that writes: it counts which word followed the last one or two, and "
        "draws the next word by these counts.",
        "language",
        "the experiment Three words at a time",
    ),
    "transformer": Entry(
        "Transformer",
        "The kind of neural network behind chat programs: to foretell the next word, it weighs all "
        "the words before it.",
        "language",
        "the experiment A transformer",
        ("S23",),
    ),
    "perplexity": Entry(
        "Perplexity",
        "How surprised a model of language is by a text: about how many words it hesitates between "
        "at each step. Low means that it finds the text ordinary.",
        "language",
        "How surprising each generation's text is",
        ("S23",),
    ),
    "coverage": Entry(
        "Coverage, or recall",
        "The share of the real data that lies within a model's reach. It falls when a model "
        "forgets a part of the world.",
        "digits",
        "the curve real digits still drawn",
    ),
    "precision": Entry(
        "Precision",
        "The share of what a model draws that looks like something real. A model can be precise "
        "and dull: everything it draws is fine, and all of it is alike.",
        "digits",
        "the metric precision",
    ),
    "metric": Entry(
        "Metric",
        "A number that says how a generation is doing, such as its variance or how many words it "
        "still uses. No single one tells everything.",
        "drift",
        "under Any metric",
    ),
}
"""By the name that a link calls them by."""
