"""What the pages say, without a screen: `python -m view.say` for one experiment.

`said` in `told.py` collects the claims of a page. A page with claims of its own begins there, and
each new kind of claim with a refuter in `tests/claims/`.
"""
