"""What is pressed is heard, and what a browser says for want of news is not heeded."""

import time
from collections import UserDict
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner_utils.exceptions import RerunException
from streamlit.runtime.scriptrunner_utils.script_requests import (
    RerunData,
    ScriptRequests,
    ScriptRequestType,
)
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.state.session_state import SessionState

from view.state import page_link, page_state, presses, widgets


@pytest.fixture
def as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit as it comes, until the test has it changed."""
    monkeypatch.setattr(SafeSessionState, "on_script_will_rerun", presses._rerun)
    monkeypatch.setattr(ScriptRequests, "on_scriptrunner_yield", presses._yielded)
    monkeypatch.setattr(ScriptRequests, "_request_rerun_locked", presses._fold)


def overtaken() -> tuple[SafeSessionState, SessionState]:
    """A session in which another request came before the run has heard its own."""
    requests = ScriptRequests()
    requests.request_rerun(RerunData(query_string="first"))
    assert requests.on_scriptrunner_ready().type is ScriptRequestType.RERUN
    requests.request_rerun(RerunData(query_string="second"))

    def look() -> None:
        request = requests.on_scriptrunner_yield()
        if request is not None:
            raise RerunException(request.rerun_data)

    state = SessionState()
    return SafeSessionState(state, look), state


def pressed() -> WidgetStates:
    found = WidgetStates()
    found.widgets.append(WidgetState(id="$$ID-button", trigger_value=True))
    return found


@pytest.mark.usefixtures("as_it_is")
def test_streamlit_alone_loses_a_press_that_is_overtaken() -> None:
    session, state = overtaken()
    with pytest.raises(RerunException):
        session.on_script_will_rerun(pressed())
    assert "$$ID-button" not in state._new_widget_state.states, "then this mend is not needed"


@pytest.mark.usefixtures("as_it_is")
def test_a_press_that_is_overtaken_is_heard() -> None:
    presses.hear_every_press()
    session, state = overtaken()
    before = presses.this_run()
    session.on_script_will_rerun(pressed())
    assert "$$ID-button" in state._new_widget_state.states
    assert presses.this_run() > before
    with pytest.raises(RerunException):
        session._yield_callback()  # and the run still ends there


def asked(widget: str, fragment: str | None = None, **value: Any) -> RerunData:
    states = WidgetStates(widgets=[WidgetState(id=widget, **value)])
    return RerunData(widget_states=states, fragment_id=fragment)


PRESS = asked("knob", int_value=5000)
PART = asked("knob", "player", int_value=50)
ANEW = asked(f"$$ID-{presses.ANEW}", json_trigger_value="1")


@pytest.mark.parametrize(
    ("first", "then", "anew"),
    [
        (PRESS, ANEW, False),
        (ANEW, PRESS, False),
        (ANEW, ANEW, True),
        (PART, ANEW, True),
        (ANEW, PART, True),
    ],
)
def test_a_press_that_waits_with_who_asks_for_the_page_anew_is_one(
    first: RerunData, then: RerunData, anew: bool
) -> None:
    presses.hear_every_press()
    requests = ScriptRequests()
    assert requests.request_rerun(first) and requests.request_rerun(then)
    folded = requests._rerun_data
    assert presses.asks_anew(folded.widget_states) == anew
    assert not folded.fragment_id_queue, "the whole page is drawn"


class Browser:
    """What a browser shows and sends: its widgets and its link, as late as it likes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.state: dict[str, Any] = {}
        self.query: dict[str, str] = {}
        self.run = 0
        shown = SimpleNamespace(to_dict=lambda: dict(self.query), from_dict=self.told)
        session = SimpleNamespace(session_state=self.state, query_params=shown)
        for module in (page_link, page_state, widgets):
            monkeypatch.setattr(module, "st", session)
        monkeypatch.setattr(page_link, "this_run", lambda: self.run)
        monkeypatch.setattr(page_link, "this_script", lambda: "drift")
        monkeypatch.setattr(page_link, "of_a_part", lambda: self.part)
        self.state["script"] = "drift"
        self.part = False
        self.shows: dict[str, str] = {}

    def told(self, query: dict[str, str]) -> None:
        self.query = self.shows = query

    def says(
        self, query: dict[str, str] | None = None, *, part: bool = False, **values: Any
    ) -> None:
        """A run begins with what the browser says, which shows this link or the newest; or that of
        a part of the page alone."""
        self.run += 1
        self.part = part
        self.query = dict(self.shows if query is None else query)
        self.state |= values
        page_link.look()
        self.state["drawing"] = True

    def drawn(self, **query: str) -> None:
        """The run has come to its end."""
        page_link.name_link(query)
        page_link.tell_link()


@pytest.fixture
def tab(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    return Browser(monkeypatch)


def knob(value: int) -> int:
    """What a slider says that was given this."""
    return int(widgets.st.session_state[widgets.seeded("knob", value)])


def turn(tab: Browser) -> None:
    """A page is drawn, its knob is turned from 200 to 300, and it is drawn again."""
    tab.says()
    knob(200)
    tab.drawn()
    tab.says(knob=300)
    knob(200)
    tab.drawn(knob="300")


def test_a_knob_is_the_visitors(tab: Browser) -> None:
    tab.says()
    assert knob(200) == 200
    tab.drawn()
    for said, given in ((300, 200), (500, 300), (200, 500)):
        tab.says(knob=said)
        assert knob(given) == said
        tab.drawn(knob=str(said))


def test_a_change_by_the_server_is_not_undone_by_who_has_not_heard(tab: Browser) -> None:
    tab.says()
    knob(200)
    tab.drawn()
    tab.says()
    widgets.heard()  # another experiment is chosen: 1000 samples
    assert knob(1000) == 1000
    tab.drawn(knob="1000")
    tab.says(query={}, knob=200)  # sent before the browser had that
    assert knob(1000) == 1000
    tab.drawn(knob="1000")
    tab.says(knob=200)  # it shows the new link: now the visitor means it
    assert knob(1000) == 200


def test_a_player_that_asks_for_its_part_does_not_turn_the_knobs_back(tab: Browser) -> None:
    """It shows the new link, but has not drawn the new widgets yet; the page is then drawn anew by
    the server, as where a run has ended meanwhile."""
    tab.says()
    knob(200)
    tab.drawn()
    tab.says()
    widgets.heard()  # a new seed
    assert knob(1000) == 1000
    tab.drawn(knob="1000")
    tab.says(part=True, knob=200)
    page_link.look()  # no news from the browser: the same run goes on with the whole page
    assert knob(1000) == 1000
    tab.drawn(knob="1000")
    tab.says(knob=200)
    assert knob(1000) == 200, "now it was turned"


def test_who_asks_for_the_page_anew_presses_no_switch(tab: Browser) -> None:
    """A table is taken, which turns a switch off; the run ends before the browser has drawn it."""
    tab.says()
    widgets.followed("switch", True)
    tab.drawn()
    tab.says()
    widgets.followed("switch", False)
    tab.drawn(truth="table")
    tab.state[presses.ANEW] = {"anew": 1}
    tab.says(switch=True)
    assert not widgets.turned("switch")
    widgets.followed("switch", False)
    tab.drawn(truth="table")
    tab.state[presses.ANEW] = {"anew": None}
    tab.says(switch=True)
    assert widgets.turned("switch"), "now it was pressed"


def test_a_turn_that_was_quicker_than_the_press_before_it_counts(tab: Browser) -> None:
    """The run of the press was overtaken before it could draw."""
    tab.says()
    knob(200)
    tab.drawn()
    tab.says()
    widgets.heard()
    tab.says(knob=300)
    assert knob(1000) == 300


def test_an_overtaken_run_leaves_the_browser_behind(tab: Browser) -> None:
    tab.says()
    knob(200)
    tab.drawn()
    tab.says()
    widgets.heard()
    assert knob(1000) == 1000
    tab.says(knob=200)  # the run above did not come to its end, and told no link
    assert knob(1000) == 1000


def test_a_choice_that_waits_for_more_stays(tab: Browser) -> None:
    """A table is chosen, and there is no file yet: the settings stay as they were."""
    tab.says()
    widgets.seeded("data", "blobs")
    tab.drawn()
    for _ in range(3):
        tab.says(data="table")
        assert tab.state[widgets.seeded("data", "blobs")] == "table"
        tab.drawn()


@pytest.mark.parametrize("links", [[{}, {}], [{}, {"knob": "300"}]])
def test_what_follows_the_settings_calls_back_only_for_the_visitor(
    tab: Browser, links: list[dict[str, str]]
) -> None:
    """Knob right, knob left, knob right: an experiment is left, met, and left again."""
    tab.says()
    widgets.followed("pill", "blobs")
    tab.drawn()
    shown: list[tuple[str | None, dict[str, str]]] = [(None, {"knob": "300"}), ("blobs", {})]
    for value, link in shown:
        tab.says(query=links[0])
        widgets.followed("pill", value)
        tab.drawn(**link)
    tab.says(query=links[0])
    widgets.followed("pill", None)
    tab.drawn(knob="500")
    tab.says(query=links[1], pill="blobs")  # an echo of the second
    assert not widgets.turned("pill")
    widgets.followed("pill", None)
    tab.drawn(knob="500")
    tab.says(pill="blobs")
    assert widgets.turned("pill"), "it shows the newest link: this is a press"


def test_who_asks_for_the_page_anew_presses_no_pill_that_was_drawn_late(tab: Browser) -> None:
    """Right, left, right, right: the experiment that was met on the way is still drawn as chosen
    when the run is done, though the browser shows the newest link."""
    tab.says()
    widgets.followed("pill", None)
    tab.drawn(knob="300")
    tab.says()
    widgets.followed("pill", "blobs")
    tab.drawn()
    for knob in ("300", "500"):
        tab.says()
        widgets.followed("pill", None)
        tab.drawn(knob=knob)
    tab.state[presses.ANEW] = {"anew": 1}
    tab.says(pill="blobs")
    assert not widgets.turned("pill")
    widgets.followed("pill", None)
    tab.drawn(knob="500")
    tab.state[presses.ANEW] = {"anew": None}
    tab.says()
    widgets.followed("pill", None)
    tab.drawn(knob="500")
    tab.says(pill="blobs")
    assert widgets.turned("pill"), "now it was pressed"


def test_a_pill_that_is_pressed_while_the_connection_is_away_counts(
    tab: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It reaches the server only beside the word that asks for the page anew, long after the pill
    was last drawn so."""
    tab.says()
    widgets.followed("pill", "blobs")
    tab.drawn()
    tab.says()
    widgets.followed("pill", None)
    tab.drawn(knob="300")
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + widgets.ECHO + 1)
    tab.says()
    widgets.followed("pill", None)
    tab.drawn(knob="300")
    monkeypatch.setattr(time, "monotonic", lambda: now + 2 * (widgets.ECHO + 1))
    tab.state[presses.ANEW] = {"anew": 1}
    tab.says(pill="blobs")
    assert widgets.turned("pill")


def test_the_link_is_told_again_where_two_runs_have_crossed(tab: Browser) -> None:
    """The browser spoke before it was told 300; what it showed then is the link once more."""
    tab.says()
    tab.drawn()
    tab.says()
    tab.drawn(knob="300")
    tab.says(query={})
    tab.drawn()
    assert tab.shows == {}


def test_back_leads_to_what_was_chosen_before(tab: Browser) -> None:
    tab.says()
    knob(200)
    tab.drawn()
    tab.says(knob=300)
    assert knob(200) == 300
    tab.drawn(knob="300")
    tab.state["pages"] = {"drift": 300}
    tab.state["here"] = "drift"
    tab.state["led"] = "drift", "embed=true"
    tab.says(query={"knob": "500"})  # what a run that was overtaken has told meanwhile
    assert tab.query == {}
    assert tab.state["pages"] == {}, "to be read from the link"
    assert knob(200) == 200
    told: list[dict[str, str]] = []
    tab.told = told.append  # type: ignore[method-assign,assignment]
    page_link.st.query_params.from_dict = tab.told
    tab.drawn()
    assert told == [{}], "said again, whatever an overtaken run has said"


def test_a_press_right_after_back_does_not_turn_the_knobs_on_again(tab: Browser) -> None:
    """The browser shows the link of before, and sends the knob that it has not drawn again yet."""
    turn(tab)
    tab.state.update(pages={}, here="drift", led=("drift", ""))
    tab.says(query={})
    assert knob(200) == 200
    tab.drawn()
    tab.says(query={}, knob=300)  # with a press on a button
    assert knob(200) == 200
    tab.drawn()
    page_link.settle()  # it has drawn the page
    tab.says(query={}, knob=300)
    assert knob(200) == 300, "now it was turned"


class Session(UserDict[str, Any]):
    """Where each word is one at which a run may end, for another has been asked for."""

    words = 10_000
    """So many of them before it ends."""

    def _look(self) -> None:
        self.words -= not presses._whole.get()
        if self.words < 0:
            self.words = 10_000
            raise RerunException(RerunData())

    def __getitem__(self, name: str) -> Any:
        self._look()
        return super().__getitem__(name)

    def __setitem__(self, name: str, value: object) -> None:
        self._look()
        super().__setitem__(name, value)

    def __delitem__(self, name: str) -> None:
        self._look()
        super().__delitem__(name)

    def __contains__(self, name: object) -> bool:
        self._look()
        return super().__contains__(name)


@pytest.mark.parametrize("words", range(24))
def test_back_leads_there_though_a_press_ends_its_run(
    words: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = Browser(monkeypatch)
    session = tab.state = Session(tab.state)
    monkeypatch.setattr(page_link.st, "session_state", session)
    turn(tab)
    session.update(pages={"drift": 300}, here="drift", led=("drift", ""))
    session.words = words
    with suppress(RerunException):
        tab.says(query={})
        knob(200)
    session.words = 10_000
    tab.says(query={}, knob=300)  # with a press on a button
    assert session["pages"] == {}, "to be read from the link"
    assert knob(200) == 200
    tab.drawn()
    assert tab.shows == {}


def test_back_to_another_page_takes_nothing_from_this_one(tab: Browser) -> None:
    tab.state.update(pages={"drift": 300}, here="drift", led=("dice", ""))
    tab.says()
    assert tab.state["pages"] == {"drift": 300}
    assert page_link.led_to("dice")


@pytest.mark.usefixtures("as_it_is")
@pytest.mark.parametrize("mended", [False, True])
def test_a_way_back_that_waits_is_not_forgotten_for_what_follows(mended: bool) -> None:
    if mended:
        presses.hear_every_press()
    requests = ScriptRequests()
    requests.request_rerun(RerunData(query_string="a", page_script_hash="drift"))
    requests.on_scriptrunner_ready()
    back = RerunData(query_string="b", page_script_hash="drift", is_history_navigation=True)
    requests.request_rerun(back)
    requests.request_rerun(RerunData(query_string="a", page_script_hash="drift"))
    found = requests.on_scriptrunner_yield()
    assert found is not None
    kept = found.rerun_data.is_history_navigation, found.rerun_data.query_string
    assert kept == ((True, "b") if mended else (False, "a"))


def test_presses_are_heard_where_pages_are_tested(open_page: Callable[..., Any]) -> None:
    open_page("glossary")
    assert ScriptRequests.on_scriptrunner_yield is presses._asked
    assert st.session_state is not None
