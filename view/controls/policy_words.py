"""Policies in words, as a page offers them."""

from typing import Any

from engine import POLICIES
from engine.knobs import Knob, knobs_of, parse
from engine.policies.schedule import Schedule
from engine.protocols import HasShare


def policy_in_words(spec: str, samples: int | None = None) -> str:
    """A policy's spec in words; what is as usual goes without saying, but for one that matters.
    Of so many samples a generation a share is so many, too."""
    policy = parse(spec, POLICIES, "policy")
    if isinstance(policy, Schedule):
        first, then = (policy_in_words(part, samples) for part in (policy.first, policy.then))
        lasting = f", for {policy.lasting:,}" if policy.lasting else ""
        return f"{first}; from {policy.at:,} on{lasting}: {then.lower()}"
    turned = {name: (knob, getattr(policy, name)) for name, knob in knobs_of(policy).items()}
    counted = any(knob.lowest and value != knob.low for knob, value in turned.values())
    own = [
        f"{knob.label.lower()} {_exactly(knob, value)}"
        for name, (knob, value) in turned.items()
        if (knob.basic or value != knob.default) and not (counted and name == "share")
    ]
    rows = ""
    if samples and isinstance(policy, HasShare):
        rows = f": {policy.part(samples):,} of {samples:,}"
    return f"{policy.label} ({', '.join(own)}{rows})" if own else policy.label


def _exactly(knob: Knob, value: Any) -> str:
    """No two values look alike."""
    return repr(value) if isinstance(value, float) else knob.written(value)
