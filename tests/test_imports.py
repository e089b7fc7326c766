"""Imports run one way, the engine knows no screen, and one file alone remembers."""

import ast
import json
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCREEN = [ROOT / "app.py", *sorted((ROOT / "pages").rglob("*.py"))]
VIEW = sorted((ROOT / "view").rglob("*.py"))
HEAVY = {"streamlit", "plotly", "torch", "sklearn", "pandas"}
THREADS = {"Thread", "Timer", "Process", "ThreadPoolExecutor", "ProcessPoolExecutor"}
MAY_REMEMBER = {
    "view/player/component.py": {"session_state"},  # the component's own state
}


def named(path: Path) -> str:
    """The file as the project names it."""
    return path.relative_to(ROOT).as_posix()


def imports(tree: ast.Module) -> Iterator[str]:
    """Every module that the tree imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def words(tree: ast.Module) -> Iterator[str]:
    """Every name that the tree reads, calls, imports or asks an object for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield node.name.rpartition(".")[2]


def strays(tree: ast.Module) -> list[str]:
    """What a page imports from neither the view, the engine's public names nor Python itself."""
    return sorted(
        module
        for module in imports(tree)
        if module not in {"streamlit", "engine", "view"}
        and not module.startswith("view.")
        and module.partition(".")[0] not in sys.stdlib_module_names
    )


def reminders(tree: ast.Module) -> set[str]:
    """The words by which a file caches, remembers or starts work."""
    watched = THREADS | {"session_state"}
    return {word for word in words(tree) if word in watched or word.startswith("cache_")}


def parsed(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@pytest.mark.parametrize("path", SCREEN, ids=named)
def test_the_app_and_its_pages_import_only_the_view(path: Path) -> None:
    assert strays(parsed(path)) == [], "pages hold words, controls and calls: move this to view/"


@pytest.mark.parametrize(
    "path", [p for p in SCREEN + VIEW if ROOT / "view/state" not in p.parents], ids=named
)
def test_only_the_state_remembers(path: Path) -> None:
    found = reminders(parsed(path)) - MAY_REMEMBER.get(named(path), set())
    assert not found, "only view/state/ caches, remembers or starts a thread"


def test_these_rules_bite() -> None:
    page = ast.parse(
        "import numpy as np\nfrom engine.numerics.mixtures import expect\nfrom . import a\n"
    )
    assert strays(page) == [".", "engine.numerics.mixtures", "numpy"]
    thief = ast.parse(
        "import threading\nfrom streamlit import cache_resource\n"
        "st.session_state['a'] = st.cache_data(f)\nthreading.Thread(target=f).start()\n"
    )
    assert reminders(thief) == {"session_state", "cache_data", "cache_resource", "Thread"}
    assert not reminders(ast.parse("from functools import cached_property\nthreading.Lock()"))


def test_the_engine_wakes_nothing_heavy() -> None:
    ask = "import engine, json, sys; print(json.dumps(sorted(sys.modules)))"
    told = subprocess.run(
        [sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = {module.partition(".")[0] for module in json.loads(told.stdout)}
    assert not HEAVY & loaded, f"import engine also loads {', '.join(sorted(HEAVY & loaded))}"


def test_the_layers_hold() -> None:
    lint = Path(sysconfig.get_path("scripts")) / "lint-imports"
    told = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr
