"""A whole run as one HTML file that plays from disk, without a server and without a request."""

import base64
from collections.abc import Mapping
from html import escape
from string import Template

from view.player import assets


def report_html(title: str, caption: str, settings: Mapping[str, object], chunk: bytes) -> str:
    """`chunk` holds the whole run, best encoded with `keyframed=True`; the texts are plain text."""
    template = Template((assets.FOLDER / "report.html").read_text())
    return template.substitute(
        title=escape(title),
        caption=escape(caption),
        settings="".join(_row(name, value) for name, value in settings.items()),
        style=(assets.FOLDER / "report.css").read_text() + assets.css(),
        player=assets.html(),
        script=assets.javascript(),
        chunk=base64.b64encode(chunk).decode(),
    )


def _row(name: str, value: object) -> str:
    return f'<tr><th scope="row">{escape(name)}</th><td>{escape(str(value))}</td></tr>'
