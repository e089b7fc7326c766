"""Models and metrics that misbehave, for workers to import."""

import os
import signal
import sys
import time
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

import numpy as np
import threadpoolctl
from numba import config

from engine import Generation, Settings, settings
from engine.arrays import Array
from engine.distributions.mixture import Mixture, gaussian
from engine.knobs import choice, kind, knob, text
from engine.progress import heed
from engine.protocols.reference import Reference
from engine.training_set import TrainingSet


@kind("Odd")
class Odd:
    """A Gaussian that from some generation on, told by the rows it has read, misbehaves.

    It `breaks`, `kills` the process that it runs in (once, where there is a `file`), is `slow`,
    taking an hour unless it is stopped, or `lingers` for a moment.
    """

    moments_suffice: ClassVar[bool] = True
    network: ClassVar[bool] = False
    way: str = choice("breaks", "kills", "slow", "lingers", label="Way", help="How.")
    rows: int = knob(55, 0, 10**6, label="Rows", help="What it reads at most before it does.")
    file: str = text("", label="File", help="Is made when it has done so; then it no longer does.")

    def _is_first(self) -> bool:
        """Whether no other process has done it yet; always so without a file."""
        with suppress(FileExistsError):
            if self.file:
                Path(self.file).touch(exist_ok=False)
            return True
        return False

    def fit(self, rng: object, training: TrainingSet, previous: object) -> Mixture:
        moments = training.moments
        if moments.count > self.rows and self._is_first():
            if self.way == "breaks":
                raise ArithmeticError("the matrix said no")
            if self.way == "kills":
                os.kill(os.getpid(), signal.SIGKILL)
            end = time.monotonic() + (0.15 if self.way == "lingers" else 3600)
            while time.monotonic() < end:
                heed()
                time.sleep(0.005)
        return gaussian(moments.mean, moments.scatter / moments.count)


def odd(way: str, rows: int = 55, file: str = "", **values: object) -> Settings:
    """It reads 10 rows more in each generation: by default it misbehaves in the sixth."""
    small = {"truth": "normal", "policy": "accumulate", "samples": 10, "generations": 12}
    return settings(**{"model": Odd(way=way, rows=rows, file=file)} | small | values)


def loaded(_: Reference, generations: Sequence[Generation]) -> Mapping[str, Array]:
    """Whether the worker knows of any screen, and in which process it is."""
    screen = {"streamlit", "plotly"} & {name.partition(".")[0] for name in sys.modules}
    n = len(generations)
    return {"screen": np.full(n, float(len(screen))), "pid": np.full(n, float(os.getpid()))}


def placed(_: Reference, generations: Sequence[Generation]) -> Mapping[str, Array]:
    """In which process the worker is, where it keeps what it compiles, and in how many threads its
    libraries compute at most."""
    n = len(generations)
    threads = max(library["num_threads"] for library in threadpoolctl.threadpool_info())
    folder = zlib.crc32(config.CACHE_DIR.encode())  # type: ignore[attr-defined]
    found = {"pid": os.getpid(), "folder": folder, "threads": threads}
    return {name: np.full(n, float(value)) for name, value in found.items()}
