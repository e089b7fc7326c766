"""A search for how much real data are enough: the lineages of one number of real rows at a time."""

from collections.abc import Iterator
from functools import partial

from engine.analysis.real_data_search import RealDataSearch
from engine.analysis.survival import HALF
from engine.jobs.cores import cores
from engine.jobs.memory import needed_bytes
from engine.jobs.protocols import Failure, Job, JobState, Task
from engine.map import NUMBERS, WHAT, Listener, fate, numbers_of
from engine.recording import Chunk
from engine.recording.lineage_store import LineageStore
from engine.settings import Settings

LEFT = NUMBERS.index("spread")
"""Which of the numbers of a lineage the search goes by."""


class SearchJob:
    """A search that goes on.

    Attributes:
        search: how far it has come; read it at any time.
        store: where finished lineages are kept, and found; None for nowhere.
    """

    size = 0
    """A few numbers."""

    def __init__(self, search: RealDataSearch, store: LineageStore | None = None) -> None:
        self.search, self.store = search, store
        self.state, self.restarts = JobState.QUEUED, 0
        self._need = cores() * needed_bytes(search.settings)
        self.failure: Failure | None = None
        self._asked: tuple[int, int] | None = None

    @property
    def key(self) -> str:
        """What a store knows it by."""
        return search_key(self.search.settings, self.search.policy, self.search.keep)

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
        self._remember()
        if due := search.due:
            settings = search.lineage(search.probes[-1].real, 0)
            listen, digest = Listener(settings.generations), partial(fate, settings.generations)
            for r in due:
                yield Task(settings, (settings.seed + r,), listen=listen, digest=digest)

    def accept(self, task: Task, chunk: Chunk) -> None:
        """The search hears what a lineage has kept."""
        search, real = self.search, self.search.probes[-1].real
        if task.settings != search.lineage(real, 0):
            return  # that number has been tried
        numbers = numbers_of(chunk)
        if self.store:
            self.store.put(task.settings, WHAT, chunk.seed, numbers)
        search.find(real, chunk.seed - search.settings.seed, numbers[LEFT])

    def _remember(self) -> None:
        """Lineages that have run before, of one number after another."""
        search = self.search
        while self.store and search.due:
            probe, due, first = search.probes[-1], search.due, search.settings.seed
            if self._asked == (probe.real, probe.asked):
                return
            self._asked = probe.real, probe.asked
            seeds = [first + r for r in due]
            known = self.store.get(search.lineage(probe.real, 0), WHAT, seeds)
            for seed, numbers in known.items():
                search.find(probe.real, seed - first, numbers[LEFT])

    def excuse(self, task: Task, failure: Failure) -> bool:
        """A number cannot be judged without its lineages."""
        return False

    def adopt(self, other: Job) -> None:
        """No two searches try the same."""


def search_key(settings: Settings, policy: str, keep: float = HALF) -> str:
    """One line that is equal for equal searches and for no others."""
    return f"enough {policy} {keep:g} {settings.key}"
