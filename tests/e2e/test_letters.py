"""Words of others are letters in a real browser: nothing is asked for, and nothing leads away."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import TimeoutError as NotThere

from tests.support.hostile import ELSEWHERE, PARTS

Visit = Callable[..., Any]
AWAY = ", ".join(
    f"[{name}*='{where}']"
    for name in ("href", "src")
    for where in (ELSEWHERE.removeprefix("http://"), "evil.example", "javascript:")
)
MADE = "strong, em, del, code, .katex, [data-testid=stIconMaterial], [role=img]"
SMALL = "samples=20&generations=10"


def letters_only(page: Any) -> None:
    """In the main part, links of ours lead within the server or to papers."""
    assert page.page.locator(AWAY).count() == 0
    for notice in page.page.locator("[data-testid=stAlert] [data-testid=stMarkdown]").all():
        assert notice.locator(f"a, img, {MADE}").count() == 0, notice.inner_text()
    assert not page.faults, page.faults


def choose(page: Any, label: str, option: str) -> None:
    """An open list closes where the page is drawn anew meanwhile: then it is opened once more."""
    for _ in range(5):
        page.page.get_by_role("combobox", name=label).click()
        try:
            page.page.get_by_role("option", name=option).click(timeout=5000)
        except NotThere:
            continue
        return
    raise AssertionError(f"{option} cannot be chosen")


@pytest.mark.long
def test_a_link_s_words_are_letters(visit: Visit) -> None:
    for at in range(0, len(PARTS), 4):
        keys = ("preset", "truth", "model", "policy")
        wrong = dict(zip(keys, PARTS[at : at + 4], strict=False))
        page = visit(f"/?{SMALL}&{urlencode(wrong)}")
        page.page.locator("[data-testid=stAlert]").first.wait_for()
        letters_only(page)
        page.page.close()


def test_the_name_of_a_network_is_letters(visit: Visit) -> None:
    name = quote(quote(f"![i]({ELSEWHERE}x.png)", safe=""))
    page = visit(f"/language?model=opt:name={name}&beside={quote('preset=text&model=opt')}")
    page.page.get_by_text("x.png").first.wait_for()
    letters_only(page)


def test_the_names_of_columns_are_letters(visit: Visit, tmp_path: Path) -> None:
    names = [f"**b** [a]({ELSEWHERE})", f"<b>c</b> <a href='{ELSEWHERE}'>d</a>", "www.evil.example"]
    rows = "\n".join(f"{i % 17},{i % 11},{i % 7}" for i in range(200))
    table = tmp_path / "table.csv"
    table.write_text(",".join(f'"{name}"' for name in names) + f"\n{rows}\n")
    page = visit(f"/?{SMALL}").done()
    page.page.get_by_role("combobox", name="Data").click()
    page.page.get_by_role("option", name="Your own table").click()
    page.page.locator("[data-testid=stFileUploader] input").set_input_files(table)
    page.page.get_by_role("button", name="Use this table").click()
    page.done()
    page.page.get_by_role("button", name="Keep beside the next").click()
    page.page.get_by_role("button", name="Put away").wait_for()
    page.settled()
    choose(page, "Up", "www.evil.example")
    page.unfold("Any metric").page.locator(".legendtext").first.wait_for()
    page.settled()
    letters_only(page)
    page.page.locator(".legendtext").filter(has_text="<b>c</b>").first.wait_for()
    assert page.page.locator(".legendtext a, .legendtext [style*=bold]").count() == 0
    captions = page.page.locator("[data-testid=stCaptionContainer]")
    assert captions.locator("strong, a, img").count() == 0
