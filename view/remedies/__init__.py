"""The page What helps: policies in step, their ledger, forks, and the search for enough real data.

Sentences are in `captions.py`, without a screen. A new section begins in `page.py`.
"""
