"""A file that was made stays for a while, however many scripts end meanwhile, and not for good."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager, MediaFileMetadata
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from view.state import made_files

Wait = Callable[[float], None]


@pytest.fixture
def files() -> MediaFileManager:
    return MediaFileManager(MemoryMediaFileStorage("/media"))


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Wait:
    """So many seconds pass, where files are kept."""
    now = [1000.0]
    monkeypatch.setattr(made_files, "time", SimpleNamespace(monotonic=lambda: now[0]))
    monkeypatch.setattr(MediaFileMetadata, "mark_for_delete", MediaFileMetadata.mark_for_delete)
    made_files.keep_made_files()

    def waited(seconds: float) -> None:
        now[0] += seconds

    return waited


def made(files: MediaFileManager) -> str:
    """The name of a file that somebody has just pressed for."""
    asked = files.add_deferred(lambda: b"numbers", "text/csv", "here", "numbers.csv")
    return files.execute_deferred(asked).rpartition("/")[2]


def ends(files: MediaFileManager, scripts: int = 40) -> None:
    """The scripts of a class end."""
    for _ in range(scripts):
        files.remove_orphaned_files()


def test_it_stays_while_the_scripts_of_a_class_end(files: MediaFileManager, wait: Wait) -> None:
    name = made(files)
    ends(files)
    wait(0.9 * made_files.KEPT)
    ends(files)
    assert files.read_file(name) is not None


def test_it_is_let_go_in_the_end(files: MediaFileManager, wait: Wait) -> None:
    name = made(files)
    ends(files)
    wait(1.1 * made_files.KEPT)
    ends(files, 2)
    assert files.read_file(name) is None


def test_what_is_made_again_stays_as_long_again(files: MediaFileManager, wait: Wait) -> None:
    made(files)
    ends(files)
    wait(0.9 * made_files.KEPT)
    name = made(files)
    wait(0.9 * made_files.KEPT)
    ends(files)
    assert files.read_file(name) is not None


def test_streamlit_alone_lets_it_go_at_once(
    files: MediaFileManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When it keeps what was made by itself, this is not needed any more."""
    monkeypatch.setattr(MediaFileMetadata, "mark_for_delete", made_files._mark)
    name = made(files)
    ends(files, 2)
    assert files.read_file(name) is None
