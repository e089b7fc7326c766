"""Networks learn side by side, as one batch of matrices, by gradients written by hand.

A network this small spends its time between the operations, not in them. So there are few: no
graph is recorded, biases are columns of the matrices, every buffer is laid out once, data lie in
columns so that processors read them in a row, and one fused step of Adam moves all the weights.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import torch
from torch import Tensor

from engine.arrays import Array

FIRST_MOMENT, SECOND_MOMENT, TINY = 0.8, 0.95, 1e-8
"""Adam's constants; its memories are shorter than usual, because a training is short."""

LANES = 64
"""Numbers come in multiples of this, so that none is left to a processor's other, one-at-a-time
arithmetic, which rounds differently: a lineage's digits do not depend on its neighbours."""


def device() -> torch.device:
    """A GPU where there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


@contextmanager
def one_thread() -> Iterator[None]:
    """These matrices are too small to share, and the number of threads would change the digits.

    PyTorch keeps the number for each thread that calls it, so that parallel runs do not meet.
    """
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


class Parameters:
    """Arrays `(L, ...)`, each a view into one row of numbers, and their gradients likewise."""

    def __init__(self, arrays: list[Array], on: torch.device) -> None:
        flat = [torch.from_numpy(array).reshape(-1) for array in arrays]
        self._counts = [part.numel() for part in flat]
        self._shapes = [array.shape for array in arrays]
        spare = -sum(self._counts) % LANES
        self.values = torch.cat([*flat, torch.zeros(spare)]).to(on)
        self.slopes = torch.zeros_like(self.values)

    def views(self, of: Tensor) -> list[Tensor]:
        """The values or the gradients in the shapes that were given."""
        ends = np.cumsum(self._counts).tolist()
        return [
            of[end - count : end].view(shape)
            for end, count, shape in zip(ends, self._counts, self._shapes, strict=True)
        ]


class Adam:
    """Kingma and Ba (2015), all numbers at once."""

    def __init__(self, parameters: Parameters) -> None:
        values = parameters.values
        self._values, self._slopes = [values], [parameters.slopes]
        self._means, self._squares = [torch.zeros_like(values)], [torch.zeros_like(values)]
        self._count = torch.zeros((), device=values.device)

    def step(self, rate: float) -> None:
        """Move against the gradient."""
        self._count.add_(1)
        torch._fused_adam_(
            self._values,
            self._slopes,
            self._means,
            self._squares,
            [],
            [self._count],
            lr=rate,
            beta1=FIRST_MOMENT,
            beta2=SECOND_MOMENT,
            eps=TINY,
            weight_decay=0.0,
            amsgrad=False,
            maximize=False,
        )


class Network:
    """`engine.neural.mlp.Weights` for L lineages and B rows: inputs `(L, i, B)`, outputs
    `(L, o, B)`.

    One buffer holds hidden units, inputs and a row of ones, so that either layer is one product.
    """

    def __init__(self, weights: list[Tensor], slopes: list[Tensor], batch: int) -> None:
        (self.inner, self.outer), (self.inner_slope, self.outer_slope) = weights, slopes
        lineages, wide, hidden = self.inner.shape
        on, end = self.inner.device, hidden + wide - 1
        self.buffer = torch.ones(lineages, end + 1, batch, device=on)
        self.below = torch.empty(lineages, hidden, batch, device=on)
        self.outputs = torch.empty(lineages, self.outer.shape[1], batch, device=on)
        self.back = torch.empty(lineages, end, batch, device=on)
        self.input_slope = torch.empty(lineages, wide - 1, batch, device=on)
        self.hidden, self.inputs = self.buffer[:, :hidden], self.buffer[:, hidden:end]
        self.seen = self.buffer[:, hidden:]
        self._buffer_turned = self.buffer.transpose(1, 2)
        self._outer_turned = self.outer[:, :, :end].transpose(1, 2)
        self._inner_turned, self._inputs_inner = self.inner.transpose(1, 2), self.inner[:, :-1]
        self._hidden_back, self._input_back = self.back[:, :hidden], self.back[:, hidden:]
        self._hidden_back_turned = self._hidden_back.transpose(1, 2)

    def forward(self) -> Tensor:
        """The outputs, from what has been written to `inputs`."""
        torch.bmm(self._inner_turned, self.seen, out=self.below)
        torch.clamp_min(self.below, 0, out=self.hidden)
        return torch.bmm(self.outer, self.buffer, out=self.outputs)

    def backward(self, slope: Tensor) -> None:
        """The gradients of all weights, from that of the outputs."""
        torch.bmm(slope, self._buffer_turned, out=self.outer_slope)
        torch.bmm(self._outer_turned, slope, out=self.back)
        back = self._hidden_back
        torch.ops.aten.threshold_backward.grad_input(back, self.hidden, 0, grad_input=back)
        torch.bmm(self.seen, self._hidden_back_turned, out=self.inner_slope)

    def further_back(self) -> Tensor:
        """The gradient of the inputs, after `backward`."""
        torch.bmm(self._inputs_inner, self._hidden_back, out=self.input_slope)
        return self.input_slope.add_(self._input_back)
