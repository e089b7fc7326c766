"""What the last digits depend on."""

import platform

from threadpoolctl import threadpool_info


def blas_kernel() -> str:
    """The processor's family, and the kernel that numpy's linear algebra has chosen for it."""
    import numpy as np  # noqa: F401  loads what is asked about

    found = {str(each.get("architecture", "unknown")) for each in threadpool_info()}
    return f"{platform.machine()} {' '.join(sorted(found))}"
