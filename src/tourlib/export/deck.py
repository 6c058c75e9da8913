"""An empty presentation to put slides into: a given template's, or a plain wide one of our own."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tourlib.charts.palette import ACCENT, GREY_INK
from tourlib.errors import ReportError

#: On Windows and in Office for Mac, with every Chinese character that reports print.
FONT = "Microsoft JhengHei"
_EMU = 12700  # a point
_WIDE, _HIGH = 960.0, 540.0
_MARGIN = 40.0
Box = tuple[float, float, float, float]

_THEME = "/theme"
_HINT = "give a PowerPoint file (.pptx, .potx), or leave out --template"


@dataclass(frozen=True)
class Deck:
    """A presentation, the layouts that are used of it, and its fonts (Latin, East Asian)."""

    file: Any
    title_layout: Any
    content_layout: Any
    fonts: tuple[str, str]


def open_deck(template: Path | None = None) -> Deck:
    """An empty presentation with a layout for the title and one for a finding.

    Args:
        template: a presentation whose theme and layouts are used; its own slides are left out.

    Raises:
        ReportError: the template is no presentation, or has no layout with a title.
    """
    from pptx import Presentation
    from pptx.exc import PackageNotFoundError

    if template is None:
        file = Presentation()
        _widen(file)
    else:
        try:
            file = Presentation(_as_presentation(template))
        except (PackageNotFoundError, KeyError, ValueError, OSError, zipfile.BadZipFile) as error:
            raise ReportError(
                "the template is no PowerPoint presentation", file=template, hint=_HINT
            ) from error
        _drop_slides(file)
    layouts = list(file.slide_layouts)
    content = _layout(layouts, ("TITLE",), ("OBJECT", "BODY", "CHART", "TABLE", "PICTURE"))
    content = content or _layout(layouts, ("TITLE",), ())
    title = _layout(layouts, ("CENTER_TITLE",), ("SUBTITLE",)) or content
    if content is None or title is None:
        raise ReportError("no layout of the template has a title", file=template, hint=_HINT)
    return Deck(file, title, content, _fonts(file))


def _as_presentation(template: Path) -> io.BytesIO:
    """The file as a presentation: a PowerPoint template (.potx) differs in its content type alone."""
    made = io.BytesIO()
    with zipfile.ZipFile(template) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "[Content_Types].xml":
                part = part.replace(b".template.main+xml", b".presentation.main+xml")
            new.writestr(name, part)
    made.seek(0)
    return made


def box_of(shape: Any) -> Box:
    """Left, top, width and height in points."""
    return tuple(side / _EMU for side in (shape.left, shape.top, shape.width, shape.height))


def kind_of(placeholder: Any) -> str:
    """The type of a placeholder, such as ``TITLE``."""
    return str(placeholder.placeholder_format.type).split(".")[-1].split(" ")[0]


def _layout(layouts: Sequence[Any], head: Sequence[str], body: Sequence[str]) -> Any:
    """The layout with such a title and exactly one placeholder of such a type; else none."""
    small = {"DATE", "FOOTER", "SLIDE_NUMBER"}
    for layout in layouts:
        kinds = [kind_of(shape) for shape in layout.placeholders]
        rest = [kind for kind in kinds if kind not in small and kind not in head]
        if not any(kind in head for kind in kinds):
            continue
        if (len(rest) == 1 and rest[0] in body) or (not rest and not body):
            return layout
    return None


def _drop_slides(file: Any) -> None:
    slides = file.slides._sldIdLst
    for slide in list(slides):
        file.part.drop_rel(slide.rId)
        slides.remove(slide)


def _theme_part(file: Any) -> Any:
    related = file.slide_master.part.rels.values()
    return next((rel.target_part for rel in related if rel.reltype.endswith(_THEME)), None)


def _fonts(file: Any) -> tuple[str, str]:
    """The fonts of the text that the theme names."""
    part = _theme_part(file)
    text = part.blob.decode("utf-8", "replace") if part is not None else ""
    minor = re.search(r"<a:minorFont>.*?</a:minorFont>", text, re.DOTALL)
    found = []
    for name in ("latin", "ea"):
        match = re.search(rf'<a:{name} typeface="([^"]+)"', minor.group(0)) if minor else None
        found.append(match.group(1) if match else FONT)
    return found[0], found[1]


def _widen(file: Any) -> None:
    """Make the library's plain template 16 : 9, in our fonts and colours, with the places of
    title, content and foot for slides that are read from the back of a room."""
    from pptx.enum.text import MSO_ANCHOR

    part = _theme_part(file)
    text = part.blob.decode("utf-8")
    text = re.sub(r'(<a:latin typeface=")[^"]*', rf"\g<1>{FONT}", text)
    text = re.sub(r'(<a:ea typeface=")[^"]*', rf"\g<1>{FONT}", text)
    text = re.sub(
        r"(<a:accent1>\s*)<a:srgbClr val=\"\w+\"/>",
        rf'\g<1><a:srgbClr val="{ACCENT[1:]}"/>',
        text,
    )
    part._blob = text.encode("utf-8")
    file.slide_width, file.slide_height = int(_WIDE * _EMU), int(_HIGH * _EMU)
    keep = [file.slide_layouts[0], file.slide_layouts[1]]
    for layout in list(file.slide_layouts):
        if all(layout is not kept and layout.name != kept.name for kept in keep):
            file.slide_layouts.remove(layout)
    wide = _WIDE - 2 * _MARGIN
    places: dict[str, Box] = {
        "TITLE": (_MARGIN, 22, wide, 74),
        "OBJECT": (_MARGIN, 100, wide, 394),
        "BODY": (_MARGIN, 100, wide, 394),
        "FOOTER": (_MARGIN, 503, wide - 90, 24),
        "SLIDE_NUMBER": (_WIDE - _MARGIN - 80, 503, 80, 24),
        "DATE": (_MARGIN, 530, 10, 5),
        "CENTER_TITLE": (_MARGIN + 20, 130, wide - 40, 140),
        "SUBTITLE": (_MARGIN + 20, 290, wide - 40, 130),
    }
    for page in (file.slide_master, *file.slide_layouts):
        for shape in list(page.placeholders):
            kind = kind_of(shape)
            if kind == "DATE":
                shape._element.getparent().remove(shape._element)
                continue
            put(shape, places[kind])
            frame = shape.text_frame
            frame.margin_left = frame.margin_right = 0
            if kind in ("TITLE", "CENTER_TITLE"):
                top = MSO_ANCHOR.MIDDLE if kind == "TITLE" else MSO_ANCHOR.BOTTOM
                frame.vertical_anchor = top
    _style(file.slide_master)
    for level in file.slide_layouts[0].placeholders[1]._element.xpath(".//a:lstStyle/*"):
        level.set("algn", "l")


def put(shape: Any, box: Box) -> None:
    """Place a shape; ``box`` in points."""
    shape.left, shape.top, shape.width, shape.height = (int(side * _EMU) for side in box)


def _style(master: Any) -> None:
    """Titles bold and to the left, foot lines small; text boxes without inner margins."""
    from pptx.oxml.ns import qn

    title = master._element.xpath("p:txStyles/p:titleStyle/a:lvl1pPr")[0]
    title.set("algn", "l")
    title.find(qn("a:defRPr")).set("sz", "2800")
    title.find(qn("a:defRPr")).set("b", "1")
    for shape in master.placeholders:
        kind = kind_of(shape)
        if kind in ("FOOTER", "SLIDE_NUMBER"):
            level = shape._element.xpath(".//a:lstStyle/a:lvl1pPr")[0]
            level.set("algn", "l" if kind == "FOOTER" else "r")
            look = level.find(qn("a:defRPr"))
            look.set("sz", "1100")
            fill = look.find(qn("a:solidFill"))
            fill.clear()
            fill.append(fill.makeelement(qn("a:srgbClr"), {"val": GREY_INK[1:]}))
