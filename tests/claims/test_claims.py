"""Nothing that is said of experiments drawn at random is false, and every kind has a refuter."""

import ast
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from docs.claims import PAGE, page
from tests.claims import harness
from tests.claims.definitions import DEFINED
from tests.claims.harness import AT_ODDS, Tally, at_odds, lessons, maps, outlooks, refuted, searches
from tests.claims.refuters import REFUTERS
from view.captions.claim import Claim
from view.lesson.steps import STEPS
from view.say.standing import standing
from view.say.told import Said

CLAIMS = "claims"

Record = Callable[[str, object], None]

VIEW = Path(__file__).parents[2] / "view"


@pytest.mark.parametrize("part", range(4))
@pytest.mark.slow
def test_nothing_is_said_that_is_false(part: int, record_property: Record) -> None:
    tally = refuted(30, part)
    record_property(CLAIMS, dict(tally.tried))
    assert not tally.wrong, "\n".join(tally.wrong)


@pytest.mark.parametrize("part", range(4))
@pytest.mark.long
def test_nothing_is_said_that_is_false_of_many(part: int, record_property: Record) -> None:
    tally = refuted(100, 1000 + part)
    record_property(CLAIMS, dict(tally.tried))
    assert not tally.wrong, "\n".join(tally.wrong)


@pytest.mark.parametrize("part", range(1))
@pytest.mark.long
def test_the_lesson_says_nothing_false_wherever_its_knobs_stand(
    part: int, record_property: Record
) -> None:
    tally = lessons(part)
    record_property(CLAIMS, dict(tally.tried))
    assert not tally.wrong, "\n".join(tally.wrong)


@pytest.mark.parametrize("count", [2, pytest.param(20, marks=pytest.mark.long)])
@pytest.mark.parametrize("drawn", [searches, maps])
@pytest.mark.slow
def test_nothing_is_said_of_a_search_or_a_map_that_is_false(
    drawn: Callable[[int, int], Tally], count: int, record_property: Record
) -> None:
    tally = drawn(count, count)
    record_property(CLAIMS, dict(tally.tried))
    assert not tally.wrong, "\n".join(tally.wrong)


@pytest.mark.slow
def test_nothing_is_said_of_the_years_to_come_that_is_false(record_property: Record) -> None:
    tally = outlooks(20, 0)
    record_property(CLAIMS, dict(tally.tried))
    assert not tally.wrong, "\n".join(tally.wrong)


def kinds() -> Iterator[str]:
    """Every kind that the view can claim, as it is written there."""
    for file in VIEW.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                named = node.func.id in ("Claim", "_claim", "claim", "told")
                if named and node.args:
                    yield from _written(node.args[0])
    for step in STEPS:
        yield f"lesson: {step.title}"
        if step.law:
            yield f"law: {step.title}"
    yield from {said.claim.kind for said in standing()} - DEFINED


def _written(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _written(node.body)
        yield from _written(node.orelse)


def test_every_kind_of_claim_has_a_refuter_and_every_refuter_a_kind() -> None:
    assert set(kinds()) == set(REFUTERS)


PAIRS = [pair for some, others in AT_ODDS for pair in itertools.product(some, others)]


@pytest.mark.parametrize("pair", sorted(PAIRS), ids=" beside ".join)
def test_what_contradicts_is_found_on_one_page_and_not_on_two(
    pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harness, "refute", lambda said: None)  # each by itself may well be true
    first, second = (Said("drift", "headline", Claim(kind, "It is so.")) for kind in pair)
    tally = Tally()
    tally.hear([first], "one page")
    tally.hear([second], "another")
    assert not tally.wrong
    tally.hear([first, second], "the same")
    assert len(tally.wrong) == len(at_odds(set(pair))) > 0


def test_only_kinds_that_are_claimed_are_at_odds() -> None:
    assert set(itertools.chain.from_iterable(PAIRS)) <= set(kinds())


def test_the_page_of_claims_is_as_the_refuters_are() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "write it again: python -m docs.claims"
