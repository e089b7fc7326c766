"""Lesson: a story in eight steps; in each a guess, and then a real run that answers it."""

from view.classroom.page import lesson

lesson()
