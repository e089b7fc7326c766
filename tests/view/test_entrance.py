"""The HTML around all pages goes out with our watch over it, and nothing else is touched."""

import re
from pathlib import Path

import pytest
import streamlit
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from tests.support.http import Answer, asked
from view.entrance import front
from view.entrance.page import WITHOUT_SCRIPT, woven
from view.player import assets

INDEX = (Path(streamlit.__file__).parent / "static" / "index.html").read_text()
PAGE = {"accept": "text/html,application/xhtml+xml"}
ANSWERS = {
    "/": HTMLResponse(INDEX, headers={"etag": "x", "last-modified": "y"}),
    "/static": HTMLResponse("<p>ours</p>"),
    "/media": PlainTextResponse("<title>"),
}
ROUTES = [Route(path, lambda _, found=found: found) for path, found in ANSWERS.items()]
"""A server of Streamlit's page, of another one, and of no page."""


def opened(path: str, **headers: str) -> Answer:
    return asked(ROUTES, path, front, **headers)


def test_streamlits_page_has_the_places_for_it() -> None:
    page = woven(INDEX)
    assert page.count("<title>Copy of a Copy</title>") == 1
    assert page.count(WITHOUT_SCRIPT) == 1 and "enable JavaScript" not in page
    assert page.index("Watches over the page") < page.index("</head>") < page.index('id="root"')
    assert "</script" not in page.split("Watches over the page")[1].split("</script>")[0]
    assert f'href="./{assets.address()}"' in page, "the player is asked for with the page"


def test_a_page_is_whole_and_never_an_old_one() -> None:
    found = opened("/", **PAGE, if_none_match="x")
    assert found.body.decode() == woven(INDEX)
    assert int(found.headers["content-length"]) == len(found.body)
    assert not {"etag", "last-modified"} & set(found.headers)


@pytest.mark.parametrize("path", ["/static", "/media", "/nowhere/"])
def test_what_is_no_page_stays_as_it_is(path: str) -> None:
    assert "Watches over" not in opened(path, **PAGE).body.decode()


def test_who_does_not_want_a_page_gets_the_servers() -> None:
    assert opened("/", accept="*/*").body.decode() == INDEX


def test_what_holds_the_player_comes_with_the_page() -> None:
    """Each part once, and each is there."""
    links = re.findall(r'rel="modulepreload"[^>]* href="\./([^"]+)"', woven(INDEX))
    static = [link for link in links if link.startswith("static")]
    assert len(links) == len(set(links)) == len(static) + 1
    assert any("/BidiComponent." in link for link in static)
    assert all((Path(streamlit.__file__).parent / "static" / link).is_file() for link in static)
