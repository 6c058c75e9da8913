"""The common look of all charts: a 16:9 page with finding, what is shown, chart, and source; and
charts as files: PNG for slides, SVG and PDF for print; equal charts give equal bytes.

Every chart function runs inside :func:`use_style`, so that matplotlib's global settings are not changed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.offsetbox import AnnotationBbox, OffsetImage
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox
from PIL import Image

from tourlib.charts.fitting import LINE_SPACING, drawable, fit, fit_lines, height
from tourlib.charts.house import GREY_INK, INK, house, register_font
from tourlib.errors import ReportError
from tourlib.files import write_file
from tourlib.text import full_width_punctuation, loose

#: Size of a slide in inches, and a resolution that keeps notebooks small.
PAGE = (13.333, 7.5)
NOTEBOOK_DPI = 80
#: Margins in points: left, right, top, bottom.
MARGIN = (40.0, 40.0, 28.0, 22.0)
#: Height of the house style's logo, and of a legend.
LOGO, LEGEND = 22.0, 26.0
#: Font sizes in points. On a slide, 12 is the minimum that is readable from the last row.
TITLE, SUBTITLE, LABEL, SMALL, FOOT = 26.0, 15.0, 14.0, 12.0, 10.5
#: Fixed seed for the ids in SVG files, so that equal charts give equal bytes.
SVG_SALT = "tourlib"
#: Draws into axes; the returned notes are added to the text on what is shown.
Drawing = Callable[[Axes], Iterable[str] | None]
#: Prefix of the id of a mark that says what it stands for; see :func:`tell`.
TOLD = "told:"
#: Dots per inch of the PNG (4000 × 2250 pixels), and of the PNG of the drawing alone.
PNG_DPI, BODY_DPI = 300, 200
#: Points by which a drawing may exceed the body of its page, such as half of a line at its edge.
_EDGE = 4.0
_TOLD = re.compile(rf'<g id="{TOLD}([^"]*)">')
_NOT_SEEN = re.compile(r"<metadata>.*?</metadata>|<!--.*?-->\s*", re.DOTALL)
#: Hundredths of a point are precise enough on a page.
_PATH, _DIGITS = re.compile(r' d="[^"]*"'), re.compile(r"(\.\d\d)\d+")
_VIEW = re.compile(r'width="[^"]*" height="[^"]*" viewBox="([^"]*)"')

STYLE: dict[str, Any] = {
    "text.color": INK,
    "text.parse_math": False,  # a dollar sign is not mathematics
    "text.hinting": "none",
    "axes.titlesize": SUBTITLE,
    "axes.labelsize": SMALL,
    "axes.labelcolor": GREY_INK,
    "axes.edgecolor": GREY_INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.axisbelow": True,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": LABEL,
    "xtick.color": GREY_INK,
    "ytick.color": INK,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "font.size": LABEL,
    "svg.hashsalt": SVG_SALT,
}


@contextmanager
def use_style() -> Iterator[None]:
    """Use the chart settings of matplotlib and the bundled font, within a ``with`` block only."""
    house.cache_clear()  # the style file may have changed
    family = register_font()
    settings: Any = {**matplotlib.rcParamsDefault, **STYLE, "font.family": [family]}
    with matplotlib.rc_context(settings):
        yield


class Chart(Figure):
    """A matplotlib figure that shows itself in a notebook, with alternative text.

    Attributes:
        finding: the title, a sentence computed from the data.
        shown: the subtitle, what is shown and in what unit.
        source: the foot line.
        body: where the axes may be, in points from the lower left corner.
        own: the axes of the page.
        silent: whether there is nothing significant to show, or nothing at all: for the notebook only.
    """

    finding: str = ""
    shown: str = ""
    source: str = ""
    body: Bbox
    own: Axes
    silent: bool = False

    @property
    def alt(self) -> str:
        """Alternative text: finding, what is shown, source."""
        return "\n".join(part for part in (self.finding, self.shown, self.source) if part)

    def place(self, axes: Axes, box: Bbox) -> None:
        """Place axes in a box given in points."""
        wide, high = self.points
        axes.set_position((box.x0 / wide, box.y0 / high, box.width / wide, box.height / high))

    @property
    def points(self) -> tuple[float, float]:
        """Width and height of the page in points."""
        return self.get_figwidth() * 72, self.get_figheight() * 72

    def save(self, path: str | Path, width: int = 1920) -> Path:
        """Write the chart in the format of the extension (``.png``, ``.svg``, ``.pdf``); ``width``
        is that of a PNG in pixels, by default 1920 × 1080.

        Raises:
            ReportError: another extension, or the file cannot be written.
        """
        path = Path(path)
        if path.suffix.lower() not in _MAKERS:
            raise ReportError(
                f"圖檔格式 {path.suffix!r} 不支援 not a format of charts",
                file=path,
                hint=" ".join(_MAKERS),
            )
        return _write_file(self, path, width / self.get_figwidth())

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        data = {"image/png": self._small_png(), "text/plain": self.alt}
        return data, {"image/png": {"alt": self.alt}}

    def _small_png(self) -> bytes:
        """Return the chart in 64 colours, a quarter of the bytes, since notebooks are kept in git."""
        small = io.BytesIO()
        canvas: Any = FigureCanvasAgg(self)
        with use_style():
            canvas.draw()
        picture = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
        picture.quantize(64, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
        return small.getvalue()


def tell(artist: Artist, *words: object) -> None:
    """Attach a description to a mark; it is shown on hover and read aloud with the SVG."""
    text = loose(" ".join(map(str, words))).replace('"', "'")
    artist.set_gid(TOLD + full_width_punctuation(text))


def points(axes: Axes) -> tuple[float, float]:
    """Width and height of the axes in points."""
    box = axes.get_window_extent()
    dpi = axes.figure.dpi
    return box.width * 72 / dpi, box.height * 72 / dpi


@use_style()
def draw_page(
    draw: Drawing,
    title: str,
    shown: str,
    foot: str,
    size: tuple[float, float] | None,
    *,
    bare: bool = False,
) -> Chart:
    """Return a page with a drawing, whose notes are added to the text on what is shown; it is then
    drawn again below the longer text. A ``bare`` page is the drawing alone."""
    notes: dict[str, None] = {}
    while True:
        chart, axes = _new_page(title, shown + "".join(notes), foot, size, bare=bare)
        told = dict.fromkeys(draw(axes) or ())
        if told.keys() <= notes.keys():
            break
        notes |= told
    for text in chart.findobj(Text):  # characters that the font lacks are drawn as 〓
        text.set_text(drawable(text.get_text()))
    return chart


def draw_into(axes: Axes, draw: Drawing, title: str) -> Axes:
    """Draw into foreign axes, with our font."""
    draw(axes)
    axes.set_title(title, pad=LEGEND if axes.get_legend() else None)
    for text in axes.findobj(Text):
        text.set_fontfamily(register_font())
    return axes


def _new_page(
    title: str, shown: str, foot: str, size: tuple[float, float] | None, *, bare: bool
) -> tuple[Chart, Axes]:
    """Return a page (by default 16:9) with its three lines of text unless ``bare``, and axes that
    fill the rest."""
    chart = Chart(figsize=size or PAGE, dpi=NOTEBOOK_DPI)
    FigureCanvasAgg(chart)
    chart.finding, chart.shown, chart.source = title, shown, foot
    wide, high = chart.points
    left, right, top, bottom = MARGIN
    y, body_bottom = (high - top, bottom) if bare else _add_words(chart)
    chart.body = Bbox.from_extents(left, body_bottom, wide - right, y)
    chart.own = chart.add_axes((0.1, 0.1, 0.8, 0.8))
    chart.place(chart.own, chart.body)
    return chart, chart.own


def _add_words(chart: Chart) -> tuple[float, float]:
    """Write the three lines of text and the logo; return the upper and lower limits of the drawing."""
    wide, high = chart.points
    left, right, top, bottom = MARGIN
    room, y = wide - left - right, high - top
    for text, large, least, bold, ink in (
        (chart.finding, TITLE, 17.0, True, INK),
        (chart.shown, SUBTITLE, 11.0, False, GREY_INK),
    ):
        fitted = fit_lines(text, (room, height(2, large)), (large, least), 0.85, 2, bold=bold)
        lines = fitted.text.count("\n") + 1
        weight = "bold" if bold else "normal"
        _write(chart, (left, y), fitted.text, size=fitted.size, color=ink, weight=weight)
        y -= height(lines, fitted.size) + 5
    logo = _add_logo(chart)
    body_bottom = bottom + (LOGO + 8 if logo else 0)
    if chart.source:
        fitted = fit(chart.source, (room - logo, height(2, FOOT)), (FOOT, 8.0), max_lines=2)
        low = height(fitted.text.count("\n") + 1, fitted.size)
        _write(chart, (left, bottom + low), fitted.text, size=fitted.size, color=GREY_INK)
        body_bottom = max(body_bottom, bottom + low + 10)
    return y - 8, body_bottom


def _add_logo(chart: Chart) -> float:
    """Draw the logo, if any, in the lower right corner; return the width that it takes, in points."""
    logo = house().logo
    if logo is None:
        return 0.0
    with Image.open(logo) as file:
        picture = file.convert("RGBA")
    wide = LOGO * picture.width / picture.height
    x, y = chart.points[0] - MARGIN[1] - wide, MARGIN[3]
    box = OffsetImage(np.asarray(picture), zoom=LOGO / picture.height)
    chart.add_artist(
        AnnotationBbox(
            box, (x / chart.points[0], y / chart.points[1]), xycoords="figure fraction",
            box_alignment=(0, 0), frameon=False, pad=0,
        )
    )  # fmt: skip
    return wide + 12


def _write(chart: Chart, at: tuple[float, float], text: str, **look: Any) -> None:
    wide, high = chart.points
    chart.text(
        at[0] / wide, at[1] / high, text, ha="left", va="top", linespacing=LINE_SPACING, **look
    )


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
    return [_write_file(chart, Path(folder) / f"{name}{ending}", PNG_DPI) for ending in _MAKERS]


def _write_file(chart: Chart, path: Path, dpi: float) -> Path:
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
