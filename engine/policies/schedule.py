"""One policy, and from some generation on another: what if, at that point, one intervened?"""

from dataclasses import replace
from functools import cached_property

from engine.arrays import Rng
from engine.knobs import BadSpec, kind, knob, meant, name_of, parse, spec_of, text
from engine.protocols import Generation, HasLimit, Policy, Truth
from engine.training_set import Blend, TrainingSet

SPECS = (
    "replace",
    "accumulate",
    "subsample",
    "fresh:share=0.01",
    "fresh",
    "fresh:share=0.5",
    "fresh:share=1",
    "anchor",
    "anchor:share=0.5",
    "verify",
    "verify:judge=likelihood",
    "bottleneck",
)
"""Policies that a page offers for either side of the turn; a link or a command may say others."""

LOOKING_BACK = {
    "accumulate": "what generation {last:,} read, and everything said since",
    "subsample": "some of the first real data and of everything said since generation {last:,}",
}
"""What policies that read old output find, where it was another policy that held until `last`."""


@kind(
    "Two policies, one after the other",
    "The generations read by one rule, and from some generation on by another.",
)
class Schedule:
    """`first` up to generation `at`, then `then`; after `lasting` generations `first` again.

    What was read before the turn is past: a policy finds what the one before it has kept, and at
    least the real data of generation 0.
    """

    first: str = text("replace", *SPECS, label="At first", help="What is read before the turn.")
    then: str = text("fresh", *SPECS, label="Afterwards", help="What is read from the turn on.")
    at: int = knob(
        100,
        1,
        2000,
        label="From generation",
        basic=True,
        logarithmic=True,
        help="The first generation that reads by the second rule.",
    )
    lasting: int = knob(
        0,
        0,
        2000,
        label="For so many generations",
        basic=True,
        logarithmic=True,
        help="After so many the first rule holds again; 0 means for ever.",
    )

    @cached_property
    def _policies(self) -> tuple[Policy, Policy]:
        from engine.policies import POLICIES  # it lists this file too

        for spec in (self.first, self.then):
            if meant(spec.partition(":")[0], list(POLICIES)) == name_of(Schedule):
                raise BadSpec("a schedule cannot hold another schedule")
        first, then = (parse(spec, POLICIES, "policy") for spec in (self.first, self.then))
        return first, then

    def check(self) -> None:
        """Write both policies alike, however they were typed; `BadSpec` unless both are there."""
        first, then = self._policies
        object.__setattr__(self, "first", spec_of(first))
        object.__setattr__(self, "then", spec_of(then))

    def _turn(self, generation: int) -> tuple[Policy, int]:
        """The policy of a generation, and since when it holds."""
        first, then = self._policies
        back = self.at + self.lasting
        if generation < self.at:
            return first, 0
        return (first, back) if self.lasting and generation >= back else (then, self.at)

    def reading(self, n: int | None) -> str:
        """Whose words are left, and what comes in from outside."""
        first, then = self._policies
        end = self.at + self.lasting - 1
        when = f"from generation {self.at:,} " + (f"to {end:,}" if self.lasting else "on")
        if self.lasting == 1:
            when = f"in generation {self.at:,}"
        turned = f"{first.reading(n)}; {when}, {self._found(then, self.at - 1, n)}"
        return f"{turned}, and then {self._found(first, end, n)}" if self.lasting else turned

    def _found(self, policy: Policy, last: int, n: int | None) -> str:
        """What a policy reads after another one has held until a generation."""
        first, then = self._policies
        told = LOOKING_BACK.get(name_of(policy), "") if type(first) is not type(then) else ""
        return told.format(last=last) or policy.reading(n)

    def compose(self, rng: Rng, truth: Truth, previous: Generation, n: int) -> TrainingSet:
        """What the policy of the next generation makes of it; the real data are kept."""
        policy, _ = self._turn(previous.index + 1)
        training = policy.compose(rng, truth, previous, n)
        return replace(training, store=training.store or previous.training.store[:1])

    def blend(self, generation: int) -> Blend:
        """As its policy says; one that grows grows from what was read before the turn.

        Raises:
            BadSpec: one of the two does not know, or reads a part of what was stored.
        """
        for policy in self._policies:
            if not isinstance(policy, HasLimit) or name_of(policy) == "subsample":
                raise BadSpec(
                    f"nobody knows what “{policy.label}” makes of endless samples where one rule "
                    "follows on another"
                )
        policy, _ = self._turn(generation)
        assert isinstance(policy, HasLimit)
        blend, before = policy.blend(generation), self.rows_read(generation - 1, 1)
        return Blend(1 / (before + 1), before / (before + 1)) if blend.before else blend

    def rows_read(self, generation: int, n: int) -> int:
        """As its policy says; one that grows grows from what was read before the turn."""
        policy, since = self._turn(generation)
        grown = policy.rows_read(generation, n) - policy.rows_read(max(since - 1, 0), n)
        if not since or policy.rows_read(since + 1, n) <= policy.rows_read(since, n):
            return policy.rows_read(generation, n)
        return self.rows_read(since - 1, n) + grown

    def rows_collected(self, generation: int, n: int) -> int:
        """As its policy says."""
        return self._turn(generation)[0].rows_collected(generation, n)

    def rows_stored(self, generation: int, n: int) -> int:
        """At most what either policy keeps, and the real data of generation 0."""
        return max(n, *(policy.rows_stored(generation, n) for policy in self._policies))
