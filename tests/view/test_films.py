"""A film by HTTP: packed once for all who ask, waited for, private, and clear about what is not."""

import asyncio
import gzip
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

import numpy as np
import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers

from engine import Settings, Trajectory
from engine.jobs import JobStore, TrajectoryJob
from tests.support import blocking_model as gates
from tests.support.blocking_model import show
from tests.view.player.test_codec import decode
from view import films
from view.films import Films
from view.modalities.player_source import PlayerSource
from view.player.pieces import opening_length, piece_end, story

Make = Callable[..., JobStore]
Shortened = Callable[..., Settings]


class Answer:
    """What a server has sent, as a browser reads it."""

    def __init__(self) -> None:
        self.status, self.headers, self.body = 0, Headers(), b""

    async def send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], Headers(raw=message["headers"])
        else:
            self.body += message.get("body", b"")

    @property
    def content(self) -> bytes:
        packed = self.headers.get("content-encoding") == "gzip"
        return gzip.decompress(self.body) if packed else self.body


class Asker:
    """Whoever asks a server of films, in a loop that goes on between the requests."""

    def __init__(self, store: JobStore) -> None:
        self.films = Films(lambda: store)
        self.app = Starlette(routes=self.films.routes)
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _run(self) -> None:
        """Beside whatever loop a browser's tests have left in the main thread."""
        self.loop.run_forever()
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()

    def get(self, *paths: str, **how: Any) -> list[Answer]:
        """The answers to requests that come at once."""

        async def every() -> list[Answer]:
            return await asyncio.gather(*(self._asked(path, **how) for path in paths))

        return asyncio.run_coroutine_threadsafe(every(), self.loop).result(gates.PATIENCE)

    def close(self) -> None:
        """End the loop, with whatever still waits in it."""

        async def end() -> None:
            others = asyncio.all_tasks() - {asyncio.current_task()}
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(end(), self.loop).result(gates.PATIENCE)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

    def one(self, path: str, **how: Any) -> Answer:
        (answer,) = self.get(path, **how)
        return answer

    async def _asked(self, path: str, leaves: float = 3600, **headers: str) -> Answer:
        """With a browser at the other end that `leaves` after some seconds."""
        answer = Answer()
        sent = {"accept-encoding": "gzip"} | {k.replace("_", "-"): v for k, v in headers.items()}
        scope = {
            "type": "http",
            "method": "GET",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "http_version": "1.1",
            "scheme": "http",
            "headers": [(k.encode(), v.encode()) for k, v in sent.items()],
        }
        asked = [{"type": "http.request", "body": b"", "more_body": False}]

        async def receive() -> dict[str, Any]:
            if asked:
                return asked.pop()
            await asyncio.sleep(leaves)
            return {"type": "http.disconnect"}

        await self.app(scope, receive, answer.send)
        return answer


@pytest.fixture
def store(make: Make) -> JobStore:
    return make()


@pytest.fixture
def asker(store: JobStore) -> Iterator[Asker]:
    found = Asker(store)
    yield found
    found.close()


def whole(store: JobStore, chosen: Settings) -> TrajectoryJob:
    run = show(store, "somebody", chosen)
    run.wait(chosen.generations + 1, gates.PATIENCE)
    assert run.state == "done"
    return run


def film(asker: Asker, run: TrajectoryJob) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Piece by piece, as a player fetches it."""
    have, done = 0, False
    while not done:
        header, arrays = decode(asker.one(f"/film/{run.name}/{have}").content)
        assert header["from"] == have
        yield header, arrays
        have, done = header["to"], header["done"]


def test_a_film_is_the_whole_run_with_the_clouds_that_are_shown(
    asker: Asker, store: JobStore, shortened: Shortened
) -> None:
    run = whole(store, shortened(generations=600))
    pieces = list(film(asker, run))
    for name, row in (("tail_mass", 0), ("variance", 1)):
        there = np.concatenate([arrays["series"][row] for _, arrays in pieces])
        np.testing.assert_array_equal(there, run.trajectory.metrics[name])
    kept = np.concatenate([arrays["keyframes"] for _, arrays in pieces])
    np.testing.assert_array_equal(kept, story(PlayerSource(run)))
    assert len(pieces) <= 5


@pytest.mark.parametrize("page", ["", "/collapse/x", "/digits"])
def test_it_is_found_under_whatever_path_the_pages_are_served(
    asker: Asker, store: JobStore, shortened: Shortened, page: str
) -> None:
    run = whole(store, shortened())
    assert asker.one(f"{page}/film/{run.name}/0").status == 200
    assert asker.one(f"{page}/film/{run.name}/0/all").status == 200


def test_a_piece_is_packed_once_however_many_ask(
    asker: Asker, store: JobStore, shortened: Shortened, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, packed = whole(store, shortened(generations=300)), []
    pack = films._packed

    def counted(*given: Any, **how: Any) -> films.Piece:
        packed.append(given)
        return pack(*given, **how)

    monkeypatch.setattr(films, "_packed", counted)
    answers = asker.get(*[f"/film/{run.name}/0"] * 40)
    answers += asker.get(*[f"/film/{run.name}/0"] * 40)
    assert len(packed) == 1
    assert len({answer.content for answer in answers}) == 1


def test_what_will_never_change_is_kept_by_the_browser_too(
    asker: Asker, store: JobStore, shortened: Shortened
) -> None:
    run = whole(store, shortened(generations=300))
    for path in (f"/film/{run.name}/0", f"/film/{run.name}/0/all"):
        answer = asker.one(path)
        assert "immutable" in answer.headers["cache-control"]
        assert "private" in answer.headers["cache-control"]
        tag = answer.headers["etag"]
        assert not tag.startswith("W/")
        again = asker.one(path, if_none_match=tag)
        assert again.status == 304 and not again.body
    first, every = (asker.one(f"/film/{run.name}/{p}").headers["etag"] for p in ("0", "0/all"))
    assert first != every


@pytest.mark.parametrize("accepted", ["gzip, br", "identity"])
def test_it_comes_as_it_is_kept(
    asker: Asker, store: JobStore, shortened: Shortened, accepted: str
) -> None:
    """Compressed once, and by nobody else on the way."""
    run = whole(store, shortened())
    answer = asker.one(f"/film/{run.name}/0", accept_encoding=accepted)
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.body == next(iter(run.pieces.values()))


def test_pieces_count_as_what_a_run_takes(
    asker: Asker, store: JobStore, shortened: Shortened
) -> None:
    run = whole(store, shortened(generations=300))
    before = run.size
    list(film(asker, run))
    assert run.size == before + sum(map(len, run.pieces.values())) > before


def test_a_request_waits_for_what_is_not_yet_computed(
    asker: Asker, store: JobStore, gate: threading.Event
) -> None:
    run = show(store, "somebody", gates.gated())
    run.wait(0, gates.PATIENCE)
    threading.Timer(0.4, gate.set).start()
    began = time.monotonic()
    header, _ = decode(asker.one(f"/film/{run.name}/1").content)
    assert time.monotonic() - began > 0.3
    assert header["from"] == 1 < header["to"]


def test_a_run_that_does_not_get_on_is_answered_after_some_patience(
    asker: Asker, store: JobStore, gate: threading.Event
) -> None:
    run = show(store, "somebody", gates.gated())
    run.wait(0, gates.PATIENCE)
    answer = asker.one(f"/film/{run.name}/1")
    header, _ = decode(answer.content)
    assert (header["from"], header["to"], header["done"]) == (1, 1, False)
    assert header["headway"].startswith("Generation 0 of 20")
    assert answer.headers["cache-control"] == "no-store" and "etag" not in answer.headers


def test_a_cancelled_run_ends_where_it_is_and_goes_on_under_the_same_name(
    asker: Asker, store: JobStore, gate: threading.Event
) -> None:
    run = show(store, "somebody", gates.gated())
    run.wait(0, gates.PATIENCE)
    store.cancel(run)
    gate.set()
    run.wait(100, gates.PATIENCE)
    *_, (header, _) = film(asker, run)
    assert header["done"] and header["status"] == "cancelled" and header["to"] < 21
    store.go_on(run)
    *_, (header, _) = film(asker, run)
    assert header["done"] and header["status"] == "done" and header["to"] == 21


@pytest.mark.parametrize("name", ["nothing", "1-18", "%2e%2e", "a" * 3000])
def test_an_unknown_run_is_said_to_be_one(asker: Asker, name: str) -> None:
    answer = asker.one(f"/film/{name}/0")
    assert answer.status == 404 and answer.content.decode() == films.UNKNOWN
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "start", ["-1", "x", "1.5", "14", "99999999999999999999", "²", "%00", "1e1"]
)
def test_a_number_that_is_none_of_its_generations_is_said_to_be_bad(
    asker: Asker, store: JobStore, shortened: Shortened, start: str
) -> None:
    run = whole(store, shortened())
    for path in (f"/film/{run.name}/{start}", f"/film/{run.name}/{start}/all"):
        answer = asker.one(path)
        assert answer.status == 400 and b"0 to 12" in answer.content


def test_a_run_that_was_let_go_is_unknown(
    asker: Asker, store: JobStore, shortened: Shortened
) -> None:
    run = whole(store, shortened())
    store.clear()
    assert asker.one(f"/film/{run.name}/0").status == 404


def test_nobody_can_guess_a_name(store: JobStore, shortened: Shortened) -> None:
    names = [show(store, "somebody", shortened(seed=seed)).name for seed in range(8)]
    assert len(set(names)) == 8 and all(len(name) >= 20 for name in names)
    assert not any(a in b or a[:6] == b[:6] for a in names for b in names if a is not b)


def test_whoever_fetches_looks_on(
    asker: Asker, store: JobStore, gate: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page whose connection is gone for good has a film that goes on, and no longer than that."""
    monkeypatch.setattr(films, "LINGER", 0.05)
    run = show(store, "somebody", gates.gated())
    run.wait(0, gates.PATIENCE)
    threading.Timer(0.2, store.let_go, ["somebody"]).start()
    threading.Timer(0.4, gate.set).start()
    header, _ = decode(asker.one(f"/film/{run.name}/1").content)
    assert header["to"] > 1 and run.state in ("running", "done"), "it was cancelled while fetched"


def test_a_browser_that_leaves_is_not_waited_for(
    asker: Asker, store: JobStore, gate: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page was turned: its run is cancelled, though a request was under way."""
    monkeypatch.setattr(films, "LINGER", 0.05)
    monkeypatch.setattr(films, "PATIENCE", 60)
    run = show(store, "somebody", gates.gated())
    run.wait(0, gates.PATIENCE)
    threading.Timer(0.1, store.let_go, ["somebody"]).start()
    asker.one(f"/film/{run.name}/1", leaves=0.3)
    end = time.monotonic() + gates.PATIENCE
    while store.named(run.name) is not None and time.monotonic() < end:
        time.sleep(0.02)
    assert store.named(run.name) is None, "and the gate is still shut"
    gate.set()


def test_a_run_that_nobody_fetches_or_watches_any_more_is_cancelled(
    asker: Asker, store: JobStore, gate: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(films, "LINGER", 0.05)
    run = show(store, "somebody", gates.gated())
    run.wait(0, gates.PATIENCE)
    threading.Timer(0.2, store.let_go, ["somebody"]).start()
    asker.one(f"/film/{run.name}/1")
    time.sleep(0.2)
    gate.set()
    run.wait(100, gates.PATIENCE)
    assert run.state == "cancelled"
    assert store.named(run.name) is None


@pytest.mark.parametrize("generations", [10, 100, 2000])
@pytest.mark.parametrize("samples", [2, 200, 2000])
def test_pieces_begin_where_others_end(
    shortened: Shortened, generations: int, samples: int
) -> None:
    """Wherever one begins to read, one soon reads what everybody reads."""
    feed = PlayerSource(
        TrajectoryJob(Trajectory(shortened(generations=generations, samples=samples)))
    )
    ends = {piece_end(feed, have) for have in range(generations + 1)}
    assert opening_length(feed) in ends and max(ends) == generations + 1
    assert all(piece_end(feed, have) > have for have in range(generations + 1))
    assert len(ends) <= 8
