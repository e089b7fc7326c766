"""A class by HTTP: a phone says what is guessed, and hears at once of what comes next."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from view.classroom import news
from view.classroom.bell import Bell
from view.classroom.classroom import Classroom, Refused
from view.classroom.school import School

PATIENCE = 3.0
"""Seconds for which a request waits for something new: proxies may give up after five."""

BYTES = 2000
"""What a phone has to say is shorter."""

NO_CLASS = "There is no class with this code: it may have ended."

Said = dict[str, Any]
Answer = Callable[[Classroom, Said], Awaitable[Said]]


def address(code: str) -> str:
    """Where a class is, from the page's base on."""
    return f"class/{code}"


class ClassRoutes:
    """Answers for the classes of a school, which is asked for at each request."""

    def __init__(self, school: Callable[[], School]) -> None:
        self._school = school

    @property
    def routes(self) -> list[Route]:
        """Under whatever path the pages are served."""
        ends = (("", self._answers(_to_pupil)), ("/board", self._answers(_to_board)))
        return [
            Route(f"{before}/class/{{code}}{end}", answer, methods=["POST"])
            for before in ("", "/{before:path}")
            for end, answer in ends
        ]

    def _answers(self, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
        async def answered(request: Request) -> Response:
            try:
                said = await _read(request)
                room = self._school().find(request.path_params["code"])
                if room is None:
                    raise Refused(NO_CLASS, 404)
                return _json(await answer(room, said))
            except Refused as refused:
                return _json({"sorry": refused.sentence}, refused.status)

        return answered


async def _to_pupil(room: Classroom, said: Said) -> Said:
    """A guess is answered at once; else whatever is new, or after some patience that nothing is."""
    token = str(said.get("token"))
    room.join(token)
    guess = said.get("guess")
    if isinstance(guess, dict):
        room.guess(token, str(guess.get("question")), guess.get("value"))
    else:
        await _rung(room.turns, said.get("after"))
    if room.over:
        raise Refused(NO_CLASS, 404)
    return news.for_pupil(room, token)


async def _to_board(room: Classroom, said: Said) -> Said:
    """For the tab that leads the class."""
    if said.get("secret") != room.secret or not room.leads(str(said.get("seat"))):
        raise Refused("This class is led from another tab.", 403)
    await _rung(room.words, said.get("after"))
    return news.for_board(room)


async def _rung(bell: Bell, heard: object) -> None:
    """Until there is something new, or patience is at its end."""
    loop, rung = asyncio.get_running_loop(), asyncio.Event()

    def wake() -> None:
        with suppress(RuntimeError):  # the server has closed meanwhile
            loop.call_soon_threadsafe(rung.set)

    forget = bell.listen(heard if isinstance(heard, int) else -1, wake)
    try:
        with suppress(TimeoutError):
            await asyncio.wait_for(rung.wait(), PATIENCE)
    finally:
        forget()


async def _read(request: Request) -> Said:
    """What was sent, a small object of JSON.

    Raises:
        Refused: it is none.
    """
    data = b""
    async for part in request.stream():
        data += part
        if len(data) > BYTES:
            raise Refused("That is too long.", 413)
    with suppress(ValueError, RecursionError):
        said = json.loads(data)
        if isinstance(said, dict):
            return said
    raise Refused("That was not understood.", 400)


def _json(told: Said, status: int = 200) -> JSONResponse:
    return JSONResponse(told, status, {"Cache-Control": "no-store"})
