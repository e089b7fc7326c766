"""What the words rest on: papers, by the keys that are used throughout the dashboard."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reference:
    """A paper; `arxiv` is its number in the open archive arXiv."""

    authors: str
    year: int
    title: str
    arxiv: str
    more: str = ""

    @property
    def address(self) -> str:
        """Where it can be read."""
        return f"https://arxiv.org/abs/{self.arxiv}"


REFERENCES = {
    "S23": Reference(
        "Shumailov, Shumaylov, Zhao, Gal, Papernot, Anderson",
        2023,
        "The Curse of Recursion: Training on Generated Data Makes Models Forget",
        "2305.17493",
        "In Nature, 2024: volume 631, pages 755-759.",
    ),
    "A23": Reference(
        "Alemohammad and others",
        2023,
        "Self-Consuming Generative Models Go MAD",
        "2307.01850",
    ),
    "G24": Reference(
        "Gerstgrasser and others",
        2024,
        "Is Model Collapse Inevitable? Breaking the Curse of Recursion by Accumulating Real and "
        "Synthetic Data",
        "2404.01413",
    ),
    "K24": Reference(
        "Kazdan and others",
        2024,
        "Collapse or Thrive? Perils and Promises of Synthetic Data in a Self-Generating World",
        "2410.16713",
    ),
    "Su24": Reference(
        "Suresh and others",
        2024,
        "Rate of Model Collapse in Recursive Training",
        "2412.17646",
    ),
    "D24": Reference(
        "Dohmatob and others",
        2024,
        "A Tale of Tails: Model Collapse as a Change of Scaling Laws",
        "2402.07043",
    ),
    "F24": Reference(
        "Feng and others",
        2024,
        "Beyond Model Collapse: Scaling Up with Synthesized Data Requires Verification",
        "2406.07515",
    ),
    "H25": Reference(
        "He, Xu, Cheng",
        2025,
        "Golden Ratio Weighting Prevents Model Collapse",
        "2502.18049v4",
    ),
    "E22": Reference(
        "Villalobos and others (Epoch AI)",
        2022,
        "Will we run out of data? An analysis of the limits of scaling datasets in Machine "
        "Learning",
        "2211.04325v1",
        "The first version.",
    ),
    "E24": Reference(
        "Villalobos and others (Epoch AI)",
        2024,
        "Will we run out of data? Limits of LLM scaling based on human-generated data",
        "2211.04325v2",
        "The second version, with new estimates.",
    ),
}
"""By key."""
