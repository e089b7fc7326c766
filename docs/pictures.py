"""The README's pictures, taken of the dashboard itself: `python -m docs.pictures`."""

from pathlib import Path

from playwright.sync_api import Page

from benchmarks._chromium import chromium
from benchmarks._server import served

READY = "[data-testid=stApp][data-test-script-state=notRunning]"
WHOLE = """() => {
  const hosts = [...document.querySelectorAll("*")].filter((element) => element.shadowRoot);
  const players = hosts.map((host) => host.shadowRoot.querySelector(".player")?.player);
  return players.filter(Boolean).every((player) => player.scene.run?.done);
}"""
FOLDER = Path(__file__).parent / "pictures"
SHOTS = {
    "drift": ("/clouds", 150, 1030),
    "dice": ("/dice", 69, 900),
    "digits": ("/digits?beside=preset%3Ddigits-mixture", 3, 1130),
    "remedies": ("/what-helps", 90, 1130),
    "map": ("/map?cell=69%2C1", 90, 1500),
    "lesson": ("/lesson?step=3", 40, 1000),
}
"""Of each page: what is opened, a generation at which the loss can be seen, pixels in height."""


def main() -> None:
    """Every page in both themes, once its runs have been computed."""
    FOLDER.mkdir(exist_ok=True)
    with served("app.py") as address, chromium() as browser:
        for scheme in ("light", "dark"):
            for name, (path, moment, height) in SHOTS.items():
                page = browser.new_page(
                    viewport={"width": 1400, "height": height},
                    color_scheme=scheme,  # type: ignore[arg-type]
                )
                page.goto(address + path)
                page.wait_for_selector(READY)
                if name == "lesson":
                    guess(page)
                if name == "map":
                    page.get_by_text("Counted in").first.wait_for(timeout=240_000)
                take(page, moment, FOLDER / f"{name}-{scheme}.png")
                page.close()


def guess(page: Page) -> None:
    """That about two thirds of the variance will be left; and the answer."""
    handle = page.get_by_role("slider").first
    for _ in range(8):
        handle.press("ArrowDown")
    page.get_by_role("button", name="Show what happened").click()


def take(page: Page, moment: int, file: Path) -> None:
    """One picture of a page, paused at the moment."""
    page.locator(".player").first.wait_for(timeout=60_000)
    for _ in range(2):  # the page is drawn anew once its runs are whole
        page.wait_for_function(WHOLE, timeout=240_000)
        page.wait_for_timeout(1500)
        page.wait_for_selector(READY)
    page.locator(".player").first.evaluate(f"e => e.player.transport.seek({moment}, true)")
    page.wait_for_timeout(1500)
    page.wait_for_selector(READY)
    page.screenshot(path=file)


if __name__ == "__main__":
    main()
