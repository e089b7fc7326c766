"""The glossary: every word plain, every source with its reference, every link with its word."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.support.app import query, run
from view import glossary
from view.glossary.page import matching
from view.page_files import path_of

OpenPage = Callable[..., AppTest]
ASKED_FOR = (
    "generation",
    "sample",
    "distribution",
    "tail",
    "variance",
    "model",
    "fit",
    "mixture",
    "gaussian",
    "vae",
    "latent-code",
    "n-gram",
    "perplexity",
    "model-collapse",
    "early-collapse",
    "late-collapse",
    "sampling-error",
    "expressivity-error",
    "procedure-error",
    "policy",
    "fresh",
    "accumulate",
    "anchor",
    "verify",
    "lineage",
    "mean-median",
    "diversity",
    "genetic-drift",
    "coverage",
    "precision",
)


def names(page: AppTest) -> list[str]:
    return [each.value for each in page.subheader]


def test_the_words_that_one_needs_are_there() -> None:
    assert set(ASKED_FOR) <= set(glossary.ENTRIES)


@pytest.mark.parametrize("name", glossary.ENTRIES)
def test_a_word_has_a_page_or_a_source_and_every_source_a_reference(name: str) -> None:
    entry = glossary.ENTRIES[name]
    assert entry.said.endswith(".") and len(entry.said) < 320
    assert set(entry.sources) <= set(glossary.REFERENCES)
    assert not entry.page or (path_of(entry.page).exists() and entry.look)
    assert entry.page or entry.sources


def test_every_reference_is_used_and_leads_to_the_archive() -> None:
    used = {key for entry in glossary.ENTRIES.values() for key in entry.sources}
    assert used == set(glossary.REFERENCES)
    for paper in glossary.REFERENCES.values():
        assert paper.address.startswith("https://arxiv.org/abs/2")


def test_marked_words_become_links_or_vanish() -> None:
    text = "A [tail](#tail) of a [bell](#gaussian)."
    assert glossary.marked(text) == ["tail", "gaussian"]
    assert glossary.unmarked(text) == "A tail of a bell."
    assert "[bell](words?term=gaussian)" in glossary.linked(text)


def test_the_page_shows_every_word_and_every_paper(open_page: OpenPage) -> None:
    page = open_page("glossary")
    every = [entry.name for entry in glossary.ENTRIES.values()]
    assert names(page) == [*every, *glossary.REFERENCES]


def test_a_link_opens_a_word(open_page: OpenPage) -> None:
    page = open_page("glossary", term="variance")
    assert names(page)[0] == "Variance" and "Median" not in names(page)
    page.text_input[0].set_value("")
    run(page)
    assert len(names(page)) > 30 and query(page) == {}


def test_a_search_finds_names_first_then_explanations_and_sources(open_page: OpenPage) -> None:
    assert list(matching("VARIANCE")) == ["variance"]
    assert "early-collapse" in matching("tails")
    assert "verify" in matching("F24")
    page = open_page("glossary")
    page.text_input[0].set_value("xyzzy")
    run(page)
    assert "No word here has" in page.info[0].value


def test_a_bad_link_says_so(open_page: OpenPage) -> None:
    page = open_page("glossary", term="nonsense", step="3")
    warned = " ".join(each.value for each in page.warning)
    assert "no word nonsense" in warned and "not for step" in warned
