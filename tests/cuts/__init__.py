"""Connections that are cut, and servers that die, at random moments: every page is whole by itself.

`wire.py` is a network that can be cut, `places.py` what is looked at, `whole.py` what a whole page
is, `trial.py` one visit that is cut and one server that dies under several; `python -m tests.cuts`
tries many, on a machine that is kept busy.
"""
