"""What the scripts take a chunk for is what the codec packs: the same fields, of the same types."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.player.test_bars import barred
from tests.player.test_codec import decode
from tests.player.test_galleries import pictured
from view.player import assets
from view.player.codec import encode, encode_piece

Record = Callable[..., Any]
SOURCE = (assets.FOLDER / "js/data/chunk.js").read_text()
BLOCK = re.compile(r"@typedef \{object\} (\w+)\n(.*?)\*/", re.DOTALL)
FIELD = re.compile(r"@property \{(.+)\} (\[?)(\w+)")
PLAIN: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}

Types = dict[str, dict[str, str]]
TYPES: Types = {
    name: {field: kind for kind, _, field in FIELD.findall(body)}
    for name, body in BLOCK.findall(SOURCE)
}
OPTIONAL = {field for _, bracket, field in FIELD.findall(SOURCE) if bracket}


def is_a(value: Any, kind: str) -> bool:
    """Whether a value is of a type, as JSDoc writes it."""
    if " | " in kind:
        return any(is_a(value, one) for one in kind.split(" | "))
    if kind.endswith("[]"):
        return isinstance(value, list) and all(is_a(one, kind[:-2]) for one in value)
    if kind.startswith("["):
        kinds = re.findall(r"\w+: ([\w\[\]]+)(?:, |\]$)", kind)
        return len(value) == len(kinds) and all(map(is_a, value, kinds))
    if kind.startswith('"'):
        return bool(value == json.loads(kind))
    if kind in PLAIN:
        return isinstance(value, PLAIN[kind]) and (kind == "boolean" or not isinstance(value, bool))
    return isinstance(value, dict) and wrong(value, TYPES[kind]) == []


def wrong(value: dict[str, Any], fields: dict[str, str]) -> list[str]:
    """The fields that one side lacks, or takes for something else."""
    odd = value.keys() ^ fields.keys()
    both = value.keys() & fields.keys()
    return sorted(odd | {field for field in both if not is_a(value[field], fields[field])})


def latent(record: Record) -> Any:
    return replace(record(), lattice=np.random.default_rng(1).standard_normal((101, 3, 4, 2)))


RECORDINGS: dict[str, Callable[[Record], Any]] = {
    "clouds": lambda record: record(),
    "no components": lambda record: record(components=0, dims=1),
    "empty": lambda record: record().until(0, "queued"),
    "stopped": lambda record: record().until(30, "cancelled"),
    "bars": barred,
    "pictures": pictured,
    "a decoder": latent,
}


@pytest.fixture(params=RECORDINGS)
def recording(request: pytest.FixtureRequest, record: Record) -> Any:
    return RECORDINGS[request.param](record)


def test_the_header_of_a_piece_is_as_typed(recording: Any) -> None:
    header, _ = decode(encode_piece(recording, 0, 40)[0])
    assert wrong(header, TYPES["PieceHeader"]) == []


def test_the_header_of_a_page_has_an_opening_besides(recording: Any) -> None:
    header, _ = decode(encode(recording, pause=7, beneath=20, by_hand="Throw"))
    assert wrong(header, TYPES["PieceHeader"] | TYPES["Opening"]) == []
    assert wrong(decode(encode(recording))[0], TYPES["PieceHeader"] | TYPES["Opening"]) == []


def test_the_arrays_are_as_typed(recording: Any) -> None:
    header, _ = decode(encode(recording))
    constructors = dict(re.findall(r"(\w\d): (\w+Array)", SOURCE))
    packed = {name: constructors[kind] for name, kind, *_ in header["arrays"]}
    typed = TYPES["Arrays"]
    assert typed.keys() - OPTIONAL <= packed.keys() <= typed.keys()
    for name, constructor in packed.items():
        assert constructor in typed[name].split(" | "), name


def test_every_array_that_may_lack_is_there_in_some_run(record: Record) -> None:
    runs = [make(record) for make in RECORDINGS.values()]
    assert {name for run in runs for name in decode(encode(run))[1]} >= OPTIONAL


def test_a_field_that_is_something_else_is_found() -> None:
    words = {"name": "variance", "label": "variance", "scale": "linear", "levelLabel": ""}
    series = words | {"percent": False, "level": None, "row": 0}
    assert wrong(series, TYPES["Series"]) == []
    assert wrong(series | {"percent": 0, "row": True}, TYPES["Series"]) == ["percent", "row"]
    assert wrong(series | {"scale": "root", "more": 1}, TYPES["Series"]) == ["more", "scale"]
