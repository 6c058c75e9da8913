"""``briefing.pptx``: the story slide by slide, with native charts and tables wherever PowerPoint
has them."""

from __future__ import annotations

import copy
import dataclasses
import io
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tourlib.charts.bars import Grid
from tourlib.charts.fitting import drawable, fit_lines, width
from tourlib.charts.foot import runs
from tourlib.charts.style import MARGIN, body_png
from tourlib.export.briefing import Block, Story
from tourlib.export.deck import (
    EMU,
    LOGO,
    Box,
    Deck,
    box_of,
    divide,
    free_box,
    kind_of,
    open_deck,
    put,
    take_out,
)
from tourlib.export.lettering import (
    BETWEEN,
    GAP,
    LEAST,
    TEXT,
    Page,
    emphasise,
    fill,
    fill_fitting,
    write_points,
)
from tourlib.export.native import (
    add_chart,
    add_table,
    as_rows,
    column_needs,
    describe,
    locale,
    spare,
    speak,
)
from tourlib.export.packing import write_package
from tourlib.labels import label
from tourlib.phrases import with_note
from tourlib.question import Answer
from tourlib.recommendations import say_topics

#: Font sizes in points.
_TITLE, _LEAST_TITLE, _LEAD, _LABEL, _FOOT = 28.0, 18.0, 18.0, 15.0, 11.0
#: Width in inches of a picture's page, whose height follows the free space on the slide; height in
#: points of the text above it.
_PICTURE, _SHOWN = 13.3, 25.0
#: Longer lists are set in two columns.
_ONE_COLUMN = 12
#: Maximum number of printed lines of lists that share a slide, and their width in points.
_ROWS, _ROW = 20, 890.0


def write_slides(story: Story, path: Path, *, template: Path | None = None) -> Path:
    """Write a presentation: title, summary, and the sections of the story.

    A slide has a finding as its title, and an editable chart, table or list (a picture only if Office has
    no such form); limits are stated below the title, the source in the footer, the numbers with their lines
    in the speaker notes, and each shape has an alternative text. Equal stories give equal bytes.

    Args:
        story: of :func:`tourlib.export.briefing.story`.
        path: the file to write.
        template: a presentation whose theme and layouts are used.

    Returns:
        ``path``.

    Raises:
        ReportError: the template is not a presentation, or the file cannot be written.
    """
    deck = open_deck(template)
    # The sections of the presentation: name and first slide.
    parts = [(label("story.summary", story.lang), 0)]
    _title_slide(deck, story)
    if story.summary:
        _summary_slide(deck, story)
    for section in story.sections:
        parts.append((section.heading, len(deck.file.slides)))
        for answers in _together(section.answers):
            _finding_slides(deck, answers[0], answers[1:])
            topics = answers[0].parts
            for group in [topics] if _fit_together(topics) else [[topic] for topic in topics]:
                _finding_slides(deck, *_under_one_title(group))
    for slide in deck.file.slides:
        for page in (slide, slide.notes_slide) if slide.has_notes_slide else (slide,):
            speak(page, story.lang)
    divide(deck.file, parts)
    return write_package(deck.file, path, story.title, locale(story.lang))


def _title_slide(deck: Deck, story: Story) -> None:
    slide = deck.file.slides.add_slide(deck.title_layout)
    rest = [line for line in (story.head, story.journey, story.source) if line]
    for shape in slide.placeholders:
        kind = kind_of(shape)
        if kind in ("TITLE", "CENTER_TITLE"):
            fill_fitting(shape, [story.title], (38.0, 20.0), 3)
        elif kind in ("SUBTITLE", "BODY", "OBJECT"):
            fill_fitting(shape, rest, (20.0, 12.0), 6)
            rest = []  # only once, even if the layout has several placeholders
    _tidy(slide, deck, "")


def _summary_slide(deck: Deck, story: Story) -> None:
    """Add key figures in a row, and below them the main findings in two columns."""
    title = label("story.summary", story.lang)
    if story.journey:
        title = label("story.of", story.lang, name=title, journey=story.journey)
    page = _content_page(deck, title, story.lang)
    if story.figures.grid is not None:
        page = _key_figures(page, story.figures.grid)
    columns = [blocks for blocks in (story.summary[:-1], story.summary[-1:]) if blocks]
    left, top, whole, high = page.box
    wide = (whole - BETWEEN * (len(columns) - 1)) / len(columns)
    for place, blocks in enumerate(columns):
        write_points(page, (left + place * (wide + BETWEEN), top, wide, high), blocks, _LABEL)
    _tidy(page.slide, deck, story.figures.foot)
    facts = [line for block in story.summary for line in (block.heading, *block.lines)]
    page.note([title, *story.figures.facts, *facts, story.figures.shown, story.source])


def _key_figures(page: Page, grid: Grid) -> Page:
    """Write the numbers in a row, each above its name; return the page below them."""
    _head, *rows = as_rows(grid)
    # A number is twice as large as its name; the remaining width is shared evenly.
    need = column_needs([[name for name, _n in rows], [number * 2 for _name, number in rows]])
    left, air = page.box[0], (page.box[2] - need.sum()) / len(need)
    for (name, number), wide in zip(rows, need + air, strict=True):
        box = (left, page.box[1], wide - GAP, 76.0)
        shape = page.text_box(box, (number, name), LEAST)
        emphasise(shape.text_frame.paragraphs[0], 26.0)
        left += wide
    return page.below(84)


def _together(answers: Sequence[Answer]) -> Iterator[Sequence[Answer]]:
    """Yield the answers of each slide: consecutive short lists share one."""
    start = 0
    for end in range(1, len(answers) + 1):
        if end == len(answers) or not _fit_together(answers[start : end + 1]):
            yield answers[start:end]
            start = end


def _fit_together(answers: Sequence[Answer]) -> bool:
    """True if they are lists that fit on one slide together."""
    points = [point for answer in answers for point in (answer.title, *answer.facts)]
    if any(answer.parts for answer in answers) or {answer.kind for answer in answers} != {"list"}:
        return False
    row = _ROW * spare("".join(points))
    lines = [line for point in points for line in drawable(point).split("\n")]
    rows = sum(max(1, math.ceil(width(line, LEAST) / row)) for line in lines)
    return len(points) <= _ONE_COLUMN + 4 and rows <= _ROWS


def _under_one_title(topics: Sequence[Answer]) -> tuple[Answer, Sequence[Answer]]:
    """Return the topic of a slide; for several topics an untitled list of them."""
    if len(topics) == 1:
        return topics[0], ()
    title = say_topics([topic.frame for topic in topics], topics[0].lang)
    return dataclasses.replace(
        topics[0], title=title, shown="", facts=(), brief=(), lines=()
    ), topics


def _finding_slides(deck: Deck, answer: Answer, more: Sequence[Answer] = ()) -> None:
    """Add one slide, or one per page of a picture or of a table or list that is too long; ``more``
    lists are added below a list."""
    if answer.kind == "picture":
        _picture_slides(deck, answer)
        return
    start: int | None = 0
    while start is not None:
        page = _opened(deck, answer).lines_above(answer.shown, (14.0, LEAST), quiet=True)
        if answer.kind == "heat":
            start = add_table(page.slide, answer, page.box, deck, start)
        elif answer.kind == "list":
            start = _add_list(page, answer, start, more)
        else:
            add_chart(page.slide, answer, page.box, deck)
            start = None
        _tidy(page.slide, deck, answer.foot)
        page.note(_told(answer, answer.shown, more))


def _picture_slides(deck: Deck, answer: Answer) -> None:
    """Add a slide for each page of a picture; the drawing has the proportions of its box."""
    page = _opened(deck, answer)
    left, right, top, bottom = MARGIN
    _left, _top, wide, high = page.below(_SHOWN).box
    tall = ((_PICTURE * 72 - left - right) * high / wide + top + bottom) / 72
    for number, drawn in enumerate(answer.draw((_PICTURE, tall), bare=True)):
        page = _opened(deck, answer) if number else page
        page = page.lines_above(drawn.shown, (14.0, LEAST), quiet=True)
        shape = _picture(page.slide, body_png(drawn), page.box)
        shape.name = answer.heading
        describe(shape, answer.alt)
        _tidy(page.slide, deck, answer.foot)
        page.note(_told(answer, drawn.shown))


def _opened(deck: Deck, answer: Answer) -> Page:
    """Return a slide with the finding in its title and in the line below."""
    page = _content_page(deck, answer.headline, answer.lang)
    return page.lines_above(answer.lead, (_LEAD, 14.0))


def _told(answer: Answer, shown: str, more: Sequence[Answer] = ()) -> Iterator[str]:
    """Yield the lines of the speaker notes."""
    for one in (answer, *more):
        yield one.title
        for fact, lines in one.points:  # a fact of a list has lines of its own
            yield with_note(fact, _lines(one, lines), one.lang)
    yield shown
    every = sorted({line for one in (answer, *more) for line in one.all_lines})
    yield from (answer.foot, _lines(answer, every))


def _add_list(page: Page, answer: Answer, start: int, more: Sequence[Answer]) -> int | None:
    """Add a list, starting with a row, and others below it; return the first row of the next slide."""
    blocks = [Block("", answer.facts[start:]), *(Block(one.title, one.facts) for one in more)]
    columns = 1 if sum(len(block.lines) for block in blocks) <= _ONE_COLUMN else 2
    shape, kept = write_points(page, page.box, blocks, TEXT, columns, on=not more)
    shape.name = answer.heading
    return start + kept if not more and start + kept < len(answer.facts) else None


def _lines(answer: Answer, lines: Sequence[int]) -> str:
    told = ", ".join(runs(lines).values())
    return label("foot.lines", answer.lang, lines=told) if told else ""


def _content_page(deck: Deck, title: str, lang: str) -> Page:
    """Return a slide with its title, and the free box below it."""
    slide = deck.file.slides.add_slide(deck.content_layout)
    fill_fitting(slide.shapes.title, [title], (_TITLE, _LEAST_TITLE), 2)
    box = free_box(slide.placeholders, deck.page)
    for shape in list(slide.placeholders):
        if shape.placeholder_format.idx != 0:
            take_out(shape)
    return Page(slide, box, lang)


def _picture(slide: Any, picture: bytes, box: Box) -> Any:
    """Add a picture as large as fits into a box, in the middle of its upper edge."""
    shape = slide.shapes.add_picture(io.BytesIO(picture), 0, 0)
    left, top, *room = box
    scale = min(room[0] / shape.width, room[1] / shape.height)
    wide, high = shape.width * scale, shape.height * scale
    put(shape, (left + (room[0] - wide) / 2, top, wide, high))
    return shape


def _tidy(slide: Any, deck: Deck, foot: str) -> None:
    """Add footer and slide number as in the layout, remove empty placeholders, and set
    alternative texts."""
    for shape in list(slide.placeholders):
        if shape.has_text_frame and not shape.text_frame.text:
            take_out(shape)
    line = _from_layout(slide, "FOOTER") if foot else None
    number = _from_layout(slide, "SLIDE_NUMBER")
    if foot:
        _foot(deck, foot, slide, line, number)
    if deck.logo:
        left, top, _wide, _high = box_of(number)
        logo = _picture(slide, deck.logo.read_bytes(), (0, top, *LOGO))
        logo.left = int((left - 8) * EMU) - logo.width
        describe(logo, "logo")
    for place, shape in enumerate(slide.shapes, 2):
        shape._element.xpath(".//p:cNvPr")[0].set("id", str(place))
        if shape.has_text_frame:
            describe(shape, shape.text_frame.text)


def _from_layout(slide: Any, kind: str) -> Any:
    """Copy a placeholder of this kind from the slide's layout, if it has one."""
    for shape in slide.slide_layout.placeholders:
        if kind_of(shape) == kind:
            slide.shapes._spTree.append(copy.deepcopy(shape._element))
            return slide.shapes[-1]
    return None


def _foot(deck: Deck, foot: str, slide: Any, line: Any, number: Any) -> None:
    """Write the footer, from the left edge of the title to the slide number, in the layout's style
    if it has one."""
    wide, high = deck.page
    left = box_of(slide.shapes.title)[0]
    top, tall = box_of(line)[1::2] if line else (high - 34, 28.0)
    shape = line or slide.shapes.add_textbox(0, 0, 0, 0)
    last = box_of(number)[0] if number else 0.0
    end = (last if last > left else wide - left) - 8 - (LOGO[0] + 8) * bool(deck.logo)
    put(shape, (left, top, end - left, tall))
    room = ((end - left - 14) * spare(foot), tall)
    fill(shape, [foot], fit_lines(foot, room, (_FOOT, 9.0), 0.9, 2).size, quiet=True)
