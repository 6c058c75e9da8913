"""Write tables and charts to files for a briefing.

In a notebook ``export.chart(chart, "name")`` shows the chart. If the environment variable
``TOURLIB_EXPORT`` names a folder (``tourlib build`` sets it), the chart is also written there as
PNG, SVG and PDF.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from tourlib.charts.style import Chart, save_chart
from tourlib.cohort import EXPORT_VARIABLE


def chart(drawn: Chart | Sequence[Chart], name: str) -> None:
    """Show a chart, or the pages of one, in the notebook; when a briefing is built, write it as
    well unless it has nothing to say.

    Args:
        drawn: what a chart function returned.
        name: file name without extension; pages are numbered ``name-1``, ``name-2`` …

    Raises:
        ReportError: the folder named by ``TOURLIB_EXPORT`` is not writable.
    """
    from IPython.display import display

    pages = [drawn] if isinstance(drawn, Chart) else list(drawn)
    folder = os.environ.get(EXPORT_VARIABLE)
    for number, page in enumerate(pages, 1):
        display(page)
        if folder and not page.silent:
            save_chart(page, Path(folder), name if len(pages) == 1 else f"{name}-{number}")
