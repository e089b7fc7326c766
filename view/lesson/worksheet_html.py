"""The class sheet as a page to print: black on white, whole in one file, on A4 or letter."""

from collections.abc import Mapping

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
"""
WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 420, 150, 36, 14, 12, 28


def questions(address: str) -> str:
    """Every step's story and question, with room for a guess and its reason; `address` is that of
    the dashboard."""
    asked = "".join(_question(step, number, address) for number, step in enumerate(STEPS))
    name = '<p class="name">Name</p>'
    return _page("A copy of a copy: what do you expect?", name + asked)


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
    return _page("A copy of a copy: the answers", about + given)


def _page(title: str, body: str) -> str:
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
    room = _axes(asked) if isinstance(asked, Point) else _boxes(asked)
    return (
        f"<section><h2>{_title(number)}</h2><p>{in_html(glossary.unmarked(step.story))}</p>"
        f"<p class='question'>{in_html(asked.text)}</p>{room}"
        f"<p class='reason'>Because</p>{_where(number, address)}</section>"
    )


def _boxes(asked: Pick) -> str:
    items = "".join(f"<li>{in_html(words)}</li>" for words in asked.choices.values())
    return f"<ul>{items}</ul>"


def _axes(asked: Point) -> str:
    """Empty axes to draw a guess into."""
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    parts = [
        f"<line x1='{LEFT}' x2='{right}' y1='{bottom}' y2='{bottom}'/>",
        f"<line x1='{LEFT}' x2='{LEFT}' y1='{TOP}' y2='{bottom}'/>",
        f"<text x='{LEFT + 4}' y='{TOP - 4}'>{in_html(asked.label)}</text>",
        f"<text x='{right}' y='{HEIGHT - 4}' text-anchor='end'>generation</text>",
    ]
    for value, text in ticks(asked.last, 1, ""):
        x = LEFT + value / asked.last * (right - LEFT)
        parts.append(f"<text x='{x:.0f}' y='{bottom + 12}' text-anchor='middle'>{text}</text>")
    share = asked.unit == "%"
    for value, text in ticks(asked.most, 100 if share else 1, "%" if share else ""):
        y = bottom - value / asked.most * (bottom - TOP)
        parts.append(f"<line class='faint' x1='{LEFT}' x2='{right}' y1='{y:.0f}' y2='{y:.0f}'/>")
        parts.append(f"<text x='{LEFT - 4}' y='{y + 3:.0f}' text-anchor='end'>{text}</text>")
    start = bottom - asked.start / asked.most * (bottom - TOP)
    parts.append(f"<circle cx='{LEFT}' cy='{start:.0f}' r='4'/>")
    return f"<svg viewBox='0 0 {WIDTH} {HEIGHT}'>{''.join(parts)}</svg>"
