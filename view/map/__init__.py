"""The page Map: thousands of runs at a glance, and the one behind each square.

The cells are `engine.map`'s. Sentences are in `captions.py`, without a screen. A new section begins
in `page.py`.
"""
