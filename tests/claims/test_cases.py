"""Runs of which something false was said once: what is said of them now, and that it is true."""

from dataclasses import replace
from functools import partial

import pytest

from engine import POLICIES, Settings
from engine.analysis.real_data_search import KEEPS
from engine.knobs import parse
from engine.map import DEFAULT, Axis, Plane
from engine.settings import settings
from tests.claims.harness import Tally, normal
from tests.claims.refuters import refute
from tests.claims.runs import ALONE, REAL_TEXT, REVIVED, RING, SKEWED, STOPPED, TEN, of, ten_blocks
from view.captions.claim import Claim
from view.lesson.steps import STEPS, words
from view.say.told import (
    Said,
    grown,
    of_horizon,
    of_lineages,
    of_map,
    of_run,
    of_search,
    of_step,
    run,
)


def said(every: list[Said], about: object) -> dict[str, Claim]:
    """The claims by their kinds; none of them false."""
    tally = Tally()
    tally.hear(every, str(about))
    assert not tally.wrong, "\n".join(tally.wrong)
    return {one.claim.kind: one.claim for one in reversed(every)}


def told(made: Settings, pause: int | None = None) -> dict[str, Claim]:
    """What a page says of a run; in details and headline, not on its way there."""
    every = [one for one in of_run(run(made), pause=pause) if one.place != "course"]
    return said(every, made.key)


def read_by(policy: str, preset: str, seed: int) -> Settings:
    """A preset, read by another policy."""
    return of(preset, seed=seed, policy=parse(policy, POLICIES, "policy"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "made",
    [
        of("paper", seed=27),
        of("paper", seed=4),
        read_by("replace", "remedies", 9),
        of("errors", seed=13),
    ],
    ids=["paper 27", "paper 4", "remedies 9", "errors 13"],
)
def test_a_variance_that_two_points_far_apart_have_is_no_shape(made: Settings) -> None:
    claims = told(made)
    assert "not collapsed" not in claims
    assert "far apart" in claims["shape lost"].words


@pytest.mark.parametrize(
    "made",
    [
        settings(
            truth="moons", model="kde", policy="replace", samples=100, generations=200, seed=5
        ),
        settings(
            truth="pinwheel", model="gmm", policy="verify", samples=1000, generations=100, seed=6
        ),
    ],
    ids=["moons", "pinwheel"],
)
def test_a_shape_that_is_gone_is_not_called_kept(made: Settings) -> None:
    assert "shape lost" in told(made)


few = partial(normal, generations=40, samples=20)


@pytest.mark.slow
def test_lineages_that_are_silent_at_the_end_are_not_called_spared() -> None:
    made = few(seed=0, generations=60)
    claims = said(list(of_lineages(grown(made, 100))), made.key)
    of_tail = [one for one in claims.values() if one.numbers.get("fate") == "their tail"]
    assert all("cannot be told yet" in one.words for one in of_tail)


def test_where_there_are_too_few_generations_nothing_is_told() -> None:
    made = normal(samples=5, generations=100, seed=0)
    claims = [one.claim for one in of_lineages(grown(made, 30))]
    of_tail = next(one for one in claims if one.numbers.get("fate") == "their tail")
    assert "cannot be told: a loss takes 200 silent generations here" in of_tail.words
    assert of_tail.numbers["among"] == 0


@pytest.mark.long
def test_enough_is_what_other_seeds_find_too() -> None:
    claims = said(list(of_search(of("small-class"))), "small-class")
    assert "at generation 500" in claims["enough"].words


@pytest.mark.slow
@pytest.mark.parametrize("policy", ["fresh", "anchor"])
@pytest.mark.parametrize("keep", KEEPS)
def test_what_is_enough_for_more_than_half_and_what_it_costs(policy: str, keep: float) -> None:
    made = normal(samples=20, generations=60)
    claims = said(list(of_search(made, policy, keep)), (policy, keep))
    assert claims["enough"].numbers["keep"] == keep
    assert ("cost of enough" in claims) == (float(claims["enough"].numbers["answer"]) <= 20)


STEP = {step.title: step for step in STEPS}


@pytest.mark.parametrize(("samples", "seed"), [(50, 11), (50, 5), (20, 9)])
def test_the_tail_of_the_lesson_is_that_of_the_real_data(samples: int, seed: int) -> None:
    step = STEP["One Gaussian, tails first"]
    said(list(of_step(step, {"samples": samples, "seed": seed})), (samples, seed))


@pytest.mark.long
def test_one_grey_blur_does_not_pass_for_real_digits() -> None:
    claims = told(of("digits"))
    assert "pictures pass" not in claims


def test_a_tail_that_thins_is_no_nothing() -> None:
    """At generation 20 the three clouds are as wide as they were, and say hardly anything rare."""
    claims = told(of("three-blobs"), pause=20)
    assert "tail thinned" in claims and "not collapsed" not in claims


def test_no_distance_is_told_between_densities_that_are_points() -> None:
    """Components that have shrunk to 1e-154, as far as numbers go."""
    chosen = {"model": "gmm:components=10", "policy": "anchor:share=1.0", "exact": True}
    claims = told(
        normal(truth="normal:dimensions=1", samples=242, generations=13, seed=179785, **chosen)
    )
    assert "not collapsed" in claims and not {"shape changed", "nothing forgotten"} & set(claims)


def test_no_error_stands_beside_a_variance_that_is_known() -> None:
    claims = told(of("small-class", generations=50, seed=1000))
    assert not any("±" in claim.words for claim in claims.values())
    on_a_line = told(normal(truth="normal:dimensions=1", samples=50, generations=50, seed=1000))
    spread = on_a_line["spread by law"].numbers
    assert float(spread["low"]) < 0.6 < 1.2 < float(spread["high"])


def test_a_law_that_knows_no_rounding_says_nothing_of_what_died_of_it() -> None:
    made = normal(
        truth="normal:dimensions=1",
        model="gaussian:ddof=0",
        samples=3,
        generations=754,
        seed=895337,
    )
    assert "spread by law" not in told(made) and "spread by law" in told(made, 30)


@pytest.mark.slow
def test_where_only_real_text_is_read_nothing_collapses() -> None:
    claims = told(REAL_TEXT)
    assert "only real text" in claims and "early collapse" not in claims


def test_lineages_of_real_data_lose_nothing() -> None:
    made = normal(samples=10, generations=100, policy="fresh:share=1")
    claims = said(list(of_lineages(grown(made, 30))), made.key)
    assert "lineages of real data" in claims and "lineages lost" not in claims


def test_who_was_revived_has_not_died_out() -> None:
    assert "died out" not in told(REVIVED)


def test_groups_are_those_of_the_data() -> None:
    assert told(TEN)["groups left"].numbers["known"] == 10


@pytest.mark.slow
def test_a_floor_that_hardly_ever_binds_does_not_hold_it() -> None:
    claims = told(of("paper", samples=60, seed=1, generations=1000))
    assert "all that keeps" not in claims["floor"].words
    assert "in 5 of" in claims["floor"].words or "generations, last at" in claims["floor"].words


@pytest.mark.parametrize(
    ("values", "there", "not_there"),
    [
        ({"model": "gaussian:bias=0.9", "truth": "normal"}, "boldness", "nothing"),
        (STOPPED, "floor", "before it is done"),
        (
            {"truth": "blobs:count=3,radius=0", "model": "gaussian"},
            "None of the three",
            "cannot hold",
        ),
    ],
    ids=["boldness", "floor", "three at one place"],
)
def test_without_chance_the_cause_is_the_one_that_it_was(
    values: dict[str, object], there: str, not_there: str
) -> None:
    claim = told(settings(**ALONE | values))["errors at work"]
    assert there in claim.words and not_there not in claim.words


def test_what_was_rare_from_the_start_has_not_drifted() -> None:
    assert "drifted" not in told(RING)


@pytest.mark.slow
def test_bars_of_those_that_ended_early_are_not_held_against_the_chance() -> None:
    claims = said(list(of_lineages(grown(SKEWED, 256))), SKEWED.key)
    assert "cannot be held against" in claims["chance to be last"].words


@pytest.mark.slow
def test_words_that_come_back_are_not_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(words.MODELS, 3, "ngram:smoothing=10")
    step = STEP["Words"]
    claims = said(list(of_step(step, step.defaults)), step.title)
    assert "came back" in claims["lesson: Words"].words


@pytest.mark.parametrize(("samples", "share"), [(4, 0.1), (50, 0.01)])
def test_a_share_that_is_said_is_read(samples: int, share: float) -> None:
    told(normal(samples=samples, generations=20, policy=f"fresh:share={share}"))


def test_a_table_that_was_rewritten_is_read_anew(tmp_path_factory: pytest.TempPathFactory) -> None:
    import os

    file = tmp_path_factory.mktemp("table") / "rows.csv"
    first = "x,y\n" + "".join(f"{i % 7},{i % 5}\n" for i in range(200))
    other = "x,y\n" + "".join(f"{i % 7 + 100},{i % 5 + 50}\n" for i in range(200))
    values = {"model": "gaussian", "policy": "replace", "samples": 100, "generations": 10}
    found = []
    for at, rows in enumerate((first, other)):
        file.write_text(rows)
        os.utime(file, ns=(at + 1, at + 1))
        found.append(run(settings(truth=f"table:file={file}", **values)).metrics["coverage"][0])
    assert all(share > 0.5 for share in found)


def test_a_text_without_a_part_that_is_held_out_has_no_perplexity(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    made = ten_blocks(tmp_path_factory.mktemp("text"))
    assert not len(made.truth.held_out)  # type: ignore[attr-defined]
    assert "impossible text" not in told(made)
    infinite = Claim("impossible text", "Its perplexity is infinite.")
    assert refute(Said("language", "details", infinite, run(made))) == "no text is held out"


@pytest.mark.parametrize("lineages", [2, 5, 19])
def test_few_lineages_lie_between_their_own_ends(lineages: int) -> None:
    made = normal(samples=50, generations=20)
    claims = said(list(of_lineages(grown(made, lineages))), made.key)
    assert "nine lineages in ten" not in claims["spread of lineages"].words


def test_a_use_that_stands_still_in_the_middle_future_is_not_called_a_stop() -> None:
    from engine.horizon import Assumptions
    from engine.knobs import knobs_of

    assert "stop" not in knobs_of(Assumptions)["use_growth"].help
    said(list(of_horizon()), "horizon")


@pytest.mark.parametrize("samples", [10, 30, 100])
def test_the_law_of_many_lineages_counts_right(samples: int) -> None:
    step = STEP["Many lineages: luck and law"]
    said(list(of_step(step, {"samples": samples, "seed": 200})), samples)


@pytest.mark.parametrize("pause", [0, 1, 3, 37, 100])
def test_a_paused_film_is_told_up_to_its_frame(pause: int) -> None:
    made = normal(samples=20, generations=100, seed=3)
    shorter = replace(made, generations=max(pause, 10))
    at_frame, of_shorter = told(made, pause), told(shorter, pause)
    final = ", its last,"

    def plain(claims: dict[str, Claim]) -> list[str]:
        return [claim.words.replace(final, "") for claim in claims.values()]

    assert plain(at_frame) == plain(of_shorter)


def test_a_map_tells_where_its_edge_lies() -> None:
    rows = Axis("policy.fresh.rows", (0, 1, 4))
    plane = Plane(replace(DEFAULT, generations=100), Axis("samples", (10, 30)), rows, 5)
    claims = said(list(of_map(plane)), plane.key)
    edge = claims["map edge"]
    assert edge.numbers["source"] == "law" and edge.numbers["side"] == "y"
    assert edge.words.startswith("With 1 new real sample a generation ")


def test_a_map_without_an_edge_says_how_much_is_left() -> None:
    rows = Axis("policy.fresh.rows", (5, 8))
    plane = Plane(replace(DEFAULT, generations=20), Axis("samples", (10, 30)), rows, 5)
    claims = said(list(of_map(plane)), plane.key)
    whole = claims["map as a whole"]
    assert whole.numbers["source"] == "law" and whole.words.startswith(
        "Of all lineages on this map"
    )
