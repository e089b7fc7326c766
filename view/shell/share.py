"""The dialog that passes a page on: as a link, as a frame in another page, as a QR code."""

from dataclasses import replace
from urllib.parse import urlsplit

import streamlit as st

from view import state, uploaded_files
from view.export import run_files
from view.letters import in_html
from view.page_files import TITLES
from view.page_specs import OFFERS
from view.player.component import rests_at
from view.shell.qr import qr_code
from view.state.address import address
from view.urls.display import GENERATIONS, DisplayOptions, without

THEMES = {"": "as the system has it", "light_theme": "light", "dark_theme": "dark"}
"""How a link may be lit; the names are Streamlit's."""

PLAYS, WAITS, PAUSED = "plays at once", "waits at its beginning", "is paused at a generation"
"""How a film may open."""

HEIGHT, HEIGHTS = 620, {"remedies": 680, "language": 900, "horizon": 740, "map": 660}
"""How high a page's frame is in another page: nothing is cut from a width of 800 pixels on."""

HERE = ("localhost", "127.0.0.1", "::1", "0.0.0.0")
"""What a machine calls itself."""

UNREACHABLE = (
    "Phones cannot open this address: it is this computer's name for itself. Start with `make run "
    "ADDRESS=0.0.0.0` and open the page by this computer's name."
)


@st.dialog("Share this page", width="large", on_dismiss=lambda: state.share(False))
def share(page: str) -> None:
    """The page as it is now, and whatever its sender decides for those who open it."""
    forms, square = st.columns([3, 2], gap="large")
    with forms:
        wanted, theme = _options()
    link = _address(page, wanted, theme)
    with square:
        to_scan(link)
    st.markdown("**Link**")
    st.code(link, language=None, wrap_lines=True)
    _elsewhere(page)
    st.markdown("**Frame for a page of your own:** player and sentence alone")
    st.code(_frame(page, wanted, theme), language="html", wrap_lines=True)
    if uploaded_files.in_link(st.query_params.to_dict()):
        st.info(
            "Your own file is part of this page. It stays on this server for a day, or until the "
            "server is started anew: until then the link works, and only with this server."
        )


def _elsewhere(page: str) -> None:
    """Who opens the link on a server of their own may see something else."""
    said = run_files.elsewhere(*state.chosen(page))
    if said:
        st.caption(said)


def _options() -> tuple[DisplayOptions, str]:
    """What the sender decides, and the light."""
    now, knobs = state.showing(), state.lockable()
    sidebar = not st.toggle("Hide the sidebar", not now.sidebar, key="share:sidebar")
    locked = frozenset(now.locked)
    if knobs and sidebar:
        locked = frozenset(
            st.multiselect(
                "Lock knobs",
                list(knobs),
                sorted(now.locked & knobs.keys()),
                key="share:lock",
                format_func=lambda name: knobs[name],
                placeholder="none",
                help="They are shown, but whoever opens the link cannot turn them at once.",
            )
        )
    autoplay, pause = _opening(now)
    ahead = not st.toggle(
        "Hide what lies ahead",
        not now.ahead,
        key="share:ahead",
        help="Curves, slider, film strip and words end where the film is: what comes next?",
    )
    presenting = st.toggle("Presenter view, for a projector", key="share:present")  # not on phones
    theme = st.segmented_control(
        "Light",
        list(THEMES),
        default="",
        format_func=THEMES.__getitem__,
        key="share:theme",
        required=True,
    )
    return DisplayOptions(sidebar, locked, pause, autoplay, presenting, ahead), theme or ""


def _opening(now: DisplayOptions) -> tuple[bool, int | None]:
    """Whether the film plays at once, and where it is paused: it cannot do both."""
    as_now = PAUSED if now.pause is not None else PLAYS if now.autoplay else WAITS
    how = st.segmented_control(
        "The film", (PLAYS, WAITS, PAUSED), default=as_now, key="share:film", required=True
    )
    if how != PAUSED:
        return how != WAITS, None
    at = rests_at() if now.pause is None else now.pause
    return True, st.number_input("Generation", 0, int(GENERATIONS.high), at, key="share:pause")


def _address(page: str, wanted: DisplayOptions, theme: str, **more: str) -> str:
    """The page's address, as wanted. It names the experiment, also the one that the page begins
    with: that may be another one day."""
    own = [offer.default for offer in OFFERS if offer.page == page]
    first = {"preset": own[0]} if own else {}
    query = first | without(st.query_params.to_dict()) | wanted.to_query() | more
    query |= {"embed_options": theme} if theme else {}
    return address(query)


def _frame(page: str, wanted: DisplayOptions, theme: str) -> str:
    """HTML that shows the player in another page; what concerns the rest is left out."""
    alone = replace(wanted, sidebar=True, locked=frozenset(), presenting=False)
    source = in_html(_address(page, alone, theme, embed="true"))
    height = HEIGHTS.get(page, HEIGHT)
    return (
        f'<iframe src="{source}" title="Copy of a Copy: {TITLES[page]}" width="100%" '
        f'height="{height}" style="border: 0" loading="lazy" allowfullscreen></iframe>'
    )


def to_scan(link: str) -> None:
    """For phones, where they can reach the address."""
    code = qr_code(link)
    if code:
        st.html(f'<img class="qr" src="{code}" alt="QR code of the link">')
    else:
        st.info("This link is too long for a QR code: send it as text.")
    if urlsplit(link).hostname in HERE:
        st.caption(UNREACHABLE)
