"""The script of a run is short, is Python, and says what it computes."""

import ast
from itertools import product

import pytest

from engine import PRESETS, to_dict
from engine.recording import LINES, Table, script_of

CHOSEN = to_dict(PRESETS["paper"].settings)
OTHER = {"truth": "iris", "model": "kde", "policy": "accumulate", "samples": 7, "seed": 9}


def tables(count: int, differing: tuple[str, ...]) -> list[Table]:
    """So many tables, the last of which differs from the others."""
    other = CHOSEN | {name: OTHER[name] for name in differing}
    all_but_last = [Table(f"{i}.csv", CHOSEN, 2001) for i in range(count - 1)]
    return [*all_but_last, Table("last.csv", other, 5, lineages=3)]


@pytest.mark.parametrize("count", [1, 2, 4])
def test_it_is_never_longer_than_promised(count: int) -> None:
    for kept in product([True, False], repeat=len(OTHER)):
        differing = tuple(name for name, keep in zip(OTHER, kept, strict=True) if not keep)
        text = script_of("again.py", tables(count, differing))
        assert len(text.splitlines()) <= LINES, text
        ast.parse(text)


def test_it_names_its_tables_and_every_setting() -> None:
    text = script_of("again.py", tables(2, ("policy", "seed")))
    assert ast.get_docstring(ast.parse(text)) == (
        "Computes 0.csv and last.csv again beside this file: to the last digit on the same kind of "
        "processor.\n\n"
        "PYTHONPATH=/path/to/copy-of-a-copy python again.py"
    )
    assert "policy='accumulate'" in text and "range(9, 12), 5" in text
    assert all(f"{name}={CHOSEN[name]!r}" in text for name in ("truth", "model", "generations"))


def test_what_is_in_quotes_stays_in_quotes() -> None:
    odd = CHOSEN | {"truth": """table:file=a.csv,x="it's, \\ so" """}
    tree = ast.parse(script_of("again.py", [Table("a.csv", odd, 11)]))
    strings = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    assert odd["truth"] in strings
