"""Text on slides: fitted into boxes, as lines above the content, as points, and as speaker notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tourlib.charts.fitting import fit, fit_lines
from tourlib.charts.house import GREY_INK
from tourlib.export.briefing import Block
from tourlib.export.deck import EMU, Box, box_of, put
from tourlib.export.native import rgb, spare
from tourlib.labels import label

#: Font sizes in points (of text, and the minimum readable from the last row); distance between
#: paragraphs, and between columns.
TEXT, LEAST, GAP, BETWEEN = 20.0, 12.0, 6.0, 24.0


@dataclass(frozen=True)
class Page:
    """A slide and the box that is still free on it."""

    slide: Any
    box: Box
    lang: str

    def below(self, high: float) -> Page:
        """Return the page without the uppermost points of its box."""
        left, top, wide, all_high = self.box
        return Page(self.slide, (left, top + high, wide, all_high - high), self.lang)

    def text_box(self, box: Box, lines: Sequence[str], size: float, *, quiet: bool = False) -> Any:
        """Add a shape with text, one paragraph per line."""
        shape = self.slide.shapes.add_textbox(0, 0, 0, 0)
        put(shape, box)
        fill(shape, lines, size, quiet=quiet)
        frame = shape.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        return shape

    def lines_above(self, text: str, sizes: tuple[float, float], *, quiet: bool = False) -> Page:
        """Write a text at the top of the box, perhaps in grey; return the page below it."""
        if not text:
            return self
        left, top, wide, _high = self.box
        fitted = fit(text, (wide * spare(text), 4 * sizes[0] * 1.3), sizes, max_lines=2)
        if not fitted.whole:
            fitted = fit(text, (wide * spare(text), 90.0), (sizes[1], sizes[1]))
        high = (fitted.text.count("\n") + 1) * fitted.size * 1.35
        self.text_box((left, top, wide, high), [text], fitted.size, quiet=quiet)
        return self.below(high + GAP)

    def note(self, lines: Iterable[str]) -> None:
        """Write the speaker notes."""
        notes = self.slide.notes_slide.notes_text_frame
        assert notes is not None
        notes.text = "\n".join(line for line in lines if line)


def emphasise(paragraph: Any, size: float) -> None:
    """Make a paragraph a heading: bold, in the theme's first accent."""
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.util import Pt

    for run in paragraph.runs:
        run.font.size, run.font.bold = Pt(size), True
        run.font.color.theme_color = MSO_THEME_COLOR.ACCENT_1


def write_points(
    page: Page,
    room: Box,
    blocks: Sequence[Block],
    most: float,
    columns: int = 1,
    *,
    on: bool = False,
) -> tuple[Any, int]:
    """Add a text box with one paragraph per line of the blocks, as large as fits; return it and
    the number of lines that fit at the minimum size. The others go ``on`` elsewhere, or are
    counted in the last line."""
    from pptx.util import Pt

    points = [line for block in blocks for line in (block.heading, *block.lines) if line]
    wide = (room[2] - BETWEEN * (columns - 1)) / columns
    for kept in range(len(points), 0, -1):
        shown = points[:kept]
        if kept < len(points) and not on:
            shown.append(label("story.more", page.lang, n=len(points) - kept))
        high = (room[3] - TEXT * (columns > 1)) * columns - GAP * len(shown)
        fitted = fit("\n".join(shown), (wide * spare("".join(shown)) - 16, high), (most, LEAST))
        if fitted.whole:
            break
    else:
        shown = fitted.text.split("\n")
    shape = page.text_box(room, shown, fitted.size)
    if columns > 1:
        look = shape.text_frame._txBody.bodyPr
        look.set("numCol", str(columns))
        look.set("spcCol", str(int(BETWEEN * EMU)))
    heads = {block.heading for block in blocks}
    for paragraph in shape.text_frame.paragraphs:
        paragraph.space_after = Pt(GAP)
        # Further lines of a point are aligned with its first word.
        look = paragraph._p.get_or_add_pPr()
        look.set("marL", str(14 * EMU))
        look.set("indent", str(-14 * EMU))
        if paragraph.text in heads:
            emphasise(paragraph, fitted.size)
    return shape, kept


def fill_fitting(shape: Any, lines: Sequence[str], sizes: tuple[float, float], most: int) -> None:
    """Fill a shape with text, as large as fits in ``most`` lines, one paragraph per line."""
    _left, _top, wide, high = box_of(shape)
    text = "\n".join(lines)
    room = ((wide - 16) * spare(text), high - 4)
    fill(shape, lines, fit_lines(text, room, sizes, 0.8, most, bold=True).size)


def fill(shape: Any, lines: Sequence[str], size: float, *, quiet: bool = False) -> None:
    """Fill a shape with text, one paragraph per line, perhaps in grey."""
    from pptx.util import Pt

    frame = shape.text_frame
    frame.word_wrap = True
    frame.text = "\n".join(lines)
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(size)
            if quiet:
                run.font.color.rgb = rgb(GREY_INK)
