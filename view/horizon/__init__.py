"""The page How long do data last: its link, its sentences, its figures, and the page itself.

The futures are `engine.horizon`'s. A new paragraph begins in `page.py`.
"""
