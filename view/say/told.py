"""The claims of a page about one experiment: of its run, its lineages, and what theory says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from engine import METRICS, POLICIES, Ensemble, Settings, Trajectory
from engine.analysis.real_data_search import RealDataSearch
from engine.analysis.survival import HALF
from engine.horizon import futures, met
from engine.jobs import EnsembleJob, InlineScheduler, Job, MapJob, SearchJob
from engine.knobs import BadSpec, name_of, parse, spec_of
from engine.map import Map, Plane, laws
from engine.protocols import Data, Unit, data_of
from engine.settings import affordable
from engine.theory import expectation
from view.captions.claim import Claim, Number
from view.figures.comparison import compared
from view.horizon import captions as outlooks
from view.horizon import published_figures
from view.horizon.link import FIRST, Outlook
from view.horizon.published_figures import Met
from view.lesson.step import Seen, Step, Turned
from view.lesson.steps import STEPS
from view.map import captions as maps
from view.map.shown import Shown
from view.modalities import captions, verdicts
from view.modalities.symbols import verdicts as endings
from view.page_specs import REMEDIES
from view.remedies import answer
from view.remedies import captions as remedies
from view.sections import audit

PAGES = {
    Data.NUMBERS: "drift",
    Data.PICTURES: "digits",
    Data.SYMBOLS: "dice",
    Data.TEXT: "language",
}
"""Where one run of such data is at home."""

PRICE = 0.25
"""Of a real row, where nobody has typed one."""


@dataclass(frozen=True)
class Said:
    """A claim, the page and the place on it where it is said, what it is said of, and where its
    film is paused, if it is."""

    page: str
    place: str
    claim: Claim
    of: Trajectory | Ensemble | None = None
    outlook: Outlook | None = None
    plane: Plane | None = None
    asked: Settings | None = None
    pause: int | None = None

    @property
    def settings(self) -> Settings | None:
        """The experiment: that of the run, or the one that several policies share."""
        return self.of.settings if self.of else self.asked


def run(settings: Settings) -> Trajectory:
    """Here and now."""
    trajectory = Trajectory(settings)
    for _ in trajectory.follow():
        pass
    return trajectory


def grown(settings: Settings, count: int) -> Ensemble:
    """So many lineages, here and now."""
    ensemble = Ensemble(settings, count)
    _done(EnsembleJob(ensemble))
    return ensemble


def _done(job: Job) -> None:
    scheduler = InlineScheduler()
    scheduler.submit(job)
    scheduler.wait(job)
    if job.failure:
        raise job.failure


def of_run(trajectory: Trajectory, page: str = "", pause: int | None = None) -> Iterator[Said]:
    """What a page says of a run, up to the generation at which its film is paused."""
    page = page or PAGES[data_of(trajectory.settings.truth)]
    seen = trajectory if pause is None else trajectory.until(pause)
    yield Said(page, "opening", captions.opening(seen.settings), seen)
    yield Said(page, "headline", captions.headline(seen), seen, pause=pause)
    for claim in captions.account(seen):
        yield Said(page, "details", claim, seen, pause=pause)
    if seen.length:
        yield Said(page, "audit", audit.reading(seen, seen.length - 1), seen, pause=pause)
    if pause is None:
        for claim in captions.course(seen):
            yield Said(page, "course", claim, seen.until(claim.since))


def of_lineages(ensemble: Ensemble, page: str = "") -> Iterator[Said]:
    """What a page says of many lineages, and of what theory says beside them."""
    page = page or PAGES[data_of(ensemble.settings.truth)]
    claims: list[Claim | None] = [*verdicts.verdicts(ensemble), verdicts.parted(ensemble)]
    for name, values in ensemble.metrics.items():
        if METRICS[name].unit is not Unit.NAME and not np.isnan(values).all():
            claims.append(verdicts.spread(ensemble, name))
    claims.append(verdicts.tail(ensemble))
    if ending := endings.ending(ensemble):
        claims += [ending, endings.chances(ensemble)]
    claims += [*_against_theory(ensemble)]
    for claim in claims:
        if claim:
            yield Said(page, "lineages", claim, ensemble)


def _against_theory(ensemble: Ensemble) -> Iterator[Claim]:
    expected = expectation(ensemble.settings)
    if expected is None or ensemble.count < 2:
        return
    variances = ensemble.metrics[expected.metric] / expected.whole
    for at, one in compared(expected, variances).items():
        numbers: dict[str, Number] = {"at": at, "observed": one.observed, "expected": one.expected}
        why = f": {one.reason}" if one.reason else ""
        words = f"At generation {at:,}, held against theory: {one.verdict}{why}."
        yield Claim("against theory", words, at, at, {**numbers, "verdict": one.verdict})


def of_remedies(
    chosen: Settings, specs: Sequence[str] = REMEDIES.policies, pause: int | None = None
) -> Iterator[Said]:
    """What the page What helps says of the same settings under several policies."""
    every = [replace(chosen, policy=parse(spec, POLICIES, "policy")) for spec in specs]
    runs = {spec_of(one.policy): run(affordable(one)) for one in every}
    last = min(one.length for one in runs.values()) - 1
    at = last if pause is None else min(pause, last)
    said: list[Claim | None] = [remedies.headline(runs, at), remedies.enough(runs, at)]
    said += [*remedies.verdicts(runs, at), *remedies.rows(runs, at)]
    said += [answer.by_theory(chosen, "fresh")]
    for claim in said:
        if claim:
            yield Said("remedies", "lanes", _naming(claim, runs), asked=chosen, pause=pause)
    for one in runs.values():
        yield from of_run(one, "remedies", at)


def _naming(claim: Claim, runs: Mapping[str, Trajectory]) -> Claim:
    """The same claim, which names the runs that it is about by their policies."""
    return replace(claim, numbers={**claim.numbers, "of": ";".join(runs)})


def of_search(
    chosen: Settings, policy: str = "fresh", keep: float = HALF, price: float = PRICE
) -> Iterator[Said]:
    """What that page has found once it has searched for how much real data are enough, and what
    these cost, if a real row costs so much."""
    job = SearchJob(RealDataSearch(chosen, policy, keep=keep))
    _done(job)
    yield Said("remedies", "search", answer.found(job.search), asked=chosen)
    if cost := answer.cost(job.search, price):
        yield Said("remedies", "search", cost, asked=chosen)


def of_map(plane: Plane) -> Iterator[Said]:
    """What the page Map says of a plane, by the law and by its runs, and of each of its cells."""
    job = MapJob(Map(plane))
    _done(job)
    shown = Shown.of(job.map, dict(laws(plane)))
    law = maps.edge(plane, shown.whole) if shown.whole else None
    runs = maps.beside_law(plane, shown.counted, law) if shown.counted else None
    for claim in filter(None, (law, runs)):
        yield Said("map", "headline", claim, plane=plane)
    for cell, fates in shown.best.items():
        claim = maps.told(plane, cell, fates, shown.laws.get(cell))
        yield Said("map", "square", claim, plane=plane)


def of_step(step: Step, turned: Turned) -> Iterator[Said]:
    """What a step of the lesson answers, on its page and on the class's sheet."""
    chosen = step.runs(turned)
    if step.lineages > 1:
        seen = Seen(ensemble=grown(chosen[0], step.lineages))
    else:
        seen = Seen(tuple(run(one) for one in chosen))
    answer = step.answer(seen)
    kind, of = f"lesson: {step.title}", seen.ensemble or seen.trajectories[0]
    numbers = {"answer": answer.truth, **answer.numbers}
    yield Said("lesson", "answer", Claim(kind, answer.told, numbers=numbers), of)
    if law := step.law(seen) if step.law else None:
        last = {"expected": float(law.values[-1])}
        yield Said("lesson", "law", Claim(f"law: {step.title}", law.label, numbers=last), of)


def of_horizon(outlook: Outlook = FIRST) -> Iterator[Said]:
    """What is said of the years to come."""
    estimate, assumed = outlook.estimate, outlook.assumed
    drawn = futures(estimate, assumed)
    for claim in (
        outlooks.headline(estimate, drawn),
        outlooks.growth(estimate, assumed, drawn),
        outlooks.exhaustion(drawn),
        outlooks.short_of(drawn),
        *published_figures.claims(_met(), outlook.stock),
    ):
        yield Said("horizon", "words", claim, outlook=outlook)


@cache
def _met() -> Met:
    return met()


def said(
    page: str, chosen: Settings, lineages: int = 1, pause: int | None = None
) -> Iterator[Said]:
    """All that a page says of an experiment; `BadSpec` where it is not for that page."""
    home = PAGES[data_of(chosen.truth)]
    if page == "lesson":
        for step in STEPS:
            yield from of_step(step, step.defaults)
    elif page == "horizon":
        yield from of_horizon()
    elif page == "remedies":
        if home != "drift":
            raise BadSpec(f"the page remedies does not show {name_of(chosen.truth)}")
        yield from of_remedies(chosen, pause=pause)
    elif page in ("", home):
        yield from of_run(run(chosen), home, pause)
        if lineages > 1:
            yield from of_lineages(grown(chosen, lineages), home)
    else:
        raise BadSpec(f"the page {page} does not show {name_of(chosen.truth)}; {home} does")
