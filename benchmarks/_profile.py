"""Where the time of a run goes: into fitting, sampling, each of the metrics, and the rest."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from time import process_time
from typing import Any
from unittest.mock import patch

from engine import METRICS, Settings, Trajectory
from engine.distributions.mixture import Mixture


def shares(settings: Settings) -> dict[str, float]:
    """Milliseconds a generation: fit, sample, metrics and rest of a run made for this alone."""
    spent: defaultdict[str, float] = defaultdict(float)
    with ExitStack() as watches:
        watches.enter_context(_watched(spent, "fit", type(settings.model), "fit"))
        watches.enter_context(_watched(spent, "sample", Mixture, "sample"))
        for metric in METRICS.values():
            watches.enter_context(_watched(spent, "metrics", metric, "measure"))
        began = process_time()
        for _ in Trajectory(settings).follow():
            pass
        spent["rest"] = process_time() - began - sum(spent.values())
    return {name: 1e3 * seconds / (settings.generations + 1) for name, seconds in spent.items()}


@contextmanager
def _watched(spent: dict[str, float], name: str, owner: type[Any], verb: str) -> Iterator[None]:
    """Every call of `owner.verb` adds the seconds that it takes to `spent[name]`."""
    act = getattr(owner, verb)

    def timed(*given: Any, **named: Any) -> Any:
        began = process_time()
        try:
            return act(*given, **named)
        finally:
            spent[name] += process_time() - began

    with patch.object(owner, verb, timed):
        yield
