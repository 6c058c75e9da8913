"""Charts as files: PNG for slides, SVG and PDF for print; the same chart gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

from matplotlib.transforms import Affine2D, Bbox

from tourlib.charts.style import Chart, use_style
from tourlib.errors import ReportError
from tourlib.files import write_file

#: Dots per inch of the PNG: 4000 × 2250 pixels.
PNG_DPI = 300


def save_chart(chart: Chart, folder: str | Path, name: str) -> list[Path]:
    """Write a chart as ``name.png``, ``name.svg`` and ``name.pdf``.

    PNG: 16:9 at 300 dpi. SVG: text as outlines, so that it needs no font, with the finding as
    ``<title>`` and what is shown as ``<desc>``. PDF: fonts embedded (type 3). No file holds a
    date.

    Args:
        chart: what a chart function returned.
        folder: made if it is not there.
        name: file name without ending.

    Returns:
        The three paths.

    Raises:
        ReportError: the name has a path in it, or the folder cannot be written.
    """
    if Path(name).name != name or not name:
        raise ReportError(f"圖檔名稱 {name!r} 不可含路徑 no path in a chart's name")
    folder = Path(folder)
    contents = {"png": _png(chart), "svg": _svg(chart), "pdf": _pdf(chart)}
    paths = []
    for ending, content in contents.items():
        paths.append(folder / f"{name}.{ending}")
        write_file(paths[-1], content)
    return paths


def write_chart(chart: Chart, path: Path, width: int) -> Path:
    """Write one file of a chart, as its ending says; see :meth:`tourlib.charts.style.Chart.save`."""
    makers: dict[str, Callable[[], bytes]] = {
        ".png": lambda: _png(chart, width / chart.get_figwidth()),
        ".svg": lambda: _svg(chart),
        ".pdf": lambda: _pdf(chart),
    }
    if path.suffix.lower() not in makers:
        raise ReportError(
            f"圖檔格式 {path.suffix!r} 不支援 not a format of charts",
            file=path,
            hint=".png .svg .pdf",
        )
    write_file(path, makers[path.suffix.lower()]())
    return path


def _png(chart: Chart, dpi: float = PNG_DPI) -> bytes:
    buffer = io.BytesIO()
    with use_style():
        chart.savefig(buffer, format="png", dpi=dpi, metadata={"Software": None})
    return buffer.getvalue()


def body_png(chart: Chart, dpi: int = 200) -> bytes:
    """The drawing alone as PNG, without title, subtitle and foot: for pages that have their own."""
    buffer = io.BytesIO()
    with use_style():
        inches = chart.body.transformed(Affine2D().scale(1 / 72))
        chart.savefig(
            buffer, format="png", dpi=dpi, bbox_inches=inches, metadata={"Software": None}
        )
    return buffer.getvalue()


def body_svg(chart: Chart) -> bytes:
    """The drawing alone as SVG, for pages that have their own title and foot."""
    return _svg(chart, chart.body.transformed(Affine2D().scale(1 / 72)))


def _svg(chart: Chart, part: Bbox | None = None) -> bytes:
    buffer = io.BytesIO()
    about_none = {"Date": None, "Creator": None}
    with use_style():
        chart.savefig(buffer, format="svg", metadata=about_none, bbox_inches=part)
    text = buffer.getvalue().decode("utf-8")
    start = text.index("<svg")
    end = text.index(">", start) + 1
    words = f"\n <title>{escape(chart.finding)}</title>"
    about = "\n".join(part for part in (chart.shown, chart.source) if part)
    if about:
        words += f"\n <desc>{escape(about)}</desc>"
    opening = text[start : end - 1] + ' role="img">'
    return (text[:start] + opening + words + text[end:]).encode("utf-8")


def _pdf(chart: Chart) -> bytes:
    buffer = io.BytesIO()
    about = {"Title": chart.finding, "Subject": chart.shown, "CreationDate": None}
    with use_style():
        chart.savefig(buffer, format="pdf", metadata={**about, "Creator": None, "Producer": None})
    return buffer.getvalue()
