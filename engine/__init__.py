"""The engine: models learn from each other's output, generation after generation, and forget."""

from engine.ensemble import LINEAGES, Ensemble
from engine.knobs import BadSpec
from engine.metrics import METRICS
from engine.models import MODELS
from engine.policies import POLICIES
from engine.presets import PRESETS
from engine.protocols import Generation
from engine.recursion import run
from engine.settings import Settings, from_dict, settings, to_dict
from engine.storage import load, save
from engine.trajectory import BadTrajectory, Trajectory
from engine.truths import TRUTHS

__all__ = [
    "LINEAGES",
    "METRICS",
    "MODELS",
    "POLICIES",
    "PRESETS",
    "TRUTHS",
    "BadSpec",
    "BadTrajectory",
    "Ensemble",
    "Generation",
    "Settings",
    "Trajectory",
    "from_dict",
    "load",
    "run",
    "save",
    "settings",
    "to_dict",
]
