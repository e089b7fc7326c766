"""What a run was computed on is told, and other kernels tell the same but for the last digits."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from llvmlite.binding import get_host_cpu_features

from engine.arrays import Array
from engine.recording.processor import blas, processor
from tests.support.one_of_each import EXPERIMENTS

ROOT = Path(__file__).parents[3]
KERNELS = ("Haswell", "SkylakeX")
NEAR = 1e-12
NEAR_PICTURES = 1e-9
"""Their reader is taught by steps that end where little is left to gain."""
NEAR_AT_FIRST = 1e-3
"""A network's generation 1: its numbers have seven digits, and a hundred steps pass them on."""


def library(api: str, folder: str, **more: str) -> dict[str, str]:
    kind = "openmp" if api == "openmp" else "blas"
    return {"user_api": kind, "internal_api": api, "filepath": f"/python/{folder}/lib.so"} | more


OF_SCIPY = library("openblas", "scipy.libs", architecture="Zen")
OF_NUMPY = library("openblas", "numpy.libs", architecture="Haswell")


@pytest.mark.parametrize(
    ("loaded", "said"),
    [
        ([OF_SCIPY, OF_NUMPY], "OpenBLAS Haswell"),
        ([library("openmp", "numpy.libs"), OF_SCIPY], "OpenBLAS Zen"),
        ([library("openblas", "numpy/.dylibs", architecture="armv8")], "OpenBLAS armv8"),
        ([library("mkl", "lib")], "MKL (its kernel is not known)"),
        ([library("blis", "lib", architecture="zen3")], "BLIS zen3"),
        ([library("another", "lib")], "another (its kernel is not known)"),
        ([library("openmp", "numpy.libs")], "unknown"),
        ([], "unknown"),
    ],
)
def test_the_library_that_numpy_uses_is_named(loaded: list[dict[str, str]], said: str) -> None:
    assert blas(loaded) == said


def test_the_processor_is_named() -> None:
    assert set(processor()) == {"processor", "blas"}
    assert all(isinstance(said, str) and said for said in processor().values())


@pytest.mark.long
@pytest.mark.skipif(
    not get_host_cpu_features().get("avx512f", False),
    reason="the kernel SkylakeX needs AVX-512, which this processor does not have",
)
def test_two_kernels_compute_the_same(tmp_path: Path) -> None:
    """But for networks, which only begin alike; and each run says which kernel it was."""
    one, other = (under(kernel, tmp_path) for kernel in KERNELS)
    for kernel, found in zip(KERNELS, (one, other), strict=True):
        assert json.loads(str(found["on"])) == dict(processor()) | {"blas": f"OpenBLAS {kernel}"}
    for name, values, others, near in compared(one, other):
        np.testing.assert_allclose(values, others, rtol=near, atol=near, err_msg=name)


def under(kernel: str, folder: Path) -> dict[str, Array]:
    """What is computed in a process whose numpy uses this kernel."""
    file = folder / f"{kernel}.npz"
    command = [sys.executable, "-m", "tests.support.one_of_each", str(file)]
    surroundings = {"OPENBLAS_CORETYPE": kernel, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, check=True, cwd=folder, env=os.environ | surroundings)
    with np.load(file) as found:
        return dict(found)


def compared(
    one: dict[str, Array], other: dict[str, Array]
) -> Iterator[tuple[str, Array, Array, float]]:
    """Name, numbers, other numbers, and how near these must be; of a network the beginning."""
    for experiment in EXPERIMENTS:
        near = {"pictures": NEAR_PICTURES, "network": NEAR_AT_FIRST}.get(experiment, NEAR)
        length = 2 if experiment == "network" else None
        for name in (name for name in one if name.startswith(f"{experiment}/")):
            yield name, one[name][:length], other[name][:length], near
