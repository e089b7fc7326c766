"""A text is cut up by rules that are stated, whatever language, and whatever it is."""

from pathlib import Path

import numpy as np
import pytest

from engine import run, settings
from engine.data.corpus import BLOCK, UNKNOWN, Corpus
from engine.data.phrases import phrases, repeated
from engine.data.tokenizer import tokens
from engine.knobs import BadSpec
from engine.policies import POLICIES
from engine.truths.text import Text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Don't stop... NOW", ["don't", "stop", "...", "now"]),
        ("x==1 # ********", ["x", "==", "1", "#", "***"]),
        ("«שלום עולם»", ["«", "שלום", "עולם", "»"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("吾輩は猫", ["吾", "輩", "は", "猫"]),
        ("e\u0301te\u0301 ❤️ 👩‍👧", ["e\u0301te\u0301", "❤️", "👩‍", "👧"]),
        (" \n\t", []),
        ("a" * 90, ["a" * 40, "a" * 40, "a" * 10]),
    ],
)
def test_words_and_marks(text: str, found: list[str]) -> None:
    assert tokens(text) == found


def test_the_bundled_text_is_whole_and_a_tenth_of_it_is_apart() -> None:
    corpus = Text().corpus
    assert corpus.blocks.size > 70_000 and not corpus.unknown
    apart = len(corpus.held_out) / (len(corpus.held_out) + len(corpus.blocks))
    assert abs(apart - 0.1) < 0.01
    assert (corpus.counts > 0).all(), "every word has a number because it occurs"
    assert (np.diff(corpus.counts) <= 0).all(), "the commonest has the lowest"
    np.testing.assert_allclose(Text().probabilities.sum(), 1, rtol=1e-12)


def test_what_is_held_out_is_never_taught() -> None:
    """Every tenth block says what no other does, and leaves the words that these lack out."""
    blocks = [["w"] * BLOCK if at % 10 < 9 else ["w", "apart"] * 32 for at in range(200)]
    corpus = Corpus.of(" ".join(word for block in blocks for word in block), 100)
    assert corpus.words == ("w",)
    assert len(corpus.blocks) == 180 and len(corpus.held_out) == 10
    rows = settings(truth="text", model="ngram", policy="fresh", samples=3000).truth
    taught = {row.tobytes() for row in rows.sample(np.random.default_rng(1), 3000)}
    assert not taught & {row.tobytes() for row in Text().held_out}


def test_rare_words_become_one() -> None:
    text = " ".join(["a b"] * 640 + [f"rare{i}" for i in range(64 * 9)])
    corpus = Corpus.of(text, 16)
    assert len(corpus.words) == 16 and corpus.words[:2] == ("a", "b")
    assert corpus.words[-1] == UNKNOWN
    assert corpus.counts[-1] == corpus.unknown > 400
    assert corpus.counts.sum() == corpus.blocks.size


AWKWARD = {
    "one word": (b"hello", "too short: words and marks in it are 1,"),
    "nothing": (b"", "marks in it are 0,"),
    "spaces": (b" " * 5000, "marks in it are 0,"),
    "a binary file": (bytes(range(256)) * 50, "not text in UTF-8"),
    "zeros": (b"a b " * 999 + b"\0", "not text"),
    "half of UTF-16": (b"\xff\xfea", "not text"),
    "too large": (b"a " * 2_500_001, "at most 5,000,000"),
    "one word over and over": (b"word " * 5000, ""),
    "five megabytes on one line": (b"the cat sat on a mat " * 238_000, ""),
    "one endless word": (b"x" * 5_000_000, ""),
    "right to left": ("של עולם, ".encode() * 900, ""),
    "pictures": ("👩‍👧 ❤️ 😀 ".encode() * 900, ""),
    "without spaces": ("吾輩は猫である。".encode() * 900, ""),
    "UTF-16": (("ein Wort " * 900).encode("utf-16"), ""),
}


LARGE = "five megabytes on one line"


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=[pytest.mark.slow] if n == LARGE else []) for n in AWKWARD]
)
def test_whatever_a_file_holds_there_is_a_result_or_a_sentence(name: str, tmp_path: Path) -> None:
    data, said = AWKWARD[name]
    path = tmp_path / "any.txt"
    path.write_bytes(data)
    made = {"truth": Text(file=str(path)), "policy": "replace", "samples": 10, "generations": 10}
    if said:
        with pytest.raises(BadSpec, match=said) as caught:
            list(run(settings(model="ngram", **made)))
        assert "\n" not in str(caught.value)
        return
    *_, last = run(settings(model="ngram", **made))
    assert last.output.shape == (10, BLOCK)
    assert ((last.output >= 0) & (last.output < len(made["truth"].symbols))).all()  # type: ignore[attr-defined]


def test_a_file_that_is_not_there_is_said_to_be_missing() -> None:
    with pytest.raises(BadSpec, match=r"at all\.txt: there is no such file"):
        Text(file="nowhere/at all.txt").mean()


@pytest.mark.parametrize("policy", POLICIES)
def test_every_policy_applies(policy: str) -> None:
    made = settings(truth="text", model="ngram:order=2", policy=policy, samples=30, generations=10)
    for generation in run(made):
        assert generation.training.symbols == len(made.truth.symbols)  # type: ignore[attr-defined]
        assert generation.output.shape == (30, BLOCK)


def test_phrases_are_told_apart_and_found_again() -> None:
    rows = np.array([[1, 2, 3, 1, 2, 3, 1.0], [3, 1, 2, 9, 9, 9, 9]])
    pairs = phrases(rows, 2)
    assert pairs.shape == (2, 6)
    assert pairs[0, 0] == pairs[0, 3] == pairs[1, 1] and len(np.unique(pairs)) == 5
    np.testing.assert_array_equal(
        repeated(rows, 2),
        [[False] * 4 + [True] * 3, [False] * 5 + [True, True]],
    )
