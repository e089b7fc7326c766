"""A page that is left leaves nothing behind: what no script watches is let go."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from streamlit.testing.v1 import AppTest

from engine.jobs import InlineScheduler, Job, JobState, SharedScheduler
from tests.support.app import at, control, run
from view import state
from view.captions.progress import CUT_OFF
from view.lesson.steps import STEPS
from view.state import server

OpenPage = Callable[..., AppTest]

SHORT = {"samples": "60", "generations": "12"}
PAGES = {
    "drift": {**SHORT, "lineages": "200"},
    "dice": {**SHORT, "lineages": "200", "seed": "2"},
    "digits": {"seed": "4"},
    "language": {"model": "transformer", "seed": "4"},
    "remedies": {**SHORT, "seed": "3"},
    "map": {"x": "samples=20,60", "lineages": "2"},
    "lesson": {"step": str(1 + next(i for i, step in enumerate(STEPS) if step.lineages > 1))},
    "horizon": {},
    "glossary": {},
}
"""Every page, with a link to what gives it work, of which there is no recording."""

PRESSED = {"remedies": "Search", "lesson": "Compute the answers"}
"""What one presses there for more of it."""


class Idle:
    """Begins whatever it is given, and never gets on with it."""

    workers = 2

    cut_off = False

    def start(self) -> None: ...

    def submit(self, job: Job) -> None:
        job.state = JobState.RUNNING

    def cancel(self, job: Job, patience: float = 0.0) -> None:
        job.state = JobState.CANCELLED

    def pause(self, job: Job, patience: float = 0.0) -> None:
        job.state = JobState.PAUSED

    def before(self, job: Job) -> int:
        return 0

    def wait(self, job: Job, until: object = None, timeout: float | None = None) -> bool:
        return job.finished

    def close(self) -> None: ...


class AtOnce(InlineScheduler):
    """Is done with a run before anybody can ask."""

    def submit(self, job: Job) -> None:
        super().submit(job)
        self.wait(job)


@pytest.fixture
def stalled(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """A dashboard on which runs are there at once, and all that takes long takes for ever."""
    monkeypatch.setattr(server, "scheduler", lambda: SharedScheduler(AtOnce(), Idle(), Idle()))
    server.store.clear()  # who left another test late may have begun one
    monkeypatch.setattr("view.state.consent._forecast", lambda key, settings: 0.0)
    monkeypatch.setattr("view.lineages.section.PATIENCE", float("inf"))  # however busy it is here
    return open_page


def busy() -> set[str]:
    """Whatever is being computed."""
    return {key for key, job in state.store()._jobs.items() if not job.finished}


def at_work(app: AppTest, page: str) -> set[str]:
    """Turned to the page by a link, with all its work begun."""
    app.query_params.clear()
    app.query_params.update(PAGES[page])
    run(at(app, page))
    for button in app.button:
        if page in PRESSED and button.label.startswith(PRESSED[page]):
            button.click()
            run(app)
            break
    return busy()


def turns() -> list[tuple[str, str]]:
    """Every ordered pair of pages once, each beginning where the one before has ended."""
    ahead = {page: [other for other in PAGES if other != page] for page in PAGES}
    way, back = ["drift"], list[str]()
    while way:
        if ahead[way[-1]]:
            way.append(ahead[way[-1]].pop())
        else:
            back.append(way.pop())
    back.reverse()
    return list(pairwise(back))


def test_every_turn_is_tried() -> None:
    assert len(turns()) == len(set(turns())) == len(PAGES) * (len(PAGES) - 1)


@pytest.mark.slow
def test_a_page_that_is_left_computes_nothing_any_more(stalled: OpenPage) -> None:
    app = stalled("drift", **PAGES["drift"])
    before, seen = busy(), set[str]()
    for first, second in turns():
        now = at_work(app, second)
        assert not before & now, f"turned from {first} to {second}, and {before & now} goes on"
        assert bool(now) == (second not in ("horizon", "glossary")), f"{second} has {now} to do"
        before, seen = now, seen | now
    assert len(seen) >= 6


@pytest.mark.slow
def test_a_search_goes_on_while_another_lane_is_computed(
    stalled: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = stalled("remedies", **PAGES["remedies"])
    (search,) = at_work(app, "remedies")
    monkeypatch.setattr(AtOnce, "submit", Idle.submit)  # the next lane takes a while
    control(app, "multiselect", "policies").set_value(["replace", "subsample"])
    run(app)
    assert search in busy() and len(busy()) == 2
    control(app, "multiselect", "policies").set_value(["replace", "fresh"])
    run(app)
    assert busy() == {search}, "the lane that was taken away is no longer computed"


@pytest.mark.slow
def test_what_a_page_goes_on_to_show_goes_on(stalled: OpenPage) -> None:
    app = stalled("drift", **PAGES["drift"])
    (many,) = busy()
    run(app)
    assert busy() == {many}, "the same page, drawn anew"
    control(app, "select_slider", "lineages").set_value(1)
    run(app)
    assert not busy(), "they are no longer wanted"


@pytest.mark.slow
@pytest.mark.parametrize("page", ["drift", "remedies"])
def test_whoever_waits_reads_that_the_cluster_is_out_of_reach(
    stalled: OpenPage, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = stalled(page, **PAGES[page])
    assert at_work(app, page) and CUT_OFF not in {caption.value for caption in app.caption}
    monkeypatch.setattr(Idle, "cut_off", True)
    run(app)
    assert CUT_OFF in {caption.value for caption in app.caption}
