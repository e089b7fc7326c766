"""Dice: what was thrown becomes the next die, until a single face is left."""

from functools import partial

from view import state
from view.lineages.section import many
from view.page_specs import DICE
from view.sections.by_hand import thrown, who
from view.sections.downloads import downloads
from view.sections.metrics import chart, heaps
from view.sections.run import opened, show
from view.sections.theory import against_theory

chosen = opened(DICE, "A copy of a count.", partial(who, DICE))
if state.in_hand(DICE):
    thrown(DICE, chosen)
else:
    runs = show(DICE, chosen)
    lineages = many(DICE, chosen, runs)
    if runs:
        heaps(runs)
    against_theory(DICE, chosen, runs, lineages)
    if runs:
        chart(runs)
        downloads(DICE, runs, lineages)
