"""Lets the browser ask for the page anew; `anew` in `component.py` is all that is imported."""
