"""The only place that caches, remembers or starts work."""

import asyncio
import gc
import os
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

import numpy as np
import streamlit as st
import threadpoolctl

from engine import PRESETS, Settings, Trajectory
from engine.cost import forecast, remaining
from engine.phrases import perplexities
from engine.protocols import Array
from engine.theory import Loss, rarest_loss, sampled_paths
from view import uploads
from view.links import (
    from_query,
    many_from_query,
    many_to_query,
    policies_from_query,
    policies_to_query,
    to_query,
    whole_query,
)
from view.offers import Offer
from view.runs import Run, Store
from view.turns import Lineages, key_of

BYTES_AT_MOST = 768 * 2**20
GRACE_SECONDS = 20.0

JUDGED = 512
"""Blocks of a text that the first model judges."""

LAWFUL, LAW_SEED = 256, 20230527
"""How many lineages are drawn from a law, always the same."""

SEATS, MANY = ("", " beside", " third", " fourth"), " many"
"""What is added to a visitor's name for each run, and for the lineages, that one looks at."""


HAND = "hand"
"""What a link says where generations are taken by hand."""


@dataclass(frozen=True)
class Memory:
    """What a visitor has chosen on a page: a run, perhaps another to keep beside it, how many
    lineages from which seed on, which policies side by side where a page compares them, whether
    one generation is taken after the other by hand, and what the link asked for in vain."""

    settings: Settings
    ignored: list[str]
    beside: Settings | None = None
    lineages: int = 1
    first: int = 0
    policies: tuple[str, ...] = ()
    in_hand: bool = False

    def around(self) -> "Memory":
        """The same with lineages among which its own is: they begin with it if need be."""
        seed = self.settings.seed
        return self if 0 <= seed - self.first < self.lineages else replace(self, first=seed)


def _pages() -> dict[str, Memory]:
    pages: dict[str, Memory] = st.session_state.setdefault("pages", {})
    return pages


def warm_up() -> None:
    """Load what is compiled and freeze what is imported, so that no visitor waits for it.

    But for networks: PyTorch is large, and who only looks at mixtures does not need it.
    """
    threadpoolctl.threadpool_limits(1)
    for preset in PRESETS.values():
        if preset.settings.model.network:
            continue
        steps = Trajectory(preset.settings).follow()
        next(steps)
        steps.close()
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def warmed_up(_app: Any) -> AsyncIterator[None]:
    """The server's life: ready before its first visitor."""
    import plotly.graph_objects  # noqa: F401  imported here so that no visitor waits for it

    await asyncio.to_thread(warm_up)
    yield


@st.cache_resource
def store() -> Store:
    """The runs of all visitors."""
    return Store(max(4, os.cpu_count() or 1), BYTES_AT_MOST, GRACE_SECONDS)


def _leave(visitor: str) -> None:
    for seat in (*SEATS, MANY):
        store().leave(visitor + seat)


@st.cache_resource(scope="session", on_release=_leave)
def _present(visitor: str) -> str:
    return visitor


def visitor() -> str:
    """A name for this visitor, who counts as present for as long as the connection lasts."""
    name: str = st.session_state.setdefault("visitor", uuid.uuid4().hex)
    return _present(name)


def still_here() -> None:
    """To be called where the browser asks for more of a page that it has: a connection that was
    cut comes back without the page being drawn anew, and then nothing else would tell."""
    name = visitor()
    for seat in (*SEATS, MANY):
        store().stay(name + seat)


def show(*chosen: Settings) -> list[Run]:
    """The runs with these settings, side by side, started if they are new; what else the visitor
    looked at, here or on another page, need not go on."""
    for seat in SEATS[len(chosen) :]:
        store().dismiss(visitor() + seat)
    return [store().show(visitor() + seat, one) for seat, one in zip(SEATS, chosen, strict=False)]


def show_none() -> None:
    """The visitor looks at no run for now."""
    for seat in (*SEATS, MANY):
        store().dismiss(visitor() + seat)


def watchers(run: Run | Lineages) -> int:
    """How many look at a run, or at lineages, this visitor included."""
    return len({name.partition(" ")[0] for name in store().watchers(run)})


def again(run: Run) -> None:
    """A cancelled run goes on, a failed one begins anew."""
    store().again(run)


def show_lineages(settings: Settings, count: int) -> Lineages:
    """The lineages from these settings' seed on, started if they are new."""
    return store().show_many(visitor() + MANY, settings, count)


def show_no_lineages(but: tuple[Settings, int] | None = None) -> None:
    """The visitor looks at no lineages, or at no others than these."""
    if but is None or not store().sees(visitor() + MANY, *but):
        store().dismiss(visitor() + MANY)


def go_on(lineages: Lineages) -> None:
    """Cancelled lineages go on, failed ones begin anew."""
    store().go_on(lineages)


@st.cache_data(show_spinner=False, max_entries=8)
def _law(key: str, _settings: Settings) -> Any:
    logs = sampled_paths(np.random.default_rng(LAW_SEED), _settings, LAWFUL)
    return None if logs is None else np.exp(logs)


def exact_law(settings: Settings) -> Array | None:
    """Variances of 256 lineages that never ran `(256, g + 1)`, drawn from the exact law that these
    settings obey; None where none is known. The seed does not matter."""
    return _law(replace(settings, seed=0).key, settings)


@st.cache_data(show_spinner=False, max_entries=64)
def _surprise(run: str, generation: int, _trajectory: Trajectory) -> Array | None:
    if _trajectory.pause is None:
        return None
    said = _trajectory.output(generation)[:JUDGED]
    return perplexities(_trajectory.pause.first, said)


def surprise(run: Run, generation: int) -> Array:
    """Perplexity, under generation 0's model, of the first blocks `(n,)` of a generation's text;
    none where that model is not at hand."""
    found = _surprise(run.name, generation, run.trajectory)
    return np.empty(0) if found is None else found


@st.cache_data(show_spinner=False, max_entries=32)
def _loss(key: str, _settings: Settings) -> Any:
    return rarest_loss(_settings)


def expected_loss(settings: Settings) -> Loss | None:
    """The chance that the rarest symbol is lost; None where nobody knows. The seed does not
    matter."""
    found: Loss | None = _loss(replace(settings, seed=0).key, settings)
    return found


def agreed_to(settings: Settings, count: int) -> bool:
    """Whether the visitor wants so many lineages, or they have begun."""
    key = key_of(settings, count)
    return key in st.session_state.get("agreed", ()) or store().has_many(settings, count)


def agree_to(settings: Settings, count: int) -> None:
    """The visitor has read what so many lineages will cost, and wants them."""
    key = key_of(settings, count)
    st.session_state["agreed"] = {*st.session_state.get("agreed", ()), key}


@st.cache_data(show_spinner="Measuring what this run will take", max_entries=200)
def _forecast(key: str, _settings: Settings) -> float:
    try:
        return forecast(_settings)
    except Exception:  # the run itself will say what is wrong
        return 0.0


def seconds_ahead(settings: Settings) -> float:
    """What a run will take on this machine; 0 where it has begun or the visitor has agreed."""
    if settings.key in st.session_state.get("agreed", ()) or store().has(settings):
        return 0.0
    st.session_state["foreseen"] = settings.key, _forecast(settings.key, settings)
    return foreseen(settings)


def foreseen(settings: Settings) -> float:
    """What this visitor was last told that a run will take; 0 where nothing was said."""
    key, seconds = st.session_state.get("foreseen", ("", 0.0))
    return float(seconds) if key == settings.key else 0.0


def agree(*wanted: Settings) -> None:
    """The visitor has read what these runs will cost, and wants them."""
    keys = {settings.key for settings in wanted}
    st.session_state["agreed"] = {*st.session_state.get("agreed", ()), *keys}


def seconds_left(run: Run) -> float:
    """What the rest of a run will take, at the pace that it has had so far."""
    seconds = float(run.trajectory.provenance.get("seconds", 0.0))
    return remaining(run.settings, run.trajectory.length, seconds)


def remembered(offer: Offer) -> Settings:
    """The visitor's settings on a page: as last chosen, at first as the link has them."""
    if offer.page not in _pages():
        query = st.query_params.to_dict()
        kept = dict(parse_qsl(query.pop("beside", ""), keep_blank_values=True))
        lineages, first, wrong = many_from_query(query)
        policies, odd = policies_from_query(offer, query)
        in_hand = query.pop(HAND, "") == "yes"
        chosen, ignored = from_query(offer, uploads.from_link(query))
        other, also = from_query(offer, uploads.from_link(kept)) if kept else (None, [])
        first = chosen.seed if first is None else first
        wrong = [*ignored, *wrong, *odd, *also]
        memory = Memory(chosen, wrong, other, lineages, first, policies, in_hand)
        _pages()[offer.page] = memory.around()
    return _pages()[offer.page].settings


def ignored(offer: Offer) -> list[str]:
    """What the link asked for that there is not, one sentence each."""
    return _pages()[offer.page].ignored


def beside(offer: Offer) -> Settings | None:
    """The settings that are kept beside the visitor's own, if any."""
    return _pages()[offer.page].beside


def keep_beside(offer: Offer, settings: Settings | None) -> None:
    """A run to be seen beside the visitor's own, or none."""
    _pages()[offer.page] = replace(_pages()[offer.page], beside=settings)
    _write_link(offer)


def remember(offer: Offer, settings: Settings) -> Settings:
    """These settings are the visitor's now, and the link's; what was wrong with it is past."""
    if settings != remembered(offer):
        memory = replace(_pages()[offer.page], settings=settings, ignored=[])
        _pages()[offer.page] = memory.around()
    _write_link(offer)
    return settings


def lineages(offer: Offer) -> int:
    """How many lineages the visitor wants to see."""
    return _pages()[offer.page].lineages


def first_seed(offer: Offer) -> int:
    """The seed of the first of them."""
    return _pages()[offer.page].first


def keep_lineages(offer: Offer, count: int) -> None:
    """So many lineages are the visitor's now, and the link's."""
    _pages()[offer.page] = replace(_pages()[offer.page], lineages=count).around()
    _write_link(offer)


def adopt_policies(offer: Offer, policies: tuple[str, ...]) -> None:
    """Policies that do not come from the widget: the widget must follow."""
    lay(offer, policies)
    _seed_anew()


def adopt_lineages(offer: Offer, count: int) -> None:
    """A number of lineages that does not come from the widget: the widget must follow."""
    keep_lineages(offer, count)
    _seed_anew()


def policies(offer: Offer) -> tuple[str, ...]:
    """The policies that the visitor wants to see side by side."""
    return _pages()[offer.page].policies


def lay(offer: Offer, policies: tuple[str, ...]) -> None:
    """These policies are the visitor's now, and the link's."""
    if policies != _pages()[offer.page].policies:
        _pages()[offer.page] = replace(_pages()[offer.page], policies=policies, ignored=[])
    _write_link(offer)


def in_hand(offer: Offer) -> bool:
    """Whether the visitor takes one generation after the other by hand."""
    return _pages()[offer.page].in_hand


def take_in_hand(offer: Offer, by_hand: bool) -> None:
    """That is the visitor's wish now, and the link's."""
    _pages()[offer.page] = replace(_pages()[offer.page], in_hand=by_hand)
    _write_link(offer)


def put_down(offer: Offer) -> None:
    """The computer is to go on: the widget must follow."""
    take_in_hand(offer, False)
    _seed_anew()


def _write_link(offer: Offer) -> None:
    memory = _pages()[offer.page]
    query = uploads.to_link(to_query(offer, memory.settings))
    query |= many_to_query(memory.lineages, memory.first, memory.settings.seed)
    query |= policies_to_query(offer, memory.policies)
    query |= {HAND: "yes"} if memory.in_hand else {}
    if memory.beside:
        query["beside"] = urlencode(uploads.to_link(whole_query(offer, memory.beside)))
    if query != st.query_params.to_dict():
        st.query_params.from_dict(query)


def adopt(offer: Offer, settings: Settings) -> None:
    """Settings that do not come from the widgets: the widgets must follow."""
    remember(offer, settings)
    _seed_anew()


def _seed_anew() -> None:
    """Every widget is to start with what is remembered."""
    st.session_state["seeded"] = set()


def seeded(key: str, value: Any) -> str:
    """The key of a widget, which starts with this value, and takes it on when it must follow."""
    done: set[str] = st.session_state.setdefault("seeded", set())
    if key not in done or key not in st.session_state:
        st.session_state[key] = value
        done.add(key)
    return key


def widget(key: str) -> Any:
    """A widget's value, inside its own callback."""
    return st.session_state[key]
