"""Experiments drawn at random, what every page says of them, and what was wrong with it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import numpy as np

from engine import BadSpec, Settings, Trajectory
from engine.analysis.real_data_search import KEEPS, SHARED
from engine.arrays import Rng
from engine.horizon import ESTIMATES, Assumptions
from engine.knobs import Knob, knobs_of
from engine.map import Axis, Plane
from engine.settings import settings
from tests.claims.refuters import refute
from view.captions.claim import Claim
from view.horizon.link import usual
from view.lesson.steps import STEPS
from view.say.told import (
    Said,
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

QUICK = 60_000
"""Rows that a drawn run says at most; lineages share them."""

CLOUDS = (
    "normal",
    "normal:dimensions=1",
    "normal:dimensions=3",
    "blobs",
    "blobs:count=5,spread=0.2",
    "blobs:count=10,spread=0.1",
    "blobs:count=3,radius=0",
    "moons",
    "ring",
    "ring:noise=0.05",
    "pinwheel",
    "student",
    "iris",
)
MODELS = (
    "gaussian",
    "gaussian:ddof=0",
    "gaussian:bias=0.9",
    "gmm",
    "gmm:components=2",
    "gmm:components=10",
    "gmm:floor=0.000001",
    "gmm:floor=0.05,start=previous",
    "gmm:max_iter=1",
    "kde",
)
SYMBOLS = ("dice", "dice:faces=2", "dice:faces=6,skew=20", "zipf")
POLICIES = (
    "replace",
    "replace",
    "replace",
    "accumulate",
    "subsample",
    "fresh",
    "fresh:share=0.01",
    "fresh:share=0.5",
    "fresh:share=1",
    "anchor",
    "anchor:share=1",
    "bottleneck",
    "verify",
    "verify:judge=likelihood",
    "verify:judge=diversity",
    "schedule:at=20,first=replace,then=fresh:share=0.5",
    "schedule:at=5,first=replace,then=fresh:share=1",
    "schedule:at=10,first=fresh,then=replace,lasting=10",
)

AT_ODDS = (
    ({"not collapsed"}, {"tail last seen", "drifted", "groups left", "died out"}),
    ({"nothing forgotten"}, {"tail last seen", "drifted", "died out"}),
    ({"variance lost", "died out"}, {"only real data", "not collapsed", "tail thinned", "grown"}),
    ({"tail thinned"}, {"drifted", "tail now", "tail last seen", "tail never"}),
    ({"only real data", "only real counts"}, {"half gone", "came back", "usual end"}),
    ({"only real text"}, {"early collapse", "late collapse", "stranger text"}),
    ({"all symbols there"}, {"one symbol left"}),
    ({"lineages of real data"}, {"lineages lost"}),
)
"""Kinds that cannot both be said of the same run at the same place."""


def at_odds(kinds: set[str]) -> list[str]:
    """Which of the kinds that are said at one place contradict each other."""
    return [
        f"{sorted(kinds & some)} beside {sorted(kinds & others)}"
        for some, others in AT_ODDS
        if kinds & some and kinds & others
    ]


@dataclass
class Tally:
    """How many claims of each kind were tried, and what was found wrong."""

    tried: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def hear(self, every: Iterable[Said], about: str) -> None:
        """Try all that is said, one by one and against each other."""
        told: dict[tuple[str, int], list[Claim]] = {}
        every = list(every)  # what is told of stays, so that it can be told apart
        for said in every:
            self.tried[said.claim.kind] += 1
            if reason := refute(said):
                self.wrong.append(
                    f"[{said.claim.kind}] {said.claim.words!r} ({said.page}, {said.place}; "
                    f"{about}): {reason}"
                )
            if said.place in ("headline", "details", "lineages"):
                told.setdefault((said.page, id(said.of)), []).append(said.claim)
            if said.pause is not None and said.claim.until > said.pause:
                self.wrong.append(
                    f"[{said.claim.kind}] {said.claim.words!r} is told of {said.claim.until}, "
                    f"paused at {said.pause} ({about})"
                )
        for claims in told.values():
            found = at_odds({claim.kind for claim in claims})
            self.wrong += [f"{contradiction} ({about})" for contradiction in found]

    def hear_paused(self, run: Trajectory, pause: int, about: str) -> None:
        """Try what is said of a film that is paused, and whether any of it lies ahead."""
        self.hear(of_run(run, pause=pause), f"paused at {pause}; {about}")
        ahead = foretold(run, pause)
        self.wrong += [
            f"told at {pause} of what lies ahead: {words!r} ({about})" for words in ahead
        ]

    @property
    def summary(self) -> str:
        """A line a kind."""
        rows = [f"{count:6,} {kind}" for kind, count in sorted(self.tried.items())]
        return "\n".join([*rows, f"{sum(self.tried.values()):6,} claims tried"])


def erased(run: Trajectory, pause: int) -> Trajectory:
    """The run with nothing written down after a generation."""
    blank = copy(run)
    blank.length = min(pause + 1, run.length)
    for name in ("metrics", "record"):
        rows = {key: kept.copy() for key, kept in getattr(run, name).items()}
        for values in rows.values():
            values[blank.length :] = np.nan
        setattr(blank, name, rows)
    for name in ("centres", "outputs", "origins"):
        values = getattr(run, name).copy()
        values[blank.length :] = 0
        setattr(blank, name, values)
    return blank


def foretold(run: Trajectory, pause: int) -> list[str]:
    """What is told at a paused frame, and would not be if the run had come no further."""
    told, known = (
        [one.claim.words for one in of_run(seen, pause=pause)] for seen in (run, erased(run, pause))
    )
    return [words for words in (*told, *known) if (words in told) != (words in known)]


def drawn(rng: Rng) -> Settings:
    """An experiment that makes sense, whatever else it is."""
    while True:
        samples = int(np.exp(rng.uniform(np.log(2), np.log(1000))))
        most = max(10, min(2000, QUICK // samples))
        generations = int(np.exp(rng.uniform(np.log(10), np.log(most + 1))))
        symbols = rng.random() < 0.25
        truth = str(rng.choice(SYMBOLS if symbols else CLOUDS))
        model = "frequency" if symbols else str(rng.choice(MODELS))
        exact = bool(not symbols and rng.random() < 0.06)
        try:
            made = settings(
                truth=truth,
                model=model,
                policy=str(rng.choice(POLICIES)),
                samples=samples,
                generations=min(generations, 60) if exact else generations,
                seed=int(rng.integers(1_000_000)),
                exact=exact,
            )
            made.dimensions  # noqa: B018  a model of so many dimensions may be impossible
        except BadSpec:
            continue
        return made


def tell(made: Settings, rng: Rng, found: Trajectory) -> Iterator[Said]:
    """What pages say of an experiment: to its end, of some lineages, and of several policies."""
    yield from of_run(found)
    rows = made.samples * made.generations
    if rng.random() < 0.3 and rows < QUICK / 4 and not made.exact:
        count = int(min(64, 2 + QUICK / 2 // rows, np.exp(rng.uniform(np.log(2), np.log(64)))))
        yield from of_lineages(grown(made, count))
    if rng.random() < 0.12 and rows < QUICK / 4 and made.model.__class__.__name__ != "Frequency":
        pause = int(rng.integers(made.generations + 1)) if rng.random() < 0.5 else None
        yield from of_remedies(made, pause=pause)


def refuted(count: int, seed: int) -> Tally:
    """So many experiments, drawn and tried."""
    tally = Tally()
    for at in range(count):
        rng = np.random.default_rng([seed, at])
        try:
            made = drawn(rng)
            found = run(made)
            tally.hear_paused(found, int(rng.integers(made.generations + 1)), made.key)
            tally.hear(tell(made, rng, found), made.key)
        except BadSpec:
            continue  # one of the policies that Remedies lays beside it is impossible
    return tally


def lessons(seed: int) -> Tally:
    """Every step with its knobs turned at random."""
    rng, tally = np.random.default_rng(seed), Tally()
    for step in STEPS:
        turned = {
            dial.name: dial.choices[int(rng.integers(len(dial.choices)))] for dial in step.dials
        }
        tally.hear(of_step(step, turned), f"{step.title} {turned}")
    return tally


def maps(count: int, seed: int) -> Tally:
    """So many small maps, and the squares that can be pressed there."""
    rng, tally = np.random.default_rng(seed), Tally()
    for _ in range(count):
        plane = _anywhere_on_a_plane(rng)
        tally.hear(of_map(plane), plane.key)
    return tally


def searches(count: int, seed: int) -> Tally:
    """So many searches for enough real data: a little, most, or nearly all of the variance is to be
    kept, by new rows or always the same."""
    rng, tally = np.random.default_rng(seed), Tally()
    for _ in range(count):
        made = settings(
            truth=str(rng.choice(["normal", "normal:dimensions=1", "blobs:count=2", "student"])),
            model=str(rng.choice(["gaussian", "gaussian:ddof=0", "gmm:components=2"])),
            policy="replace",
            samples=int(rng.integers(8, 50)),
            generations=int(rng.integers(10, 90)),
            seed=int(rng.integers(1_000_000)),
        )
        policy, keep = str(rng.choice(SHARED)), float(rng.choice(KEEPS))
        tally.hear(of_search(made, policy, keep), f"{policy} {keep} {made.key}")
    return tally


def outlooks(count: int, seed: int) -> Tally:
    """Every stock as it was published, and so many outlooks with any knobs."""
    rng, tally = np.random.default_rng(seed), Tally()
    for stock in ESTIMATES:
        tally.hear(of_horizon(usual(stock)), stock)
    for _ in range(count):
        chosen = usual(str(rng.choice(list(ESTIMATES))))
        turned = {
            name: _anywhere(knob, rng)
            for name, knob in knobs_of(Assumptions).items()
            if rng.random() < 0.6
        }
        assumed = replace(chosen.assumed, **turned)
        tally.hear(of_horizon(replace(chosen, assumed=assumed)), f"{chosen.stock} {assumed}")
    return tally


def _anywhere(knob: Knob, rng: Rng) -> Any:
    """A value that it admits, at either end now and then."""
    part = float(rng.choice([0, 1, rng.random(), rng.random(), rng.random()]))
    value = knob.low + part * (knob.high - knob.low)
    if knob.logarithmic:
        value = knob.low * (knob.high / knob.low) ** part
    return type(knob.default)(value)


def _anywhere_on_a_plane(rng: Rng) -> Plane:
    """A small map of one Gaussian, or of a die, whose knobs stop anywhere."""
    symbols = rng.random() < 0.3
    base = settings(
        truth="dice" if symbols else "normal:dimensions=1",
        model="frequency" if symbols else "gaussian:ddof=0",
        policy="replace",
        generations=int(rng.integers(10, 60)),
        seed=int(rng.integers(1_000_000)),
    )
    sizes = sorted({int(size) for size in rng.integers(5, 80, 2)})
    real = sorted({0, int(rng.integers(1, 5))})
    x, y = Axis("samples", tuple(sizes)), Axis("policy.fresh.rows", tuple(real))
    return Plane(base, x, y, int(rng.integers(1, 12)))


normal = partial(settings, truth="normal", model="gaussian", policy="replace")
"""One Gaussian on normal data, with what differs."""
