"""What may be drawn at random: every value that a knob admits."""

from typing import Any

from hypothesis import strategies as st

from engine.knobs import Knob


def values_of(declared: Knob) -> st.SearchStrategy[Any]:
    """Everything that a knob admits."""
    if declared.choices:
        return st.sampled_from(declared.choices)
    if declared.examples:
        return st.sampled_from(declared.examples)
    if isinstance(declared.default, bool):
        return st.booleans()
    if isinstance(declared.default, int):
        return st.integers(int(declared.low), int(declared.high))
    if isinstance(declared.default, float):
        return st.floats(declared.low, declared.high)
    return st.text(max_size=30)
