"""A visitor's own table becomes the truth, or one plain sentence, and the page goes on."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

Visit = Callable[..., Any]
PATIENCE = 60_000
SHORT = "/?generations=20&samples=60"
ROWS = [(i % 17, i % 11) for i in range(200)]
GOOD = "width,height\n" + "".join(f"{x},{y}\n" for x, y in ROWS)


def choosing(page: Any) -> Any:
    """The sidebar asks for a file; the run before it is still there."""
    page.page.get_by_role("combobox", name="Data").click()
    page.page.get_by_role("option", name="Your own table").click()
    page.page.get_by_text("Choose a file").wait_for()
    return page


def give(page: Any, folder: Path, data: bytes, name: str = "table.csv") -> None:
    (folder / name).write_bytes(data)
    page.page.locator("[data-testid=stFileUploader] input").set_input_files(folder / name)


def use(page: Any) -> None:
    """The table is learned, once it has been shown as it is understood."""
    page.page.get_by_role("button", name="Use this table").click(timeout=PATIENCE)


def test_a_table_becomes_the_truth(visit: Visit, tmp_path: Path) -> None:
    page = choosing(visit(SHORT).done())
    before = page.run
    give(page, tmp_path, GOOD.encode())
    page.page.get_by_text("200 of 200 rows used").wait_for()
    assert page.run == before, "nothing runs before the visitor says so"
    use(page)
    page.until(f"player.scene.run.id !== '{before}'")
    page.done()
    assert page.get("player.scene.run.axes") == ["width", "height"]
    assert "density estimate" in page.unfold("Any metric").text()
    assert str(tmp_path) not in page.page.url
    run = page.run
    page.page.reload()
    page.settled()
    assert page.done().run == run, "the link leads back to it"


AWKWARD = {
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
    "no numbers": b"a,b\nred,green\nblue,grey\n",
    "one row": b"a,b\n1,2\n",
    "all equal": b"a,b\n" + b"3,4\n" * 60,
    "empty": b"",
}


def new_sentence(said: list[str]) -> re.Pattern[str]:
    """That a table cannot be used, in one line, and not as any of these."""
    known = "|".join(map(re.escape, said))
    return re.compile(rf"^(?!{known})This table cannot be used: .*\.$")


def test_an_awkward_file_is_one_sentence_each(visit: Visit, tmp_path: Path) -> None:
    page = choosing(visit(SHORT).done())
    error = page.page.locator("[data-testid=stSidebar] [data-testid=stAlert]")
    run, said = page.run, ["Choose a file"]
    for name, data in AWKWARD.items():
        give(page, tmp_path, data, f"{name}.csv")
        expect(error.filter(has_text=new_sentence(said))).to_have_count(1)
        page.settled()
        expect(error).to_have_count(1)  # the old one goes when the script ends
        said.append(error.inner_text())
        assert page.run == run, "the run before it is still there"
        page.whole()
    give(page, tmp_path, GOOD.encode())
    use(page)
    page.until(f"player.scene.run.id !== '{run}'")
    page.done()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GOOD.replace("width", "größe"), "utf-16"),
        pytest.param(GOOD.replace("width", "größe"), "latin-1", marks=pytest.mark.long),
        (GOOD.replace(",", ";").replace("\n", ",5\n").replace("height,5", "height"), "utf-8"),
    ],
    ids=["UTF-16", "Latin-1", "semicolons and decimal commas"],
)
def test_other_encodings_and_separators(
    visit: Visit, tmp_path: Path, text: str, encoding: str
) -> None:
    page = choosing(visit(SHORT).done())
    before = page.run
    give(page, tmp_path, text.encode(encoding))
    use(page)
    page.until(f"player.scene.run.id !== '{before}'")
    page.done()
    assert page.get("player.scene.run.axes")[1] == "height"


@pytest.mark.long
def test_a_million_rows(visit: Visit, tmp_path: Path) -> None:
    page = choosing(visit(SHORT).done())
    before = page.run
    give(page, tmp_path, b"a,b\n" + b"".join(b"%d,%d\n" % (i % 9, i % 7) for i in range(1_000_000)))
    page.page.get_by_text("1,000,000 of 1,000,000 rows used").wait_for()
    use(page)
    page.until(f"player.scene.run.id !== '{before}'")
    page.done()


def test_a_file_that_is_too_large_is_refused_before_it_travels(
    visit: Visit, tmp_path: Path
) -> None:
    page = choosing(visit(SHORT).done())
    give(page, tmp_path, b"a,b\n" + b"1,2\n" * 1_500_000)
    page.page.get_by_text("must be 5.0MB or smaller").wait_for()
    page.whole()
