"""Autoencoders go to school: every step a batch, a gradient, a move."""

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor

from engine.arrays import Array, Rng
from engine.models._elbo import Elbo
from engine.neural.batched_adam import Adam, Parameters, device, one_thread
from engine.neural.mlp import Coder
from engine.neural.schedule import TrainingPlan
from engine.progress import report

EVERY = 8
"""Steps between two chances to be stopped."""


def train(
    lesson: TrainingPlan, rngs: Sequence[Rng], rows: Array, coders: Sequence[Coder]
) -> tuple[list[Coder], Array]:
    """L coders after the lesson, and loss, reconstruction and divergence `(L, 20, 3)` in it.

    `rows (L, n, d)` are float32, as the networks see them. The reconstruction is the negative log
    likelihood; their sum, the loss, the negative evidence bound; all in nats a row of one batch.
    """
    on = device()
    with one_thread(), torch.inference_mode():
        stacked = [np.stack(alike) for alike in zip(*(c.arrays() for c in coders), strict=True)]
        parameters = Parameters(stacked, on)
        evidence = Elbo(parameters, lesson.likelihood, lesson.batch, lesson.beta)
        layouts = lesson.layouts(rngs, rows, coders[0].latent)
        course = _descend(lesson, Adam(parameters), evidence, _steps(layouts, on))
        learned = [view.cpu().numpy() for view in parameters.views(parameters.values)]
    own = [[array[lineage].copy() for array in learned] for lineage in range(len(coders))]
    return [Coder.of(arrays) for arrays in own], course


def _steps(layouts: Iterator[tuple[Array, Array]], on: torch.device) -> Iterator[list[Tensor]]:
    for layout in layouts:
        data, normals = (torch.from_numpy(array).to(on).unbind(1) for array in layout)
        yield from map(list, zip(data, normals, strict=True))


def _descend(
    lesson: TrainingPlan, adam: Adam, evidence: Elbo, steps: Iterator[list[Tensor]]
) -> Array:
    """The whole lesson; its course `(L, 20, 3)`."""
    moments, noted = lesson.moments(), dict[int, Array]()
    waiting = set(moments)
    report(0, lesson.steps)
    for step, (data, normals) in enumerate(steps):
        evidence.descend(data, normals)
        if step in waiting:
            noted[step] = evidence.terms().cpu().numpy()
            report(step, lesson.steps, float(noted[step][:, 0].mean()))
        elif step % EVERY == 0:
            report(step, lesson.steps)
        adam.step(lesson.pace(step))
    return np.stack([noted[moment] for moment in moments], axis=1)
