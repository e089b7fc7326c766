"""A visitor without a browser: speaks the page's own protocol, and fetches the film as the player
does."""

import asyncio
import gzip
import json
import struct
import time
import urllib.request
from contextlib import suppress
from http.client import HTTPException
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

PATIENCE = 120.0

FILES = "Take it with you"
"""The section in which a page has its files."""

ANEW = 3.0
"""Seconds from one drawing of a page to the next, for whoever stays."""


class Pupil:
    """One who opens a link, and what became of it.

    Attributes:
        drawn: seconds until the script had run to its end for the first time; None before.
        picture: until the first picture's data were there; None before.
        whole: until the whole film was; None before.
        asked: whether a run waits for a press.
        fault: what the page has said of an exception; empty where it has said of none.
        socket, http: bytes received by either way.
    """

    def __init__(self, address: str, query: str, page: str = "") -> None:
        self._address, self._query, self._page = address, query, page
        self.drawn: float | None = None
        self.picture: float | None = None
        self.whole: float | None = None
        self.socket = self.http = 0
        self.asked, self.fault = False, ""
        self._film: dict[str, Any] = {}
        self._wanted, self._fold, self._file, self._making = "", "", "", False
        self._changed = asyncio.Event()

    async def stays(self) -> None:
        """Open the page, and have it drawn anew now and then, until nobody waits for it."""
        async with self._connection() as socket:
            listening = asyncio.create_task(self._listen(socket, time.perf_counter()))
            try:
                while True:
                    await socket.send(_opens(self._address, self._query, self._page))
                    await asyncio.sleep(ANEW)
            finally:
                listening.cancel()

    async def looks_on(self, download: str = "") -> None:
        """Open the page, follow its film, and have one made of what can be downloaded there, until
        nobody waits for it or the server is gone."""
        self._wanted = download
        with suppress(ConnectionClosed, OSError, HTTPException):
            async with self._connection() as socket:
                await socket.send(_opens(self._address, self._query, self._page))
                listening = asyncio.create_task(self._listen(socket, time.perf_counter()))
                try:
                    await self._until(lambda: self.drawn is not None)
                    if self._film:
                        await asyncio.to_thread(self._fetch, time.perf_counter())
                    if download:  # what it is in is there once the run is whole
                        await socket.send(_opens(self._address, self._query, self._page))
                        await self._until(lambda: bool(self._fold))
                        await socket.send(
                            _opens(self._address, self._query, self._page, self._fold)
                        )
                        await self._until(lambda: bool(self._file))
                        await socket.send(_makes(self._file))
                        self._making = True
                        self._changed.set()
                    await listening
                finally:
                    listening.cancel()

    async def under_way(self) -> None:
        """Until the page is drawn, and what is to be downloaded is asked for."""
        async with asyncio.timeout(PATIENCE):
            await self._until(lambda: self._making if self._wanted else self.drawn is not None)

    def _connection(self) -> Any:
        url = self._address.replace("http", "ws", 1) + "/_stcore/stream"
        how: dict[str, Any] = {"subprotocols": ["streamlit", "PLACEHOLDER_AUTH_TOKEN"]}
        limits: dict[str, Any] = {"max_size": None, "open_timeout": PATIENCE, "proxy": None}
        return connect(url, origin=self._address, **limits, **how)

    async def comes(self, *, films: bool) -> "Pupil":
        """Open the page and, where it has `films`, fetch its own to the end."""
        began = time.perf_counter()
        async with self._connection() as socket:
            await socket.send(_opens(self._address, self._query, self._page))
            listening = asyncio.create_task(self._listen(socket, began))
            try:
                async with asyncio.timeout(PATIENCE):
                    await self._until(lambda: self.drawn is not None or bool(self._film))
                    if films and not self._film:
                        await self._until(lambda: self.drawn is not None)
                    if films and self._film:
                        await asyncio.to_thread(self._fetch, began)
                    await self._until(lambda: self.drawn is not None)
            finally:
                listening.cancel()
        return self

    async def _until(self, so: Any) -> None:
        while not so():
            self._changed.clear()
            await self._changed.wait()

    async def _listen(self, socket: Any, began: float) -> None:
        async for data in socket:
            self.socket += len(data)
            message = ForwardMsg()
            message.ParseFromString(data)
            self._hear(message, time.perf_counter() - began)
            self._changed.set()

    def _hear(self, message: ForwardMsg, at: float) -> None:
        ended = message.WhichOneof("type") == "script_finished"
        whole = message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY  # not drawn anew
        if ended and whole and self.drawn is None:
            self.drawn = at
        element, block = message.delta.new_element, message.delta.add_block.expandable
        self.asked |= element.button.label.startswith("Start this run")
        if block.label == FILES:
            self._fold = block.id
        if self._wanted and element.download_button.label == self._wanted:
            self._file = element.download_button.deferred_file_id
        self.fault = self.fault or element.exception.message
        if element.WhichOneof("type") == "bidi_component":
            self._take(element.bidi_component.bytes, at)

    def _take(self, data: bytes, at: float) -> None:
        if data[:4] != b"CCP1" or self._film:
            return
        self._film = header(data)
        if self._film["to"]:
            self.picture = at

    def _fetch(self, began: float) -> None:
        """Piece by piece, until nothing more will come."""
        film, have, done = self._film, int(self._film["to"]), bool(self._film["done"])
        while not done:
            address = f"{self._address}/{film['film']}/{have}"
            data = urllib.request.urlopen(address, timeout=PATIENCE).read()
            self.http += len(data)
            piece = header(gzip.decompress(data))
            have, done = int(piece["to"]), bool(piece["done"])
            if have and self.picture is None:
                self.picture = time.perf_counter() - began
        self.whole = time.perf_counter() - began


def header(chunk: bytes) -> dict[str, Any]:
    """What a chunk of a film says of itself."""
    (length,) = struct.unpack_from("<I", chunk, 4)
    found: dict[str, Any] = json.loads(chunk[8 : 8 + length])
    return found


def _opens(address: str, query: str, page: str, unfolded: str = "") -> bytes:
    message = BackMsg()
    if unfolded:
        widget = message.rerun_script.widget_states.widgets.add(id=unfolded)
        widget.bool_value = True
    message.rerun_script.page_name = page
    message.rerun_script.query_string = query
    context = message.rerun_script.context_info
    context.timezone, context.locale, context.url = "UTC", "en-US", f"{address}/{page}"
    return message.SerializeToString()


def _makes(file: str) -> bytes:
    """Asks for a file that is made once it is asked for."""
    message = BackMsg()
    message.backend_operation_request.request_id = file
    message.backend_operation_request.deferred_file.file_id = file
    return message.SerializeToString()
