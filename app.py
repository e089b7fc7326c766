"""The dashboard: its script, and a server that is warm before the first visitor comes."""

import streamlit as st

from view.session import warmed_up

app = st.App("view/navigation.py", lifespan=warmed_up)
