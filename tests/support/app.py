"""A page without a browser: run its script, find its widgets, read its link and its tables."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from view.page_files import address_of

ROOT = Path(__file__).parents[2]
NAVIGATION = str(ROOT / "view" / "navigation.py")


def at(app: AppTest, page: str) -> AppTest:
    """The dashboard, about to be run at this page; Streamlit knows pages by their addresses, and
    `switch_page` these only after a first run."""
    app._page_hash = calc_hash(address_of(page))
    return app


def run(page: AppTest) -> AppTest:
    """One run of the script, after which the page stands as it should."""
    page.run()
    assert not page.exception, page.exception[0].value
    assert sentence(page) or page.info, "the page has lost its sentence"
    return page


def control(page: AppTest, kind: str, name: str) -> Any:
    """A widget by the part of its key that is the same on every page."""
    keyed = [(str(each.key).partition(":")[2], each) for each in page.get(kind)]
    (only,) = [each for key, each in keyed if f"{key}:".startswith(f"{name}:")]
    return only


def players(page: AppTest) -> list[Any]:
    """The players on a page."""
    found = page.get("bidi_component")
    return [each for each in found if each.proto.component_name.endswith(".player")]


def opening(component: Any) -> dict[str, Any]:
    """What a player is told of its run besides the numbers."""
    chunk = component.proto.bytes
    length = int.from_bytes(chunk[4:8], "little")
    found: dict[str, Any] = json.loads(chunk[8 : 8 + length])
    return found


def sentence(page: AppTest) -> str:
    """The sentence above everything else: the page's own, or the last that a player tells."""
    if page.header:
        return str(page.header[0].value)
    told = [opening(player)["story"] for player in players(page)]
    return str(told[0][-1][1]) if told else ""


def tables(page: AppTest) -> list[dict[str, list[str]]]:
    """Each table as its columns by name."""
    bodies = [
        each.proto.body for each in page.get("html") if '<div class="table"' in each.proto.body
    ]
    return [_columns(body) for body in bodies]


def _columns(body: str) -> dict[str, list[str]]:
    names, *rows = [
        [unescape(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall("<tr>(.*?)</tr>", body)
    ]
    return {name: [row[at] for row in rows] for at, name in enumerate(names)}


def query(page: AppTest) -> dict[str, str]:
    """What the address bar says."""
    return {k: v[0] if isinstance(v, list) else v for k, v in page.query_params.items()}


def turned_to(app: AppTest, page: str) -> AppTest:
    """As by a click in the navigation, which leaves the link behind."""
    app.query_params.clear()
    return run(at(app, page))
