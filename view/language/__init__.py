"""The page Text: texts side by side, and what each generation has lost.

What is said of a text in one sentence stands in `view/modalities/text/`. A new section begins in
`page.py`.
"""
