"""How large a small GPT is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """How many words there are to guess, numbers to a word, layers, and heads in each of them; and
    how many words, itself included, a word can look back on: as many as a row has."""

    symbols: int
    width: int
    layers: int
    heads: int
    reach: int
