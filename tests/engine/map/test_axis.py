"""Any number among the knobs of a run is an axis, on its own scale."""

import pytest

from engine import BadSpec, settings
from engine.knobs import name_of
from engine.map import Axis, Plane, axes, axis, spaced
from engine.map.plane import CELLS, DEFAULT

BASE = settings(truth="blobs", model="gmm", policy="fresh", samples=30, generations=12)


@pytest.mark.parametrize(
    ("spec", "name", "values"),
    [
        ("samples=10:2000:4", "samples", (10, 58, 342, 2000)),
        ("samples= 10 : 1,000 : 3", "samples", (10, 100, 1000)),
        ("samples=10:12:12", "samples", (10, 11, 12)),
        ("Policy.Fresh.Rows=5,0,1,2,2", "policy.fresh.rows", (0, 1, 2, 5)),
        ("policy.fresh.rows=0:100:4", "policy.fresh.rows", (0, 1, 10, 100)),
        ("rows=1,2", "policy.fresh.rows", (1, 2)),
        ("components=2:6:3", "model.gmm.components", (2, 4, 6)),
        ("policy.fresh.share=10%,0.5", "policy.fresh.share", (0.1, 0.5)),
        ("policy.verify.keep=0.1:0.3:3", "policy.verify.keep", (0.1, 0.2, 0.3)),
        ("generations=100", "generations", (100,)),
    ],
)
def test_an_axis_is_read_as_it_is_meant(spec: str, name: str, values: tuple[float, ...]) -> None:
    assert axis(spec, BASE) == Axis(name, values)


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("sample=1:2:3", "no number is called sample; did you mean samples?"),
        ("seed=1,2", "no number is called seed"),
        ("model.gmm.start=kmeans", "no number is called model.gmm.start"),
        ("samples", "say where samples stops"),
        ("samples=", "say where samples stops"),
        ("samples=10:2000", "samples=10:2000 is not LOW:HIGH:COUNT, as in 10:2000:12"),
        ("samples=10:2000:few", "samples=10:2000:few is not LOW:HIGH:COUNT"),
        ("samples=2000:10:3", "samples=2000:10:3 has no two stops"),
        ("samples=10:2000:1", "samples=10:2000:1 has no two stops"),
        ("samples=10:2000:9999", "samples stops at 9,999 values; 1 to 400 are possible"),
        ("samples=1,2", "samples=1 is outside 2 to 100000"),
        ("samples=,", "samples stops at 0 values"),
        ("samples=ten", "samples=ten is not a whole number"),
    ],
)
def test_a_slip_is_one_sentence(spec: str, said: str) -> None:
    with pytest.raises(BadSpec) as bad:
        axis(spec, BASE)
    assert str(bad.value).startswith(said) and "\n" not in str(bad.value)


def test_every_number_is_an_axis_with_stops_of_its_own() -> None:
    assert {"samples", "generations", "policy.fresh.rows", "truth.dice.faces"} <= set(axes())
    assert "seed" not in axes() and "exact" not in axes()
    for name, knob in axes().items():
        low = knob.low if knob.low > 0 or not knob.logarithmic else 1e-6
        found = spaced(knob, type(knob.default)(max(low, knob.low)), knob.high, 5)
        assert found[-1] == knob.high and found == sorted(set(found)), name
        assert all(knob.admit(name, value) == value for value in found), name


def test_a_base_of_another_kind_gets_the_axis_own() -> None:
    rows = axis("policy.fresh.rows=0,5", DEFAULT)
    turned = rows.put(DEFAULT, 5)
    assert name_of(turned.policy) == "fresh" and turned.reads.endswith(
        "(5 of 200 samples) new real data"
    )
    judged = settings(truth="normal", model="gaussian", policy="verify:judge=diversity")
    kept = axis("policy.verify.keep=0.5", judged).put(judged, 0.3)
    assert (
        kept.policy
        == settings(
            truth="normal", model="gaussian", policy="verify:judge=diversity,keep=0.3"
        ).policy
    )


def plane(x: str, y: str, **values: int) -> Plane:
    return Plane(BASE, axis(x, BASE), axis(y, BASE), **values)


@pytest.mark.parametrize(
    ("x", "y", "count", "said"),
    [
        ("samples=10,20", "samples=30,40", 3, "both axes turn samples"),
        ("policy.fresh.rows=1", "policy.verify.keep=0.5", 3, "a run has one policy, not fresh and"),
        ("samples=10:2000:400", "rows=0:2000:300", 3, f"a map has at most {CELLS:,} cells, not "),
        ("samples=10,20", "rows=0,1", 0, "lineages=0 is outside 1 to 1000"),
    ],
)
def test_two_axes_suit_each_other(x: str, y: str, count: int, said: str) -> None:
    with pytest.raises(BadSpec, match=f"^{said}"):
        plane(x, y, lineages=count)


def test_cells_are_the_runs_with_their_settings() -> None:
    made = plane("samples=10,20,40", "rows=0,3", lineages=4)
    assert made.shape == (3, 2) and made.cells[:4] == [(0, 0), (1, 0), (2, 0), (0, 1)]
    assert made.values((2, 1)) == (40, 3) and made.columns == ("samples", "rows")
    assert made.settings((2, 1)) == settings(
        truth="blobs", model="gmm", policy="fresh:rows=3", samples=40, generations=12
    )
    assert list(made.seeds) == [0, 1, 2, 3]
    assert made.key == plane("samples=10,20,40", "rows=0,3", lineages=4).key
    assert made.key != plane("samples=10,20,40", "rows=0,3", lineages=5).key
    other = plane("policy.fresh.rows=1", "policy.fresh.share=0.1")
    assert other.columns == ("rows", "share")


def test_knobs_of_one_name_are_told_apart() -> None:
    bottle = plane("truth.blobs.count=1,2", "model.gmm.components=1,2")
    assert bottle.columns == ("count", "components")
    same = [name for name in axes() if name.endswith(".bias")]
    made = Plane(BASE, Axis("model.gmm.bias", (0.9,)), Axis("policy.fresh.rows", (1,)))
    assert len(same) > 1 and made.columns == ("bias", "rows")
