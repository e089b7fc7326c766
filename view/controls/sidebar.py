"""Knobs become widgets, widgets become settings."""

import random
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from engine import MODELS, POLICIES, TRUTHS, BadSpec, Settings, settings
from engine.knobs import knobs_of, name_of, parse
from engine.policies.replace import Replace
from engine.policies.schedule import SPECS
from view import state
from view.controls import own_table, own_text
from view.controls.error_switches import dial
from view.controls.knob_widgets import Knobs, explained
from view.controls.policy_words import policy_in_words
from view.letters import in_markdown
from view.page_specs import PageSpec
from view.urls.experiment import ABREAST, preset_of

ROLES: Mapping[str, tuple[str, dict[str, type[Any]]]] = {
    "truth": ("Data", TRUTHS),
    "model": ("Model", MODELS),
    "policy": ("What each generation reads", POLICIES),
}
NUMBERS = knobs_of(Settings)
KEPT = {"seed"}
"""Knobs that an experiment leaves as they are, where they are locked."""


def choose(offer: PageSpec, experiments: DeltaGenerator) -> Settings:
    """The sidebar: every knob of a run, as remembered, and the settings that result; whole
    experiments are chosen where there is room for `experiments`."""
    before = state.remembered(offer)
    knobs = Knobs(offer.page)
    with st.sidebar:
        unlock()
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
            st.warning(in_markdown(f"Nothing was changed: {bad}."))
    if getattr(chosen.truth, "file", "") != getattr(before.truth, "file", ""):
        st.rerun()  # beside a file stands which one it is, and this is said already
    knobs.explain(chosen)
    for spec in state.policies(offer):
        knobs.explain(replace(chosen, policy=parse(spec, POLICIES, "policy")), spec)
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
        default=state.said(key) or None,
        key=key,
        format_func=lambda name: offer.presets[name].label,
        on_change=_adopt_preset,
        args=(offer, key),
        disabled=bool(state.showing().locked - KEPT),  # any of them would turn every other knob
        label_visibility="collapsed",
    )


def _adopt_preset(offer: PageSpec, key: str) -> None:
    name = state.widget(key)
    if name and state.turned(key):
        wanted = offer.presets[name].settings
        if "seed" in state.showing().locked:
            wanted = replace(wanted, seed=state.remembered(offer).seed)
        state.adopt(offer, wanted)


def _reroll(offer: PageSpec) -> None:
    state.adopt(offer, replace(state.remembered(offer), seed=random.randrange(1_000_000)))


def _kind(offer: PageSpec, knobs: "Knobs", role: str, current: Any) -> Any:
    """Which kind plays a role, with the knobs that matter most."""
    label, kinds = ROLES[role]
    if role == "policy" and offer.policies:
        return _side_by_side(offer, knobs, label)
    kinds = {"truth": dict(offer.truths), "model": dict(offer.models)}.get(role, kinds)
    name, locked = name_of(current), state.locked(role, label)
    if len(kinds) > 1:
        key = state.seeded(f"{offer.page}:{role}", name)
        name = st.selectbox(
            label,
            list(kinds),
            state.place(key, list(kinds)),
            key=key,
            format_func=lambda name: kinds[name].label,
            disabled=locked,
            help=explained(_described(kinds), locked),
        )
    thing = current if name_of(current) == name else kinds[name]()
    if name == "table" and not locked:
        return own_table.choose_table(
            thing,
            offer.page,
            state.remembered(offer).samples,
            _samples_follow(offer),
            lambda table, samples: _take_table(offer, table, samples),
        )
    if name == "text" and not locked:
        key = f"{offer.page}:text:file"
        return own_text.choose_text(thing, key, lambda key: _take_text(offer, key))
    return knobs.of(role, thing, basic=True)


def _samples_follow(offer: PageSpec) -> bool:
    """Whether the number of samples is nobody's choice: that of an experiment, or of the rows of a
    table before."""
    before = state.remembered(offer)
    known = [preset.settings.samples for preset in offer.presets.values()]
    truth: Any = before.truth
    with suppress(BadSpec):
        known += [len(truth.columns.values)] if name_of(truth) == "table" else []
    return before.samples in (NUMBERS["samples"].default, *known)


def _take_table(offer: PageSpec, table: Any, samples: int) -> None:
    """This table is learned from now on, with so many samples a generation."""
    with suppress(BadSpec):  # the place of the table says what is wrong
        before = state.remembered(offer)
        state.adopt(offer, replace(before, truth=table, samples=samples))


def _take_text(offer: PageSpec, key: str) -> None:
    """The file of the widget with this key is read from now on, or, without a key, none."""
    before = state.remembered(offer)
    text: Any = before.truth
    file = state.widget(key) if key else None
    if key and file is None:
        return  # it was only put away
    with suppress(BadSpec):  # the widget's own place says what is wrong
        read: Any = own_text.taken(text, file) if key else replace(text, file="")
        state.adopt(offer, replace(before, truth=read))


def _side_by_side(offer: PageSpec, knobs: Knobs, label: str) -> Any:
    """Which policies are compared; a run's own is then the plainest."""
    before, locked = state.policies(offer), state.locked("policy", label)
    key = state.seeded(f"{offer.page}:policies", list(before))
    chosen = st.multiselect(
        label,
        list(dict.fromkeys([*SPECS, *before, *state.said(key)])),
        state.said(key),
        format_func=policy_in_words,
        key=key,
        max_selections=ABREAST,
        disabled=locked,
        help=explained(f"Up to {ABREAST}, side by side.\n" + _described(POLICIES), locked),
    )
    for spec in chosen or before:
        knobs.leave_room(spec)
    if chosen:
        state.lay(offer, tuple(chosen))
    else:
        st.info("Choose at least one; until then those before it stay on the page.")
    return POLICIES[name_of(Replace)]()


def _described(kinds: Mapping[str, type[Any]]) -> str:
    return "\n".join(f"- **{kind.label}**: {kind.help}" for kind in kinds.values())
