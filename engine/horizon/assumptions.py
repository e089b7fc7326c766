"""What a forecast of the stock and of its use takes for granted: six numbers, each a knob."""

from math import log10, sqrt

from engine.knobs import kind, knob

TRILLION = 1e12


@kind("Assumptions", "The middle of what is assumed; how unsure it is comes with the estimate.")
class Assumptions:
    """Medians; percentages are of one year, or of what there is. The defaults are E24's."""

    largest: float = knob(
        6.2,
        0.001,
        100.0,
        label="Largest training set, in trillions",
        help="Of words, tokens or images: what the largest model read at the start of the "
        "estimate. Every later year is counted from here.",
        logarithmic=True,
        basic=True,
    )
    use_growth: int = knob(
        135,
        0,
        400,
        label="Growth of use, % a year",
        help="How fast training sets grow. 100% is a doubling every year; with "
        "0% the middle future stands still, and others grow or shrink.",
        basic=True,
    )
    stock_growth: int = knob(
        8,
        0,
        40,
        label="Growth of the stock, % a year",
        help="How fast people add to what there is. For low-quality text and images, in the "
        "estimates of 2022, this growth slows down over the years, as fewer people are new to the "
        "internet.",
        basic=True,
    )
    quality: int = knob(
        20,
        1,
        100,
        label="Good enough, in %",
        help="How much of all there is can be learned from with profit. 100% keeps everything "
        "that the estimate has counted, which for high-quality text are only books, papers, "
        "news and the like.",
        basic=True,
    )
    repetition: int = knob(
        3,
        1,
        16,
        label="Readings of the same data",
        help="How often a model can read the same data with profit: the stock lasts as if it "
        "were so many times as large. Later readings teach less than the first.",
        basic=True,
    )
    overtraining: int = knob(
        1,
        1,
        100,
        label="Overtraining, times",
        help="How many times more data for each of the model's numbers than makes the best of the "
        "computing power. The model is then smaller and cheaper to run. With the same computing "
        "power the data grow by the square root: 100 times overtrained means 10 times the data.",
        logarithmic=True,
        basic=True,
    )

    @property
    def used(self) -> float:
        """The largest training set at the start, in words, tokens or images.

        Computing power goes as size times data, so that at the same power a ratio of data to size
        that is k times as large takes sqrt(k) times the data.
        """
        return self.largest * TRILLION * sqrt(self.overtraining)

    def usable(self, raw: float) -> float:
        """How long a raw stock lasts: as if it were so large."""
        return raw * self.quality / 100 * self.repetition

    @property
    def pace(self) -> float:
        """Growth of use, in powers of ten a year."""
        return log10(1 + self.use_growth / 100)
