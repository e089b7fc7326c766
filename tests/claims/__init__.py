"""What is claimed on the pages, held against another way of finding out.

`refuters/` has one for each kind of claim; `harness.py` draws experiments and tries them all. A new
kind begins with a refuter beside its like.
"""
