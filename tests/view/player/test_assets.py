"""Many small script files become one module that fits into a message."""

from __future__ import annotations

import base64
import re
import zlib
from collections import Counter

from view.player import assets
from view.player.bundle import in_order

SCRIPTS = assets.FOLDER / "js"
FILES = sorted(SCRIPTS.rglob("*.js"))


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


def test_the_packed_module_is_the_module_and_small() -> None:
    packed = assets.packed_javascript()
    match = re.search(r'"([^"]+)"\.match', packed)
    assert match is not None
    inflate = zlib.decompressobj()
    assert inflate.decompress(base64.b85decode(match[1])).decode() == assets.javascript()
    assert inflate.eof and len(inflate.unused_data) < 4, "but for what fills the last five digits"
    assert len(packed) < 46_000, "it travels in the first message of each visit"


def test_nothing_is_fetched_from_elsewhere() -> None:
    for text in (assets.html(), assets.css(), assets.javascript()):
        named = text.replace('xmlns="http://www.w3.org/2000/svg"', "")  # a name, where nothing is
        assert not re.search(r"https?://|url\((?!#)|@import", named)
    asked = re.findall(r"fetch\((\w+)", assets.javascript())
    assert asked == ["address"], "but a film, from the page's own base"
    assert "new URL(address, document.baseURI)" in assets.javascript()
