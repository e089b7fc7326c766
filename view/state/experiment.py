"""What a visitor has chosen on a page with an experiment, and the link that says so."""

from dataclasses import replace
from urllib.parse import urlencode

from engine import Settings
from view.page_files import address_of
from view.page_specs import PageSpec
from view.state.page_state import forgive, keep, kept, left
from view.state.widgets import heard
from view.urls.experiment import Choices, decode, encode, policies_to_query


def _choices(offer: PageSpec) -> Choices:
    return kept(offer.page, lambda query: decode(offer, query))


def _keep(offer: PageSpec, choices: Choices) -> None:
    keep(offer.page, choices, encode(offer, choices))


def link(offer: PageSpec) -> str:
    """What a link to the page as it is adds to the dashboard's address."""
    page = address_of(offer.page)
    query = urlencode(encode(offer, _choices(offer)))
    return f"/{page}?{query}" if query else f"/{page}"


def remembered(offer: PageSpec) -> Settings:
    """The visitor's settings on a page: as last chosen, at first as the link has them."""
    return _choices(offer).settings


def remember(offer: PageSpec, settings: Settings) -> Settings:
    """These settings are the visitor's now, and the link's; what was wrong with it is past."""
    choices = _choices(offer)
    if settings != choices.settings:
        forgive(offer.page)
        choices = replace(choices, settings=settings).around()
    _keep(offer, choices)
    return settings


def adopt(offer: PageSpec, settings: Settings) -> None:
    """Settings that do not come from the widgets: the widgets must follow."""
    heard()
    remember(offer, settings)


def set_out(
    offer: PageSpec, settings: Settings, lineages: int = 1, policies: tuple[str, ...] = ()
) -> None:
    """The page is to be found with this experiment, whatever was left there."""
    heard()
    forgive(offer.page)
    _keep(offer, Choices(settings, None, lineages, settings.seed, policies or offer.policies))


def chosen(page: str) -> list[Settings]:
    """What the visitor runs on the page of this name, and keeps beside it; nothing where there is
    no experiment."""
    choices = left(page)
    if not isinstance(choices, Choices):
        return []
    return [one for one in (choices.settings, choices.beside) if one]


def beside(offer: PageSpec) -> Settings | None:
    """The settings that are kept beside the visitor's own, if any."""
    return _choices(offer).beside


def keep_beside(offer: PageSpec, settings: Settings | None) -> None:
    """A run to be seen beside the visitor's own, or none."""
    _keep(offer, replace(_choices(offer), beside=settings))


def lineages(offer: PageSpec) -> int:
    """How many lineages the visitor wants to see."""
    return _choices(offer).lineages


def first_seed(offer: PageSpec) -> int:
    """The seed of the first of them."""
    return _choices(offer).first


def keep_lineages(offer: PageSpec, count: int) -> None:
    """So many lineages are the visitor's now, and the link's."""
    _keep(offer, replace(_choices(offer), lineages=count).around())


def adopt_lineages(offer: PageSpec, count: int) -> None:
    """A number of lineages that does not come from the widget: the widget must follow."""
    heard()
    keep_lineages(offer, count)


def policies(offer: PageSpec) -> tuple[str, ...]:
    """The policies that the visitor wants to see side by side."""
    return _choices(offer).policies


def lay(offer: PageSpec, policies: tuple[str, ...]) -> None:
    """These policies are the visitor's now, and the link's."""
    if policies != _choices(offer).policies:
        forgive(offer.page)
    _keep(offer, replace(_choices(offer), policies=policies))


def adopt_policies(offer: PageSpec, policies: tuple[str, ...]) -> None:
    """Policies that do not come from the widget: the widget must follow."""
    heard()
    lay(offer, policies)


def link_with(offer: PageSpec, policies: tuple[str, ...]) -> dict[str, str]:
    """The query of a link to a page with these policies, and with all else as the visitor has
    left it there."""
    choices: Choices | None = left(offer.page)
    if choices is None:
        return policies_to_query(offer, policies)
    return encode(offer, replace(choices, policies=policies))


def in_hand(offer: PageSpec) -> bool:
    """Whether the visitor takes one generation after the other by hand."""
    return _choices(offer).in_hand


def take_in_hand(offer: PageSpec, by_hand: bool) -> None:
    """That is the visitor's wish now, and the link's."""
    _keep(offer, replace(_choices(offer), in_hand=by_hand))


def put_down(offer: PageSpec) -> None:
    """The computer is to go on: the widget must follow."""
    heard()
    take_in_hand(offer, False)
