"""Raw lines → lines in normal form, each with its numbering; what continues what.

Traps: extraction puts list bullets (``- ``) before items and before mere continuations; it
breaks a paragraph at the page's end, with a blank line between the halves; a file may be
wrapped at a fixed width.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tourlib.lines import Cells, Line
from tourlib.outline.numbering import CHAPTER_RANK, Marker, read_marker
from tourlib.readers.page.words import PrintedRow
from tourlib.text import (
    HAN,
    MARKS,
    begins_nothing,
    count_han,
    is_unfinished,
    loose,
    normalize,
    plain_characters,
    squeeze,
)
from tourlib.vocabulary import chapter_role, is_chapter_word, label

#: The mark before a line of a list.
BULLET = re.compile(
    # A circle or a cross may stand for a character that is left out: ○○公司.
    rf"^\s*[-–—*○◯✕✖✗✘]\s+(?=\S)|^\s*[{MARKS}]\s*(?=\S)|^\s*\*(?!\*)\s*(?=\S)"
    rf"|^\s*\.\s*(?=[{HAN}]|\d{{1,2}}\s*[:時])"
    r"|^\s*[\uf020-\uf0ff]\s*(?=\S)"  # a symbol font's bullet has no character of its own
)
#: Two single characters with some space between them are one word: 姓  名; so are those before a
#: colon: 時  間:9時. A single ideographic space may stand inside a name.
_SPACE = r"[ \u00a0\u3000]"
_PIECE = re.compile(
    rf"(?<!\S)[{HAN}]{_SPACE}{{2,4}}[{HAN}](?!\S)"
    rf"|(?:(?<!\S)[{HAN}](?:{_SPACE}{{2,4}}[{HAN}])+{_SPACE}?(?=[:：]))?\S+(?:{_SPACE}\S+)*"
)
_MARKDOWN_HEADING = re.compile(r"^\s*#{1,6}\s+")
_TERMINAL = re.compile(r"[。!?;:…]$|[。!?;:][」』)\]\"”]+$")
#: Between two people of whom each has a line of a cell.
_PEOPLE = re.compile(r"(?<=[)）])\s*\n\s*|\s*\n\s*(?=(?:Mr|Mrs|Ms|Dr|Prof)\b)")
#: A label with white space between its characters: 時　　間.
_SPREAD = re.compile(rf"^[{HAN}](?:\s+[{HAN}])+(?=\s)")
#: Between a label and its value, where nothing but a gap divides them.
_DIVIDED = re.compile(r"\t|\s{2,}|\u3000")
#: Of the fields of a row the first tells what the row is.
_FIRST_FIELDS = ("time", "place", "speakers")
#: A line of running text rather than a heading: at least this many characters.
_RUNNING_CHARS = 30
#: Titles of chapters are no longer than this; 一、 may number them.
_MAX_CHAPTER, _CHAPTERS_RANK = 12, 4
#: A line that must go on has more characters.
_LEAST_CUT = 4
#: What tells a wrapped file: broken lines, at least so many and this share of all; no line is
#: wider than the limit. Lines this many columns short of the width are still full.
_WRAP_LEAST_LINES, _WRAP_LEAST_BREAKS, _WRAP_SHARE, _WRAP_LIMIT, _WRAP_SLACK = 20, 5, 0.05, 110, 6
#: In a wrapped file a line this full is not the last of its paragraph, unless a sentence ends there.
_WRAP_HALF = 0.4
#: An item that hangs from its number is full so far short of the width; before a short last line
#: that ends the sentence, so far.
_HANGING, _HANGING_TAIL = 0.85, 0.7


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line in normal form.

    Attributes:
        number: line of the source.
        text: normal form, bullet removed.
        marker: its numbering, if it begins with one.
        bullet: the list bullet that stood before it, or ``""``.
        indent: columns of white space before it.
        width: printed columns (a Chinese character takes two).
        cells: table cells, in the form of the reader; for plain text ``None``.
        table: table number from the reader.
        role: what the reader says the line is (``"page"``).
        level: heading level, where the format tells it.
        raw: the line as read.
        spaced: ``text`` with the single spaces inside Chinese text.
        printed: whether the cells are those of one printed line; a row may have several.
        aligned: whether these are told by where they stand in their line.
        down: the columns into which a cell of a row above reaches, where the reader tells.
        page: its page, where the file tells pages apart.
        row: its words and where they stand, where the reader tells.
        wrapped: whether its cells are printed in lines, not in paragraphs.
    """

    number: int
    text: str
    marker: Marker | None
    bullet: str
    indent: int
    width: int
    cells: Cells | None
    table: int | None
    role: str | None
    level: int | None
    raw: str
    spaced: str
    printed: bool = False
    aligned: bool = False
    down: frozenset[int] | None = None
    page: int | None = None
    row: PrintedRow | None = None
    wrapped: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing is printed in the line."""
        return not self.text

    @property
    def is_text(self) -> bool:
        """Whether what is printed in the line is the report's text: no page number, head or note."""
        return self.role is None and not self.blank

    @property
    def unnumbered(self) -> str:
        """The text without the numbering that it begins with."""
        return self.marker.rest if self.marker else self.text


def read_lines(lines: Sequence[Line]) -> list[TextLine]:
    """All lines in normal form, one for one."""
    return [_read_line(line) for line in lines]


def _read_line(line: Line) -> TextLine:
    raw = line.text
    body = _MARKDOWN_HEADING.sub("", plain_characters(raw))
    bullet = ""
    if line.cells is None and (match := BULLET.match(body)):
        bullet, body = match.group().strip(), body[match.end() :]
    spaced = loose(body)
    marker = read_marker(spaced) if line.cells is None else None
    if marker:
        marker = Marker(marker.kind, marker.rank, marker.number, marker.value, squeeze(marker.rest))
    before = raw[: len(raw) - len(raw.lstrip())]
    # A label that is spread out over gaps is one.
    pieces = _DIVIDED.split(_SPREAD.sub(lambda match: "".join(match[0].split()), body.strip()))
    return TextLine(
        number=line.number,
        text=field_of_cells(line.cells or pieces) or _out_of_brackets(squeeze(spaced)),
        marker=marker,
        bullet=bullet,
        indent=len(before) + before.count("\u3000"),
        width=printed_width(raw.strip()),
        cells=line.cells,
        table=line.table,
        role=line.role,
        level=line.level,
        raw=raw,
        spaced=spaced,
        printed=line.printed,
        aligned=line.printed,
        down=line.down,
        page=line.page,
        wrapped=bool(line.places),
    )


def _out_of_brackets(text: str) -> str:
    """The text without brackets around the whole of it, where it is a field of a body block."""
    inner = text[1:-1] if text[:1] == "(" and text[-1:] == ")" else ""
    found = label("block", inner) if inner else None
    return inner if found and found[1] else text


def field_of_cells(cells: Sequence[str | None]) -> str:
    """Labels and values of a row, or of a line with a gap, that are fields of a body block or a
    recommendation: 時間 | 5月10日 → 時間:5月10日. A cell before them is the title of the box."""
    if len(cells) < 2:
        return ""
    texts = [normalize(_PEOPLE.sub("、", cell or "")) for cell in cells]
    if len(texts) >= 4 and len(texts) % 2 == 0 and (several := _several_fields(texts)):
        return several
    filled = [text for text in texts if text]
    if len(filled) == 3 and label("block", f"{filled[1]}:") and not re.search(r"\d", filled[0]):
        del filled[0]
    if len(filled) != 2 or label("block", f"{filled[1]}:"):
        return ""
    name = f"{filled[0].rstrip(':')}:"
    known = label("block", name) or label("item", name)
    return name + filled[1].lstrip(": ") if known and not known[1] else ""


def _several_fields(texts: Sequence[str]) -> str:
    """The fields of a row of several labels and values, without those that no rule knows; empty
    where these are most, or what stands in the place of a value is a label."""
    pairs = [(n.rstrip(":"), v) for n, v in zip(texts[::2], texts[1::2], strict=True) if n and v]
    known = [(field[0], pair) for pair in pairs if (field := label("block", f"{pair[0]}:"))]
    mixed = len(known) < len(pairs) and any(label("block", f"{value}:") for _name, value in pairs)
    if len(known) * 2 < len(pairs) or mixed:
        return ""
    order = [*_FIRST_FIELDS, *(name for name, _pair in known)]
    known.sort(key=lambda field: order.index(field[0]))
    return ";".join(":".join(pair) for _name, pair in known)


def split_aligned(text: str) -> tuple[str, ...]:
    """The pieces of a line that runs of spaces divide."""
    return tuple(match.group() for match in _PIECE.finditer(text)) or ("",)


def split_cells(line: TextLine) -> Cells:
    """The cells of a line, by the reader or by tabs or runs of spaces."""
    if line.cells is not None:
        return line.cells
    return tuple(line.raw.split("\t")) if "\t" in line.raw else split_aligned(line.raw)


def printed_width(text: str) -> int:
    """Columns that the text takes in a fixed-width font."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def wrap_width(lines: Sequence[TextLine]) -> tuple[int | None, int]:
    """The width that the file's lines are wrapped at, or ``None`` where they are not wrapped; and how
    far below each the next stands, two lines where the text is double-spaced.

    A wrapped file has many lines that break off in a sentence, with the next line right below;
    in others such breaks are the page's ends only.
    """
    printed = [
        line for line in lines if line.is_text and line.cells is None and "\t" not in line.raw
    ]
    widths = sorted(line.width + line.indent for line in printed)
    limit = widths[int(len(widths) * 0.98) - 1] if widths else 0
    broken = [pair for pair in itertools.pairwise(printed) if _breaks_off(*pair)]
    steps = [below.number - line.number for line, below in broken]
    spacing = max(1, 2, key=steps.count)
    few = steps.count(spacing) < max(_WRAP_LEAST_BREAKS, _WRAP_SHARE * len(widths))
    if few or len(widths) < _WRAP_LEAST_LINES or limit > _WRAP_LIMIT:
        return None, 1
    return limit, spacing


def _breaks_off(line: TextLine, below: TextLine) -> bool:
    """Whether a long line ends inside a sentence, with plain text below it."""
    plain = below.marker is None and below.indent == 0
    return plain and line.width >= _RUNNING_CHARS and not ends_sentence(line.text)


def chapter_title(line: TextLine) -> str | None:
    """The title of the chapter that the line begins, by its number or its name; else ``None``."""
    if is_chapter_word(line.text):
        return line.text
    return line.marker.rest if line.marker and line.marker.rank <= CHAPTER_RANK else None


def is_appendix(line: TextLine) -> bool:
    """Whether the line begins an appendix."""
    return line.marker is not None and line.marker.kind == "appendix"


def names_chapter(line: TextLine) -> bool:
    """Whether the line is the numbered heading of a chapter called as chapters are; its spaces may
    look like columns (壹、目　　的)."""
    if line.marker is None:
        return False
    title = line.marker.rest
    of_role = (
        line.marker.rank <= CHAPTER_RANK and len(title) <= _MAX_CHAPTER and chapter_role(title)
    )
    return bool(of_role) or (line.marker.rank <= _CHAPTERS_RANK and is_chapter_word(title))


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence or a lead does (。!?;:)."""
    return _TERMINAL.search(text) is not None


def is_running_text(text: str) -> bool:
    """Whether the text reads as running text: long, or with a sentence in it."""
    return "。" in text or len(text) >= _RUNNING_CHARS or count_han(text) >= _RUNNING_CHARS


def continues(previous: TextLine, line: TextLine, *, gap: bool, wrap: int | None) -> bool:
    """Whether ``line`` goes on with the paragraph that ``previous`` ends.

    Args:
        gap: whether blank lines or a page's end lie between the two.
        wrap: the file's wrap width, see :func:`wrap_width`.
    """
    if line.bullet and not begins_nothing(line.text):
        return False
    # A sentence goes on, however short the line; a lead or a list of single words (甲、) may be whole.
    cut = not gap and not line.marker and len(previous.text) > _LEAST_CUT
    if cut and is_unfinished(previous.text.rstrip(":")):
        return True
    if wrap is not None and not gap:
        full = is_full(previous, wrap)
        ended = ends_sentence(previous.text)
        indented = line.indent >= 2 and (previous.indent == 0 or ended)
        if indented and not cuts_item(previous, line, wrap):
            return False
        return full if ended else full or previous.width >= wrap * _WRAP_HALF
    return not ends_sentence(previous.text) and is_running_text(previous.text)


def cuts_item(item: TextLine, line: TextLine, wrap: int) -> bool:
    """Whether an item that hangs from its number, and so wraps before the full width, goes on."""
    if item.marker is None or ends_sentence(item.text):
        return False
    reach, ends = item.width + item.indent, ends_sentence(line.text)
    return reach >= wrap * (_HANGING_TAIL if ends and line.width < wrap / 2 else _HANGING)


def is_full(line: TextLine, wrap: int) -> bool:
    """Whether the line reaches the wrap width, so that its text may go on below."""
    return line.width + line.indent >= wrap - _WRAP_SLACK
