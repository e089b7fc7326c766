"""Keep what this version makes of links and command lines: `python -m tests.before.make FOLDER`.

The folders beside this file were made so, each by the version that it is named after; they are not
made anew when a version changes, for they say what has to stay.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from engine import load, to_dict
from engine.recording import Table, script_of
from engine.recording.processor import processor
from view.page_specs import OFFERS
from view.urls.experiment import decode, many_from_query, policies_from_query

SHORT = {"--generations": "12", "--samples": "40"}
COMMANDS = {
    "blobs": {},
    "gaussian": {"--truth": "normal:dimensions=1", "--model": "gaussian"},
    "student": {"--truth": "student", "--model": "kde", "--policy": "accumulate"},
    "exact": {"--model": "gmm:components=2", "--exact": "yes"},
    "bottleneck": {"--policy": "bottleneck:rows=10", "--model": "gmm:start=previous"},
    "moons": {"--truth": "moons", "--model": "gmm:components=5", "--policy": "fresh:share=0.3"},
    "iris": {"--preset": "iris", "--policy": "anchor"},
    "schedule": {"--preset": "remedies", "--policy": "schedule:at=5"},
    "verify": {"--preset": "remedies", "--policy": "verify"},
    "lineages": {"--preset": "small-class", "--lineages": "3", "--seed": "7"},
    "dice": {"--preset": "die"},
    "zipf": {"--truth": "zipf", "--model": "frequency", "--policy": "subsample"},
    "table": {"--truth": "table:file=tests/before/table.csv", "--model": "gmm"},
    "text": {"--truth": "text", "--model": "ngram"},
    "vae": {"--model": "vae:steps=20,hidden=8"},
    "digits": {"--truth": "digits", "--model": "vae:steps=20,hidden=8"},
    "digits-mixture": {"--preset": "digits-mixture", "--samples": "100"},
    "transformer": {
        "--truth": "text",
        "--model": "transformer:schooling=1,epochs=1,width=8,layers=1",
        "--generations": "10",
        "--samples": "8",
    },
}
"""Of every kind of data, model and policy one, by its name; all of them short."""

RECORDED = ("blobs", "student", "exact", "schedule", "dice", "table", "vae")
"""Those of which the whole run is kept, too."""

LINKS = {
    "drift": [
        {},
        {"preset": "paper"},
        {"seed": "7", "samples": "50"},
        {"preset": "three-blobs", "policy": "fresh:share=0.5"},
        {"truth": "ring", "model": "kde"},
        {"model": "gmm:components=4,max_iter=1", "exact": "True", "truth": "blobs"},
        {"truth": "normal", "model": "gaussian:ddof=0", "generations": "500", "lineages": "30"},
        {"lineages": "12", "first": "3", "seed": "5"},
        {"samples": "one", "colour": "blue"},
        {"preset": "none-such"},
        {"truth": "digits"},
        {"policy": "schedule:at=50"},
    ],
    "digits": [{}, {"preset": "digits-mixture", "seed": "2"}, {"model": "vae:latent=4,hidden=16"}],
    "dice": [{}, {"truth": "zipf", "samples": "300"}, {"preset": "die", "seed": "11"}],
    "language": [{}, {"model": "ngram", "samples": "60"}, {"model": "transformer:layers=1"}],
    "remedies": [
        {},
        {"preset": "iris", "policies": "replace;fresh:share=0.1"},
        {"policies": "anchor;verify:keep=0.3;subsample;accumulate;replace"},
    ],
}
"""Of every page some queries, right ones and wrong ones."""


def main(folder: Path) -> None:
    """Everything into a new folder."""
    folder.mkdir()
    (folder / "processor.txt").write_text(" ".join(processor().values()) + "\n")
    links = [decoded(page, query) for page, queries in LINKS.items() for query in queries]
    (folder / "links.json").write_text(json.dumps(links, indent=1) + "\n")
    for name, own in COMMANDS.items():
        npz = {"--npz": str(folder / f"{name}.npz")} if name in RECORDED else {}
        words = [word for option in (SHORT | own | npz | {"--csv": "-"}).items() for word in option]
        run = [sys.executable, "-m", "engine", "run", *words]
        told = subprocess.run(run, capture_output=True, text=True)
        if told.returncode:
            sys.exit(f"{name}: {told.stderr}")
        (folder / f"{name}.csv").write_text(told.stdout)
    (folder / "commands.json").write_text(
        json.dumps({name: SHORT | own for name, own in COMMANDS.items()}, indent=1) + "\n"
    )
    chosen = load(folder / "blobs.npz").settings
    tables = [Table("again.csv", to_dict(chosen), 9, 2)]
    (folder / "again.txt").write_text(script_of("again.py", tables))
    environment = os.environ | {"PYTHONPATH": os.getcwd()}
    subprocess.run([sys.executable, str(folder / "again.txt")], check=True, env=environment)


def decoded(page: str, query: dict[str, str]) -> dict[str, object]:
    """A link's page and query, and what is made of them."""
    (offer,) = [each for each in OFFERS if each.page == page]
    choices, ignored = decode(offer, query)
    made = {key: str(value) for key, value in to_dict(choices.settings).items()}
    first, apart = choices.first if "first" in query else None, policies_from_query(offer, query)[1]
    apart = apart + many_from_query(query)[2]
    told = {
        "settings": made,
        "ignored": len(ignored) - len(apart),
        "lineages": choices.lineages,
        "first": first,
    }
    return {"page": page, "query": query, **told, "policies": list(choices.policies)}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
