"""The player as a page's link wants it: at once or on demand, from its place, as large as there is
room."""

from collections.abc import Sequence

import streamlit as st

from engine.jobs import TrajectoryJob
from view import state
from view.films import address
from view.modalities.player_source import PlayerSource
from view.player.component import player
from view.sections.ways import Way

PROJECTED, EMBEDDED = 16, 44
"""Pixels beneath a player that fills a projector's picture, and one in another page, where a line
leads to the whole page."""


def screen(
    run: TrajectoryJob,
    key: str,
    *,
    fills: bool = True,
    brief: bool = False,
    still: bool = False,
    by_hand: str = "",
    title: str = "",
    ways: Sequence[Way] = (),
) -> int | None:
    """The player, which may fill a bare page; the generation it was last paused at, if it was.

    Where it is `brief`, the picture alone; `still` waits for a press; `by_hand` says what the
    viewer does to see the next generation, where one after the other is taken by hand; a `title`
    stands for the run's own. At its end the film offers these `ways` on.
    """
    wanted, recording = state.showing(), PlayerSource(run)
    beneath = EMBEDDED if state.embedded() else PROJECTED
    rests_at = player(
        recording,
        key=key,
        wait=run.wait,
        kept=run.pieces,
        film=address(run.name),
        title=title or recording.title,
        brief=brief,
        by_hand=by_hand,
        autoplay=wanted.autoplay and not (by_hand or still),
        pause=None if by_hand else wanted.pause,
        beneath=beneath if fills and state.bare() else None,
        presented=wanted.presenting,
        ahead=wanted.ahead,
        ways=[(way.label, way.place) for way in ways],
        on_ahead=state.look_ahead,
        on_way=lambda way: ways[way].go() if way < len(ways) else None,
    )
    if state.outdated():
        st.rerun()
    return rests_at
