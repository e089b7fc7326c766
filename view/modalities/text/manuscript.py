"""The same beginnings, gone on with by some of the generations, to be read side by side."""

from collections.abc import Iterator

from engine import Trajectory
from view.letters import in_html
from view.modalities.text.html import legend, plain, prose, words_left
from view.modalities.truths import text_truth

SIDE_BY_SIDE = (0, 1, 5, 9)
"""The generations whose answers stand beside each other, as in the paper's appendix."""

CUE = 14
"""Words of what was asked that are shown before the answer."""

BEGINNINGS = "The same beginning, gone on with"


def side_by_side(trajectory: Trajectory, *, whole: bool = True) -> list[int]:
    """The generations that are shown; of a `whole` run its last one, too."""
    last = trajectory.length - 1
    shown = [at for at in SIDE_BY_SIDE if at <= last]
    return sorted({*shown[: len(SIDE_BY_SIDE) - 1], last}) if whole and shown else shown


def begins(trajectory: Trajectory, which: int) -> str:
    """The end of a beginning, by which it is chosen."""
    asked = trajectory.record["asked"][0][which]
    return f"{plain(text_truth(trajectory.settings), asked[-5:])} …"


def left(trajectory: Trajectory, at: int) -> str:
    """How many words generation `at` still writes, anywhere in its output, as HTML."""
    said = int(trajectory.metrics["surviving"][at])
    return words_left(said, len(text_truth(trajectory.settings).symbols))


def answer(trajectory: Trajectory, at: int, which: int) -> str:
    """How generation `at` goes on with a beginning, as HTML."""
    asked, answers = trajectory.record["asked"], trajectory.record["answers"]
    return prose(text_truth(trajectory.settings), answers[at][which], asked[at][which][-CUE:])


def manuscript(trajectory: Trajectory) -> str:
    """All of it as HTML, a beginning below the other; nothing before there is a generation."""
    if not trajectory.length:
        return ""
    rows = "".join(_row(trajectory, which) for which in range(len(trajectory.record["asked"][0])))
    return f"<h3>{BEGINNINGS}</h3>{rows}<p class='note'>{in_html(legend([rows]))}</p>"


def _row(trajectory: Trajectory, which: int) -> str:
    return f'<div class="answers">{"".join(_columns(trajectory, which))}</div>'


def _columns(trajectory: Trajectory, which: int) -> Iterator[str]:
    for at in side_by_side(trajectory):
        shown = left(trajectory, at) + answer(trajectory, at, which)
        yield f"<section><h4>Generation {at}</h4>{shown}</section>"
