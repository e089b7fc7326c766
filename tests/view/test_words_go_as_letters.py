"""No words of others reach a page but through `view.letters`: read off the source, file by file.

Where words come from is known by name, and so is where they are shown (`SINKS`). Within
a function, what is made of such words holds them too, until it has gone through `view.letters`.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from view import letters

ROOT = Path(__file__).parents[2]
FILES = [*sorted((ROOT / "view").rglob("*.py")), *sorted((ROOT / "pages").glob("*.py"))]

KEPT_IN = {"axes", "symbols", "tokenizer", "error", "sentence", "names"}
"""Attributes: columns, words of a text, what a network is called, what a job ended by."""

MADE_BY = {"told_apart", "title_of", "spec_of", "footnote", "facts", "plain", "written"}
"""Functions: names of runs, sentences and specs that quote what was brought."""

OURS = {"view/lesson/steps", "view/glossary/entries", "view/player"}
"""Attributes of the same names that hold words of ours, or go to a canvas."""

SINKS = {
    *("markdown", "caption", "info", "warning", "error", "success", "header", "subheader"),
    *("html", "write", "title", "metric", "button", "toggle", "checkbox", "expander", "progress"),
    *("tabs", "pills", "segmented_control", "radio", "add_scatter", "add_bar", "add_annotation"),
}
LETTERS = {name for name in vars(letters) if name.startswith(("in_", "as_"))}

HARMLESS = {
    "view/sections/theory.py": {"symbols"},  # letters of a formula of ours
    "view/horizon/page.py": {"spec_of"},  # to set out with, not to be read
    "view/controls/knob_widgets.py": {"written"},  # numbers, and choices of ours
    "view/lesson/page.py": {"written"},  # likewise
}


def name_of(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def known_in(file: str) -> set[str]:
    """Whatever holds words of others there, an attribute with a dot before its name."""
    ours = HARMLESS.get(file, set())
    return {f".{name}" for name in KEPT_IN | MADE_BY if name not in ours} | (MADE_BY - ours)


def raw(node: ast.AST, known: set[str]) -> Iterator[str]:
    """The words of others in an expression that no way of showing letters encloses."""
    if isinstance(node, ast.Compare):
        return  # true or false
    if isinstance(node, ast.Call) and name_of(node.func) in LETTERS | {"len", "values"}:
        return
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        yield from raw(node.func.value, known)  # a text's own methods give it away
    said = f".{node.attr}" if isinstance(node, ast.Attribute) else name_of(node)
    if said in known:
        yield said
    if not isinstance(node, ast.Attribute):  # whatever else a thing has is no text
        for child in ast.iter_child_nodes(node):
            if not isinstance(node, ast.comprehension) or child not in node.ifs:
                yield from raw(child, known)


def targets(node: ast.AST) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Name):
            yield each.id


def holding(function: ast.AST, known: set[str]) -> set[str]:
    """The names in a function that hold words of others."""
    held = known | {
        each.name
        for each in ast.walk(function)
        if isinstance(each, ast.ExceptHandler) and each.name
    }
    pairs: list[tuple[ast.AST, ast.AST]] = []
    for each in ast.walk(function):
        if isinstance(each, ast.Assign):
            for target in each.targets:
                pairs += paired(target, each.value)
        elif isinstance(each, ast.For | ast.comprehension):
            pairs.append((each.target, each.iter))
    for _ in pairs:
        for target, value in pairs:
            if any(raw(value, held)):
                held |= set(zipped(target, value, held))
    return held


def paired(target: ast.AST, value: ast.AST) -> list[tuple[ast.AST, ast.AST]]:
    """What is given to what, also where several are at once."""
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        return list(zip(target.elts, value.elts, strict=True))
    return [(target, value)]


def zipped(target: ast.AST, value: ast.AST, held: set[str]) -> Iterator[str]:
    """Of names that are taken from a `zip`, those whose own part holds such words."""
    parts = value.args if isinstance(value, ast.Call) and name_of(value.func) == "zip" else []
    if isinstance(target, ast.Tuple) and len(parts) == len(target.elts):
        for one, part in zip(target.elts, parts, strict=True):
            if any(raw(part, held)):
                yield from targets(one)
    elif isinstance(target, ast.Name | ast.Tuple):
        yield from targets(target)


def leaks(source: str, file: str) -> Iterator[str]:
    """Each place where words of others are shown as they are."""
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef):
            continue
        held = holding(function, known_in(file))
        for call in ast.walk(function):
            if isinstance(call, ast.Call) and name_of(call.func) in SINKS:
                shown = [*call.args[:2], *(k.value for k in call.keywords if k.arg in SHOWN)]
                for name in {name for one in shown for name in raw(one, held)}:
                    yield f"{file}:{call.lineno} shows {name} as it is"


SHOWN = {"help", "label", "name", "text", "x", "hovertemplate", "format_func"}
"""Arguments by name that are read."""


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_none_goes_raw(file: Path) -> None:
    there = str(file.relative_to(ROOT))
    if not there.startswith(tuple(OURS)):
        assert not [*leaks(file.read_text(encoding="utf-8"), there)]


@pytest.mark.parametrize(
    "line",
    [
        "st.caption(told_apart(runs)[0])",
        "for run, name in zip(runs, told_apart(runs)):\n        st.caption(f'**{name}**')",
        "try:\n        pass\n    except BadSpec as bad:\n        st.error(f'No: {bad}.')",
        "said = f'{run.error};'\n    st.warning(said)",
        "figure.add_scatter(x=at, name=truth.symbols[0])",
        "st.segmented_control('A', range(2), format_func=lambda at: plain(truth, at))",
    ],
)
def test_what_goes_raw_is_found(line: str) -> None:
    assert [*leaks(f"def draw(run, runs, truth):\n    {line}\n", "view/a.py")]


@pytest.mark.parametrize("way", sorted(LETTERS))
def test_what_goes_as_letters_is_not(way: str) -> None:
    line = f"for run, name in zip(runs, told_apart(runs)):\n        st.caption({way}(name))"
    assert not [*leaks(f"def draw(run, runs):\n    {line}\n", "view/a.py")]
