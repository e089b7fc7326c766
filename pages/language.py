"""Language: models learn to write from each other; first rare words go, then the meaning."""

from view.language.page import courses, manuscripts, surprises
from view.page_specs import LANGUAGE
from view.sections.downloads import downloads
from view.sections.metrics import chart
from view.sections.run import opened

chosen = opened(LANGUAGE, "A copy of a text.")
runs = manuscripts(LANGUAGE, chosen)
if runs:
    surprises(runs)
    courses(runs)
    chart(runs)
    downloads(LANGUAGE, runs)
