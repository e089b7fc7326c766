"""Words as somebody chooses them who wants more of a page, or of a terminal, than letters."""

import random
from collections.abc import Callable

from engine import BadSpec, BadTrajectory

ELSEWHERE = "http://127.0.0.1:9/"
"""Where nobody listens; a page that asks there has taken words for an address."""

PARTS = (
    f"![i]({ELSEWHERE}x.png)",
    f"[a]({ELSEWHERE}a)",
    f"<img src='{ELSEWHERE}i.png' onerror=alert(1)>",
    f'"><script src="{ELSEWHERE}s.js"></script>',
    f'<a href="{ELSEWHERE}">b</a>',
    "<b>bold</b>",
    "**bold**",
    "~~gone~~",
    "`code`",
    "```",
    "$x^2$",
    "$$\\int$$",
    "# heading",
    "1. item",
    "| a | b |",
    "---",
    ":red[red]",
    ":material/lock:",
    ":smile:",
    ":streamlit:",
    "https://evil.example/login",
    "www.evil.example",
    "a@evil.example",
    f"[r]: {ELSEWHERE}r",
    "%{y}<extra></extra>",
    "&lt;b&gt;",
    "&#60;b&#62;",
    "\\",
    "\n\n",
    "\x1b[2J\x1b]0;title\x07",
    "\u202etxt.exe",
    "=HYPERLINK(1)",
    "+1",
    "-1",
    "@SUM(1)",
    "../../etc/passwd",
    "__proto__",
    "javascript:alert(1)",
    "plain words",
    "Größe, мир, 世界",
)


def hostile(count: int = 200, seed: int = 20) -> list[str]:
    """So many texts, each part by itself first, then some together; always the same."""
    chance = random.Random(seed)
    mixed = (
        chance.choice(["", " ", ":", "x"]).join(chance.choices(PARTS, k=chance.randint(2, 4)))
        for _ in range(count)
    )
    return [*PARTS, *mixed][:count]


def refusal(act: Callable[[], object]) -> str:
    """The sentence with which something is refused; empty where it is not."""
    try:
        act()
    except (BadSpec, BadTrajectory) as bad:
        return str(bad)
    return ""
