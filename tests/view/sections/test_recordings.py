"""A page that opens with a recording says so, and runs it live for whoever asks."""

from collections.abc import Callable
from typing import Any

from tests.support.app import run

Opened = Callable[..., Any]


def told(app: Any) -> str:
    return " ".join(caption.value for caption in app.caption)


def test_a_recording_is_run_live_on_request(open_page: Opened) -> None:
    app = open_page("language", preset="text-words")
    assert "Recorded" in told(app) and "need the first model itself" in told(app)
    app.button(key="live").click()
    run(app)
    for _ in range(50):
        if "a second)" in told(app):
            break
        run(app)
    assert "Recorded" not in told(app)
    assert not [button for button in app.button if button.key == "live"]


def test_another_seed_has_no_recording(open_page: Opened) -> None:
    app = open_page("language", preset="text-words", seed="5")
    assert "Recorded" not in told(app)
