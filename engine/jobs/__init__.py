"""Work that is handed out, in this process or in others, and the data that grow by it.

Jobs and schedulers are imported from `engine.jobs`. A new job is a class with `ready` and `accept`
(`protocols.py`), a new scheduler one that keeps the suite of `tests/engine/jobs/`. A task is always
lineages of one `Settings`, and `listen` says what is measured; `accept` may be given the same chunk
twice.
"""

from engine.jobs.cluster import ClusterScheduler
from engine.jobs.cores import cores, one_thread
from engine.jobs.ensemble_job import EnsembleJob, ensemble_key
from engine.jobs.inline import InlineScheduler
from engine.jobs.map_job import MapJob, map_key
from engine.jobs.memory import machine_bytes, needed_bytes
from engine.jobs.processes import ProcessScheduler
from engine.jobs.protocols import Failure, Job, JobState, Scheduler, Task
from engine.jobs.remote import kill_all
from engine.jobs.search_job import SearchJob, search_key
from engine.jobs.shared import SharedScheduler
from engine.jobs.store import Full, JobStore
from engine.jobs.stream import follow, streamed
from engine.jobs.threads import ThreadScheduler
from engine.jobs.trajectory_job import TrajectoryJob, recording_key
from engine.jobs.work import work

__all__ = [
    "ClusterScheduler",
    "EnsembleJob",
    "Failure",
    "Full",
    "InlineScheduler",
    "Job",
    "JobState",
    "JobStore",
    "MapJob",
    "ProcessScheduler",
    "Scheduler",
    "SearchJob",
    "SharedScheduler",
    "Task",
    "ThreadScheduler",
    "TrajectoryJob",
    "cores",
    "ensemble_key",
    "follow",
    "kill_all",
    "machine_bytes",
    "map_key",
    "needed_bytes",
    "one_thread",
    "recording_key",
    "search_key",
    "streamed",
    "work",
]
