"""Digits: networks learn to write from each other, and ten digits become one blur."""

from view.lineages.section import many
from view.page_specs import DIGITS
from view.sections.downloads import downloads
from view.sections.metrics import chart, stream
from view.sections.run import opened, show

chosen = opened(DIGITS, "A copy of a digit.")
runs = show(DIGITS, chosen)
lineages = many(DIGITS, chosen, runs)
if runs:
    stream(runs)
    chart(runs)
    downloads(DIGITS, runs, lineages)
