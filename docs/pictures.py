"""The README's pictures, taken of the dashboard itself: `python -m docs.pictures`."""

from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.browser import chromium
from benchmarks.serving import served

READY = "[data-testid=stApp][data-test-script-state=notRunning]"
FOLDER = Path(__file__).parent / "pictures"
MOMENT = 150
"""A generation at which the loss can be seen, and what was there before."""


def main() -> None:
    """Both themes, once the run has been computed."""
    FOLDER.mkdir(exist_ok=True)
    with served("app.py") as address, chromium() as browser:
        for scheme in ("light", "dark"):
            take(browser, address, scheme)


def take(browser: Browser, address: str, scheme: str) -> None:
    """One picture of the page in one colour scheme, paused at the moment."""
    size = {"width": 1400, "height": 1030}
    page = browser.new_page(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(address)
    page.wait_for_selector(READY)
    player = page.locator(".player")
    player.wait_for(timeout=60_000)
    while player.evaluate("e => e.player.loaded") < 2001:
        page.wait_for_timeout(200)
    player.evaluate(f"e => e.player.transport.seek({MOMENT}, true)")
    page.wait_for_timeout(1500)
    page.wait_for_selector(READY)
    page.screenshot(path=FOLDER / f"drift-{scheme}.png")
    page.close()


if __name__ == "__main__":
    main()
