"""The stock of human data against its use: what was published is met, each knob does its part."""

import csv
import io
from dataclasses import replace

import numpy as np
import pytest

from engine import BadSpec
from engine.horizon import (
    END,
    ESTIMATES,
    LEVELS,
    PUBLISHED,
    SETS,
    WORDS_PER_TOKEN,
    Assumptions,
    Figure,
    Futures,
    found,
    futures,
    met,
    quantiles,
    write_csv,
)
from engine.horizon.futures import grown
from engine.horizon.spread import NORMAL, Spread, decades

MET = met()
CLOSE = {"low": 3, "images": 3, "high": 1}
ENDED = [f for f in PUBLISHED if f.quantity == "exhausted"]
AMOUNTS = [f for f in PUBLISHED if f.quantity != "exhausted"]


def named(figure: Figure) -> str:
    return f"{figure.estimate} {figure.quantity} {figure.year or figure.median:g}"


def by_hand(stock: list[list[float]], use: list[list[float]], start: float = 2000) -> Futures:
    """Futures made to measure, from amounts."""
    years = start + np.arange(len(stock[0]))
    return Futures(years, np.log10(stock), np.log10(use))


@pytest.mark.parametrize("figure", [f for f in ENDED if f.estimate in CLOSE], ids=named)
def test_the_medians_of_2022_are_met(figure: Figure) -> None:
    ours, most = MET[figure][0], CLOSE[figure.estimate]
    apart = ours - figure.median
    assert abs(apart) <= most, f"{ours:.2f}, published {figure.median}: {apart:+.2f} of {most}"


def test_the_update_of_2024_is_met() -> None:
    stock, crossing = (
        next(f for f in PUBLISHED if f.estimate == "public" and f.quantity == quantity)
        for quantity in ("stock", "exhausted")
    )
    assert abs(MET[stock][0] / 300e12 - 1) <= 0.1, f"effective stock {MET[stock][0]:.4g}"
    assert 2027.5 <= MET[crossing][0] <= 2029.5, f"crossing at {MET[crossing][0]:.2f}"


def test_overtraining_brings_the_end_forward_by_as_much_as_was_published() -> None:
    plain, over = (f for f in ENDED if f.estimate == "public")
    ours, theirs = MET[over][0] - MET[plain][0], over.median - plain.median
    assert abs(ours - theirs) < 0.25, f"by {ours:+.2f} years, published {theirs:+g}"


@pytest.mark.parametrize("figure", [f for f in ENDED if not np.isnan(f.low)], ids=named)
def test_the_intervals_of_the_year_overlap_well(figure: Figure) -> None:
    """What both hold is at least half of what either holds."""
    _, low, high = MET[figure]
    shared = min(high, figure.high) - max(low, figure.low)
    either = max(high, figure.high) - min(low, figure.low)
    said = f"[{low:.1f}, {high:.1f}], published [{figure.low}, {figure.high}]"
    assert shared / either >= 0.5, f"{said}: {shared / either:.0%} in common"


@pytest.mark.parametrize("figure", AMOUNTS, ids=named)
def test_the_amounts_of_every_year_are_met(figure: Figure) -> None:
    """Medians to a tenth; ends of intervals to a fifth of a decade: low estimates of low-quality
    text grow faster in the paper than here."""
    ours, theirs = np.array(MET[figure]), np.array([figure.median, figure.low, figure.high])
    off = np.abs(np.log10(ours / theirs))
    assert off[0] <= np.log10(1.1), f"median {ours[0]:.3g}, published {theirs[0]:.3g}"
    ends = off[1:][~np.isnan(off[1:])]
    assert (ends <= 0.2).all(), f"{ours[1:]}, published {theirs[1:]}"


def test_what_is_said_of_the_published_amounts_is_true() -> None:
    """The middle of use passes that of low-quality text in the first half of 2030; pictures would
    last until 2046, did their growth not slow; high-quality text ends half a year earlier, did
    its estimate begin so."""
    left = {
        year: np.log10(_amount("low", "stock", year) / _amount("low", "use", year))
        for year in (2026, 2030)
    }
    crossing = 2026.5 + 4 * left[2026] / (left[2026] - left[2030])
    assert 2030 < crossing < 2030.5, f"{crossing:.2f}"
    images, high = ESTIMATES["images"], ESTIMATES["high"]
    assert 2046 <= futures(replace(images, slowing=0.0), images.usual).year() < 2047
    early = futures(replace(high, start=2022.0), high.usual).year()
    assert futures(high, high.usual).year() - early == pytest.approx(0.5)


def _amount(stock: str, quantity: str, year: int) -> float:
    (figure,) = [f for f in AMOUNTS if (f.estimate, f.quantity, f.year) == (stock, quantity, year)]
    return figure.median


def test_a_spread_has_the_quantiles_that_it_was_given() -> None:
    """Each within five standard errors of an empirical quantile, for which the density at it
    is needed: that of a normal with this side's width."""
    n, rng = 200_000, np.random.default_rng(1)
    spread = decades(5.6e13, 4.4e14, 2.0e17)
    drawn = spread.middle + spread.apart(rng, n)
    for level, value in ((0.05, spread.low), (0.5, spread.middle), (0.95, spread.high)):
        side = (value - spread.middle) or spread.high - spread.middle
        density = np.exp(-0.5 * (NORMAL[0.9] if level != 0.5 else 0) ** 2) / np.sqrt(2 * np.pi)
        error = abs(side) / NORMAL[0.9] / density * np.sqrt(level * (1 - level) / n)
        apart = (np.quantile(drawn, level) - value) / error
        assert abs(apart) < 5, f"quantile {level}: {apart:+.1f} standard errors"
    assert (drawn < spread.middle).mean() == 0.5


def test_parts_of_a_future_know_nothing_of_each_other() -> None:
    rng, spread = np.random.default_rng(2), Spread(-1, 0, 1)
    one, other = spread.apart(rng, 50_000), spread.apart(rng, 50_000)
    correlation = np.corrcoef(one, other)[0, 1] * np.sqrt(50_000)
    assert abs(correlation) < 5, f"{correlation:+.1f} standard errors"


def test_the_year_lies_where_the_lines_cross() -> None:
    drawn = by_hand([[8, 8, 8], [1, 1, 1], [9, 9, 9]], [[2, 4, 16], [2, 2, 2], [1, 1, 1]])
    assert drawn.exhausted == pytest.approx([2001.5, 2000, np.inf])
    assert drawn.year() == pytest.approx(2001.5) and drawn.year(0.95) == np.inf
    assert drawn.by(2001) == pytest.approx(1 / 3) and drawn.by(END) == pytest.approx(2 / 3)
    assert drawn.missing(2002) == pytest.approx([0.5, 0.5, 0])


def test_no_future_ends_after_the_last_year_that_is_looked_at() -> None:
    """One would in the autumn of 2100; another does in March."""
    sure, (autumn, march) = Spread(0, 0, 0), (78.3, 77.75 - 0.5)
    estimate = replace(ESTIMATES["high"], stock=sure, used=sure, pace=sure)
    for years, ended in ((autumn, np.inf), (march, estimate.start + march)):
        largest = 8.0 / 1.1**years
        assumed = replace(estimate.usual, largest=largest, use_growth=10, stock_growth=0)
        assert futures(estimate, assumed, 2).exhausted == pytest.approx(ended)


def test_what_is_said_of_the_update_is_true() -> None:
    public = ESTIMATES["public"]
    drawn = futures(public, public.usual)
    said = [round(drawn.year(level), 1) for level in (0.1, 0.5, 0.9)]
    assert said == [2027.5, 2029.0, 2031.0] and round(np.sqrt(3 * 13), 1) == 6.2
    more = futures(public, replace(public.usual, largest=13.0))
    assert round(more.year(), 1) == 2028.1


def test_without_doubt_the_year_is_that_of_the_formula() -> None:
    """Both grow by a constant factor: (log stock - log use) / (difference of the paces)."""
    sure = Spread(0, 0, 0)
    estimate = replace(ESTIMATES["public"], stock=sure, used=sure, pace=sure)
    assumed = Assumptions(2.0, 100, 0, quality=50, repetition=2, overtraining=1)
    years = np.log2(510 * 0.5 * 2 / 2.0)
    assert futures(estimate, assumed).exhausted == pytest.approx(2024 + years)


@pytest.mark.parametrize(
    ("knob", "later"),
    [
        ("largest", False),
        ("use_growth", False),
        ("stock_growth", True),
        ("quality", True),
        ("repetition", True),
        ("overtraining", False),
    ],
)
@pytest.mark.parametrize("name", ESTIMATES)
def test_each_knob_moves_every_future_one_way(name: str, knob: str, later: bool) -> None:
    estimate = ESTIMATES[name]
    low = replace(estimate.usual, quality=20)
    high = replace(low, **{knob: getattr(low, knob) * 2})
    first, then = (futures(estimate, each).exhausted for each in (low, high))
    order = then >= first if later else then <= first
    assert order.all() and (then != first).any()


def test_overtraining_takes_the_square_root_more_data() -> None:
    usual = ESTIMATES["public"].usual
    assert replace(usual, overtraining=100).used == pytest.approx(10 * usual.used)


def test_growth_that_slows_comes_to_an_end() -> None:
    years = np.array([0, 1, 2, 1000])
    assert grown(0.08, 0.0, years[:3]) == pytest.approx(np.log10(1.08) * years[:3])
    slowed = grown(0.08, 0.04, years)
    assert slowed[-1] == pytest.approx(np.log10(1.08) / 0.04)
    assert (slowed[1:3] < grown(0.08, 0.0, years[1:3])).all()


def test_use_that_does_not_grow_spares_most_futures() -> None:
    estimate = ESTIMATES["public"]
    drawn = futures(estimate, replace(estimate.usual, use_growth=0))
    assert drawn.year() == np.inf and np.isinf(drawn.exhausted).any()
    assert np.isfinite(quantiles(drawn.use)).all()


def test_the_same_assumptions_give_the_same_futures() -> None:
    estimate = ESTIMATES["images"]
    one, other = futures(estimate, estimate.usual), futures(estimate, estimate.usual)
    assert (one.exhausted == other.exhausted).all() and len(one.exhausted) == 10_000


def test_a_knob_says_what_it_does_not_admit() -> None:
    with pytest.raises(BadSpec, match="quality=101 is outside 1 to 100"):
        replace(ESTIMATES["low"].usual, quality=101)


def test_training_sets_are_counted_in_either_unit() -> None:
    first, last = SETS[0], SETS[-1]
    assert first.sized("words") == 1e9 and first.sized("tokens") == 1e9 / WORDS_PER_TOKEN
    assert last.sized("tokens") == 15e12 and last.sized("words") == 15e12 * WORDS_PER_TOKEN
    assert [each.date for each in SETS] == sorted(each.date for each in SETS)


def test_the_file_has_a_row_a_year() -> None:
    estimate, text = ESTIMATES["low"], io.StringIO()
    drawn = futures(estimate, estimate.usual, 101)
    write_csv(text, drawn)
    header, *rows = csv.reader(text.getvalue().splitlines())
    assert header[0] == "year" and len(header) == 2 + 2 * len(LEVELS)
    assert len(rows) == len(drawn.years) and rows[0][0] == "2022.5"
    assert rows[-2][0] == "2099.5" and rows[-1][0] == str(END)
    at = header.index("stock 50%")
    assert float(rows[0][at]) == pytest.approx(quantiles(drawn.stock)[2, 0], rel=1e-5)
    assert rows[0][-1] == "0" and rows[-1][-1] == "1"


def test_what_is_compared_is_the_same_quantity() -> None:
    drawn = by_hand([[10.0, 20.0]], [[1.0, 30.0]])
    assert found(Figure("low", "stock", 1, year=2001), drawn) == pytest.approx((20, 20, 20))
    assert found(Figure("low", "use", 1, year=2001), drawn) == pytest.approx((30, 30, 30))
