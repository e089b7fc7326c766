"""The most memory that a process takes which does nothing but run the paper's mixture."""

import json
import re
import resource
import subprocess
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from engine import PRESETS, Trajectory


@dataclass(frozen=True)
class Footprint:
    """Peak resident memory in megabytes (10^6 bytes), and whether torch was loaded."""

    megabytes: float
    torch: bool


def footprint(generations: int) -> Footprint:
    """What a fresh process says of itself after so many generations."""
    command = [sys.executable, "-m", "benchmarks.footprint", str(generations)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return Footprint(**json.loads(said))


def _own_footprint(generations: int) -> Footprint:
    for _ in Trajectory(replace(PRESETS["paper"].settings, generations=generations)).follow():
        pass
    return Footprint(_peak() / 1e6, "torch" in sys.modules)


def _peak() -> float:
    """Bytes. Linux counts in `ru_maxrss` what spawned the process too, but not in `VmHWM`."""
    status = Path("/proc/self/status")
    if status.exists():
        return 1024 * float(re.findall(r"VmHWM:\s+(\d+) kB", status.read_text())[0])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    print(json.dumps(asdict(_own_footprint(int(sys.argv[1])))))
