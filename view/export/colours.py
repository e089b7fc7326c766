"""The page's own colours and type for a report, by day and by night, as they stand in the theme."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

THEME = Path(__file__).parents[2] / ".streamlit" / "config.toml"

NAMES = {
    "--st-text-color": "textColor",
    "--st-background-color": "backgroundColor",
    "--st-secondary-background-color": "secondaryBackgroundColor",
    "--st-border-color": "borderColor",
    "--st-primary-color": "primaryColor",
    "--st-link-color": "linkColor",
    "--st-chart-categorical-colors": "chartCategoricalColors",
}
"""What the player and the charts of a report read, by what the theme calls it."""

TYPE = """\
  color-scheme: light dark;
  --st-font: "Source Sans 3", "Source Sans Pro", system-ui, "Segoe UI", Roboto, sans-serif;
  --st-heading-font: "Source Serif 4", "Source Serif Pro", Charter, Georgia, serif;
"""
"""The page's faces where a machine has them, for a report fetches nothing."""


@cache
def variables() -> str:
    """Both schemes as CSS."""
    theme = tomllib.loads(THEME.read_text())["theme"]
    light, dark = (_listed(theme[scheme]) for scheme in ("light", "dark"))
    night = f"@media (prefers-color-scheme: dark) {{ :root {{\n{dark}}} }}"
    return f":root {{\n{TYPE}{light}}}\n{night}\n"


def _listed(scheme: Mapping[str, Any]) -> str:
    return "".join(f"  {name}: {_value(scheme[key])};\n" for name, key in NAMES.items())


def _value(value: str | list[str]) -> str:
    return value if isinstance(value, str) else ", ".join(value)
