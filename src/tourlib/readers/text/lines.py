"""Raw lines → lines in normal form, each with its numbering; and which line continues another.

Traps: extraction puts list bullets (``- ``) before items and before mere continuations; it breaks a
paragraph at the end of a page, with a blank line between the halves; a file may be wrapped at a
fixed width.
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

#: The bullet before a line of a list.
BULLET = re.compile(
    # A circle or a cross may replace a character that is left out: ○○公司.
    rf"^\s*[-–—*○◯✕✖✗✘]\s+(?=\S)|^\s*[{MARKS}]\s*(?=\S)|^\s*\*(?!\*)\s*(?=\S)"
    rf"|^\s*\.\s*(?=[{HAN}]|\d{{1,2}}\s*[:時])"
    r"|^\s*[\uf020-\uf0ff]\s*(?=\S)"  # the bullet of a symbol font has no character of its own
)
#: Two single characters with some space between them are one word: 姓  名; so are several before a
#: colon: 時  間:9時. A single ideographic space may occur in a name.
_SPACE = r"[ \u00a0\u3000]"
_PIECE = re.compile(
    rf"(?<!\S)[{HAN}]{_SPACE}{{2,4}}[{HAN}](?!\S)"
    rf"|(?:(?<!\S)[{HAN}](?:{_SPACE}{{2,4}}[{HAN}])+{_SPACE}?(?=[:：]))?\S+(?:{_SPACE}\S+)*"
)
_MARKDOWN_HEADING = re.compile(r"^\s*#{1,6}\s+")
_TERMINAL = re.compile(r"[。!?;:…]$|[。!?;:][」』)\]\"”]+$")
#: Separation of two people who each have a line of a cell.
_PEOPLE = re.compile(r"(?<=[)）])\s*\n\s*|\s*\n\s*(?=(?:Mr|Mrs|Ms|Dr|Prof)\b)")
#: A label with white space between its characters: 時　　間.
_SPREAD = re.compile(rf"^[{HAN}](?:\s+[{HAN}])+(?=\s)")
#: Separation of a label and its value if there is only a gap.
_DIVIDED = re.compile(r"\t|\s{2,}|\u3000")
#: The first of these fields in a row shows the purpose of the row.
_FIRST_FIELDS = ("time", "place", "speakers")
#: Minimum number of characters of running text, as opposed to a heading.
_RUNNING_CHARS = 30
#: Maximum length of the titles of chapters; and the rank of 一、, which may number chapters.
_MAX_CHAPTER, _CHAPTERS_RANK = 12, 4
#: Maximum length of a line that may be complete, whatever its end.
_MAX_WHOLE = 4
#: A wrapped file has at least this many lines, and this number and share of broken ones.
_WRAP_MIN_LINES, _WRAP_MIN_BREAKS, _WRAP_SHARE = 20, 5, 0.05
#: Maximum width of a wrapped file; a line that is this many columns short of the width is still full.
_WRAP_LIMIT, _WRAP_SLACK = 110, 6
#: In a wrapped file, share of the width above which a line that ends no sentence continues.
_WRAP_HALF = 0.4
#: Share of the width filled by a full line of an item with a hanging indent; and if a short last
#: line that ends the sentence follows.
_HANGING, _HANGING_TAIL = 0.85, 0.7
#: Share of the width below which a line inside a paragraph is no last line without a full stop.
_REST = 0.2


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line in normal form.

    Attributes:
        number: line of the source.
        text: normal form, without its bullet.
        marker: its numbering, if it begins with one.
        bullet: the list bullet before it, or ``""``.
        indent: columns of white space before it.
        width: printed columns (a Chinese character takes two).
        cells: table cells, as given by the reader; for plain text ``None``.
        table: table number from the reader.
        role: role given by the reader (``"page"``).
        level: heading level, if the format has it.
        raw: the line as read.
        spaced: ``text`` with the single spaces inside Chinese text.
        printed: whether the cells are those of one printed line; a row may have several.
        aligned: whether the cells are recognised by their positions in the line.
        down: the columns into which a cell of a row above extends, if the reader knows.
        page: its page, if the file has pages.
        row: its words and their positions, if the reader knows.
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
        """True if nothing is printed in the line."""
        return not self.text

    @property
    def is_text(self) -> bool:
        """True if the line has text of the report, not a page number, running head or note."""
        return self.role is None and not self.blank

    @property
    def unnumbered(self) -> str:
        """Return the text without its numbering."""
        return self.marker.rest if self.marker else self.text


def read_lines(lines: Sequence[Line]) -> list[TextLine]:
    """Return all lines in normal form, one for one."""
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
    # A label spread out over gaps is joined.
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
    """Return the text without brackets around it, if it is then a field of a body block."""
    inner = text[1:-1] if text[:1] == "(" and text[-1:] == ")" else ""
    found = label("block", inner) if inner else None
    return inner if found and found[1] else text


def field_of_cells(cells: Sequence[str | None]) -> str:
    """Return labels and values of a row, or of a line with a gap, that are fields of a body block
    or a recommendation, without unknown ones: 時間 | 5月10日 → 時間:5月10日. Nothing if most are
    unknown, or a label is in the place of a value."""
    pairs = _labels_and_values([normalize(_PEOPLE.sub("、", cell or "")) for cell in cells])
    kinds = ("block", "item") if len(pairs) == 1 else ("block",)
    known = [(field, pair) for pair in pairs if (field := _field_named(pair[0], *kinds))]
    if len(known) * 2 < len(pairs) or any(_field_named(value) for _name, value in pairs):
        return ""
    order = [*_FIRST_FIELDS, *(field for field, _pair in known)]
    known.sort(key=lambda each: order.index(each[0]))
    return ";".join(":".join(pair) for _field, pair in known)


def _labels_and_values(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Return what may be labels and values in a row; a cell before the only label is the title of
    the box."""
    filled = [*filter(None, texts)]
    if len(filled) == 3 and _field_named(filled[1]) and not re.search(r"\d", filled[0]):
        del filled[0]
    texts = filled if len(filled) == 2 else texts
    each = zip(texts[::2], texts[1::2], strict=False) if len(texts) % 2 == 0 else ()
    return [(name.rstrip(":"), value.lstrip(": ")) for name, value in each if name and value]


def _field_named(text: str, *kinds: str) -> str | None:
    """Return the field whose label the text is, of one of these kinds, else of a body block."""
    told = (label(kind, f"{text}:") for kind in kinds or ("block",))
    return next((found[0] for found in told if found and not found[1]), None)


def split_aligned(text: str) -> tuple[str, ...]:
    """Return the pieces of a line separated by runs of spaces."""
    return tuple(match.group() for match in _PIECE.finditer(text)) or ("",)


def split_cells(line: TextLine) -> Cells:
    """Return the cells of a line, from the reader or by tabs or runs of spaces."""
    if line.cells is not None:
        return line.cells
    return tuple(line.raw.split("\t")) if "\t" in line.raw else split_aligned(line.raw)


def has_cells(line: TextLine) -> bool:
    """Return whether the reader or tabs give the cells of a line; runs of spaces only may."""
    return line.cells is not None or "\t" in line.raw


def printed_width(text: str) -> int:
    """Return the number of columns that the text takes in a fixed-width font."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def wrap_width(lines: Sequence[TextLine]) -> tuple[int | None, int]:
    """Return the width at which the file's lines are wrapped, or ``None`` if they are not; and
    the distance of successive lines, two if the text is double-spaced. A wrapped file has many
    lines that end inside a sentence, with the next line right below; in other files such breaks
    occur only at the ends of pages."""
    printed = [line for line in lines if line.is_text and not has_cells(line)]
    widths = sorted(line.width + line.indent for line in printed)
    limit = widths[int(len(widths) * 0.98) - 1] if widths else 0
    broken = [pair for pair in itertools.pairwise(printed) if _breaks_off(*pair)]
    steps = [below.number - line.number for line, below in broken]
    spacing = max(1, 2, key=steps.count)
    few = steps.count(spacing) < max(_WRAP_MIN_BREAKS, _WRAP_SHARE * len(widths))
    if few or len(widths) < _WRAP_MIN_LINES or limit > _WRAP_LIMIT:
        return None, 1
    return limit, spacing


def _breaks_off(line: TextLine, below: TextLine) -> bool:
    """True if a long line ends inside a sentence, with plain text below it."""
    plain = below.marker is None and below.indent == 0
    return plain and line.width >= _RUNNING_CHARS and not ends_sentence(line.text)


def chapter_title(line: TextLine) -> str | None:
    """Return the title of the chapter that begins with the line, by its number or name; else ``None``."""
    if is_chapter_word(line.text):
        return line.text
    return line.marker.rest if line.marker and line.marker.rank <= CHAPTER_RANK else None


def names_chapter(line: TextLine) -> bool:
    """True if the line is the numbered heading of a chapter with a customary name; its spaces may
    look like columns (壹、目　　的)."""
    if line.marker is None:
        return False
    title = line.marker.rest
    of_role = (
        line.marker.rank <= CHAPTER_RANK and len(title) <= _MAX_CHAPTER and chapter_role(title)
    )
    return bool(of_role) or (line.marker.rank <= _CHAPTERS_RANK and is_chapter_word(title))


def ends_sentence(text: str) -> bool:
    """True if the text ends like a sentence or a lead (。!?;:)."""
    return _TERMINAL.search(text) is not None


def is_running_text(text: str) -> bool:
    """True if the text is running text: long, or with a sentence in it."""
    return "。" in text or len(text) >= _RUNNING_CHARS or count_han(text) >= _RUNNING_CHARS


def continues(
    previous: TextLine, line: TextLine, *, gap: bool, wrap: int | None, running: bool = False
) -> bool:
    """True if ``line`` continues the paragraph that ends with ``previous``.

    Args:
        running: whether the paragraph is running text before that line.
        gap: whether blank lines or the end of a page separate the two.
        wrap: the file's wrap width, see :func:`wrap_width`.
    """
    if line.bullet and not begins_nothing(line.text):
        return False
    ended = ends_sentence(previous.text)
    if not gap and not line.marker and _is_cut(previous, ended, wrap, running):
        return True
    if gap or wrap is None:
        return not ended and (running or is_running_text(previous.text))
    if _is_indented(previous, line, wrap):
        return False
    return is_full(previous, wrap) or (not ended and previous.width >= wrap * _WRAP_HALF)


def _is_cut(line: TextLine, ended: bool, wrap: int | None, running: bool) -> bool:
    """True if a sentence is cut at the end of a line, or the rest of a line was pushed down. A lead
    or a list of single words (甲、) may be whole."""
    if (running or len(line.text) > _MAX_WHOLE) and is_unfinished(line.text.rstrip(":")):
        return True
    return wrap is not None and running and not ended and line.width < wrap * _REST


def _is_indented(previous: TextLine, line: TextLine, wrap: int) -> bool:
    """True if the line is indented as a new paragraph is. To the right of a long line that ends no
    sentence it is only printed there; below an item, the text of the item hangs there."""
    if line.indent < 2 or cuts_item(previous, line, wrap):
        return False
    short = previous.width + previous.indent < wrap * _HANGING
    hangs = previous.indent and not (previous.marker and line.indent == previous.indent)
    return ends_sentence(previous.text) or (short and not hangs)


def cuts_item(item: TextLine, line: TextLine, wrap: int) -> bool:
    """True if an item with a hanging indent, which wraps before the full width, continues."""
    if item.marker is None or ends_sentence(item.text):
        return False
    reach, ends = item.width + item.indent, ends_sentence(line.text)
    return reach >= wrap * (_HANGING_TAIL if ends and line.width < wrap / 2 else _HANGING)


def is_full(line: TextLine, wrap: int) -> bool:
    """True if the line reaches the wrap width, so that its text may continue below."""
    return line.width + line.indent >= wrap - _WRAP_SLACK
