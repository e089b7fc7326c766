"""The bound that an autoencoder climbs, and which way is up: forward and backward by hand."""

import math
from typing import Protocol

import torch
from torch import Tensor

from engine.neural.batched_adam import Network, Parameters

LOG_ROOT_2_PI = 0.5 * math.log(2 * math.pi)
LEAST_LOG_NOISE = -15.9
"""Beside data of deviation 1, single precision holds nothing finer."""


class Slope(Protocol):
    """How a likelihood pulls at the decoder's answers, in nats a row, averaged over the batch."""

    def pull(self, answers: Tensor, data: Tensor, out: Tensor) -> None:
        """Write the gradient of the answers `(L, d, B)` to `out`, and that of the noise."""
        ...

    def loss(self, answers: Tensor, data: Tensor) -> Tensor:
        """The reconstruction `(L,)`."""
        ...


class Normal:
    """The slope of `likelihoods.Gaussian`."""

    def __init__(self, log_noise: Tensor, slope: Tensor, batch: int) -> None:
        self.log_noise, self.slope, self.batch = log_noise, slope, batch
        self.precision = torch.empty_like(log_noise)
        self.apart = torch.empty(*log_noise.shape[:2], batch, device=log_noise.device)

    def pull(self, answers: Tensor, data: Tensor, out: Tensor) -> None:
        """(answer - data) / noise^2; and 1 less the mean square of what is left, in noises."""
        self.log_noise.clamp_(min=LEAST_LOG_NOISE)
        torch.mul(self.log_noise, -2, out=self.precision)
        self.precision.exp_().mul_(1 / self.batch)
        torch.sub(answers, data, out=self.apart)
        torch.mul(self.apart, self.precision, out=out)
        torch.sum(self.apart.mul_(out), 2, keepdim=True, out=self.slope)
        self.slope.neg_().add_(1)

    def loss(self, answers: Tensor, data: Tensor) -> Tensor:
        """The negative log density."""
        squares = ((answers - data) * torch.exp(-self.log_noise)).square().mean(2)
        spread = self.log_noise[:, :, 0] + LOG_ROOT_2_PI
        return (0.5 * squares + spread).sum(1)


class Coin:
    """The slope of `likelihoods.Bernoulli`."""

    def __init__(self, log_noise: Tensor, slope: Tensor, batch: int) -> None:
        self.batch = batch

    def pull(self, answers: Tensor, data: Tensor, out: Tensor) -> None:
        """Probability less data."""
        torch.sigmoid(answers, out=out)
        out.sub_(data).mul_(1 / self.batch)

    def loss(self, answers: Tensor, data: Tensor) -> Tensor:
        """The cross entropy."""
        return (torch.nn.functional.softplus(answers) - data * answers).mean(2).sum(1)


SLOPES: dict[str, type[Normal] | type[Coin]] = {"gaussian": Normal, "bernoulli": Coin}


class Elbo:
    """The negative evidence bound of L autoencoders on B rows each, and its gradient."""

    def __init__(self, parameters: Parameters, likelihood: str, batch: int, beta: float) -> None:
        weights = parameters.views(parameters.values)
        slopes = parameters.views(parameters.slopes)
        self.encoder = Network(weights[0:2], slopes[0:2], batch)
        self.decoder = Network(weights[2:4], slopes[2:4], batch)
        self.likelihood: Slope = SLOPES[likelihood](weights[4], slopes[4], batch)
        self.share = beta / batch
        latent = self.decoder.inputs.shape[1]
        code, codes = self.encoder.outputs, torch.empty_like(self.encoder.outputs)
        self.means, self.log_spread = code[:, :latent], code[:, latent:]
        self.pull, self.answer_pull = codes, torch.empty_like(self.decoder.outputs)
        self.mean_pull, self.spread_pull = codes[:, :latent], codes[:, latent:]
        self.spread = torch.empty_like(self.means)
        self.weighed = torch.empty_like(self.means)
        self.less_share = torch.full((1,), -self.share, device=code.device)

    def descend(self, data: Tensor, normals: Tensor) -> None:
        """Forward and backward: rows `(L, d, B)`, the codes' chance `(L, latent, B)`."""
        self.encoder.inputs.copy_(data)
        self.encoder.forward()
        torch.exp(self.log_spread, out=self.spread)
        torch.addcmul(self.means, self.spread, normals, out=self.decoder.inputs)
        self.likelihood.pull(self.decoder.forward(), data, self.answer_pull)
        self.decoder.backward(self.answer_pull)
        at_code = self.decoder.further_back()
        torch.add(at_code, self.means, alpha=self.share, out=self.mean_pull)
        torch.mul(self.spread, self.share, out=self.weighed)
        self.weighed.addcmul_(at_code, normals)
        torch.addcmul(self.less_share, self.weighed, self.spread, out=self.spread_pull)
        self.encoder.backward(self.pull)

    def terms(self) -> Tensor:
        """Loss, reconstruction and divergence `(L, 3)` of the last batch, in nats a row."""
        reconstruction = self.likelihood.loss(self.decoder.outputs, self.encoder.inputs)
        squares = 0.5 * (self.means.square() + self.spread.square() - 1)
        divergence = (squares - self.log_spread).mean(2).sum(1)
        return torch.stack([reconstruction + divergence, reconstruction, divergence], 1)
