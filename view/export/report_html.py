"""Whole runs as one HTML file that plays from disk, without a server and without a request."""

import base64
import json
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

import plotly.offline

from view.export import colours
from view.letters import in_html
from view.player import assets

FOLDER = Path(__file__).parent

QUOTED = re.compile(r"(`+) ?(.+?) ?\1")


@dataclass(frozen=True)
class Film:
    """A run in a report: its name where there are several, what happened, what determined it, and
    a `chunk` with all of it, best with the clouds that are `reported`; None where nothing moves.
    All texts are plain, but that they quote `` `names` `` as Markdown does; `points` are a list
    below the caption. What is `written` is HTML, of a run that is read."""

    name: str
    caption: str
    settings: Mapping[str, object]
    chunk: bytes | None
    points: Sequence[str] = ()
    written: str = ""


@dataclass(frozen=True)
class Chart:
    """One Plotly figure, as a mapping, and a note below it; one of several under a title has a
    label to be chosen by. `axes` says whether either axis may be made logarithmic; a `table` below
    has a column a key, the first of which names the rows."""

    title: str
    label: str
    note: str
    figure: Mapping[str, Any]
    axes: bool = False
    table: Mapping[str, Sequence[str]] = field(default_factory=dict)


def report_html(
    title: str,
    films: Sequence[Film],
    charts: Sequence[Chart] = (),
    versions: Mapping[str, object] | None = None,
) -> str:
    """Players, which keep one clock; charts that answer to the pointer; settings and versions."""
    template = Template((FOLDER / "report.html").read_text())
    chunks = [base64.b64encode(film.chunk).decode() for film in films if film.chunk]
    within = template.substitute(
        films="".join(_film(film) for film in films),
        settings="".join(facts_table(film.name, film.settings) for film in films),
        versions=facts_table("", versions or {}),
        script=assets.javascript(),
        chunks=json.dumps(chunks),
        charting=(FOLDER / "report.js").read_text() if charts else "",
        plotly=_plotly() if charts else "",
        charts=_packed(json.dumps([vars(chart) for chart in charts])) if charts else "",
    )
    return framed(title, within, assets.css(), "; img-src data: blob:; media-src blob:")


def framed(title: str, within: str, style: str = "", allows: str = "") -> str:
    """A report: HTML `within` a page that may reach nothing but what is in it, and what its policy
    `allows` beside; it looks as all do, in the dashboard's colours by day and by night, and has a
    `style` of its own."""
    looks = colours.variables() + (FOLDER / "report.css").read_text() + style
    frame = Template((FOLDER / "frame.html").read_text())
    return frame.substitute(title=in_html(title), style=looks, within=within, allows=allows)


@cache
def _plotly() -> str:
    return _packed(plotly.offline.get_plotlyjs())


def _packed(text: str) -> str:
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def _film(film: Film) -> str:
    name = f"<h2>{in_html(film.name)}</h2>" if film.name else ""
    player = f'<div class="film-of-a-run">{assets.html()}</div>' if film.chunk else ""
    points = "".join(f"<li>{_quoted(point)}</li>" for point in film.points)
    caption = f'<p class="caption">{_quoted(film.caption)}</p>{points and f"<ul>{points}</ul>"}'
    return f"<section>{name}{caption}{player}{film.written}</section>"


def _quoted(text: str) -> str:
    return QUOTED.sub(r"<code>\2</code>", in_html(text))


def facts_table(name: str, values: Mapping[str, object]) -> str:
    """Below a name, where there is one: a row a key, and its value."""
    rows = "".join(_row(name, value) for name, value in values.items())
    title = f"<h3>{in_html(name)}</h3>" if name else ""
    return f"<div>{title}<table>{rows}</table></div>"


def _row(name: str, value: object) -> str:
    return f'<tr><th scope="row">{in_html(name)}</th><td>{in_html(str(value))}</td></tr>'
