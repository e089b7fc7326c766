"""What is on the canvas: components, ghosts, gaps, themes, and enough room for all of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from view.player.source import Gallery

Record = Callable[..., Any]
Opened = Callable[..., Any]

FIRST = (0x00, 0x72, 0xB2)
SECOND = (0xD5, 0x5E, 0x00)
THIRD = (0x00, 0x87, 0x5F)


def at(screen: Any, generation: int) -> None:
    screen.page.evaluate(
        "(g) => document.querySelector('.player').player.transport.seek(g, true)", generation
    )
    screen.drawn(generation)


def test_every_living_component_is_drawn_in_its_colour(screen: Any, record: Record) -> None:
    screen.give(record(), autoplay=False)
    screen.drawn(0)
    assert all(screen.pixels(".cloud", hue) > 50 for hue in (FIRST, SECOND, THIRD))


def test_a_dead_component_is_a_cross_where_it_was_last(screen: Any, record: Record) -> None:
    screen.give(record(), autoplay=False)
    screen.drawn(0)
    alive = screen.pixels(".cloud", SECOND)
    screen.press("z")
    at(screen, 60)
    screen.until("player.scene.camera.span < 0.1")
    assert 0 < screen.pixels(".cloud", SECOND) < alive / 3
    assert screen.pixels(".cloud", FIRST) > 50
    screen.summary(60)
    label = screen.page.locator(".cloud").get_attribute("aria-label")
    assert label == "Cloud of generation 60 of 100, 2 of 3 components are alive"


def test_following_finds_a_cloud_too_small_to_see(screen: Any, record: Record) -> None:
    screen.give(record(), autoplay=False)
    at(screen, 100)
    fixed = screen.pixels(".cloud", THIRD)  # the first is the legend's
    screen.press("z")
    screen.until("player.scene.fixed.span / player.scene.camera.span > 1e4")
    assert screen.pixels(".cloud", THIRD) > 3 * fixed
    screen.press("z")
    screen.until("player.scene.camera.span === player.scene.fixed.span")


def test_following_resolves_a_billionth(open_screen: Opened, record: Record) -> None:
    screen = open_screen(reduced_motion="reduce")
    small = record()
    small = replace(
        small,
        points=2.5 + 1e-9 * small.points,
        means=2.5 + 1e-9 * small.means,
        covariances=1e-18 * small.covariances,
    )
    screen.give(small)
    screen.press("z")
    screen.until("player.scene.fixed.span / player.scene.camera.span > 1e8")
    assert all(screen.pixels(".cloud", hue) > 50 for hue in (FIRST, SECOND, THIRD))


def test_the_tail_is_shaded_and_its_curve_says_so(screen: Any, record: Record) -> None:
    square = np.array([[-4.0, -4.0], [8.0, -4.0], [8.0, 6.0], [-4.0, 6.0]])
    seen = {}
    for run, body in {"plain": (), "shaded": (square,)}.items():
        screen.give(replace(record(run, total=3), body=body))
        screen.until(f"player.scene.run.id === '{run}' && player.drawn >= 0")
        seen[run] = screen.painted(".cloud"), screen.painted(".charts")
    assert seen["shaded"][0] > 1.5 * seen["plain"][0]
    assert seen["shaded"][1] > seen["plain"][1]


def test_an_extinct_cloud_is_a_point_and_its_variance_zero(screen: Any, record: Record) -> None:
    gone = record()
    gone.points[50:] = 1.5
    gone.means[50:] = 1.5
    gone.covariances[50:] = 0
    gone.measured["variance"][50:] = 0
    screen.give(gone, autoplay=False)
    screen.press("z")
    at(screen, 100)
    assert screen.pixels(".cloud", FIRST) + screen.pixels(".cloud", THIRD) > 0
    assert "variance 0" in screen.summary(100)


def test_values_that_are_not_numbers_leave_gaps(screen: Any, record: Record) -> None:
    holes = record()
    holes.measured["variance"][::3] = np.nan
    holes.measured["variance"][1::7] = np.inf
    holes.measured["tail_mass"][:] = np.nan
    holes.points[::2, :30] = np.nan
    holes.means[5] = np.nan
    screen.give(holes, autoplay=False)
    for generation in (0, 5, 8, 99):
        at(screen, generation)
    assert "Tail mass –, variance ∞" in screen.summary(99)


@pytest.mark.parametrize("chart", [1, 2])
def test_a_curve_has_a_gap_where_there_is_no_value(screen: Any, record: Record, chart: int) -> None:
    holes = record()
    holes.measured["variance"][:] = 0.5
    holes.measured["variance"][30:61] = np.nan
    screen.page.locator("[data-axis=linear]").click()
    screen.give(holes, autoplay=False)
    at(screen, 100)
    drawn = """(chart, low, high) => {
      const { charts } = document.querySelector(".player").player;
      const { plot } = charts.panels[chart];
      const left = charts.panels[chart].xAt(low);
      const width = charts.panels[chart].xAt(high) - left;
      const pen = charts.canvas.getContext("2d");
      const { data } = pen.getImageData(left, plot.y, width, plot.height);
      let blue = 0;
      for (let i = 0; i < data.length; i += 4) blue += data[i] < 40 && data[i + 2] > 150;
      return blue;
    }"""
    count = f"([low, high]) => ({drawn})({chart}, low, high)"
    assert screen.page.evaluate(count, [5, 25]) > 20
    assert screen.page.evaluate(count, [32, 58]) == 0
    assert screen.page.evaluate(count, [65, 90]) > 20


@pytest.mark.parametrize("dims", [1, 2])
@pytest.mark.parametrize("components", [0, 1, 3, 10])
def test_any_number_of_components_in_one_or_two_dimensions(
    screen: Any, record: Record, dims: int, components: int
) -> None:
    screen.give(record(components=components, dims=dims), autoplay=False)
    for generation in (0, 30, 100):
        at(screen, generation)
        assert screen.painted(".cloud") > 2000
        assert screen.painted(".charts") > 2000
    screen.press("z")
    screen.until("player.scene.camera.span < 1")


def test_a_run_of_one_generation(screen: Any, record: Record) -> None:
    screen.give(record(total=1))
    screen.drawn(0)
    screen.until("!player.playing")
    assert screen.text("planned") == "of 0"


def test_it_says_when_not_all_points_are_shown(screen: Any, record: Record) -> None:
    screen.give(replace(record(), samples=10_000), autoplay=False)
    assert screen.text("shown") == "120 of 10000 points shown"


def test_a_theme_repaints_the_picture(screen: Any, record: Record) -> None:
    screen.page.add_style_tag(content="#stage { --st-chart-categorical-colors: #123456,#654321 }")
    screen.give(record(), autoplay=False)
    screen.drawn(0)
    assert screen.pixels(".cloud", (0x12, 0x34, 0x56)) > 50
    screen.page.add_style_tag(content="#stage { --st-chart-categorical-colors: rgb(9, 8, 7) }")
    screen.give(record(), 101)
    screen.drawn(0)
    assert screen.pixels(".cloud", (0x12, 0x34, 0x56)) == 0
    assert screen.pixels(".cloud", (9, 8, 7)) > 50


def test_dark_pages_get_the_bright_palette(screen: Any, record: Record) -> None:
    screen.page.add_style_tag(content="#stage { --st-background-color: #101214 }")
    screen.give(record(), autoplay=False)
    screen.drawn(0)
    assert screen.pixels(".cloud", (0x56, 0xA9, 0xE8)) > 50


@pytest.mark.parametrize("width", [320, 390, 700, 1200])
def test_nothing_overflows_at_any_width(open_screen: Opened, record: Record, width: int) -> None:
    screen = open_screen(viewport={"width": width, "height": 844}, device_scale_factor=2)
    screen.give(replace(record(), samples=10_000), autoplay=False)
    screen.drawn(0)
    assert screen.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    cloud = screen.page.locator(".cloud").bounding_box()
    charts = screen.page.locator(".charts").bounding_box()
    beside = charts["x"] >= cloud["x"] + cloud["width"]
    below = charts["y"] >= cloud["y"] + cloud["height"]
    assert (beside, below) == ((False, True) if width < 640 else (True, False))
    assert screen.page.evaluate("document.querySelector('.cloud').width") == round(
        2 * cloud["width"]
    )


def test_a_decoders_reach_is_drawn_as_lines(screen: Any, record: Record) -> None:
    screen.page.add_style_tag(content="#stage { --st-primary-color: #ff00ff }")
    grid = np.stack(np.meshgrid(*[np.linspace(-5, 5, 9)] * 2), axis=-1)
    recording = record(components=0, rows=1)
    screen.give(replace(recording, lattice=np.repeat(grid[None], 101, axis=0)), autoplay=False)
    screen.drawn(0)
    plain = screen.pixels(".charts", (255, 0, 255))
    assert screen.get("player.scene.run.lines") == [9, 9, 2]
    assert plain > 0  # the curves have the same colour
    assert screen.page.evaluate(STRONGLY_PINK) > 500


def test_pictures_become_a_wall(screen: Any, record: Record) -> None:
    screen.page.add_style_tag(content="#stage { --st-text-color: #102030 }")
    pictures = np.zeros((101, 16, 8, 8))
    pictures[1:, :, 2:6, 2:6] = 1
    screen.give(
        replace(
            record(components=0, rows=1), galleries=(Gallery("drawn", "Its pictures.", pictures),)
        ),
        autoplay=False,
    )
    screen.drawn(0)
    assert screen.pixels(".cloud", (0x10, 0x20, 0x30)) < 50
    screen.press("End")
    screen.drawn(100)
    assert screen.pixels(".cloud", (0x10, 0x20, 0x30)) > 5000


STRONGLY_PINK = """() => {
  const canvas = document.querySelector(".cloud");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let count = 0;
  const pink = (i) => Math.min(data[i], data[i + 2]) > data[i + 1] + 40;
  for (let i = 0; i < data.length; i += 4) if (pink(i)) count++;
  return count;
}"""
