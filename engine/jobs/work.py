"""What a worker does: the loop and its metrics, wherever it runs."""

from collections.abc import Callable
from dataclasses import replace

from engine.jobs.protocols import Task, failure
from engine.progress import Progress, Step
from engine.recording import Checkpoint, Chunk, in_chunks

Send = Callable[[Chunk], None]
IsCancelled = Callable[[], bool]


def work(task: Task, send: Send, cancelled: IsCancelled) -> None:
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
    task: Task, seed: int, resume: Checkpoint | None, send: Send, cancelled: IsCancelled
) -> None:
    def told(step: Step) -> None:
        if task.interactive:
            send(Chunk(seed, 0, 0, 0.0, {}, step=step))

    settings, progress = replace(task.settings, seed=seed), Progress(cancelled=cancelled, told=told)
    chunks = in_chunks(settings, resume, progress, task.listen, task.keep_outputs)
    for chunk in task.digest(chunks):
        send(chunk)
