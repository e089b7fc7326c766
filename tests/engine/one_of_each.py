"""One experiment of each kind, into a file: what is computed where this process runs."""

import json
import sys
from pathlib import Path

import numpy as np

from engine import Trajectory, settings
from engine.arrays import Array
from engine.recording.processor import processor

TABLE = "\n".join(["x,y", *(f"{i % 7 + i / 9},{i % 5}" for i in range(60))])

EXPERIMENTS: dict[str, dict[str, object]] = {
    "one Gaussian": {"truth": "normal:dimensions=3", "model": "gaussian"},
    "mixture": {"truth": "blobs", "model": "gmm:start=previous"},
    "endless samples": {"truth": "blobs", "model": "gmm", "exact": True},
    "kernels": {"truth": "ring", "model": "kde"},
    "judge": {"truth": "moons", "model": "gmm:components=4", "policy": "verify"},
    "pool": {"truth": "student", "model": "gmm:components=2", "policy": "accumulate"},
    "fork": {
        "truth": "pinwheel",
        "model": "gmm",
        "policy": "schedule:first=replace,then=fresh:share=0.5,at=5",
    },
    "table": {"truth": "table:file=table.csv,scale=yes", "model": "gaussian"},
    "die": {"truth": "dice", "model": "frequency"},
    "words": {"truth": "zipf", "model": "frequency"},
    "text": {"truth": "text", "model": "ngram", "generations": 10, "samples": 40},
    "pictures": {"truth": "digits:components=5", "model": "gmm:components=4", "generations": 10},
    "network": {"truth": "blobs", "model": "vae:steps=100", "generations": 10},
}


def computed(**chosen: object) -> dict[str, Array]:
    """Every metric, and what was said on average, generation by generation."""
    usual = {"policy": "replace", "samples": 100, "generations": 100}
    trajectory = Trajectory(settings(**usual | chosen))
    list(trajectory.follow())
    return dict(trajectory.metrics) | {"centres": trajectory.centres}


def main(file: str) -> None:
    """All of them; the table lies where this is called from."""
    Path("table.csv").write_text(TABLE)
    found: dict[str, Array] = {"on": np.array(json.dumps(dict(processor())))}
    for name, chosen in EXPERIMENTS.items():
        found |= {f"{name}/{what}": values for what, values in computed(**chosen).items()}
    np.savez(file, **found)


if __name__ == "__main__":
    main(sys.argv[1])
