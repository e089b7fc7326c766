"""One function asks what a truth is of, and everything else goes by its answer."""

import ast
from pathlib import Path

import pytest

from engine import TRUTHS
from engine.protocols import Data, data_of
from view.modalities import MODALITIES, modality_of

ROOT = Path(__file__).parents[3]
TRUTH_KINDS = {"ImageTruth", "MixtureTruth", "SymbolTruth", "TextTruth"}
MAY_CAST = ROOT / "view/modalities/truths.py"


def asked(file: Path) -> list[str]:
    """The kinds of truth that a file asks for, or takes one for."""
    return [
        name.id
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call | ast.match_case)
        and (
            not isinstance(node, ast.Call) or getattr(node.func, "id", "") in ("isinstance", "cast")
        )
        for name in ast.walk(node)
        if isinstance(name, ast.Name) and name.id in TRUTH_KINDS
    ]


def test_nobody_else_asks_of_which_kind_a_truth_is() -> None:
    files = [*(ROOT / "view").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    found = {file.relative_to(ROOT).as_posix(): asked(file) for file in files if file != MAY_CAST}
    assert not {file: kinds for file, kinds in found.items() if kinds}
    assert asked(MAY_CAST), "the rule finds those that there are"


def test_every_kind_of_data_has_a_room() -> None:
    assert set(MODALITIES) == set(Data)
    assert len({id(one) for one in MODALITIES.values()}) == len(MODALITIES)


@pytest.mark.parametrize("name", TRUTHS)
def test_every_truth_has_one_of_them(name: str) -> None:
    truth = TRUTHS[name]()
    assert modality_of(truth) is MODALITIES[data_of(truth)]
