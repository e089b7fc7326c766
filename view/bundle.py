"""Scripts that import each other become one, in the order in which a browser would run them."""

import re
from pathlib import Path

IMPORT = re.compile(r'import \{ (?P<names>.+) \} from "(?P<path>\..+)";')
EXPORT = re.compile(r"^export (?:async )?(?:const|let|function|class) (\w+)", re.MULTILINE)
BLOCK = re.compile(r"/\*\*.*?\*/ *", re.DOTALL)
COMMENT = re.compile(r"(^|\s)//(\s.*)?$")


class BundleError(ValueError):
    """An import that leads nowhere, or in a circle."""


def bundle(entry: Path) -> str:
    """One module with the default export of `entry`, without comments and without imports."""
    return "\n".join(_inlined(path.read_text()) for path in in_order(entry))


def in_order(entry: Path) -> list[Path]:
    """`entry` and whatever it needs, each file once and after all that it imports."""
    found: dict[Path, None] = {}
    _visit(entry.resolve(), (), found)
    return list(found)


def _visit(path: Path, importers: tuple[Path, ...], found: dict[Path, None]) -> None:
    if path in importers:
        circle = [*importers[importers.index(path) :], path]
        raise BundleError(" imports ".join(step.name for step in circle))
    if path in found:
        return
    for other in _imported(path):
        _visit(other, (*importers, path), found)
    found[path] = None


def _imported(path: Path) -> list[Path]:
    lines = [line for line in path.read_text().splitlines() if line.startswith("import ")]
    return [_found(path, line) for line in lines]


def _found(path: Path, line: str) -> Path:
    """The file that a line imports from; it must be there, and export what is asked of it."""
    match = IMPORT.fullmatch(line)
    if match is None:
        raise BundleError(f'{path.name}: write import {{ a, b }} from "./file.js"; not {line}')
    other = (path.parent / match["path"]).resolve()
    if not other.is_file():
        raise BundleError(f"{path.name} imports from {match['path']}, which is not there")
    missing = set(match["names"].split(", ")) - set(EXPORT.findall(other.read_text()))
    if missing:
        names = ", ".join(sorted(missing))
        raise BundleError(f"{path.name} imports {names}, which {other.name} does not export")
    return other


def _inlined(source: str) -> str:
    lines = (_bare(line) for line in BLOCK.sub("", source).splitlines())
    return "\n".join(line for line in lines if line)


def _bare(line: str) -> str:
    line = COMMENT.sub("", line).strip()
    if line.startswith("import "):
        return ""
    return line if line.startswith("export default ") else line.removeprefix("export ")
