"""The whole experiment in a link, and back, with a sentence about whatever could not be read."""

import re
import string
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine import PRESETS, BadSpec, Settings, settings, to_dict
from engine.knobs import nearest

DEFAULT = next(iter(PRESETS))
SMALL = to_dict(PRESETS[DEFAULT].settings) | {"samples": 2, "generations": 10}
"""Settings beside which no part of a link is too much."""


def preset_of(chosen: Settings) -> str | None:
    """The preset that these settings are, whatever the seed."""
    for name, preset in PRESETS.items():
        if replace(preset.settings, seed=chosen.seed) == chosen:
            return name
    return None


def to_query(chosen: Settings) -> dict[str, str]:
    """The shortest query that `from_query` turns into equal settings."""
    name = preset_of(chosen) or DEFAULT
    base = to_dict(PRESETS[name].settings)
    differing = {key: str(value) for key, value in to_dict(chosen).items() if value != base[key]}
    return ({} if name == DEFAULT else {"preset": name}) | differing


def from_query(query: Mapping[str, str]) -> tuple[Settings, list[str]]:
    """Settings from a link's query, and one sentence for each part that had to be ignored."""
    ignored: list[str] = []
    name = query.get("preset", DEFAULT)
    if name not in PRESETS:
        ignored.append(f"no preset is called {name}{nearest(name, list(PRESETS))}")
        name = DEFAULT
    chosen = to_dict(PRESETS[name].settings)
    asked = {key: value for key, value in query.items() if key != "preset"}
    possible = {k: v for k, v in asked.items() if _made(SMALL | {k: v}, ignored)}
    together = _made(chosen | possible, [])
    if together:
        return together, ignored
    for key, value in possible.items():  # each is possible, but not all of them
        if _made(chosen | {key: value}, ignored):
            chosen[key] = value
    return settings(**chosen), ignored


def _made(values: Mapping[str, Any], ignored: list[str]) -> Settings | None:
    """Settings whose truth is there, or None and one more sentence."""
    try:
        made = settings(**values)
        made.dimensions  # noqa: B018  a table is read here
    except BadSpec as bad:
        ignored.append(str(bad))
        return None
    return made


def plain(text: str) -> str:
    """Words from outside as Markdown that shows them as they are: no link, picture or formula."""
    return re.sub(f"([{re.escape(string.punctuation)}])", r"\\\1", " ".join(text.split()))
