"""Knobs become widgets, widgets become settings."""

import math
import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from engine import MODELS, POLICIES, PRESETS, TRUTHS, BadSpec, Settings, settings
from engine.knobs import Knob, knobs_of, name_of
from view import session, uploads
from view.links import preset_of

ROLES: Mapping[str, tuple[str, dict[str, type[Any]]]] = {
    "truth": ("Data", TRUTHS),
    "model": ("Model", MODELS),
    "policy": ("What each generation reads", POLICIES),
}
NUMBERS = knobs_of(Settings)
MANY = 1e9  # more values than a slider can tell apart
LEAST = 1e-12  # where a logarithmic slider that reaches 0 begins


def choose() -> Settings:
    """The sidebar: every knob of a run, as remembered, and the settings that result."""
    before = session.remembered()
    with st.sidebar:
        _presets(before)
        kinds = {role: _kind(role, getattr(before, role)) for role in ROLES}
        numbers = {name: _widget(name, NUMBERS[name], getattr(before, name)) for name in NUMBERS}
        st.button(
            "New seed", icon=":material/casino:", on_click=_reroll, width="stretch",
            help="Another lineage: the same experiment with other chance.",
        )  # fmt: skip
        with st.expander("More knobs"):
            kinds = {r: kind and _knobs(r, kind, basic=False) for r, kind in kinds.items()}
    if None in kinds.values():
        return before
    try:
        return session.remember(settings(**kinds, **numbers))
    except BadSpec as bad:
        st.warning(f"Nothing was changed: {bad}.")
        return before


def _presets(before: Settings) -> None:
    current = preset_of(before)
    st.pills(
        "Experiments", list(PRESETS), default=current, key=f"{session.epoch()}:preset:{current}",
        format_func=lambda name: PRESETS[name].label, on_change=_adopt_preset, args=(current,),
    )  # fmt: skip


def _adopt_preset(current: str | None) -> None:
    name = session.widget(f"{session.epoch()}:preset:{current}")
    if name:
        session.adopt(PRESETS[name].settings)


def _reroll() -> None:
    session.adopt(replace(session.remembered(), seed=random.randrange(1_000_000)))


def _kind(role: str, current: Any) -> Any:
    """Which kind plays a role, with the knobs that matter most."""
    label, kinds = ROLES[role]
    names = list(kinds)
    name = st.selectbox(
        label, names, index=names.index(name_of(current)), key=f"{session.epoch()}:{role}",
        format_func=lambda name: kinds[name].label, help=_described(kinds),
    )  # fmt: skip
    thing = current if name_of(current) == name else kinds[name]()
    return (
        uploads.choose(thing, session.epoch())
        if name == "table"
        else _knobs(role, thing, basic=True)
    )


def _described(kinds: Mapping[str, type[Any]]) -> str:
    return "\n".join(f"- **{kind.label}**: {_first_sentence(kind)}" for kind in kinds.values())


def _first_sentence(kind: type[Any]) -> str:
    return " ".join((kind.__doc__ or "").split("\n\n")[0].split())


def _knobs(role: str, thing: Any, *, basic: bool) -> Any:
    """The same thing with its basic, or its other, knobs as the widgets have them."""
    declared = {n: k for n, k in knobs_of(thing).items() if k.basic == basic}
    if name_of(thing) == "table":
        return thing
    prefix = f"{role}.{name_of(thing)}"
    values = {n: _widget(f"{prefix}.{n}", k, getattr(thing, n)) for n, k in declared.items()}
    return replace(thing, **values)


def _widget(name: str, knob: Knob, value: Any) -> Any:
    """The widget that suits a knob."""
    key, label, help = f"{session.epoch()}:{name}", knob.label, knob.help
    if knob.choices:
        chosen = st.segmented_control(label, knob.choices, default=value, key=key, help=help,
                                      required=True)  # fmt: skip
        return chosen or value
    if isinstance(knob.default, bool):
        return st.toggle(label, value, key=key, help=help)
    if isinstance(knob.default, str):
        return st.text_input(label, value, key=key, help=help)
    if knob.logarithmic:
        return st.select_slider(label, _steps(knob, value), value, key=key, help=help,
                                format_func=_written)  # fmt: skip
    if knob.high > MANY:
        return st.number_input(label, int(knob.low), int(knob.high), value, key=key, help=help)
    kind: type[int] | type[float] = int if isinstance(knob.default, int) else float
    step = kind(1) if kind is int else 0.01
    return st.slider(label, kind(knob.low), kind(knob.high), value, step, key=key, help=help)


def _steps(knob: Knob, value: Any) -> list[Any]:
    """1, 2, 3, 5, 7, 10, ... between the bounds (powers of ten where they lie far apart)."""
    kind: type[int] | type[float] = int if isinstance(knob.default, int) else float
    low, high = knob.low, knob.high
    first, last = math.floor(math.log10(low or LEAST)), math.ceil(math.log10(high))
    digits = (1, 2, 3, 5, 7) if last - first < 6 else (1,)
    grid = [kind(digit * 10.0**power) for power in range(first, last + 1) for digit in digits]
    inside = [step for step in grid if low <= step <= high]
    return sorted({kind(low), kind(high), value, *inside})


def _written(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:g}"
