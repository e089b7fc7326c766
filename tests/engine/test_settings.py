"""Everything that determines a run fits in one line, and no two runs share it."""

import json
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine import PRESETS, BadSpec, Settings, from_dict, settings, to_dict
from engine.knobs import knobs_of, parse
from engine.models.gaussian import Gaussian
from engine.models.gmm import Gmm
from engine.policies.accumulate import Accumulate
from engine.policies.replace import Replace
from engine.settings import NUMBERS_AT_MOST, ROLES, SAFE_INTEGER, UNREAD
from engine.truths.normal import Normal
from tests.engine.strategies import values_of

PLAIN = {"truth": "normal", "model": "gaussian", "policy": "replace"}


def things(role: str) -> st.SearchStrategy[object]:
    """Any truth, model or policy, with any values."""
    return st.sampled_from(list(ROLES[role].values())).flatmap(
        lambda kind: st.builds(
            kind, **{name: values_of(declared) for name, declared in knobs_of(kind).items()}
        )
    )


NUMBERS = {
    name: values_of(declared) for name, declared in knobs_of(Settings).items() if name != "exact"
}
ANY = st.builds(Settings, **{role: things(role) for role in ROLES}, **NUMBERS)


def affordable(made: Settings) -> bool:
    """Whether its training sets fit into memory."""
    last, n = made.generations, made.samples
    read = 0 if made.model.moments_suffice else made.policy.rows_read(last, n)
    rows = max(read, made.policy.rows_stored(last, n))
    return rows * (UNREAD.get(type(made.truth)) or made.dimensions) <= NUMBERS_AT_MOST


@given(ANY)
def test_settings_survive_a_file(made: Settings) -> None:
    assume(affordable(made))
    again = from_dict(json.loads(json.dumps(to_dict(made))))
    assert again == made
    assert again.key == made.key
    assert from_dict({name: str(value) for name, value in to_dict(made).items()}) == made


@given(ANY, ANY)
def test_a_key_is_equal_for_equal_settings_only(one: Settings, other: Settings) -> None:
    assert (one.key == other.key) == (one == other)
    assert "\n" not in one.key
    assert json.loads(one.key) == to_dict(one)


def test_kinds_with_equal_fields_have_different_keys() -> None:
    """Accumulate and replace have no fields at all: what tells them apart is their name."""
    made = [
        Settings(Normal(), model, policy)
        for model in (Gaussian(), Gmm(components=1), Gmm(components=3))
        for policy in (Replace(), Accumulate())
    ]
    assert len({one.key for one in made}) == len(made)
    assert Replace() != Accumulate()


def test_all_defaults_have_keys_of_their_own() -> None:
    made = [
        Settings(truth(), model(), policy())
        for truth in ROLES["truth"].values()
        for model in ROLES["model"].values()
        for policy in ROLES["policy"].values()
    ]
    assert len({one.key for one in made}) == len(made)


def test_specs_and_things_are_as_good() -> None:
    made = settings(truth=Normal(), model="gaussian:ddof=0", policy=Replace(), samples="50")
    assert made == settings(**PLAIN | {"model": Gaussian(ddof=0), "samples": 50})
    assert made.dimensions == 2
    assert to_dict(made) == {
        "truth": "normal",
        "model": "gaussian:ddof=0",
        "policy": "replace",
        "samples": 50,
        "generations": 2000,
        "exact": False,
        "seed": 0,
    }


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"seed": 2**63}, "seed=9223372036854775808 is outside 0 to 9007199254740991"),
        ({"seed": SAFE_INTEGER + 1}, "seed=9007199254740992 is outside 0 to 9007199254740991"),
        ({"seed": -1}, "seed=-1 is outside 0 to 9007199254740991"),
        ({"samples": 1}, "samples=1 is outside 2 to 100000"),
        ({"samples": "a few"}, "samples=a few is not a whole number"),
        ({"generations": 9}, "generations=9 is outside 10 to 2000"),
        ({"sampels": 10}, "no setting is called sampels; did you mean samples?"),
        ({"colour": "red"}, "no setting is called colour; there are truth, model, policy, samples"),
        ({"truth": "norml"}, "no truth is called norml; did you mean normal?"),
        ({"model": "gmm:components=0"}, "model gmm: components=0 is outside 1 to 10"),
    ],
)
def test_bad_settings_are_refused_in_one_sentence(values: dict[str, object], said: str) -> None:
    for make in (settings, lambda **given: from_dict(given)):
        with pytest.raises(BadSpec) as caught:
            make(**PLAIN | values)
        assert str(caught.value).startswith(said)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("missing", list(ROLES))
def test_what_is_missing_is_named(missing: str) -> None:
    with pytest.raises(BadSpec, match=f"the settings lack {missing}"):
        from_dict({role: spec for role, spec in PLAIN.items() if role != missing})


@pytest.mark.parametrize("value", [3, None, [], {"name": "normal"}, True])
def test_a_file_in_which_a_truth_is_no_spec_is_refused(value: object) -> None:
    with pytest.raises(BadSpec, match="no truth is called"):
        from_dict(PLAIN | {"truth": value})


def test_the_largest_seed_is_exact() -> None:
    made = settings(**PLAIN | {"seed": str(SAFE_INTEGER)})
    assert made.seed == SAFE_INTEGER == 2**53 - 1
    assert json.loads(made.key)["seed"] == SAFE_INTEGER


@pytest.mark.parametrize("model", ["kde", "gmm"])
def test_a_training_set_that_outgrows_memory_is_refused(model: str) -> None:
    """Everything so far, 2001 times 100,000 rows; the cure is named."""
    values = PLAIN | {"model": model, "policy": "accumulate", "samples": 100_000}
    with pytest.raises(BadSpec) as caught:
        settings(**values)
    said = str(caught.value)
    assert "200,100,000 rows" in said and "5,000,000" in said and "gaussian" in said
    assert "\n" not in said
    most = NUMBERS_AT_MOST // 2 // 2001  # in the plane
    assert settings(**values | {"samples": most}).samples == most
    with pytest.raises(BadSpec):
        settings(**values | {"samples": most + 1})


def test_a_model_of_moments_can_read_everything() -> None:
    made = settings(**PLAIN | {"policy": "accumulate", "samples": 100_000})
    assert made.policy.rows_read(made.generations, made.samples) == 200_100_000


@pytest.mark.parametrize("name", list(PRESETS))
def test_presets_are_settings_that_can_be_run(name: str) -> None:
    preset = PRESETS[name]
    assert from_dict(to_dict(preset.settings)) == preset.settings
    assert preset.label and preset.look.endswith(".")


def test_presets_differ() -> None:
    assert len({preset.settings.key for preset in PRESETS.values()}) == len(PRESETS)


def test_settings_cannot_be_changed_but_replaced() -> None:
    made = settings(**PLAIN)
    with pytest.raises(AttributeError):
        made.seed = 3  # type: ignore[misc]
    assert replace(made, seed=3).seed == 3
    with pytest.raises(BadSpec):
        replace(made, seed=-1)
    assert parse("gaussian", ROLES["model"], "model") == made.model
