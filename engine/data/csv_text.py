"""The bytes of a file become text, whatever encoding it was saved in."""

import codecs
import re

from engine.knobs import BadSpec

LARGEST_FILE = 5_000_000
_BEGINNING = 65_536
"""Bytes or characters from which something is guessed."""

WESTERN = "Windows-1252"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_FOREIGN = 0.6
"""Words of Western Europe have accents on a letter or two; read as if they were of there, words in
another alphabet have them on nearly all."""


def text_of(data: bytes) -> tuple[str, str]:
    """The text of a file, without byte order marks, and the encoding in words.

    Raises:
        BadSpec: too large, or not text; one sentence.
    """
    if len(data) > LARGEST_FILE:
        raise BadSpec(f"the file is larger than {LARGEST_FILE / 1e6:g} MB; leave out some rows")
    text, encoding = _wide(data) or _utf8(data) or _mixed(data) or _guessed(data)
    if _CONTROL.search(text := text.lstrip("\ufeff").rstrip("\x1a")):
        raise _no_text()
    return text, encoding


def _no_text() -> BadSpec:
    return BadSpec("this is not a text file; save the table as CSV")


def _wide(data: bytes) -> tuple[str, str] | None:
    """UTF-16, which says so by its mark or by the zeros of plain letters, all in one place."""
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    even, odd = (data[start:_BEGINNING:2].count(0) for start in (0, 1))
    most = min(len(data), _BEGINNING) / 2
    if not marked and (max(even, odd) <= 0.3 * most or min(even, odd) > 0.05 * most):
        return None
    encoding = "utf-16" if marked else "utf-16-le" if odd > even else "utf-16-be"
    try:
        return data.decode(encoding), "UTF-16"
    except UnicodeDecodeError:
        raise _no_text() from None


def _utf8(data: bytes) -> tuple[str, str] | None:
    try:
        return data.decode(), "UTF-8"
    except UnicodeDecodeError:
        return None


def _mixed(data: bytes) -> tuple[str, str] | None:
    """Lines in UTF-8 among lines in a Western code page: two files that became one."""
    lines = data.splitlines(keepends=True)
    read = [_utf8(line) for line in lines]
    strange = read.count(None)
    known = sum(bool(line) and not line[0].isascii() for line in read if line)
    if 4 * known < strange:
        return None
    text = "".join(
        found[0] if found else _western(line) for line, found in zip(lines, read, strict=True)
    )
    return text, f"UTF-8, with {strange:,} lines in {WESTERN}"


def _western(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _guessed(data: bytes) -> tuple[str, str]:
    """The code page of Western Europe, unless its words cannot be of there: then chardet's guess.

    Guessers err on tables, which are nearly all digits, and most where there are few letters.
    """
    text = _western(data)
    if _foreign(text[:_BEGINNING]):
        import chardet

        guess = chardet.detect(data[:_BEGINNING])["encoding"]
        try:
            return data.decode(guess or ""), str(guess)
        except (LookupError, UnicodeDecodeError):
            pass
    return text, WESTERN


def _foreign(text: str) -> bool:
    """Whether words with letters beyond ASCII consist of hardly anything else."""
    words = [word for word in re.findall(r"[^\s\d,;|\"']+", text) if not word.isascii()]
    strange = sum(not letter.isascii() for word in words for letter in word)
    return strange >= 4 and strange > _FOREIGN * sum(map(len, words))
