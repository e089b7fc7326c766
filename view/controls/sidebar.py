"""Knobs become widgets, widgets become settings."""

import math
import random
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

import streamlit as st

from engine import MODELS, POLICIES, TRUTHS, BadSpec, Settings, settings
from engine.knobs import Knob, knobs_of, name_of, parse
from engine.policies.replace import Replace
from engine.policies.schedule import SPECS, Schedule
from engine.protocols import HasShare
from view import state
from view.controls import uploads
from view.controls.error_switches import dial
from view.page_specs import PageSpec
from view.urls.experiment import ABREAST, plain, preset_of

ROLES: Mapping[str, tuple[str, dict[str, type[Any]]]] = {
    "truth": ("Data", TRUTHS),
    "model": ("Model", MODELS),
    "policy": ("What each generation reads", POLICIES),
}
NUMBERS = knobs_of(Settings)
MANY = 1e9  # more values than a slider can tell apart
LOCKED = ":material/lock: Locked by the link."
LEAST = 1e-12  # where a logarithmic slider that reaches 0 begins


def choose(offer: PageSpec) -> Settings:
    """The sidebar: every knob of a run, as remembered, and the settings that result."""
    before = state.remembered(offer)
    knobs = Knobs(offer.page)
    with st.sidebar:
        unlock()
        experiments = st.container()
        kinds = {role: _kind(offer, knobs, role, getattr(before, role)) for role in ROLES}
        numbers = {
            n: knobs.widget(n, NUMBERS[n], getattr(before, n)) for n in NUMBERS if NUMBERS[n].basic
        }
        st.button(
            "New seed",
            icon=":material/casino:",
            on_click=_reroll,
            args=(offer,),
            width="stretch",
            disabled="seed" in state.showing().locked,
            shortcut="N",
            help="Another lineage: the same experiment with other chance.",
        )
        errors = st.container()
        with st.expander("More knobs"):
            kinds = {r: kind and knobs.of(r, kind, basic=False) for r, kind in kinds.items()}
    numbers["exact"] = before.exact  # the switch of the first error, in its own section
    chosen = before
    if None not in kinds.values():
        try:
            wanted = settings(**kinds, **numbers)
            wanted.dimensions  # noqa: B018  a text is cut here, where that can fail
            chosen = state.remember(offer, wanted)
        except BadSpec as bad:
            st.warning(plain(f"Nothing was changed: {bad}."))
    if getattr(chosen.truth, "file", "") != getattr(before.truth, "file", ""):
        st.rerun()  # beside a file stands which one it is, and this is said already
    with experiments:
        _presets(offer, chosen)
    with errors:
        dial(offer, chosen)
    return chosen


def unlock() -> None:
    """Says why some knobs cannot be turned, and gives them free."""
    shown = state.showing()
    if shown.locked:
        st.caption(
            "The link that you opened locks some of these knobs, so that everyone turns the others."
        )
        st.button(
            "Unlock them all",
            icon=":material/lock_open:",
            on_click=state.show_as,
            args=(replace(shown, locked=frozenset()),),
            width="stretch",
        )


def _presets(offer: PageSpec, chosen: Settings) -> None:
    key = state.followed(f"{offer.page}:preset", preset_of(chosen, offer.presets))
    st.pills(
        "Experiments",
        list(offer.presets),
        key=key,
        format_func=lambda name: offer.presets[name].label,
        on_change=_adopt_preset,
        args=(offer, key),
        disabled=bool(state.showing().locked),  # any of them would turn every knob
    )


def _adopt_preset(offer: PageSpec, key: str) -> None:
    name = state.widget(key)
    if name and state.turned(key):
        state.adopt(offer, offer.presets[name].settings)


def _reroll(offer: PageSpec) -> None:
    state.adopt(offer, replace(state.remembered(offer), seed=random.randrange(1_000_000)))


def _kind(offer: PageSpec, knobs: "Knobs", role: str, current: Any) -> Any:
    """Which kind plays a role, with the knobs that matter most."""
    label, kinds = ROLES[role]
    if role == "policy" and offer.policies:
        return _side_by_side(offer, label)
    kinds = {"truth": dict(offer.truths), "model": dict(offer.models)}.get(role, kinds)
    name, locked = name_of(current), state.locked(role, label)
    if len(kinds) > 1:
        name = st.selectbox(
            label,
            list(kinds),
            key=state.seeded(f"{offer.page}:{role}", name),
            format_func=lambda name: kinds[name].label,
            disabled=locked,
            help=explained(_described(kinds), locked),
        )
    thing = current if name_of(current) == name else kinds[name]()
    if name == "table" and not locked:
        return uploads.choose_table(thing, offer.page)
    if name == "text" and not locked:
        key = f"{offer.page}:text:file"
        return uploads.choose_text(thing, key, lambda key: _take_text(offer, key))
    return knobs.of(role, thing, basic=True)


def _take_text(offer: PageSpec, key: str) -> None:
    """The file of the widget with this key is read from now on, or, without a key, none."""
    before = state.remembered(offer)
    text: Any = before.truth
    file = state.widget(key) if key else None
    if key and file is None:
        return  # it was only put away
    with suppress(BadSpec):  # the widget's own place says what is wrong
        read: Any = uploads.taken(text, file) if key else replace(text, file="")
        state.adopt(offer, replace(before, truth=read))


def _side_by_side(offer: PageSpec, label: str) -> Any:
    """Which policies are compared; a run's own is then the plainest."""
    before, locked = state.policies(offer), state.locked("policy", label)
    samples = state.remembered(offer).samples
    chosen = st.multiselect(
        label,
        list(dict.fromkeys([*SPECS, *before])),
        format_func=lambda spec: policy_in_words(spec, samples),
        key=state.seeded(f"{offer.page}:policies", list(before)),
        max_selections=ABREAST,
        disabled=locked,
        help=explained(f"Up to {ABREAST}, side by side.\n" + _described(POLICIES), locked),
    )
    if chosen:
        state.lay(offer, tuple(chosen))
    else:
        st.info("Choose at least one; until then those before it stay on the page.")
    return POLICIES[name_of(Replace)]()


def explained(help: str, locked: bool) -> str:
    """A knob's help, which says why it cannot be turned where that is so."""
    return f"{LOCKED}\n\n{help}" if locked else help


def _described(kinds: Mapping[str, type[Any]]) -> str:
    return "\n".join(f"- **{kind.label}**: {kind.help}" for kind in kinds.values())


class Knobs:
    """The widgets of one page's knobs."""

    def __init__(self, page: str) -> None:
        self._page = page

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
        """What the widget that suits a knob says."""
        locked = state.locked(name, knob.label)
        label, help = knob.label, explained(knob.help, locked)
        if knob.logarithmic:
            return self._steps(name, knob, value, locked)
        key = state.seeded(f"{self._page}:{name}", value)
        if knob.choices:
            chosen = st.segmented_control(
                label,
                knob.choices,
                key=key,
                help=help,
                required=True,
                format_func=knob.written,
                disabled=locked,
            )
            return chosen or value
        if isinstance(knob.default, bool):
            return st.toggle(label, key=key, help=help, disabled=locked)
        if knob.examples:
            return st.selectbox(
                label,
                dict.fromkeys([*knob.examples, value]),
                key=key,
                help=help,
                format_func=policy_in_words,
                disabled=locked,
            )
        if isinstance(knob.default, str):
            return st.text_input(label, key=key, help=help, disabled=locked)
        low, high = _type(knob)(knob.low), _type(knob)(knob.high)
        if knob.high > MANY:
            return st.number_input(label, low, high, key=key, help=help, disabled=locked)
        step = 1 if isinstance(knob.default, int) else 0.01
        return st.slider(label, low, high, step=step, key=key, help=help, disabled=locked)

    def _steps(self, name: str, knob: Knob, value: Any, locked: bool) -> Any:
        """A slider by leaps; with a value between its steps, one of its own that has that step."""
        steps, key = _steps(knob), f"{self._page}:{name}"
        between = state.between(key, value, steps)
        if between is not None:
            steps, key = sorted([*steps, between]), f"{key}:{between}"
        return st.select_slider(
            knob.label,
            steps,
            key=state.seeded(key, value),
            help=explained(knob.help, locked),
            disabled=locked,
            format_func=knob.written,
        )


def policy_in_words(spec: str, samples: int | None = None) -> str:
    """A policy's spec in words; what is as usual goes without saying, but for one that matters.
    Of so many samples a generation a share is so many, too."""
    policy = parse(spec, POLICIES, "policy")
    if isinstance(policy, Schedule):
        first, then = (policy_in_words(part, samples) for part in (policy.first, policy.then))
        lasting = f", for {policy.lasting:,}" if policy.lasting else ""
        return f"{first}; from {policy.at:,} on{lasting}: {then.lower()}"
    own = [
        f"{knob.label.lower()} {_exactly(knob, getattr(policy, name))}"
        for name, knob in knobs_of(policy).items()
        if knob.basic or getattr(policy, name) != knob.default
    ]
    rows = ""
    if samples and isinstance(policy, HasShare):
        rows = f": {policy.part(samples):,} of {samples:,}"
    return f"{policy.label} ({', '.join(own)}{rows})" if own else policy.label


def _exactly(knob: Knob, value: Any) -> str:
    """No two values look alike."""
    return repr(value) if isinstance(value, float) else knob.written(value)


def _type(knob: Knob) -> type[int] | type[float]:
    return int if isinstance(knob.default, int) else float


def _steps(knob: Knob) -> list[Any]:
    """1, 2, 3, 5, 7, 10, ... (or powers of ten, where the bounds lie far apart), both bounds and
    the default."""
    kind = _type(knob)
    low, high = knob.low, knob.high
    first, last = math.floor(math.log10(low or LEAST)), math.ceil(math.log10(high))
    digits = (1, 2, 3, 5, 7) if last - first < 6 else (1,)
    grid = [kind(float(f"{d}e{power}")) for power in range(first, last + 1) for d in digits]
    inside = [step for step in grid if low <= step <= high]
    return sorted({kind(low), kind(high), knob.default, *inside})
