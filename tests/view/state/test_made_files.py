"""A file that was made stays for a while, however many scripts end meanwhile, and not for good."""

import time
from collections.abc import Iterator

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from view.state import made_files

PATIENCE = 20.0


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Iterator[MediaFileManager]:
    monkeypatch.setattr(made_files, "KEPT", 0.5)
    before = MediaFileManager.remove_orphaned_files
    made_files.keep_made_files()
    yield MediaFileManager(MemoryMediaFileStorage("/media"))
    MediaFileManager.remove_orphaned_files = before  # type: ignore[method-assign]
    with made_files._due:
        pass  # nothing is due any more


def made(files: MediaFileManager) -> str:
    """The name of a file that somebody has just pressed for."""
    asked = files.add_deferred(lambda: b"numbers", "text/csv", "here", "numbers.csv")
    return files.execute_deferred(asked).rpartition("/")[2]


def test_it_stays_while_the_scripts_of_a_class_end(files: MediaFileManager) -> None:
    name = made(files)
    for _ in range(40):
        files.remove_orphaned_files()
    assert files.read_file(name) is not None


def test_it_is_let_go_in_the_end(files: MediaFileManager) -> None:
    name, end = made(files), time.monotonic() + PATIENCE
    while files.read_file(name) is not None:
        assert time.monotonic() < end, "it stays for good"
        files.remove_orphaned_files()
        time.sleep(0.01)


def test_streamlit_alone_lets_it_go_at_once() -> None:
    """When it keeps what was made by itself, this is not needed any more."""
    files = MediaFileManager(MemoryMediaFileStorage("/media"))
    name = made(files)
    for _ in range(2):
        files.remove_orphaned_files()
    assert files.read_file(name) is None
