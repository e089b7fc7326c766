"""Remedies: the same data and the same chance, read in up to four ways, side by side."""

from view.page_specs import REMEDIES
from view.remedies.page import intervene, lanes
from view.remedies.search import go_on_searching, real_data_search
from view.sections.downloads import downloads
from view.sections.metrics import chart
from view.sections.run import about, opened

chosen = opened(REMEDIES, "What helps?")
runs, paused_at = lanes(REMEDIES, chosen)
about(
    REMEDIES,
    chosen,
    "The same data, the same model, the same chance; only what each generation reads differs.",
)
if runs and all(run.finished and run.trajectory.length for run in runs):
    real_data_search(chosen, runs)
    intervene(REMEDIES, chosen, paused_at)
    chart(runs)
    downloads(REMEDIES, runs)
else:
    go_on_searching(chosen)
