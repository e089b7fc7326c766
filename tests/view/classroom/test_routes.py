"""A class by HTTP: who waits is woken, who may not is refused, and what is no guess harms none."""

import asyncio
import json
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.applications import Starlette

from tests.view.classroom.test_classroom import DICE, name
from view.classroom import routes
from view.classroom.classroom import Classroom
from view.classroom.routes import ClassRoutes
from view.classroom.school import School

Told = tuple[int, dict[str, Any]]
Ask = Callable[..., Coroutine[Any, Any, Told]]


def beside(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Run it beside whatever loop a browser's tests have left in the main thread."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


@pytest.fixture
def school() -> School:
    return School()


@pytest.fixture
def room(school: School) -> Iterator[Classroom]:
    one = school.begin()
    one.lead(one.secret, "desk")
    one.ask("2:a", 1, DICE, DICE.defaults)
    yield one
    assert not one.turns._waiting and not one.words._waiting, "nobody is waited for any more"


@pytest.fixture
def ask(school: School, room: Classroom, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Says something to the class, or to what is at the end of another path."""
    monkeypatch.setattr(routes, "PATIENCE", 0.2)
    app = Starlette(routes=ClassRoutes(lambda: school).routes)

    async def asked(said: object, path: str = "", method: str = "POST") -> Told:
        status, body = 0, b""
        data = said if isinstance(said, bytes) else json.dumps(said).encode()
        sent = [{"type": "http.request", "body": data, "more_body": False}]

        async def receive() -> dict[str, Any]:
            return sent.pop() if sent else {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            nonlocal status, body
            status, body = message.get("status", status), body + message.get("body", b"")

        path = path or f"/class/{room.code}"
        scope = {"type": "http", "method": method, "path": path, "raw_path": path.encode()}
        await app(scope | {"query_string": b"", "headers": [], "root_path": ""}, receive, send)
        return status, json.loads(body) if body[:1] == b"{" else {}

    return asked


def test_a_guess_is_answered_at_once_and_heard_by_the_teacher(ask: Ask, room: Classroom) -> None:
    async def both() -> tuple[Told, Told, float]:
        desk = {"secret": room.secret, "seat": "desk", "after": room.words.rung + 1}
        board = asyncio.ensure_future(ask(desk, f"/base/class/{room.code}/board"))
        await ask({"token": name(1), "after": 0})
        began = time.monotonic()
        guess = {"question": "2:a", "value": 4}
        mine = await ask({"token": name(1), "after": room.turns.rung, "guess": guess})
        return mine, await board, time.monotonic() - began

    (_, mine), (_, board), seconds = beside(both())
    assert mine["guess"] == 4 and board["crowd"] == [4] and board["here"] == 1
    assert seconds < 0.15


def test_who_has_heard_all_waits_and_is_woken_by_a_turn_from_another_thread(
    ask: Ask, room: Classroom
) -> None:
    async def woken() -> tuple[Told, float]:
        waiting = asyncio.ensure_future(ask({"token": name(1), "after": room.turns.rung}))
        await asyncio.sleep(0.02)
        began = time.monotonic()
        await asyncio.to_thread(room.close, "2:a")
        return await waiting, time.monotonic() - began

    (status, told), seconds = beside(woken())
    assert status == 200 and told["stage"] == "closed" and seconds < 0.1
    status, told = beside(ask({"token": name(1), "after": told["turn"]}))
    assert status == 200, "patience is at its end, and nothing is new"


def test_a_pupil_does_not_speak_for_the_teacher(ask: Ask, room: Classroom) -> None:
    board = f"/class/{room.code}/board"
    for said in ({}, {"secret": "x", "seat": "desk"}, {"secret": room.secret, "seat": "other"}):
        status, told = beside(ask(said, board))
        assert status == 403 and told == {"sorry": "This class is led from another tab."}


def test_what_is_wrong_gets_one_sentence(ask: Ask, room: Classroom) -> None:
    for said, path, expected in (
        ({"token": name(1)}, "/class/ZZZZ", 404),
        (b"nonsense", "", 400),
        (b"[" * 1999, "", 400),
        (b"[1]", "", 400),
        (b" " * 3000, "", 413),
        ({"token": ["x"]}, "", 400),
        ({"token": "short"}, "", 400),
    ):
        status, told = beside(ask(said, path))
        assert status == expected and told["sorry"].count(".") == 1, said
    for guess in (5, [], {}, {"question": 3}, {"question": "2:a", "value": {"a": []}}):
        status, told = beside(ask({"token": name(1), "guess": guess, "after": "x"}))
        assert status == 200 and told["guess"] is None, guess
    room.end()
    assert beside(ask({"token": name(1)}))[0] == 404
