"""Words of others are letters, wherever they are shown; and none goes there by another way."""

import re
from html.parser import HTMLParser

import plotly.graph_objects as go
import pytest
from markdown_it import MarkdownIt

from engine.words import LONGEST, UNSEEN, quoted, visible
from tests.support.hostile import hostile
from view.letters import as_code, in_file_name, in_html, in_markdown, in_plotly, in_text

TEXT = {"inline", "text", "paragraph_open", "paragraph_close", "text_special", "softbreak"}
BARE = re.compile(r"https?://[-.\w]|www\.[-.\w]|@[-\w]+\.[-\w]|:[\w+/-]+:", re.IGNORECASE)
"""What a page makes a link or a picture of after Markdown has been read."""


class Elements(HTMLParser):
    """Counts what is more than letters, and keeps these."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.letters = ""

    def handle_starttag(self, tag: str, attributes: object) -> None:
        self.found.append(tag)

    def handle_data(self, data: str) -> None:
        self.letters += data


@pytest.mark.parametrize("said", hostile())
def test_in_markdown_they_are_one_paragraph_of_text(said: str) -> None:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(in_markdown(said))
    assert {token.type for token in tokens} <= TEXT
    inline = [child for token in tokens for child in token.children or []]
    assert {token.type for token in inline} <= TEXT
    shown = "".join(token.content for token in inline)
    assert not BARE.search(shown)
    assert shown.replace("\u2060", "") == visible(said)


@pytest.mark.parametrize("said", hostile())
def test_as_code_they_are_code_and_nothing_else(said: str) -> None:
    tokens = MarkdownIt("commonmark").parse(f"First went {as_code(said)} here.")
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert [child.type for child in tokens[1].children or []] == ["text", "code_inline", "text"]


@pytest.mark.parametrize("said", hostile())
def test_in_html_they_make_no_element_and_end_no_attribute(said: str) -> None:
    page = Elements()
    page.feed(f'<p title="{in_html(said)}">{in_html(said)}</p>')
    page.close()
    assert page.found == ["p"]
    assert page.letters.split() == UNSEEN.sub("\ufffd", re.sub(r"\s", " ", said)).split()


@pytest.mark.parametrize("said", hostile())
def test_in_a_chart_they_are_no_tag_formula_or_template(said: str) -> None:
    shown = in_plotly(said)
    assert not re.search(r"[<>$%{}]", shown)
    assert not re.search(r"&(?!#\d+;)", shown), "Plotly reads names of marks, too"
    figure = go.Figure().add_scatter(y=[1, 2], name=shown)
    letters = re.sub(r"&#(\d+);", lambda mark: chr(int(mark[1])), figure.data[0].name)
    assert letters == visible(said)


@pytest.mark.parametrize("said", hostile())
def test_elsewhere_they_begin_no_line_and_name_no_folder(said: str) -> None:
    assert re.fullmatch("[a-z0-9-]{0,48}", in_file_name(said))
    for shown in (in_text(said), quoted(said)):
        assert len(shown.splitlines()) <= 1 and not UNSEEN.search(shown)
    assert len(quoted(said)) <= LONGEST


def test_what_is_short_is_quoted_whole_and_what_is_long_is_cut() -> None:
    assert quoted("a" * LONGEST) == "a" * LONGEST
    assert quoted("a" * 100_000) == "a" * (LONGEST - 1) + "…"
