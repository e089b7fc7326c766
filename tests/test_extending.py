"""What docs/extending.md shows is real: each file is found, and does what the document says."""

import importlib
import io
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine import METRICS, MODELS, Trajectory, settings
from engine.catalogue import catalogue
from engine.protocols import Data
from engine.recording import LISTENING, write_csv
from tests.engine import test_declarations as contract
from view.modalities import MODALITIES, captions
from view.modalities.numbers import NUMBERS
from view.modalities.numbers import captions as spreads
from view.modalities.player_source import charts

TEXT = (Path(__file__).parents[1] / "docs" / "extending.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^`(engine/\S+\.py)`[^`]*```python\n(.*?)```", TEXT, re.S | re.M))
ROWS = re.findall(r"in `view/modalities/numbers/captions.py`:\s+```python\n(.*?)```", TEXT, re.S)


@contextmanager
def added(file: str, folder: Path, patch: pytest.MonkeyPatch) -> Iterator[dict[str, type[Any]]]:
    """The kind that one file of the document declares, by its name, as if it lay in its package."""
    *parts, name = Path(file).with_suffix("").parts
    package = importlib.import_module(".".join(parts))
    (folder / f"{name}.py").write_text(FILES[file], encoding="utf-8")
    patch.setattr(package, "__path__", [*package.__path__, str(folder)])
    patch.setattr(package, name, None, raising=False)
    try:
        yield catalogue(package.__name__, [str(folder)])
    finally:
        sys.modules.pop(f"{package.__name__}.{name}", None)


@pytest.fixture
def metric(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The document's metric in the catalogue, and its sentence among the details."""
    with added("engine/metrics/middle_half.py", tmp_path, monkeypatch) as found:
        ((name, declared),) = found.items()
        monkeypatch.setitem(METRICS, name, declared)
        monkeypatch.setitem(LISTENING, name, declared())
        (row,) = ROWS
        details = (*spreads.TELLER.details, eval(row, vars(spreads)))
        teller = replace(spreads.TELLER, details=details)
        monkeypatch.setitem(MODALITIES, Data.NUMBERS, replace(NUMBERS, teller=teller))
        yield name


def recorded(**chosen: Any) -> Trajectory:
    """A short run."""
    trajectory = Trajectory(settings(**{"policy": "replace", "generations": 30} | chosen))
    list(trajectory.follow())
    return trajectory


def test_a_metric_is_a_file_and_its_sentence_a_row(metric: str) -> None:
    run = recorded(truth="blobs", model="gmm", samples=100)
    file = io.StringIO()
    write_csv(file, [run])
    header, *lines = file.getvalue().splitlines()
    share = float(lines[-1].split(",")[header.split(",").index(metric)])
    assert 0 < share <= 1
    said = captions.details(run)
    assert f"{share:.0%} of its latest samples are of the commoner half; of real data, 50%." in said
    last = charts(run.settings.truth)[-1]
    assert (last.name, last.percent, last.level) == (metric, True, 0.5)


def test_where_it_does_not_apply_nothing_is_said(metric: str) -> None:
    assert "commoner half" not in captions.details(recorded(truth="dice", model="frequency"))


def test_it_keeps_the_contract(metric: str) -> None:
    contract.test_every_metric_says_all_of_itself(metric)
    contract.test_a_level_is_known_of_whatever_is_shown_with_one(metric)
    contract.test_what_is_in_units_of_the_data_grows_with_them(metric)
    for data in Data:
        contract.test_a_metric_is_of_the_data_that_it_says(metric, data)
        contract.test_numbers_are_what_their_unit_allows(metric, data)
    for spec in ("normal", "moons", "zipf"):
        contract.test_the_level_of_real_data_is_what_is_measured_of_them(metric, spec)


def test_what_was_added_for_a_test_is_gone() -> None:
    assert "middle_half" not in METRICS and "engine.metrics.middle_half" not in sys.modules


def test_a_model_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with added("engine/models/shrinking.py", tmp_path, monkeypatch) as found:
        ((name, declared),) = found.items()
        monkeypatch.setitem(MODELS, name, declared)
        run = recorded(truth="normal", model=f"{name}:factor=0.5", samples=100)
        assert run.metrics["variance"][30] < 1e-6, "0.5^31 is 5e-10"
