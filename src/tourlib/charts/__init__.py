"""Tidy frame in, figure out: every chart a 16:9 page ready for a slide.

Each chart function takes a frame, ``foot=`` and ``lang=``, and returns a
:class:`~tourlib.charts.style.Chart`, a matplotlib figure that shows itself in a notebook.
Given an empty frame it returns a page that says what is missing.
"""

from tourlib.charts.balance import plot_expected
from tourlib.charts.flow import plot_flow
from tourlib.charts.foot import cohorts_line, foot_line
from tourlib.charts.heat import plot_concepts, plot_shared
from tourlib.charts.keywords import plot_cloud, plot_keyness
from tourlib.charts.ledger import plot_ledger
from tourlib.charts.network import plot_network
from tourlib.charts.recurrence import plot_recurrence
from tourlib.charts.representation import plot_ranks, plot_representation
from tourlib.charts.save import save_chart
from tourlib.charts.style import Chart
from tourlib.charts.tiles import plot_coverage_tiles, plot_local_map

__all__ = [
    "Chart",
    "cohorts_line",
    "foot_line",
    "plot_cloud",
    "plot_concepts",
    "plot_coverage_tiles",
    "plot_expected",
    "plot_flow",
    "plot_keyness",
    "plot_ledger",
    "plot_local_map",
    "plot_network",
    "plot_ranks",
    "plot_recurrence",
    "plot_representation",
    "plot_shared",
    "save_chart",
]
