"""The dashboard: script, films, classes, the player, and a server warm before its first visitor."""

from pathlib import Path

import streamlit as st
from streamlit import config

from view.classroom.routes import ClassRoutes
from view.classroom.school import school
from view.entrance import front
from view.films import Films
from view.player import script
from view.state import store, warmed_up

HERE = Path(__file__).resolve().parent
# Whoever serves it from elsewhere finds `.streamlit` beside it, as `streamlit run` does.
config._main_script_path = config._main_script_path or str(HERE / "app.py")

routes = [*Films(store).routes, *ClassRoutes(school).routes, *script.routes]
app = st.App(HERE / "view/navigation.py", lifespan=warmed_up, routes=routes, middleware=front)
