"""The search for the fewest real data that are enough: by running, and against the exact law."""

import numpy as np
import pytest

from engine import BadSpec, Settings, settings
from engine.__main__ import main
from engine.enough import Probe, Search
from engine.theory import log_mixed_paths


def small(**values: object) -> Settings:
    """One Gaussian that forgets fast."""
    given = {"truth": "normal:dimensions=1", "model": "gaussian", "policy": "replace"}
    return settings(**given | {"samples": 30, "generations": 120} | values)


def lawful(real: int, made: Settings, ddof: int, kept: bool) -> float:
    """What the middle lineage has kept of generation 0's variance, by the exact law."""
    fits, n = made.generations + 1, made.samples
    rows = np.full(fits, real)
    rows[0] = n
    paths = log_mixed_paths(np.random.default_rng(1), rows, n - rows, 1000, ddof, 1.0, kept)
    return float(np.exp(np.median(paths[:, -1] - paths[:, 0])))


@pytest.mark.parametrize(("policy", "ddof"), [("fresh", 0), ("fresh", 1), ("anchor", 0)])
def test_the_search_finds_what_the_exact_law_finds(policy: str, ddof: int) -> None:
    """The answer is a share of which chance decides at the edge: a neighbour is as good."""
    made = small(model=f"gaussian:ddof={ddof}")
    search = Search(made, policy, 15)
    found = search.follow(lambda _: None)
    law = next(r for r in range(1, 31) if lawful(r, made, ddof, policy == "anchor") >= 0.5)
    assert abs(found - law) <= 1, f"the search finds {found}, the law {law}"
    assert not search.probes[0].is_enough, "without real data it is lost"
    assert [probe.real for probe in search.tried] == [probe.real for probe in search.probes]


def answered(monkeypatch: pytest.MonkeyPatch, needed: int, samples: int = 30) -> Search:
    """A search where so many real rows are needed, which no model has found."""
    monkeypatch.setattr(
        Search, "_left", lambda _self, made: float(round(made.policy.share * samples) >= needed)
    )
    search = Search(small(samples=samples), lineages=1)
    search.follow(lambda _: None)
    return search


@pytest.mark.parametrize("needed", range(32))
def test_every_number_is_found_in_as_few_tries_as_were_promised(
    monkeypatch: pytest.MonkeyPatch, needed: int
) -> None:
    search = answered(monkeypatch, needed)
    assert search.answer == needed, "31: not even real data alone"
    tried = [probe.real for probe in search.tried]
    assert len(set(tried)) == len(tried) <= search.probes_at_most


def test_a_try_is_enough_where_the_middle_lineage_keeps_half() -> None:
    assert Probe(3, (0.1, 0.5, 0.9)).is_enough and Probe(3, (0.1, 0.5, 0.9)).kept == 2
    assert not Probe(3, (0.1, 0.49, 0.9)).is_enough


def test_a_stopped_search_goes_on() -> None:
    search, whole = Search(small(), lineages=3), Search(small(), lineages=3)
    search.work()
    search.stop()
    assert search.work() and search.answer is None and len(search.probes[0].left) == 1
    search.resume()
    assert search.follow(lambda _: None) == whole.follow(lambda _: None)
    assert search.probes == whole.probes


def test_what_makes_no_sense_is_refused_in_one_sentence() -> None:
    with pytest.raises(BadSpec, match="endless"):
        Search(small(exact=True))
    with pytest.raises(BadSpec, match="fresh or anchor, not by accumulate"):
        Search(small(), "accumulate")


def test_without_a_screen(capsys: pytest.CaptureFixture[str]) -> None:
    asked = "--truth normal --model gaussian --samples 20 --generations 100 --lineages 3"
    assert main(["enough", *asked.split()]) == 0
    written = capsys.readouterr()
    assert written.out.splitlines()[0] == "real,lineages,kept_half,middle"
    assert "of 20 samples real in each generation are enough" in written.err
    assert main(["enough", *asked.split(), "--policy", "verify"]) == 2
