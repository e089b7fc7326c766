"""The whole experiment in a link, and back, with a sentence about whatever could not be read."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, urlencode

from engine import LINEAGES, POLICIES, PRESETS, TRUTHS, BadSpec, Settings, settings, to_dict
from engine.knobs import knobs_of, meant, name_of, nearest, parse, spec_of
from engine.presets import Preset
from engine.words import quoted
from view import uploaded_files
from view.page_files import TITLES
from view.page_specs import OFFERS, PageSpec
from view.urls.mended import mended
from view.urls.parts import PARTS, unread

SMALL = {"samples": 2, "generations": 10}
"""Numbers beside which no part of a link is too much."""

ABREAST = 4
"""At most so many policies are laid side by side."""

HAND, YES = "hand", "yes"
"""What a link says where generations are taken by hand."""

BESIDE = "beside"
"""What a link says of a run that is kept beside."""

MANY = ("lineages", "first")


@dataclass(frozen=True)
class Choices:
    """A run, perhaps another to keep beside it, how many lineages from which seed on, which
    policies side by side where a page compares them, and whether one generation is taken after the
    other by hand."""

    settings: Settings
    beside: Settings | None = None
    lineages: int = 1
    first: int = 0
    policies: tuple[str, ...] = ()
    in_hand: bool = False

    def around(self) -> "Choices":
        """The same with lineages among which its own is: they begin with it if need be."""
        seed = self.settings.seed
        return self if 0 <= seed - self.first < self.lineages else replace(self, first=seed)


def decode(offer: PageSpec, query: Mapping[str, str]) -> tuple[Choices, list[str]]:
    """What a link asks for, and one sentence for each part that had to be ignored."""
    taken, query = {BESIDE, HAND, *MANY, *(["policies"] if offer.policies else [])}, mended(query)
    run = {name: value for name, value in query.items() if name not in taken}
    other = mended(dict(parse_qsl(query.get(BESIDE, ""), keep_blank_values=True)))
    lineages, first, wrong = many_from_query(query)
    policies, odd = policies_from_query(offer, query)
    chosen, ignored = from_query(offer, uploaded_files.from_link(run))
    beside, also = from_query(offer, uploaded_files.from_link(other)) if other else (None, [])
    first = chosen.seed if first is None else first
    found = Choices(
        chosen, beside, lineages, first, policies, meant(query.get(HAND, ""), [YES]) == YES
    )
    return found.around(), [*ignored, *wrong, *odd, *also]


def encode(offer: PageSpec, choices: Choices) -> dict[str, str]:
    """The shortest query that `decode` turns into equal choices."""
    query = uploaded_files.to_link(to_query(offer, choices.settings))
    query |= many_to_query(choices.lineages, choices.first, choices.settings.seed)
    query |= policies_to_query(offer, choices.policies)
    query |= {HAND: YES} if choices.in_hand else {}
    if choices.beside:
        query[BESIDE] = urlencode(uploaded_files.to_link(whole_query(offer, choices.beside)))
    return query


def preset_of(chosen: Settings, among: Mapping[str, Preset] = PRESETS) -> str | None:
    """The preset that these settings are, whatever the seed."""
    for name, preset in among.items():
        if replace(preset.settings, seed=chosen.seed) == chosen:
            return name
    return None


def to_query(offer: PageSpec, chosen: Settings) -> dict[str, str]:
    """The shortest query that `from_query` turns into equal settings."""
    return {
        k: v for k, v in whole_query(offer, chosen).items() if (k, v) != ("preset", offer.default)
    }


def whole_query(offer: PageSpec, chosen: Settings) -> dict[str, str]:
    """The same with its preset, be it the page's first."""
    name = preset_of(chosen, offer.presets) or offer.default
    base = to_dict(offer.presets[name].settings)
    differing = {key: str(value) for key, value in to_dict(chosen).items() if value != base[key]}
    return {"preset": name} | differing


def from_query(offer: PageSpec, query: Mapping[str, str]) -> tuple[Settings, list[str]]:
    """Settings from a link's query, and one sentence for each part that had to be ignored."""
    ignored: list[str] = []
    name = meant(query.get("preset", offer.default), list(PRESETS))
    if name not in offer.presets:
        ignored.append(_unknown(offer, name))
        name = offer.default
    chosen = to_dict(offer.presets[name].settings)
    asked = {key: value for key, value in query.items() if key != "preset"}
    small = to_dict(offer.presets[offer.default].settings) | SMALL
    tried = dict(islice(asked.items(), PARTS))
    tried |= {name: asked[name] for name in small if name in asked}
    possible = {k: v for k, v in tried.items() if _made(offer, small | {k: v}, ignored)}
    ignored += unread(asked, len(tried))
    together = _made(offer, chosen | possible, [])
    if together:
        return together, ignored
    for key, value in possible.items():  # each is possible, but not all of them
        if _made(offer, chosen | {key: value}, ignored):
            chosen[key] = value
    return settings(**chosen), ignored


def many_to_query(count: int, first: int, seed: int) -> dict[str, str]:
    """How many lineages a link asks for; it names the first one's seed where that is another."""
    many = {"lineages": str(count), "first": str(first)}
    return {k: v for k, v in many.items() if count > 1 and (k, v) != ("first", str(seed))}


def many_from_query(query: Mapping[str, str]) -> tuple[int, int | None, list[str]]:
    """From a link's query: how many lineages, the seed of the first where it is named, and one
    sentence for each part that had to be ignored."""
    wrong: list[str] = []
    found: dict[str, int] = {}
    for name, knob in (("lineages", LINEAGES), ("first", knobs_of(Settings)["seed"])):
        if name in query:
            try:
                found[name] = int(knob.admit(name, query[name]))
            except BadSpec as bad:
                wrong.append(str(bad))
    return found.get("lineages", 1), found.get("first"), wrong


def policies_to_query(offer: PageSpec, specs: tuple[str, ...]) -> dict[str, str]:
    """The policies that a page lays side by side, where they are not its own."""
    return {"policies": ";".join(specs)} if specs and specs != offer.policies else {}


def policies_from_query(
    offer: PageSpec, query: Mapping[str, str]
) -> tuple[tuple[str, ...], list[str]]:
    """From a link's query: the policies side by side, at most four and none twice, and one
    sentence for each that had to be ignored."""
    if not offer.policies or "policies" not in query:
        return offer.policies, []
    found, wrong = dict[str, None](), list[str]()
    specs = query["policies"].split(";")
    for spec in specs[:PARTS]:
        try:
            found[spec_of(parse(spec, POLICIES, "policy"))] = None
        except BadSpec as bad:
            wrong.append(str(bad))
    wrong += [f"only {ABREAST} policies fit side by side"] if len(found) > ABREAST else []
    wrong += unread(specs)
    return tuple(found)[:ABREAST] or offer.policies, wrong


def _unknown(offer: PageSpec, name: str) -> str:
    for other in OFFERS:
        if name in other.presets:
            return f"the preset {name} is on the page {TITLES[other.page]}"
    return f"no preset is called {quoted(name)}{nearest(name, list(offer.presets))}"


def _made(offer: PageSpec, values: Mapping[str, Any], ignored: list[str]) -> Settings | None:
    """Settings whose truth is there, or None and one more sentence."""
    try:
        truth = name_of(parse(str(values["truth"]), TRUTHS, "truth"))
        if truth not in offer.truths:
            there = next(other.page for other in OFFERS if truth in other.truths)
            raise BadSpec(f"the data {truth} are on another page, {TITLES[there]}")
        made = settings(**values)
        made.dimensions  # noqa: B018  a table is read here
    except BadSpec as bad:
        ignored.append(str(bad))
        return None
    return made
