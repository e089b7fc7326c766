"""On what figures were measured: without it, none can be compared with another day's."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

import torch

from engine.jobs import cores
from engine.recording.processor import processor

PACKAGES = ("numpy", "scipy", "numba", "scikit-learn", "torch", "streamlit", "plotly")


def machine() -> dict[str, object]:
    """Processor, cores, what computes on them, and how busy they are just now."""
    kind = processor()
    return {
        "model": _model(),
        "processor": kind["processor"],
        "blas": kind["blas"],
        "cores": cores(),
        "gpu": torch.cuda.get_device_name() if torch.cuda.is_available() else None,
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "load": round(os.getloadavg()[0], 2),
    }


def _model() -> str:
    """Of the processor, where the system tells it."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.processor())
