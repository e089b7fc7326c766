"""The version of the whole: a run's last digits depend on it."""

VERSION = "0.1.0"
