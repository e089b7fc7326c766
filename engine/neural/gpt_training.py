"""Small GPTs learn to write, and write: every step a batch, every word a guess."""

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.utils import clip_grad_norm_, parameters_to_vector, vector_to_parameters

from engine.arrays import Array, Rng
from engine.neural.batched_adam import device, one_thread
from engine.neural.shape import Shape
from engine.neural.transformer import Gpt
from engine.progress import heed, report

BATCH = 16
"""Blocks that each step looks at."""

AT_ONCE = 128
"""Blocks that are written, or scored, side by side: as many as a processor's cache likes."""

WARM = 0.05
"""Share of the steps in which the pace rises; then it falls evenly."""

_MOMENTS = 20
"""How often the loss is noted, whatever the number of steps."""

FIRST, SECOND, DECAY, _TINY = 0.9, 0.95, 0.1, 1e-8
"""Adam's constants: how long it remembers, and how much of each weight a pace of 1 takes away."""

CLIP = 1.0
"""Longest gradient that is followed as it is."""

WORD = 0.05
"""Deviation of the numbers that describe a word, before anything is known of it."""


def built(shape: Shape, weights: Array) -> Gpt:
    """The network with these weights `(p,)`."""
    gpt = Gpt(shape)
    vector_to_parameters(torch.from_numpy(weights.copy()), gpt.parameters())
    return gpt.to(device())


def blank(shape: Shape, rng: Rng) -> Gpt:
    """A network that has learned nothing: random weights, and nobody is heard too loudly."""
    gpt = Gpt(shape)
    for name, values in gpt.named_parameters():
        first = np.full(values.shape, float(name.endswith("weight")))
        if values.ndim == 2:
            spread = WORD if name.startswith("words") else values.shape[1] ** -0.5
            first = spread * rng.standard_normal(values.shape)
        values.data.copy_(torch.from_numpy(first))
    return gpt.to(device())


@one_thread()
def taught(gpt: Gpt, rng: Rng, blocks: Array, epochs: int, rate: float) -> tuple[Array, Array]:
    """The weights `(p,)` after so many epochs over blocks `(n, t)`, and the loss `(20,)` on the
    way, in nats a word."""
    numbers = torch.from_numpy(blocks).to(gpt.words.weight.device)
    per_epoch = -(-len(blocks) // BATCH)
    steps = epochs * per_epoch
    adam = DecayingAdam(gpt)
    losses = list[float]()
    report(0, steps)
    for _ in range(epochs):
        for batch in np.array_split(rng.permutation(len(blocks)), per_epoch):
            loss = -gpt.scores(numbers[torch.from_numpy(batch)]).mean()
            loss.backward()  # type: ignore[no-untyped-call]
            adam.step(rate * pace(len(losses) / steps))
            losses.append(float(loss.detach()))
            report(len(losses), steps, losses[-1])
    weights = parameters_to_vector(gpt.parameters()).detach().cpu().numpy()
    return weights, course(losses)


def course(losses: list[float]) -> Array:
    """How the loss went `(20,)`, from that of every step."""
    parts = np.array_split(losses, _MOMENTS) if len(losses) >= _MOMENTS else [losses] * _MOMENTS
    return np.array([np.mean(part) for part in parts])


def pace(done: float) -> float:
    """The learning rate's part, after so much of the training."""
    return min(1.0, (done + 1e-3) / WARM) * (1 - done)


class DecayingAdam:
    """Kingma and Ba (2015), with the decay of weights of Loshchilov and Hutter (2019). PyTorch's
    own loads a compiler first, which takes seconds and is not used."""

    def __init__(self, network: nn.Module) -> None:
        self.values = list(network.parameters())
        self.means = [torch.zeros_like(values) for values in self.values]
        self.squares = [torch.zeros_like(values) for values in self.values]
        self.count = 0

    @torch.no_grad()
    def step(self, rate: float) -> None:
        """Downhill by the gradients, which are then forgotten."""
        self.count += 1
        clip_grad_norm_(self.values, CLIP)
        stretch = (1 - SECOND**self.count) ** 0.5
        for values, mean, square in zip(self.values, self.means, self.squares, strict=True):
            assert values.grad is not None
            heed()
            mean.lerp_(values.grad, 1 - FIRST)
            square.mul_(SECOND).addcmul_(values.grad, values.grad, value=1 - SECOND)
            values.mul_(1 - rate * DECAY)
            far = rate * stretch / (1 - FIRST**self.count)
            values.addcdiv_(mean, square.sqrt().add_(_TINY), value=-far)
            values.grad = None


@one_thread()
@torch.inference_mode()
def written(gpt: Gpt, rng: Rng, prompts: Array, length: int, temperature: float) -> Array:
    """What follows each of the prompts `(n, t)`, `(n, length)`; `t` may be 0."""
    parts, on = list[Array](), gpt.words.weight.device
    total = -(-len(prompts) // AT_ONCE) * length
    report(0, total)
    for at in range(0, len(prompts), AT_ONCE):
        prompt = torch.from_numpy(prompts[at : at + AT_ONCE]).to(on)
        begin = torch.full((len(prompt), 1), gpt.shape.symbols, device=on)
        thought, memory = gpt(torch.cat([begin, prompt], 1))
        said = list[Tensor]()
        for place in range(length):
            said.append(_drawn(rng, gpt.guesses(thought[:, -1]) / temperature))
            if place + 1 < length:
                thought, memory = gpt(said[-1][:, None], memory)
            report(at // AT_ONCE * length + place + 1, total)
        parts.append(torch.stack(said, 1).cpu().numpy())
    return np.concatenate(parts) if parts else np.empty((0, length), np.int64)


def _drawn(rng: Rng, guesses: Tensor) -> Tensor:
    """One word `(n,)` for each row of guesses, by its probability."""
    heaped = torch.softmax(guesses, 1).cumsum(1)
    chance = torch.from_numpy(rng.random((len(guesses), 1), dtype=np.float32)).to(guesses.device)
    drawn = torch.searchsorted(heaped, chance * heaped[:, -1:], right=True)[:, 0]
    return drawn.clamp_(max=guesses.shape[1] - 1)


@one_thread()
@torch.inference_mode()
def scored(gpt: Gpt, blocks: Array) -> Array:
    """Log probability `(n,)` of whole blocks `(n, t)`."""
    parts = [np.empty(0)]
    for at in range(0, len(blocks), AT_ONCE):
        numbers = torch.from_numpy(blocks[at : at + AT_ONCE]).to(gpt.words.weight.device)
        parts.append(gpt.scores(numbers).double().sum(1).cpu().numpy())
    return np.concatenate(parts)
