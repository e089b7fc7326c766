"""What some language models have read, in the order of their appearance."""

from dataclasses import dataclass

WORDS_PER_TOKEN = 0.75
"""A rule of thumb for English text; a token is a word or a piece of one."""


@dataclass(frozen=True)
class PublishedSet:
    """A model, when it appeared, and how much it read, as it was published."""

    model: str
    year: int
    month: int
    size: float
    unit: str = "words"

    @property
    def date(self) -> float:
        """The middle of the month, in years."""
        return self.year + (self.month - 0.5) / 12

    def sized(self, unit: str) -> float:
        """How much it read in another unit."""
        return self.size * _WORDS[self.unit] / _WORDS[unit]


_WORDS = {"words": 1.0, "tokens": WORDS_PER_TOKEN}

# Words as in Epoch AI's table of models; of the last one only tokens are published.
SETS = (
    PublishedSet("GPT-1", 2018, 6, 1.0e9),
    PublishedSet("BERT-L", 2018, 10, 3.3e9),
    PublishedSet("GPT-2", 2019, 2, 3e9),
    PublishedSet("T5-11B", 2019, 10, 1.5e11),
    PublishedSet("GPT-3", 2020, 5, 3.74e11),
    PublishedSet("Gopher", 2021, 12, 2.25e11),
    PublishedSet("Chinchilla", 2022, 3, 1.05e12),
    PublishedSet("PaLM", 2022, 4, 5.85e11),
    PublishedSet("LLaMA-65B", 2023, 2, 1.05e12),
    PublishedSet("PaLM 2", 2023, 5, 2.7e12),
    PublishedSet("Llama-2-70B", 2023, 7, 1.5e12),
    PublishedSet("Llama 3", 2024, 4, 15e12, "tokens"),
)
