"""The sidebar says beside a knob why it has no effect, and how many samples a share is."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

OpenPage = Callable[..., AppTest]
SHORT = {"generations": "10", "samples": "20"}


def told(page: AppTest) -> list[str]:
    """What stands in small print in the sidebar, but for the three errors."""
    small = [each.value.replace("\\", "") for each in page.sidebar.caption]
    return [one for one in small if not one.startswith("- Sampling")]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"truth": "blobs:count=1"}, "No effect as it stands: one blob alone lies in the middle."),
        ({"policy": "fresh:share=0.01"}, "No effect as it stands: 1% of 20 samples is less than"),
        ({"policy": "fresh:share=0.05"}, "1 of 20 samples."),
        ({"policy": "verify:keep=0.3"}, "6 of 20 samples."),
        ({"policy": "bottleneck:rows=50"}, "No effect as it stands: all 20 samples are read in"),
        ({"policy": "schedule:at=50"}, "No effect as it stands: the turn lies after the last"),
    ],
)
def test_a_knob_says_why(open_page: OpenPage, query: dict[str, str], said: str) -> None:
    page = open_page("drift", **SHORT, **query)
    assert any(one.startswith(said) for one in told(page)), told(page)


def test_where_every_knob_counts_nothing_is_said(open_page: OpenPage) -> None:
    assert told(open_page("drift", **SHORT)) == []


def test_policies_side_by_side_say_their_samples(open_page: OpenPage) -> None:
    page = open_page("remedies", **SHORT, policies="replace;fresh:share=0.01;fresh:share=0.5")
    assert told(page) == [
        "Some fresh real data: 0 of 20 samples: 1% of 20 samples is less than half of one.",
        "Some fresh real data: 10 of 20 samples.",
    ]
