"""The page Language: answers side by side, the paper's histograms, and sentences that are true."""

import sys
from collections.abc import Callable

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from engine import PRESETS, Settings, Trajectory, settings
from engine.arrays import Array
from engine.jobs import TrajectoryJob
from engine.theory import word_laws
from engine.truths.text import Text
from tests.support.app import control, query, run
from view import uploaded_files
from view.figures.text import course_figure, surprise_figure
from view.modalities import captions
from view.modalities.text import html as prose
from view.modalities.text import manuscript, vocabulary

Done = Callable[..., TrajectoryJob]
OpenPage = Callable[..., AppTest]


def made(model: str = "ngram", **values: object) -> Settings:
    """A short run on the bundled text."""
    return settings(
        truth="text",
        model=model,
        **{"policy": "replace", "samples": 60, "generations": 10} | values,
    )


def invented(rows: list[list[str]], **metrics: list[float]) -> Trajectory:
    """A trajectory in which generation g said one block, over and over."""
    truth = Text()
    number = {word: at for at, word in enumerate(truth.symbols)}
    trajectory = Trajectory(made(samples=2, generations=10))
    trajectory.length = len(rows)
    for at, words in enumerate(rows):
        said = [number[words[i % len(words)]] for i in range(64)]
        trajectory.outputs[at] = said - trajectory.centres[at]
    for name, values in metrics.items():
        trajectory.metrics[name][: len(rows)] = values
    return trajectory


def test_each_generation_says_how_many_words_are_left_in_all_that_it_wrote() -> None:
    trajectory = Trajectory(made(samples=20))
    list(trajectory.follow())
    every = len(Text().symbols)
    for at in (0, 1, 10):
        written = len(np.unique(np.rint(trajectory.output(at))))
        shown = manuscript.left(trajectory, at)
        assert f"{written:,} of {every:,} words<" in shown
        assert f"width: {100 * written / every:.1f}%" in shown


def test_what_is_gone_is_told_from_the_first_generation_that_lacks_it() -> None:
    """The commonest of all, a quote, and a rare word are said by generation 0 alone."""
    truth = Text()
    counts = np.bincount(truth.taught.astype(int).ravel(), minlength=len(truth.symbols))
    rare = truth.symbols[int(np.flatnonzero(counts == 1)[0])]
    trajectory = invented(
        [['"', rare, "the", "."], ["the", "."], ["the", "."]],
        surviving=[4, 2, 2],
        held_out=[50, 80, 120],
        repetition=[0.9, 0.9, 0.9],
    )
    found = vocabulary.losses(trajectory)
    assert found is not None
    assert found.first()[0] == 0, "most words were never said"
    quote = trajectory.settings.truth.symbols.index('"')  # type: ignore[attr-defined]
    assert found.since[quote] == 1 and found.share(1) == 0.5, "of the four that it wrote"
    said = captions.details(trajectory)
    assert "Late collapse is reached" in said
    assert "Early collapse" not in said, (
        "a real text of three sentences has no rare words to speak of"
    )
    assert "`" in said and "stranger" not in said, "its own perplexity is not measured here"
    assert "one of 50" in said and "one of 120" in said
    assert captions.headline(trajectory).words.startswith("Generation 2 does not write ")
    assert "repetition" in captions.headline(trajectory).words


def repeated(*generations: Array) -> Trajectory:
    """A run whose generations wrote so, with what else is measured of them."""
    trajectory = Trajectory(made(samples=len(generations[0])))
    for at, blocks in enumerate(generations):
        trajectory.outputs[at] = blocks
    trajectory.length = len(generations)
    for name, value in {"surviving": 3500.0, "held_out": 60.0, "repetition": 0.035}.items():
        trajectory.metrics[name][: trajectory.length] = value
    return trajectory


def test_a_run_that_loses_little_is_not_called_a_collapse() -> None:
    """Two generations that say the real text, word for word."""
    taught = Text().taught
    said = captions.details(repeated(taught, taught))
    assert "Early collapse has not come yet" in said and "Late collapse has not come" in said


@pytest.mark.parametrize("part", [1, 4])
def test_early_collapse_is_more_than_a_real_text_would_miss(part: int) -> None:
    """A short real text misses most rare words by itself; one without any has lost them."""
    taught = Text().taught[: len(Text().taught) // part]
    words = np.rint(taught).astype(int)
    rare = np.bincount(np.rint(Text().taught).astype(int).ravel()) <= vocabulary.RARE
    another = Text().sample(np.random.default_rng(0), len(taught))
    assert "Early collapse has not come yet" in captions.details(repeated(taught, another))
    without = np.where(rare[words], 0.0, taught)
    assert "Early collapse is reached" in captions.details(repeated(taught, without))


def test_what_cannot_be_measured_is_said(done: Done) -> None:
    trajectory = done(made("ngram:order=1,smoothing=0")).trajectory
    assert np.isnan(trajectory.metrics["held_out"]).all()
    assert "is infinite" in captions.details(trajectory)


def test_repeats_and_what_was_never_heard_are_marked() -> None:
    truth = Text()
    number = {word: at for at, word in enumerate(truth.symbols)}
    words = ["the", "value", "of", "the", "value", "of", "the", "value"]
    html = prose.prose(truth, np.array([number[word] for word in words], float))
    assert html.count("<mark>") == 2, "the value of the | value of the value: two ends of phrases"
    odd = np.array([number["yield"], number["yield"]], float)
    assert "<u>yield</u>" in prose.prose(truth, odd)
    real = truth.taught[3]
    assert "<u>" not in prose.prose(truth, real)


def test_only_marks_that_are_there_are_explained() -> None:
    assert "orange" not in prose.legend(["<u>so</u>"]) and "Dotted" in prose.legend(["<u>so</u>"])
    assert "Dotted" not in prose.legend(["<mark>so</mark>", ""])
    assert prose.legend(["so"]) == prose.NONE_NEW


def test_what_is_in_a_text_cannot_become_a_page() -> None:
    """A text may hold tags; they are shown as they are."""
    truth = Text()
    number = {word: at for at, word in enumerate(truth.symbols)}
    html = prose.prose(truth, np.array([number["<"], number["class"], number[">"]], float))
    assert "&lt;" in html and "<class" not in html


def test_the_law_is_drawn_where_it_holds() -> None:
    words = made("ngram:order=1,smoothing=0", samples=1360)
    laws = word_laws(words)
    assert set(laws) == {"surviving", "missing_mass"}
    assert len(laws["surviving"]) == 11 and 3000 < laws["surviving"][0] < 3200
    assert word_laws(made(policy="fresh")) == {}
    thrown = settings(truth="dice", model="frequency", policy="replace")
    assert word_laws(thrown) == {}


def test_figures_hold_what_was_measured(done: Done) -> None:
    trajectory = done(made()).trajectory
    figure = course_figure({"a": trajectory}, "pairs")
    np.testing.assert_array_equal(figure.data[0].y, trajectory.metrics["pairs"])
    rare = course_figure({}, "missing_mass", np.array([0.004, 0.05]))
    assert {0.005, 0.01, 0.02, 0.05} <= set(rare.layout.yaxis.tickvals)
    values = np.random.default_rng(1).lognormal(2, 0.3, 200)
    histogram = surprise_figure({0: values, 1: 2 * values, 9: 4 * values})
    assert len(histogram.data) == 3
    for line in histogram.data:
        np.testing.assert_allclose(line.y.sum(), 1)
    middles = [np.average(np.log(line.x), weights=line.y) for line in histogram.data]
    np.testing.assert_allclose(np.diff(middles), np.log(2), atol=0.1)


@pytest.mark.slow
def test_the_page_shows_answers_and_charts(open_page: OpenPage) -> None:
    page = open_page("language", model="ngram:order=2", samples="40")
    while len(page.get("plotly_chart")) < 5:
        run(page)
    shown = "".join(text.value for text in page.markdown)
    for generation in (0, 1, 5, 10):
        assert f"**Generation {generation}**" in shown
    assert not page.warning


@pytest.mark.slow
def test_a_transformer_asks_before_it_takes_minutes(open_page: OpenPage) -> None:
    page = open_page("language", preset="text-gpt", seed="1")
    assert not page.header and "This run will take" in page.info[0].value
    assert any(button.label == "Start this run" for button in page.button)


def test_every_experiment_says_what_to_look_for() -> None:
    for name, preset in PRESETS.items():
        if name.startswith("text"):
            assert len(preset.look) > 40 and preset.look.endswith(".")


@pytest.mark.parametrize("spec", ["text", "text:vocabulary=300"])
def test_a_link_without_a_file_stays_as_it_is(spec: str) -> None:
    assert (
        uploaded_files.from_link({"truth": spec})
        == uploaded_files.to_link({"truth": spec})
        == {"truth": spec}
    )


def test_a_link_reaches_no_other_file() -> None:
    moved = uploaded_files.from_link({"truth": "text:file=/etc/passwd"})["truth"]
    assert moved == f"text:file={uploaded_files.FOLDER}/unknown.txt"
    kept = "0123456789abcdef.txt"
    inside = uploaded_files.from_link({"truth": f"text:file={kept}"})
    assert uploaded_files.to_link(inside) == {"truth": f"text:file={kept}"}


def test_the_sidebar_follows_a_text_that_is_put_away(open_page: OpenPage) -> None:
    """Even where its run is there already, so that nothing else draws the page anew."""
    uploaded_files.FOLDER.mkdir()
    (uploaded_files.FOLDER / "0123456789abcdef.txt").write_text("one two three four five " * 200)
    page = open_page("language", samples="50", truth="text:file=0123456789abcdef.txt")
    back = [button for button in page.button if button.label.startswith("Back to")]
    back[0].click()
    run(page)
    assert "truth" not in query(page)
    assert not any("Your own text" in said.value for said in page.sidebar.caption)
    assert not any(button.label.startswith("Back to") for button in page.button)


def test_without_the_library_a_tokenizer_is_refused_in_one_sentence(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where it is typed on the page, and the run before it stays."""
    monkeypatch.setitem(sys.modules, "transformers", None)
    page = open_page("language", samples="20", generations="10")
    control(page, "text_input", "truth.text.tokenizer").set_value("nobody/nothing")
    run(page)
    said = [text.value for kind in ("warning", "error") for text in page.get(kind)]
    assert any("which is not installed here" in text for text in said), said


@pytest.mark.parametrize(
    ("last", "shown"),
    [(0, [0]), (3, [0, 1, 3]), (7, [0, 1, 5, 7]), (9, [0, 1, 5, 9]), (10, [0, 1, 5, 10])],
)
def test_the_last_generation_stands_beside_the_first(last: int, shown: list[int]) -> None:
    trajectory = Trajectory(made(samples=10))
    trajectory.length = last + 1
    assert manuscript.side_by_side(trajectory) == shown
