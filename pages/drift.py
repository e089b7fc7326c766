"""Drift: a model is fitted to its own output, generation after generation, and forgets."""

from view.lineages.section import many
from view.page_specs import DRIFT
from view.sections.downloads import downloads
from view.sections.metrics import chart
from view.sections.run import opened, show
from view.sections.theory import against_theory

chosen = opened(DRIFT, "A copy of a copy.")
runs = show(DRIFT, chosen)
lineages = many(DRIFT, chosen, runs)
against_theory(DRIFT, chosen, runs, lineages)
if runs:
    chart(runs)
    downloads(DRIFT, runs, lineages)
