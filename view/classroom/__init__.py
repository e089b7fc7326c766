"""A class on the page Lesson: one teacher's screen, many phones, and everybody's guesses.

The page imports `lesson` from `page.py`, the server `ClassRoutes` from `routes.py`. A class is
`classroom.py`, all of a server's are `school.py`; neither knows a screen. What is told of one is
`news.py`, who draws it `teacher.py` and `pupil.py`, what is left of it `sheet.py`.
"""
