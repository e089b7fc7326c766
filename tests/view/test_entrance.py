"""The HTML around all pages goes out with our watch over it, and nothing else is touched."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.types import Message

from view.entrance import front
from view.entrance.page import WITHOUT_SCRIPT, woven

INDEX = (Path(streamlit.__file__).parent / "static" / "index.html").read_text()
PAGE = {"accept": "text/html,application/xhtml+xml"}


class Answer(NamedTuple):
    """What a server of Streamlit's page, of another one, and of no page has answered."""

    headers: Headers
    text: str


async def _asked(path: str, headers: dict[str, str]) -> Answer:
    pages = {"/": HTMLResponse(INDEX, headers={"etag": "x", "last-modified": "y"})}
    pages |= {"/static": HTMLResponse("<p>ours</p>"), "/media": PlainTextResponse("<title>")}
    server = Starlette(
        routes=[Route(at, lambda _, found=found: found) for at, found in pages.items()],
        middleware=front,
    )
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": raw}
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    await server(scope, receive, send)
    body = b"".join(message.get("body", b"") for message in sent)
    return Answer(Headers(raw=sent[0]["headers"]), body.decode())


def asked(path: str, **headers: str) -> Answer:
    # In a thread of its own: a browser that other tests have open runs a loop in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(_asked(path, headers))).result()


def test_streamlits_page_has_the_places_for_it() -> None:
    page = woven(INDEX)
    assert page.count("<title>Copy of a Copy</title>") == 1
    assert page.count(WITHOUT_SCRIPT) == 1 and "enable JavaScript" not in page
    assert page.index("Watches over the page") < page.index("</head>") < page.index('id="root"')
    assert "</script" not in page.split("Watches over the page")[1].split("</script>")[0]


def test_a_page_is_whole_and_never_an_old_one() -> None:
    found = asked("/", **PAGE, **{"if-none-match": "x"})
    assert found.text == woven(INDEX)
    assert int(found.headers["content-length"]) == len(found.text.encode())
    assert not {"etag", "last-modified"} & set(found.headers)


@pytest.mark.parametrize("path", ["/static", "/media", "/nowhere/"])
def test_what_is_no_page_stays_as_it_is(path: str) -> None:
    assert "Watches over" not in asked(path, **PAGE).text


def test_who_does_not_want_a_page_gets_the_servers() -> None:
    assert asked("/", accept="*/*").text == INDEX
