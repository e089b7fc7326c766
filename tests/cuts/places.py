"""What is looked at while connections are cut: every page, and on it whatever takes a moment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.e2e.conftest import Visit

SOON = 20_000
"""Milliseconds in which a button is there, on a machine that is kept busy."""

FEWEST = 60
"""Of what may be any number, the smallest."""


def _nothing(visit: Visit) -> None:
    """It runs by itself."""


def _search(visit: Visit) -> None:
    visit.page.get_by_text("How much real data would have been enough?").click(timeout=SOON)
    visit.page.get_by_role("button", name="Search,").first.click(timeout=SOON)


def _prepare_a_sheet(visit: Visit) -> None:
    visit.page.get_by_text("For the class: a sheet to print").click(timeout=SOON)
    visit.page.get_by_role("button", name="Compute the answers").click(timeout=SOON)


def _begin_a_class(visit: Visit) -> None:
    visit.page.get_by_text("For the class: guess together").click(timeout=SOON)
    visit.page.get_by_role("button", name="Begin a class").click(timeout=SOON)
    visit.page.locator(".class-code").first.wait_for(timeout=SOON)


@dataclass(frozen=True)
class Place:
    """A link, in which a seed is to be filled in or some number that is new mostly; what is pressed
    there first; and whether the link says all that is seen, so that a page that is loaded again
    shows the same."""

    link: str
    begin: Callable[[Visit], None] = _nothing
    in_link: bool = True

    def address(self, seed: int) -> str:
        """The link, filled in."""
        return self.link.format(seed=seed, some=FEWEST + seed % FEWEST)


PLACES: Mapping[str, Place] = {
    "start": Place("/"),
    "a film": Place("/clouds?generations=600&samples=600&seed={seed}"),
    "a mixture": Place(
        "/clouds?model=gmm:components=10,tolerance=1e-8&policy=accumulate&samples=200"
        "&generations=60&seed={seed}"
    ),
    "lineages": Place("/clouds?samples=200&generations=300&lineages=40&seed={seed}"),
    "dice": Place("/dice?generations=200&samples=50&lineages=12&seed={seed}"),
    "digits": Place(
        "/digits?truth=digits:components=4&model=gmm:components=3&generations=30&samples=400"
        "&seed={seed}"
    ),
    "a network": Place(
        "/digits?model=vae:hidden=32,steps=100&generations=8&samples=300&seed={seed}"
    ),
    "text": Place("/text?generations=6&seed={seed}"),
    "policies": Place("/what-helps?samples=100&generations=300&seed={seed}"),
    "a search": Place(
        "/what-helps?truth=normal&model=gaussian&samples=50&generations=60&policies=replace"
        "&seed={seed}",
        _search,
        in_link=False,
    ),
    "a map": Place(
        "/map?x=samples%3D10%2C40%2C80&y=policy.fresh.rows%3D0%2C2%2C4&generations={some}"
        "&lineages=9"
    ),
    "horizon": Place("/how-long-do-data-last"),
    "lesson": Place("/lesson?step=2&samples={some}"),
    "a sheet": Place("/lesson?step=3", _prepare_a_sheet, in_link=False),
    "a class": Place("/lesson?step=2", _begin_a_class, in_link=False),
    "words": Place("/words"),
}
