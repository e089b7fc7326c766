"""The search for the fewest real data that are enough: by running, and against the exact law."""

from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binom

from engine import BadSpec, Settings, settings
from engine.__main__ import main
from engine.analysis.real_data_search import MOST, Probe, RealDataSearch
from engine.jobs import InlineScheduler, SearchJob
from engine.recording.lineage_store import LineageStore
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
    close = [edge.real for edge in search.edges if not edge.is_certain]
    assert found == law or law in close, f"the search finds {found}, the law {law}"
    nothing = next(probe for probe in search.tried if not probe.real)
    assert not nothing.is_enough, "without real data it is lost"


def answered(needed: int, samples: int = 30, lineages: int = 9) -> RealDataSearch:
    """A search where so many real rows are needed, which no model has found."""
    search = RealDataSearch(small(samples=samples), lineages=lineages)
    while due := search.due:
        real = search.probes[-1].real
        for r in reversed(due):
            search.find(real, r, float(real >= needed))
    return search


@pytest.mark.parametrize("needed", range(32))
def test_every_number_is_found_in_few_tries(needed: int) -> None:
    search = answered(needed)
    assert search.answer == needed, "31: not even real data alone"
    tried = [probe.real for probe in search.tried]
    assert len(set(tried)) == len(tried) <= 2 * (30).bit_length() + 1
    assert all(edge.is_certain and len(edge.left) == 9 for edge in search.edges)


def test_a_number_that_is_close_gets_more_lineages_until_it_is_certain() -> None:
    """Of five lineages in eight that keep half 18 tell nothing, 144 do."""
    search = RealDataSearch(small())
    while due := search.due:
        real = search.probes[-1].real
        for r in due:
            search.find(real, r, float(real > 3 or (real == 3 and r % 8 < 5)))
    assert search.answer == 3
    two, three = search.edges
    assert (two.real, len(two.left)) == (2, 9) and two.kept == 0
    assert three.is_certain and 36 <= len(three.left) <= 288 and len(three.left) % 9 == 0


def test_where_no_number_of_lineages_tells_the_search_ends_and_says_so() -> None:
    search = RealDataSearch(small())
    while due := search.due:
        real = search.probes[-1].real
        for r in due:
            search.find(real, r, float(real > 1 or (real == 1 and r % 2)))
    assert search.answer == 1 and not search.edges[1].is_certain
    assert len(search.edges[1].left) == search.most


def test_a_try_that_misled_is_taken_back() -> None:
    """The first nine lineages say that one is enough; more of them do not."""
    search = RealDataSearch(small())
    while due := search.due:
        real = search.probes[-1].real
        for r in due:
            search.find(real, r, float(real > 2 or (real > 0 and (r < 9 or not r % 4) and r % 3)))
    assert search.answer == 3


def test_a_try_is_enough_where_half_of_the_lineages_keep_half() -> None:
    assert Probe(3, (0.1, 0.5, 0.9)).is_enough and Probe(3, (0.1, 0.5, 0.9)).kept == 2
    assert not Probe(3, (0.1, 0.49, 0.9)).is_enough


def looks(lineages: int) -> list[int]:
    """How many lineages a number may have when the search looks at it."""
    found, most = [lineages], max(lineages, MOST)
    while found[-1] < most:
        found.append(min(2 * found[-1], most))
    return found


def left_out(share: float, lineages: int) -> float:
    """How often one of the intervals that are looked at leaves out the share of endless lineages
    that keep enough: by the binomial distribution of the lineages that each look adds."""
    before, dist, found = 0, np.ones(1), 0.0
    for n in looks(lineages):
        dist = np.convolve(dist, binom.pmf(np.arange(n - before + 1), n - before, share))
        ends = np.array(ends_of(n, looks(lineages)[-1]))
        out = (ends[:, 0] > share) | (ends[:, 1] < share)
        found, before = found + float(dist[out].sum()), n
        dist[out] = 0
    return found


@lru_cache
def ends_of(n: int, most: int) -> list[tuple[float, float]]:
    """The intervals where none, one, two ... of so many keep enough."""
    return [Probe(1, (*(0.0,) * (n - k), *(1.0,) * k), n, most=most).interval for k in range(n + 1)]


SHARES = (0.001, 0.003, 0.01, *np.arange(0.03, 0.98, 0.04), 0.99, 0.997, 0.999)


@pytest.mark.parametrize("lineages", [1, 3, 9, 15, 50, 400])
def test_intervals_hold_though_one_looks_again_and_again(lineages: int) -> None:
    """At least nine times in ten, whatever the share, and however many run at first."""
    worst = max((left_out(share, lineages), share) for share in SHARES)
    assert worst[0] <= 0.1, f"{worst[0]:.1%} of the time for a share of {worst[1]:.3f}"
    assert worst[0] > 0.03, "and are not wider than they must be"


@pytest.mark.parametrize(("lineages", "out"), [(9, 1), (18, 4), (144, 59), (288, 127)])
def test_the_middle_of_endless_lineages_lies_within_its_interval(lineages: int, out: int) -> None:
    """Ranks as the binomial tables have them, at each look."""
    low, high = Probe(1, tuple(range(1, lineages + 1))).middle_interval
    assert (low, high) == (out, lineages + 1 - out)


def test_the_middle_lies_within_its_intervals_at_every_look() -> None:
    """Of normal samples, whose middle is 0, nine lineages in ten."""
    holds, rows = np.ones(1000, dtype=bool), np.random.default_rng(5).standard_normal((1000, MOST))
    for n in looks(9):
        ends = np.array([Probe(1, tuple(row[:n])).middle_interval for row in rows])
        holds &= (ends[:, 0] <= 0) & (ends[:, 1] >= 0)
    error = float(np.sqrt(0.09 / len(rows)))
    assert 0.9 - 3 * error <= holds.mean() <= 0.9 + 0.07, "not wider than ranks must be"


def test_of_too_few_lineages_the_middle_may_be_anywhere() -> None:
    assert Probe(1, (0.4, 0.5, 0.6)).middle_interval == (0.0, float("inf"))


def test_more_is_needed_to_keep_more() -> None:
    """By the exact law of the middle lineage of one Gaussian, where it rises: from some ten real
    rows on it is flat, and of 95% chance decides."""
    made = small(model="gaussian:ddof=0")
    needed = list[int]()
    for keep in (0.3, 0.5, 0.8):
        search = RealDataSearch(made, "fresh", 15, keep)
        needed.append(searched(search))
        law = next((r for r in range(1, 31) if lawful(r, made, 0, False) >= keep), 31)
        close = [edge.real for edge in search.edges if not edge.is_certain]
        assert needed[-1] == law or law in close, f"{keep}: found {needed[-1]}, the law {law}"
    assert needed == sorted(needed) and needed[0] < needed[-1]


def test_what_is_collected_counts_every_new_row() -> None:
    made = small()
    assert RealDataSearch(made).collected(3) == 3 * 120
    assert RealDataSearch(made, "anchor").collected(3) == 0


def test_lineages_may_come_in_any_order_and_twice() -> None:
    search = RealDataSearch(small(), lineages=3)
    for r, left in ((2, 0.7), (0, 0.2), (0, 0.2)):
        search.find(0, r, left)
    assert search.probes == [Probe(0, (0.2, 0.7), 3)] and search.due == [1] and not search.tried
    search.find(5, 1, 0.9)
    assert search.due == [1], "nobody has asked for 5"
    search.find(0, 1, 0.4)
    assert search.probes == [Probe(0, (0.2, 0.4, 0.7), 3), Probe(1, (), 3)]
    assert search.due == [0, 1, 2]


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
    assert main(["enough", *asked.split(), "--keep", "80%"]) == 0
    more = capsys.readouterr()
    assert more.out.startswith("real,lineages,kept_80%,middle") and "lineages keep 80%" in more.err
    assert main(["enough", *asked.split(), "--keep", "2"]) == 2
    assert "keep=2 is outside" in capsys.readouterr().err


def test_what_a_map_has_run_is_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = ["--store", str(tmp_path / "lineages.sqlite")]
    made = "--truth normal --model gaussian --samples 20 --generations 100 --lineages 3"
    asked = made.split()
    assert main(["enough", *asked, "--store", "none"]) == 0
    expected = capsys.readouterr().out
    assert (
        main(["map", *asked, *store, "--x", "generations=100", "--y", "policy.fresh.rows=0,1"]) == 0
    )
    kept = LineageStore(store[1])
    search = RealDataSearch(small(truth="normal", samples=20, generations=100), lineages=3)
    job = SearchJob(search, kept)
    list(job.ready())
    assert [look.real for look in search.looks] == [0, 1], "these were on the map"
    kept.close()
    assert main(["enough", *asked, *store]) == 0
    assert capsys.readouterr().out.endswith(expected)
    assert main(["enough", *asked, *store]) == 0
    assert capsys.readouterr().out == expected
