"""The rows of a roster of which plain text keeps one cell a line.

Traps: an empty last cell may have left no line; a long agency has several; a page ends between two
rows, and its number looks like a row's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tourlib.structure.rows import Row
from tourlib.structure.textlines import TextLine
from tourlib.text import HAN, join, normalize
from tourlib.vocabulary import header_column, is_chapter_word, meaning

#: A cell is no longer than this; a longer line is text behind the table.
MAX_CELL = 40
#: Headings of this rank or further out end a table.
_HEADING_RANK = 4
#: An agency stands on so many lines at most; so many lines stand between the rows of two pages.
_MOST_LINES, _MOST_BETWEEN = 4, 6
_NAME = re.compile(rf"[{HAN}](?:\s?[{HAN}]){{1,3}}|[{HAN}\s]+[.・·‧][{HAN}.・·‧\s]+")
_POST = re.compile(r"(?:長|[委專人研視督稽要隊]員|主任|秘書|[技參]?[正士事議]|師|任|官|授|助理)$")
_PAGE = re.compile(r"[-–—]?\s*\d{1,3}\s*[-–—]?|第\s*\d{1,3}\s*頁.*|[ivxIVX]{1,5}")


def ends_table(line: TextLine) -> bool:
    """Whether the line is behind the table: a heading, a row of another table."""
    heading = line.marker is not None and line.marker.rank <= _HEADING_RANK
    return heading or _is_other(line)


def _is_other(line: TextLine) -> bool:
    """Like :func:`ends_table`, but for names such as 陸大明, which begin like a chapter."""
    return line.cells is not None or is_chapter_word(line.text)


def read_roster(
    lines: Sequence[TextLine], at: int, head: Sequence[str]
) -> tuple[list[Row], list[int], int]:
    """Rows, lines of repeated headers, and the place behind the table: each row begins with its
    running number or role where that is the first column; without such a column each has as many
    lines as there are columns."""
    columns = head
    if columns[0] == "order":
        columns = columns[: columns.index("order", 1)] if "order" in columns[1:] else columns
    if "name" not in columns:
        return [], [], at  # two headers, the first of which lacks what the second has
    rows: list[Row] = []
    headers: list[int] = []
    expected = None
    place = at
    while place < len(lines):
        place, again = _behind_page_end(lines, place, head, expected)
        headers += again
        cells = _cells(lines, place, columns, expected)
        texts = [text for text, _lines in cells]
        own = [line for _text, inside in cells for line in inside]
        if len(cells) <= columns.index("name") or any(_is_other(line) for line in own):
            break
        if columns[0] != "name" and ends_table(own[0]):
            break
        if any(len(line.text) > MAX_CELL for line in own) or not texts[columns.index("name")]:
            break
        if columns[0] == "order":
            number = _order(texts[0])
            if number is None or (expected and number and number != expected):
                break
            expected = number + 1 if number else expected
        filled = tuple(
            None if not text.strip() and column == "agency" and rows else text  # a covered cell
            for text, column in zip(texts, columns, strict=False)
        )
        padded = filled + ("",) * (len(head) // len(columns) * len(columns) - len(filled))
        rows.append(Row(own[0].number, padded, tuple(line.number for line in own)))
        place += len(own)
        while place < len(lines) and lines[place].blank and _goes_on(lines, place, columns):
            place += 1
    return rows, headers, place


def _cells(
    lines: Sequence[TextLine], place: int, columns: Sequence[str], expected: int | None
) -> list[tuple[str, list[TextLine]]]:
    """The cells of the row that begins there, each with its lines."""
    full = place + len(columns)
    own = list(lines[place:full])
    here = own[0].text if columns[0] == "order" else ""
    following = (_order(here) or expected or -1) + 1
    if following > 1 and not _is_number(lines, full, following):
        near = range(place + columns.index("name") + 1, min(full + _MOST_LINES, len(lines)))
        ends = [at for at in near if _is_number(lines, at, following)]
        ends = ends or [at for at in near if _stops(lines[at])]
        longer = _wrapped(lines[place : ends[0]], columns) if ends and ends[0] > full else []
        if longer:
            return longer
        own = list(lines[place : ends[0]]) if ends and ends[0] < full else own
    return [(line.raw, [line]) for line in own]


def _stops(line: TextLine) -> bool:
    """Whether a page or the table ends with the line."""
    return line.role is not None or ends_table(line) or _PAGE.fullmatch(line.text) is not None


def _wrapped(own: Sequence[TextLine], columns: Sequence[str]) -> list[tuple[str, list[TextLine]]]:
    """The cells of a row whose agency has several lines: a post and a name tell where it ends."""
    if tuple(columns[:4]) != ("order", "agency", "title", "name"):
        return []
    names = [
        at
        for at in range(3, len(own))
        if _NAME.fullmatch(own[at].text) and _POST.search(own[at - 1].text)
    ]
    if len(names) != 1 or len(own) - names[0] > len(columns) - 3:
        return []
    agency = list(own[1 : names[0] - 1])
    said = ""
    for line in agency:
        said = join(said, line.text)
    rest = [(line.raw, [line]) for line in own[names[0] - 1 :]]
    return [(own[0].raw, [own[0]]), (said, agency), *rest]


def _is_number(lines: Sequence[TextLine], at: int, number: int) -> bool:
    return at < len(lines) and _order(lines[at].text) == number


def _behind_page_end(
    lines: Sequence[TextLine], place: int, head: Sequence[str], expected: int | None
) -> tuple[int, list[int]]:
    """Where the next row begins if a page ends here, and the lines of the header that the new
    page repeats; the same place where none does."""
    if not expected or _is_number(lines, place, expected):
        return place, []
    between = list(lines[place : place + _MOST_BETWEEN + len(head)])
    at = next((i for i, line in enumerate(between) if _order(line.text) == expected), 0)
    between = [line for line in between[:at] if not line.blank]
    again = [line for line in between if header_column("roster", line.text, exact=True) is not None]
    page = [line for line in between if line.role is not None or _PAGE.fullmatch(line.text)]
    if not page or any(ends_table(line) and line.role is None for line in between):
        return place, []
    if len(between) - len(again) > len(page) + 2 or len(again) not in {0, len(head)}:
        return place, []
    return place + at, [line.number for line in again]


def _order(text: str) -> int | None:
    """The running number; 0 for a role in its place (團長); ``None`` for anything else."""
    bare = normalize(text).rstrip(".、")
    if bare.isdecimal() and len(bare) <= 3:
        return int(bare)
    return 0 if meaning("role", bare) and len(bare) <= 6 else None


def _goes_on(lines: Sequence[TextLine], place: int, columns: Sequence[str]) -> bool:
    """Whether another row follows the blank lines: empty cells of a row that is not filled."""
    for line in lines[place : place + len(columns) + 1]:
        if not line.blank:
            return columns[0] == "order" and _order(line.text) is not None
    return False
