"""The one look of all charts: a 16:9 page with finding, what is shown, chart, and source.

Every chart function runs inside :func:`use_style`, so that nothing of matplotlib's global
settings changes outside it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.offsetbox import AnnotationBbox, OffsetImage
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from PIL import Image

from tourlib.charts.fitting import LINE_SPACING, drawable, fit, fit_lines, height
from tourlib.charts.house import GREY_INK, INK, house, register_font
from tourlib.text import full_width_punctuation, loose

#: A slide's size in inches, and the dots per inch that keep notebooks small.
PAGE = (13.333, 7.5)
NOTEBOOK_DPI = 80
#: Margins in points: left, right, top, bottom.
MARGIN = (40.0, 40.0, 28.0, 22.0)
#: Height of the house's logo, and of a legend.
LOGO, LEGEND = 22.0, 26.0
#: Font sizes in points. 12 on a slide is the least that the last row can read.
TITLE, SUBTITLE, LABEL, SMALL, FOOT = 26.0, 15.0, 14.0, 12.0, 10.5
#: Fixed seed of the ids in SVG files, so that the same chart gives the same bytes.
SVG_SALT = "tourlib"
#: Draws into axes; what it returns is to be said behind what is shown.
Drawing = Callable[[Axes], Iterable[str] | None]
#: How the name of a mark that says what it stands for begins; see :func:`tell`.
TOLD = "told:"

STYLE: dict[str, Any] = {
    "text.color": INK,
    "text.parse_math": False,  # a dollar sign is a dollar sign
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
    """matplotlib's settings for charts, and the bundled font, inside a ``with`` block only."""
    house.cache_clear()  # the style file may have been changed
    family = register_font()
    settings: Any = {**matplotlib.rcParamsDefault, **STYLE, "font.family": [family]}
    with matplotlib.rc_context(settings):
        yield


class Chart(Figure):
    """A matplotlib figure that shows itself in a notebook, with words for who cannot see it.

    Attributes:
        finding: the title, a sentence computed from the data.
        shown: the subtitle, what is shown and in what unit.
        source: the foot line.
        body: where the axes may be, in points from the lower left corner.
        own: the axes that are there.
        silent: whether it has nothing to say beyond chance, or nothing at all: for the notebook only.
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
        """Put axes at a box given in points."""
        wide, high = self.points
        axes.set_position((box.x0 / wide, box.y0 / high, box.width / wide, box.height / high))

    @property
    def points(self) -> tuple[float, float]:
        """Width and height of the page in points."""
        return self.get_figwidth() * 72, self.get_figheight() * 72

    def save(self, path: str | Path, width: int = 1920) -> Path:
        """Write the chart as the ending says (``.png``, ``.svg``, ``.pdf``); a PNG is so many pixels
        wide, 1920 × 1080 by default.

        Raises:
            ReportError: another ending, or the file cannot be written.
        """
        from tourlib.charts.save import write_chart

        return write_chart(self, Path(path), width)

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        data = {"image/png": self._small_png(), "text/plain": self.alt}
        return data, {"image/png": {"alt": self.alt}}

    def _small_png(self) -> bytes:
        """The chart in 64 colours, a quarter of the bytes: notebooks are kept in git."""
        drawn, small = io.BytesIO(), io.BytesIO()
        with use_style():
            unpacked = {"compress_level": 0}
            self.savefig(drawn, format="png", dpi=NOTEBOOK_DPI, pil_kwargs=unpacked)
        picture = Image.open(drawn).convert("RGB")
        picture.quantize(64, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
        return small.getvalue()


def tell(artist: Artist, *words: object) -> None:
    """Say what a mark stands for: shown on hover and read aloud where the SVG is looked at."""
    text = loose(" ".join(map(str, words))).replace('"', "'")
    artist.set_gid(TOLD + full_width_punctuation(text))


def points(axes: Axes) -> tuple[float, float]:
    """Width and height of the axes in points."""
    box = axes.get_window_extent()
    dpi = axes.figure.dpi
    return box.width * 72 / dpi, box.height * 72 / dpi


def draw_page(
    draw: Drawing,
    title: str,
    shown: str,
    foot: str,
    size: tuple[float, float] | None,
    *,
    bare: bool = False,
) -> Chart:
    """A page with a drawing, with what the drawing has to say behind what is shown: drawn again only
    where these words leave it less room. A ``bare`` page is the drawing alone."""
    chart, axes = new_chart(title, shown, foot, size, bare=bare)
    notes: tuple[str, ...] = ()
    while told := [note for note in draw(axes) or () if note not in notes]:
        notes = (*notes, *dict.fromkeys(told))
        again, axes = new_chart(title, shown + "".join(notes), foot, size, bare=bare)
        if again.body == chart.body:
            for text, longer in zip(chart.texts, again.texts, strict=False):
                text.set(text=longer.get_text(), fontsize=longer.get_fontsize())
            chart.shown = again.shown
            break
        chart = again
    return finish(chart)


def draw_into(axes: Axes, draw: Drawing, title: str) -> Axes:
    """Axes that are not ours with a drawing in our font, whatever is set elsewhere."""
    draw(axes)
    axes.set_title(title, pad=LEGEND if axes.get_legend() else None)
    for text in axes.findobj(Text):
        text.set_fontfamily(register_font())
    return axes


@use_style()
def new_chart(
    title: str,
    subtitle: str,
    foot: str = "",
    size: tuple[float, float] | None = None,
    *,
    bare: bool = False,
) -> tuple[Chart, Axes]:
    """A page, by default 16:9, with its three lines of text, and axes that fill what they leave free.

    Args:
        title: the finding, a whole sentence. Wrapped over two lines at most, then shrunk.
        subtitle: what is shown, and its unit.
        foot: cohort and source.
        size: width and height in inches.
        bare: write none of the three, for a place that has its own.

    Returns:
        The figure and its axes. Draw, then call :func:`finish`.
    """
    chart = Chart(figsize=size or PAGE, dpi=NOTEBOOK_DPI)
    FigureCanvasAgg(chart)
    chart.finding, chart.shown, chart.source = title, subtitle, foot
    wide, high = chart.points
    left, right, top, bottom = MARGIN
    y, body_bottom = high - top, bottom
    if not bare:
        y, body_bottom = _add_words(chart)
    chart.body = Bbox.from_extents(left, body_bottom, wide - right, y)
    chart.own = chart.add_axes((0.1, 0.1, 0.8, 0.8))
    chart.place(chart.own, chart.body)
    return chart, chart.own


def _add_words(chart: Chart) -> tuple[float, float]:
    """The three lines of text, and the logo; where what is above the drawing ends, and what is below."""
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
    """The house's logo in the lower right corner, if it has one; the width that it takes, in points."""
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


def finish(chart: Chart) -> Chart:
    """The last touch: characters that the font lacks are drawn as 〓."""
    for text in chart.findobj(Text):
        words = text.get_text()
        if words != drawable(words):
            text.set_text(drawable(words))
    return chart
