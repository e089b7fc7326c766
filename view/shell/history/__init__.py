"""One entry of the browser's history for each thing that was chosen; `entries` in `component.py` is
all that is imported."""
