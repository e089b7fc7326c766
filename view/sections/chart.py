"""A chart that holds still: to zoom into, to save, and told to those who do not see it."""

from typing import Any

import plotly.graph_objects as go
import streamlit as st

from view.figures.theme import config


def drawing(figure: go.Figure, name: str, told: str, key: str = "", **more: Any) -> None:
    """`name` is that of the file that its camera saves, and its key where there is no other."""
    st.plotly_chart(figure, config=config(name), key=key or name, alt=told, **more)
