"""A Streamlit page that says one word: what no page can be quicker than."""

import streamlit as st

st.header("Ready")
