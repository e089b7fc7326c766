"""What there is, whoever says so, and what a run may take of it."""

import resource
from pathlib import Path

import pytest

from engine import PRESETS, from_dict, run, to_dict
from engine.jobs import machine_bytes, memory, needed_bytes
from engine.settings import at_hand


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine of 8 GB without limits, with a folder for those of its container."""
    monkeypatch.setattr(memory, "_physical", lambda: 8e9)
    monkeypatch.setattr(memory, "CONTAINER", tmp_path)
    monkeypatch.setattr(memory, "OWN_GROUPS", tmp_path / "groups")
    monkeypatch.setattr(memory, "_of_user", lambda: float("inf"))
    return tmp_path


def test_a_machine_without_limits_has_all_it_has(alone: Path) -> None:
    (alone / "memory.max").write_text("max\n")
    assert machine_bytes() == 8_000_000_000


@pytest.mark.parametrize("name", ["memory.max", "memory/memory.limit_in_bytes"])
def test_a_container_says_how_much_there_is(alone: Path, name: str) -> None:
    (alone / name).parent.mkdir(exist_ok=True)
    (alone / name).write_text("1073741824\n")
    assert machine_bytes() == 2**30


@pytest.mark.parametrize(
    ("groups", "folder", "name"),
    [
        ("0::/shop/copy\n", "", "memory.max"),
        ("9:cpu:/a\n4:memory,hugetlb:/shop/copy\n", "memory", "memory.limit_in_bytes"),
    ],
)
def test_so_does_a_service_and_whatever_is_around_it(
    alone: Path, groups: str, folder: str, name: str
) -> None:
    """As `systemd` limits one: the group is not the one that a container shows as its own."""
    (alone / "groups").write_text(groups)
    inner = alone / folder / "shop" / "copy"
    inner.mkdir(parents=True)
    (inner / name).write_text("2000000000\n")
    assert machine_bytes() == 2_000_000_000
    (inner.parent / name).write_text("1000000000\n")
    assert machine_bytes() == 1_000_000_000


def test_so_do_a_users_limits(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(resource, "getrlimit", lambda _: (3_000_000, 4_000_000))
    assert machine_bytes() == 3_000_000


def test_where_nobody_says_something_is_reckoned_with(
    alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "_physical", lambda: float("inf"))
    assert machine_bytes() == memory.UNSAID


@pytest.mark.parametrize("name", ["three-blobs", "errors", "text", "digits-mixture"])
@pytest.mark.parametrize("policy", ["replace", "accumulate", "fresh", "anchor"])
def test_no_training_set_is_larger_than_was_said(name: str, policy: str) -> None:
    small = {"generations": 10, "samples": 60, "policy": policy}
    settings = from_dict(to_dict(PRESETS[name].settings) | small)
    read = [generation.training.rows.size for generation in run(settings)]
    assert 0 < max(read) <= at_hand(settings)
    assert needed_bytes(settings) == memory.NUMBER_BYTES * at_hand(settings)
