"""Whatever file people have, it is read, or one sentence says why not."""

import codecs
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.data.csv_table import read_table
from engine.data.csv_text import LARGEST_FILE
from engine.knobs import BadSpec
from engine.progress import Progress, Step, watched

N = np.nan
PLAIN = "x,y\n1,2.5\n3,4\n"

READ: dict[str, tuple[str | bytes, dict[str, list[float]]]] = {
    "comma": (PLAIN, {"x": [1, 3], "y": [2.5, 4]}),
    "semicolon": ("x;y\n1;2.5\n3;4\n", {"x": [1, 3], "y": [2.5, 4]}),
    "tab": ("x\ty\n1\t2.5\n3\t4", {"x": [1, 3], "y": [2.5, 4]}),
    "bar": ("x|y\n1|2.5\n3|4", {"x": [1, 3], "y": [2.5, 4]}),
    "space": ("x y\n1 2.5\n3 4", {"x": [1, 3], "y": [2.5, 4]}),
    "several spaces": ("  x   y\n  1 2.5 \n 3    4  \n", {"x": [1, 3], "y": [2.5, 4]}),
    "space after comma": ('"x", "y"\n1, 2.5\n3, 4', {"x": [1, 3], "y": [2.5, 4]}),
    "decimal comma": ("x;y\n1,5;2,25\n3,0;4,125\n", {"x": [1.5, 3], "y": [2.25, 4.125]}),
    "decimal comma, no header": (
        "1,5;2,25\n3,0;4\n",
        {"column 1": [1.5, 3], "column 2": [2.25, 4]},
    ),
    "decimal comma and text": (
        "who;x;y\nAnn, B.;1,5;2\nBob;3;4,5\n",
        {"x": [1.5, 3], "y": [2, 4.5]},
    ),
    "decimal comma and tab": ("x\ty\n1,5\t2\n3,25\t4", {"x": [1.5, 3.25], "y": [2, 4]}),
    "decimal comma in quotes": ('x,y\n"1,5",2\n"3,25",4', {"x": [1.5, 3.25], "y": [2, 4]}),
    "decimal comma, grouped": (
        "x;y\n1.234,5;2\n12.345.678;4\n",
        {"x": [1234.5, 12345678], "y": [2, 4]},
    ),
    "three decimals after a comma": ("x;y\n1,234;2\n3,456;4\n", {"x": [1.234, 3.456], "y": [2, 4]}),
    "thousands in quotes": (
        'x,y\n"1,234","2,345,678.5"\n"12","-1,000"',
        {"x": [1234, 12], "y": [2345678.5, -1000]},
    ),
    "byte order mark": (codecs.BOM_UTF8 + PLAIN.encode(), {"x": [1, 3], "y": [2.5, 4]}),
    "UTF-16, little end first": (
        codecs.BOM_UTF16_LE + PLAIN.replace("x", "größe").encode("utf-16-le"),
        {"größe": [1, 3], "y": [2.5, 4]},
    ),
    "UTF-16, big end first": (
        codecs.BOM_UTF16_BE + PLAIN.encode("utf-16-be"),
        {"x": [1, 3], "y": [2.5, 4]},
    ),
    "Latin-1": ("Größe,Höhe\n1,2\n3,4".encode("latin-1"), {"Größe": [1, 3], "Höhe": [2, 4]}),
    "Windows": ("Preis €,x\n1,2\n3,4".encode("cp1252"), {"Preis €": [1, 3], "x": [2, 4]}),
    "neither": (b"a\x81,b\n1,2\n3,4", {"a\x81": [1, 3], "b": [2, 4]}),
    "UTF-8": ("身長,🌍\n1,2\n3,4", {"身長": [1, 3], "🌍": [2, 4]}),
    "CRLF": (PLAIN.replace("\n", "\r\n"), {"x": [1, 3], "y": [2.5, 4]}),
    "CR": (PLAIN.replace("\n", "\r"), {"x": [1, 3], "y": [2.5, 4]}),
    "end of file as in DOS": (PLAIN + "\x1a", {"x": [1, 3], "y": [2.5, 4]}),
    "blank lines": ("\n\nx,y\n\n1,2\n  \n3,4\n,\n\n", {"x": [1, 3], "y": [2, 4]}),
    "no header": ("1,2\n3,4\n", {"column 1": [1, 3], "column 2": [2, 4]}),
    "two names alike, one blank": (
        "x,x,,x (2)\n1,2,3,4\n5,6,7,8",
        {"x": [1, 5], "x (2)": [2, 6], "column 3": [3, 7], "x (2) (2)": [4, 8]},
    ),
    "names with everything": (
        '"a, b=c","line\n two","say ""hi"""\n1,2,3\n4,5,6',
        {"a, b=c": [1, 4], "line two": [2, 5], 'say "hi"': [3, 6]},
    ),
    "one column": ("x\n1\n2\n", {"x": [1, 2]}),
    "one numeric column": ("who,x\nAnn,1\nBob,2\n", {"x": [1, 2]}),
    "mostly words": ("x,y\n1,a\n2,b\n3,4\n", {"x": [1, 2, 3]}),
    "text among numbers": (
        "who,x,when,y\nAnn,1,2020-01-01,2\nBob,3,2020-01-02,4",
        {"x": [1, 3], "y": [2, 4]},
    ),
    "missing values": (
        "x,y\n1,NA\nnan,2\n?,3\n-,4\nnull,5\n,6\nN/A,7\n8,None",
        {"x": [1, N, N, N, N, N, N, 8], "y": [N, 2, 3, 4, 5, 6, 7, N]},
    ),
    "infinities": ("x,y\n1,inf\n-Infinity,2\n1e999,3\n4,5", {"x": [1, N, N, 4], "y": [N, 2, 3, 5]}),
    "half of a column is numbers": (
        "x,y\n1,a\n2,3\n4,b\n5,6",
        {"x": [1, 2, 4, 5], "y": [N, 3, N, 6]},
    ),
    "ragged": ("x,y\n1,2\n3\n4,5,6\n7,8", {"x": [1, 3, 4, 7], "y": [2, N, 5, 8]}),
    "a separator too many": ("x,y\n1,2,\n3,4,\n", {"x": [1, 3], "y": [2, 4]}),
    "R": ('"x" "y"\n"1" 0.5 2\n"2" 3 4\n', {"column 1": [1, 2], "x": [0.5, 3], "y": [2, 4]}),
    "pandas": (",x,y\n0,0.5,2\n1,3,4\n", {"column 1": [0, 1], "x": [0.5, 3], "y": [2, 4]}),
    "a title above": ("My data\n\nx,y\n1,2\n3,4\n", {"x": [1, 3], "y": [2, 4]}),
    "Excel's first line": ("sep=;\r\nx;y\r\n1,5;2\r\n3;4\r\n", {"x": [1.5, 3], "y": [2, 4]}),
    "every way to write": (
        "x,y\n+1.,-.5\n1e3,1E-2\n 7 ,0x10\n8,1_000\n9,10",
        {"x": [1, 1000, 7, 8, 9], "y": [-0.5, 0.01, N, N, 10]},
    ),
}

REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "the file is empty"),
    "blank": (b" \r\n \n", "the file"),
    "commas": (b",,\n,,\n", "the file is empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not a text file"),
    "a workbook": (b"PK\x03\x04\x14\x00\x06\x00", "not a text file"),
    "half of UTF-16": (codecs.BOM_UTF16_LE + b"\x00\xd8", "not a text file"),
    "UTF-32": ("x,y\n1,2\n".encode("utf-32"), "not a text file"),
    "one line": (b"x,y\n", "fewer than two rows"),
    "words": (b"who,what\nAnn,cat\nBob,dog\n", "no column of the file holds numbers"),
    "answers": (b"a,b\nyes,no\nno,no\n", "yes and no are not read as numbers"),
    "prose": (b"It was a dark\nand stormy night.\nNothing else.\n", "holds numbers"),
    "too large": (b"1,2\n" * (LARGEST_FILE // 4 + 1), "larger than 5 MB"),
    "too many columns": (b"1,2," * 1000 + b"3\n" + b"1,2," * 1000 + b"3\n", "2001 columns"),
    "a quotation mark left open": (b'x,y\n1,2\n"' + b"3,4\n" * 40_000, "quotation mark"),
}

UNLEARNABLE: dict[str, tuple[str, str, str, str]] = {
    "unknown": ("width,y\n1,2\n3,5", "wdith", "", "called wdith; did you mean width?"),
    "text column": ("who,x,y\na,1,2\nb,3,4", "who", "", "called who; there are x, y"),
    "twice the same": ("x,y\n1,2\n3,4", "x", "x", "x and y are both x; choose two columns"),
    "no complete rows": ("x,y\n1,\n,2\n3,", "", "", "of the rows, 0 have numbers in x and y"),
    "one complete row": ("x,y\n1,2\n,4\n3,", "", "", "of the rows, 1 have numbers in x and y"),
    "all equal": ("x,y\n1,2\n1,2\n1,2", "", "", "x and y are the same in every row"),
}


def one_sentence(refusal: pytest.ExceptionInfo[BadSpec]) -> bool:
    """Whether a message is short and has no line break."""
    return "\n" not in str(refusal.value) and len(str(refusal.value)) < 200


@pytest.mark.parametrize(("data", "columns"), READ.values(), ids=list(READ))
def test_awkward_files_are_read(data: str | bytes, columns: dict[str, list[float]]) -> None:
    table = read_table(data.encode() if isinstance(data, str) else data)
    assert table.names == tuple(columns)
    np.testing.assert_array_equal(table.values.T, list(columns.values()))
    assert (table.left_out, table.total) == (0, len(table.values))


@pytest.mark.parametrize(("data", "said"), REFUSED.values(), ids=list(REFUSED))
def test_what_is_no_table_is_refused_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(BadSpec, match=said) as refusal:
        read_table(data)
    assert one_sentence(refusal)


@pytest.mark.parametrize(("text", "x", "y", "said"), UNLEARNABLE.values(), ids=list(UNLEARNABLE))
def test_columns_that_teach_nothing_are_refused(text: str, x: str, y: str, said: str) -> None:
    with pytest.raises(BadSpec) as refusal:
        read_table(text.encode()).chosen(x, y)
    assert said in str(refusal.value)
    assert one_sentence(refusal)


@pytest.mark.parametrize(
    ("x", "y", "names"),
    [
        ("", "", ("a", "b")),
        ("c", "", ("c", "b")),
        ("b", "", ("b", "a")),
        ("", "a", ("b", "a")),
        ("", "b", ("a", "b")),
        ("c", "a", ("c", "a")),
    ],
)
def test_an_empty_name_is_the_first_column_still_free(x: str, y: str, names: tuple[str]) -> None:
    assert read_table(b"a,b,c\n1,2,3\n4,5,7").chosen(x, y).names == names


def test_incomplete_rows_are_counted_and_left_out() -> None:
    chosen = read_table(b"x,y,z\n1,2,\n,4,5\n5,6,7\nNA,8,9\n9,inf,1\n").chosen()
    np.testing.assert_array_equal(chosen.values, [[1, 2], [5, 6]])
    assert (chosen.left_out, chosen.total) == (3, 5)


def test_the_values_are_read_only_and_exact() -> None:
    values = np.random.default_rng(1).standard_normal((1000, 2))
    text = "\n".join(["x,y", *(f"{a!r},{b!r}" for a, b in values.tolist())])
    table = read_table(text.encode())
    np.testing.assert_array_equal(table.values, values)
    with pytest.raises(ValueError, match="read-only"):
        table.values[0, 0] = 1
    with pytest.raises(ValueError, match="read-only"):
        table.chosen().values[0, 0] = 1


@pytest.mark.parametrize(
    ("name", "said"), [("nowhere.csv", "nowhere.csv: there is no such file"), ("", "no such")]
)
def test_a_file_that_is_not_there(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(BadSpec, match=said):
        read_table(tmp_path / name)


def test_whoever_waits_hears_how_far_the_reading_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.progress.TOLD_SECONDS", -1.0)
    heard: list[Step] = []
    with watched(Progress(told=heard.append)):
        read_table(b"waiting,b,c\n1,2,x\n3,4,y\n5,6,z\n")
    assert [(step.done, step.total) for step in heard] == [(at, 9) for at in range(9)]


def test_a_path_and_its_text_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_text(PLAIN)
    for source in (path, str(path), path.read_bytes()):
        np.testing.assert_array_equal(read_table(source).values, [[1, 2.5], [3, 4]])


LARGEST: dict[str, Callable[[], str]] = {
    "quoted": lambda: "\n".join(
        ["a;b", *(f'"{i % 997},5";"word{i % 7}";"{i}"' for i in range(200_000))]
    ),
    "one line": lambda: "1," * 2_400_000,
    "quotes": lambda: '"' * 4_900_000,
}
LARGEST_TOO: dict[str, Callable[[], str]] = {
    "rows": lambda: "\n".join(f"{i % 10},{i * 7 % 10}" for i in range(1_000_000)),
    "columns": lambda: "\n".join(
        [",".join(str(i * j % 97) for j in range(1000)) for i in range(1200)]
    ),
    "text": lambda: "a,b\n" * 1_200_000,
    "commas": lambda: "," * 4_900_000,
    "blank": lambda: "\n" * 4_900_000,
}


@pytest.mark.parametrize(
    "written",
    [*LARGEST.values(), *(pytest.param(w, marks=pytest.mark.slow) for w in LARGEST_TOO.values())],
    ids=[*LARGEST, *LARGEST_TOO],
)
def test_the_largest_files_take_seconds(written: Callable[[], str]) -> None:
    data = written().encode()
    start = time.process_time()
    refusal_of(data)
    assert time.process_time() - start < 8, "meant to take one or two seconds"


def refusal_of(data: bytes) -> str:
    """Why a file cannot be learned from, empty if it can; anything else fails the test."""
    try:
        table = read_table(data)
        chosen = table.chosen()
    except BadSpec as refusal:
        return str(refusal)
    assert len(set(table.names)) == len(table.names) == table.values.shape[1]
    assert np.isfinite(chosen.values).all()
    return ""


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_are_refused(data: bytes) -> None:
    assert "\n" not in refusal_of(data)


@settings(deadline=None)
@given(st.text(" \t\r\n,;|\"'.-+eE_0123456789aNA€?", max_size=200))
def test_anything_like_a_table_is_one_or_is_refused(text: str) -> None:
    assert "\n" not in refusal_of(text.encode())


VALUES = st.floats(-1e29, 1e29)


@settings(deadline=None)
@given(
    st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=2, max_size=20), st.sampled_from("\t;|, ")
)
def test_numbers_come_back_as_they_were_written(
    rows: list[tuple[float, float, float]], separator: str
) -> None:
    header = separator.join(("first", "second", "third"))
    text = "\n".join([header, *(separator.join(map(repr, row)) for row in rows)])
    table = read_table(text.encode())
    assert table.names == ("first", "second", "third")
    np.testing.assert_array_equal(table.values, rows)
