"""What has been counted of a die's faces, or of words, and what they are called."""

from dataclasses import dataclass

from engine import Settings, Trajectory
from engine.arrays import Array
from engine.protocols import SymbolTruth
from view.captions.format import percent
from view.modalities.truths import symbol_truth

SAID = {"face": ("throws", "comes up", "die"), "word": ("words", "is said", "language")}
"""What samples of such symbols are called, what becomes of one that is drawn, and what they are
drawn from."""


def noun(chosen: Settings) -> str:
    """What one symbol is called."""
    return chosen.truth.axes[0]


def samples(chosen: Settings) -> str:
    """What a generation reads, counted: 100 throws."""
    return f"{chosen.samples:,} {SAID[noun(chosen)][0]}"


@dataclass(frozen=True)
class Counts:
    """What a run has counted: `shares (g, K)` of each symbol, how many of them were `left (g,)`,
    and the number of the one that comes up most now."""

    trajectory: Trajectory
    truth: SymbolTruth
    shares: Array
    left: Array
    leader: int

    @property
    def last(self) -> int:
        """The latest generation."""
        return len(self.left) - 1

    @property
    def one(self) -> str:
        """What one symbol is called."""
        return noun(self.trajectory.settings)

    @property
    def symbol(self) -> str:
        """Which one comes up most now."""
        return self.truth.symbols[self.leader]

    @property
    def name(self) -> str:
        """Which symbol comes up most, and what it is."""
        return f"{self.one} {self.symbol}"

    @property
    def now(self) -> str:
        """The latest generation, and whether it is the last."""
        final = ", its last," if self.last == self.trajectory.settings.generations else ","
        return f"generation {self.last:,}{final}"

    @property
    def leads(self) -> str:
        """Which symbol comes up most, and how often."""
        return f"{self.name} leads with {percent(float(self.shares[-1, self.leader]))}"


def counts(trajectory: Trajectory) -> Counts:
    """Read off a run that has at least its generation 0."""
    length = trajectory.length
    leader = int(trajectory.metrics["leader"][length - 1]) - 1
    return Counts(
        trajectory,
        symbol_truth(trajectory.settings),
        trajectory.record["shares"][:length],
        trajectory.metrics["surviving"][:length],
        leader,
    )
