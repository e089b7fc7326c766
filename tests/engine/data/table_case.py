"""A table as people have it, and what it means."""

from dataclasses import dataclass, field

N = float("nan")


@dataclass(frozen=True)
class Case:
    """A file, its columns of numbers with their values, the columns that suggest themselves, units
    by column, and words that the sentences about it must hold."""

    data: bytes
    columns: dict[str, list[float]]
    usual: tuple[str, ...]
    units: dict[str, str] = field(default_factory=dict)
    said: tuple[str, ...] = ()
    silent: bool = False


def case(
    text: str | bytes,
    columns: dict[str, list[float]],
    usual: tuple[str, ...] = (),
    encoding: str = "utf-8",
    **more: object,
) -> Case:
    """A case whose usual columns are the first two, unless it says otherwise."""
    data = text if isinstance(text, bytes) else text.encode(encoding)
    return Case(data, columns, usual or tuple(columns)[:2], **more)  # type: ignore[arg-type]


LEVELS = [10.9, 10.7, 8.2, 9.6, 11.3]
