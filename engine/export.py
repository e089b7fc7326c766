"""Where scripts look for `csv_writer` that were exported before the engine had rooms."""

from engine.recording import csv_writer

__all__ = ["csv_writer"]
