"""The order of loss is counted as the pages count it."""

from docs.story_order import clouds, ordered
from engine import PRESETS
from engine.jobs import InlineScheduler
from view.modalities.numbers.course import course
from view.say.told import run


def test_the_first_lineage_is_the_one_that_is_shown() -> None:
    shown = PRESETS["small-class"].settings
    found = ordered("small-class", shown, InlineScheduler(), 4)
    facts = course(run(shown))
    never = float("inf")
    assert (found.tail[0], found.half[0]) == (facts.tail_lost or never, facts.half or never)
    assert 0 <= found.tail_first <= 4 and str(found).startswith("small-class: ")


def test_presets_of_clouds_alone_have_a_tail() -> None:
    names = [name for name, _ in clouds()]
    assert "three-blobs" in names and not {"digits", "die", "text", "vae"} & set(names)
