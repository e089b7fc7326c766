"""A small table of words and figures, which the keyboard can scroll where the screen is narrow."""

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from view.letters import in_html


def table(name: str, columns: Mapping[str, Sequence[str]]) -> None:
    """A column a key, all equally long; the first one names the rows. `name` is for those who do
    not see what stands above it."""
    rows = zip(*columns.values(), strict=True)
    st.html(
        f'<div class="table" role="region" tabindex="0" aria-label="{in_html(name)}"><table>'
        f"<thead><tr>{_cells(columns, 'col')}</tr></thead>"
        f"<tbody>{''.join(map(_row, rows))}</tbody></table></div>"
    )


def _row(cells: tuple[str, ...]) -> str:
    first, *others = cells
    rest = "".join(f"<td>{in_html(text)}</td>" for text in others)
    return f"<tr>{_cells([first], 'row')}{rest}</tr>"


def _cells(names: Iterable[str], scope: str) -> str:
    return "".join(f'<th scope="{scope}">{in_html(text)}</th>' for text in names)
