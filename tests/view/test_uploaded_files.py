"""A visitor's table is kept under the name of its contents, and a link reaches nothing else."""

import errno
import os
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine import BadSpec, Settings, settings, to_dict
from engine.truths.table import Table
from view import uploaded_files
from view.page_specs import DRIFT
from view.urls.experiment import from_query, to_query

CSV = b"a,b,c\n1,2,x\n3,4,y\n5,,z\n7,8,x\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(uploaded_files, "FOLDER", tmp_path / "kept")
    return tmp_path / "kept"


def reached(spec: str) -> str:
    """The file that a link with this truth would open; empty if it opens none."""
    moved = uploaded_files.from_link({"truth": spec})["truth"]
    try:
        truth = settings(truth=moved, model="gaussian", policy="replace").truth
    except BadSpec:
        return ""
    return truth.file if isinstance(truth, Table) else ""


def inside(file: str) -> bool:
    return not file or os.path.dirname(os.path.realpath(file)) == str(
        uploaded_files.FOLDER.resolve()
    )


@pytest.mark.parametrize(
    "file",
    [
        "/etc/passwd",
        "../../etc/passwd",
        "..",
        ".",
        "/",
        "~/.ssh/id_rsa",
        "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "%252e%252e%252fetc%252fpasswd",
        "..\\..\\etc\\passwd",
        "C:\\secrets.csv",
        "file:///etc/passwd",
        "kept/../../a.csv",
        "0123456789abcdef.csv/../../a.csv",
        "0123456789abcdef.csv%00",
        "0123456789abcdef.csv\n",
        "",
    ],
)
@pytest.mark.parametrize("before", ["", " ", "\t", "\n", "\u00a0"])
def test_a_link_reaches_no_other_file(file: str, before: str) -> None:
    assert inside(reached(f"{before}table:file={file}"))
    assert inside(reached(f"{before}table:file={quote(file, safe='')}"))
    assert inside(reached(f"{before}table:x=a,file={file},y=b"))


@given(st.text())
@example("table:file=a,file=/etc/passwd")
def test_no_text_reaches_another_file(text: str) -> None:
    assert inside(reached(text))
    assert inside(reached(f"table:file={text}"))
    assert inside(reached(f"table:x={text}"))


def test_a_file_that_is_not_there_is_one_sentence_and_the_default() -> None:
    for spec in ("table", "table:file=/etc/passwd", "table:file=0123456789abcdef.csv"):
        chosen, ignored = from_query(DRIFT, uploaded_files.from_link({"truth": spec, "seed": "4"}))
        assert (len(ignored), chosen.seed) == (1, 4)
        assert "no such file" in ignored[0] and str(uploaded_files.FOLDER) not in ignored[0]


def kept_settings() -> Settings:
    table = Table(file=str(uploaded_files.keep(CSV)), x="b", y="a", scale=True)
    return settings(truth=table, model="gaussian", policy="replace")


def test_a_link_to_an_upload_comes_back(folder: Path) -> None:
    chosen = kept_settings()
    query = uploaded_files.to_link(to_query(DRIFT, chosen))
    assert str(folder.parent) not in str(query)
    assert from_query(DRIFT, uploaded_files.from_link(query)) == (chosen, [])


def test_what_is_taken_home_does_not_say_where_it_lay(folder: Path) -> None:
    written = uploaded_files.to_link(
        {key: str(value) for key, value in to_dict(kept_settings()).items()}
    )
    assert str(folder.parent) not in str(written)


def test_other_truths_are_left_alone() -> None:
    query = {"truth": "blobs:count=2", "seed": "1", "model": "table"}
    assert uploaded_files.from_link(query) == uploaded_files.to_link(query) == query


def test_what_cannot_be_read_is_left_to_be_told() -> None:
    _, ignored = from_query(DRIFT, uploaded_files.from_link({"truth": "table:fil=a.csv"}))
    assert len(ignored) == 1 and "fil" in ignored[0]


def test_the_same_table_is_kept_once_and_whole(folder: Path) -> None:
    first, second = uploaded_files.keep(CSV), uploaded_files.keep(CSV)
    assert first == second and first.read_bytes() == CSV
    assert list(folder.iterdir()) == [first]


def test_two_tables_are_two_files() -> None:
    assert uploaded_files.keep(CSV) != uploaded_files.keep(CSV + b"9,9,x\n")


@pytest.mark.parametrize("data", [b"", b"\x00\x01", b"a,b\nx,y\n", b"1,2\n"])
def test_what_is_no_table_is_not_kept(folder: Path, data: bytes) -> None:
    with pytest.raises(BadSpec):
        uploaded_files.keep(data)
    assert not folder.exists()


def test_tables_are_dropped_after_a_day_but_not_while_they_are_used(folder: Path) -> None:
    old, used = uploaded_files.keep(CSV), uploaded_files.keep(CSV + b"9,9,x\n")
    past = time.time() - uploaded_files.KEPT_SECONDS - 10
    for path in (old, used):
        os.utime(path, (past, past))
    uploaded_files.keep(CSV + b"9,9,x\n")
    assert list(folder.iterdir()) == [used]


def test_nobody_else_on_the_machine_reads_the_tables(folder: Path) -> None:
    uploaded_files.keep(CSV)
    assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("before", ["a file", "open to all", "a link"])
def test_what_stands_in_the_folders_place_is_one_sentence(before: str, folder: Path) -> None:
    if before == "a file":
        folder.touch()
    elif before == "a link":
        folder.symlink_to(folder.parent, target_is_directory=True)
    else:
        folder.mkdir()
        folder.chmod(0o777)
    with pytest.raises(BadSpec, match="no room to keep it") as refused:
        uploaded_files.keep(CSV)
    assert "\n" not in str(refused.value) and str(folder) not in str(refused.value)


def test_a_full_disk_is_one_sentence_and_the_part_is_removed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = uploaded_files.keep(CSV)
    whole = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        whole(path, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(BadSpec, match="no room to keep it") as refused:
        uploaded_files.keep(CSV + b"9,9,x\n")
    assert "(No space left on device)" in str(refused.value)
    assert str(folder) not in str(refused.value)
    assert list(folder.iterdir()) == [there]
    assert uploaded_files.keep(CSV) == there, "what is there needs no room"
