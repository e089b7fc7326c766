"""The list of keys leaves none out."""

import re

from view.player import assets
from view.shell.keyboard import component

NAMES = {"ArrowLeft": "←", "ArrowRight": "→", " ": "Space"}


def listed() -> set[str]:
    return set(re.findall(r"<kbd>(.*?)</kbd>", (component.FOLDER / "keys.html").read_text()))


def used(source: str, table: str) -> set[str]:
    """The keys of a table in a script, as they are written on a keyboard."""
    (body,) = re.findall(rf"^const {table} = {{\n(.*?)^}};", source, re.DOTALL | re.MULTILINE)
    names = [a or b for a, b in re.findall(r'^  (?:"(.+?)"|(\w+)):', body, re.MULTILINE)]
    return {NAMES.get(name, name.upper() if len(name) == 1 else name) for name in names}


def test_every_key_is_listed() -> None:
    player, page = assets.FOLDER / "js", (component.FOLDER / "keys.js").read_text()
    found = used((player / "dom/controls.js").read_text(), "KEYS")
    assert {"Space", "L", "Home"} <= found
    found |= used((player / "dom/presenting.js").read_text(), "CLICKER")
    assert found <= listed()
    assert {name.replace("Escape", "Esc") for name in used(page, "KEYS")} <= listed()
