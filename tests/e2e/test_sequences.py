"""Whatever a person does, however soon after it something else, all that a page shows agrees."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.sequences.sequence import tried
from tests.sequences.uploads import uploaded

Visit = Callable[..., Any]


@pytest.mark.long
@pytest.mark.parametrize("seed", range(12))
def test_all_agrees_after_a_random_sequence(visit: Visit, seed: int, tmp_path: Path) -> None:
    done, wrong = tried(visit("/glossary"), seed, tmp_path)
    assert not wrong, f"after {done}: {wrong}"


@pytest.mark.long
@pytest.mark.parametrize("seed", [0, 1, 2, 3])
def test_the_first_upload_of_a_table_is_not_lost(visit: Visit, seed: int, tmp_path: Path) -> None:
    done, wrong = uploaded(visit("/glossary"), seed, tmp_path)
    assert not wrong, f"{done}: {wrong}"
