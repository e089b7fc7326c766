"""What is claimed of a run: a kind, the generations and numbers that it is made of, and the words.

Each kind has a refuter in `tests/claims/`, which finds out by another way whether it is true.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Number = float | str
"""What a claim is made of: a number, or the name of something."""


@dataclass(frozen=True)
class Claim:
    """A sentence, or a few that belong together, with what has to hold for it to be true.

    Attributes:
        kind: what is claimed, in two or three words; `docs/claims.md` lists them all.
        words: the same as it is said; Markdown, where names are quoted as code.
        since: the generation from which on it has been true; of a film, when it is told.
        until: the generation at which it is told.
        numbers: what is claimed to be so, by name, unrounded.
        certainty: of an interval among the numbers, how often such an interval holds.
    """

    kind: str
    words: str
    since: int = 0
    until: int = 0
    numbers: Mapping[str, Number] = field(default_factory=dict)
    certainty: float | None = None

    def __str__(self) -> str:
        return self.words

    def to_dict(self) -> dict[str, object]:
        """As JSON has it."""
        said = {"kind": self.kind, "words": self.words, "since": self.since, "until": self.until}
        sure = {} if self.certainty is None else {"certainty": self.certainty}
        return {**said, "numbers": dict(self.numbers), **sure}


def joined(claims: Iterable[Claim]) -> str:
    """Their words, one after the other."""
    return " ".join(claim.words for claim in claims)
