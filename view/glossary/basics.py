"""Words of statistics, as everyone needs them."""

from view.glossary.entry import Entry

ENTRIES = {
    "sample": Entry(
        "Sample",
        "One thing that was drawn at random: a point, a throw of a die, a picture, a block of "
        "words. The fewer samples one has, the less they say about where they came from.",
        "drift",
        "the knob Samples a generation",
    ),
    "distribution": Entry(
        "Distribution",
        "Which values are possible, and how often each comes up. A die has one: six faces, one "
        "in six each.",
        "dice",
        "the bars",
    ),
    "gaussian": Entry(
        "Gaussian, or normal distribution",
        "The bell-shaped distribution: most values lie near the middle, and they get rare quickly "
        "towards both sides. Its middle and its width say everything about it.",
        "drift",
        "the experiment A class of fifty",
    ),
    "tail": Entry(
        "Tail",
        "The rare part of a distribution, far from where most values lie. Here it is the region "
        "where real data are least likely and 5% of them lie.",
        "drift",
        "the curve tail mass, and the region that is shaded beside it",
        ("S23", "D24"),
    ),
    "variance": Entry(
        "Variance",
        "How far values spread: the average of their squared distances from the middle. Its "
        "square root, the standard deviation, is a width in the data's own unit. No variance "
        "means that all values are the same.",
        "drift",
        "the curve variance",
        ("S23",),
    ),
    "mixture": Entry(
        "Mixture",
        "Several bell-shaped clouds, each with its place, shape and share, added up to one "
        "distribution.",
        "drift",
        "the experiment The paper's mixture",
        ("S23",),
    ),
    "mean-median": Entry(
        "Mean and median",
        "Two kinds of middle. The mean, or average, adds up all values and divides; a single huge "
        "one pulls it up. The median has half of the values below it and half above. Where a few "
        "lineages grow and most shrink, the mean can stay put while the median goes to nothing.",
        "drift",
        "Many lineages",
        ("S23",),
    ),
    "seed": Entry(
        "Seed",
        "A number from which a computer makes its chance. The same seed gives the same run, on "
        "the same kind of processor to the last digit; another seed is other luck.",
        "drift",
        "the knob Seed",
    ),
    "diversity": Entry(
        "Diversity",
        "The chance that two throws of the same die differ. It is highest where all faces are "
        "equally common, and 0 where only one is left.",
        "dice",
        "the curve diversity",
    ),
    "entropy": Entry(
        "Entropy",
        "How surprising a distribution is, on average, in bits: how many questions with the answer "
        "yes or no one needs to find out what came up.",
        "language",
        "Variety of its words",
    ),
}
"""By the name that a link calls them by."""
