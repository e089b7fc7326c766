"""The dashboard: script, films, and a server that is warm before the first visitor comes."""

import streamlit as st

from view.entrance import front
from view.films import Films
from view.state import store, warmed_up

routes = Films(store).routes
app = st.App("view/navigation.py", lifespan=warmed_up, routes=routes, middleware=front)
