"""A parameter declared once can be written, read back and refused, wherever it turns up."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import METRICS, BadSpec, Settings
from engine.knobs import Knob, choice, kind, knob, knobs_of, name_of, nearest, parse, spec_of, text
from engine.settings import ROLES
from engine.words import Words
from tests.support.strategies import values_of

KINDS = [(role, name) for role, kinds in ROLES.items() for name in kinds]
KNOBS = [(role, name, key) for role, name in KINDS for key in knobs_of(ROLES[role][name])]
NUMBERS = [
    (role, name, key)
    for role, name, key in KNOBS
    if isinstance(knobs_of(ROLES[role][name])[key].default, int | float)
    and not isinstance(knobs_of(ROLES[role][name])[key].default, bool)
]


@pytest.mark.parametrize(("role", "name"), KINDS)
@given(data=st.data())
def test_what_is_written_is_read_back(role: str, name: str, data: st.DataObject) -> None:
    """Every kind, with any values that its knobs admit; and equal things are written alike."""
    declared = knobs_of(ROLES[role][name])
    values = {key: data.draw(values_of(value), key) for key, value in declared.items()}
    thing = ROLES[role][name](**values)
    spec = spec_of(thing)
    again = parse(spec, ROLES[role], role)
    assert again == thing
    assert type(again) is type(thing)
    assert spec_of(again) == spec
    assert "\n" not in spec
    for key, value in values.items():
        free = isinstance(value, str) and not (declared[key].choices or declared[key].examples)
        assert type(getattr(again, key)) is (Words if free else type(value))


@pytest.mark.parametrize(("role", "name"), KINDS)
def test_defaults_go_without_saying(role: str, name: str) -> None:
    thing = ROLES[role][name]()
    assert spec_of(thing) == name == name_of(thing) == name_of(ROLES[role][name])
    assert parse(f" {name}", ROLES[role], role) == parse(f"{name}:", ROLES[role], role) == thing


@pytest.mark.parametrize(("role", "name", "key"), KNOBS)
def test_a_knob_says_what_it_is(role: str, name: str, key: str) -> None:
    declared = knobs_of(ROLES[role][name])[key]
    assert declared.label and declared.help.endswith(".")
    assert declared.admit(key, declared.default) == declared.default
    assert not declared.choices or declared.default in declared.choices
    if declared.logarithmic:
        assert (declared.low >= 0 or declared.lowest) and math.isfinite(declared.high)


def refused(spec: str, role: str) -> str:
    """What is said of a spec that makes no sense: one line."""
    with pytest.raises(BadSpec) as caught:
        parse(spec, ROLES[role], role)
    said = str(caught.value)
    assert "\n" not in said
    return said


@pytest.mark.parametrize(("role", "name", "key"), NUMBERS)
def test_a_number_out_of_bounds_is_refused_with_its_bounds(role: str, name: str, key: str) -> None:
    declared = knobs_of(ROLES[role][name])[key]
    step = 1 if isinstance(declared.default, int) else 1e-6
    for value in (declared.low - step, declared.high + step, -math.inf, math.inf, math.nan):
        said = refused(f"{name}:{key}={value}", role)
        assert said.startswith(f"{role} {name}: {key}={value} is ")
        if math.isfinite(value):
            assert said.endswith(f"outside {declared.bounds}")
    for value in (declared.low, declared.high):
        assert getattr(parse(f"{name}:{key}={value}", ROLES[role], role), key) == value


@pytest.mark.parametrize(("role", "name", "key"), NUMBERS)
@pytest.mark.parametrize("value", ["", "many", "1,5", "0x10", "1e", "None", "--1"])
def test_what_is_no_number_is_refused(role: str, name: str, key: str, value: str) -> None:
    declared = knobs_of(ROLES[role][name])[key]
    noun = "a whole number" if isinstance(declared.default, int) else "a number"
    with pytest.raises(BadSpec, match=f"{key}=.* is not {noun}"):
        declared.admit(key, value)


@pytest.mark.parametrize(
    ("spec", "role", "said"),
    [
        ("gmn", "model", "no model is called gmn; did you mean gmm?"),
        ("Gnm", "model", "no model is called Gnm; did you mean gmm?"),
        ("", "truth", "no truth is called nothing; there are "),
        ("zzzzz", "policy", "no policy is called zzzzz; there are accumulate, "),
        ("gmm:component=2", "model", "model gmm has no knob component; did you mean components?"),
        ("gmm:k=2", "model", "model gmm has no knob k; there are components, tolerance, "),
        ("replace:share=1", "policy", "policy replace has no knob share; it has none"),
        ("gmm:components=11", "model", "model gmm: components=11 is outside 1 to 10"),
        ("gmm:components=2.5", "model", "model gmm: components=2.5 is not a whole number"),
        ("gmm:start=last", "model", "model gmm: start=last is not one of kmeans, previous"),
        ("gmm:components", "model", "model gmm: components= is not a whole number"),
        ("gmm:tolerance=0", "model", "model gmm: tolerance=0 is outside 1e-12 to 1"),
        ("table:scale=maybe", "truth", "truth table: scale=maybe is not yes or no"),
        ("student:freedom=2", "truth", "truth student: freedom=2 is outside 2.1 to 100"),
        ("gmm:components=2=3", "model", "model gmm: components=2=3 is not a whole number"),
    ],
)
def test_a_bad_spec_is_refused_in_one_sentence(spec: str, role: str, said: str) -> None:
    assert refused(spec, role).startswith(said)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1e3", 1000),
        ("1000.0", 1000),
        (" 7 ", 7),
        ("9007199254740991", 2**53 - 1),
        (True, None),
        ("9007199254740993", 2**53 + 1),
        ("1.5", None),
        ("nan", None),
        ("inf", None),
        (None, None),
        ("9" * 5000, None),
        (7.0, 7),
        (7, 7),
    ],
)
def test_whole_numbers_are_exact(written: object, value: int | None) -> None:
    declared = Knob(0, "", "", 0, 2**60)
    if value is None:
        with pytest.raises(BadSpec, match="is not a whole number"):
            declared.admit("n", written)
    else:
        admitted = declared.admit("n", written)
        assert admitted == value and type(admitted) is int


@pytest.mark.parametrize("word", ["true", "True", "YES", "1", "on", True])
def test_yes_is_yes(word: object) -> None:
    assert Knob(False, "", "").admit("scale", word) is True


@pytest.mark.parametrize("word", ["false", "No", "0", "OFF", False])
def test_no_is_no(word: object) -> None:
    assert Knob(True, "", "").admit("scale", word) is False


def test_bounds_are_written_out_exactly_for_whole_numbers() -> None:
    assert Knob(0, "", "", 0, 2**53 - 1).bounds == "0 to 9007199254740991"
    assert Knob(1.0, "", "", 1e-12, 1.0).bounds == "1e-12 to 1"
    assert Knob(1.0, "", "").bounds == "-inf to inf"


def test_zero_has_no_sign() -> None:
    """Equal values are written alike, so that equal runs have equal keys."""
    assert math.copysign(1, Knob(1.0, "", "", 0.0, 2.0).admit("x", -0.0)) == 1  # type: ignore[arg-type]


@kind("Sample")
class Sample:
    """A kind with one knob of each sort."""

    count: int = knob(3, 1, 9, label="Count", help="How many.")
    width: float = knob(0.5, 0.0, 1.0, label="Width", help="How wide.")
    start: str = choice("here", "there", label="Start", help="Where.")
    flat: bool = knob(False, label="Flat", help="Whether.")
    file: str = text(label="File", help="Which.")


def test_values_become_the_type_of_the_default() -> None:
    made = Sample(count="4", width="1", start="there", flat="yes", file="7")  # type: ignore[arg-type]
    assert (made.count, made.width, made.start, made.flat, made.file) == (
        4,
        1.0,
        "there",
        True,
        "7",
    )
    assert [type(getattr(made, name)) for name in knobs_of(made)] == [int, float, str, bool, Words]
    assert made == Sample(4, 1.0, "there", True, "7")
    assert hash(made) == hash(Sample(4, 1.0, "there", True, "7"))


def test_a_kind_cannot_be_made_wrong_or_changed() -> None:
    with pytest.raises(BadSpec, match="count=10 is outside 1 to 9"):
        Sample(count=10)
    with pytest.raises(AttributeError):
        Sample().count = 4  # type: ignore[misc]
    assert Sample.label == "Sample"
    assert list(knobs_of(Sample)) == ["count", "width", "start", "flat", "file"]


def test_of_a_knob_that_is_named_twice_the_last_counts() -> None:
    assert parse("gmm:components=2,components=3", ROLES["model"], "model").components == 3


def test_what_was_meant_is_guessed_or_all_is_listed() -> None:
    assert nearest("sample", ["samples", "seed"]) == "; did you mean samples?"
    assert nearest("xyz", ["samples", "seed"]) == "; there are samples, seed"


@pytest.mark.parametrize("name", list(METRICS))
def test_metrics_have_words_too(name: str) -> None:
    assert METRICS[name].label and METRICS[name].help.endswith(".")
    assert isinstance(METRICS[name].sparse, bool)


def test_settings_are_a_kind_among_kinds() -> None:
    assert list(knobs_of(Settings)) == ["samples", "generations", "seed", "exact"]
