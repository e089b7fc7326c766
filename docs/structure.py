"""The picture of the rooms in docs/architecture.md, of the imports: `python -m docs.structure`."""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/architecture.md"
PARTS = ("view", "engine")
BEGIN, END = "```mermaid\n", "```\n"

Arrows = dict[str, set[str]]
"""Of each room, the rooms that it imports."""


def modules() -> dict[str, Path]:
    """Every module of the pages, the view and the engine, with its file."""
    files = [ROOT / "app.py"]
    for part in ("pages", "view", "engine"):
        files += sorted((ROOT / part).rglob("*.py"))
    return {_named(file): file for file in files}


def _named(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported(module: str, known: dict[str, Path]) -> Iterator[str]:
    """The modules of the house that one imports, wherever in its file."""
    for node in ast.walk(ast.parse(known[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in known else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def room(module: str) -> str:
    """The folder in which a module lives, two storeys deep at most; a file at the top is a room."""
    parts = module.split(".")
    if parts[0] in ("app", "pages"):
        return parts[0]
    return ".".join(parts[:2])


def arrows() -> Arrows:
    """Which room imports which, those at the bottom of a part, which all import, left out."""
    known, found = modules(), defaultdict[str, set[str]](set)
    for module in known:
        here = room(module)
        found[here] |= {room(there) for there in imported(module, known) if there in known}
    return {here: there - {here} for here, there in found.items()}


def reduced(found: Arrows) -> Arrows:
    """Without the arrows that a longer way says, too."""
    return {
        here: {there for there in of if not any(there in _beyond(o, found) for o in of - {there})}
        for here, of in found.items()
    }


def _beyond(here: str, found: Arrows) -> set[str]:
    """All rooms that can be reached from one."""
    seen, ahead = set[str](), [here]
    while ahead:
        for there in found.get(ahead.pop(), set()) - seen:
            seen.add(there)
            ahead.append(there)
    return seen


def mermaid() -> str:
    """The picture, in the words that a repository's page draws."""
    found = reduced(arrows())
    lines = ["flowchart TD"]
    for part in PARTS:
        lines.append(f"    subgraph {part}")
        lines += [
            f"        {_id(one)}[{one.rpartition('.')[2]}]"
            for one in sorted(found)
            if one.partition(".")[0] == part and (found[one] or "." in one)
        ]
        lines.append("    end")
    for here in sorted(found):
        lines += [f"    {_id(here)} --> {_id(there)}" for there in sorted(found[here])]
    return "\n".join(lines) + "\n"


def _id(one: str) -> str:
    """A name that Mermaid takes; that of a part is taken by the frame around its rooms."""
    return one.replace(".", "_") if "." in one or one not in PARTS else f"{one}_itself"


def main() -> None:
    """Draw it into the page."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}{mermaid()}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
