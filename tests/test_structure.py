"""The rooms of the house: no circle, no file far from the only one that needs it, no name twice."""

import ast
from collections import defaultdict
from graphlib import TopologicalSorter
from pathlib import Path

from docs.structure import BEGIN, END, PAGE, ROOT, arrows, imported, mermaid, modules, room

KINDS = ("engine.truths", "engine.models", "engine.policies", "engine.metrics")
"""Found by their catalogue: whoever names one of them besides needs just that one."""

ENTRIES = ("app", "pages.", "view.navigation", "engine.__main__")
"""What begins a script needs a room's own entry, and nobody else does."""

ALIKE = {
    "view/lesson/steps",
    "view/glossary",
    "view/shell/keyboard",
    "view/lesson/guess",
    "view/map/grid",
}
"""Folders whose files declare the same few names, as the catalogues' do."""


def test_the_picture_is_of_these_imports() -> None:
    drawn = PAGE.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
    assert drawn == mermaid(), "draw it again: python -m docs.structure"


def test_no_rooms_import_each_other_in_a_circle() -> None:
    found = arrows()
    for part in ("view", "engine"):  # a face hands names on, and stands above its own rooms
        for rooms in found.values():
            rooms.discard(part)
    TopologicalSorter(found).prepare()


def test_no_file_lives_far_from_the_only_one_that_needs_it() -> None:
    files = modules()
    users = defaultdict[str, set[str]](set)
    for module in files:
        for there in imported(module, files):
            users[there].add(module)
    strays = {
        module: next(iter(users[module]))
        for module in files
        if len(users[module]) == 1
        and files[module].name != "__init__.py"
        and not module.startswith(KINDS)
        and not next(iter(users[module])).startswith(ENTRIES)
        and room(module) != room(next(iter(users[module])))
    }
    assert not strays, "each of these is needed by one file only, in another room"


def public(file: Path) -> set[str]:
    """The names that a file defines for others."""
    names = set[str]()
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {
                name.id
                for each in node.targets
                for name in ast.walk(each)
                if isinstance(name, ast.Name)
            }
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    return {name for name in names if not name.startswith("_")}


def test_no_public_name_is_defined_twice_in_a_room() -> None:
    where = defaultdict[tuple[Path, str], list[str]](list)
    for module, file in modules().items():
        alike = str(file.parent.relative_to(ROOT)) in ALIKE or module.startswith((*KINDS, "pages"))
        if not alike:
            for name in public(file):
                where[file.parent, name].append(file.name)
    twice = {
        f"{path.relative_to(ROOT)}: {name}": files
        for (path, name), files in where.items()
        if len(files) > 1
    }
    assert not twice, "say what is different about them, or that nobody else needs them (_)"
