"""The search for the fewest real data that are enough: by running, and against the exact law."""

import numpy as np
import pytest

from engine import BadSpec, Settings, settings
from engine.__main__ import main
from engine.analysis.real_data_search import Probe, RealDataSearch
from engine.jobs import InlineScheduler, SearchJob
from engine.theory import log_mixed_paths


def small(**values: object) -> Settings:
    """One Gaussian that forgets fast."""
    given = {"truth": "normal:dimensions=1", "model": "gaussian", "policy": "replace"}
    return settings(**given | {"samples": 30, "generations": 120} | values)


def searched(search: RealDataSearch) -> int:
    """What it finds, here and now."""
    scheduler, job = InlineScheduler(), SearchJob(search)
    scheduler.submit(job)
    assert scheduler.wait(job) and search.answer is not None
    return search.answer


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
    search = RealDataSearch(made, policy, 15)
    found = searched(search)
    law = next(r for r in range(1, 31) if lawful(r, made, ddof, policy == "anchor") >= 0.5)
    assert abs(found - law) <= 1, f"the search finds {found}, the law {law}"
    assert not search.probes[0].is_enough, "without real data it is lost"
    assert [probe.real for probe in search.tried] == [probe.real for probe in search.probes]


def answered(needed: int, samples: int = 30) -> RealDataSearch:
    """A search where so many real rows are needed, which no model has found."""
    search = RealDataSearch(small(samples=samples), lineages=3)
    while due := search.due:
        real = search.probes[-1].real
        for r in reversed(due):
            search.find(real, r, float(real >= needed))
    return search


@pytest.mark.parametrize("needed", range(32))
def test_every_number_is_found_in_as_few_tries_as_were_promised(needed: int) -> None:
    search = answered(needed)
    assert search.answer == needed, "31: not even real data alone"
    tried = [probe.real for probe in search.tried]
    assert len(set(tried)) == len(tried) <= search.probes_at_most


def test_a_try_is_enough_where_the_middle_lineage_keeps_half() -> None:
    assert Probe(3, (0.1, 0.5, 0.9)).is_enough and Probe(3, (0.1, 0.5, 0.9)).kept == 2
    assert not Probe(3, (0.1, 0.49, 0.9)).is_enough


def test_lineages_may_come_in_any_order_and_twice() -> None:
    search = RealDataSearch(small(), lineages=3)
    for r, left in ((2, 0.7), (0, 0.2), (0, 0.2)):
        search.find(0, r, left)
    assert search.probes == [Probe(0, (0.2, 0.7))] and search.due == [1] and not search.tried
    search.find(5, 1, 0.9)
    assert search.due == [1], "nobody has asked for 5"
    search.find(0, 1, 0.4)
    assert search.probes == [Probe(0, (0.2, 0.4, 0.7)), Probe(1)] and search.due == [0, 1, 2]


def test_what_makes_no_sense_is_refused_in_one_sentence() -> None:
    with pytest.raises(BadSpec, match="endless"):
        RealDataSearch(small(exact=True))
    with pytest.raises(BadSpec, match="fresh or anchor, not by accumulate"):
        RealDataSearch(small(), "accumulate")


def test_without_a_screen(capsys: pytest.CaptureFixture[str]) -> None:
    asked = "--truth normal --model gaussian --samples 20 --generations 100 --lineages 3"
    assert main(["enough", *asked.split()]) == 0
    written = capsys.readouterr()
    assert main(["enough", *asked.split(), "--workers", "2"]) == 0
    assert capsys.readouterr().out == written.out
    assert written.out.splitlines()[0] == "real,lineages,kept_half,middle"
    assert "of 20 samples real in each generation are enough" in written.err
    assert main(["enough", *asked.split(), "--policy", "verify"]) == 2
