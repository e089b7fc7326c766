"""A job that hears what its workers say of themselves."""

import re
from collections.abc import Iterable, Iterator

from engine.jobs import Failure, JobState, Task
from engine.recording import Chunk, Listen
from engine.settings import Settings
from tests.engine.jobs.odd import loaded


class Seen:
    """One lineage a task, and everything that is heard of them."""

    key, size = "seen", 0
    match = staticmethod(re.fullmatch)

    def __init__(self, settings: Settings, seeds: Iterable[int], listen: Listen = loaded) -> None:
        self.state, self.restarts = JobState.QUEUED, 0
        self.failure: Failure | None = None
        self.heard: dict[str, list[float]] = {}
        self._settings, self._left, self._listen = settings, set(seeds), listen

    @property
    def result(self) -> dict[str, list[float]]:
        return self.heard

    def ready(self) -> Iterator[Task]:
        for seed in sorted(self._left):
            yield Task(self._settings, (seed,), listen=self._listen)

    def excuse(self, task: Task, failure: Failure) -> bool:
        return False

    def accept(self, task: Task, chunk: Chunk) -> None:
        for name, values in chunk.metrics.items():
            self.heard.setdefault(name, []).extend(map(float, values))
        if chunk.stop == self._settings.generations + 1:
            self._left.discard(chunk.seed)
