"""The first page asks, shows its film, and leads on."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.support.app import control, opening, players, run
from view.page_files import ADDRESSES, PAGES, TITLES, address_of, path_of
from view.start.page import GUESSES, WAYS, Way

OpenPage = Callable[..., AppTest]


def test_it_asks_before_it_shows_and_leads_on(open_page: OpenPage) -> None:
    page = open_page("start")
    (still,) = [opening(each) for each in players(page)]
    assert still["brief"] and not still["autoplay"]
    control(page, "button", GUESSES[1]).click()
    run(page)
    (film,) = [opening(each) for each in players(page)]
    assert film["autoplay"] and not film["brief"]
    assert any(GUESSES[1] in said.value for said in page.markdown)
    links = [each.proto.label for each in page.get("page_link")]
    assert links == [way.label for _, ways in WAYS.values() for way in ways]


def test_every_page_has_a_title_and_an_address_of_its_own() -> None:
    assert sorted(TITLES) == sorted(PAGES)
    assert len(ADDRESSES) == len(TITLES) == len(set(TITLES.values()))
    assert address_of("remedies") == "what-helps" and address_of("start") == ""


@pytest.mark.parametrize("way", [way for _, ways in WAYS.values() for way in ways])
def test_every_way_leads_somewhere(way: Way) -> None:
    assert path_of(way.page).is_file()
