"""Many small script files become one module that fits into a message."""

from __future__ import annotations

import gzip
import re
from collections import Counter

from tests.support.http import asked
from view.bundle import in_order
from view.player import assets, script

SCRIPTS = assets.FOLDER / "js"
CALLS = assets.FOLDER.parent / "shell" / "calls.js"
FILES = sorted([*SCRIPTS.rglob("*.js"), CALLS])


def test_every_source_file_is_in_the_module() -> None:
    assert sorted(in_order(SCRIPTS / "index.js")) == FILES


def test_the_module_has_one_export_no_import_and_no_comment() -> None:
    lines = assets.javascript().splitlines()
    assert [line for line in lines if line.startswith(("import ", "//", "/*", "*"))] == []
    exports = [line for line in lines if line.startswith("export ")]
    assert exports == [line for line in lines if line.startswith("export default function mount")]
    assert len(exports) == 1


def test_no_two_files_give_one_name_to_two_things() -> None:
    pattern = re.compile(r"^(?:export )?(?:async )?(?:const|let|function|class) (\w+)", re.M)
    names = [name for path in FILES for name in pattern.findall(path.read_text())]
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_what_travels_in_messages_is_small_and_names_the_module() -> None:
    assert len(assets.loader()) < 1_000
    assert re.search(r'new URL\("player/[0-9a-f]{16}\.js", document', assets.loader())


def test_the_module_is_served_under_its_name_wherever_pages_are() -> None:
    for before in ("", "/collapse/x"):
        for accepted in ("gzip, br", ""):
            found = asked(script.routes, f"{before}/{assets.address()}", accept_encoding=accepted)
            assert found.status == 200 and "immutable" in found.headers["cache-control"]
            assert found.headers["content-type"].startswith("text/javascript")
            packed = found.headers.get("content-encoding") == "gzip"
            assert packed == bool(accepted)
            body = gzip.decompress(found.body) if packed else found.body
            assert body.decode() == assets.javascript()
    assert len(script.packed()) < 36_500, "it comes with everybody's first visit"


def test_a_module_of_another_version_is_not_there() -> None:
    found = asked(script.routes, "/player/0123456789abcdef.js")
    assert found.status == 404 and found.headers["cache-control"] == "no-store"
    assert found.body.decode() == script.UNKNOWN


def test_nothing_is_fetched_from_elsewhere() -> None:
    for text in (assets.html(), assets.css(), assets.javascript()):
        named = text.replace('xmlns="http://www.w3.org/2000/svg"', "")  # a name, where nothing is
        assert not re.search(r"https?://|url\((?!#)|@import", named)
    asked = re.findall(r"fetch\((\w+)", assets.javascript())
    assert asked == ["address"], "but a film, from the page's own base"
    assert "new URL(address, document.baseURI)" in assets.javascript()
