"""Drawing of charts: each is a 16:9 page ready for a slide, or is drawn into given axes.

Charts are made by the ``plot_…`` functions of the subjects (:mod:`tourlib.agencies`,
:mod:`tourlib.schedule`, :mod:`tourlib.themes`, :mod:`tourlib.keywords`, :mod:`tourlib.cohorts`,
:mod:`tourlib.check`). Each ``draw_…`` function takes a frame, the axes to draw into, and the language.
"""

from tourlib.charts.style import Chart, save_chart

__all__ = ["Chart", "save_chart"]
