"""The HTML around all pages: Streamlit's own, with a watch over what comes of it."""

import re
from functools import cache
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.file_util import get_static_dir

from view.player import assets

WITHOUT_SCRIPT = (
    "Copy of a Copy is drawn by JavaScript, which this browser does not run here. "
    "Allow it for this address, or open the page in another browser."
)

SCRIPTS = ("watch.js", "history.js")
"""What runs before Streamlit does."""

IMPORTED = re.compile(r'from"\./([^"]+\.js)"')
"""As Streamlit's parts name each other."""

NOT_AS_ASKED = {b"accept-encoding", b"if-none-match", b"if-modified-since"}
"""What a browser asks of the page as Streamlit has it: packed, or nothing where it is unchanged."""


class PageAround:
    """In front of the server: a page goes out with a script that watches over it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the page that the server has, woven into ours."""
        a_page = scope["type"] == "http" and scope["method"] == "GET"
        if not a_page or "text/html" not in Headers(scope=scope).get("accept", ""):
            return await self._app(scope, receive, send)
        asked = [pair for pair in scope["headers"] if pair[0] not in NOT_AS_ASKED]
        page = _Page(send)
        return await self._app(dict(scope, headers=asked), receive, page.hear)


class _Page:
    """What the server says of one page, kept back until it is whole."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def hear(self, message: Message) -> None:
        """Pass on what is no page; send a page once its end has come."""
        if message["type"] == "http.response.start" and _is_page(message):
            self._start = message
        elif self._start is None or message["type"] != "http.response.body":
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._send_whole(self._start)

    async def _send_whole(self, start: Message) -> None:
        body = woven(self._body.decode()).encode()
        headers = MutableHeaders(raw=list(start["headers"]))
        for name in ("etag", "last-modified"):
            del headers[name]
        headers["content-length"] = str(len(body))
        await self._send(dict(start, headers=headers.raw))
        await self._send({"type": "http.response.body", "body": body})


def _is_page(start: Message) -> bool:
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return start["status"] == 200 and kind.startswith("text/html")


def woven(html: str) -> str:
    """Streamlit's page with our watch, our name, and our word to whoever runs no script; any other
    page as it is."""
    if '<div id="root">' not in html:
        return html
    html = html.replace("<title>Streamlit</title>", "<title>Copy of a Copy</title>")
    html = re.sub(
        "(?s)<noscript>.*?</noscript>", f"<noscript><p>{WITHOUT_SCRIPT}</p></noscript>", html
    )
    return html.replace("</head>", f"{_early(html)}\n{_scripts()}\n</head>")


def _early(html: str) -> str:
    """What nearly every page needs comes with the page's own, before anything asks for it: the
    player's script, and those parts of Streamlit that hold it."""
    parts = [part for part in _holder() if part not in html]
    there = [assets.address(), *(f"static/js/{part}" for part in parts)]
    return "\n".join(f'<link rel="modulepreload" href="./{each}">' for each in there)


@cache
def _holder() -> list[str]:
    """The files of Streamlit's that draw a component; none where they are called otherwise."""
    folder = Path(get_static_dir()) / "static" / "js"
    holders = sorted(folder.glob("BidiComponent.*.js"))
    needed = [name for one in holders for name in IMPORTED.findall(one.read_text())]
    return [one.name for one in holders] + needed


@cache
def _scripts() -> str:
    return "\n".join(
        f"<script>{Path(__file__).with_name(name).read_text()}</script>" for name in SCRIPTS
    )
