"""The section Many lineages: bands, fates, and what became of them in words.

Pages import `many` from `section.py`. A new verdict begins in `view/modalities/verdicts.py`, or,
where it is of one kind of data only, in that kind's room.
"""
