"""A server that may write nothing, with a full temporary folder, is up, runs, and says so."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import Visit, serving
from tests.support import without_rights

TABLE = "width,height\n" + "".join(f"{i % 17},{i % 11}\n" for i in range(200))
NO_ROOM = "this server has no room to keep it"


@pytest.mark.long
@pytest.mark.skipif(
    bool(without_rights.missing()), reason=without_rights.missing() or "it can be tried"
)
def test_it_is_up_runs_and_says_so(
    browser: Browser,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COPY_WORKERS", "1")
    full = tmp_path / "full"
    full.mkdir()
    before = without_rights.command(full)
    with serving(tmp_path_factory, before=before, uploads=full) as server:
        context = browser.new_context(viewport={"width": 1400, "height": 900})
        visit = Visit(context.new_page(), server.address)
        visit.open("/clouds?generations=20&samples=60").done()
        page = visit.page
        page.get_by_role("combobox", name="Data").click()
        page.get_by_role("option", name="Your own table").click()
        chosen = page.locator("[data-testid=stFileUploader] input")
        said = page.locator("[data-testid=stSidebar] [data-testid=stAlert]")
        (tmp_path / "table.csv").write_text(TABLE)
        chosen.set_input_files(tmp_path / "table.csv")
        expect(said.filter(has_text=NO_ROOM)).to_have_count(1)
        visit.open("/text?generations=10&samples=60")
        (tmp_path / "text.txt").write_text("one two three four five six seven. " * 60_000)
        chosen.set_input_files(tmp_path / "text.txt")
        expect(said.filter(has_text=NO_ROOM)).to_have_count(1)
        visit.whole()
        context.close()
    log = server.log.read_text()
    assert "every start compiles it anew" in log
    assert "Traceback" not in log
