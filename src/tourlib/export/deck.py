"""An empty presentation for the slides: based on a given template, or our own plain widescreen one."""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from tourlib.charts.house import GREY_INK, accent, house
from tourlib.errors import ReportError

EMU = 12700  # a point
_WIDE, _HIGH = 960.0, 540.0
_MARGIN = 40.0
Box = tuple[float, float, float, float]
#: Placeholders that a chart can replace, and the share of the page that one needs.
_CONTENT = ("OBJECT", "BODY", "CHART", "TABLE", "PICTURE", "VERTICAL_BODY", "VERTICAL_OBJECT")
_LARGE = 0.3
_TITLE_GAP, _FOOT_ROOM = 6.0, 44.0
#: Room for the house style's logo, beside the slide number.
LOGO = (100.0, 24.0)

_THEME, _ACCENTS = "/theme", 6
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_HINT = "give a PowerPoint file (.pptx, .potx), or leave out --template"


@dataclass(frozen=True)
class Deck:
    """A presentation, the layouts used from it, and the house style's logo. A given template has
    its own logo, and its accents are the colours of charts."""

    file: Any
    title_layout: Any
    content_layout: Any
    logo: Path | None = None
    accents: tuple[str, ...] = ()

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of a slide in points."""
        return self.file.slide_width / EMU, self.file.slide_height / EMU


def open_deck(template: Path | None = None) -> Deck:
    """Return an empty presentation with a layout for the title and one for a finding.

    Args:
        template: a presentation whose theme and layouts are used; its own slides are left out.

    Raises:
        ReportError: the template is not a presentation, or has no layout with a title.
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
                "範本不是 PowerPoint 簡報 the template is not a PowerPoint presentation",
                file=template,
                hint=_HINT,
            ) from error
        slides = file.slides._sldIdLst
        for slide in list(slides):
            file.part.drop_rel(slide.rId)
            slides.remove(slide)
    layouts = [(layout, _kinds(layout)) for layout in file.slide_layouts]
    content = _content_layout(layouts, (file.slide_width / EMU, file.slide_height / EMU))
    pages = (["CENTER_TITLE", "SUBTITLE"], ["BODY", "TITLE"])
    title = next((one for page in pages for one, kinds in layouts if kinds == page), content)
    if content is None:
        raise ReportError(
            "範本沒有任何有標題的版面 no layout of the template has a title",
            file=template,
            hint=_HINT,
        )
    if template:
        return Deck(file, title, content, accents=_accents(file))
    return Deck(file, title, content, house().logo)


def _kinds(layout: Any) -> list[str]:
    """Return the sorted types of its placeholders, except date, footer and slide number."""
    small = ("DATE", "FOOTER", "SLIDE_NUMBER")
    return sorted(kind for shape in layout.placeholders if (kind := kind_of(shape)) not in small)


def _content_layout(layouts: Sequence[tuple[Any, list[str]]], page: tuple[float, float]) -> Any:
    """Return the layout for a finding: the first with a title and one large content placeholder,
    else with only a title, else with several placeholders, which are used as one; if all are
    small, the largest."""
    found = [layout for layout, kinds in sorted(layouts, key=_rank) if "TITLE" in kinds]
    rooms = [box[2] * box[3] for box in (free_box(one.placeholders, page) for one in found)]
    large = [number for number, room in enumerate(rooms) if room > _LARGE * page[0] * page[1]]
    if not found:
        return None
    return found[large[0] if large else rooms.index(max(rooms))]


def _rank(pair: tuple[Any, list[str]]) -> int:
    """Rank a layout: one content placeholder is best, then none, then several."""
    rest = [kind for kind in pair[1] if kind != "TITLE"]
    return 1 if not rest else 0 if len(rest) == 1 and rest[0] in _CONTENT else 2


def free_box(placeholders: Iterable[Any], page: tuple[float, float]) -> Box:
    """Return the area that a page's content placeholders cover together; without any, the area
    below the title."""
    boxes = {kind_of(shape): box_of(shape) for shape in placeholders if kind_of(shape) == "TITLE"}
    content = [box_of(shape) for shape in placeholders if kind_of(shape) in _CONTENT]
    wide, high = page
    if not content:
        left, top, width, height = boxes["TITLE"]
        first = top + height + _TITLE_GAP
        return (left, first, width, max(high - first - _FOOT_ROOM, 0))
    left, top = (max(min(box[side] for box in content), 0) for side in (0, 1))
    right = min(max(box[0] + box[2] for box in content), wide)
    low = min(max(box[1] + box[3] for box in content), high)
    return (left, top, max(right - left, 0), max(low - top, 0))


def _as_presentation(template: Path) -> io.BytesIO:
    """Return the file as a presentation; a PowerPoint template (.potx) differs only in its content type."""
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
    """Return left, top, width and height in points."""
    return tuple(side / EMU for side in (shape.left, shape.top, shape.width, shape.height))


def kind_of(placeholder: Any) -> str:
    """Return the type of a placeholder, such as ``TITLE``."""
    return str(placeholder.placeholder_format.type).split(".")[-1].split(" ")[0]


def _theme_part(file: Any) -> Any:
    related = file.slide_master.part.rels.values()
    return next((rel.target_part for rel in related if rel.reltype.endswith(_THEME)), None)


def _accents(file: Any) -> tuple[str, ...]:
    """Return the theme's accents as ``#RRGGBB``; none if one of them is not a plain colour."""
    part = _theme_part(file)
    theme = "" if part is None else part.blob.decode("utf-8", "replace")
    found = re.findall(r'<a:accent\d>\s*<a:srgbClr val="(\w{6})"', theme)
    return tuple(f"#{colour}" for colour in found) if len(found) == _ACCENTS else ()


def _widen(file: Any) -> None:
    """Make the library's plain template 16 : 9, with our fonts and colours, and title, content and
    footer placed for slides that are read from the back of a room."""
    from pptx.enum.text import MSO_ANCHOR

    part = _theme_part(file)
    text, font = part.blob.decode("utf-8"), escape(house().office_font, {'"': "&quot;"})
    text = re.sub(r'(<a:(?:latin|ea) typeface=")[^"]*', lambda found: found[1] + font, text)
    text = re.sub(r'(<a:accent1>\s*<a:srgbClr val=")\w+', rf"\g<1>{accent()[1:]}", text)
    part._blob = text.encode("utf-8")
    file.slide_width, file.slide_height = int(_WIDE * EMU), int(_HIGH * EMU)
    for layout in list(file.slide_layouts)[2:]:
        file.slide_layouts.remove(layout)
    wide = _WIDE - 2 * _MARGIN
    places: dict[str, Box] = {
        "TITLE": (_MARGIN, 20, wide, 66),
        "OBJECT": (_MARGIN, 92, wide, 396),
        "BODY": (_MARGIN, 92, wide, 396),
        "FOOTER": (_MARGIN, 496, wide - 50 - (LOGO[0] + 8 if house().logo else 0), 32),
        "SLIDE_NUMBER": (_WIDE - _MARGIN - 44, 500, 44, 24),
        "CENTER_TITLE": (_MARGIN + 20, 130, wide - 40, 140),
        "SUBTITLE": (_MARGIN + 20, 290, wide - 40, 130),
    }
    anchors = {"TITLE": MSO_ANCHOR.MIDDLE, "CENTER_TITLE": MSO_ANCHOR.BOTTOM}
    for page in (file.slide_master, *file.slide_layouts):
        for shape in list(page.placeholders):
            kind = kind_of(shape)
            if kind == "DATE":
                take_out(shape)
                continue
            put(shape, places[kind])
            frame = shape.text_frame
            frame.margin_left = frame.margin_right = 0
            if kind in anchors:
                frame.vertical_anchor = anchors[kind]
    _style(file.slide_master)
    for level in file.slide_layouts[0].placeholders[1]._element.xpath(".//a:lstStyle/*"):
        level.set("algn", "l")


def take_out(shape: Any) -> None:
    """Remove a shape from its slide or layout."""
    shape._element.getparent().remove(shape._element)


def put(shape: Any, box: Box) -> None:
    """Place a shape; ``box`` in points."""
    shape.left, shape.top, shape.width, shape.height = (int(side * EMU) for side in box)


def _style(master: Any) -> None:
    """Make titles bold and left-aligned and footers small."""
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


def divide(file: Any, parts: Sequence[tuple[str, int]]) -> None:
    """Divide the presentation into sections, from their first slides on; the ids are reproducible."""
    from lxml import etree

    listed = [slide.get("id") for slide in file.slides._sldIdLst]
    ends = [start for _name, start in parts[1:]] + [len(listed)]
    sections = etree.Element(f"{{{_P14}}}sectionLst", nsmap={"p14": _P14})
    for number, ((name, start), end) in enumerate(zip(parts, ends, strict=True)):
        one = etree.SubElement(sections, f"{{{_P14}}}section", name=name)
        one.set("id", f"{{{uuid.uuid5(uuid.NAMESPACE_URL, f'tourlib/{number}')}}}".upper())
        slides = etree.SubElement(one, f"{{{_P14}}}sldIdLst")
        for slide in listed[start:end]:
            etree.SubElement(slides, f"{{{_P14}}}sldId", id=slide)
    from pptx.oxml.ns import qn

    root = file.part._element
    held = root.find(qn("p:extLst"))
    if held is None:
        held = etree.SubElement(root, qn("p:extLst"))
    for old in held.findall(f'{qn("p:ext")}[@uri="{_SECTIONS}"]'):
        held.remove(old)
    etree.SubElement(held, qn("p:ext"), uri=_SECTIONS).append(sections)
