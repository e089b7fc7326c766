"""A small GPT, to be read: words become vectors, look back at each other, and guess the next."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.neural.shape import Shape

Memory = list[tuple[Tensor, Tensor]]
"""What each layer keeps of the words so far, so that none is looked at twice: keys and values
`(n, heads, t, width / heads)`, the key-value cache."""


class Attention(nn.Module):
    """Every word asks those before it, and hears those that have an answer.

    Where a word stands it tells by distance alone: each head minds it by its own measure (ALiBi;
    Press, Smith and Lewis 2022), and words beyond reach are not heard. So a text may go on for
    longer than any that it was taught.
    """

    mind: Tensor

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        inner = shape.heads * -(-shape.width // shape.heads)
        self.ask = nn.Linear(shape.width, 3 * inner)
        self.answer = nn.Linear(inner, shape.width)
        mind = 2.0 ** (-8 * torch.arange(1, shape.heads + 1) / shape.heads)
        self.register_buffer("mind", mind[:, None, None], persistent=False)

    def forward(self, words: Tensor, kept: tuple[Tensor, Tensor] | None) -> tuple[Tensor, ...]:
        """Words `(n, t, width)`, the keys and the values of these and of those before."""
        n, t, _ = words.shape
        parts = self.ask(words).view(n, t, 3, self.shape.heads, -1).permute(2, 0, 3, 1, 4)
        query, key, value = parts.unbind()
        if kept is not None:
            key, value = torch.cat([kept[0], key], 2), torch.cat([kept[1], value], 2)
        audible = slice(-self.shape.reach - t + 1, None)
        key, value = key[:, :, audible], value[:, :, audible]
        heard = functional.scaled_dot_product_attention(query, key, value, self._bias(key, t))
        return self.answer(heard.transpose(1, 2).flatten(2)), key, value

    def _bias(self, key: Tensor, t: int) -> Tensor:
        """What distance takes off `(1, heads, t, s)`: ahead, and beyond reach, everything."""
        s = key.shape[2]
        places = torch.arange(s, device=key.device)
        apart = places[s - t :, None] - places
        bias = -self.mind * apart
        return bias.masked_fill((apart < 0) | (apart >= self.shape.reach), -torch.inf)[None]


class Layer(nn.Module):
    """The words look back, then each thinks for itself; both add to what it was."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.before, self.attention = nn.LayerNorm(shape.width), Attention(shape)
        self.between = nn.LayerNorm(shape.width)
        self.widen = nn.Linear(shape.width, 4 * shape.width)
        self.narrow = nn.Linear(4 * shape.width, shape.width)

    def forward(self, words: Tensor, kept: tuple[Tensor, Tensor] | None) -> tuple[Tensor, ...]:
        """Likewise."""
        heard, key, value = self.attention(self.before(words), kept)
        words = words + heard
        thought = self.narrow(functional.gelu(self.widen(self.between(words))))
        return words + thought, key, value


class Gpt(nn.Module):
    """Radford et al. (2019), small: the same vectors read a word and guess it."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.symbols + 1, shape.width)  # the last begins a block
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.last = nn.LayerNorm(shape.width)

    def forward(self, numbers: Tensor, memory: Memory | None = None) -> tuple[Tensor, Memory]:
        """What is thought at each of the words `(n, t)`, `(n, t, width)`, and what to remember."""
        words, kept = self.words(numbers), Memory()
        for at, layer in enumerate(self.layers):
            words, key, value = layer(words, memory[at] if memory else None)
            kept.append((key, value))
        return self.last(words), kept

    def guesses(self, thought: Tensor) -> Tensor:
        """How much speaks for each word to be the next `(..., symbols)`."""
        return thought @ self.words.weight[:-1].T

    def scores(self, numbers: Tensor) -> Tensor:
        """Log probability `(n, t)` of each word of blocks `(n, t)`, by those before it."""
        thought, _ = self(self.begun(numbers))
        guesses = self.guesses(thought)
        told = functional.cross_entropy(guesses.flatten(0, 1), numbers.flatten(), reduction="none")
        return -told.view(numbers.shape)

    def begun(self, numbers: Tensor) -> Tensor:
        """What is read to guess blocks `(n, t)`: their beginning, then all words but the last."""
        begin = torch.full_like(numbers[:, :1], self.shape.symbols)
        return torch.cat([begin, numbers[:, :-1]], 1)
