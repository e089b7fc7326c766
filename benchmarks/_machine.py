"""On what figures were measured: without it, none can be compared with another day's."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

import threadpoolctl
import torch

from engine.jobs import cores

PACKAGES = ("numpy", "scipy", "numba", "scikit-learn", "torch", "streamlit", "plotly")


def machine() -> dict[str, object]:
    """Processor, cores, what computes on them, and how busy they are just now."""
    pools = threadpoolctl.threadpool_info()
    return {
        "processor": _processor(),
        "cores": cores(),
        "gpu": torch.cuda.get_device_name() if torch.cuda.is_available() else None,
        "blas": sorted({pool["architecture"] for pool in pools if "architecture" in pool}),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "load": round(os.getloadavg()[0], 2),
    }


def _processor() -> str:
    """Its model, where the system tells it."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.processor())
