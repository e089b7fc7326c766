"""The page How long do data last: what is assumed, when the stock ends, what was published."""

from dataclasses import replace
from io import StringIO

import plotly.graph_objects as go
import streamlit as st

from engine.horizon import ESTIMATES, Assumptions, Futures, futures, write_csv
from engine.knobs import knobs_of, spec_of
from engine.policies.fresh import Fresh
from view import state
from view.controls.knob_widgets import Knobs
from view.controls.sidebar import unlock
from view.horizon import captions, published_figures
from view.horizon.figures import course_figure, exhaustion_figure
from view.horizon.link import MACHINE, Outlook, from_query, to_query, turned_alike, usual
from view.page_files import path_of
from view.page_specs import REMEDIES
from view.sections.chart import drawing
from view.sections.downloads import TAKE
from view.sections.fold import folded
from view.sections.link_warnings import ignored
from view.sections.run import alone, head
from view.sections.table import table

PAGE = "horizon"
PRESENTED = 124
"""Pixels beside an axis for the letters of a projector."""

PUBLISHED = "Met what was published?"


def opened(title: str) -> tuple[Outlook, Futures]:
    """The title, the stocks, the sidebar, and what was wrong with the link."""
    before = state.kept(PAGE, from_query)
    published = usual(before.stock)
    with head(title) as stocks, stocks:
        _stocks(before)
    with st.sidebar:
        unlock()
        outlook = replace(before, assumed=_assumed(before, published))
        st.button(
            "Back to the published numbers",
            on_click=_adopt,
            args=(published,),
            width="stretch",
            disabled=outlook.assumed == published.assumed or bool(state.showing().locked),
        )
    _remember(outlook)
    ignored(PAGE)
    return outlook, futures(outlook.estimate, outlook.assumed)


def _assumed(before: Outlook, published: Outlook) -> Assumptions:
    """What the widgets say; each has a place for what was published of this stock."""
    widgets = Knobs(f"{PAGE}:{before.stock}")
    values = {}
    for name, knob in knobs_of(Assumptions).items():
        own = replace(knob, default=getattr(published.assumed, name))
        values[name] = widgets.widget(name, own, getattr(before.assumed, name))
    return Assumptions(**values)


def _stocks(before: Outlook) -> None:
    key = state.followed(f"{PAGE}:stock", before.stock)
    st.pills(
        "Which stock",
        list(ESTIMATES),
        default=state.said(key) or None,
        key=key,
        format_func=lambda name: ESTIMATES[name].label,
        on_change=_adopt_stock,
        args=(key,),
        disabled=bool(state.showing().locked),
        help="\n".join(f"- **{each.label}**: {each.help}" for each in ESTIMATES.values()),
        label_visibility="collapsed",
    )


def _adopt_stock(key: str) -> None:
    name = state.widget(key)
    if name and state.turned(key):
        _adopt(turned_alike(state.kept(PAGE, from_query), name))


def _remember(outlook: Outlook) -> None:
    """This outlook is the visitor's now, and the link's."""
    state.take(PAGE, outlook, from_query, to_query(outlook))


def _adopt(outlook: Outlook) -> None:
    """One that does not come from the widgets: the widgets must follow."""
    state.heard()
    _remember(outlook)


def course(outlook: Outlook, drawn: Futures) -> None:
    """The headline, stock and use over the years, and the year in which they meet."""
    estimate = outlook.estimate
    st.header(captions.headline(estimate, drawn).words, anchor=False)
    told = captions.growth(estimate, outlook.assumed, drawn).words
    _draw(course_figure(estimate, drawn), f"horizon-{outlook.stock}", told, "course")
    st.markdown(told)
    alone()
    if captions.converted(estimate.unit):
        st.caption(captions.converted(estimate.unit))
    st.subheader("The year in which it runs out", anchor=False)
    ending = captions.exhaustion(drawn).words
    st.markdown(ending)
    figure = exhaustion_figure(estimate, drawn)
    _draw(figure, f"horizon-{outlook.stock}-year", ending, "exhaustion")


def _draw(figure: go.Figure, name: str, told: str, key: str) -> None:
    """With room for larger letters beside the axis where it is shown to a class."""
    if state.showing().presenting:
        figure.update_layout(margin_l=PRESENTED)
    drawing(figure, name, told, key)


@folded(PUBLISHED, "published")
def published(outlook: Outlook) -> None:
    """Whether the model with its usual numbers gives what the papers say."""
    met = state.horizon_met()
    st.markdown(published_figures.HELD)
    table(PUBLISHED, published_figures.summary(met))
    st.caption(
        f"**{outlook.estimate.label}**: {outlook.estimate.remark} "
        f"{published_figures.second_forecast(outlook.stock)}"
    )
    every = f"{outlook.estimate.label}, number by number"
    with st.expander(every):
        table(every, published_figures.by_year(met, outlook.stock))
    if outlook.estimate.unit != "images":
        with st.expander("What each model has read"):
            table("What each model has read", published_figures.read_sets(outlook.estimate.unit))


@folded("And then?", "then")
def and_then(outlook: Outlook, drawn: Futures) -> None:
    """The question that the other pages answer, with a link that carries the share there."""
    st.markdown(captions.short_of(drawn).words)
    machine = Knobs(PAGE).widget("machine", MACHINE, outlook.machine)
    chosen = replace(outlook, machine=machine)
    _remember(chosen)
    there = state.chosen(REMEDIES.page) or [REMEDIES.presets[REMEDIES.default].settings]
    st.markdown(captions.question(chosen.human, there[0].samples))
    policies = ("replace", spec_of(Fresh(share=chosen.human)))
    st.page_link(
        path_of(REMEDIES.page),
        label=f"**What helps: see what {chosen.human:.0%} human data do**",
        icon=":material/arrow_forward:",
        query_params=state.link_with(REMEDIES, policies),
    )


@folded(TAKE, "files")
def take_away(outlook: Outlook, drawn: Futures) -> None:
    """The quantiles of every year, as a file."""

    def made() -> str:
        text = StringIO()
        write_csv(text, drawn)
        return text.getvalue()

    st.download_button(
        "Quantiles by year (CSV)",
        made,
        f"horizon-{outlook.stock}.csv",
        "text/csv",
        on_click="ignore",
    )
