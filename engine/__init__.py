"""The engine: models learn from each other's output, generation after generation, and forget.

It knows no screen. What scripts need is imported from `engine` itself; everything else from the
room that it lives in, whose first lines say what that is. The loop is `recursion.py`.
"""

from engine.knobs import BadSpec
from engine.metrics import METRICS
from engine.models import MODELS
from engine.policies import POLICIES
from engine.presets import PRESETS
from engine.protocols import Generation
from engine.recording import LINEAGES, BadTrajectory, Ensemble, Trajectory, csv_writer, load, save
from engine.recursion import run
from engine.settings import Settings, from_dict, settings, to_dict
from engine.truths import TRUTHS
from engine.version import VERSION

__all__ = [
    "LINEAGES",
    "METRICS",
    "MODELS",
    "POLICIES",
    "PRESETS",
    "TRUTHS",
    "VERSION",
    "BadSpec",
    "BadTrajectory",
    "Ensemble",
    "Generation",
    "Settings",
    "Trajectory",
    "csv_writer",
    "from_dict",
    "load",
    "run",
    "save",
    "settings",
    "to_dict",
]
