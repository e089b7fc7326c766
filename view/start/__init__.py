"""The page Start: one film, one question, and where to go from here.

The ways on are a table in `page.py`: another one is another row.
"""
