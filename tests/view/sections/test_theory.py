"""The section Held against theory: right where a formula applies, and silent where none does."""

from collections.abc import Callable

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from engine import settings
from engine.theory import expectation, sampled_paths
from tests.support.app import control, run, tables
from view.figures.theory import expected_figure

OpenPage = Callable[..., AppTest]
GAUSSIAN = {"preset": "small-class", "generations": "20", "samples": "50"}


def drawn(page: AppTest) -> AppTest:
    while not any("theory" in each.label for each in page.expander):
        run(page)
    return page


def test_the_figure_draws_theory_and_what_was_observed() -> None:
    made = settings(
        truth="normal:dimensions=1", model="gaussian", policy="replace", samples=50, generations=30
    )
    expected = expectation(made)
    assert expected
    seen = np.linspace(1, 0, 20)
    figure = expected_figure(expected, {"this lineage": seen})
    names = [trace.name for trace in figure.data]
    assert names == ["this lineage", "average of many, by theory", "typical lineage, by theory"]
    assert len(figure.data[0].x) == 20 and np.isnan(figure.data[0].y[-1]), "0 is on no log axis"
    np.testing.assert_allclose(figure.data[1].y, expected.average)


@pytest.mark.parametrize("policy", ["fresh", "anchor", "accumulate"])
def test_what_is_typical_is_drawn_where_no_formula_says_it(policy: str) -> None:
    """Below the average everywhere, after the first generations, for logarithms lean down."""
    made = settings(
        truth="normal:dimensions=1",
        model="gaussian:ddof=0",
        policy=policy,
        samples=10,
        generations=60,
    )
    expected, law = expectation(made), sampled_paths(np.random.default_rng(1), made, 256)
    assert expected is not None and law is not None
    figure = expected_figure(expected, {}, np.exp(law))
    average, typical = figure.data
    assert "average" in average.name and typical.name.endswith("drawn from the exact law")
    assert all(typical.y[10:] < average.y[10:])


def test_nothing_is_drawn_twice() -> None:
    made = settings(truth="normal:dimensions=1", model="gaussian", policy="replace", generations=10)
    expected, law = expectation(made), sampled_paths(np.random.default_rng(1), made, 9)
    assert expected is not None and law is not None
    assert len(expected_figure(expected, {}, np.exp(law)).data) == 2


@pytest.mark.slow
def test_one_lineage_is_not_judged(open_page: OpenPage) -> None:
    page = drawn(open_page(**GAUSSIAN))
    assert not tables(page)
    assert any("One lineage tells nothing" in text.value for text in page.caption)
    assert len(page.get("latex")) >= 1


@pytest.mark.slow
def test_many_lineages_are_consistent_with_theory(open_page: OpenPage) -> None:
    page = drawn(open_page(**GAUSSIAN, truth="normal:dimensions=1", lineages="40"))
    while not tables(page):
        run(page)
    assert set(tables(page)[0]["verdict"]) == {"\u2713 consistent"}


@pytest.mark.slow
def test_where_nobody_knows_a_formula_the_page_says_so(open_page: OpenPage) -> None:
    page = drawn(open_page(generations="10", samples="20"))
    assert any("knows no formula" in text.value for text in page.caption)
    assert not tables(page)
    (button,) = [each for each in page.button if "has one" in each.label]
    button.click()
    drawn(run(page))
    assert control(page, "selectbox", "model").value == "gaussian" and page.get("latex")
