"""A link as it was meant, whatever mail programs and hands have made of it on the way."""

import re
from collections.abc import Mapping


def mended(query: Mapping[str, str]) -> dict[str, str]:
    """The same query by the names that it was given: a mail that writes `&amp;` for `&` makes
    `amp;seed` of the name `seed`, and blanks, plus signs and capital letters are no part of one."""
    return {_name(key): value for key, value in query.items()}


_AROUND = r"[ \t\r\n\xa0+]*"
_BEFORE = re.compile(rf"(?:{_AROUND}amp;)*{_AROUND}")


def _name(key: str) -> str:
    name = key.rstrip(" \t\r\n\xa0+").lower()
    before = _BEFORE.match(name)
    return name[before.end() :] if before else name
