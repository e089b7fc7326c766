"""The squares of a map by keys; `walk` in `component.py` is what is imported."""
