"""How much sooner 2000 generations are fitted, sampled and measured than with scikit-learn."""

import argparse
import json
import sys
import warnings
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import threadpoolctl

from benchmarks.blocks import BLOCK, Comparison, compare
from benchmarks.footprint import Footprint, footprint
from benchmarks.shares import shares
from engine import PRESETS, Settings, Trajectory

FLOORS = {"kmeans": 15.0, "previous": 12.0}
MEGABYTES_AT_MOST = 300.0


def main() -> int:
    """Compare, print, and say what was missed."""
    asked = _asked()
    # scikit-learn takes the logarithm of a lost component's weight, 0.
    warnings.filterwarnings("ignore", "divide by zero", RuntimeWarning)
    paper = replace(PRESETS["paper"].settings, generations=asked.generations)
    with threadpoolctl.threadpool_limits(1):
        _warm_up(paper)
        comparisons = [_compared(paper, start) for start in FLOORS]
        split = {start: shares(_started(paper, start)) for start in FLOORS}
    memory = footprint(asked.generations)
    _print_split(split)
    print(
        f"\nA process that only runs ours: {memory.megabytes:.0f} MB at its peak, torch "
        f"{'loaded' if memory.torch else 'not loaded'}."
    )
    if asked.json:
        found = {c.start: asdict(c) | {"ratio": c.ratio} for c in comparisons}
        text = json.dumps({"comparisons": found, "split": split, "footprint": asdict(memory)})
        asked.json.write_text(text)
    missed = list(_missed(comparisons, memory))
    print(*missed, sep="\n", file=sys.stderr, end="\n" if missed else "")
    return 1 if missed else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.recursion", description=__doc__)
    parser.add_argument("--generations", type=int, default=2000, help="how many (10 to 2000)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write every number")
    return parser.parse_args()


def _started(settings: Settings, start: str) -> Settings:
    return replace(settings, model=replace(settings.model, start=start))  # type: ignore[type-var]


def _warm_up(settings: Settings) -> None:
    """Load what is compiled, and draw the truth's fixed sample, as a server does once."""
    for start in FLOORS:
        for _ in Trajectory(replace(_started(settings, start), generations=10)).follow():
            pass


def _compared(paper: Settings, start: str) -> Comparison:
    comparison = compare(_started(paper, start))
    low, quarter, middle, most, high = comparison.spread
    count = paper.generations
    print(
        f"{count} generations of {paper.samples} samples, each fit started from {start} (seconds "
        "of processor time, one thread):"
    )
    for name, seconds, iterations in (
        ("ours, with every metric", comparison.ours, comparison.our_iterations),
        ("scikit-learn, with one", comparison.peer, comparison.peer_iterations),
    ):
        total = sum(seconds)
        print(
            f"  {name:24s} {total:7.2f} s {1e3 * total / count:7.3f} ms a generation, "
            f"{iterations:5.1f} EM iterations"
        )
    print(
        f"  {comparison.ratio:.1f} times as fast (blocks of {BLOCK}: {low:.1f} to {high:.1f}, "
        f"quartiles {quarter:.1f}, {middle:.1f}, {most:.1f})",
        flush=True,
    )
    return comparison


def _print_split(split: dict[str, dict[str, float]]) -> None:
    print("\nWhere our time goes, milliseconds a generation:")
    for start, parts in split.items():
        told = ", ".join(f"{name} {milliseconds:.3f}" for name, milliseconds in parts.items())
        print(f"  {start:9s} {told}")


def _missed(comparisons: list[Comparison], memory: Footprint) -> Iterator[str]:
    for comparison in comparisons:
        floor = FLOORS[comparison.start]
        if comparison.ratio < floor:
            yield (
                f"Started from {comparison.start}, ours is {comparison.ratio:.1f} times as fast "
                f"as scikit-learn, and {floor:g} times is required."
            )
    if memory.megabytes >= MEGABYTES_AT_MOST or memory.torch:
        yield f"Memory: at most {MEGABYTES_AT_MOST:g} MB without torch are allowed, not {memory}."


if __name__ == "__main__":
    sys.exit(main())
