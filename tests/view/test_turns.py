"""Ensembles are worked off in turn, and a single run need not wait for them."""

import time
from collections.abc import Callable

import numpy as np
import pytest

from engine import BadSpec, Ensemble
from engine.settings import SAFE_INTEGER
from tests.view.gates import OPEN, PATIENCE, breaking, gated, until
from view.runs import Store
from view.turns import Lineages


def begun(lineages: Lineages) -> int:
    return int((lineages.ensemble.lengths > 0).sum())


def test_equal_ensembles_are_one(make: Callable[..., Store]) -> None:
    store = make()
    many = store.show_many("ada", gated(), 3)
    assert store.show_many("ben", gated(), 3) is many
    assert store.show_many("cyd", gated(), 4) is not many
    assert store.has_many(gated(), 3) and not store.has_many(gated(1), 3)
    assert store.sees("ada", gated(), 3) and not store.sees("ada", gated(), 4)


def test_one_worker_at_most_is_busy_with_lineages(make: Callable[..., Store]) -> None:
    store = make(workers=4)
    ensembles = [store.show_many(str(n), gated(n), 8) for n in range(3)]
    until(lambda: sum(map(begun, ensembles)) == 1)
    run = store.show("ada", gated(9))
    until(lambda: run.trajectory.length)
    assert run.status == "running", "a single run gets its turn at once"
    time.sleep(0.05)
    assert sum(map(begun, ensembles)) == 1
    OPEN.set()
    until(lambda: all(each.finished for each in ensembles))
    assert all(each.status == "done" and each.ensemble.complete for each in ensembles)


@pytest.mark.slow
def test_ensembles_take_turns(make: Callable[..., Store]) -> None:
    store = make(workers=2)
    first = store.show_many("ada", gated(0, generations=2000, samples=1000), 256)
    OPEN.set()
    second = store.show_many("ben", gated(1), 3)
    until(lambda: second.finished)
    assert not first.finished, "the small one need not wait for the large one"


def test_lineages_that_nobody_looks_at_are_cancelled(make: Callable[..., Store]) -> None:
    store = make(grace=0.02)
    alone, shared = store.show_many("ada", gated(0), 4), store.show_many("ben", gated(1), 4)
    store.show_many("cyd", gated(1), 4)
    assert sorted(store.watchers(shared)) == ["ben", "cyd"]
    store.dismiss("ben")
    store.leave("ada")
    until(lambda: alone.status == "cancelled")
    assert not store.has_many(gated(0), 4) and store.has_many(gated(1), 4)
    OPEN.set()
    until(lambda: shared.finished)
    assert shared.status == "done"


def test_cancelled_lineages_go_on(make: Callable[..., Store]) -> None:
    store = make()
    many = store.show_many("ada", gated(), 5)
    until(lambda: begun(many) == 1)
    many.cancel()
    OPEN.set()
    store._pool.submit(int).result(PATIENCE)
    assert many.status == "cancelled" and not many.ensemble.complete
    store.go_on(many)
    until(lambda: many.finished)
    assert many.status == "done" and many.ensemble.complete
    alone = Ensemble(gated(), 5)
    for r in range(5):
        alone.follow(r)
    np.testing.assert_array_equal(alone.metrics["variance"], many.ensemble.metrics["variance"])


def test_an_error_in_a_lineage_becomes_a_sentence(make: Callable[..., Store]) -> None:
    store = make()
    broken = breaking(0)
    many = store.show_many("ada", broken, 3)
    until(lambda: many.finished)
    assert many.status == "failed" and "the matrix said no" in many.error
    store.go_on(many)
    assert not store.has_many(broken, 3), "it begins anew when it is next shown"
    OPEN.set()
    good = store.show_many("ada", gated(), 3)
    until(lambda: good.finished)
    assert good.status == "done"


def test_more_lineages_begin_with_those_that_are_there(make: Callable[..., Store]) -> None:
    store = make()
    OPEN.set()
    few = store.show_many("ada", gated(seed=2), 3)
    until(lambda: few.finished)
    more = store.show_many("ben", gated(seed=1), 5)
    assert more.ensemble.whole[1:4].all()
    until(lambda: more.finished)
    np.testing.assert_array_equal(
        more.ensemble.metrics["variance"][1:4], few.ensemble.metrics["variance"]
    )


def test_old_ensembles_make_room(make: Callable[..., Store]) -> None:
    OPEN.set()
    size = Lineages(Ensemble(gated(), 9)).size
    store = make(bytes_at_most=int(2.5 * size))
    for number in range(4):
        many = store.show_many("ada", gated(number), 9)
        until(lambda many=many: many.finished)
    assert store.has_many(gated(3), 9) and not store.has_many(gated(0), 9)


def test_seeds_that_run_out_are_one_sentence(make: Callable[..., Store]) -> None:
    with pytest.raises(BadSpec, match="seed="):
        make().show_many("ada", gated(seed=SAFE_INTEGER), 2)


def test_how_long_it_will_take_is_told_by_the_pace(make: Callable[..., Store]) -> None:
    many = Lineages(Ensemble(gated(), 4))
    assert many.seconds_left == 0
    OPEN.set()
    many.work(many.take() or 0)
    left = many.seconds_left
    assert left == pytest.approx(3 * many.ensemble.seconds[0], rel=1e-6) and left > 0
