"""What Streamlit does once before its first element is done before the first visitor comes."""

import sys

import pytest
from streamlit import delta_generator, env_util

from view.state import server


def test_the_first_element_is_not_slower_than_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delta_generator, "_use_warning_has_been_displayed", False)
    monkeypatch.setattr(delta_generator.runtime, "exists", lambda: True)
    server.load()
    assert "streamlit.emojis" in sys.modules
    monkeypatch.setattr(env_util, "is_repl", lambda: pytest.fail("looked for a second time"))
    delta_generator._maybe_print_use_warning()
