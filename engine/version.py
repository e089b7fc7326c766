"""The version of the whole: a run's last digits depend on it."""

VERSION = "0.1.0"

NUMBERS = 1
"""Raised whenever the same settings and seed come to other numbers than before, be it in the last
digit: what was kept of lineages until then is not taken for theirs."""
