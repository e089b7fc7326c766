"""A search for how much real data are enough: the lineages of one number of real rows at a time."""

from collections.abc import Iterator, Mapping, Sequence

from engine.analysis.real_data_search import RealDataSearch
from engine.arrays import Array
from engine.jobs.cores import cores
from engine.jobs.memory import needed_bytes
from engine.jobs.protocols import Failure, Job, JobState, Task
from engine.protocols import Generation
from engine.protocols.reference import Reference
from engine.recording import Chunk
from engine.settings import Settings


class SearchJob:
    """A search that goes on.

    Attributes:
        search: how far it has come; read it at any time.
    """

    size = 0
    """A few numbers."""

    def __init__(self, search: RealDataSearch) -> None:
        self.search = search
        self.state, self.restarts = JobState.QUEUED, 0
        self._need = cores() * needed_bytes(search.settings)
        self.failure: Failure | None = None
        self._firsts: dict[int, float] = {}

    @property
    def key(self) -> str:
        """What a store knows it by."""
        return search_key(self.search.settings, self.search.policy)

    @property
    def finished(self) -> bool:
        """Whether nothing more will come, unless it is submitted again."""
        return self.state.finished

    @property
    def result(self) -> RealDataSearch:
        """The search, as far as it has come."""
        return self.search

    @property
    def need(self) -> int:
        """What computing it may take, until it is finished, in bytes: of all lineages that are
        under way at once."""
        return 0 if self.finished else self._need

    @property
    def error(self) -> str:
        """What went wrong; empty where nothing did."""
        return self.failure.sentence if self.failure else ""

    def ready(self) -> Iterator[Task]:
        """The lineages that the number which is being tried still lacks."""
        search = self.search
        if due := search.due:
            settings = search.lineage(search.probes[-1].real, 0)
            for r in due:
                yield Task(settings, (settings.seed + r,), listen=spread)

    def accept(self, task: Task, chunk: Chunk) -> None:
        """Remember a lineage's first variance; with the last one it tells what was kept."""
        search, real = self.search, self.search.probes[-1].real
        if chunk.start == chunk.stop or task.settings != search.lineage(real, 0):
            return  # there is nothing in it, or that number has been tried
        spreads = chunk.metrics["spread"]
        if chunk.start == 0:
            self._firsts[chunk.seed] = float(spreads[0])
        if chunk.stop == search.settings.generations + 1:
            first, last = self._firsts[chunk.seed], float(spreads[-1])
            left = last / first if first > 0 else 0.0
            search.find(real, chunk.seed - search.settings.seed, left)

    def excuse(self, task: Task, failure: Failure) -> bool:
        """A number cannot be judged without its lineages."""
        return False

    def adopt(self, other: Job) -> None:
        """No two searches try the same."""


def spread(reference: Reference, generations: Sequence[Generation]) -> Mapping[str, Array]:
    """The trace of each learned covariance `(g,)`: all that the search listens to."""
    return {"spread": reference.covariances(generations).trace(axis1=1, axis2=2)}


def search_key(settings: Settings, policy: str) -> str:
    """One line that is equal for equal searches and for no others."""
    return f"enough {policy} {settings.key}"
