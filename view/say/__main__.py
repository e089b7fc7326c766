"""What a page would say: `python -m view.say` with the arguments of `python -m engine run`."""

import argparse
import json
import logging
import sys
from collections.abc import Sequence
from typing import IO, TYPE_CHECKING

from engine import LINEAGES, BadSpec, Settings, console
from engine.arguments import Parser, as_meant, ask_for_settings, ended, settings_of
from engine.jobs import one_thread
from engine.knobs import Knob, nearest
from engine.map import DEFAULT, Plane, X, Y, axis
from engine.map import LINEAGES as EACH
from engine.protocols import Data, data_of
from engine.words import quoted

if TYPE_CHECKING:
    from view.say.told import Said

NAMES = ("drift", "digits", "dice", "language", "lesson", "remedies", "map", "horizon")


def main(arguments: list[str] | None = None) -> int:
    """Print one claim a line; exit status 2, and one line on stderr, where nothing can be said."""
    logging.getLogger("streamlit").setLevel(logging.ERROR)  # there is no page, nor need of one
    parser = Parser(prog="python -m view.say", description=__doc__)
    ask_for_settings(parser)
    parser.add_argument("--lineages", metavar="R", help="seeds S to S + R - 1; 1, of a map 9")
    parser.add_argument("--pause", metavar="G", help="as told where the film is paused there")
    parser.add_argument("--page", metavar="NAME", default="", help=", ".join(NAMES))
    for name, usual in (("x", X), ("y", Y)):
        parser.add_argument(f"--{name}", metavar="AXIS", default=usual, help="of the page map")
    parser.add_argument("--search", action="store_true", help="how much real data are enough, too")
    parser.add_argument("--json", action="store_true", help="kinds and numbers, too")
    typed = as_meant(sys.argv[1:] if arguments is None else arguments)
    return ended("view.say", lambda: _say(parser.parse_args(typed)))


def _say(asked: argparse.Namespace) -> None:
    # What draws pages is loaded once it is known that there is something to say.
    from view.say.told import of_map, of_search, said

    file = console.output()
    one_thread()
    page = asked.page.lower()
    if page and page not in NAMES:
        raise BadSpec(f"no page is called {quoted(asked.page)}{nearest(page, list(NAMES))}")
    chosen = settings_of(asked, DEFAULT if page == "map" else None)
    if page == "map":
        _print(list(of_map(_plane(asked, chosen))), asked, file)
        return
    lineages = int(LINEAGES.admit("lineages", asked.lineages or LINEAGES.default))
    pause = None
    if asked.pause is not None:
        pause = int(Knob(0, "", "", 0, chosen.generations).admit("pause", asked.pause))
    if asked.search and data_of(chosen.truth) is not Data.NUMBERS:
        raise BadSpec("a search is for data of numbers")
    found = list(said(page, chosen, lineages, pause))
    if asked.search:
        found = [*found, *of_search(chosen)]
    _print(list(found), asked, file)


def _plane(asked: argparse.Namespace, base: Settings) -> Plane:
    """The map that is meant, as the command `map` has it."""
    count = EACH.admit("lineages", asked.lineages or EACH.default)
    return Plane(base, axis(asked.x, base), axis(asked.y, base), int(count))


def _print(found: Sequence["Said"], asked: argparse.Namespace, file: IO[str]) -> None:
    if asked.json:
        rows = [{"page": one.page, "place": one.place} | one.claim.to_dict() for one in found]
        print(json.dumps(rows, indent=1, ensure_ascii=False), file=file)
        return
    for one in found:
        print(" ".join(one.claim.words.split()), file=file)


if __name__ == "__main__":
    console.hold_open()
    sys.exit(main())
