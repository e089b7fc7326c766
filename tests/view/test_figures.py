"""A figure's line is the measured row, with gaps where there is nothing to draw."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from engine import METRICS, Settings, Trajectory
from engine.jobs import TrajectoryJob
from view.figures.metric import measured, metric_figure

Done = Callable[..., TrajectoryJob]
Invent = Callable[..., Trajectory]
OF_ONE_NUMBER = [name for name, metric in METRICS.items() if not metric.by_class]


def line(figure: Any) -> Any:
    (only,) = figure.data
    return only


@pytest.mark.parametrize("name", OF_ONE_NUMBER)
@pytest.mark.parametrize("log_x", [False, True])
@pytest.mark.parametrize("log_y", [False, True])
def test_every_metric_on_every_axis(done: Done, name: str, log_x: bool, log_y: bool) -> None:
    trajectory = done().trajectory
    drawn = line(metric_figure({"a run": trajectory}, name, log_x=log_x, log_y=log_y))
    values = trajectory.metrics[name]
    at = np.flatnonzero(np.isfinite(values))
    np.testing.assert_array_equal(np.asarray(drawn.x), at + log_x)
    np.testing.assert_array_equal(drawn.customdata, at)
    shown = np.asarray(drawn.y, float)
    kept = np.isfinite(shown)
    np.testing.assert_array_equal(shown[kept], values[at][kept])
    assert kept.all() or (log_y and (values[at][~kept] <= 0).all())


def test_a_log_axis_has_gaps_at_zero(invent: Invent) -> None:
    trajectory = invent([1.0, 0.5, 0.0, 0.0], tail=0.0)
    shown = np.asarray(line(metric_figure({"a run": trajectory}, "variance", log_y=True)).y, float)
    np.testing.assert_array_equal(shown, [1.0, 0.5, np.nan, np.nan])


def test_only_what_is_there_is_drawn(invent: Invent) -> None:
    trajectory = invent(np.ones(50))
    trajectory.length = 20
    assert len(line(metric_figure({"a run": trajectory}, "variance")).x) == 20


def test_a_metric_that_does_not_apply_is_not_offered(
    shortened: Callable[..., Settings], done: Done
) -> None:
    offered = measured(done(shortened(model="kde", truth="iris")).trajectory)
    assert "variance" in offered and "l2" not in offered and "modes" not in offered


def colours(thing: object) -> Iterator[object]:
    if isinstance(thing, dict):
        for key, value in thing.items():
            yield from [value] if key == "color" else colours(value)
    elif isinstance(thing, list | tuple):
        for value in thing:
            yield from colours(value)


def test_colours_are_left_to_the_theme(done: Done) -> None:
    figure = metric_figure({"a run": done().trajectory}, "variance").to_plotly_json()
    figure["layout"].pop("template", None)
    assert list(colours(figure)) == []
