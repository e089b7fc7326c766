"""The most memory that a process takes which does nothing but run the paper's mixture."""

import re
import resource
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from engine import PRESETS, Trajectory


def megabytes(generations: int) -> float:
    """What a fresh process says of itself after so many generations (10^6 bytes)."""
    command = [sys.executable, "-m", "benchmarks._memory", str(generations)]
    return float(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def _own_megabytes(generations: int) -> float:
    for _ in Trajectory(replace(PRESETS["paper"].settings, generations=generations)).follow():
        pass
    if "torch" in sys.modules:
        sys.exit("A mixture has loaded PyTorch.")
    return _peak() / 1e6


def _peak() -> float:
    """Bytes. Linux counts in `ru_maxrss` what spawned the process too, but not in `VmHWM`."""
    status = Path("/proc/self/status")
    if status.exists():
        return 1024 * float(re.findall(r"VmHWM:\s+(\d+) kB", status.read_text())[0])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    print(_own_megabytes(int(sys.argv[1])))
