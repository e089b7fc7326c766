"""How far a run is, in words: for whoever waits for it."""

import math
import time

from engine.analysis.runtime import remaining
from view.runs import Run
from view.words import pace


def headway(run: Run) -> str:
    """Where the computation is, how fast, and how long it still takes."""
    at, last = max(run.trajectory.length - 1, 0), run.settings.generations
    if run.status == "queued":
        return "Waiting for a free place on the server"
    if not run.trajectory.length:
        return "Learning from the real data" + _within(run)
    speed = f"{pace(run.pace)} a second, " if run.pace else ""
    return f"Generation {at:,} of {last:,}, {speed}{duration(seconds_left(run))} left{_within(run)}"


def seconds_left(run: Run) -> float:
    """What the rest of a run will take, at the pace that it has had so far."""
    seconds = float(run.trajectory.provenance.get("seconds", 0.0))
    return remaining(run.settings, run.trajectory.length, seconds)


def duration(seconds: float) -> str:
    """A time in words that fit its size."""
    if seconds < 90:
        return f"about {max(seconds, 1):.0f} s"
    return f"about {seconds / 60:.0f} min" if seconds < 5400 else f"about {seconds / 3600:.1f} h"


def _within(run: Run) -> str:
    """How far a fit of many steps has come, and how well it does."""
    watch = run.trajectory.watch
    if not watch.total or not run.settings.model.network:
        return ""
    speed = watch.done / max(time.perf_counter() - watch.began, 1e-3)
    loss = f", loss {watch.loss:.4g}" if math.isfinite(watch.loss) else ""
    return f"; step {watch.done:,} of {watch.total:,} ({pace(speed)} a second){loss}"
