"""Who asks for a page by nearly its name is led to its address."""

import re
from urllib.parse import parse_qs, quote, urlencode

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from view.page_files import ADDRESSES, PAGES, address_of
from view.urls.display import ROOM, STRANGE

SERVED = ("healthz", "script-health-check", "static", "media", "component")
"""What else the server answers for."""

LED_ON = "drift"
"""The page that was the first one before: an experiment without a page is there."""

MEANT = {"remedies": {"policies": "replace;accumulate;fresh;verify"}}
"""What the address of before showed of a page where its query does not say so."""

_NAME = re.compile(r"(?P<before>.*/)(?P<name>[^/.]+)(?P<after>/?)")


class PageAddresses:
    """In front of the server: what a browser asks for in its address bar, and is no page as it
    stands, is looked at once more, capital letters apart, and as the name that a page had before;
    a name that no page has leads to the first page, which says so. The query goes along."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the server."""
        there = None
        if scope["type"] == "http" and "text/html" in Headers(scope=scope).get("accept", ""):
            base = str(st.get_option("server.baseUrlPath"))
            there = led(scope["path"], scope["query_string"].decode(), base)
        await (RedirectResponse(there) if there else self._app)(scope, receive, send)


def led(path: str, query: str = "", base: str = "") -> str | None:
    """The address of the page that was meant by a path and a query, where pages are served below
    the path `base`; None where it is one, or no page's. It is seen from that path, so that whoever
    serves the whole below another one leads to the same place."""
    if path.strip("/") == base.strip("/"):
        return _led_on(path, query)
    found = _NAME.fullmatch(path)
    if not found or found["before"].strip("/") != base.strip("/") or found["name"] in SERVED:
        return None
    name, root = found["name"].strip(" +"), "../" if found["after"] else "./"
    there = address_of(name.lower()) if name.lower() in PAGES else name.lower()
    if there in ADDRESSES and there:
        return None if found["name"] == there else _joined(root + there, _meant(name, query))
    strange = f"{STRANGE}={quote(name)}" if there else ""
    return _joined(root, "&".join(filter(None, [query, strange])))


def _led_on(path: str, query: str) -> str | None:
    """From the first page, where the query asks for an experiment."""
    if parse_qs(query, keep_blank_values=True).keys() <= ROOM:
        return None
    last = path.rsplit("/", 1)[-1]
    return _joined(f"./{last and f'{last}/'}{address_of(LED_ON)}", query)


def _meant(name: str, query: str) -> str:
    """The query, with what the page showed under this name where none asked for anything else."""
    asked = parse_qs(query, keep_blank_values=True)
    meant = {key: value for key, value in MEANT.get(name.lower(), {}).items() if key not in asked}
    return "&".join(filter(None, [query, urlencode(meant)]))


def _joined(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
