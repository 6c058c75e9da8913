"""The words around a chart, and the axes that it is drawn into: a page of its own, or a caller's."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.text import Text

from tourlib.charts.fonts import register_font
from tourlib.charts.style import Chart, finish, new_chart


@dataclass(frozen=True)
class Page:
    """The words around a chart, and the axes or the size that it is drawn in."""

    title: str
    shown: str = ""
    foot: str = ""
    ax: Axes | None = None
    size: tuple[float, float] | None = None


def open_canvas(page: Page) -> tuple[Chart | None, Axes, float, float]:
    """Axes whose data coordinates are points, with their width and height; and their page, if it is
    our own."""
    chart, axes = None, page.ax
    if axes is None:
        chart, axes = new_chart(page.title, page.shown, page.foot, page.size)
        wide, high = chart.body.width, chart.body.height
    else:
        wide, high = points(axes)
        axes.set_title(page.title)
    axes.set(xlim=(0, wide), ylim=(0, high))
    axes.set_axis_off()
    return chart, axes, wide, high


def finished(chart: Chart | None, axes: Axes) -> Chart | Axes:
    """The chart with its last touch; axes that are not ours with our font, whatever is set elsewhere."""
    if chart is not None:
        return finish(chart)
    for text in axes.findobj(Text):
        text.set_fontfamily(register_font())
    return axes


def points(axes: Axes) -> tuple[float, float]:
    """Width and height of the axes in points."""
    box = axes.get_window_extent()
    dpi = axes.figure.dpi
    return box.width * 72 / dpi, box.height * 72 / dpi
