"""A map as one HTML file that needs no server: its squares, which say what is left, and a table."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from string import Template

from engine.recording import versions
from view.export.report_html import facts_table, framed
from view.letters import in_html
from view.map import captions
from view.map.drawing import MARK
from view.map.geometry import Geometry
from view.map.grid.component import asset, handed, javascript
from view.map.picture import above, below
from view.map.shown import Shown

TEMPLATE = Path(__file__).with_name("report.html")

OWN = f"""
.squares {{ max-width: 620px; margin: 20px 0 8px; }}
.told {{ max-width: 68ch; min-height: 3.1em; }}
.grid [aria-selected=true] {{ outline: 3px solid {MARK}; }}
.rows {{ overflow-x: auto; }}
a {{ color: var(--st-link-color); }}
"""
"""Beside what all reports look like."""


def map_report(
    shown: Shown, measure: str, link: str, settings: Mapping[str, object] | None = None
) -> str:
    """The page. `link` is the address at which the dashboard shows this map."""
    drawn = Geometry.of(shown.plane.shape, printed=True)
    data = handed("The map. Arrow keys walk, Enter says a square.", shown, measure, drawn)
    plane = shown.plane
    within = Template(TEMPLATE.read_text()).substitute(
        frame=asset("html"),
        link=in_html(link),
        below="".join(f"<p>{in_html(line)}</p>" for line in below(shown, measure)),
        table=_table(captions.rows(plane, shown.best, shown.failed)),
        settings=facts_table("", settings or {}),
        versions=facts_table("", versions()),
        script=javascript(),
        data=json.dumps(data).replace("<", "\\u003c"),  # nothing of it ends a script
    )
    return framed(above(shown), within, asset("css") + OWN)


def _table(columns: Mapping[str, Sequence[str]]) -> str:
    rows = zip(*columns.values(), strict=True)
    head = _row(columns, "th")
    return (
        f'<div class="rows"><table>{head}{"".join(_row(row, "td") for row in rows)}</table></div>'
    )


def _row(cells: Iterable[str], kind: str) -> str:
    return f"<tr>{''.join(f'<{kind}>{in_html(text)}</{kind}>' for text in cells)}</tr>"
