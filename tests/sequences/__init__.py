"""Random sequences of what a person does: knob, link, run, audit and sentence are one at the end.

`deeds.py` is what can be done, `showing.py` what a page shows, `sequence.py` one sequence and what
was wrong with it; `python -m tests.sequences` tries many, on a machine that is kept busy.
"""
