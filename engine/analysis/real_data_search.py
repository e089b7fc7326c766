"""How much real data would have been enough? Found by running, with one share after another."""

from dataclasses import dataclass, replace
from statistics import median

from engine.analysis.survival import HALF
from engine.knobs import BadSpec, parse
from engine.policies import POLICIES
from engine.settings import Settings, affordable

LINEAGES = 9
"""With each share; odd, so that the middle one is a lineage."""

SHARED = ("fresh", "anchor")
"""Policies with a share of real data."""


@dataclass(frozen=True)
class Probe:
    """One number of real rows a generation, and the share of generation 0's variance that each
    lineage has at the last generation, by its seed, as far as they have run."""

    real: int
    left: tuple[float, ...] = ()

    @property
    def kept(self) -> int:
        """How many lineages have kept at least half."""
        return sum(share >= HALF for share in self.left)

    @property
    def middle(self) -> float:
        """What the middle one has kept."""
        return median(self.left)

    @property
    def is_enough(self) -> bool:
        """Whether the middle one has kept at least half."""
        return self.middle >= HALF


class RealDataSearch:
    """The fewest real rows a generation with which the middle lineage keeps half of its variance.

    None at first; then 1, 2, 4 ... until it is enough, and then the middle between what was too
    little and what was enough, until they are neighbours. Every number is tried with the seeds S to
    S + R - 1 of the settings, so that each try differs in nothing but the real rows. Whoever runs
    the lineages that are `due` tells what each has kept, in whichever order.

    Attributes:
        settings: what is asked about; its own policy does not matter.
        policy: how real rows come in: new ones in each generation (`fresh`), or always the same
            ones (`anchor`).
        probes: what was tried so far, in this order; only the last may still lack lineages.

    Raises:
        BadSpec: samples are endless, or the policy has no share of real data.
    """

    def __init__(self, settings: Settings, policy: str = "fresh", lineages: int = LINEAGES) -> None:
        if settings.exact:
            raise BadSpec("with endless samples no real data are needed to keep the variance")
        if policy not in SHARED:
            raise BadSpec(f"real data come in by {' or '.join(SHARED)}, not by {policy}")
        self.settings, self.policy, self.lineages = settings, policy, lineages
        self.lineage(settings.samples, lineages - 1)  # all of them are possible
        self.probes = [Probe(0)]
        self._found: dict[int, float] = {}

    def lineage(self, real: int, r: int) -> Settings:
        """The settings of lineage r with so many real rows: a run with them is that lineage."""
        share = real / self.settings.samples
        policy = parse(f"{self.policy}:share={share!r}", POLICIES, "policy")
        return affordable(replace(self.settings, policy=policy, seed=self.settings.seed + r))

    @property
    def tried(self) -> list[Probe]:
        """The probes that are whole."""
        return [probe for probe in self.probes if len(probe.left) == self.lineages]

    @property
    def answer(self) -> int | None:
        """The fewest real rows that were enough, once it is found; 0 where none were needed, more
        than there are samples where all are too few."""
        if len(self.tried) < len(self.probes):
            return None
        low, high = self._between()
        return high if high is not None and high - low == 1 else None

    @property
    def probes_at_most(self) -> int:
        """How many numbers may have to be tried."""
        return 2 * self.settings.samples.bit_length() + 1

    @property
    def due(self) -> list[int]:
        """The lineages that the last probe still lacks; they may run in parallel."""
        return [] if self.answer is not None else self._missing

    @property
    def _missing(self) -> list[int]:
        return [r for r in range(self.lineages) if r not in self._found]

    def find(self, real: int, r: int, left: float) -> None:
        """What lineage r has kept with so many real rows; with the last one the next probe, if
        there is to be one, begins."""
        probe = self.probes[-1]
        if probe.real != real or self.answer is not None:
            return  # it was known already
        self._found[r] = left
        self.probes[-1] = replace(probe, left=tuple(self._found[r] for r in sorted(self._found)))
        if not self._missing and self.answer is None:
            self._found = {}
            self.probes.append(Probe(self._next()))

    def _between(self) -> tuple[int, int | None]:
        """The most that were too few (-1 before any were), and the fewest that were enough."""
        few = [probe.real for probe in self.tried if not probe.is_enough]
        enough = [probe.real for probe in self.tried if probe.is_enough]
        most = max(few, default=-1)
        if most == self.settings.samples:
            return most, most + 1
        return most, min(enough, default=None)

    def _next(self) -> int:
        low, high = self._between()
        if high is None:
            return min(max(2 * low, 1), self.settings.samples)
        return (low + high) // 2
