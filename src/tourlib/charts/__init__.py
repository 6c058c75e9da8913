"""The drawing of charts: every one a 16:9 page ready for a slide, or drawn into axes that one has.

Whoever wants a chart calls a ``plot_…`` function of a subject (:mod:`tourlib.agencies`,
:mod:`tourlib.schedule`, :mod:`tourlib.themes`, :mod:`tourlib.keywords`, :mod:`tourlib.cohorts`,
:mod:`tourlib.check`).
"""

from tourlib.charts.save import save_chart
from tourlib.charts.style import Chart

__all__ = ["Chart", "save_chart"]
