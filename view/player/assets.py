"""The player's page, style and script as text: many small sources become one script."""

import base64
import string
import zlib
from functools import cache
from pathlib import Path

from view.player.bundle import bundle

FOLDER = Path(__file__).parent

DIGITS = string.digits + string.ascii_uppercase + string.ascii_lowercase + "!#$%&()*+-;<=>?@^_`{|}~"

UNPACK = """\
const digits = "DIGITS";
const valueOf = (five) => [...five].reduce((sum, digit) => 85 * sum + digits.indexOf(digit), 0);
const unpacked = async () => {
  const words = "PACKED".match(/.{5}/g).map(valueOf);
  const bytes = new DataView(new ArrayBuffer(4 * words.length));
  words.forEach((word, i) => bytes.setUint32(4 * i, word));
  const packed = new Uint8Array(bytes.buffer, 0, LENGTH);
  const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  const source = new Blob([await new Response(plain).text()], { type: "text/javascript" });
  return (await import(URL.createObjectURL(source))).default;
};
const tooOld = ({ parentElement }) => {
  parentElement.querySelector(".player").textContent = "TOO_OLD";
};
const able = globalThis.DecompressionStream && globalThis.OffscreenCanvas;
export default able ? await unpacked() : tooOld;
"""

TOO_OLD = (
    "This browser cannot draw the film: that takes Safari 16.4, Firefox 113, Chrome 80, "
    "or a newer one. What stands below it is there all the same."
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
def packed_javascript() -> str:
    """The same module at less than half the size, for the script travels in each message."""
    packed = zlib.compress(javascript().encode(), 9)
    written = UNPACK.replace("DIGITS", DIGITS).replace("LENGTH", str(len(packed)))
    written = written.replace("TOO_OLD", TOO_OLD)
    return written.replace("PACKED", base64.b85encode(packed, pad=True).decode())
