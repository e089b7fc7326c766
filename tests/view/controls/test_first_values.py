"""A widget says with each drawing what it says by now: a browser that has missed the word of the
session, for the run that said it was overtaken, shows that and no lowest value."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.support.app import NAVIGATION, at

KINDS = ("slider", "select_slider", "selectbox", "number_input", "text_input", "toggle", "radio")
GROUPS = ("button_group", "multiselect")
LINKS = {
    "drift": "truth=blobs:k=5&model=gmm:components=4&samples=150&generations=50&lineages=5",
    "dice": "truth=dice:faces=8&generations=50&samples=30",
    "remedies": "generations=50&samples=30&policies=replace,fresh:share=0.25",
    "horizon": "stock=text",
    "map": "x=samples=10&y=policy.fresh.rows=0,2&generations=30&lineages=2&colour=half&cell=10,2",
    "lesson": "step=3",
}


def first_values(page: AppTest) -> dict[str, tuple[Any, Any]]:
    """What each widget with a key says, and its first value as the browser is told."""
    found: dict[str, tuple[Any, Any]] = {}
    for kind in KINDS:
        for one in page.get(kind):
            if one.key:
                options = list(getattr(one, "options", ()))
                said: Any = one.index if kind in ("selectbox", "radio") else one.value
                if kind == "select_slider":
                    said = [options.index(one.format_func(one.value))]
                told = one.proto.default
                plain = isinstance(told, int | float | str | bool)
                told = told if plain else list(told)
                found[one.key] = (said if plain or kind == "select_slider" else [said], told)
    for kind in GROUPS:
        for one in page.get(kind):
            if one.key:
                found[one.key] = list(one.indices), list(one.proto.default)
    return found


@pytest.mark.parametrize("name", LINKS)
def test_a_widget_is_first_what_it_is_now(name: str) -> None:
    page = at(AppTest.from_file(NAVIGATION, default_timeout=120), name)
    for part in LINKS[name].split("&"):
        key, _, value = part.partition("=")
        page.query_params[key] = value
    page.run()
    page.run()
    assert not page.exception
    values = first_values(page)
    assert len(values) >= 2, "the page has widgets"
    assert {key: one for key, one in values.items() if one[0] != one[1]} == {}
