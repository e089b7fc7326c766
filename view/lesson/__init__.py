"""The page Lesson: a story in steps, in each a guess and a real run that answers it.

Pages import `lesson` from `page.py`. A new step is a file in `steps/` that declares a `STEP`.
"""
