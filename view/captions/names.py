"""What runs and their files are called: by their experiment, or by whatever tells them apart."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from engine import PRESETS, Settings
from engine.knobs import knobs_of, name_of
from engine.settings import ROLES
from engine.words import Words
from view.letters import in_file_name, shortened
from view.urls.experiment import preset_of


class HasSettings(Protocol):
    """A run, or whatever else is of settings."""

    @property
    def settings(self) -> Settings: ...


def title_of(settings: Settings) -> str:
    """The experiment's name and its seed, or what data it is, what learns it, and what it reads."""
    name = preset_of(settings)
    labels = settings.truth.label, settings.model.label, settings.policy.label
    return f"{PRESETS[name].label if name else ', '.join(labels)}, seed {settings.seed}"


def told_apart(runs: Sequence[HasSettings]) -> list[str]:
    """A name for each run: its experiment's, or whatever the others do not share."""
    labels = [PRESETS[p].label if (p := preset_of(run.settings)) else "" for run in runs]
    if all(labels) and len(set(labels)) == len(runs):
        return labels
    every = [run.settings for run in runs]
    return _distinct([", ".join(_own(one, every)) or "This run" for one in every])


def _distinct(names: Sequence[str]) -> list[str]:
    """No two alike, as those may be of which only the beginning is said."""
    if len(set(names)) == len(names):
        return list(names)
    return [f"{name} ({at})" for at, name in enumerate(names, start=1)]


def _own(one: Settings, every: Sequence[Settings]) -> Iterator[str]:
    """What the settings do not share, in the words of the sidebar."""
    for role in ROLES:
        mine = getattr(one, role)
        things = [getattr(settings, role) for settings in every]
        alike = [thing for thing in things if type(thing) is type(mine)]
        if len(alike) < len(things):
            yield mine.label
        for name, knob in knobs_of(mine).items():
            if len({getattr(thing, name) for thing in alike}) > 1:
                value = "another" if name == "file" else knob.written(getattr(mine, name))
                value = shortened(value) if isinstance(getattr(mine, name), Words) else value
                yield f"{knob.label.lower()} {value}"
    for name, knob in knobs_of(Settings).items():
        if len({getattr(settings, name) for settings in every}) > 1:
            value, label = getattr(one, name), knob.label.lower()
            counts = name in ("samples", "generations")
            yield f"{value:,} {label}" if counts else f"{label} {knob.written(value)}"


def file_name(settings: Settings) -> str:
    """What a run's files are called, without their ending."""
    return f"{preset_of(settings) or name_of(settings.truth)}-seed-{settings.seed}"


def file_names(runs: Sequence[HasSettings]) -> list[str]:
    """The same for each of several runs: what tells them apart, behind a number."""
    if len(runs) == 1:
        return [file_name(runs[0].settings)]
    return [f"{at}-{in_file_name(said)}" for at, said in enumerate(told_apart(runs), start=1)]


def common_name(runs: Sequence[HasSettings]) -> str:
    """What a file about all of them is called, without its ending."""
    return file_name(runs[0].settings) if len(runs) == 1 else f"comparison-of-{len(runs)}"


def lineages_name(settings: Settings) -> str:
    """What the files about many lineages are called, without their ending."""
    return f"{file_name(settings)}-lineages"
