"""What a search for enough real data has found, how sure it is, and what that costs, in words."""

from engine import Settings
from engine.analysis.real_data_search import Probe, RealDataSearch
from engine.analysis.survival import CERTAINTY, HALF
from engine.knobs import name_of
from engine.policies.fresh import Fresh
from engine.theory import fresh_plateau
from engine.theory.conditions import is_gaussian
from view.captions.claim import Claim, Number
from view.captions.format import listed, percent
from view.remedies.captions import variance_left

SOME = 10
"""Samples from which on half a real one in each generation keeps half, on average."""


INTERVALS = (
    f"An interval holds at least {CERTAINTY:.0%} of the time, however often the search looks at it "
    "while it adds lineages; it is wider for that."
)
"""What those in the table are."""


def much(keep: float) -> str:
    """The share that is to be kept, in a word."""
    return "half" if keep == HALF else percent(keep)


def found(search: RealDataSearch) -> Claim:
    """The answer of a search that is over, with how far one can lean on it."""
    answer, n, last = search.answer, search.settings.samples, search.settings.generations
    edges = {edge.real: edge for edge in search.edges}
    assert answer is not None
    at, kept = f"at generation {last:,}", f"keep {much(search.keep)}"
    kinds = (
        ("new real one", "new real ones")
        if search.policy == name_of(Fresh)
        else ("real one, always the same,", "real ones, always the same,")
    )
    if answer > n:
        words = (
            "Not even real data alone are enough: with all "
            f"{n:,} samples real {_kept(edges[n])} {kept} of their "
            f"variance {at}."
        )
    elif not answer:
        words = f"No real data were needed: without any, {_kept(edges[0])} {kept} {at}."
    else:
        fewer = "without any" if answer == 1 else f"with {answer - 1:,}"
        words = (
            f"Among {n:,} samples in each generation, {answer:,} {kinds[answer > 1]} would have "
            f"been enough: {_kept(edges[answer])} {kept} of their variance {at}, and {fewer} "
            f"{_kept(edges[answer - 1])}."
        )
    close = [edge for edge in edges.values() if not edge.is_certain]
    if close:
        which = listed([f"{edge.real:,}" for edge in close])
        words += f" It is close: of {which} even so many lineages cannot tell for sure."
    undecided = [f"{p.real:,} ({p.kept} of {len(p.left)})" for p in search.undecided]
    if undecided:
        words += (
            f" Fewer may be enough, too: with {listed(undecided)} too few lineages have run to "
            "tell."
        )
    numbers: dict[str, Number] = {"answer": answer, "policy": search.policy, "close": len(close)}
    numbers["undecided"] = len(undecided)
    numbers["keep"] = search.keep
    for name, edge in zip(("first", "second"), search.edges, strict=False):
        low, high = edge.interval
        numbers |= {f"{name} real": edge.real, f"{name} low": low, f"{name} high": high}
    return Claim("enough", words, last, last, numbers, CERTAINTY)


def _kept(probe: Probe) -> str:
    low, high = probe.interval
    return (
        f"{probe.kept} of {len(probe.left)} lineages ({CERTAINTY:.0%} interval {low:.0%} to "
        f"{high:.0%})"
    )


def tries(search: RealDataSearch) -> dict[str, list[str]]:
    """A row a number of real samples that was tried, fewest first."""
    every = sorted(search.tried, key=lambda probe: probe.real)
    n = search.settings.samples
    return {
        "real in each generation": [f"{probe.real:,}" for probe in every],
        "share": [percent(probe.real / n) if probe.real else "0%" for probe in every],
        f"lineages that keep {much(search.keep)}": [
            f"{probe.kept} of {len(probe.left)}" for probe in every
        ],
        f"{CERTAINTY:.0%} interval": [
            f"{low:.0%} to {high:.0%}" for low, high in (probe.interval for probe in every)
        ],
        f"the middle one keeps ({CERTAINTY:.0%} interval)": [
            f"{variance_left(probe.middle)} ({variance_left(low)} to {variance_left(high)})"
            for probe in every
            for low, high in (probe.middle_interval,)
        ],
    }


def cost(search: RealDataSearch, price: float) -> Claim | None:
    """What the answer costs one lineage to its end, at so much a real row; None where no number
    of them was enough."""
    real, n, last = search.answer, search.settings.samples, search.settings.generations
    assert real is not None
    if real > n:
        return None
    later = search.collected(real)
    first, more = f"the {n:,} of generation 0 cost {money(price * n)}", money(price * later)
    if not real:
        words = f"{first}, and no other is needed."
    elif not later:
        kept = "the one that is" if real == 1 else f"the {real:,} that are"
        words = f"{first}; {kept} kept and read again belong to them, and cost nothing more."
    else:
        each = "1 new one" if real == 1 else f"{real:,} new ones"
        words = (
            f"{each} in each of {last:,} generations are {later:,} in all, and cost {more}; "
            f"{first}."
        )
    numbers: dict[str, Number] = {"real": real, "policy": search.policy, "price": price}
    numbers |= {"first": n, "later": later, "spent": price * (n + later)}
    return Claim("cost of enough", f"At {money(price)} a real row, {words}", last, last, numbers)


def money(value: float) -> str:
    """A sum, with no more digits than it has: cents from 1 on."""
    if value < 1:
        return f"{value:.3g}"
    return f"{value:,.2f}".removesuffix(".00")


def by_theory(chosen: Settings, policy: str) -> Claim | None:
    """What a closed form says of new real data, where one is known: of the average, not of the
    middle lineage."""
    bold = getattr(chosen.model, "bias", 1.0) != 1
    known = is_gaussian(chosen) and not bold and chosen.samples >= SOME
    if not known or policy != name_of(Fresh):
        return None
    n = chosen.samples
    plateau = fresh_plateau(n, 1 / n)
    return Claim(
        "plateau by theory",
        "Theory, for one Gaussian on normal data: on average half of the variance is kept with "
        "about one new real sample in every two generations, whether ten samples or thousands; "
        f"with one in each generation, {percent(plateau)}. That is for the likeliest "
        "fit (correction 0); with correction 1 the average never falls, and only the middle "
        "lineage tells. Fewer than one in each generation cannot be had here.",
        numbers={"samples": n, "plateau": plateau},
    )
