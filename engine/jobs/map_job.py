"""A map: each cell with all its lineages is one task."""

from collections.abc import Iterator
from functools import partial

from engine.jobs.cores import cores
from engine.jobs.memory import needed_bytes
from engine.jobs.protocols import Failure, Job, JobState, Task
from engine.map import WHAT, Listener, Map, fate, numbers_of
from engine.recording import Chunk
from engine.recording.lineage_store import LineageStore


class MapJob:
    """A map that grows.

    Attributes:
        map: how far it has come; read it at any time.
        store: where finished lineages are kept, and found; None for nowhere.
        found: how many lineages had run before.
    """

    def __init__(self, map: Map, store: LineageStore | None = None) -> None:
        self.map, self.store = map, store
        self.state, self.restarts = JobState.QUEUED, 0
        self.failure: Failure | None = None
        self.found = 0
        settings = (settings for _, settings, _ in map.due())
        self._need = cores() * max((needed_bytes(each) for each in settings), default=0)
        if store:
            self._remember(store)

    @property
    def key(self) -> str:
        """What a store of jobs knows it by."""
        return map_key(self.map)

    @property
    def size(self) -> int:
        """What it takes in memory, in bytes: some numbers a lineage."""
        return 64 * self.map.total * self.map.plane.lineages

    @property
    def need(self) -> int:
        """What computing it may take beside that, until it is finished, in bytes: of all cells that
        are under way at once."""
        return 0 if self.finished else self._need

    @property
    def finished(self) -> bool:
        """Whether nothing more will come, unless it is submitted again."""
        return self.state.finished

    @property
    def result(self) -> Map:
        """The map, as far as it has come."""
        return self.map

    @property
    def error(self) -> str:
        """What went wrong; empty where nothing did, but with some cells."""
        return self.failure.sentence if self.failure else ""

    def ready(self) -> Iterator[Task]:
        """The cells that are not known, coarse ones and those along the edge first."""
        for _, settings, seeds in self.map.due():
            last = settings.generations
            yield Task(settings, seeds, listen=Listener(last), digest=partial(fate, last))

    def accept(self, task: Task, chunk: Chunk) -> None:
        """What became of a lineage."""
        cell, numbers = self.map.cell(task.settings), numbers_of(chunk)
        if cell is None:
            return
        self.map.grow(cell, chunk.seed, numbers)
        if self.store:
            self.store.put(task.settings, WHAT, chunk.seed, numbers)

    def excuse(self, task: Task, failure: Failure) -> bool:
        """A cell that cannot be computed has its reason, and the others go on."""
        cell = self.map.cell(task.settings)
        if cell is not None:
            self.map.fail(cell, failure.sentence)
        return True

    def adopt(self, other: Job) -> None:
        """The cells that another map has of the same experiments."""
        if isinstance(other, MapJob):
            self.map.take_over(other.map)

    def _remember(self, store: LineageStore) -> None:
        """Lineages that have run before."""
        for cell, settings, seeds in list(self.map.due()):
            for seed, numbers in store.get(settings, WHAT, seeds).items():
                self.map.grow(cell, seed, numbers)
                self.found += 1


def map_key(map: Map) -> str:
    """One line that is equal for equal maps and for no others."""
    return map.plane.key
