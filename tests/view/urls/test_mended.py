"""A link that was typed, or went through a mail, says what it said before."""

import pytest

from engine import to_dict
from view.entrance.addresses import led
from view.horizon.link import from_query as outlook
from view.lesson.position import read
from view.page_specs import DRIFT, REMEDIES
from view.urls.display import DisplayOptions
from view.urls.experiment import decode
from view.urls.mended import mended


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ({"preset": "Paper", "amp;seed": "7"}, {"preset": "paper", "seed": "7"}),
        ({"amp;amp;Seed": " 7 ", "Samples": "1,000"}, {"seed": "7", "samples": "1000"}),
        (
            {"model": "GMM:components=2, start=previous"},
            {"model": "gmm:components=2,start=previous"},
        ),
        ({"policy": "fresh:share=30%"}, {"policy": "fresh:share=0.3"}),
        ({"lineages": " 100", "First": "2,000"}, {"lineages": "100", "first": "2000"}),
        ({"HAND": "Yes"}, {"hand": "yes"}),
        ({"beside": "preset=Iris&amp;Seed=5"}, {"beside": "preset=iris&seed=5"}),
    ],
)
def test_a_link_is_read_as_it_was_meant(query: dict[str, str], meant: dict[str, str]) -> None:
    found, ignored = decode(DRIFT, query)
    assert (found, ignored) == (decode(DRIFT, meant)[0], [])


def test_policies_are_read_as_they_are_typed() -> None:
    found, ignored = decode(
        REMEDIES, {"policies": "Replace; Fresh:share=30%;bottleneck:rows=1,000"}
    )
    assert found.policies == ("replace", "fresh:share=0.3", "bottleneck:rows=1000") and not ignored


@pytest.mark.parametrize("key", ["truth", "Truth", "amp;TRUTH", "+truth "])
def test_a_file_is_out_of_reach_however_it_is_written(key: str) -> None:
    """Uploaded files only, whatever path a link names, and in whatever letters."""
    found, ignored = decode(DRIFT, {key: "Table:File=tests/before/table.csv"})
    assert "table" not in to_dict(found.settings)["truth"] and len(ignored) == 1


def test_how_a_page_is_shown_is_read_as_it_was_meant() -> None:
    query = {"amp;Sidebar": "No", "LOCK": "Seed, model.gmm.Components", "pause": "1,000"}
    shown, wrong = DisplayOptions.from_query(mended(query))
    assert (shown.sidebar, shown.pause, wrong) == (False, 1000, [])
    assert shown.locked == {"seed", "model.gmm.components"}


def test_a_page_that_there_is_not_is_named() -> None:
    assert DisplayOptions.from_query({"page": "dcie"}) == (
        DisplayOptions(),
        ["no page is called dcie; did you mean dice?"],
    )


def test_the_other_pages_hear_it_too() -> None:
    assert outlook(mended({"Stock": "High", "amp;quality": "30%"}))[1] == []
    assert outlook(mended({"Stock": "High", "amp;quality": "30%"}))[0].assumed.quality == 30
    assert read(mended({"Step": "3"}))[0].number == 2


@pytest.mark.parametrize(
    ("path", "query", "base", "there"),
    [
        ("/Dice", "", "", "./dice"),
        ("/DIGITS/", "seed=3", "", "../digits?seed=3"),
        ("/lab/Dice", "seed=3&samples=50", "lab", "./dice?seed=3&samples=50"),
        ("/drift", "seed=3", "", "./clouds?seed=3"),
        ("/Remedies/", "samples=50&policies=fresh", "", "../what-helps?samples=50&policies=fresh"),
        ("/lab/horizon", "", "lab", "./how-long-do-data-last"),
        ("/start", "", "", "./"),
        ("/clouds", "seed=3", "", None),
        ("/", "seed=3&samples=50", "", "./clouds?seed=3&samples=50"),
        ("/lab", "preset=paper", "lab", "./lab/clouds?preset=paper"),
        ("/", "embed=true&pause=3", "", "./clouds?embed=true&pause=3"),
        ("/", "present=yes", "", None),
        ("/", "page=dcie", "", None),
        ("/dcie", "seed=3", "", "./?seed=3&page=dcie"),
        ("/dice", "", "", None),
        ("/dice/", "", "", None),
        ("/", "", "", None),
        ("/lab/", "", "lab", None),
        ("/film/1/0", "", "", None),
        ("/Elsewhere/Dice", "", "", None),
        ("/_stcore/health", "", "", None),
        ("/healthz", "", "", None),
        ("/favicon.png", "", "", None),
        ("//evil.example/Dice", "", "", None),
        ("//Dice", "", "", "./dice"),
    ],
)
def test_a_page_is_found_by_nearly_its_name(
    path: str, query: str, base: str, there: str | None
) -> None:
    assert led(path, query, base) == there
