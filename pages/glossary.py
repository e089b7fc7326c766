"""Glossary: every word of this dashboard, where it can be seen, and who has written about it."""

from view.glossary.page import shelf

shelf()
