"""A parameter is declared once, as a field; bounds, widget, help, link and error follow from it."""

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from math import inf
from typing import Any, TypeVar, dataclass_transform
from urllib.parse import quote, unquote

from engine.words import LONGEST, Words, quoted

Value = bool | int | float | str
K = TypeVar("K")

LISTED = 40
"""Names that a refusal lists at most, where none is near."""


class BadSpec(ValueError):
    """A name or a value that no knob admits; its message is one sentence that states the cure."""


@dataclass(frozen=True)
class Knob:
    """What there is to say about one parameter: its default and the values that it admits."""

    default: Value
    label: str
    help: str
    low: float = -inf
    high: float = inf
    choices: tuple[str, ...] = ()
    words: tuple[str, ...] = ()  # for the choices, where their names are not words enough
    examples: tuple[str, ...] = ()  # of a text, which may be any other
    logarithmic: bool = False
    basic: bool = False  # shown at once; every other knob waits under "More"
    lowest: str = ""  # what the lowest value means, where it is no number like the others

    def written(self, value: Value) -> str:
        """The value in words."""
        if isinstance(value, str):
            return self.words[self.choices.index(value)] if self.words else value
        if isinstance(value, bool):
            return "yes" if value else "no"
        if self.lowest and value == self.low:
            return self.lowest
        return f"{value:,}" if isinstance(value, int) else f"{value:g}"

    def admit(self, name: str, value: object) -> Value:
        """The value in the default's own type, or `BadSpec` naming knob, value and bounds."""
        try:
            admitted = _coerced(self.default, self._plain(value))
        except (TypeError, ValueError, OverflowError):
            point = re.fullmatch(r"\s*(\d+),(\d+)\s*", str(value))
            cure = f"; did you mean {point[1]}.{point[2]}?" if point else ""
            cure = cure if isinstance(self.default, float) else ""
            raise BadSpec(
                f"{quoted(name)}={quoted(value)} is not {_NOUNS[type(self.default)]}{cure}"
            ) from None
        if self.choices:
            admitted = meant(str(admitted), self.choices)
        if self.choices and admitted not in self.choices:
            raise BadSpec(f"{quoted(name)}={quoted(value)} is not one of {', '.join(self.choices)}")
        if not isinstance(admitted, str) and not self.low <= admitted <= self.high:
            raise BadSpec(f"{quoted(name)}={quoted(value)} is outside {self.bounds}")
        return admitted

    def _plain(self, value: object) -> object:
        """A number as it is typed, in the form that programs read: `1,000` is 1000, `10%` of a
        share 0.1, and of what is counted in percent 10."""
        if not isinstance(value, str) or isinstance(self.default, str | bool):
            return value
        text = value.strip()
        if text.endswith("%") and isinstance(self.default, float) and self.high <= 1:
            text = f"{text[:-1].strip()}e-2"
        elif text.endswith("%") and "%" in self.label:
            text = text[:-1]
        return text.replace(",", "") if re.fullmatch(_THOUSANDS, text) else text

    @property
    def bounds(self) -> str:
        """Words for the values between which it lies, exact for whole numbers."""
        ends = (self.low, self.high)
        return " to ".join(str(end) if isinstance(end, int) else f"{end:g}" for end in ends)


_NOUNS: Mapping[type, str] = {
    bool: "yes or no",
    int: "a whole number",
    float: "a number",
    str: "text",
}
_THOUSANDS = r"\d{1,3}(,\d{3})+(\.\d+)?"
_AROUND = " \t\r\n\xa0+"
"""What is found around names that were typed, or were in a mail."""
_TRUE, _FALSE = ("true", "yes", "1", "on"), ("false", "no", "0", "off")


def _coerced(default: Value, value: object) -> Value:
    text = str(value)
    if isinstance(default, bool):
        if text.strip().lower() not in _TRUE + _FALSE:
            raise ValueError
        return text.strip().lower() in _TRUE
    if isinstance(default, int):
        return _whole(text)
    if isinstance(default, float):
        return float(text) + 0.0  # -0.0 equals 0.0 and must be written like it
    return Words(text)


def _whole(text: str) -> int:
    """Whole numbers also as `1e3` or `1000.0`, but exactly: 2^53 + 1 stays what it is."""
    try:
        return int(text)
    except ValueError:
        number = float(text)
        if number != int(number):
            raise
        return int(number)


def knob(
    default: Any,
    low: float = -inf,
    high: float = inf,
    *,
    label: str,
    help: str,
    logarithmic: bool = False,
    basic: bool = False,
    lowest: str = "",
) -> Any:
    """Declare a number or a yes/no with its bounds, both included; `lowest` says what the lowest
    value means, where it is no number like the others."""
    declared = Knob(
        default, label, help, low, high, logarithmic=logarithmic, basic=basic, lowest=lowest
    )
    return field(default=default, metadata={"knob": declared})


def choice(
    default: str,
    *others: str,
    label: str,
    help: str,
    words: tuple[str, ...] = (),
    basic: bool = False,
) -> Any:
    """Declare a choice between names, the default first; `words` say them on a page."""
    declared = Knob(default, label, help, choices=(default, *others), words=words, basic=basic)
    return field(default=default, metadata={"knob": declared})


def text(default: str = "", *examples: str, label: str, help: str) -> Any:
    """Declare a text, such as the name of a column; `examples` are what a page offers."""
    declared = Knob(default, label, help, examples=examples, basic=bool(examples))
    return field(default=default, metadata={"knob": declared})


@dataclass_transform(frozen_default=True, field_specifiers=(knob, choice, text))
def kind(label: str, help: str = "") -> Callable[[type[K]], type[K]]:
    """A frozen dataclass whose fields are knobs, checked whenever one is made.

    `label` and `help` are what a page calls it and says of it, to people who know no statistics.
    Where values must also suit each other, the class has a method `check` that raises `BadSpec`.
    """

    def declare(cls: type[K]) -> type[K]:
        def checked(self: Any) -> None:
            for name, declared in knobs_of(self).items():
                object.__setattr__(self, name, declared.admit(name, getattr(self, name)))
            if hasattr(self, "check"):
                self.check()

        setattr(cls, "__post_init__", checked)  # noqa: B010  the decorator's whole purpose
        setattr(cls, "label", label)  # noqa: B010
        if help:
            setattr(cls, "help", help)  # noqa: B010
        return dataclass(frozen=True)(cls)

    return declare


def knobs_of(kind: Any) -> dict[str, Knob]:
    """The knobs of a kind or of one of its instances, by name, in their order."""
    return {f.name: f.metadata["knob"] for f in fields(kind) if "knob" in f.metadata}


def meant(name: str, names: Sequence[str]) -> str:
    """The one of these names that was typed, in whatever letters and with whatever blanks or plus
    signs around it; where it is none of them, what was typed between those."""
    typed = name.strip(_AROUND)
    return next((one for one in names if one.lower() == typed.lower()), typed)


def nearest(name: str, names: list[str]) -> str:
    """Words for a name that does not exist: what was meant, and what there is."""
    close = difflib.get_close_matches(name[: 2 * LONGEST].lower(), names, 1)
    if close:
        return f"; did you mean {quoted(close[0])}?"
    more = f" and {len(names) - LISTED:,} more" if len(names) > LISTED else ""
    return f"; there are {', '.join(map(quoted, names[:LISTED]))}{more}"


def parse(spec: str, kinds: Mapping[str, type[K]], role: str) -> K:
    """`name:knob=value,knob=value` as an instance of the named kind, in capital or small letters,
    with blanks wherever they are no part of a value.

    Raises:
        BadSpec: no such kind or knob, or a value out of bounds; one sentence.
    """
    typed, _, rest = spec.partition(":")
    name = meant(typed, list(kinds))
    if name not in kinds:
        raise BadSpec(
            f"no {role} is called {quoted(name) or 'nothing'}{nearest(name, list(kinds))}"
        )
    values = {}
    for pair in _pairs(rest):
        typed, _, value = pair.partition("=")
        known = list(knobs_of(kinds[name]))
        key = meant(typed, known)
        if key not in known:
            there = nearest(key, known) if known else "; it has none"
            raise BadSpec(f"{role} {name} has no knob {quoted(key)}{there}")
        values[key] = unquote(value.strip())
    try:
        return kinds[name](**values)
    except BadSpec as bad:
        raise BadSpec(f"{role} {name}: {bad}") from None


def _pairs(rest: str) -> Iterator[str]:
    """What stands between commas, but for those within a number."""
    whole = re.sub(r"(?<=\d),(?=\s*\d[\d.]*%?\s*(,|$))", "\0", rest)
    yield from (pair.replace("\0", ",") for pair in whole.split(",") if pair.strip(_AROUND))


def spec_of(thing: Any) -> str:
    """The shortest spec that `parse` turns into an equal instance: defaults drop out."""
    values = [
        f"{name}={_written(getattr(thing, name))}"
        for name, declared in knobs_of(thing).items()
        if getattr(thing, name) != declared.default
    ]
    return name_of(thing) + (":" + ",".join(values) if values else "")


def name_of(thing: Any) -> str:
    """The name under which a kind, or an instance of it, is catalogued: that of its file."""
    cls = thing if isinstance(thing, type) else type(thing)
    return cls.__module__.rpartition(".")[2]


def _written(value: Value) -> str:
    if not isinstance(value, str):
        return repr(value)
    return quote(value, safe="/ " if value == value.strip() else "/")
