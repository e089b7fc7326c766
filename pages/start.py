"""Start: what is left of a copy of a copy? One film, one question, and where to go."""

from view.start.page import opening

opening()
