"""Sentences about the years to come, computed from the futures that were drawn."""

from math import floor, isinf

import numpy as np

from engine.horizon import END, WORDS_PER_TOKEN, Assumptions, Estimate, Futures
from engine.policies.fresh import Fresh
from view.captions.claim import Claim, Number
from view.captions.format import amount, listed, percent, times

FAR = 2060
"""A year that many of those who read this will live to see."""

HARDLY = 1e-3
"""Powers of ten a year: slower growth is none."""

LATER = 2
"""Years after the end of the stock for which is said what would then be missing."""


def headline(estimate: Estimate, drawn: Futures) -> Claim:
    """By when half of the futures have used the stock up."""
    middle, stock = drawn.year(), estimate.stock_name
    if isinf(middle):
        said = f"most futures have not used up all {stock} by {END}."
    elif middle <= drawn.years[0]:
        said = f"most futures use more than all {stock} from the start."
    else:
        when = f"{_part(middle)} {floor(middle)}"
        said = f"half of the futures have used up all {stock} by {when}."
    return Claim("stock used up", f"With these numbers, {said}", numbers={"year": middle})


def _part(year: float) -> str:
    """Which third of it a moment lies in."""
    return ("early", "the middle of", "late")[int(3 * (year - floor(year)))]


def growth(estimate: Estimate, assumed: Assumptions, drawn: Futures) -> Claim:
    """How far apart the two begin, and how soon use is tenfold."""
    stock, use = (10 ** float(np.median(rows[:, 0])) for rows in (drawn.stock, drawn.use))
    pace = float(np.median(drawn.use[:, 1] - drawn.use[:, 0]))
    began = floor(drawn.years[0])
    when = "At the beginning" if began == drawn.years[0] else "In the middle"
    years = f"{1 / pace:.1f}".removesuffix(".0") if pace > HARDLY else ""
    tokens = "tokens (words, or pieces of words)" if estimate.unit == "tokens" else estimate.unit
    return Claim(
        "stock and use",
        f"{when} of {began} the stock{_counted(assumed)} is {times(stock / use)} "
        f"{_compared(estimate, assumed)}: {amount(stock)} {tokens} against {amount(use)}."
        f"{f' But training sets grow tenfold in {years} years.' if years else ''} The light bands "
        "hold nine in ten of the futures, the dark ones half, the lines the middle. A trillion is "
        "a million million, a quadrillion a thousand trillion.",
        numbers={"stock": stock, "use": use, "decades a year": pace},
    )


def _compared(estimate: Estimate, assumed: Assumptions) -> str:
    """What the stock is held against: the paper's number, or one that was chosen."""
    published = assumed.largest == estimate.usual.largest
    largest = f"the largest training set, as {'the paper has it' if published else 'set here'}"
    if assumed.overtraining == 1:
        return largest
    return f"what {largest}, would be if overtrained {assumed.overtraining} times"


def _counted(assumed: Assumptions) -> str:
    """What of it counts, and how often."""
    parts = [f"only the {assumed.quality}% that are good enough"] if assumed.quality < 100 else []
    parts += [f"{assumed.repetition} readings"] if assumed.repetition > 1 else []
    return f", counting {listed(parts)}," if parts else ""


def exhaustion(drawn: Futures) -> Claim:
    """When it runs out, how sure that is, and how many futures are spared for long."""
    low, high = drawn.year(0.05), drawn.year(0.95)
    spared = 1 - drawn.by(FAR)
    numbers: dict[str, Number] = {"low": low, "high": high, "spared": spared}
    if isinf(low):
        words = f"Less than one future in twenty runs out by {END}."
        return Claim("years of exhaustion", words, numbers=numbers, certainty=0.9)
    said = f"Nine in ten futures run out between {floor(low)} and"
    if isinf(high):
        said = f"One future in twenty runs out by {floor(low)}, at least one in twenty lasts beyond"
    rest = f"{percent(spared)} do not run out before {FAR}" if spared else f"None lasts until {FAR}"
    words = f"{said} {END if isinf(high) else floor(high)}. {rest}."
    return Claim("years of exhaustion", words, numbers=numbers, certainty=0.9)


def short_of(drawn: Futures) -> Claim:
    """How much would be missing a while after the stock has run out."""
    if isinf(drawn.year()):
        words = f"In most of these futures people write enough until {END}."
        return Claim("written by machines", words, numbers={"missing": 0.0})
    year = min(floor(drawn.year()) + LATER, END)
    missing = float(np.median(drawn.missing(year)))
    return Claim(
        "written by machines",
        f"If training sets went on growing and machines wrote what is missing, then in {year} half "
        f"of these futures would read at least {percent(missing)} machine-made data.",
        numbers={"missing": missing, "year": year},
    )


def converted(unit: str) -> str:
    """What the dots have in common with the bands, and which of them were counted otherwise."""
    if unit not in ("words", "tokens"):
        return ""
    other = "words" if unit == "tokens" else "tokens"
    return (
        f"Each dot is what one model has read. Hollow dots were published in {other}, and are "
        f"converted: a token is a word or a piece of one, {WORDS_PER_TOKEN} words on average "
        "in English."
    )


def question(human: float, samples: int) -> str:
    """What is asked next, with the share that was chosen, and what it is of so many samples."""
    if human == 1:
        return "If machines write none of it, the next model reads only what people have made."
    if human == 0:
        return "If machines write all of it, the next model reads only what models have said."
    return (
        f"If machines write {percent(1 - human)} of it, the next model reads {percent(human)} new "
        f"human data and for the rest what models have said. What does that share do, read over "
        "and over? The page What helps runs it beside a model that reads only what the last one "
        "said. "
        f"{_there(human, samples)}"
    )


def _there(human: float, samples: int) -> str:
    """What a share is where it is tried, in whole samples."""
    rows = Fresh(share=human).part(samples)
    if not rows:
        return (
            f"Of its {samples:,} samples in each generation that is less than half of one, so "
            "nothing human comes in there, unless you take more samples."
        )
    are = "is" if rows == 1 else "are"
    return f"Of its {samples:,} samples in each generation {rows:,} {are} then new human data."
