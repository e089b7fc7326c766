"""The films of runs, by HTTP: each piece is packed and compressed once, and waited for by whoever
asks for it."""

import asyncio
import gzip
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from engine.jobs import JobStore, TrajectoryJob
from view.modalities.player_source import PlayerSource
from view.player.codec import encode_piece
from view.player.pieces import piece_end, story, stretch

PATIENCE, LONGER = 0.5, 1.5
"""Seconds for which a request waits for its whole piece, and then for anything new."""

LINGER = 0.5
"""Seconds between two requests of one player, in which its run is still being watched."""

COMPRESSION = 6
FOR_GOOD = "private, max-age=31536000, immutable"
"""Who has a run's name has its link: what is kept on the way is kept for that visitor alone."""

UNKNOWN = "There is no such run on this server: it was never there, or it was let go."


def address(run: str) -> str:
    """Where the film of a run with this name is, from the page's base on."""
    return f"film/{run}"


@dataclass(frozen=True)
class Piece:
    """Some generations, packed and compressed; `full` where they will always be the same."""

    data: bytes
    full: bool


Make = Callable[[TrajectoryJob, int], Awaitable[Piece]]


class Films:
    """Answers for the runs of a store; `store` is asked at each request."""

    def __init__(self, store: Callable[[], JobStore]) -> None:
        self._store = store
        self._making: dict[tuple[str, str, int], asyncio.Task[Piece]] = {}

    @property
    def routes(self) -> list[Route]:
        """Under whatever path the pages are served."""
        story, stretch = self._answers("story", _story), self._answers("stretch", _stretch)
        return [
            Route(f"{prefix}/film/{{run}}/{{start}}{rest}", answer)
            for prefix in ("", "/{before:path}")
            for rest, answer in (("", story), ("/all", stretch))
        ]

    def _answers(self, kind: str, make: Make) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            run = self._store().named(request.path_params["run"])
            start = request.path_params["start"]
            if run is None:
                return PlainTextResponse(UNKNOWN, 404, {"Cache-Control": "no-store"})
            total = run.settings.generations + 1
            if not (start.isascii() and start.isdigit() and len(start) < 9 and int(start) <= total):
                said = f"A film begins at one of the generations 0 to {total - 1:,}."
                return PlainTextResponse(said, 400, {"Cache-Control": "no-store"})
            return await self._answer(request, run, kind, int(start), make)

        return answer

    async def _answer(
        self, request: Request, run: TrajectoryJob, kind: str, start: int, make: Make
    ) -> Response:
        """The piece, unless nobody waits for it any more; who waits looks on."""
        store = self._store()
        store.fetch(run)
        try:
            piece = asyncio.ensure_future(self._piece(run, kind, start, make))
            gone = asyncio.ensure_future(_gone(request))
            await asyncio.wait({piece, gone}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            loop = asyncio.get_running_loop()
            loop.call_later(LINGER, loop.run_in_executor, None, store.fetched, run)
        gone.cancel()
        if piece.done():
            return _response(request, run, f"{kind}-{start}", piece.result())
        piece.cancel()
        return Response(status_code=499)  # nobody reads it

    async def _piece(self, run: TrajectoryJob, kind: str, start: int, make: Make) -> Piece:
        """As kept, or as made for all who wait for it now."""
        if kept := run.pieces.get((kind, start)):
            return Piece(kept, full=True)
        key = run.name, kind, start
        if key not in self._making:
            self._making[key] = asyncio.create_task(self._made(run, kind, start, make))
            self._making[key].add_done_callback(lambda _: self._making.pop(key))
        return await asyncio.shield(self._making[key])

    async def _made(self, run: TrajectoryJob, kind: str, start: int, make: Make) -> Piece:
        piece = await make(run, start)
        if piece.full and _begins(PlayerSource(run), kind, start):
            await asyncio.to_thread(self._store().keep, run, (kind, start), piece.data)
        return piece


def _begins(feed: PlayerSource, kind: str, start: int) -> bool:
    """Whether players ask for a piece from just there: others are made for whoever asks."""
    if kind == "story":
        return start == 0 or piece_end(feed, start - 1) == start
    return stretch(feed) > 0 and start % stretch(feed) == 0


async def _story(run: TrajectoryJob, start: int) -> Piece:
    """Every generation from one on, with the clouds that a film shows: the whole piece, or, after
    some patience, whatever is new."""
    end = piece_end(PlayerSource(run), start)
    if start:  # the very first generation is wanted as soon as it is there
        await _there(run, end - 1, PATIENCE)
    await _there(run, start, LONGER)
    return await asyncio.to_thread(_packed, run, start, end, in_full=False)


async def _stretch(run: TrajectoryJob, start: int) -> Piece:
    """All clouds of some generations, as far as they are there."""
    return await asyncio.to_thread(
        _packed, run, start, start + stretch(PlayerSource(run)), in_full=True
    )


def _packed(run: TrajectoryJob, start: int, end: int, *, in_full: bool) -> Piece:
    feed = PlayerSource(run)
    data, full = encode_piece(feed, start, end - start, None if in_full else story(feed))
    return Piece(gzip.compress(data, COMPRESSION, mtime=0), full)


async def _there(run: TrajectoryJob, length: int, seconds: float) -> None:
    """Until there are more than so many generations, or nothing more will come."""
    loop, there = asyncio.get_running_loop(), asyncio.Event()

    def tell() -> None:
        with suppress(RuntimeError):  # the server has closed meanwhile
            loop.call_soon_threadsafe(there.set)

    forget = run.tell(length, tell)
    try:
        await asyncio.wait_for(there.wait(), seconds)
    except TimeoutError:
        pass
    finally:
        forget()


async def _gone(request: Request) -> None:
    """Until whoever has asked does not wait any more."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _response(request: Request, run: TrajectoryJob, name: str, piece: Piece) -> Response:
    headers = {"Cache-Control": FOR_GOOD if piece.full else "no-store"}
    if piece.full:
        headers["ETag"] = tag = f'"{run.name}-{name}"'
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
    # Said here, and to everyone, for every player can read it: else the server would compress it
    # for each anew.
    headers["Content-Encoding"] = "gzip"
    return Response(piece.data, media_type="application/octet-stream", headers=headers)
