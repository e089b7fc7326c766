"""A table is read as its people mean it, and what is not read is named."""

import math
import string

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.data.csv_notes import notes, roles
from engine.data.csv_options import Options
from engine.data.csv_table import Table, read_table
from engine.data.csv_words import MISSING
from engine.knobs import BadSpec
from tests.engine.data.invented_tables import INVENTED
from tests.engine.data.reported_tables import REPORTED
from tests.engine.data.table_case import Case

CASES = REPORTED | INVENTED


def told(table: Table, options: Options = Options()) -> list[str]:  # noqa: B008
    """All sentences about a table."""
    return [*roles(table), *notes(table, options)]


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_a_table_is_read_as_it_is_meant(case: Case) -> None:
    table = read_table(case.data)
    assert table.names == tuple(case.columns)
    np.testing.assert_allclose(table.values.T, list(case.columns.values()), rtol=1e-15)
    assert {c.name: c.unit for c in table.columns if c.unit} == case.units
    assert table.chosen().names == case.usual
    for words in case.said:
        assert any(words in said for said in told(table)), told(table)
    assert not (case.silent and told(table)), told(table)


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_what_is_said_of_a_table_is_one_short_sentence_each(case: Case) -> None:
    for said in told(read_table(case.data)):
        assert "\n" not in said and not said.endswith(".") and len(said) < 350


@pytest.mark.parametrize(
    ("text", "count"), [("x,y\n0,12,10,93\n-1,38,10,71\n2,78,8,20\n", 4), ("x\n1,5\n0,5\n2,5\n", 2)]
)
def test_decimal_commas_between_commas_are_refused_with_the_cure(text: str, count: int) -> None:
    with pytest.raises(BadSpec, match=f"the rows have {count} cells under .* semicolons"):
        read_table(text.encode())


def test_limits_are_left_out_where_one_wants_it() -> None:
    options = Options(limits="left")
    table = read_table(b"age,y\n90+,1\n41,2\n37,5\n", options)
    np.testing.assert_array_equal(table.values[:, 0], [math.nan, 41, 37])
    assert any("left out, and a tail of the data with it" in said for said in told(table, options))


@pytest.mark.parametrize("word", ["-9999", "-9999.0", "-9999; broken"])
def test_a_number_means_missing_where_one_says_so(word: str) -> None:
    table = read_table(b"a,b\n1.5,2\n-9999,4\n2.5,8\n0.5,-9999.0\n", Options(missing=word))
    np.testing.assert_array_equal(table.values, [[1.5, 2], [np.nan, 4], [2.5, 8], [0.5, np.nan]])
    assert told(table) == []


def test_a_word_means_missing_where_one_says_so() -> None:
    data = b"a,b\n1.5,2\nBroken,4\n2.5,8\n"
    assert "Broken" in told(read_table(data))[0]
    assert told(read_table(data, Options(missing="broken;lost"))) == []


@pytest.mark.parametrize(
    ("text", "options", "columns"),
    [
        ("a;b\n1,234;2\n3,456;4\n", {"decimal": "point"}, {"a": [1234, 3456], "b": [2, 4]}),
        ('a,b\n"1,234",2\n"3,456",4\n', {"decimal": "comma"}, {"a": [1.234, 3.456], "b": [2, 4]}),
        ("x\n1,5\n0,25\n", {"delimiter": "semicolon"}, {"x": [1.5, 0.25]}),
        ("1,2\n3,4\n5,7\n", {"header": 1}, {"1": [3, 5], "2": [4, 7]}),
        ("2021,2022\n1.5,2.5\n", {"header": 0}, {"column 1": [2021, 1.5], "column 2": [2022, 2.5]}),
        ("old,names\na,b\n1,2\n3,4\n", {"header": 2}, {"a": [1, 3], "b": [2, 4]}),
        ("\nHi\n\n# more\na,b\n1,2\n3,4\n", {"header": 5}, {"a": [1, 3], "b": [2, 4]}),
        ("a b,c\n1 2,5\n3 4,5\n", {"delimiter": "space"}, {"a": [1, 3], "b,c": [2.5, 4.5]}),
    ],
)  # fmt: skip
def test_what_was_found_out_wrongly_is_set_right_by_hand(
    text: str, options: dict[str, str], columns: dict[str, list[float]]
) -> None:
    table = read_table(text.encode(), Options(**options))  # type: ignore[arg-type]
    assert table.names == tuple(columns)
    np.testing.assert_array_equal(table.values.T, list(columns.values()))


def test_one_column_alone_is_taken_where_one_wants_it() -> None:
    table = read_table(b"a,b\n1,2\n3,5\n7,11\n")
    assert table.chosen("b", "none").names == ("b",)
    assert table.chosen("", "none").values.shape == (3, 1)
    called = read_table(b"a,none\n1,2\n3,5\n7,11\n")
    assert called.chosen("a", "none").names == ("a", "none"), "a column that is called so"


def test_a_row_number_is_an_axis_where_one_wants_it() -> None:
    table = read_table(b"id,a,b\n1,1.5,2\n2,0.5,4\n3,2.5,8\n")
    assert table.chosen("id").names == ("id", "b")
    assert table.chosen("", "id").names == ("a", "id")


WORDS = st.text(string.ascii_letters + " *~[]/", min_size=1, max_size=8).filter(
    lambda word: word.strip().lower() not in MISSING and word.strip()
)


@settings(deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6))
def test_no_cell_is_left_out_in_silence(words: list[str]) -> None:
    rows = [f"{i % 7}.5,{i * i % 11}.25" for i in range(20)]
    rows[5:5] = [f"{word},1.75" for word in words]
    table = read_table("\n".join(["a,b", *rows]).encode())
    column = table.columns[0]
    left = sum(left.count for left in table.understood.left)
    assert column.unread + left >= len(words)
    assert np.isnan(table.values[:, 0]).sum() == column.unread


HUNDREDTHS = st.integers(-(10**7), 10**7)


@settings(deadline=None)
@given(
    st.lists(st.tuples(HUNDREDTHS, HUNDREDTHS), min_size=8, max_size=30),
    st.sampled_from(["{:,.2f}", "{:.2f}"]),
    st.sampled_from(["point", "comma", "blank", "apostrophe"]),
    st.sampled_from(["-", "−", "()", "behind"]),
    st.sampled_from(["", " %", " €", "kg"]),
)  # fmt: skip
def test_numbers_come_back_from_every_way_to_write_them(
    pairs: list[tuple[int, int]], form: str, way: str, minus: str, unit: str
) -> None:
    assume(minus != "behind" or not unit)

    def written(hundredths: int) -> str:
        text = form.format(abs(hundredths) / 100)
        signs = {"point": ",.", "comma": ".,", "blank": "\u202f,", "apostrophe": "'."}[way]
        text = text.translate({ord(","): signs[0], ord("."): signs[1]})
        if hundredths >= 0:
            return text + unit
        ways = {"-": f"-{text}{unit}", "−": f"−{text}{unit}", "()": f"({text}){unit}"}
        return ways.get(minus, f"{text}-")

    rows = [f"{written(a)}\t{written(b)}" for a, b in pairs]
    table = read_table("\n".join(["first\tsecond", *rows]).encode())
    np.testing.assert_allclose(table.values, np.array(pairs) / 100, rtol=1e-15)
