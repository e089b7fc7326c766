"""Knobs that have no effect as the others stand, and why: a row for each reason."""

from collections.abc import Callable, Mapping
from typing import Any

from engine.knobs import knobs_of, name_of
from engine.policies._shares import BY_SHARE, rows_of, too_few, too_little
from engine.recording import Trajectory
from engine.settings import ROLES, Settings

Reason = Callable[[Settings, Any], str | bool]
"""Why a knob of a kind has no effect in a run, in words that follow a colon; or False."""

LIMIT = "model.gmm.max_iter"
"""The knob that only counts where a fit comes up against it, which no one knows before."""

_EXACT = "endlessly many samples have the variance of what they come from, without any correction"
_END = "the turn lies after the last generation"
_NO_TURN = "there is no turn, for both rules are the same"


def _finds_one(s: Settings, m: Any) -> bool:
    return m.components == 1 and m.start == "kmeans" and not s.exact


def _all_known(s: Settings, t: Any) -> str | bool:
    if t.tokenizer:
        return "the network's tokenizer says which tokens there are"
    known = f"the text has only {len(t.symbols):,} different words and marks"
    return not t.corpus.unknown and known


def _all_pass(s: Settings, p: Any) -> str | bool:
    return p.part(s.samples) == s.samples and "every sample is let through"


def _too_few(s: Settings, p: Any) -> str | bool:
    return rows_of(p.keep, s.samples) < 2 and "two samples at least are let through in any case"


def _little(s: Settings, p: Any) -> str | bool:
    counted = p.rows != BY_SHARE and "how many samples are real is told by their number"
    return counted or too_little(p.share, None if s.exact else s.samples)


def _all_real(s: Settings, p: Any) -> str | bool:
    if s.exact:
        return p.rows > 0 and too_few(p.rows)
    return p.rows >= s.samples and f"all {s.samples:,} samples are real in any case"


def _no_turn(s: Settings, p: Any) -> str | bool:
    return (p.at > s.generations and _END) or (p.first == p.then and _NO_TURN)


def _at_once(s: Settings, p: Any) -> str | bool:
    lasts = not p.lasting or p.at + p.lasting > s.generations
    return p.at == 1 and lasts and "the second rule holds from the first copy to the last"


def _to_the_end(s: Settings, p: Any) -> str | bool:
    beyond = p.lasting > 0 and p.at + p.lasting > s.generations
    return _no_turn(s, p) or (beyond and "the second rule holds to the last generation in any case")


REASONS: Mapping[str, Reason] = {
    "truth.blobs.radius": lambda s, t: t.count == 1 and "one blob alone lies in the middle",
    "truth.text.vocabulary": _all_known,
    "model.gaussian.ddof": lambda s, m: s.exact and _EXACT,
    "model.gmm.tolerance": lambda s, m: (
        (_finds_one(s, m) and "one cloud alone is found at once")
        or (m.max_iter == 1 and "each fit ends after one round")
    ),
    "model.kde.bias": lambda s, m: m.bandwidth == 0 and "clouds without a width stay points",
    "policy.fresh.share": _little,
    "policy.fresh.rows": _all_real,
    "policy.anchor.share": _little,
    "policy.anchor.rows": _all_real,
    "policy.bottleneck.rows": lambda s, p: (
        p.rows >= s.samples and f"all {s.samples:,} samples are read in any case"
    ),
    "policy.verify.judge": _all_pass,
    "policy.verify.error": _all_pass,
    "policy.verify.keep": _too_few,
    "policy.schedule.first": _at_once,
    "policy.schedule.then": lambda s, p: p.at > s.generations and _END,
    "policy.schedule.at": _no_turn,
    "policy.schedule.lasting": _to_the_end,
}
"""By the name that links give a knob. Between two of its values at which it has no effect, and all
else equal, the runs are the same."""


def idle(settings: Settings) -> dict[str, str]:
    """The knobs that have no effect in a run, by their names in links, each with the reason."""
    found = {}
    for role in ROLES:
        thing = getattr(settings, role)
        for knob in knobs_of(thing):
            name = f"{role}.{name_of(thing)}.{knob}"
            if name in REASONS and (reason := REASONS[name](settings, thing)):
                found[name] = str(reason)
    return found


def unreached(trajectory: Trajectory) -> str:
    """Of a whole run whose fits go round by round, and never came up against the most rounds that
    they may take: how many they took, at most; empty for all others."""
    model: Any = trajectory.settings.model
    rounds = trajectory.record.get("iterations")
    if rounds is None or not trajectory.complete or not hasattr(model, "max_iter"):
        return ""
    most = int(rounds.max())
    return f"no fit took more than {most:,}" if most < model.max_iter else ""
