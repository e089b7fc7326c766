"""How soon a picture is there, and how smoothly it moves, against a Plotly animation."""

import argparse
import json
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks._animations import Ours, Plotly
from benchmarks._chromium import chromium
from benchmarks._page_timing import Measured, compare, empty_page, turned_knob
from benchmarks._server import served

ROWS = {
    "link": "s from a link to a picture, the paper's run",
    "default": "s from a link to a picture, the default run",
    "press": "s from a press to a picture, the paper's run",
    "pace": "different pictures a second, 1000 points each",
    "offered": "frames a second that the browser offered",
    "socket": "MB over the websocket, the paper's whole run",
    "http": "MB over HTTP, Streamlit's own files",
}


def main() -> int:
    """Measure, print, and say what was missed."""
    asked = _asked()
    with chromium() as browser, served(Ours.script) as ours, served(Plotly.script) as plotly:
        found = compare(browser, ((Ours(), ours), (Plotly(), plotly)), asked.rounds)
        nothing = empty_page(browser, plotly)
        turns = [turned_knob(browser, ours, seed) for seed in range(asked.rounds)]
    picture, whole = (statistics.median(seconds) for seconds in zip(*turns, strict=True))
    _print(found)
    print(f"\nFrom a knob's key to the new run's picture {picture:.2f} s, to its 2000 generations "
          f"{whole:.2f} s.\nA Streamlit page with nothing on it: {nothing:.2f} s.")  # fmt: skip
    if asked.json:
        asked.json.write_text(json.dumps(found | {"knob": [picture, whole], "nothing": nothing}))
    missed = list(_missed(found["ours"], found["Plotly"], picture, whole))
    print(*missed, sep="\n", file=sys.stderr, end="\n" if missed else "")
    return 1 if missed else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.player", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="medians of how many (3)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write every number")
    return parser.parse_args()


def _print(found: dict[str, Measured]) -> None:
    ours, plotly = found["ours"], found["Plotly"]
    print(f"{'':46s}{'ours':>8s}{'Plotly':>8s}{'ratio':>8s}")
    for name, label in ROWS.items():
        ratio = plotly[name] / ours[name]
        print(f"{label:46s}{ours[name]:8.2f}{plotly[name]:8.2f}{ratio:8.2f}")


def _missed(ours: Measured, plotly: Measured, picture: float, whole: float) -> Iterator[str]:
    sooner = plotly["press"] / ours["press"]
    for met, sentence in (
        (ours["socket"] <= 9, f"The paper's run takes {ours['socket']:.1f} MB; 9 are allowed."),
        (sooner >= 10, f"A picture is there {sooner:.1f} times sooner; 10 times are required."),
        (ours["pace"] >= 50, f"{ours['pace']:.0f} pictures a second; 50 are required."),
        (picture < 0.5, f"A knob's picture takes {picture:.2f} s; 0.5 are allowed."),
        (whole < 2, f"2000 generations take {whole:.2f} s after a knob; 2 are allowed."),
    ):
        if not met:
            yield sentence


if __name__ == "__main__":
    sys.exit(main())
