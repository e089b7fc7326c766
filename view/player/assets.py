"""The player's page, style and script as text: many small sources become one script."""

import hashlib
from functools import cache
from pathlib import Path

from view.bundle import bundle

FOLDER = Path(__file__).parent

LOADER = """\
const tooOld = ({ parentElement }) => {
  parentElement.querySelector(".player").textContent = "TOO_OLD";
};
const missed = (reason) => {
  dispatchEvent(Object.assign(new Event("vite:preloadError"), { payload: reason }));
  throw reason;
};
const arrived = () => import(new URL("ADDRESS", document.baseURI)).catch(missed);
export default globalThis.OffscreenCanvas ? (await arrived()).default : tooOld;
"""
"""Where the script does not come, it is missed as Streamlit's own parts are."""

TOO_OLD = (
    "This browser cannot draw the film: it has no OffscreenCanvas, which came to Chrome with "
    "version 69, to Firefox with 105, and to Safari with 16.4. What stands below is there all "
    "the same."
)


@cache
def html() -> str:
    return (FOLDER / "player.html").read_text()


@cache
def css() -> str:
    return (FOLDER / "player.css").read_text() + (FOLDER / "presenting.css").read_text()


@cache
def javascript() -> str:
    """One module with one default export, which mounts a player."""
    return bundle(FOLDER / "js" / "index.js")


@cache
def name() -> str:
    """What the module is called where it is served: another one has another name."""
    return f"{hashlib.sha256(javascript().encode()).hexdigest()[:16]}.js"


def address() -> str:
    """Where it is, from the page's base on."""
    return f"player/{name()}"


@cache
def loader() -> str:
    """A module with the same export, which fetches that one: it is what travels in messages."""
    return LOADER.replace("ADDRESS", address()).replace("TOO_OLD", TOO_OLD)
