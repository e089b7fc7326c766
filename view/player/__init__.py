"""The animated player: a run's generations packed into binary chunks and played on a canvas.

It knows no engine: whatever is a `Recording` (`source.py`) can be played, through `player` in
`component.py` or packed by `codec.py`. A new curve is a metric's `Shown`; a new panel begins in
`js/panels/`.
"""
