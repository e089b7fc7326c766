"""Many small script files become one module that fits into a message."""

from __future__ import annotations

import base64
import re
import zlib
from collections import Counter

from view.player import assets

FILES = sorted((assets.FOLDER / "js").glob("*.js"))


def test_every_source_file_is_in_the_module() -> None:
    assert sorted(assets.SOURCES) == [path.stem for path in FILES]


def test_the_module_has_one_export_and_no_import() -> None:
    lines = assets.javascript().splitlines()
    assert [line for line in lines if line.startswith("import ")] == []
    exports = [line for line in lines if line.startswith("export ")]
    assert exports == [line for line in lines if line.startswith("export default function mount")]
    assert len(exports) == 1


def test_files_stand_after_what_they_import() -> None:
    for path in FILES:
        for name in re.findall(r'^import .* from "\./(\w+)\.js";$', path.read_text(), re.M):
            assert assets.SOURCES.index(name) < assets.SOURCES.index(path.stem)


def test_every_import_is_exported_where_it_says() -> None:
    pattern = re.compile(r'^import \{ (.*) \} from "\./(\w+)\.js";$', re.M)
    for path in FILES:
        for names, source in pattern.findall(path.read_text()):
            text = (assets.FOLDER / "js" / f"{source}.js").read_text()
            for name in names.split(", "):
                assert re.search(
                    rf"^export (const|function|async function|class) {name}\b", text, re.M
                ), name


def test_no_two_files_give_one_name_to_two_things() -> None:
    pattern = re.compile(r"^(?:export )?(?:async )?(?:const|let|function|class) (\w+)", re.M)
    names = [name for path in FILES for name in pattern.findall(path.read_text())]
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_the_packed_module_is_the_module_and_small() -> None:
    packed = assets.packed_javascript()
    match = re.search(r'atob\("([^"]+)"\)', packed)
    assert match is not None
    assert zlib.decompress(base64.b64decode(match[1])).decode() == assets.javascript()
    assert len(packed) < 34_000


def test_nothing_is_fetched_from_elsewhere() -> None:
    for text in (assets.html(), assets.css(), assets.javascript()):
        assert not re.search(r"https?://|url\(|@import", text)
    asked = re.findall(r"fetch\((\w+)", assets.javascript())
    assert asked == ["address"], "but a film, from the page's own base"
    assert "new URL(address, document.baseURI)" in assets.javascript()
