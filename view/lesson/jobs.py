"""A step's runs in the background, whether the visitor looks on or a sheet is prepared."""

from dataclasses import dataclass

from engine.jobs import EnsembleJob, Job, JobState, TrajectoryJob
from view import state
from view.lesson.step import Seen, Step, Turned

PATIENCE = 0.3
"""Seconds for which a page waits rather than say that it must."""


@dataclass(frozen=True)
class Watched:
    """The runs of a step, or its lineages."""

    runs: tuple[TrajectoryJob, ...] = ()
    lineages: EnsembleJob | None = None

    @property
    def done(self) -> bool:
        """Whether all there was to come has come."""
        grown = self.lineages is None or self.lineages.state == JobState.DONE
        return grown and all(run.state == JobState.DONE for run in self.runs)

    @property
    def held(self) -> bool:
        """Whether whoever asks for the same gets just these."""
        jobs: list[Job] = [*self.runs, *([self.lineages] if self.lineages else [])]
        return all(state.holds(job, job.finished) for job in jobs)

    def wait(self) -> "Watched":
        """Give quick runs the moment that they need."""
        for run in self.runs:
            run.wait(run.settings.generations + 1, PATIENCE)
        return self

    def go_on(self) -> None:
        """What was cancelled goes on, what failed begins anew."""
        if self.lineages:
            state.go_on(self.lineages)
        for run in self.runs:
            if run.state != JobState.DONE:
                state.go_on(run)

    @property
    def seen(self) -> Seen:
        """What they have recorded."""
        if self.lineages:
            return Seen(ensemble=self.lineages.ensemble)
        return Seen(tuple(run.trajectory for run in self.runs))


def watched(step: Step, turned: Turned) -> Watched:
    """The runs of a step before the visitor's eyes; begun, where they are new."""
    chosen = step.runs(turned)
    if step.lineages > 1:
        return Watched(lineages=state.show_lineages(chosen[0], step.lineages))
    return Watched(tuple(state.show(*chosen, live=True)))


def prepared(step: Step, turned: Turned) -> Watched | None:
    """The same aside, one after the other, whatever the visitor looks at; None as long as one is
    still on its way."""
    chosen = step.runs(turned)
    if step.lineages > 1:
        lineages = state.prepare_lineages(chosen[0], step.lineages)
        return Watched(lineages=lineages) if lineages.finished else None
    runs = list[TrajectoryJob]()
    for number, one in enumerate(chosen):
        runs.append(state.prepare(one, number))
        runs[-1].wait(one.generations + 1, PATIENCE)
        if not runs[-1].finished:
            return None
    return Watched(tuple(runs))
