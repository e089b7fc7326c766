"""The page Map: thousands of runs at a glance, and the one behind each square.

The cells are `engine.map`'s. Sentences are in `captions.py`, without a screen; knobs and link in
`choosing.py`, the drawing in `squares.py`, the run that is played in `behind.py`. A new section is
a function that `pages/map.py` calls.
"""
