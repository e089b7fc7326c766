"""Faults that were made once, put back: the refuters find each of them."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine import MODELS, Settings, Trajectory
from engine.analysis.real_data_search import Probe, RealDataSearch
from engine.analysis.survival import FirstPassage
from engine.horizon import Futures
from engine.knobs import parse
from engine.map import DEFAULT, Axis, Fates, Plane
from engine.settings import settings
from tests.claims.harness import Tally, normal
from tests.claims.runs import (
    ALONE,
    REAL_TEXT,
    REVIVED,
    RING,
    SKEWED,
    STOPPED,
    TEN,
    of,
    ten_blocks,
)
from view.captions.claim import Claim
from view.glossary import ENTRIES
from view.lesson.steps import STEPS, gaussian, lineages, words
from view.map import captions as maps
from view.modalities import numbers, symbols, text, verdicts
from view.modalities.images import captions as pictures
from view.modalities.numbers import captions, causes, course
from view.modalities.symbols import captions as counted
from view.modalities.symbols import verdicts as endings
from view.modalities.symbols.counts import Counts
from view.modalities.teller import by, first_at
from view.modalities.text import captions as texts
from view.modalities.text.vocabulary import Read
from view.remedies import answer
from view.remedies import captions as remedies
from view.say import standing
from view.say import told as told_of
from view.say.told import (
    Said,
    _met,
    grown,
    of_horizon,
    of_lineages,
    of_map,
    of_remedies,
    of_run,
    of_search,
    of_step,
    run,
)

Patch = pytest.MonkeyPatch
Told = Callable[[], Iterable[Said]]


def page(made: Settings) -> Told:
    """What a page says of a run."""
    return lambda: of_run(run(made), pause=made.generations)


def many(made: Settings, count: int) -> Told:
    """What a page says of lineages."""
    return lambda: of_lineages(grown(made, count))


def step(title: str, **turned: Any) -> Told:
    """What a step of the lesson answers."""
    one = next(each for each in STEPS if each.title == title)
    return lambda: of_step(one, one.defaults | turned)


def smoothed() -> Iterable[Said]:
    """What the step Words answers of a model that gives what it has not read a chance."""
    one = next(each for each in STEPS if each.title == "Words")
    model = parse("ngram:smoothing=10", MODELS, "model")
    runs = tuple(replace(each, model=model) for each in one.runs(one.defaults))
    return of_step(replace(one, runs=lambda turned: runs), one.defaults)


LIKELIEST = normal(model="gaussian:ddof=0", samples=20, generations=60)


def only(kind: str, every: Iterable[Said]) -> list[Said]:
    """Claims of one kind."""
    return [said for said in every if said.claim.kind == kind]


def total_variance_alone(patch: Patch) -> None:
    """Nothing has collapsed as long as the variance is there."""

    def kept(facts: course.Course) -> Claim:
        words = f"Nothing has collapsed: by {by(facts)} it has {facts.kept:.0%} of its variance."
        return Claim("not collapsed", words, facts.last, facts.last, {"kept": facts.kept})

    told = (captions.died_out, captions.collapsed, captions.grew, kept)
    patch.setitem(numbers.NUMBERS.__dict__, "teller", replace(captions.TELLER, headlines=told))


def tails_thin_at_once(patch: Patch) -> None:
    """Whatever lies in the tail, it has thinned."""
    patch.setattr(course.Course, "is_thin", property(lambda self: self.tail_lately >= 0))


def silent_are_spared(patch: Patch) -> None:
    """Lineages that are silent at the end have not lost it."""

    patch.setattr(FirstPassage, "decided", lambda self, last: last)
    patch.setattr(FirstPassage, "known", property(lambda self: self.lengths))


def around_its_own_middle(patch: Patch) -> None:
    """Tails are measured from where the copy's own middle is."""
    patch.setattr(gaussian, "middle", lambda seen, generation: 0.0)


def a_blur_passes(patch: Patch) -> None:
    """Pictures pass by precision alone."""
    patch.setattr(pictures, "CROWDED", -1.0)
    patch.setattr(pictures, "SURE", -1.0)


def a_measuring_error(patch: Patch) -> None:
    """The spread is that of a measurement, where the variance is known."""

    def spread(facts: course.Course) -> Claim:
        low, high = 0.98 * facts.kept, 1.02 * facts.kept
        return Claim("spread by law", "± 2%", facts.last, facts.last, {"low": low, "high": high})

    told = replace(captions.TELLER, details=(spread,))
    patch.setitem(numbers.NUMBERS.__dict__, "teller", told)


def real_text_is_lost(patch: Patch) -> None:
    """Loss is told where only real data are read."""
    patch.setattr(texts, "only_real", lambda facts: False)


def dead_for_good(patch: Patch) -> None:
    """Whoever once had no variance has died out."""
    extinct = property(lambda self: first_at(self.metric("variance") == 0))
    patch.setattr(course.Course, "extinct", extinct)


def groups_of_the_first_model(patch: Patch) -> None:
    """The data have as many groups as generation 0 has reached."""
    known = property(lambda self: int(self.metric("modes")[0]))
    patch.setattr(course.Course, "known_groups", known)


def held_for_ever(patch: Patch) -> None:
    """A floor that was once reached is all that holds a model up."""

    def floor(facts: course.Course) -> Claim:
        held = facts.trajectory.record["floored"][: facts.last + 1] > 0
        since, there = int(held.argmax()), facts.trajectory.record["weights"].shape[1]
        words = (
            f"Since generation {since} each of its components is as narrow as the floor lets it."
        )
        found = {"now": there, "components": there, "times": len(held), "at": since}
        return Claim("floor", words, since, facts.last, found)

    told = replace(captions.TELLER, details=(floor,))
    patch.setitem(numbers.NUMBERS.__dict__, "teller", told)


def boldness_is_none(patch: Patch) -> None:
    """Boldness is not named where it is all that is at work."""
    patch.setattr(causes, "_tilts", lambda facts: iter(()))


def always_too_early(patch: Patch) -> None:
    """Fitting stops too early whatever ended it."""
    said = "fitting stops after 10,000 rounds, before it is done"
    patch.setattr(causes, "_unfinished", lambda facts: iter([said]))


def fewer_clouds_never_hold(patch: Patch) -> None:
    """A model with fewer clouds than the data cannot hold them."""
    patch.setattr(causes, "_holds_the_data", lambda trajectory: False)


def drifted_from_the_start(patch: Patch) -> None:
    """Whoever is in the tail has drifted there."""

    def drifted(facts: course.Course) -> Claim | None:
        now = float(facts.tail[-1])
        return Claim("drifted", "It has drifted.", facts.last, facts.last, {"now": now})

    told = replace(captions.TELLER, details=(drifted,))
    patch.setitem(numbers.NUMBERS.__dict__, "teller", told)


def the_early_ones_tell(patch: Patch) -> None:
    """The bars of those that have ended are held against the chance of all."""
    patch.setattr(endings, "STILL_RUNNING", "")


def nine_of_two(patch: Patch) -> None:
    """Nine lineages in ten lie between quantiles of two."""
    patch.setattr(
        verdicts, "_ends", lambda values: (np.quantile(values, 0.05), np.quantile(values, 0.95), 1)
    )


def a_law_off_by_one(patch: Patch) -> None:
    """A law counts one lineage too many."""
    chances = lineages.chances
    patch.setattr(lineages, "chances", lambda samples: chances(samples) + 1 / 30)


def largest_wins(patch: Patch) -> None:
    """The largest share of the variance is crowned, also above 100%."""
    patch.setattr(remedies, "off", lambda share: -share)


def judges_let_tails_through(patch: Patch) -> None:
    """A judge of the truth lets tails through, whatever the model still says."""
    patch.setattr(remedies, "TAIL_KEPT", 0.0)


def more_groups_than_there_are(patch: Patch) -> None:
    """Of four groups five are left."""

    def groups(facts: course.Course) -> Claim:
        found = {"known": facts.known_groups, "left": facts.known_groups + 1, "at": 0}
        return Claim("groups left", "Of 3 groups 4 are left.", facts.last, facts.last, found)

    told = replace(captions.TELLER, details=(groups,))
    patch.setitem(numbers.NUMBERS.__dict__, "teller", told)


def thousands_for_millions(patch: Patch) -> None:
    """What is left is said to be a thousand times as much."""
    part_of = captions.part_of
    patch.setattr(captions, "part_of", lambda share: part_of(1000 * share))


def nine_are_sure(patch: Patch) -> None:
    """Nine lineages give an answer, whatever a half is."""
    patch.setattr(Probe, "is_certain", True)


def no_interval(patch: Patch) -> None:
    """An answer without how sure it is."""
    patch.setattr(answer, "_kept", lambda probe: f"{probe.kept} of {len(probe.left)}")


def always_half(patch: Patch) -> None:
    """More than half is to be kept, and half is looked for."""
    patch.setattr(Probe, "kept", property(lambda self: sum(x >= 0.5 for x in self.left)))


def paid_once(patch: Patch) -> None:
    """New real rows are paid once, not in each generation."""
    patch.setattr(RealDataSearch, "collected", lambda self, real: real)


def unknown_for_ever(patch: Patch) -> None:
    """A word that was not written is unknown to the next, whatever the model makes of it."""
    gone = "a word that it happened not to write is unknown to the next"
    patch.setattr(words, "_missed", lambda seen: gone)


def nothing_held_out_is_impossible(patch: Patch) -> None:
    """Where no text is held out, its perplexity is infinite."""

    def surprise(facts: Read) -> Claim:
        infinite = "Some real text that none has read is impossible: its perplexity is infinite."
        return Claim("impossible text", infinite, facts.last, facts.last)

    told = replace(texts.TELLER, details=(surprise,))
    patch.setitem(text.TEXT.__dict__, "teller", told)


def nought_is_a_stop(patch: Patch) -> None:
    """Use that does not grow in the middle future has stopped in all of them."""
    known = standing.knobs()["horizon.use_growth"]
    stop = replace(known, help="How fast training sets grow. 100% is a doubling, 0% is a stop.")
    patch.setattr(standing, "knobs", lambda: {"horizon.use_growth": stop})


def the_judge_is_theirs(patch: Patch) -> None:
    """A verifier of another kind is credited with what these judges do."""
    said = (
        "A judge lets only a part through (Feng and others 2024). One that knows the truth helps."
    )
    patch.setitem(ENTRIES, "verify", replace(ENTRIES["verify"], said=said))


FOUR = Plane(
    replace(DEFAULT, generations=50),
    Axis("samples", (10, 40)),
    Axis("policy.fresh.rows", (0, 4)),
    30,
)


def the_truth_has_to_be_kept(patch: Patch) -> None:
    """A lineage counts as holding where it keeps a fifth, and is said to keep half."""
    patch.setattr(Fates, "holding", property(lambda self: int((self.kept >= 0.2).sum())))


def the_next_stop_is_meant(patch: Patch) -> None:
    """Shares are said of the stops above theirs."""
    found = maps.pooled

    def shifted(known: maps.Known, axis: int) -> dict[int, tuple[int, int]]:
        stops = found(known, axis)
        return dict(zip(stops, reversed(stops.values()), strict=True))

    patch.setattr(maps, "pooled", shifted)


def after_so_many(patch: Patch) -> None:
    """An average over many runs stands beside one run, and nothing says what it is of."""

    def usual(facts: Counts) -> Claim | None:
        found = counted.usual(facts)
        one = facts.one
        bare = found and found.words.replace(f"Over many runs like this one, a single {one}", one)
        return found and replace(found, words=str(bare))

    told = replace(counted.TELLER, details=(usual,))
    patch.setitem(symbols.SYMBOLS.__dict__, "teller", told)


def half_for_nine_in_ten(patch: Patch) -> None:
    """What half of the futures do is said of nine in ten."""
    year = Futures.year
    narrow = {0.05: 0.25, 0.95: 0.75}
    patch.setattr(Futures, "year", lambda self, level=0.5: year(self, narrow.get(level, level)))


def copied_wrong(patch: Patch) -> None:
    """A published year is a slip of the pen."""
    first, *others = _met().items()
    slip = {replace(first[0], median=2038): first[1], **dict(others)}
    patch.setattr(told_of, "_met", lambda: slip)


LONG = {a_blur_passes}
"""Faults that only a network shows, whose run takes half a minute."""

FAULTS: list[tuple[Callable[[Patch], None], Told]] = [
    (total_variance_alone, page(of("paper", seed=4))),
    (thousands_for_millions, page(of("three-blobs"))),
    (total_variance_alone, page(of("errors", seed=13))),
    (silent_are_spared, many(normal(samples=20, generations=80), 40)),
    (around_its_own_middle, step("One Gaussian, tails first", samples=20, seed=9)),
    (a_blur_passes, page(of("digits"))),
    (a_measuring_error, page(normal(truth="normal:dimensions=1", samples=50, generations=50))),
    (real_text_is_lost, page(REAL_TEXT)),
    (dead_for_good, page(REVIVED)),
    (groups_of_the_first_model, page(TEN)),
    (held_for_ever, page(of("paper", samples=60, seed=1, generations=1000))),
    (boldness_is_none, page(settings(truth="normal", model="gaussian:bias=0.9", **ALONE))),
    (always_too_early, page(settings(**ALONE | STOPPED))),
    (
        fewer_clouds_never_hold,
        page(settings(truth="blobs:count=3,radius=0", model="gaussian", **ALONE)),
    ),
    (drifted_from_the_start, page(RING)),
    (the_early_ones_tell, many(SKEWED, 20)),
    (nine_of_two, many(normal(samples=50, generations=20), 2)),
    (a_law_off_by_one, step("Many lineages: luck and law", samples=100)),
    (
        largest_wins,
        lambda: of_remedies(
            of("remedies", samples=20, generations=60, seed=4),
            ("replace", "accumulate", "fresh", "verify"),
        ),
    ),
    (
        judges_let_tails_through,
        lambda: of_remedies(normal(samples=100, generations=30, seed=4), ("replace", "verify")),
    ),
    (more_groups_than_there_are, page(of("three-blobs", generations=20))),
    (tails_thin_at_once, page(normal(samples=100, generations=20, seed=3))),
    (nine_are_sure, lambda: of_search(normal(samples=10, generations=12, seed=2))),
    (no_interval, lambda: of_search(normal(samples=20, generations=100))),
    (always_half, lambda: of_search(LIKELIEST, keep=0.95)),
    (paid_once, lambda: only("cost of enough", of_search(normal(samples=20, generations=60)))),
    (unknown_for_ever, smoothed),
    (nought_is_a_stop, lambda: only("knob: horizon.use_growth", standing.of_knobs())),
    (the_judge_is_theirs, lambda: only("word: verify", standing.of_words())),
    (after_so_many, page(of("die"))),
    (half_for_nine_in_ten, of_horizon),
    (copied_wrong, of_horizon),
    (the_truth_has_to_be_kept, lambda: of_map(FOUR)),
    (the_next_stop_is_meant, lambda: of_map(FOUR)),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fault", "told"),
    [
        pytest.param(
            fault,
            told,
            id=f"{fault.__name__} {at}",
            marks=[pytest.mark.long] if fault in LONG else [],
        )
        for at, (fault, told) in enumerate(FAULTS)
    ],
)
def test_a_fault_that_is_put_back_is_found(
    fault: Callable[[Patch], None], told: Told, monkeypatch: Patch
) -> None:
    before = Tally()
    before.hear(told(), "as it is")
    assert not before.wrong, "\n".join(before.wrong)
    fault(monkeypatch)
    after = Tally()
    after.hear(told(), "with the fault")
    assert after.wrong, f"{fault.__doc__} Nobody has noticed."


def test_a_text_without_a_part_that_is_held_out_that_is_called_impossible_is_found(
    monkeypatch: Patch, tmp_path: Path
) -> None:
    found = run(ten_blocks(tmp_path))
    before, after = Tally(), Tally()
    before.hear(of_run(found), "as it is")
    assert not before.wrong, "\n".join(before.wrong)
    nothing_held_out_is_impossible(monkeypatch)
    after.hear(of_run(found), "with the fault")
    assert after.wrong, nothing_held_out_is_impossible.__doc__


def all_at_once(patch: Patch) -> None:
    """A paused film is told as if it had run to its end."""
    patch.setattr(Trajectory, "until", lambda self, generation: self)


def peeking(patch: Patch) -> None:
    """What is left is read off the last generation that was recorded, not off the paused one."""

    def kept(self: course.Course) -> float:
        variance = self.trajectory.metrics["variance"]
        return float(variance[np.isfinite(variance)][-1] / variance[0])

    patch.setattr(course.Course, "kept", property(kept))


@pytest.mark.parametrize("fault", [all_at_once, peeking])
def test_a_paused_film_that_is_told_of_what_lies_ahead_is_found(
    fault: Callable[[Patch], None], monkeypatch: Patch
) -> None:
    found = run(normal(samples=20, generations=100, seed=3))
    before, after = Tally(), Tally()
    before.hear_paused(found, 37, "as it is")
    assert not before.wrong, "\n".join(before.wrong)
    fault(monkeypatch)
    after.hear_paused(found, 37, "with the fault")
    assert any("lies ahead" in wrong for wrong in after.wrong), fault.__doc__


def test_a_claim_without_a_refuter_is_refused() -> None:
    tally = Tally()
    tally.hear([Said("drift", "headline", Claim("never heard of", "It is so."))], "")
    assert tally.wrong == [
        "[never heard of] 'It is so.' (drift, headline; ): "
        "no refuter knows the kind “never heard of”"
    ]


def test_middle_of_no_lineage_is_none() -> None:
    empty = FirstPassage(np.array([np.nan]), np.array([0]))
    assert np.isnan(empty.middle(3))
