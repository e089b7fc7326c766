"""All kinds of claims with their refuters, for docs/claims.md: `python -m docs.claims`."""

import inspect
import sys
from pathlib import Path

from tests.claims.refuters import REFUTERS

PAGE = Path(__file__).with_name("claims.md")

ABOVE = """\
# What is claimed, and how it is refuted

A sentence on a page is made of claims: a kind, the generations from and until which it is true, its
numbers, and last of all its words (`view/captions/claim.py`). Each kind has a refuter in
`tests/claims/refuters/`, which finds out by another way whether it is true. `make test` draws some
hundred experiments and tries all that the pages say of them, `make test-long` some thousand;
`python -m tests.claims 10000` as many as one likes. `python -m view.say` prints what a page says of
an experiment, with `--json` the kinds and numbers.

Sentences that stand whatever the run are claims too (`view/say/standing.py`): what a preset says is
to be seen in it, the help of knobs, the words of the glossary. A refuter of these knows the words
that it tries; those that only say what a knob sets or a word means are listed in
`tests/claims/definitions.py`. `tests/claims/test_standing.py` tries them all.

This table is written by `python -m docs.claims`.

| kind | refuted by | where |
|---|---|---|
"""


def page() -> str:
    """The whole page."""
    rows = []
    for kind, refuter in sorted(REFUTERS.items()):
        how = " ".join(inspect.cleandoc(refuter.__doc__ or "").split())
        where = refuter.__module__.rpartition(".")[2]
        rows.append(f"| {kind} | {how} | `{where}.py` |")
    return ABOVE + "\n".join(rows) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.exit(0)
