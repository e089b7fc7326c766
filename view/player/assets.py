"""The player's page, style and script as text: many small sources become one script."""

import base64
import re
import zlib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent

# Each file uses only what stands before it.
SOURCES = (
    "decode",
    "frames",
    "runs",
    "clock",
    "ticks",
    "range",
    "theme",
    "axes",
    "points",
    "lens",
    "lattice",
    "cloud",
    "density",
    "wall",
    "bars",
    "panels",
    "charts",
    "scene",
    "zoom",
    "surface",
    "film",
    "reel",
    "palette",
    "gif",
    "takes",
    "studio",
    "leaving",
    "anew",
    "fetching",
    "company",
    "transport",
    "readout",
    "controls",
    "presenting",
    "filling",
    "player",
    "mount",
)

COMMENT = re.compile(r"(^|\s)//(\s.*)?$")

UNPACK = """\
const packed = Uint8Array.from(atob("PACKED"), (letter) => letter.charCodeAt(0));
const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
const source = new Blob([await new Response(plain).text()], { type: "text/javascript" });
export default (await import(URL.createObjectURL(source))).default;
"""


@cache
def html() -> str:
    return (FOLDER / "player.html").read_text()


@cache
def css() -> str:
    return (FOLDER / "player.css").read_text() + (FOLDER / "presenting.css").read_text()


@cache
def javascript() -> str:
    """One module with one default export: imports, comments and other exports are left out."""
    return "\n".join(_inlined((FOLDER / "js" / f"{name}.js").read_text()) for name in SOURCES)


@cache
def packed_javascript() -> str:
    """The same module at less than half the size, for the script travels in each message."""
    packed = base64.b64encode(zlib.compress(javascript().encode(), 9)).decode()
    return UNPACK.replace("PACKED", packed)


def _inlined(source: str) -> str:
    lines = (_bare(line) for line in source.splitlines())
    return "\n".join(line for line in lines if line)


def _bare(line: str) -> str:
    line = COMMENT.sub("", line).strip()
    if line.startswith("import "):
        return ""
    return line if line.startswith("export default ") else line.removeprefix("export ")
