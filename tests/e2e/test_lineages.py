"""Many lineages stream in, and a click on one of them opens it."""

import re
from collections.abc import Callable
from typing import Any

Visit = Callable[..., Any]

HANDLE = """
  (seed) => {
    const chart = [...document.querySelectorAll(".js-plotly-plot")]
      .find((one) => one.data?.some((trace) => trace.name === "open"));
    const trace = chart?._fullData.find((trace) => trace.name === "open");
    const at = trace ? [...trace.customdata].indexOf(seed) + 2 : -1;
    if (at < 2) return null;
    const { xaxis, yaxis } = chart._fullLayout, box = chart.getBoundingClientRect();
    return [
      box.x + xaxis._offset + xaxis.l2p(trace.x[at]),
      box.y + yaxis._offset + yaxis.l2p(trace.y[at]),
    ];
  }
"""
"""Where on the screen the third handle of a lineage lies."""


def all_there(page: Any) -> None:
    """Every lineage is finished, and the page is at rest."""
    page.page.get_by_text("Metric of all lineages").wait_for()
    page.page.get_by_text(re.compile("half (their|its) variance by generation")).first.wait_for()
    page.ended()
    page.settled()
    page.page.wait_for_timeout(800)


def test_a_click_opens_a_lineage_and_the_link_follows(visit: Visit) -> None:
    page = visit("/?samples=60&generations=60&lineages=6&seed=3").done()
    all_there(page)
    before = page.run
    chart = page.page.locator(".js-plotly-plot").first
    chart.scroll_into_view_if_needed()
    page.page.wait_for_timeout(500)
    x, y = page.page.evaluate(HANDLE, 7)
    page.page.mouse.move(x, y)
    page.page.get_by_text("click to open").first.wait_for()
    page.page.mouse.click(x, y)
    page.page.wait_for_url("**first=3**")
    page.until(f"player.scene.run.id !== '{before}'")
    page.done()
    opened = int(page.page.url.partition("seed=")[2].partition("&")[0])
    assert 3 < opened < 9, "one of those that are drawn"
    assert "lineages=6" in page.page.url
    all_there(page)
    assert page.page.evaluate(HANDLE, 3), "the others are still there"
    page.whole()


def test_a_crowd_streams_in_and_can_be_cancelled(visit: Visit) -> None:
    page = visit("/?lineages=200&generations=1000").done()
    start = page.page.get_by_role("button", name="Start these lineages")
    page.page.get_by_text(" of 200 lineages").or_(start).first.wait_for()
    if start.count():  # a busy machine takes so long that the page asks
        start.click()
    page.page.get_by_text(" of 200 lineages").first.wait_for()
    seen = set()
    for _ in range(60):
        seen.add(page.page.get_by_text(" of 200 lineages").first.inner_text().split(",")[0])
        if len(seen) > 2:
            break
        page.page.wait_for_timeout(300)
    assert len(seen) > 2, "nothing moves"
    page.page.get_by_role("button", name="Cancel").click()
    page.page.get_by_role("button", name="Go on with the lineages").wait_for()
    page.page.get_by_text("what is there stays").wait_for()
    page.whole()
