"""``briefing.pptx``: a slide an answer, its chart native to PowerPoint wherever there is such a form."""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tourlib.charts.fitting import fit
from tourlib.charts.foot import runs
from tourlib.charts.palette import GREY_INK
from tourlib.charts.save import body_png
from tourlib.export.briefing import journey_of, title_of
from tourlib.export.deck import LOGO, Box, Deck, box_of, free_box, kind_of, open_deck, put
from tourlib.export.native import add_chart, add_table, describe, locale, spare, speak
from tourlib.export.packing import fixed_package
from tourlib.files import write_file
from tourlib.labels import label
from tourlib.parse.cover import Meta
from tourlib.phrases import source_words
from tourlib.question import Answer

_TITLE, _LEAST_TITLE, _SHOWN, _FOOT = 28.0, 16.0, 14.0, 11.0
_GAP = 6.0


def write_slides(
    answers: Sequence[Answer],
    meta: Meta,
    path: Path,
    *,
    template: Path | None = None,
    lang: str = "zh",
) -> Path:
    """Write a presentation: a title slide, a slide an answer, and one for what is missing.

    Each slide has the answer as its title, a chart or table that can be edited (a picture only
    where Office has no such form), the source in the foot, the numbers in the speaker notes and
    alternative texts. The same answers give the same bytes.

    Args:
        answers: of :func:`tourlib.export.briefing.answers`.
        meta: the report's cover.
        path: the file to write.
        template: a presentation whose theme and layouts are used.
        lang: the language of the answers.

    Returns:
        ``path``.

    Raises:
        ReportError: the template is no presentation, or the file cannot be written.
    """
    deck = open_deck(template)
    _title_slide(deck, meta, lang)
    for answer in answers:
        if answer.kind != "none":
            _finding_slides(deck, answer, lang)
    missing = [answer.title for answer in answers if answer.kind == "none"]
    if missing:
        _missing_slide(deck, missing, lang)
    _properties(deck.file, title_of(meta, lang))
    made = io.BytesIO()
    deck.file.save(made)
    write_file(path, fixed_package(made.getvalue()))
    return path


def _title_slide(deck: Deck, meta: Meta, lang: str) -> None:
    slide = deck.file.slides.add_slide(deck.title_layout)
    about = "　".join(journey_of(meta, lang))
    source = label("briefing.source", lang, source=source_words(meta, lang))
    head = label("briefing.title", lang, cohort=meta.cohort) if meta.cohort else ""
    title = title_of(meta, lang)
    rest = [head if title != head else "", about, source]
    for shape in slide.placeholders:
        kind = kind_of(shape)
        if kind in ("TITLE", "CENTER_TITLE"):
            _write(shape, [title], lang, (38.0, 20.0), max_lines=3)
        elif kind in ("SUBTITLE", "BODY", "OBJECT"):
            _write(shape, [line for line in rest if line], lang, (20.0, 12.0), max_lines=6)
            rest = []  # once, however many places the layout has
    _tidy(slide, deck, "", lang)


def _finding_slides(deck: Deck, answer: Answer, lang: str) -> None:
    """One slide, or one for each page of a picture."""
    pages = answer.draw() if answer.kind == "picture" else [None]
    for page in pages:
        shown = page.shown if page is not None else answer.shown
        slide, box = _content_slide(deck, answer.title, shown, lang)
        if page is not None:
            _add_picture(slide, body_png(page), box, answer)
        elif answer.kind == "heat":
            add_table(slide, answer, box, lang)
        else:
            add_chart(slide, answer, box, deck.fonts)
        _tidy(slide, deck, answer.foot, lang)
        notes = slide.notes_slide.notes_text_frame
        assert notes is not None
        lines = label("foot.lines", lang, lines=", ".join(runs(answer.all_lines).values()))
        notes.text = "\n".join((answer.title, *answer.facts, answer.shown, answer.foot, lines))
        for paragraph in notes.paragraphs:
            speak(paragraph, lang)


def _missing_slide(deck: Deck, sentences: Sequence[str], lang: str) -> None:
    slide, box = _content_slide(deck, label("briefing.missing", lang), "", lang)
    shape = slide.shapes.add_textbox(0, 0, 0, 0)
    put(shape, box)
    shape.text_frame.margin_left = shape.text_frame.margin_right = 0
    _write(shape, sentences, lang, (20.0, 12.0), max_lines=2 * len(sentences))
    _tidy(slide, deck, "", lang)


def _content_slide(deck: Deck, title: str, shown: str, lang: str) -> tuple[Any, Box]:
    """A slide with its title and what is shown, and the box that is free for the chart."""
    slide = deck.file.slides.add_slide(deck.content_layout)
    wide, high = (side / 12700 for side in (deck.file.slide_width, deck.file.slide_height))
    _write(slide.shapes.title, [title], lang, (_TITLE, _LEAST_TITLE), max_lines=2)
    box = free_box(slide.placeholders, (wide, high))
    for shape in list(slide.placeholders):
        if shape.placeholder_format.idx != 0:
            shape._element.getparent().remove(shape._element)
    if not shown:
        return slide, box
    fitted = fit(shown, (box[2] * spare(shown), 2 * _SHOWN * 1.3), (_SHOWN, 10.0), max_lines=2)
    line = (fitted.text.count("\n") + 1) * fitted.size * 1.35
    about = slide.shapes.add_textbox(0, 0, 0, 0)
    put(about, (box[0], box[1], box[2], line))
    _fill(about, [shown], lang, fitted.size)
    about.text_frame.margin_left = about.text_frame.margin_right = 0
    about.text_frame.margin_top = about.text_frame.margin_bottom = 0
    _grey(about)
    used = line + _GAP
    return slide, (box[0], box[1] + used, box[2], box[3] - used)


def _write(
    shape: Any, lines: Sequence[str], lang: str, sizes: tuple[float, float], max_lines: int
) -> None:
    """Fill a shape with text as large as fits, a paragraph a line."""
    _left, _top, wide, high = box_of(shape)
    room = ((wide - 16) * spare("".join(lines)), high - 4)
    # One line slightly smaller rather than two with a word in the second.
    least = (sizes[0], sizes[0] * 0.8)
    fitted = fit("\n".join(lines), room, least, bold=True, max_lines=len(lines))
    if not fitted.whole:
        fitted = fit("\n".join(lines), room, sizes, bold=True, max_lines=max_lines)
    _fill(shape, lines, lang, fitted.size)


def _fill(shape: Any, lines: Sequence[str], lang: str, size: float) -> None:
    from pptx.util import Pt

    frame = shape.text_frame
    frame.word_wrap = True
    frame.text = "\n".join(lines)
    for paragraph in frame.paragraphs:
        paragraph.font.size = Pt(size)
        for run in paragraph.runs:
            run.font.size = Pt(size)
        speak(paragraph, lang)


def _grey(shape: Any) -> None:
    from pptx.dml.color import RGBColor

    for paragraph in shape.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.color.rgb = RGBColor.from_string(GREY_INK[1:])


def _add_picture(slide: Any, picture: bytes, box: Box, answer: Answer) -> None:
    from PIL import Image

    wide, high = Image.open(io.BytesIO(picture)).size
    scale = min(box[2] / wide, box[3] / high)
    size = (wide * scale, high * scale)
    shape = slide.shapes.add_picture(io.BytesIO(picture), 0, 0)
    put(shape, (box[0] + (box[2] - size[0]) / 2, box[1], *size))
    shape.name = answer.heading
    describe(shape, answer.alt)


def _tidy(slide: Any, deck: Deck, foot: str, lang: str) -> None:
    """Foot line and slide number as the layout has them; empty placeholders go; words for who
    cannot see the shapes."""
    small = {kind_of(shape): shape for shape in slide.slide_layout.placeholders}
    for kind in ("FOOTER", "SLIDE_NUMBER"):
        if kind in small and (foot or kind == "SLIDE_NUMBER"):
            element = copy.deepcopy(small[kind]._element)
            slide.shapes._spTree.append(element)
    for shape in list(slide.placeholders):
        kind = kind_of(shape)
        if kind == "FOOTER":
            _foot(shape, foot, lang)
        elif kind != "SLIDE_NUMBER" and shape.has_text_frame and not shape.text_frame.text:
            shape._element.getparent().remove(shape._element)
    if foot and "FOOTER" not in small:
        wide, high = (side / 12700 for side in (deck.file.slide_width, deck.file.slide_height))
        left = box_of(slide.shapes.title)[0]
        shape = slide.shapes.add_textbox(0, 0, 0, 0)
        put(shape, (left, high - 34, wide - 2 * left, 24))
        _fill(shape, [foot], lang, _FOOT)
        _grey(shape)
    if deck.logo:
        _add_logo(slide, deck.logo)
    for number, shape in enumerate(slide.shapes, 2):
        shape._element.xpath(".//p:cNvPr")[0].set("id", str(number))
        if shape.has_text_frame:
            describe(shape, shape.text_frame.text)


def _add_logo(slide: Any, logo: Path) -> None:
    """The house's logo beside the slide's number."""
    from PIL import Image

    with Image.open(logo) as file:
        wide, high = file.size
    scale = min(LOGO[0] / wide, LOGO[1] / high)
    shape = slide.shapes.add_picture(io.BytesIO(logo.read_bytes()), 0, 0)
    left, top, _wide, _high = box_of(
        next(s for s in slide.slide_layout.placeholders if kind_of(s) == "SLIDE_NUMBER")
    )
    put(shape, (left - 8 - wide * scale, top, wide * scale, high * scale))
    describe(shape, "logo")


def _foot(shape: Any, foot: str, lang: str) -> None:
    """The foot line in the layout's look, smaller where its place is small."""
    from pptx.util import Pt

    _left, _top, wide, high = box_of(shape)
    fitted = fit(foot, ((wide - 14) * spare(foot), high), (_FOOT, 6.0), max_lines=2)
    shape.text_frame.text = foot
    for run in shape.text_frame.paragraphs[0].runs:
        run.font.size = Pt(fitted.size)
    speak(shape.text_frame.paragraphs[0], lang)


def _properties(file: Any, title: str) -> None:
    from tourlib.export.packing import MOMENT

    about = file.core_properties
    about.title, about.author, about.last_modified_by = title, "tourlib", "tourlib"
    about.created = about.modified = MOMENT
    about.revision = 1
    about.language = locale("zh")
