"""Any link is read: what it cannot ask for is said in a sentence, and what it asks for is sound."""

import json
import random
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import pytest

from engine import to_dict
from engine.settings import settings
from tests.support.harm import SEEDS, Tries, harmed
from tests.support.hostile import hostile
from view.entrance.addresses import led
from view.page_files import ADDRESSES, PAGES, address_of
from view.page_specs import OFFERS, PageSpec
from view.urls.display import DisplayOptions
from view.urls.experiment import decode, encode, whole_query

LINKS = 500
BEFORE = json.loads((Path(__file__).parents[1] / "before/0.1.0/links.json").read_text())
SHOWN = ("sidebar=no", "lock=samples,seed", "pause=7", "present=yes", "ahead=no", "lineages=20")


def sound(chance: random.Random, offer: PageSpec) -> str:
    """A link's query as the page itself would write it."""
    if chance.random() < 0.5:
        query = chance.choice([each["query"] for each in BEFORE if each["page"] == offer.page])
    else:
        query = whole_query(offer, chance.choice([*offer.presets.values()]).settings)
        beside = chance.choice([*offer.presets.values()]).settings
        query |= {"beside": urlencode(whole_query(offer, beside))} if chance.random() < 0.3 else {}
    more = chance.sample(SHOWN, chance.choice([0, 1, 3]))
    return "&".join(filter(None, [urlencode(query), *more]))


def link(chance: random.Random, offer: PageSpec) -> tuple[str, str]:
    """A link's query, and what was done to it: within its parts, or to the address as a whole."""
    query = sound(chance, offer)
    if chance.random() < 0.5:
        return harmed(chance, query)
    parts = dict(parse_qsl(query)) or {"seed": "1"}
    key = chance.choice([*parts])
    how, value = harmed(chance, parts[key])
    if chance.random() < 0.2:
        how, key = "another name", chance.choice(hostile())
    return how, urlencode(parts | {key: value}, errors="replace")


@pytest.mark.parametrize("seed", SEEDS)
def test_any_link_is_read(seed: int, tries: Callable[[int, str], Tries]) -> None:
    trying = tries(seed, "links")
    for _ in range(LINKS):
        offer = trying.chance.choice(OFFERS)
        how, query = link(trying.chance, offer)
        with trying.one(how, query):
            read(offer, query)


def read(offer: PageSpec, text: str) -> None:
    """As a page does it, and its way there."""
    there = led(f"/{address_of(offer.page)}", text)
    assert there is None or there.startswith("./"), there
    query = dict(parse_qsl(text, keep_blank_values=True))
    shown, odd = DisplayOptions.from_query(query)
    chosen, wrong = decode(offer, query)
    for said in (*odd, *wrong):
        assert len(said) < 1000 and said.isprintable(), said
    assert decode(offer, encode(offer, chosen)) == (chosen, []), "it is what its own link says"
    assert DisplayOptions.from_query(shown.to_query()) == (shown, [])
    assert settings(**to_dict(chosen.settings)) == chosen.settings


@pytest.mark.parametrize("seed", SEEDS)
def test_any_path_leads_to_a_page_or_nowhere(seed: int, tries: Callable[[int, str], Tries]) -> None:
    trying = tries(seed, "addresses")
    for _ in range(100):
        name = trying.chance.choice([*ADDRESSES, *PAGES])
        how, path = harmed(trying.chance, f"/{name}")
        path = path.encode("utf-8", "replace").decode()  # as a server unquotes it
        with trying.one(how, path):
            there = led(path, "seed=1")
            assert there is None or (there.startswith((".", "?")) and "//" not in there), there
