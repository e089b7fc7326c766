"""Claims on what is read, held against the rows that were."""

import re

from engine import Trajectory
from tests.claims.refuters.refuter import apart, refutes, value
from view.say.told import Said


@refutes("what is read")
def what_is_read(said: Said) -> str | None:
    """The rows that generation 1 has read, counted; a share that is said is a share of them."""
    run = said.of
    assert isinstance(run, Trajectory)
    if run.length < 2 or run.settings.exact:
        return None
    real, own, older = (int(count) for count in run.origins[1])
    if value(said.claim, "read") != real + own + older:
        return apart("rows read", value(said.claim, "read"), real + own + older)
    if "from generation" in said.claim.words or "in generation" in said.claim.words:
        return None
    for share, rows, of in PARTS.findall(said.claim.words.replace(",", "")):
        counted = real or own
        if int(rows) != counted or abs(float(share) / 100 - counted / int(of)) > 0.006:
            return apart("rows", f"{share}% ({rows} of {of})", (real, own))
    if "no new real data" in said.claim.words and real:
        return apart("real rows", 0, real)
    return None


PARTS = re.compile(r"([\d.]+)% \((\d+) of (\d+) samples?\)")
"""A share, and how many of how many that is."""


@refutes("audit")
def audit(said: Said) -> str | None:
    """The rows that one generation has read, summed by where they are from."""
    run = said.of
    assert isinstance(run, Trajectory)
    at = said.claim.since
    policy, n = run.settings.policy, run.settings.samples
    counted = sum(value(said.claim, name) for name in ("real", "own", "older"))
    expected = 0 if run.settings.exact else policy.rows_read(at, n)
    if counted != expected:
        return apart("rows read", counted, expected)
    if at and value(said.claim, "real") < policy.rows_collected(at, n) and not run.settings.exact:
        return apart("real rows", value(said.claim, "real"), policy.rows_collected(at, n))
    return None


@refutes("only real data", "only real counts", "only real pictures", "only real text")
def only_real(said: Said) -> str | None:
    """Not one row that a model has said was read."""
    run = said.of
    assert isinstance(run, Trajectory)
    if run.settings.exact or run.origins[1 : run.length, 1:].any():
        return "a generation has read what another one said"
    return None
