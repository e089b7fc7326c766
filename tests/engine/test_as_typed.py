"""What people type is read as they mean it, on the command line as in a spec; or one sentence says
what they may have meant."""

import pytest

import engine.__main__ as command_line
from engine import MODELS, TRUTHS, BadSpec, from_dict, settings, to_dict
from engine.__main__ import main
from engine.arguments import as_meant, settings_of
from engine.knobs import Knob, meant, parse, spec_of
from engine.protocols import data_of, data_read_by
from engine.settings import ROLES, readable


@pytest.mark.parametrize(
    ("role", "typed", "spec"),
    [
        ("model", "GMM", "gmm"),
        ("model", " +gmm+ ", "gmm"),
        ("model", "Gmm:Components=2, Start=Previous", "gmm:components=2,start=previous"),
        ("model", "gmm:components=2,+max_iter=1,000,", "gmm:components=2,max_iter=1000"),
        ("model", "gmm: components = 2 ,\nstart = PREVIOUS", "gmm:components=2,start=previous"),
        ("policy", "bottleneck:rows=1,000", "bottleneck:rows=1000"),
        ("policy", "fresh:share=50%", "fresh:share=0.5"),
        ("policy", "Fresh:Share= 0.1 %", "fresh:share=0.001"),
        ("policy", "verify:judge=Likelihood,keep=30 %", "verify:judge=likelihood,keep=0.3"),
        ("policy", "schedule:at=1,000,then=Anchor", "schedule:then=anchor,at=1000"),
        ("truth", "Table:file=My%20own,x=Length", "table:file=My own,x=Length"),
    ],
)
def test_a_spec_is_read_as_it_is_typed(role: str, typed: str, spec: str) -> None:
    assert spec_of(parse(typed, ROLES[role], role)) == spec


@pytest.mark.parametrize(
    ("role", "typed", "said"),
    [
        ("model", "Gmm:component=2", "model gmm has no knob component; did you mean components?"),
        ("model", "gmm:start=last", "model gmm: start=last is not one of kmeans, previous"),
        ("model", "gmm:components=10%", "model gmm: components=10% is not a whole number"),
        ("truth", "ring:radius=10%", "truth ring: radius=10% is not a number"),
        ("policy", "fresh:share=0,1", "policy fresh: share=0,1 is not a number; did you mean 0.1?"),
        ("policy", "fresh:share=1,00", "policy fresh: share=1,00 is not a number"),
        ("policy", "Schedule:first= +SCHEDULE", "policy schedule: a schedule cannot hold another"),
        ("policy", "Fresch", "no policy is called Fresch; did you mean fresh?"),
    ],
)
def test_what_cannot_be_meant_is_one_sentence(role: str, typed: str, said: str) -> None:
    with pytest.raises(BadSpec) as caught:
        parse(typed, ROLES[role], role)
    assert str(caught.value).startswith(said) and "\n" not in str(caught.value)


def test_what_is_counted_in_percent_may_say_so() -> None:
    assert Knob(20, "Good enough, in %", "", 1, 100).admit("quality", "30%") == 30
    with pytest.raises(BadSpec, match="is not a whole number"):
        Knob(3, "Readings", "", 1, 16).admit("repetition", "3%")


@pytest.mark.parametrize(("typed", "name"), [(" Seed", "seed"), ("SEED+", "seed"), ("sed", "sed")])
def test_a_name_is_meant_in_any_letters(typed: str, name: str) -> None:
    assert meant(typed, ["samples", "seed"]) == name


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (["Run", "--Preset", "Paper"], {"samples": 1000, "truth": "blobs:count=1,spread=1.0"}),
        (["run", "--SAMPLES", "1,500"], {"samples": 1500}),
        (["run", "—samples=2,000", "–seed", " 7 "], {"samples": 2000, "seed": 7}),
        (["run", "--model", "gmm:components=2,", "start=Previous"], {"model": "gmm:components=2"}),
        (["run", "--policy", "Fresh:share=5%"], {"policy": "fresh:share=0.05"}),
        (["enough", "--truth", "Normal", "--model", "Gaussian"], {"truth": "normal"}),
    ],
)
def test_a_command_is_read_as_it_is_typed(typed: list[str], found: dict[str, object]) -> None:
    asked = command_line._parser().parse_args(as_meant(typed, command_line.COMMANDS))
    made = to_dict(settings_of(asked))
    for name, value in found.items():
        assert str(made[name]).startswith(str(value)), made


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("run --sampels 10", "unrecognized arguments: --sampels 10; did you mean samples?"),
        ("run --preset Three-Blob", "no preset is called Three-Blob; did you mean three-blobs?"),
        ("run --truth dice --model ngram", "the model ngram reads text, and cannot read dice; "),
        ("run --truth blobs --model NGram", "the model ngram reads text, and cannot read blobs; "),
        (
            "run --truth dice",
            "the model gmm reads numbers or pictures, and cannot read dice; take ",
        ),
        ("enough --truth zipf", "the model gmm reads numbers or pictures, and cannot read zipf"),
    ],
)
def test_a_slip_is_answered_with_what_was_meant(
    typed: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(typed.split()) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith(f"engine: {said}") and captured.err.count("\n") == 1
    assert captured.out == ""


@pytest.mark.parametrize("truth", TRUTHS)
@pytest.mark.parametrize("model", MODELS)
def test_a_model_reads_what_it_is_made_for_or_says_so(truth: str, model: str) -> None:
    """Every pair: it is made, or one sentence names models and truths that suit each other."""
    kinds = {"truth": truth, "model": model, "policy": "replace", "samples": 20}
    if data_of(TRUTHS[truth]) in data_read_by(MODELS[model]):
        assert settings(**kinds).truth == TRUTHS[truth]()
        return
    with pytest.raises(BadSpec) as caught:
        settings(**kinds)
    said = str(caught.value)
    assert said.startswith(f"the model {model} reads ") and f"cannot read {truth}; take" in said
    models, truths = (
        part.split(" or ")
        for part in said.partition("; take the model ")[2].split(", or the truth ")
    )
    for other in models:
        assert settings(**kinds | {"model": other})
    for other in truths:
        assert settings(**kinds | {"truth": other})


def test_what_was_recorded_is_read_again() -> None:
    """A file of before may hold a run of a model that is not made for its data."""
    made = from_dict({"truth": "blobs", "model": "frequency", "policy": "replace"})
    with pytest.raises(BadSpec, match="frequency reads symbols"):
        readable(made)
