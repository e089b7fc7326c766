"""A knob becomes the widget that suits it, with a word beside it where it has no effect."""

import math
from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from engine import Settings
from engine.idle import REASONS, idle
from engine.knobs import Knob, knobs_of, name_of
from engine.protocols import HasShare
from view import state
from view.controls.policy_words import policy_in_words
from view.letters import in_markdown

MANY = 1e9  # more values than a slider can tell apart
LOCKED = ":material/lock: Locked by the link."
SHARES = ("policy.fresh.share", "policy.anchor.share", "policy.verify.keep")
"""Knobs that are met in whole samples."""

LEAST = 1e-12  # where a logarithmic slider that reaches 0 begins


def explained(help: str, locked: bool) -> str:
    """A knob's help, which says why it cannot be turned where that is so."""
    return f"{LOCKED}\n\n{help}" if locked else help


class Knobs:
    """The widgets of one page's knobs."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._beside: dict[str, DeltaGenerator] = {}

    def of(self, role: str, thing: Any, *, basic: bool) -> Any:
        """The same thing with its basic, or its other, knobs as the widgets have them."""
        if name_of(thing) == "table":
            return thing
        declared = {n: k for n, k in knobs_of(thing).items() if k.basic == basic and n != "file"}
        prefix = f"{role}.{name_of(thing)}"
        values = {
            name: self.widget(f"{prefix}.{name}", knob, getattr(thing, name))
            for name, knob in declared.items()
        }
        return replace(thing, **values)

    def widget(self, name: str, knob: Knob, value: Any) -> Any:
        """What the widget that suits a knob says; there may be something to say of it."""
        said = self._drawn(name, knob, value)
        if name in REASONS:
            self.leave_room(name)
        return said

    def leave_room(self, name: str) -> None:
        """Here stands what there is to say of a knob, or of the policy that this spec is."""
        self._beside[name] = st.empty()

    def explain(self, chosen: Settings, policy: str = "") -> None:
        """Beside each knob, now that all are known: why it has no effect, or how many samples its
        share is. Or, where a policy is one of several, at the place of its spec."""
        found, n = idle(chosen), chosen.samples
        rows = ""
        if isinstance(chosen.policy, HasShare) and not chosen.exact:
            rows = f"{chosen.policy.part(n):,} of {n:,} samples"
        if policy:
            why = "; ".join(reason for name, reason in found.items() if name.startswith("policy."))
            said = ": ".join(filter(None, [chosen.policy.label, rows, why]))
            if policy in self._beside and (rows or why):
                self._beside[policy].caption(in_markdown(f"{said}."))
            return
        for name, place in self._beside.items():
            if name in found:
                place.caption(in_markdown(f"No effect as it stands: {found[name]}."))
            elif name in SHARES and rows:
                place.caption(f"{rows}.")

    def _drawn(self, name: str, knob: Knob, value: Any) -> Any:
        locked = state.locked(name, knob.label)
        label, help = knob.label, explained(knob.help, locked)
        if knob.logarithmic:
            return self._steps(name, knob, value, locked)
        key = state.seeded(f"{self._page}:{name}", value)
        value = state.said(key)
        if knob.choices:
            chosen = st.segmented_control(
                label,
                knob.choices,
                default=value,
                key=key,
                help=help,
                required=True,
                format_func=knob.written,
                disabled=locked,
            )
            return chosen or value
        if isinstance(knob.default, bool):
            return st.toggle(label, value, key=key, help=help, disabled=locked)
        if knob.examples:
            offered = list(dict.fromkeys([*knob.examples, value]))
            return st.selectbox(
                label,
                offered,
                state.place(key, offered),
                key=key,
                help=help,
                format_func=policy_in_words,
                disabled=locked,
            )
        if isinstance(knob.default, str):
            return st.text_input(label, value, key=key, help=help, disabled=locked)
        low, high = _type(knob)(knob.low), _type(knob)(knob.high)
        if knob.high > MANY:
            return st.number_input(label, low, high, value, key=key, help=help, disabled=locked)
        step = 1 if isinstance(knob.default, int) else 0.01
        return st.slider(label, low, high, value, step, key=key, help=help, disabled=locked)

    def _steps(self, name: str, knob: Knob, value: Any, locked: bool) -> Any:
        """A slider by leaps; with a value between its steps, one of its own that has that step."""
        steps, key = _steps(knob), f"{self._page}:{name}"
        between = state.between(key, value, steps)
        if between is not None:
            steps, key = sorted([*steps, between]), f"{key}:{between}"
        return st.select_slider(
            knob.label,
            steps,
            state.said(state.seeded(key, value)),
            key=key,
            help=explained(knob.help, locked),
            disabled=locked,
            format_func=knob.written,
        )


def _type(knob: Knob) -> type[int] | type[float]:
    return int if isinstance(knob.default, int) else float


def _steps(knob: Knob) -> list[Any]:
    """1, 2, 3, 5, 7, 10, ... (or powers of ten, where the bounds lie far apart), both bounds and
    the default."""
    kind = _type(knob)
    low, high = knob.low, knob.high
    least = low if low > 0 else 1 if kind is int else LEAST
    first, last = math.floor(math.log10(least)), math.ceil(math.log10(high))
    digits = (1, 2, 3, 5, 7) if last - first < 6 else (1,)
    grid = [kind(float(f"{d}e{power}")) for power in range(first, last + 1) for d in digits]
    inside = [step for step in grid if low <= step <= high]
    return sorted({kind(low), kind(high), knob.default, *inside})
