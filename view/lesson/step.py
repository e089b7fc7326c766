"""What a step of the lesson is: a story, a small real run, a question, and the run's own answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from engine import Ensemble, Settings, Trajectory
from engine.arrays import Array
from engine.jobs import EnsembleJob, TrajectoryJob
from view.captions.claim import Number
from view.captions.format import percent
from view.page_specs import PageSpec

Choice = int | str

Turned = Mapping[str, Choice]
"""Where each dial of a step stands, by its name."""

Guess = float | str


@dataclass(frozen=True)
class Dial:
    """A knob of a step: only what stays small and quick, the `default` among the choices."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    default: Choice
    help: str
    words: Mapping[Choice, str] = field(default_factory=dict)

    def written(self, value: Choice) -> str:
        """A choice in words."""
        return self.words.get(value, str(value))


CHANCE = Dial(
    "seed",
    "Chance",
    tuple(range(20)),
    0,
    "Another number is the same experiment with other luck; the same number, the same luck.",
)


@dataclass(frozen=True)
class Pick:
    """A question with a few answers to choose from, each by a name and in words."""

    text: str
    choices: Mapping[str, str]

    def said(self, value: Guess) -> str:
        """A choice as one says it within a sentence."""
        return f"“{self.choices[str(value)]}”"


@dataclass(frozen=True)
class Point:
    """A question that is answered by dragging a point on a chart of a quantity by generation.

    Attributes:
        label: of the quantity, for the vertical axis.
        unit: what is counted; "%" where the quantity is a share.
        last: the generation at which the chart ends.
        at: the generation whose quantity is asked for; None where the generation is asked for at
            which the quantity comes down to `level`.
        most: where the vertical axis ends; it begins at 0.
        start: the quantity at the start.
        close: how far off still counts as close.
    """

    text: str
    label: str
    unit: str
    last: int
    most: float
    start: float
    close: float
    at: int | None = None
    level: float = 0.0

    @property
    def along(self) -> bool:
        """Whether a generation is asked for."""
        return self.at is None

    @property
    def open(self) -> bool:
        """Whether it may outgrow the chart: a guess at the end stands for all beyond."""
        return self.unit == "%" and self.most > 1 and not self.along

    @property
    def step(self) -> float:
        """How far one guess is from the next at least."""
        return 10 if self.along else 0.01 if self.unit == "%" else 1

    @property
    def highest(self) -> float:
        """The last value that can be guessed; a little off the end of the generations is never."""
        return self.last + 10 if self.along else self.most

    def beyond(self, value: Guess) -> bool:
        """Whether it lies off the chart, where no guess can tell one value from another."""
        return float(value) > self.last if self.along else self.open and float(value) >= self.most

    def said(self, value: Guess) -> str:
        """A value as one says it within a sentence."""
        number = float(value)
        if self.along:
            never = f"never within {self.last:,} generations"
            return never if number > self.last else f"generation {number:,.0f}"
        if self.open and number == self.most:
            return f"{percent(number)} or more"
        return percent(number) if self.unit == "%" else f"{number:,.0f}"


@dataclass(frozen=True)
class Seen:
    """What came of a step's runs: what each has recorded, or its lineages."""

    trajectories: tuple[Trajectory, ...] = ()
    ensemble: Ensemble | None = None

    @property
    def settings(self) -> Settings:
        """Those of the first run."""
        return self.ensemble.settings if self.ensemble else self.trajectories[0].settings


@dataclass(frozen=True)
class Answer:
    """What was asked for, as the run has it, and what happened and why, with the numbers that this
    is made of; a generation beyond the last stands for never."""

    truth: Guess
    told: str
    numbers: Mapping[str, Number] = field(default_factory=dict)


@dataclass(frozen=True)
class Law:
    """What theory expects of the quantity `(g + 1,)`, and the sentence that says so."""

    values: Array
    label: str


Show = Callable[[tuple[TrajectoryJob, ...], EnsembleJob | None], None]
"""Draws what came of a step's runs."""


@dataclass(frozen=True)
class Step:
    """One step of the lesson; a file of `view/lesson/steps` each.

    Attributes:
        order: its place among the others.
        story: two or three sentences in Markdown; `[word](#term)` points into the glossary.
        runs: the settings of its runs, each small and quick.
        course: the quantity of a `Point`, by generation; NaN where it was not measured.
        law: what theory expects of it, where it knows.
        show: draws what came of the runs, once the question is answered.
        laboratory: the page on which one can go on with the same settings.
        lineages: how many lineages it follows, where it follows more than a run.
        wide: whether what it shows takes the whole width.
        pictured: whether its first run's cloud is shown before the question is answered.
    """

    order: int
    title: str
    story: str
    dials: tuple[Dial, ...]
    runs: Callable[[Turned], tuple[Settings, ...]]
    ask: Callable[[Turned], Point | Pick]
    answer: Callable[[Seen], Answer]
    show: Show
    laboratory: PageSpec
    course: Callable[[Seen], Array] | None = None
    law: Callable[[Seen], Law | None] | None = None
    lineages: int = 1
    wide: bool = False
    pictured: bool = False

    @property
    def defaults(self) -> dict[str, Choice]:
        """Where its dials stand at first."""
        return {dial.name: dial.default for dial in self.dials}
