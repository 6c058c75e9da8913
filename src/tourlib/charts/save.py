"""Charts as files: PNG for slides, SVG and PDF for print; equal charts give equal bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from matplotlib.transforms import Affine2D, Bbox

from tourlib.charts.style import TOLD, Chart, use_style
from tourlib.errors import ReportError
from tourlib.files import write_file

#: Dots per inch of the PNG (4000 × 2250 pixels), and of the PNG of the drawing alone.
PNG_DPI, BODY_DPI = 300, 200
#: Points by which a drawing may exceed the body of its page, such as half of a line at its edge.
_EDGE = 4.0
_TOLD = re.compile(rf'<g id="{TOLD}([^"]*)">')
_NOT_SEEN = re.compile(r"<metadata>.*?</metadata>|<!--.*?-->\s*", re.DOTALL)
#: Hundredths of a point are precise enough on a page.
_PATH, _DIGITS = re.compile(r' d="[^"]*"'), re.compile(r"(\.\d\d)\d+")
_VIEW = re.compile(r'width="[^"]*" height="[^"]*" viewBox="([^"]*)"')


def save_chart(chart: Chart, folder: str | Path, name: str) -> list[Path]:
    """Write a chart as ``name.png``, ``name.svg`` and ``name.pdf``.

    PNG: 16:9 at 300 dpi. SVG: text as outlines, so that it needs no font, with the finding as
    ``<title>`` and what is shown as ``<desc>``. PDF: fonts embedded (type 3). No file contains a date.

    Args:
        chart: what a chart function returned.
        folder: created if it does not exist.
        name: file name without extension.

    Returns:
        The three paths.

    Raises:
        ReportError: the name contains a path, or the folder is not writable.
    """
    if Path(name).name != name or not name:
        raise ReportError(f"圖檔名稱 {name!r} 不可含路徑 no path in a chart's name")
    return [_write(chart, Path(folder) / f"{name}{ending}", PNG_DPI) for ending in _MAKERS]


def write_chart(chart: Chart, path: Path, width: int) -> Path:
    """Write one file of a chart in its extension's format; see :meth:`tourlib.charts.style.Chart.save`."""
    if path.suffix.lower() not in _MAKERS:
        raise ReportError(
            f"圖檔格式 {path.suffix!r} 不支援 not a format of charts",
            file=path,
            hint=" ".join(_MAKERS),
        )
    return _write(chart, path, width / chart.get_figwidth())


def _write(chart: Chart, path: Path, dpi: float) -> Path:
    write_file(path, _MAKERS[path.suffix.lower()](chart, dpi))
    return path


def _png(chart: Chart, dpi: float, part: Bbox | None = None) -> bytes:
    packed = {"compress_level": 3}  # half the time of the default 6 for 5 % more bytes
    return _saved(chart, "png", {"Software": None}, dpi=dpi, bbox_inches=part, pil_kwargs=packed)


def body_png(chart: Chart) -> bytes:
    """Return the drawing alone as PNG, for pages that have their own title, subtitle and foot."""
    body = chart.body.padded(_EDGE).transformed(Affine2D().scale(1 / 72))
    return _png(chart, BODY_DPI, body)


def body_svg(chart: Chart) -> str:
    """Return the chart as SVG that shows the drawing alone, for pages with their own title and
    foot; ``data-whole`` is the ``viewBox`` of the whole chart. Marks are focusable; their names are
    read aloud but not shown by the browser, since the page shows them itself."""
    name = escape(chart.finding, {'"': "&quot;"})
    head = f' role="group" aria-label="{name}">{_about(chart)}'
    text = _worded(chart, head, r'<g tabindex="-1" role="img" aria-label="\1">')
    text = _NOT_SEEN.sub("", text[text.index("<svg") :])
    text = _PATH.sub(lambda path: _DIGITS.sub(r"\1", path[0]), text)
    body = chart.body
    seen = (body.x0, chart.points[1] - body.y1, body.width, body.height)
    view = " ".join(f"{number:.6g}" for number in seen)
    size = f'width="{body.width:.6g}pt" height="{body.height:.6g}pt" viewBox="{view}"'
    return _VIEW.sub(rf'{size} data-whole="\1"', text, count=1)


def _svg(chart: Chart, _dpi: float) -> bytes:
    head = f' role="img">\n <title>{escape(chart.finding)}</title>{_about(chart)}'
    return _worded(chart, head, r'<g aria-label="\1"><title>\1</title>').encode("utf-8")


def _about(chart: Chart) -> str:
    about = "\n".join(part for part in (chart.shown, chart.source) if part)
    return f"\n <desc>{escape(about)}</desc>" if about else ""


def _worded(chart: Chart, head: str, mark: str) -> str:
    """Return the chart as SVG, with ``head`` at the end of the opening tag and ``mark`` for each mark."""
    text = _saved(chart, "svg", {"Date": None, "Creator": None}).decode("utf-8")
    end = text.index(">", text.index("<svg"))
    return text[:end] + head + _TOLD.sub(mark, text[end + 1 :])


def _pdf(chart: Chart, _dpi: float) -> bytes:
    about = {"Title": chart.finding, "Subject": chart.shown, "CreationDate": None}
    return _saved(chart, "pdf", {**about, "Creator": None, "Producer": None})


def _saved(chart: Chart, form: str, about: dict[str, str | None], **how: Any) -> bytes:
    buffer = io.BytesIO()
    with use_style():
        chart.savefig(buffer, format=form, metadata=about, **how)
    return buffer.getvalue()


_MAKERS: dict[str, Callable[[Chart, float], bytes]] = {".png": _png, ".svg": _svg, ".pdf": _pdf}
