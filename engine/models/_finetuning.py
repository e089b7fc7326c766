"""A pre-trained network is taught a text, and goes on with it: the paper's third experiment."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from engine.arrays import Array, Rng
from engine.knobs import BadSpec
from engine.models._checkpoints import keep, kept
from engine.neural.batched_adam import device
from engine.neural.gpt_training import DecayingAdam, course, pace
from engine.neural.huggingface import admit, found, library
from engine.progress import heed, report

AT_ONCE = {"cpu": 2, "cuda": 32}
"""Blocks that are looked at, or written, side by side; the gradients of a larger batch add up."""


class Pretrained:
    """A causal network that reads and says K of its tokens only, those with the numbers `ids (K,)`.

    All others it holds to be impossible: a text is then as likely as the network finds it among
    the texts in these tokens. Nothing is left out at random while it learns (no dropout), so that
    equal settings give equal runs.

    Raises:
        BadSpec: it has no token to begin a text with, or reads too few at a time.
    """

    def __init__(self, network: Any, ids: Array, length: int) -> None:
        self.network = network.to(device()).eval()
        self.on, config = network.device, network.config
        ends = [getattr(config, f"{end}_token_id", None) for end in ("bos", "eos")]
        begin = [token for token in ends if isinstance(token, int)]
        if not begin:
            raise BadSpec("the network has no token that begins a text; take another one")
        reach = getattr(config, "max_position_embeddings", None) or np.inf
        if reach <= 2 * length:
            raise BadSpec(
                f"the network reads {reach} tokens at a time, and {2 * length + 1} are needed to "
                "go on with a block; take another one"
            )
        if ids.max() >= config.vocab_size:
            raise BadSpec(
                f"the network knows {config.vocab_size:,} tokens and its tokenizer more; save "
                "the two that belong together"
            )
        self.begin, self.ids = begin[0], torch.from_numpy(ids).to(self.on)
        self.at_once = AT_ONCE[self.on.type]

    def begun(self, numbers: Tensor) -> Tensor:
        """Blocks `(n, t)` as the network's own tokens, after one that begins them."""
        begin = torch.full_like(numbers[:, :1], self.begin)
        return torch.cat([begin, self.ids[numbers]], 1)

    def scores(self, numbers: Tensor) -> Tensor:
        """Log probability `(n, t)` of each symbol of blocks `(n, t)`, by those before it."""
        guesses = self.network(input_ids=self.begun(numbers)[:, :-1]).logits[..., self.ids]
        told = functional.cross_entropy(guesses.flatten(0, 1), numbers.flatten(), reduction="none")
        return -told.view(numbers.shape)

    def learn(self, rng: Rng, blocks: Array, epochs: int, batch: int, rate: float) -> Array:
        """Go over blocks `(n, t)` so many times; the loss `(20,)` on the way, nats a token."""
        numbers = torch.from_numpy(blocks).to(self.on)
        per_epoch, done, total = -(-len(blocks) // batch), 0, epochs * len(blocks)
        adam, losses = DecayingAdam(self.network), list[float]()
        report(0, total)
        for _ in range(epochs):
            for chosen in np.array_split(rng.permutation(len(blocks)), per_epoch):
                losses.append(0.0)
                for part in np.array_split(chosen, -(-len(chosen) // self.at_once)):
                    loss = -self.scores(numbers[torch.from_numpy(part)]).sum()
                    loss = loss / (len(chosen) * blocks.shape[1])
                    loss.backward()
                    losses[-1] += float(loss.detach())
                    done += len(part)
                    report(done, total)
                adam.step(rate * pace((len(losses) - 1) / (epochs * per_epoch)))
                report(done, total, losses[-1])
        return course(losses)

    @torch.inference_mode()
    def go_on(self, blocks: Array, beams: int) -> Array:
        """As many symbols again after each of the blocks `(n, t)`: the likeliest that so many
        beams find, `(n, t)`."""
        own, length = library(), blocks.shape[1]
        total = -(-len(blocks) // self.at_once) * length
        plan = own.GenerationConfig(
            num_beams=beams, do_sample=False, max_new_tokens=length, pad_token_id=self.begin
        )
        self.network.generation_config = plan
        known = torch.full((self.network.config.vocab_size,), -torch.inf, device=self.on)
        known[self.ids] = 0.0
        number = torch.zeros(len(known), dtype=torch.int64, device=self.on)
        number[self.ids] = torch.arange(len(self.ids), device=self.on)
        said, steps = [np.empty((0, length), np.int64)], 0

        def only_known(_: Tensor, guesses: Tensor) -> Tensor:
            return guesses + known

        def heard(read: Tensor, _: Tensor) -> Tensor:
            report(steps + read.shape[1] - length - 1, total)
            return torch.zeros(len(read), dtype=torch.bool, device=self.on)

        report(0, total)
        for at in range(0, len(blocks), self.at_once):
            read = self.begun(torch.from_numpy(blocks[at : at + self.at_once]).to(self.on))
            written = self.network.generate(
                input_ids=read,
                attention_mask=torch.ones_like(read),
                generation_config=plan,
                logits_processor=[only_known],
                stopping_criteria=[heard],
            )
            said.append(number[written[:, read.shape[1] :]].cpu().numpy())
            steps += length
        return np.concatenate(said)

    @torch.inference_mode()
    def score(self, blocks: Array) -> Array:
        """Log probability `(n,)` of whole blocks `(n, t)`."""
        parts = [np.empty(0)]
        for at in range(0, len(blocks), self.at_once):
            numbers = torch.from_numpy(blocks[at : at + self.at_once]).to(self.on)
            parts.append(self.scores(numbers).double().sum(1).cpu().numpy())
        return np.concatenate(parts)


def base(name: str, ids: Array, length: int) -> Pretrained:
    """The network as it came, by its folder or its name on the hub."""
    admit(name)
    return Pretrained(_read(name), ids, length)


def saved(learned: Pretrained, role: str) -> str:
    """Keep its weights on the disk; the checkpoint's name."""

    def write(folder: Path) -> None:
        learned.network.save_pretrained(folder)

    return keep(role, write)


def restored(checkpoint: str, ids: Array, length: int) -> Pretrained:
    """The network of a checkpoint; a few of the latest used stay in memory."""
    folder = kept(checkpoint)
    return Pretrained(_at_hand(str(folder)), ids, length)


@lru_cache(maxsize=3)
def _at_hand(folder: str) -> Any:
    return _read(folder).to(device())


def _read(name: str) -> Any:
    """A network that can be stopped amid a step, on its way there and back: one of this size takes
    seconds for it where there is no GPU."""
    network = found("AutoModelForCausalLM", name, dtype=torch.float32)
    for part in network.modules():
        part.register_forward_hook(_heeding)
    return network


def _heeding(_: object, __: object, said: object) -> None:
    heed()
    if isinstance(said, Tensor) and said.requires_grad:
        said.register_hook(lambda _: heed())  # type: ignore[no-untyped-call]
