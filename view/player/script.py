"""The player's script by HTTP: a file that browsers keep, instead of a part of each visit."""

import gzip
from functools import cache

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from view.player import assets

HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Vary": "Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
}
"""What has another content has another name."""

UNKNOWN = "There is no such script on this server: the page is of another version. Load it again."


async def _answer(request: Request) -> Response:
    if request.path_params["name"] != assets.name():
        return PlainTextResponse(UNKNOWN, 404, {"Cache-Control": "no-store"})
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(assets.javascript(), 200, HEADERS, "text/javascript")
    headers = HEADERS | {"Content-Encoding": "gzip"}
    return Response(packed(), 200, headers, "text/javascript")


@cache
def packed() -> bytes:
    """The script, compressed once for all who ask."""
    return gzip.compress(assets.javascript().encode(), 9, mtime=0)


routes = [Route(f"{before}/player/{{name}}", _answer) for before in ("", "/{before:path}")]
"""Under whatever path the pages are served."""
