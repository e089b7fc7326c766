"""Somebody who may read everything and write nothing, and whose temporary folder is full."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
MACHINE = """
set -e
for place in /tmp /var/tmp "$1"; do
    mount --bind "$place" "$place"
    mount -o remount,ro,bind "$place"
done
mount -t tmpfs -o size=64k,mode=1777 tmpfs "$2"
dd if=/dev/zero of="$2/full" bs=1k 2>/dev/null || true
shift 2
may=-all,+dac_read_search
exec setpriv --reuid 12345 --regid 12345 --clear-groups \\
    --inh-caps=$may --ambient-caps=$may --bounding-set=$may \\
    env -u NUMBA_CACHE_DIR -u XDG_CACHE_HOME HOME=/nonexistent "$@"
"""


def command(temporary: Path) -> list[str]:
    """What stands before a command line that is to be run so, `temporary` being its full folder.

    The user may read whatever root may, for Python itself may lie in root's home.
    """
    return ["unshare", "--mount", "bash", "-c", MACHINE, "bash", str(ROOT), str(temporary)]


@cache
def missing() -> str:
    """Why that cannot be tried here; empty where it can."""
    if os.name != "posix" or os.geteuid() != 0:
        return "only root can become a user without rights"
    if not (shutil.which("setpriv") and shutil.which("unshare")):
        return "setpriv and unshare are not here"
    return "" if _can_mount() else "nothing can be mounted here"


def _can_mount() -> bool:
    tried = ["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(tried, capture_output=True).returncode == 0
