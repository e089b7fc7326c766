"""Four estimates of a stock of human data: three of 2022, and their update of 2024."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.horizon.assumptions import Assumptions
from engine.horizon.spread import Spread, decades

E22 = "Villalobos et al. 2022, arXiv 2211.04325v1"
E24 = "Villalobos et al. 2024, arXiv 2211.04325v2"

MIDDLE_OF_2022 = 2022.5
"""E22's table says of a year only its name. Taken as the middle of the year, its medians cross
where it says that high-quality text and images run out; taken as the beginning, half a year
earlier."""


@dataclass(frozen=True)
class Estimate:
    """What is usually assumed about a stock, and how unsure each part of it is.

    The spreads are the published intervals. They lend their width only: the middle is what the
    assumptions say.
    """

    label: str
    help: str
    stock_name: str
    unit: str
    source: str
    start: float
    raw: float
    """All there is at the start, good or not, read once."""

    stock: Spread
    """Of the effective stock, in decades."""

    used: Spread
    """Of the largest training set at the start, in decades."""

    pace: Spread
    """Of the growth of use, in decades a year."""

    slowing: float
    """The part of its growth that the stock's growth loses in each year."""

    usual: Assumptions

    remark: str
    """Where what comes out differs from what was published, and why."""


_CERTAIN = Spread(0, 0, 0)
_WORDS_A_YEAR = Spread(0.265, 0.3285, 0.392)
_ONCE = {"quality": 100, "repetition": 1, "overtraining": 1}

ESTIMATES: Mapping[str, Estimate] = {
    "public": Estimate(
        "All public text, 2024",
        "What people have written on the open web, less what is not good enough, and counted as "
        "often as it can be read with profit.",
        "public text",
        "tokens",
        E24,
        2024.0,
        510e12,
        decades(100e12, 300e12, 1000e12),
        decades(3e12, 6.2e12, 13e12),
        Spread(0.269, 0.371, 0.483, mass=0.95),
        0.0,
        Assumptions(6.2, 135, 8, quality=20, repetition=3, overtraining=1),
        "On the indexed web there are 510 trillion tokens, of which the paper takes 10 to 40% as "
        "good enough. A fifth of them, read three times, make the published effective stock; how "
        "the two share in it is a choice made here. The paper names years without fractions, and "
        "2024 is taken as its beginning. Half of the futures end about a year later here (2029.0) "
        "than the published 2028, and the range is narrower (eight in ten: 2027.5 to 2031 against "
        "2026 to 2032), because the paper's own model is not rebuilt here. The middle of the "
        "largest training set, 6.2 trillion, is a choice made here too: the geometric middle of "
        "the published 3 to 13 trillion, taken as a nine-in-ten range. With 13 trillion, half of "
        "the futures have ended by 2028.1. Five times overtraining brings the end forward by one "
        "year here as there.",
    ),
    "low": Estimate(
        "Low-quality text, 2022",
        "Everything that people have put into writing on the internet, chats and comments too.",
        "low-quality text",
        "words",
        E22,
        MIDDLE_OF_2022,
        4.4e14,
        decades(5.6e13, 4.4e14, 2.0e17),
        _CERTAIN,
        _WORDS_A_YEAR,
        0.04,
        Assumptions(2.0, 113, 8, **_ONCE),
        "The published year is later than the published amounts: in the paper's own table the "
        "middle of use passes the middle of the stock before the middle of 2030. There, low "
        "estimates of the stock grow faster than high ones; here all grow alike, at first by 8% a "
        "year, of which a twenty-fifth is lost in each year.",
    ),
    "high": Estimate(
        "High-quality text, 2022",
        "What somebody has looked over: books, papers, news, encyclopedias and the like.",
        "high-quality text",
        "words",
        E22,
        MIDDLE_OF_2022,
        8.0e12,
        decades(4.7e12, 8.0e12, 1.6e13),
        _CERTAIN,
        _WORDS_A_YEAR,
        0.0,
        Assumptions(2.0, 113, 4, **_ONCE),
        "The paper names only the years of these amounts. Taken as the middle of each year, they "
        "meet when the paper says; taken as its beginning, half a year earlier.",
    ),
    "images": Estimate(
        "Images, 2022",
        "Photographs and other pictures on the internet.",
        "pictures",
        "images",
        E22,
        MIDDLE_OF_2022,
        3.8e12,
        decades(7.9e11, 3.8e12, 1.8e13),
        _CERTAIN,
        Spread(0.096, 0.1645, 0.233),
        0.04,
        Assumptions(0.0031, 46, 8, **_ONCE),
        "The stock grows at first by 8% a year, of which a twenty-fifth is lost in each year: so "
        "the published amounts are met until 2040. They meet somewhat before the published year; "
        "would the growth not slow, half of the futures would last until 2046.",
    ),
}
