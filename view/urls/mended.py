"""A link as it was meant, whatever mail programs and hands have made of it on the way."""

from collections.abc import Mapping


def mended(query: Mapping[str, str]) -> dict[str, str]:
    """The same query by the names that it was given: a mail that writes `&amp;` for `&` makes
    `amp;seed` of the name `seed`, and blanks, plus signs and capital letters are no part of one."""
    return {_name(key): value for key, value in query.items()}


def _name(key: str) -> str:
    name = key.strip(" \t\r\n\xa0+").lower()
    return _name(name.removeprefix("amp;")) if name.startswith("amp;") else name
