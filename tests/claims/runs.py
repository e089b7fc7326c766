"""Runs of which something false was said once."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from engine import POLICIES, PRESETS, Settings
from engine.knobs import parse
from engine.settings import settings


def of(preset: str, **values: Any) -> Settings:
    """A preset with what differs."""
    return replace(PRESETS[preset].settings, **values)


ALONE = {"policy": "replace", "samples": 100, "generations": 50, "exact": True}
REVIVED = settings(
    truth="normal:dimensions=1",
    model="gaussian:ddof=0",
    policy="schedule:at=150,first=replace,then=fresh:share=0.5",
    samples=4,
    generations=300,
    seed=1,
)
TEN = settings(
    truth="blobs:count=10,spread=0.1",
    model="gmm:components=10",
    policy="accumulate",
    samples=10,
    generations=10,
    seed=1,
)
RING = settings(
    truth="ring:noise=0.05",
    model="gaussian:bias=0.9",
    policy="replace",
    samples=2000,
    generations=20,
    seed=1,
)
STOPPED = {
    "truth": "blobs:spread=0.7",
    "model": "gmm:components=3,tolerance=1e-12,max_iter=10000,floor=0.05",
    "generations": 10,
}
SKEWED = settings(
    truth="dice:faces=6,skew=20",
    model="frequency",
    policy="replace",
    samples=100,
    generations=100,
    seed=5000,
)
REAL_TEXT = of(
    "text", samples=20, generations=10, policy=parse("fresh:share=1", POLICIES, "policy")
)


def ten_blocks(folder: Path) -> Settings:
    """A text of ten blocks, whose last shares no word with the others: too short for a part of it
    to be held out."""
    file = folder / "ten.txt"
    words = [" ".join(f"w{(i * 7 + j) % 40}" for j in range(64)) for i in range(9)]
    file.write_text("\n".join([*words, " ".join(f"other{j}" for j in range(64))]))
    return settings(
        truth=f"text:file={file}", model="ngram", policy="replace", samples=10, generations=10
    )
