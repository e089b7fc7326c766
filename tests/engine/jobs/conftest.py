"""Stores of jobs whose models wait at a gate."""

from tests.support.jobs import gate, make, shortened

__all__ = ["gate", "make", "shortened"]
