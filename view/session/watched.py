"""What a visitor looks at: runs side by side, lineages, and a search."""

from engine import Settings
from engine.jobs import EnsembleJob, SearchJob
from view.runs import Run
from view.session.server import ASIDE, MANY, SEARCH, SEATS, store, visitor


def show(*chosen: Settings) -> list[Run]:
    """The runs with these settings, side by side, started if they are new; what else the visitor
    looked at, here or on another page, need not go on."""
    for seat in SEATS[len(chosen) :]:
        store().dismiss(visitor() + seat)
    return [store().show(visitor() + seat, one) for seat, one in zip(SEATS, chosen, strict=False)]


def show_none() -> None:
    """The visitor looks at no run for now."""
    for seat in (*SEATS, MANY, SEARCH, ASIDE):
        store().dismiss(visitor() + seat)


def watchers(run: Run | EnsembleJob | SearchJob) -> int:
    """How many look at a run, at lineages or at a search, this visitor included."""
    return len({name.partition(" ")[0] for name in store().watchers(run)})


def holds(what: Run | EnsembleJob | SearchJob, finished: bool) -> bool:
    """Whether this is what a page would show now, and has ended, or not, as it is drawn."""
    return store().holds(what) and what.finished == finished


def again(run: Run) -> None:
    """A cancelled run goes on, a failed one begins anew."""
    store().again(run)


def at_once() -> int:
    """How many lineages are computed at once, at most."""
    return store().at_once


def show_lineages(settings: Settings, count: int) -> EnsembleJob:
    """The lineages from these settings' seed on, started if they are new."""
    return store().show_many(visitor() + MANY, settings, count)


def show_no_lineages(but: tuple[Settings, int] | None = None) -> None:
    """The visitor looks at no lineages, or at no others than these."""
    if but is None or not store().sees(visitor() + MANY, *but):
        store().dismiss(visitor() + MANY)


def cancel(what: EnsembleJob | SearchJob) -> None:
    """Lineages, or a search, are ended, whoever else looks at them; what is there stays."""
    store().cancel(what)


def go_on(what: EnsembleJob | SearchJob) -> None:
    """Cancelled lineages, or a search, go on; failed ones begin anew."""
    store().go_on(what)


def show_quest(settings: Settings, policy: str) -> SearchJob | None:
    """The search for how much real data are enough, where it has been asked for."""
    if not store().has_quest(settings, policy):
        store().dismiss(visitor() + SEARCH)
        return None
    return store().show_quest(visitor() + SEARCH, settings, policy)


def show_no_quest() -> None:
    """The visitor looks at no search."""
    store().dismiss(visitor() + SEARCH)


def seek(settings: Settings, policy: str) -> None:
    """Begin this search."""
    store().show_quest(visitor() + SEARCH, settings, policy)


def prepare(settings: Settings) -> Run:
    """The run with these settings, begun aside: whatever the visitor looks at goes on."""
    return store().show(visitor() + ASIDE, settings)


def prepare_lineages(settings: Settings, count: int) -> EnsembleJob:
    """The lineages from these settings' seed on, likewise."""
    return store().show_many(visitor() + ASIDE, settings, count)


def prepare_nothing() -> None:
    """What was begun aside need not go on."""
    store().dismiss(visitor() + ASIDE)
