"""The page Horizon: every knob, the link, what is said and drawn, and the way to Remedies."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from engine.horizon import END, ESTIMATES, SETS, Assumptions, Futures, futures
from engine.knobs import knobs_of
from tests.support.app import at, control, query, run, tables, turned_to
from view import state
from view.captions.format import amount
from view.horizon import captions, published_figures
from view.horizon.figures import BESIDE, LANDMARKS, course_figure, exhaustion_figure
from view.horizon.link import FIRST, Outlook, from_query, to_query, usual

OpenPage = Callable[..., AppTest]
SLIDERS = ("use_growth", "stock_growth", "quality", "repetition")
STEPS = ("largest", "overtraining")


def shown(page: AppTest) -> Outlook:
    outlook: Outlook = page.session_state["pages"]["horizon"]
    return outlook


def usually(stock: str, **changed: Any) -> Futures:
    estimate = ESTIMATES[stock]
    values = {name: getattr(estimate.usual, name) for name in knobs_of(Assumptions)}
    return futures(estimate, Assumptions(**values | changed))


def followed(page: AppTest) -> AppTest:
    """As by a click on the link at the end of the page."""
    (link,) = page.get("page_link")
    assert link.proto.page == "what-helps"
    page.query_params.clear()
    page.query_params.update(dict(parse_qsl(link.proto.query_string)))
    return run(at(page, "remedies"))


def test_the_page_opens_with_the_update_and_what_was_published(open_page: OpenPage) -> None:
    page = open_page("horizon")
    assert "all public text by early 2029" in page.header[0].value
    assert len(page.get("plotly_chart")) == 2 and not page.warning and not query(page)
    assert tables(page)[0]["difference"] == [
        "+1.0 years",
        "+1.0 years",
        "+2%",
        "-1.6 years",
        "0.0 years",
        "-1.8 years",
    ]


@pytest.mark.slow
def test_whoever_reads_this_watches_no_run(open_page: OpenPage) -> None:
    page = open_page("drift", samples="60", generations="20")
    assert state.store()._watched
    page = turned_to(page, "horizon")
    assert not state.store()._watched


@pytest.mark.parametrize("stock", [name for name in ESTIMATES if name != FIRST.stock])
def test_every_stock_is_one_press_away(open_page: OpenPage, stock: str) -> None:
    """It is as it was published, but for the knobs that one has turned."""
    page = open_page("horizon", quality="35", machine="20")
    control(page, "button_group", "stock").select(stock)
    run(page)
    assert query(page) == {"stock": stock, "quality": "35", "machine": "20"}
    assert control(page, "slider", f"{stock}:quality").value == 35
    assert control(page, "slider", "machine").value == 20
    assert ESTIMATES[stock].stock_name in page.header[0].value
    assert control(page, "slider", f"{stock}:use_growth").value == ESTIMATES[stock].usual.use_growth
    assert any("second forecast" in caption.value for caption in page.caption)


@pytest.mark.parametrize("stock", ["public", "images"])
def test_every_knob_at_both_ends(open_page: OpenPage, stock: str) -> None:
    page = open_page("horizon", stock=stock)
    for name in SLIDERS:
        slider = control(page, "slider", f"{stock}:{name}")
        for value in (slider.min, slider.max):
            control(page, "slider", f"{stock}:{name}").set_value(value)
            run(page)
            assert getattr(shown(page).assumed, name) == value
            assert from_query(query(page)) == (shown(page), [])
    for name in STEPS:
        for end in (0, -1):
            steps = control(page, "select_slider", f"{stock}:{name}")
            written = steps.options[end]
            steps.set_value(type(steps.value)(written))
            run(page)
            assert getattr(shown(page).assumed, name) == float(written)
    for share in (0, 100):
        control(page, "slider", "machine").set_value(share)
        assert query(run(page))["machine"] == str(share)


def test_all_is_taken_back_with_one_press(open_page: OpenPage) -> None:
    page = open_page("horizon", stock="high", repetition="4", largest="0.5")
    (back,) = [button for button in page.button if "published" in button.label]
    back.click()
    run(page)
    assert shown(page) == usual("high") and query(page) == {"stock": "high"}
    assert control(page, "slider", "high:repetition").value == 1
    (back,) = [button for button in page.button if "published" in button.label]
    assert back.disabled


def test_a_bad_link_is_told_and_the_rest_holds(open_page: OpenPage) -> None:
    page = open_page("horizon", stock="hihg", quality="300", repetition="5", qualty="3")
    said = " ".join(warning.value for warning in page.warning)
    assert len(page.warning) == 3
    assert "did you mean high" in said and "outside 1 to 100" in said
    assert shown(page).assumed.repetition == 5 and shown(page).stock == FIRST.stock
    control(page, "slider", "public:quality").set_value(50)
    assert not run(page).warning, "what was wrong is past"


@pytest.mark.parametrize("stock", ESTIMATES)
def test_an_outlook_travels_in_a_link(stock: str) -> None:
    plain = usual(stock)
    turned = Outlook(stock, Assumptions(0.7, 90, 3, quality=40, repetition=2, overtraining=5), 80)
    for outlook in (plain, turned):
        assert from_query(to_query(outlook)) == (outlook, [])
    assert set(to_query(plain)) <= {"stock"}


@pytest.mark.slow
def test_the_link_carries_the_share_into_remedies(open_page: OpenPage) -> None:
    page = open_page("horizon", machine="70")
    remedies = followed(page)
    assert control(remedies, "multiselect", "policies").value == ["replace", "fresh:share=0.3"]
    assert not remedies.warning


@pytest.mark.slow
def test_who_was_on_remedies_arrives_at_the_linked_share_too(open_page: OpenPage) -> None:
    """And finds all else as it was left there."""
    page = open_page("remedies", samples="50", generations="20", seed="3", policies="accumulate")
    page = turned_to(page, "horizon")
    control(page, "slider", "machine").set_value(80)
    remedies = followed(run(page))
    assert query(remedies)["policies"] == "replace;fresh:share=0.2"
    assert control(remedies, "multiselect", "policies").value == ["replace", "fresh:share=0.2"]
    chosen = remedies.session_state["pages"]["remedies"].settings
    assert (chosen.samples, chosen.generations, chosen.seed) == (50, 20, 3)
    control(remedies, "multiselect", "policies").set_value(["replace"])
    run(remedies)
    assert query(remedies)["policies"] == "replace", "the link has done its part"
    again = turned_to(turned_to(remedies, "horizon"), "remedies")
    assert control(again, "multiselect", "policies").value == ["replace"]
    assert shown(again).machine == 80


@pytest.mark.parametrize("share", [0, 100])
@pytest.mark.slow
def test_all_or_nothing_from_machines_is_a_policy_too(open_page: OpenPage, share: int) -> None:
    page = followed(open_page("horizon", machine=str(share)))
    human = (100 - share) / 100
    assert query(page)["policies"] == f"replace;fresh:share={human}" and not page.warning


def test_the_headline_says_what_the_draws_say() -> None:
    public = ESTIMATES["public"]
    never = usually("public", use_growth=0)
    assert f"not used up all public text by {END}" in captions.headline(public, never).words
    assert "less than one" in captions.exhaustion(_sure(np.inf)).words.lower()
    over = usually("public", largest=100.0, quality=1)
    assert "from the start" in captions.headline(public, over).words
    assert "half" in captions.headline(public, usually("public")).words


def _sure(year: float) -> Futures:
    """One future, which ends in this year, or never."""
    years = np.arange(2000, END + 1)
    left = np.minimum(year - years, 1e3)[None]
    return Futures(years.astype(float), left, np.zeros_like(left))


def test_what_lasts_long_is_said() -> None:
    images = captions.exhaustion(usually("images")).words
    spared = 1 - usually("images").by(captions.FAR)
    assert f"{100 * spared:.2g}% do not run out before {captions.FAR}" in images
    assert captions.exhaustion(_sure(2010.5)).words.startswith(
        "Nine in ten futures run out between 2010"
    )
    assert f"lasts beyond {END}" in captions.exhaustion(usually("images", use_growth=15)).words


def test_how_far_apart_they_begin_is_said_in_the_knobs_own_numbers() -> None:
    low, public = ESTIMATES["low"], ESTIMATES["public"]
    said = captions.growth(low, low.usual, usually("low")).words
    assert "In the middle of 2022 the stock is 220 times the largest training set, as the" in said
    assert "440 trillion words against 2 trillion" in said and "tenfold in 3 years" in said
    said = captions.growth(public, public.usual, usually("public")).words
    assert "counting only the 20% that are good enough and 3 readings, is 49 times" in said
    assert said.startswith("At the beginning of 2024") and "as the paper has it: 306" in said
    still = Assumptions(6.2, 0, 8, quality=100, repetition=1, overtraining=1)
    said = captions.growth(public, still, futures(public, still)).words
    assert "tenfold" not in said and "counting" not in said


def test_a_training_set_that_nobody_had_is_called_so() -> None:
    """Overtrained or chosen, it is not what the paper has."""
    public = ESTIMATES["public"]
    over = replace(public.usual, overtraining=100)
    said = captions.growth(public, over, futures(public, over)).words
    assert "as the paper has it, would be if overtrained 100 times: 306 trillion" in said
    assert "against 62 trillion" in said
    chosen = replace(public.usual, largest=15.0)
    said = captions.growth(public, chosen, futures(public, chosen)).words
    assert "the largest training set, as set here: 306" in said and "paper" not in said


def test_what_would_be_missing_grows_after_the_end() -> None:
    assert (
        "in 2012 half of these futures would read at least 97%"
        in captions.short_of(_sure(2010.5)).words
    )
    assert "write enough" in captions.short_of(_sure(np.inf)).words


def test_every_published_number_has_one_beside_it() -> None:
    met = state.horizon_met()
    assert len(published_figures.summary(met)["stock"]) == 6
    for stock in ESTIMATES:
        rows = published_figures.by_year(met, stock)
        assert len({len(column) for column in rows.values()}) == 1 and rows["year"]
    assert published_figures.by_year(met, "high")["published"][0] == (
        "8 trillion (4.7 trillion to 16 trillion)"
    )


def test_large_numbers_are_words() -> None:
    said = [amount(n) for n in (999.6e9, 306e12, 4.4e14, 2e17, 1.6e18, 1e24, 3.1e9, 12.0)]
    assert said == [
        "1 trillion",
        "306 trillion",
        "440 trillion",
        "200 quadrillion",
        "1,600 quadrillion",
        "1,000,000,000 quadrillion",
        "3.1 billion",
        "12",
    ]


@pytest.mark.parametrize("stock", ESTIMATES)
def test_both_figures_stand_on_the_same_years(stock: str) -> None:
    estimate, drawn = ESTIMATES[stock], usually(stock)
    course, ends = course_figure(estimate, drawn), exhaustion_figure(estimate, drawn)
    assert course.layout.xaxis.range == ends.layout.xaxis.range
    assert course.layout.margin.l == ends.layout.margin.l
    first, last = course.layout.xaxis.range
    assert first < drawn.year(0.05) and drawn.year(0.95) < last
    shares = np.array(ends.data[0].y)
    assert shares.sum() == pytest.approx(drawn.by(END))


def test_dots_are_in_the_unit_of_the_bands() -> None:
    """A set that was published in the other unit is converted, and hollow."""
    sizes = {}
    for stock in ("public", "low"):
        (dots,) = [
            t
            for t in course_figure(ESTIMATES[stock], usually(stock)).data
            if t.text and t.mode == "markers+text"
        ]
        hollow = {
            s.model
            for s, symbol in zip(SETS, dots.marker.symbol, strict=True)
            if symbol.endswith("open")
        }
        assert hollow == {s.model for s in SETS if s.unit != ESTIMATES[stock].unit}
        sizes[stock] = np.array(dots.y)
    assert sizes["public"] == pytest.approx(sizes["low"] / 0.75)
    pictures = course_figure(ESTIMATES["images"], usually("images"))
    assert not any(trace.mode == "markers+text" for trace in pictures.data)


@pytest.mark.parametrize(
    ("changed", "named"), [({}, set(BESIDE)), ({"use_growth": 25}, set(LANDMARKS))]
)
def test_names_find_room_on_a_phone(changed: dict[str, int], named: set[str]) -> None:
    """No two names of dots overlap where the figure is as wide as a small phone leaves it."""
    figure = course_figure(ESTIMATES["low"], usually("low", **changed))
    (dots,) = [trace for trace in figure.data if trace.mode == "markers+text"]
    boxes = [_box(figure, dots, at) for at in range(len(dots.x)) if dots.text[at]]
    assert {text for text in dots.text if text} == named
    for n, (left, right, low, high) in enumerate(boxes):
        assert left >= -2, "cut off"
        for other in boxes[:n]:
            apart = left >= other[1] or right <= other[0] or low >= other[3] or high <= other[2]
            assert apart, f"{boxes[n]} and {other} overlap"


def _box(figure: Any, dots: Any, at: int) -> tuple[float, float, float, float]:
    """Where a name lies, in pixels; a letter of 11 px is about 5.6 px wide and 9 high."""
    width, height = 358 - 76 - 16, 460 - 40 - 40
    (first, last), (low, high) = figure.layout.xaxis.range, figure.layout.yaxis.range
    x = (dots.x[at] - first) / (last - first) * width
    y = (np.log10(dots.y[at]) - low) / (high - low) * height
    across, vertical, side = 5.6 * len(dots.text[at]), *dots.textposition[at].split()
    left = {"left": x - 6 - across, "right": x + 6, "center": x - across / 2}[side]
    base = {"middle": y - 4.5, "top": y + 6, "bottom": y - 15}[vertical]
    return left, left + across, base, base + 9


def test_what_is_asked_next_names_the_share() -> None:
    assert "reads 30% new human data" in captions.question(0.3, 200)
    assert "only what people" in captions.question(1.0, 200)
    assert "only what models" in captions.question(0.0, 200)


@pytest.mark.parametrize(
    ("human", "samples", "said"),
    [
        (0.3, 200, "Of its 200 samples in each generation 60 are then new human data."),
        (0.01, 50, "Of its 50 samples in each generation 1 is then new human data."),
        (0.01, 20, "that is less than half of one, so nothing human comes in there, unless"),
    ],
)
def test_what_is_handed_over_is_said_in_samples(human: float, samples: int, said: str) -> None:
    assert said in captions.question(human, samples)
