"""The whole experiment in a link, and back, with a sentence about whatever could not be read."""

from collections.abc import Mapping
from dataclasses import replace

from engine import PRESETS, BadSpec, Settings, from_dict, settings, to_dict
from engine.knobs import nearest

DEFAULT = next(iter(PRESETS))


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
    for key, value in query.items():
        if key == "preset":
            continue
        try:
            settings(**chosen | {key: value})
            chosen[key] = value
        except BadSpec as bad:
            ignored.append(str(bad))
    return from_dict(chosen), ignored
