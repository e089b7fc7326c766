"""A network between browser and server that is cut on purpose."""

import asyncio
import contextlib
import socket
import struct
import threading
import time
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Self

PIECE = 65536
RESET = struct.pack("ii", 1, 0)
"""As a socket is told that its end is a reset: nothing more is sent, and the other side knows."""


class Wire:
    """Listens on a port of its own and passes on what comes, to and from the server's, until cut.

    A server that is away is to the browser what it is without a wire: connections end at once.
    """

    def __init__(self, to: int) -> None:
        self._to, self._away, self.port = to, 0.0, 0
        self._ends: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._speaking = asyncio.Event()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    @property
    def address(self) -> str:
        """Where the browser finds the server."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        self._do(self._begin())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._do(self._cut())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def reset(self) -> None:
        """Every connection breaks at once, whatever is on its way."""
        self._do(self._cut())

    def away(self, seconds: float) -> None:
        """The same, and for a while nothing can be reached."""
        self._away = time.monotonic() + seconds
        self._do(self._cut())

    def mute(self, seconds: float) -> None:
        """Nothing comes through for a while, without a word; then every connection breaks."""
        self._loop.call_soon_threadsafe(self._speaking.clear)
        time.sleep(seconds)
        self._do(self._cut())
        self._loop.call_soon_threadsafe(self._speaking.set)

    def _do(self, what: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(what, self._loop).result()

    async def _begin(self) -> None:
        self._speaking.set()
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]

    async def _cut(self) -> None:
        for end in self._ends:
            _break(end)
        self._ends.clear()

    async def _connected(self, read: asyncio.StreamReader, write: asyncio.StreamWriter) -> None:
        try:
            if time.monotonic() < self._away:
                raise ConnectionResetError
            there, answer = await asyncio.open_connection("127.0.0.1", self._to)
        except OSError:
            _break(write)
            return
        self._ends |= {write, answer}
        await asyncio.gather(self._pass(read, answer), self._pass(there, write))
        self._ends -= {write, answer}

    async def _pass(self, come: asyncio.StreamReader, go: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while piece := await come.read(PIECE):
                await self._speaking.wait()
                go.write(piece)
                await go.drain()
        with contextlib.suppress(OSError, RuntimeError):
            go.close()


def _break(end: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        end.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    end.transport.abort()
