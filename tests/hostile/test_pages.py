"""Words of others on every page: no link, no picture, no request; and no link keeps one waiting."""

import io
import json
import random
import re
import time
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import quote, urlencode

import pytest
from markdown_it import MarkdownIt
from streamlit.testing.v1 import AppTest

from engine import Trajectory, settings
from engine.jobs import TrajectoryJob
from engine.truths.table import Table
from tests.support.app import run
from tests.support.blocking_model import worked_off
from tests.support.harm import SEEDS, Tries
from tests.support.hostile import PARTS, hostile
from view import uploaded_files
from view.captions.names import told_apart
from view.export import everything
from view.figures.metric import metric_figure, metric_in_words
from view.page_files import PAGES
from view.page_specs import OFFERS
from view.sections.link_warnings import NOTICES
from view.urls.display import DisplayOptions
from view.urls.experiment import decode

pytestmark = pytest.mark.slow
OpenPage = Callable[..., AppTest]
SMALL = {"samples": "20", "generations": "10"}
LEADS_AWAY = re.compile(r"127\.0\.0\.1:9|evil\.example|javascript:")
BARE = re.compile(r"https?://(127|evil)|www\.evil|@evil\.example", re.IGNORECASE)
SHOWN = (
    *("markdown", "caption", "info", "warning", "error", "success", "header", "subheader"),
    *("button", "checkbox", "toggle", "radio", "button_group", "expander", "selectbox"),
)


class Elements(HTMLParser):
    """Where the elements of some HTML lead."""

    def __init__(self) -> None:
        super().__init__()
        self.led: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in ("a", "img", "script", "iframe") or any(
            n.startswith("on") for n, _ in attributes
        ):
            self.led += [value or "" for name, value in attributes if name != "class"]


def faults(page: AppTest) -> list[str]:
    """What is more than letters and was made of words of others."""
    found = []
    for kind in SHOWN:
        for element in page.get(kind):
            for text in (getattr(element, "value", ""), getattr(element, "label", "")):
                found += in_markdown(text) if isinstance(text, str) and kind != "selectbox" else []
    for element in page.get("html"):
        read = Elements()
        read.feed(element.proto.body)
        inside = [led for led in read.led if not led.startswith(("http://localhost", "data:"))]
        found += [led for led in inside if LEADS_AWAY.search(led)]
    for element in page.get("plotly_chart"):
        found += re.findall(r"<(?:a|b|img|script)\b[^>]*>", element.proto.spec)
    return found


def in_markdown(text: str) -> list[str]:
    found = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        for child in token.children or []:
            led = str(child.attrs.get("href") or child.attrs.get("src") or "")
            found += [led] if LEADS_AWAY.search(led) else []
            found += [child.content] if child.type == "text" and BARE.search(child.content) else []
    return found


def hurtful(page: str, chance: random.Random) -> dict[str, str]:
    """A link of words that nobody asked for, whole or within a spec."""
    words = iter(chance.sample(hostile(), 12))
    kinds = {"policy": f"fresh:share={quote(next(words))}", "truth": f"{next(words)}:a=b"}
    own = {"drift": "gmm", "digits": "gmm", "dice": "frequency", "language": "opt"}.get(page)
    model = {"model": f"{own}:name={quote(next(words))}"} if own else {"model": next(words)}
    more = {"lock": next(words), "pause": next(words), "seed": next(words), "preset": next(words)}
    others = {"term": next(words), "step": next(words), "policies": next(words)}
    parts = {**kinds, **model, **more, **others, next(words): next(words)}
    return SMALL | dict(chance.sample([*parts.items()], NOTICES)) | model


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("page", PAGES)
def test_a_link_puts_letters_on_a_page_and_nothing_else(
    page: str, seed: int, open_page: OpenPage, tries: Callable[[int, str], Tries]
) -> None:
    trying = tries(seed, "pages")
    for _ in range(3):
        link = hurtful(page, trying.chance)
        with trying.one("opened by a link", link):
            app = open_page(page, **link)
            assert not faults(app)
            assert len(app.warning) <= NOTICES + 1 + (page == "language")
            app.button(key="share").click()
            assert not faults(run(app))


def test_a_word_that_the_glossary_has_not_is_quoted(open_page: OpenPage) -> None:
    page = open_page("glossary")
    for said in hostile()[:25]:
        page.text_input(key="glossary:look").set_value(said)
        assert not faults(run(page)), said


def table_of(names: list[str]) -> Table:
    """A table with columns of these names, as somebody has uploaded it."""
    quoted = ",".join('"' + name.replace('"', '""') + '"' for name in names)
    rows = "\n".join(
        ",".join(str((i * k) % 17) for k in range(1, len(names) + 1)) for i in range(60)
    )
    return Table(file=str(uploaded_files.keep(f"{quoted}\n{rows}\n".encode())))


def test_columns_are_letters_beside_each_other_in_charts_and_in_what_is_taken_away(
    open_page: OpenPage, record_property: Callable[[str, object], None]
) -> None:
    names = [" ".join(part.split()) for part in PARTS if len(part.split()) and part.isprintable()]
    open_page("glossary")  # the folder of uploads is the test's from here on
    table = table_of(["plain", "other", *names])
    columns = table.whole.names
    chosen = {"model": "gaussian", "policy": "replace", "samples": 20, "generations": 10}
    for at in range(2, len(columns) - 1, 6):
        first = Table(table.file, x=columns[at], y=columns[at + 1])
        runs = [
            worked_off(TrajectoryJob(Trajectory(settings(truth=truth, **chosen))))
            for truth in (first, Table(table.file, x="plain", y=columns[at]))
        ]
        lines = dict(zip(told_apart(runs), (each.trajectory for each in runs), strict=True))
        assert len(lines) == 2
        for line in metric_figure(lines, "variance").data:
            said = f"{line.name} {line.hovertemplate}"
            assert not re.search(r"<(?!/?extra)|%\{(?!y:\.4g\})", said)
        assert len(metric_in_words(lines, "variance")) < 600
        query = {"truth": f"table:file={table.file},x={quote(columns[at])}", **SMALL}
        query = uploaded_files.to_link(query) | {"model": "gaussian", "policy": "replace"}
        beside = query | {"truth": query["truth"].partition(",")[0] + ",x=plain"}
        app = open_page("drift", **query, beside=urlencode(beside))
        for _ in range(20):
            if app.get("plotly_chart"):
                break
            time.sleep(0.2)
            run(app)
        assert app.get("plotly_chart"), "both runs are done"
        assert not faults(app), columns[at]
    taken_away(runs)
    record_property("hostile", {"columns": len(columns)})


def taken_away(runs: list[TrajectoryJob]) -> None:
    """The report has no element made of words, and the README warns of them."""
    with zipfile.ZipFile(io.BytesIO(everything(runs, None, "/?a=b"))) as archive:
        report, readme = archive.read("report.html").decode(), archive.read("README.txt").decode()
    read = Elements()
    read.feed(re.sub(r"<script.*?</script>", "", report, flags=re.DOTALL))
    assert not [led for led in read.led if LEADS_AWAY.search(led)]
    assert "for formulas" in readme, "columns begin with = + - and @"


LONG = {
    "one value": {"truth": "a" * 200_000},
    "one name": {"k" * 200_000: "1"},
    "blanks": {"truth": " " * 200_000 + "a"},
    "many policies": {"policies": "x;" * 100_000},
    "many different policies": {"policies": ";".join(f"a{i}" for i in range(30_000))},
    "many locks": {"lock": ",".join(f"a{i}" for i in range(30_000))},
    "many names": {f"k{i}": "1" for i in range(25_000)},
    "names of mails": {"amp;" * 50_000 + "seed": "1"},
    "digits": {"seed": "9" * 200_000},
    "commas": {"seed": "1" + ",111" * 50_000},
    "many knobs": {"truth": "blobs:" + ",".join(f"k{i}=1" for i in range(20_000))},
    "numbers within a knob": {"truth": "blobs:count=" + "1," * 100_000},
    "a schedule of schedules": {"policy": "schedule:first=" + "schedule%3Afirst%3D" * 10_000},
    "another run": {"beside": urlencode({f"k{i}": "1" for i in range(20_000)})},
    "percent signs": {"truth": "table:file=" + "%25" * 60_000},
}


@pytest.mark.parametrize("what", LONG)
def test_a_long_link_is_read_within_a_second(what: str) -> None:
    for offer in OFFERS:
        query, began = dict(LONG[what]), time.process_time()
        _, odd = DisplayOptions.from_query(query)
        _, wrong = decode(offer, query)
        assert time.process_time() - began < 1, offer.page
        assert max(map(len, [*odd, *wrong]), default=0) < 1000


@pytest.mark.parametrize("page", ["drift", "remedies", "horizon", "map", "lesson"])
def test_of_many_parts_five_are_named_and_the_rest_counted(page: str, open_page: OpenPage) -> None:
    parts = {f"k{i}": "x" for i in range(900)}
    app = open_page(page, **parts, **(SMALL if page in ("drift", "remedies") else {}))
    *named, counted = [one.value for one in app.warning]
    assert len(named) == NOTICES
    assert f"And {900 - NOTICES} more parts of the link" in counted
    assert all(len(one) < 1000 for one in named)


def test_as_the_case_has_it(open_page: OpenPage) -> None:
    app = open_page("remedies", policies="x;" * 3000, **SMALL)
    assert len(app.warning) == NOTICES + 1
    assert "2,996 more parts" in app.warning[-1].value
    long = open_page("drift", truth="a" * 100_000, **SMALL).warning[0].value
    assert len(long) < 400 and json.dumps("a" * 61) not in long
