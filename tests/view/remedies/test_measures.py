"""What the view shows of metrics is what they declare, in their units: it keeps no list of them."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine import METRICS, Trajectory, from_dict, settings
from engine.metrics import shown
from engine.protocols import Data, Place, Unit, data_of
from view.captions.format import in_unit
from view.modalities.player_source import charts
from view.remedies import captions

Invent = Callable[..., Trajectory]
ROOT = Path(__file__).parents[3]
VIEW = sorted(
    path
    for folder in ("view", "pages")
    for path in (ROOT / folder).rglob("*.py")
    if path.parent.name != "glossary"
)
"""All but the glossary, whose words are sometimes those of metrics."""

TRUTHS = {
    Data.NUMBERS: "moons",
    Data.PICTURES: "digits",
    Data.SYMBOLS: "dice:faces=4",
    Data.TEXT: "text:vocabulary=50",
}


def lists(tree: ast.AST) -> Iterator[list[str]]:
    """The names of metrics in each tuple, list, set or dict that names more than one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            parts: list[ast.AST | None] = [*node.keys, *node.values]
        elif isinstance(node, ast.Tuple | ast.List | ast.Set):
            parts = [*node.elts]
            rows = [each for each in node.elts if isinstance(each, ast.Tuple | ast.List | ast.Call)]
            parts += [part for row in rows for part in ast.iter_child_nodes(row)]
        else:
            continue
        texts = [part.value for part in parts if isinstance(part, ast.Constant)]
        named = [text for text in texts if isinstance(text, str) and text in METRICS]
        if len(named) > 1:
            yield named


@pytest.mark.parametrize("path", VIEW, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_view_keeps_no_list_of_metrics(path: Path) -> None:
    found = list(lists(ast.parse(path.read_text(encoding="utf-8"))))
    assert not found, (
        "let the metrics say where they are shown: `Shown` in engine/protocols/metric.py"
    )


def test_this_rule_bites() -> None:
    wrong = [
        'A = ("variance", "modes")',
        'A = {"pairs": 1, "l2": 2}',
        'A = (("pairs", "Pairs"), ("l2", "L2"))',
        'A = [Row("pairs"), Row("l2")]',
    ]
    for text in wrong:
        assert list(lists(ast.parse(text)))
    assert not list(lists(ast.parse('A = metrics["variance"], metrics["modes"]; B = ("l2", "x")')))


@pytest.mark.parametrize("data", Data)
def test_charts_are_the_declared_ones_in_their_order(data: Data) -> None:
    kinds = {"truth": TRUTHS[data], "model": "gaussian", "policy": "replace"}
    truth = from_dict(kinds).truth
    assert data_of(truth) is data
    drawn = charts(truth)
    assert [(chart.name, chart.label) for chart in drawn] == [
        (name, row.label) for name, row in shown(Place.FILM, data)
    ]
    for chart in drawn:
        assert chart.percent == (METRICS[chart.name].unit is Unit.SHARE)
        assert (chart.level is None) == (not chart.level_label)
        if chart.level is not None:
            assert chart.level == METRICS[chart.name]().real(truth)


def test_charts_of_the_film() -> None:
    """As they have always been."""
    first, *others = charts(settings(truth="blobs", model="gmm", policy="replace").truth)
    assert (first.label, first.percent, first.level) == ("tail mass (rarest 5%)", True, 0.05)
    assert [(c.name, c.scale) for c in others] == [("variance", "linear"), ("variance", "log")]
    dice = charts(settings(truth="dice", model="frequency", policy="replace").truth)
    assert [c.name for c in dice] == ["surviving", "diversity", "entropy", "missing_mass"]
    assert [c.level for c in dice] == pytest.approx([6, 5 / 6, 2.585, None], abs=1e-3)


@pytest.mark.parametrize("unit", Unit)
def test_shares_and_only_shares_are_said_in_percent(unit: Unit) -> None:
    for value in (0.0, 0.05, 0.5, 1.0):
        assert in_unit(value, unit).endswith("%") == (unit is Unit.SHARE)
    assert in_unit(1234.0, Unit.COUNT) == "1,234" and in_unit(2.5849, Unit.BITS) == "2.58"


def test_the_ledger_has_the_declared_columns(invent: Invent) -> None:
    run = invent([1.0, 0.5, 0.4], tail=0.0317)
    run.metrics["coverage"][:3] = 0.912
    table = captions.table({"one": run}, 2)
    assert list(table)[-2:] == ["coverage", "in the tail (real data: 5%)"]
    assert [column[0] for column in table.values()][-3:] == ["40%", "91%", "3.2%"]
