"""What is kept of runs: chunks, trajectories, ensembles, and the files that they are written to.

Imported from `engine.recording`. A new file format begins beside `export.py`.
"""

from engine.recording.checkpoint import Checkpoint
from engine.recording.chunks import Chunk, Listen, in_chunks
from engine.recording.ensemble import LINEAGES, Ensemble, Heard
from engine.recording.export import Measured, columns, csv_writer, json_writer, write_csv
from engine.recording.measurement import LISTENING, heard, is_round, unheard
from engine.recording.npz import load, save
from engine.recording.script import LINES, Table, script_of
from engine.recording.trajectory import BadTrajectory, Trajectory, versions

__all__ = [
    "LINEAGES",
    "LINES",
    "LISTENING",
    "BadTrajectory",
    "Checkpoint",
    "Chunk",
    "Ensemble",
    "Heard",
    "Listen",
    "Measured",
    "Table",
    "Trajectory",
    "columns",
    "csv_writer",
    "heard",
    "in_chunks",
    "is_round",
    "json_writer",
    "load",
    "save",
    "script_of",
    "unheard",
    "versions",
    "write_csv",
]
