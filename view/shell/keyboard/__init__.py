"""The keys of every page, and the list of them; `keys` in `component.py` is what is imported."""
