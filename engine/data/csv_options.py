"""How a table is to be read, where one does not leave it to be found out."""

from collections.abc import Mapping
from dataclasses import dataclass

FOUND = "found"
DELIMITERS: Mapping[str, str] = {
    "comma": ",",
    "semicolon": ";",
    "tab": "\t",
    "bar": "|",
    "space": " ",
}
DECIMALS: Mapping[str, str] = {"point": ".", "comma": ","}
LIMITS = ("kept", "left")
"""What becomes of `90+` or `<5`: it is read as its number, or left out."""

ANYWHERE = -1
"""The line of the names is found out."""


@dataclass(frozen=True)
class Options:
    """Names of `DELIMITERS` and `DECIMALS`; the line of the file that has the names, counted from
    1, or 0 where none has; words, or numbers, that mean missing, between semicolons; a name of
    `LIMITS`."""

    delimiter: str = FOUND
    decimal: str = FOUND
    header: int = ANYWHERE
    missing: str = ""
    limits: str = LIMITS[0]

    @property
    def words(self) -> frozenset[str]:
        """The words that mean missing, in small letters."""
        return frozenset(word.strip().lower() for word in self.missing.split(";") if word.strip())
