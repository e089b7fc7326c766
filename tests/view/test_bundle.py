"""Scripts stand in the bundle as a browser would run them, and a broken import says what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from view.bundle import BundleError, bundle, in_order


def written(folder: Path, **sources: str) -> Path:
    """A file for each source; returns the one called `entry`."""
    for name, source in sources.items():
        (folder / f"{name}.js").write_text(source)
    return folder / "entry.js"


def importing(name: str, what: str = "one") -> str:
    return f'import {{ {what} }} from "./{name}.js";\n'


def test_a_file_stands_after_what_it_imports_and_only_once(tmp_path: Path) -> None:
    entry = written(
        tmp_path,
        entry=importing("upper") + importing("lower", "two") + "export default one + two;\n",
        upper=importing("lower", "two") + "export const one = two;\n",
        lower="export const two = 2;\nexport const unused = 3;\n",
    )
    assert [path.stem for path in in_order(entry)] == ["lower", "upper", "entry"]


def test_files_of_other_folders_are_found(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    entry = written(tmp_path, entry='import { one } from "./inner/a.js";\n', b="export let two;\n")
    inner = 'import { two } from "../b.js";\nexport const one = two;\n'
    (tmp_path / "inner" / "a.js").write_text(inner)
    assert [path.stem for path in in_order(entry)] == ["b", "a", "entry"]


def test_comments_imports_and_inner_exports_are_left_out(tmp_path: Path) -> None:
    entry = written(
        tmp_path,
        entry=importing("a") + "/** @type {number} */\nexport default one; // said\n",
        a="// What it is.\n/**\n * At length.\n */\nexport const one = /** @type {any} */ (1);\n",
    )
    assert bundle(entry) == "const one = (1);\nexport default one;"


def test_what_only_looks_like_a_comment_stays(tmp_path: Path) -> None:
    entry = written(tmp_path, entry='const address = "x://y";\nconst many = 3 /* a */ * 2;\n')
    assert bundle(entry) == 'const address = "x://y";\nconst many = 3 /* a */ * 2;'


def test_a_circle_is_named(tmp_path: Path) -> None:
    sources = {"entry": importing("a"), "a": importing("b"), "b": importing("a")}
    exporting = {name: text + "export const one = 1;\n" for name, text in sources.items()}
    with pytest.raises(BundleError, match=r"^a\.js imports b\.js imports a\.js$"):
        bundle(written(tmp_path, **exporting))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (importing("nowhere"), r"entry\.js imports from \./nowhere\.js, which is not there"),
        (importing("a", "one, two"), r"entry\.js imports two, which a\.js does not export"),
        (importing("a", "one as two"), "imports one as two, which"),
        ('import * as a from "./a.js";\n', r"entry\.js: write import \{ a, b \} from"),
        ('import { one } from "package";\n', r"entry\.js: write import \{ a, b \} from"),
    ],
)
def test_an_import_that_leads_nowhere_is_named(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(BundleError, match=said):
        bundle(written(tmp_path, entry=line, a="export const one = 1;\n"))
