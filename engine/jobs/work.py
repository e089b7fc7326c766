"""What a worker does: the loop and its metrics, wherever it runs."""

from collections.abc import Callable
from dataclasses import replace

from engine.jobs.protocols import Task, failure
from engine.recording import Checkpoint, Chunk, in_chunks

Send = Callable[[Chunk], None]
Cancelled = Callable[[], bool]


def work(task: Task, send: Send, cancelled: Cancelled) -> None:
    """Every lineage of the task, in chunks, until they end or nobody waits for them any more.

    Raises:
        Failure: whatever a model or a metric raises, with the seed of its lineage.
    """
    resume = task.resume
    for seed in task.seeds:
        if cancelled():
            return
        try:
            _lineage(task, seed, resume, send, cancelled)
        except Exception as error:
            raise failure(seed, error) from error
        resume = None


def _lineage(
    task: Task, seed: int, resume: Checkpoint | None, send: Send, cancelled: Cancelled
) -> None:
    settings = replace(task.settings, seed=seed)
    for chunk in in_chunks(settings, resume, cancelled, task.listen, task.keep_outputs):
        send(chunk)
