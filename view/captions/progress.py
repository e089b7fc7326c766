"""How far a run is, in words: for whoever waits for it."""

import math

from engine.analysis.runtime import remaining
from engine.jobs import Job, JobState, TrajectoryJob
from view.captions.format import pace


def headway(run: TrajectoryJob) -> str:
    """Where the computation is, how fast, and how long it still takes."""
    at, last = max(run.trajectory.length - 1, 0), run.settings.generations
    if run.state == JobState.QUEUED:
        return "Waiting for a free place on the server"
    if not run.trajectory.length:
        return "Learning from the real data" + _within(run)
    speed = f"{pace(run.pace)} a second, " if run.pace else ""
    return f"Generation {at:,} of {last:,}, {speed}{duration(seconds_left(run))} left{_within(run)}"


def seconds_left(run: TrajectoryJob) -> float:
    """What the rest of a run will take, at the pace that it has had so far."""
    seconds = float(run.trajectory.provenance.get("seconds", 0.0))
    return remaining(run.settings, run.trajectory.length, seconds)


def duration(seconds: float) -> str:
    """A time in words that fit its size."""
    if seconds < 90:
        return f"about {max(seconds, 1):.0f} s"
    return f"about {seconds / 60:.0f} min" if seconds < 5400 else f"about {seconds / 3600:.1f} h"


def restarted(job: Job) -> str:
    """What to say where a process has died: nothing is lost with it but time."""
    if not job.restarts:
        return ""
    times = "once" if job.restarts == 1 else f"{job.restarts} times"
    return f"A process that was computing this ended {times}; another one has taken its work up."


CUT_OFF = (
    "The cluster that was to compute this is out of reach; this machine does it alone, more slowly."
)
"""What to say where that is so: nothing is lost with it but time."""


def _within(run: TrajectoryJob) -> str:
    """How far a fit of many steps has come, and how well it does."""
    step = run.step
    if not step.total or not run.settings.model.network:
        return ""
    speed = step.done / max(step.seconds, 1e-3)
    loss = f", loss {step.loss:.4g}" if math.isfinite(step.loss) else ""
    return f"; step {step.done:,} of {step.total:,} ({pace(speed)} a second){loss}"
