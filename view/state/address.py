"""Where the present page is found, by anybody."""

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

import streamlit as st


def address(query: Mapping[str, str]) -> str:
    """The page's address with this query."""
    url = st.context.url or ""
    root = "" if urlsplit(url).path else "/"
    return "?".join(filter(None, [url + root, urlencode(query)]))
