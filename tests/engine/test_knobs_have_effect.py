"""A knob that is turned does something, or says why not: every knob of every kind, at both ends and
between."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from math import exp, log
from typing import Any

import numpy as np
import pytest

from engine import MODELS, TRUTHS, Settings, Trajectory, settings, to_dict
from engine.idle import LIMIT, REASONS, idle, unreached
from engine.knobs import Knob, knobs_of
from engine.protocols import Data, HasShare, data_of, data_read_by
from engine.settings import ROLES
from tests.support.statistics import ELSEWHERE, quick

TABLE = "table:file=tests/before/table.csv"
PLAIN = {
    Data.NUMBERS: "blobs:spread=1.5",
    Data.PICTURES: "digits",
    Data.SYMBOLS: "dice",
    Data.TEXT: "text",
}
READER = {Data.NUMBERS: "gaussian", Data.PICTURES: "gaussian", Data.SYMBOLS: "frequency"}
BOUNDS = {
    "steps": (1, 20),
    "hidden": (8, 32),
    "batch": (1, 256),
    "schooling": (1, 3),
    "epochs": (1, 3),
    "width": (8, 16),
    "layers": (1, 2),
    "rate": (1e-4, 0.02),
    "samples": (2, 100),
    "generations": (10, 20),
}
"""Ends of what would take long, or lose its numbers; of all others both ends are tried."""

SAID = {
    "truth.table.file": (TABLE.partition("=")[2], "tests/before/table.csv"),
    "truth.table.x": ("height", "weight"),
    "truth.table.y": ("weight", "height"),
    "truth.table.delimiter": ("found",),
    "truth.table.decimal": ("found", "comma"),
    "truth.table.header": (-1, 2),
    "truth.table.missing": ("", "-0.802"),
    "truth.table.limits": ("kept",),
    "truth.text.file": ("",),
    "truth.text.tokenizer": ("",),
}
"""What is tried of texts and of ways to read a file; files, tokenizers, and what only some files
hear of, are others' tests."""


def base(role: str, name: str) -> Settings:
    """A short run with a kind, and else with what is plain and quick."""
    kinds = {"truth": "normal", "model": "gaussian", "policy": "replace", role: name}
    if role == "truth":
        kinds["truth"] = TABLE if name == "table" else name
        kinds["model"] = READER.get(data_of(TRUTHS[name]), "ngram")
    if role == "model":
        data = Data.PICTURES if name == "vae" else data_read_by(MODELS[name])[0]
        kinds |= {"truth": PLAIN[data], "model": quick(name)}
    small = {"samples": 30, "generations": 12 if role != "model" else 10}
    small |= {"samples": 8} if name == "transformer" else {}
    if name == "schedule":
        kinds["policy"] = "schedule:at=4"
    return settings(**kinds | small)


def values(key: str, knob: Knob) -> Iterator[Any]:
    """Both ends of a knob, what is between, and what is usual; or all its choices."""
    if key in SAID or knob.choices or knob.examples or isinstance(knob.default, bool | str):
        yield from SAID.get(key, knob.choices or knob.examples or (False, True))
        return
    short = key.rpartition(".")[2] if not key.startswith("truth.") else ""
    low, high = BOUNDS.get(short, (knob.low, knob.high))
    high = min(high, 10_000)
    middle = exp((log(max(low, 1e-9)) + log(high)) / 2) if knob.logarithmic else (low + high) / 2
    kind = type(knob.default)
    usual = [knob.default] if low <= knob.default <= high else []
    yield from dict.fromkeys([kind(low), kind(middle), kind(high), *usual])


KNOBS = [
    pytest.param(
        role, name, key, marks=[pytest.mark.long] if getattr(kind, "network", False) else []
    )
    for role, kinds in ROLES.items()
    for name, kind in kinds.items()
    if name not in ELSEWHERE
    for key in knobs_of(kind)
    if len(SAID.get(f"{role}.{name}.{key}", "ab")) > 1
]


@lru_cache(maxsize=512)
def recorded(made: Settings) -> Trajectory:
    """The run."""
    trajectory = Trajectory(made)
    list(trajectory.follow())
    return trajectory


def same(one: Trajectory, other: Trajectory) -> bool:
    """Whether two runs have the same numbers, all metrics and all centres."""
    pairs = [
        (one.centres, other.centres),
        *zip(one.metrics.values(), other.metrics.values(), strict=True),
    ]
    return all(a.shape == b.shape and np.array_equal(a, b, equal_nan=True) for a, b in pairs)


def compared(name: str, turned: list[Settings]) -> None:
    """Of each two runs: they differ, or the knob is idle in one; where in both, they do not. Or a
    share comes to the same rows, which are named, or a limit was reached by no fit."""
    for at, one in enumerate(turned):
        for other in turned[:at]:
            equal = same(recorded(one), recorded(other))
            called = [name in idle(each) for each in (one, other)]
            what = f"{name} in {to_dict(one)} and in {to_dict(other)}"
            if all(called):
                assert equal, f"{what} makes a difference, and is said to make none"
            if equal and not any(called):
                rows = isinstance(one.policy, HasShare) and one.reads == other.reads
                limit = name == LIMIT and unreached(recorded(other))
                assert rows or limit, f"{what} makes no difference"


@pytest.mark.parametrize(("role", "name", "key"), KNOBS)
def test_a_knob_makes_a_difference_or_says_why_not(role: str, name: str, key: str) -> None:
    whole = f"{role}.{name}.{key}"
    made = base(role, name)
    thing = getattr(made, role)
    turned = [
        replace(made, **{role: replace(thing, **{key: value})})
        for value in values(whole, knobs_of(thing)[key])
    ]
    compared(whole, list(dict.fromkeys(turned)))


@pytest.mark.parametrize("key", ["samples", "generations", "seed", "exact"])
def test_a_number_of_the_run_makes_a_difference(key: str) -> None:
    made = base("model", "gmm")
    turned = [replace(made, **{key: value}) for value in values(key, knobs_of(Settings)[key])]
    compared(key, turned)


CASES: dict[str, list[tuple[dict[str, Any], tuple[str, ...]]]] = {
    "truth.text.vocabulary": [
        ({"truth": "text:{}", "model": "ngram"}, ("vocabulary=4000", "vocabulary=20000")),
    ],
    "truth.blobs.radius": [
        ({"truth": "blobs:count=1,{}"}, ("radius=0", "radius=2", "radius=10")),
    ],
    "model.gaussian.ddof": [
        ({"model": "gaussian:{}", "exact": True}, ("ddof=0", "ddof=1")),
    ],
    "model.gmm.tolerance": [
        ({"truth": "moons", "model": "gmm:max_iter=1,{}"}, ("tolerance=1e-12", "tolerance=1")),
        ({"model": "gmm:components=1,{}"}, ("tolerance=1e-12", "tolerance=1e-3", "tolerance=1")),
    ],
    "model.kde.bias": [
        ({"model": "kde:bandwidth=0,{}"}, ("bias=0.1", "bias=1", "bias=1.1")),
    ],
    "policy.fresh.share": [
        ({"policy": "fresh:{}"}, ("share=0.001", "share=0.01")),
        ({"policy": "fresh:rows=3,{}"}, ("share=0", "share=0.01", "share=1")),
        ({"policy": "fresh:rows=3,{}", "exact": True}, ("share=0", "share=1")),
    ],
    "policy.anchor.share": [
        ({"policy": "anchor:{}"}, ("share=0.001", "share=0.01")),
        ({"policy": "anchor:rows=0,{}"}, ("share=0", "share=0.5")),
    ],
    "policy.fresh.rows": [
        ({"policy": "fresh:{}"}, ("rows=30", "rows=31", "rows=100000")),
        ({"policy": "fresh:{}", "exact": True}, ("rows=1", "rows=30")),
    ],
    "policy.anchor.rows": [({"policy": "anchor:{}"}, ("rows=30", "rows=1000"))],
    "policy.bottleneck.rows": [({"policy": "bottleneck:{}"}, ("rows=30", "rows=31", "rows=1000"))],
    "policy.verify.judge": [
        (
            {"policy": "verify:keep=1,{}"},
            ("judge=truth", "judge=likelihood", "judge=diversity"),
        ),
        ({"policy": "verify:keep=0.99,error=1,{}"}, ("judge=truth", "judge=likelihood")),
    ],
    "policy.verify.error": [
        ({"policy": "verify:keep=1,{}"}, ("error=0", "error=0.5", "error=1")),
    ],
    "policy.verify.keep": [({"policy": "verify:{}"}, ("keep=0.01", "keep=0.02", "keep=0.04"))],
    "policy.schedule.first": [
        (
            {"policy": "schedule:then=fresh,at=1,{}"},
            ("first=replace", "first=accumulate", "first=anchor", "first=subsample"),
        ),
        (
            {"policy": "schedule:then=replace,at=1,lasting=50,{}"},
            ("first=replace", "first=accumulate"),
        ),
    ],
    "policy.schedule.then": [
        (
            {"policy": "schedule:at=13,{}"},
            ("then=replace", "then=accumulate", "then=anchor", "then=subsample"),
        ),
    ],
    "policy.schedule.at": [
        ({"policy": "schedule:{}"}, ("at=13", "at=100", "at=2000")),
        ({"policy": "schedule:first=fresh,then=fresh,{}"}, ("at=1", "at=5", "at=100")),
    ],
    "policy.schedule.lasting": [
        ({"policy": "schedule:at=13,{}"}, ("lasting=0", "lasting=1", "lasting=2000")),
        ({"policy": "schedule:at=5,{}"}, ("lasting=8", "lasting=9", "lasting=2000")),
        ({"policy": "schedule:at=5,first=anchor,then=anchor,{}"}, ("lasting=0", "lasting=3")),
    ],
}
"""For each reason values between which a knob has no effect, and what else there is."""


def test_every_reason_is_tried() -> None:
    assert set(CASES) == set(REASONS)


@pytest.mark.parametrize(
    ("name", "given", "turned"), [(name, *case) for name, cases in CASES.items() for case in cases]
)
def test_where_a_knob_is_called_idle_the_run_is_the_same(
    name: str, given: dict[str, Any], turned: tuple[str, ...]
) -> None:
    kinds = {"truth": "normal", "model": "gaussian", "policy": "replace"}
    written = [
        {
            key: value.format(each) if isinstance(value, str) else value
            for key, value in given.items()
        }
        for each in turned
    ]
    made = [settings(**kinds | {"samples": 30, "generations": 12} | each) for each in written]
    assert all(name in idle(each) for each in made), [idle(each) for each in made]
    for each in made:
        reason = idle(each)[name]
        assert reason and not reason[0].isupper()
        assert not reason.endswith(".") and "\n" not in reason
    compared(name, made)


def test_names_are_those_of_links() -> None:
    from view.urls.display import NAMES

    assert set(REASONS) <= NAMES


def test_a_limit_that_no_fit_reached_is_told_by_the_run() -> None:
    made = settings(truth="blobs", model="gmm", policy="replace", samples=30, generations=10)
    rounds = recorded(made).record["iterations"]
    assert unreached(recorded(made)) == f"no fit took more than {int(rounds.max()):,}"
    short = replace(made, model=replace(made.model, max_iter=int(rounds.max())))
    assert unreached(recorded(short)) == ""
    assert unreached(recorded(base("policy", "replace"))) == ""
