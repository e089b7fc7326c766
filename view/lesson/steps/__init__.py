"""The steps of the lesson: each file holds one, by the name of `STEP`, and they stand in order."""

import importlib
import pkgutil

from view.lesson.step import Step

_NAMES = sorted(module.name for module in pkgutil.iter_modules(__path__))
_FOUND: list[Step] = [importlib.import_module(f"{__name__}.{name}").STEP for name in _NAMES]

STEPS: tuple[Step, ...] = tuple(sorted(_FOUND, key=lambda step: step.order))
