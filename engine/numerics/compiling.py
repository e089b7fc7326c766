"""How the inner loops are compiled."""

from numba import njit

exact = njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
summing = njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract", "reassoc"})
"""Sums in any order: what lets a reduction use vector instructions."""
