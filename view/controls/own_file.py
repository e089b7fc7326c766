"""A visitor's own file, where the browser can send one."""

from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.web.server.server_util import is_xsrf_enabled
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME

from view import state, uploaded_files
from view.state.address import address

BROUGHT = "brought"
"""What a visitor's own files are noted by, the newest first."""

BYTES_A_VISITOR = 50_000_000
"""What the files of one visitor take together, at most."""

ALONE = (
    "Within another site's page, or with cookies off, a browser sends no file here: open this page "
    "by itself to choose one."
)


def choose_file(label: str, **how: Any) -> Any:
    """What `st.file_uploader` gives. Where the server would refuse whatever is sent, one sentence
    and a way out stand in its place, and nothing is chosen."""
    if sent():
        return st.file_uploader(label, **how)
    st.info(ALONE)
    st.link_button("Open this page by itself", address(st.query_params.to_dict()), width="stretch")
    return None


def keep_file(data: bytes, *how: Any, **more: Any) -> Path:
    """What `uploaded_files.keep` does with it; of all that this visitor has brought, the oldest go
    where they take too much together."""
    path = uploaded_files.keep(data, *how, **more)
    before = [one for one in state.noted(BROUGHT, list[Path]()) if one != path]
    state.note(BROUGHT, uploaded_files.drop_beyond([path, *before], BYTES_A_VISITOR))
    return path


def sent() -> bool:
    """Whether a file comes through: with the cookie without which the server takes none. A browser
    keeps it back in another site's frame; where there is no browser there are no headers."""
    return not (st.context.headers and is_xsrf_enabled()) or XSRF_COOKIE_NAME in st.context.cookies
