"""A request to routes and what stands in front of them, without a server."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from starlette.types import Message


class Answer(NamedTuple):
    """What was said to it."""

    status: int
    headers: Headers
    body: bytes


def asked(
    routes: Sequence[BaseRoute], path: str, front: Sequence[Middleware] = (), **headers: str
) -> Answer:
    """The answer to a GET, with headers by their names in Python's manner."""
    # In a thread of its own: a browser that other tests have open runs a loop in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(_asked(routes, path, front, headers))).result()


async def _asked(
    routes: Sequence[BaseRoute], path: str, front: Sequence[Middleware], headers: dict[str, str]
) -> Answer:
    server = Starlette(routes=routes, middleware=front)
    raw = [(key.replace("_", "-").encode(), value.encode()) for key, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": raw}
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    await server(scope, receive, send)
    body = b"".join(message.get("body", b"") for message in sent)
    return Answer(sent[0]["status"], Headers(raw=sent[0]["headers"]), body)
