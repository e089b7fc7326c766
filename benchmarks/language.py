"""How much sooner ten copies of a text are written than a tutorial would write them."""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice
from random import Random
from time import process_time

import numpy as np
import threadpoolctl
import torch

from engine import run, settings
from engine.arrays import Array
from engine.neural.gpt_training import blank, built, written
from engine.neural.shape import Shape
from engine.neural.transformer import Gpt
from engine.settings import Settings
from engine.truths.text import Text

ORDER, COPIES, BLOCKS = 3, 10, 1360
SECONDS, FLOOR, NETWORK_FLOOR = 5.0, 2.0, 4.0
SHAPE = Shape(3558, 64, 2, 4, 64)
PROMPTS = 128
"""Blocks that either side continues by as many words again."""

Counts = dict[tuple[int, ...], Counter[int]]


def main() -> int:
    """Compare, print, and say what was missed."""
    argparse.ArgumentParser(prog="python -m benchmarks.language", description=__doc__).parse_args()
    with threadpoolctl.threadpool_limits(1):
        torch.set_num_threads(1)
        ours, peer = _ngrams()
        fast, slow = _network()
    print(
        f"{COPIES} copies of {BLOCKS} blocks by {ORDER}-grams: {ours:.2f} s, a dictionary of "
        f"counters {peer:.2f} s, {peer / ours:.1f} times\n"
        f"{PROMPTS} blocks continued by a GPT: {fast:.2f} s, without its memory {slow:.2f} s, "
        f"{slow / fast:.1f} times"
    )
    missed = []
    if ours > SECONDS:
        missed.append(f"ten copies may take {SECONDS:g} s, not {ours:.1f}")
    if peer / ours < FLOOR:
        missed.append(f"n-grams: {peer / ours:.1f} times, and {FLOOR:g} are required")
    if slow / fast < NETWORK_FLOOR:
        missed.append(f"GPT: {slow / fast:.1f} times, and {NETWORK_FLOOR:g} are required")
    print(*missed, sep="\n", file=sys.stderr, end="\n" if missed else "")
    return 1 if missed else 0


def _ngrams() -> tuple[float, float]:
    """Seconds of both: no smoothing, which the tutorial has not."""
    chosen = settings(
        truth="text",
        model=f"ngram:order={ORDER},smoothing=0",
        policy="replace",
        samples=BLOCKS,
        generations=COPIES,
    )
    text = Text().corpus.blocks[:BLOCKS]
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


def _network() -> tuple[float, float]:
    """Seconds of both, for the same network."""
    rng = np.random.default_rng(1)
    weights = torch.nn.utils.parameters_to_vector(blank(SHAPE, rng).parameters()).detach().numpy()
    gpt, prompts = built(SHAPE, weights), rng.integers(SHAPE.symbols, size=(PROMPTS, SHAPE.reach))
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
    sys.exit(main())
