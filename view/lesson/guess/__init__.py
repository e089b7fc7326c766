"""The chart in which one drags a point; the component in `component.py` is all that is imported."""
