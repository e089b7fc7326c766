"""The same autoencoder as a PyTorch tutorial would train it: modules, autograd, torch.optim."""

import torch
from torch import Tensor, nn

from engine.arrays import Array
from engine.neural.batched_adam import FIRST_MOMENT, SECOND_MOMENT, TINY, device
from engine.neural.mlp import Coder, Weights
from engine.neural.schedule import TrainingPlan


class Net(nn.Module):
    """One hidden layer, and the inputs past it."""

    def __init__(self, weights: Weights) -> None:
        super().__init__()
        (wide, hidden), outputs = weights.inner.shape, len(weights.outer)
        self.inner = nn.Linear(wide - 1, hidden)
        self.outer = nn.Linear(hidden + wide - 1, outputs)
        for layer, given in ((self.inner, weights.inner.T), (self.outer, weights.outer)):
            layer.weight.data = torch.tensor(given[:, :-1])
            layer.bias.data = torch.tensor(given[:, -1])

    def forward(self, x: Tensor) -> Tensor:
        hidden = torch.relu(self.inner(x))
        return self.outer(torch.cat([hidden, x], dim=1))


class Tutorial(nn.Module):
    """Encoder, decoder and a learned noise, from the weights that ours begins with."""

    def __init__(self, coder: Coder) -> None:
        super().__init__()
        self.encoder, self.decoder = Net(coder.encoder), Net(coder.decoder)
        self.log_noise = nn.Parameter(torch.tensor(coder.log_noise))

    def forward(self, x: Tensor, normals: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        means, log_spread = self.encoder(x).chunk(2, dim=1)
        return self.decoder(means + log_spread.exp() * normals), means, log_spread

    def loss(self, x: Tensor, normals: Tensor, beta: float) -> tuple[Tensor, Tensor]:
        """What is minimised, and the negative evidence bound, in nats a row."""
        answers, means, log_spread = self(x, normals)
        normal = torch.distributions.Normal(answers, self.log_noise.exp(), validate_args=False)
        reconstruction = -normal.log_prob(x).sum(dim=1).mean()
        squares = means.square() + log_spread.exp().square() - 1
        divergence = (0.5 * squares - log_spread).sum(dim=1).mean()
        return reconstruction + beta * divergence, reconstruction + divergence


def train(lesson: TrainingPlan, coder: Coder, batches: Array, normals: Array) -> list[float]:
    """The loss at every step, from batches `(steps, batch, d)` and normals drawn beforehand."""
    on = device()
    model = Tutorial(coder).to(on)
    optimiser = torch.optim.Adam(
        model.parameters(), lr=lesson.rate, betas=(FIRST_MOMENT, SECOND_MOMENT), eps=TINY
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: lesson.pace(step) / lesson.rate
    )
    losses = []
    for batch, chance in zip(torch.tensor(batches), torch.tensor(normals), strict=True):
        minimised, loss = model.loss(batch.to(on), chance.to(on), lesson.beta)
        optimiser.zero_grad()
        minimised.backward()
        optimiser.step()
        schedule.step()
        losses.append(loss.detach())
    return torch.stack(losses).tolist()
