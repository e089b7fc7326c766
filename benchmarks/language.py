"""How much sooner ten copies of a text are written than a tutorial would write them."""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice
from random import Random
from time import process_time

import numpy as np
import threadpoolctl
import torch

from benchmarks._figures import Figure, at_least, at_most, more_than_ours, report
from engine import run, settings
from engine.arrays import Array
from engine.neural.gpt_training import blank, built, written
from engine.neural.shape import Shape
from engine.neural.transformer import Gpt
from engine.settings import Settings
from engine.truths.text import Text

ORDER, COPIES, BLOCKS, FEW_BLOCKS = 3, 10, 1360, 60
SECONDS, FLOOR, NETWORK_FLOOR = 5.0, 2.0, 4.0
SHAPE = Shape(3558, 64, 2, 4, 64)
PROMPTS, FEW_PROMPTS = 128, 4
"""Blocks that either side continues by as many words again."""

Counts = dict[tuple[int, ...], Counter[int]]


def measure(quick: bool) -> Iterator[Figure]:
    """N-grams and a small GPT: seconds of processor time, one thread."""
    blocks, prompts = (FEW_BLOCKS, FEW_PROMPTS) if quick else (BLOCKS, PROMPTS)
    with threadpoolctl.threadpool_limits(1):
        torch.set_num_threads(1)
        ours, theirs = _ngrams(blocks)
        peer = more_than_ours("a dictionary of counters", theirs, ours, at_least(FLOOR))
        what = f"{COPIES} copies of {blocks} blocks of text by {ORDER}-grams"
        yield Figure(what, ours, "s", at_most(SECONDS), peer)
        ours, theirs = _network(prompts)
        peer = more_than_ours("without its memory", theirs, ours, at_least(NETWORK_FLOOR))
        what = f"{prompts} blocks of {SHAPE.reach} words continued by the small GPT"
        yield Figure(what, ours, "s", peer=peer)


def _ngrams(blocks: int) -> tuple[float, float]:
    """Seconds of both: no smoothing, which the tutorial has not."""
    chosen = settings(
        truth="text",
        model=f"ngram:order={ORDER},smoothing=0",
        policy="replace",
        samples=blocks,
        generations=COPIES,
    )
    text = Text().corpus.blocks[:blocks]
    list(islice(run(chosen), 2))  # what is compiled is loaded
    return _spent(run(chosen)), _spent(_tutorial(chosen, text.astype(int)))


def _tutorial(chosen: Settings, blocks: Array) -> Iterator[list[list[int]]]:
    """Counts in a dictionary, and one draw after the other."""
    chance, said = Random(chosen.seed), blocks.tolist()
    for _ in range(chosen.generations + 1):
        said = _written(chance, _counted(said), len(said), blocks.shape[1])
        yield said


def _counted(blocks: list[list[int]]) -> Counts:
    counts: Counts = defaultdict(Counter)
    for block in blocks:
        for at, word in enumerate(block):
            counts[tuple(block[max(at - ORDER + 1, 0) : at])][word] += 1
    return counts


def _written(chance: Random, counts: Counts, blocks: int, length: int) -> list[list[int]]:
    said = []
    for _ in range(blocks):
        block: list[int] = []
        for at in range(length):
            after = counts.get(tuple(block[max(at - ORDER + 1, 0) :])) or counts[()]
            block.append(*chance.choices(list(after), list(after.values())))
        said.append(block)
    return said


def _network(count: int) -> tuple[float, float]:
    """Seconds of both, for the same network."""
    rng = np.random.default_rng(1)
    weights = torch.nn.utils.parameters_to_vector(blank(SHAPE, rng).parameters()).detach().numpy()
    gpt, prompts = built(SHAPE, weights), rng.integers(SHAPE.symbols, size=(count, SHAPE.reach))
    written(gpt, rng, prompts[:2], 2, 1.0)
    began = process_time()
    written(gpt, rng, prompts, SHAPE.reach, 1.0)
    between = process_time()
    _naively(gpt, prompts)
    return between - began, process_time() - between


@torch.inference_mode()
def _naively(gpt: Gpt, prompts: Array) -> None:
    """Everything is read again for each word, and guesses are made at every place."""
    said = torch.from_numpy(prompts)
    for _ in range(SHAPE.reach):
        guesses = gpt.guesses(gpt(said[:, -SHAPE.reach :])[0])[:, -1]
        said = torch.cat([said, torch.multinomial(torch.softmax(guesses, 1), 1)], 1)


def _spent(work: Iterator[object]) -> float:
    began = process_time()
    for _ in work:
        pass
    return process_time() - began


if __name__ == "__main__":
    sys.exit(report(measure, __doc__))
