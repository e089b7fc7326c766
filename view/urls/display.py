"""How a link wants its page shown: with or without its knobs, paused, playing, or presented."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from engine import MODELS, POLICIES, TRUTHS, BadSpec, Settings
from engine.horizon import Assumptions
from engine.knobs import knobs_of, meant, nearest
from engine.words import quoted
from view.page_files import ADDRESSES, TITLES
from view.urls.parts import PARTS, unread

Read = TypeVar("Read")

GENERATIONS = knobs_of(Settings)["generations"]
SAID = {"yes": True, "no": False}
KINDS: Mapping[str, Mapping[str, type[Any]]] = {
    "truth": TRUTHS,
    "model": MODELS,
    "policy": POLICIES,
}

STRANGE = "page"
"""What a link says of a page that there is not, after it was led to the first one."""

ROOM = {"sidebar", "present", "ahead", "embed_options", STRANGE}
"""What a link can say that concerns no experiment."""

NAMES = frozenset(
    {*KINDS, *knobs_of(Settings), "lineages", *knobs_of(Assumptions), "machine"}
    | {
        f"{role}.{name}.{knob}"
        for role, kinds in KINDS.items()
        for name, kind in kinds.items()
        for knob in knobs_of(kind)
    }
)
"""What the engine calls its knobs; a link can lock any of them."""


@dataclass(frozen=True)
class DisplayOptions:
    """What the sender of a link has decided on behalf of those who open it.

    A lock is a courtesy of teaching, so that a class turns the same knob; it guards nothing, for
    whoever edits the link is rid of it.
    """

    sidebar: bool = True
    locked: frozenset[str] = frozenset()
    pause: int | None = None
    autoplay: bool = True
    presenting: bool = False
    ahead: bool = True

    @staticmethod
    def from_query(query: dict[str, str]) -> tuple["DisplayOptions", list[str]]:
        """Taken out of a link's query, and one sentence for each part that had to be ignored."""
        wrong: list[str] = []

        def taken(key: str, read: Callable[[str, str], Read], default: Read) -> Read:
            try:
                return read(key, query.pop(key)) if key in query else default
            except BadSpec as bad:
                wrong.append(str(bad))
                return default

        sidebar = taken("sidebar", _said, True)
        named = query.pop("lock", "").split(",")
        names = [meant(name, list(NAMES)) for name in named[:PARTS]]
        locked = frozenset(name for name in names if name and _known(name, wrong))
        wrong += unread(named)
        pause = taken("pause", _generation, None)
        autoplay = taken("autoplay", _said, True)
        presenting = taken("present", _said, False)
        ahead = taken("ahead", _said, True)
        taken(STRANGE, _no_page, None)
        return DisplayOptions(sidebar, locked, pause, autoplay, presenting, ahead), wrong

    def to_query(self) -> dict[str, str]:
        """The shortest query that `from_query` turns into an equal one."""
        parts = {
            "sidebar": "" if self.sidebar else "no",
            "lock": ",".join(sorted(self.locked)),
            "pause": "" if self.pause is None else str(self.pause),
            "autoplay": "" if self.autoplay else "no",
            "present": "yes" if self.presenting else "",
            "ahead": "" if self.ahead else "no",
        }
        return {key: value for key, value in parts.items() if value}


def without(query: Mapping[str, str]) -> dict[str, str]:
    """The rest of a link's query: what the page is about."""
    rest = dict(query)
    DisplayOptions.from_query(rest)
    return rest


def _said(key: str, text: str) -> bool:
    word = meant(text, list(SAID))
    if word not in SAID:
        raise BadSpec(f"{key} is yes or no, not {quoted(text)}")
    return SAID[word]


def _generation(key: str, text: str) -> int:
    digits = text.replace(",", "") if re.fullmatch("[0-9]{1,3}(,[0-9]{3})+", text) else text
    if not re.fullmatch("[0-9]{1,9}", digits) or int(digits) > GENERATIONS.high:
        raise BadSpec(f"{key} is a generation, 0 to {GENERATIONS.high:.0f}, not {quoted(text)}")
    return int(digits)


def _no_page(key: str, text: str) -> None:
    raise BadSpec(
        f"no page is called {quoted(text)}{nearest(text, [*filter(None, ADDRESSES), *TITLES])}"
    )


def _known(name: str, wrong: list[str]) -> bool:
    if name not in NAMES:
        plain = sorted(each for each in NAMES if "." not in each)
        wrong.append(f"no knob is called {quoted(name)}{nearest(name, plain)}")
    return name in NAMES
