"""What the pages say whatever the run: of experiments worth seeing, of knobs, and of words."""

from collections.abc import Iterator, Mapping

from engine import MODELS, POLICIES, PRESETS, TRUTHS
from engine.horizon import Assumptions
from engine.knobs import Knob, knobs_of
from engine.protocols import data_of
from view.captions.claim import Claim
from view.glossary import ENTRIES, unmarked
from view.horizon.link import MACHINE
from view.lesson.results import LINES, crowd
from view.lesson.steps import STEPS
from view.page_specs import DRIFT
from view.say.told import PAGES, Said
from view.start.page import WAYS, question


def of_start() -> Iterator[Said]:
    """What the first page asks, and what it says of its ways on."""
    shown = DRIFT.presets[DRIFT.default].settings
    yield Said("start", "question", Claim("start: question", question(shown)), asked=shown)
    for who, (said, _) in WAYS.items():
        yield Said("start", "way", Claim(f"start: {who}", said))


def of_presets() -> Iterator[Said]:
    """What to look for in each preset, with a word on its own seed where it has one."""
    for name, preset in PRESETS.items():
        words = preset.told(preset.settings.seed)
        page = PAGES[data_of(preset.settings.truth)]
        yield Said(page, "preset", Claim(f"preset: {name}", words), asked=preset.settings)


def of_stories() -> Iterator[Said]:
    """What each step of the lesson tells before it asks."""
    for step in STEPS:
        claim = Claim(f"story: {step.title}", unmarked(step.story))
        yield Said("lesson", "story", claim, asked=step.runs(step.defaults)[0])
        if step.show is crowd:
            lines = Claim("lines of lineages", LINES)
            yield Said("lesson", "lines", lines, asked=step.runs(step.defaults)[0])


def knobs() -> Mapping[str, Knob]:
    """Every knob, by the name of its kind and its own."""
    kinds = {name: kind for kinds in (TRUTHS, MODELS, POLICIES) for name, kind in kinds.items()}
    found = {
        f"{name}.{own}": knob
        for name, kind in kinds.items()
        for own, knob in knobs_of(kind).items()
    }
    horizon = knobs_of(Assumptions) | {"machine": MACHINE}
    return found | {f"horizon.{own}": knob for own, knob in horizon.items()}


def of_knobs() -> Iterator[Said]:
    """The help of every knob."""
    for name, knob in knobs().items():
        yield Said("", "help", Claim(f"knob: {name}", knob.help))


def of_words() -> Iterator[Said]:
    """What the glossary says of each word."""
    for name, entry in ENTRIES.items():
        numbers = {"sources": ", ".join(entry.sources)}
        yield Said("glossary", "word", Claim(f"word: {name}", entry.said, numbers=numbers))


def standing() -> Iterator[Said]:
    """All of them."""
    yield from of_start()
    yield from of_presets()
    yield from of_stories()
    yield from of_knobs()
    yield from of_words()
