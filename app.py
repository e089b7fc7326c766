"""The dashboard: script, films, classes, the player, and a server warm before its first visitor."""

import streamlit as st

from view.classroom.routes import ClassRoutes
from view.classroom.school import school
from view.entrance import front
from view.films import Films
from view.player import script
from view.state import store, warmed_up

routes = [*Films(store).routes, *ClassRoutes(school).routes, *script.routes]
app = st.App("view/navigation.py", lifespan=warmed_up, routes=routes, middleware=front)
