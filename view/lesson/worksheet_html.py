"""The class sheet as a page to print: black on white, whole in one file, on A4 or letter."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from view import glossary
from view.lesson.chart import ticks
from view.lesson.position import link
from view.lesson.step import Pick, Point, Step
from view.lesson.steps import STEPS
from view.letters import in_html

STYLE = """
@page { margin: 16mm; }
body { font: 11pt/1.45 Georgia, serif; color: #000; background: #fff; max-width: 180mm;
  margin: 0 auto; padding: 6mm; }
h1 { font-size: 20pt; margin: 0 0 2mm; }
h2 { font-size: 13pt; margin: 0 0 1mm; }
section { break-inside: avoid; border-top: 0.4mm solid #000; padding: 3mm 0 4mm; }
p { margin: 0 0 2mm; }
a { color: inherit; }
.name { margin-bottom: 6mm; }
.name, .reason { border-bottom: 0.3mm solid #000; height: 9mm; }
.reason { color: #555; font-size: 9pt; }
.question { font-weight: bold; }
.address { font: 9pt monospace; overflow-wrap: anywhere; }
li { list-style: none; margin: 1mm 0; }
ul { padding: 0; margin: 0 0 2mm; }
li::before { content: "☐"; margin-right: 3mm; font-size: 14pt; }
svg { display: block; width: 100%; max-width: 150mm; height: auto; }
svg text { font: 9px Georgia, serif; }
svg line { stroke: #000; stroke-width: 0.6; }
svg .faint { stroke: #bbb; }
svg .guess { fill: #000; fill-opacity: 0.5; }
svg .truth { fill: none; stroke: #000; stroke-width: 1.5; }
"""
WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 420, 150, 36, 14, 12, 28
BINS = 25
"""So many dots of guesses lie along an axis without touching."""


def questions(address: str) -> str:
    """Every step's story and question, with room for a guess and its reason; `address` is that of
    the dashboard."""
    asked = "".join(_question(step, number, address) for number, step in enumerate(STEPS))
    name = '<p class="name">Name</p>'
    return page("A copy of a copy: what do you expect?", name + asked)


def answers(address: str, told: Mapping[int, str]) -> str:
    """What the lesson's own runs have answered, step by step."""
    given = "".join(
        f"<section><h2>{_title(number)}</h2><p class='question'>{_asked(STEPS[number]).text}</p>"
        f"<p>{in_html(text)}</p>{_where(number, address)}</section>"
        for number, text in sorted(told.items())
    )
    about = (
        "<p>Computed from the runs that the lesson shows at first. With other chance, or other "
        "knobs, the numbers are others, and a single run can even go the other way.</p>"
    )
    return page("A copy of a copy: the answers", about + given)


def page(title: str, body: str) -> str:
    """A file of its own, with a heading."""
    head = f"<meta charset='utf-8'><title>{title}</title><style>{STYLE}</style>"
    return f"<!doctype html><html lang='en'><head>{head}</head><body><h1>{title}</h1>{body}</body>"


def _asked(step: Step) -> Point | Pick:
    return step.ask(step.defaults)


def _title(number: int) -> str:
    return f"{number + 1}. {in_html(STEPS[number].title)}"


def _where(number: int, address: str) -> str:
    """The link of the step."""
    there = in_html(f"{address}{link(number)}")
    return f"<p class='address'><a href='{there}'>{there}</a></p>"


def _question(step: Step, number: int, address: str) -> str:
    asked = _asked(step)
    room = axes(asked) if isinstance(asked, Point) else _boxes(asked)
    return (
        f"<section><h2>{_title(number)}</h2><p>{in_html(glossary.unmarked(step.story))}</p>"
        f"<p class='question'>{in_html(asked.text)}</p>{room}"
        f"<p class='reason'>Because</p>{_where(number, address)}</section>"
    )


def _boxes(asked: Pick) -> str:
    items = "".join(f"<li>{in_html(words)}</li>" for words in asked.choices.values())
    return f"<ul>{items}</ul>"


def axes(asked: Point, guesses: Sequence[float] = (), truth: float | None = None) -> str:
    """Axes to draw a guess into; or with a dot a guess, and a ring where the run's answer lies."""
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM

    def x(generation: float) -> float:
        return LEFT + min(generation / asked.last, 1.02) * (right - LEFT)

    def y(value: float) -> float:
        return bottom - min(value / asked.most, 1) * (bottom - TOP)

    parts = [
        f"<line x1='{LEFT}' x2='{right}' y1='{bottom}' y2='{bottom}'/>",
        f"<line x1='{LEFT}' x2='{LEFT}' y1='{TOP}' y2='{bottom}'/>",
        f"<text x='{LEFT + 4}' y='{TOP - 4}'>{in_html(asked.label)}</text>",
        f"<text x='{right}' y='{HEIGHT - 4}' text-anchor='end'>generation</text>",
    ]
    for value, text in ticks(asked.last, 1, ""):
        parts.append(
            f"<text x='{x(value):.0f}' y='{bottom + 12}' text-anchor='middle'>{text}</text>"
        )
    share = asked.unit == "%"
    for value, text in ticks(asked.most, 100 if share else 1, "%" if share else ""):
        at = y(value)
        parts.append(f"<line class='faint' x1='{LEFT}' x2='{right}' y1='{at:.0f}' y2='{at:.0f}'/>")
        parts.append(f"<text x='{LEFT - 4}' y='{at + 3:.0f}' text-anchor='end'>{text}</text>")
    parts.append(f"<circle cx='{LEFT}' cy='{y(asked.start):.0f}' r='4'/>")
    for guess, aside in _in_rows(guesses, asked.highest):
        place = (x(guess), y(asked.level) - aside) if asked.along else (right - aside, y(guess))
        parts.append(f"<circle class='guess' cx='{place[0]:.1f}' cy='{place[1]:.1f}' r='2.5'/>")
    if truth is not None:
        place = (x(truth), y(asked.level)) if asked.along else (right, y(truth))
        parts.append(f"<circle class='truth' cx='{place[0]:.1f}' cy='{place[1]:.1f}' r='5'/>")
    return f"<svg viewBox='0 0 {WIDTH} {HEIGHT}'>{''.join(parts)}</svg>"


def _in_rows(guesses: Sequence[float], highest: float) -> Iterator[tuple[float, float]]:
    """Each guess, and how far its dot is moved aside for those that it would cover."""
    places = Counter(round(guess / highest * BINS) for guess in guesses)
    apart = min(6.0, (HEIGHT - TOP - BOTTOM) / 2 / max(places.values(), default=1))
    taken = Counter[int]()
    for guess in guesses:
        place = round(guess / highest * BINS)
        yield guess, apart * taken[place]
        taken[place] += 1
