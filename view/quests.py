"""A search that goes on in the background, lineage by lineage, between the work of others."""

import threading

from engine import BadSpec, Settings
from engine.enough import Search


class Quest:
    """One search: running, then done, cancelled or failed."""

    def __init__(self, search: Search) -> None:
        self.search = search
        self.key = quest_key(search.settings, search.policy)
        self.error, self.status = "", "running"
        self.size = 0  # a few numbers
        self._taken = False
        self._lock = threading.Lock()

    @property
    def finished(self) -> bool:
        """Whether nothing more will come."""
        return self.status != "running"

    def take(self) -> int | None:
        """The number of the probe whose next lineage is due, for the caller to work off; None
        where one is at work already, for the next may depend on it."""
        with self._lock:
            if self._taken or self.finished:
                return None
            self._taken = True
            return len(self.search.probes)

    def work(self, piece: int) -> None:
        """Run the lineage; an error becomes the status and one sentence."""
        try:
            self.search.work()
        except Exception as error:  # whatever a model raises belongs on the page
            named = "" if isinstance(error, BadSpec) else f"{type(error).__name__}: "
            self.error = f"{named}{error}"
            self._end("failed")
        with self._lock:
            self._taken = False
            if self.search.answer is not None and not self.finished:
                self.status = "done"  # else it may have been cancelled, and gone on since

    def cancel(self) -> None:
        """Stop between two generations, or within a long fit; what is there stays."""
        self._end("cancelled")

    def resume(self) -> None:
        """After it was cancelled: it may go on."""
        with self._lock:
            if self.status == "cancelled":
                self.search.resume()
                self.status = "running"

    def _end(self, status: str) -> None:
        with self._lock:
            if not self.finished:
                self.status = status
                self.search.stop()


def quest_key(settings: Settings, policy: str) -> str:
    """One line that is equal for equal searches and for no others."""
    return f"enough {policy} {settings.key}"
