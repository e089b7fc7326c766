"""What is left of a class: every question with its guesses, against what happened."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from datetime import date

from view.classroom.classroom import Asked
from view.classroom.news import score
from view.lesson.scoring import close, marked
from view.lesson.step import Pick
from view.lesson.worksheet_html import axes, page
from view.letters import in_html

COLUMNS = ("step", "title", "question", "knobs", "guess", "value", "pupils", "close", "happened")


def as_csv(put: Sequence[Asked]) -> str:
    """A row for each different guess at each question, one without a guess where there is none."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(COLUMNS)
    for asked in put:
        writer.writerows(_rows(asked))
    return sheet.getvalue()


def _rows(asked: Asked) -> list[list[object]]:
    question, answer = asked.question, asked.answer
    told = [asked.number + 1, asked.step.title, question.text, _knobs(asked)]
    happened = question.said(answer.truth) if answer else ""
    counts = sorted(Counter(asked.guesses.values()).items())
    if not counts:
        return [[*told, "", "", 0, "", happened]]
    return [
        [
            *told,
            question.said(guess),
            guess,
            count,
            ("yes" if close(question, guess, answer) else "no") if answer else "",
            happened,
        ]
        for guess, count in counts
    ]


def _knobs(asked: Asked) -> str:
    named = {dial.name: dial for dial in asked.step.dials}
    return ", ".join(f"{named[n].label}: {named[n].written(v)}" for n, v in asked.dials.items())


def printed(put: Sequence[Asked]) -> str:
    """The same as a page to print, black on white, whole in one file."""
    about = f"<p>{date.today():%d %B %Y}. Each dot is a guess, the ring is what happened.</p>"
    return page("A copy of a copy: what the class expected", about + "".join(map(_section, put)))


def _section(asked: Asked) -> str:
    question, answer = asked.question, asked.answer
    happened = f"{marked(question, None, answer)} {answer.told}" if answer else ""
    return (
        f"<section><h2>{asked.number + 1}. {in_html(asked.step.title)}</h2>"
        f"<p>{in_html(_knobs(asked))}</p><p class='question'>{in_html(question.text)}</p>"
        f"{_guesses(asked)}<p class='question'>{in_html(score(asked))}</p>"
        f"<p>{in_html(happened)}</p></section>"
    )


def _guesses(asked: Asked) -> str:
    question, guesses = asked.question, list(asked.guesses.values())
    if not isinstance(question, Pick):
        truth = float(asked.answer.truth) if asked.answer else None
        return axes(question, [float(guess) for guess in guesses], truth)
    counts = Counter(map(str, guesses))
    rows = (
        f"<tr><td>{counts[n]}</td><td>{in_html(w)}</td></tr>" for n, w in question.choices.items()
    )
    return f"<table>{''.join(rows)}</table>"
