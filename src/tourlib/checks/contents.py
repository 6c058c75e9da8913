"""Compare the table of contents with the headings (wording, numbers, order, pages, missing
entries), and check the running numbers of headings and items."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from tourlib.outline.nodes import Node, Outline
from tourlib.parse import Finding, Row, finding
from tourlib.parse.body import ParsedReport
from tourlib.parse.contents import TocEntry
from tourlib.text import plain_characters, without_english

#: Similarity from which two titles may be the same title in different words.
_ALIKE = 0.5
#: An unlisted heading is reported only if at least this share of its siblings is in the contents.
_LISTED = 0.6
#: The contents and lists of figures may list themselves, but are not headings of the text.
_CONTENTS = re.compile("目[錄次]|(?:附?[圖表]|圖表|照片|附件)(?:目[錄次]|次)")
#: Forms of chapter numbers that continue each other: 3 心得 follows 貳、過程.
_CHAPTERS = frozenset({"chapter", "formal", "digit_chapter"})
#: The heading above a list, and the list's form of numbering.
_List = tuple[int | None, str]
_NO_LETTERS = re.compile(r"[\W_]+")
#: Keeps "=", which is how a misread 二 is printed.
_NO_NUMBER = re.compile(r"[^\w=]|_")


@dataclass(frozen=True, slots=True)
class _Heading:
    """An entry of the contents or a heading of the text; ``key`` is the text that is compared,
    ``parent`` the heading above it."""

    line: int
    number: str
    title: str
    key: str
    depth: int
    row: int
    parent: int | None = None


def check_contents(parsed: ParsedReport, misreadings: Iterable[Finding] = ()) -> Iterator[Finding]:
    """Yield the findings about the table of contents; none if the report has no contents.

    Args:
        misreadings: findings of likely misreadings. They make no other title.
    """
    mended: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for each in chain.from_iterable(found.corrections for found in misreadings):
        mended[each.line].append((each.printed, each.intended))
    entries = [e for e in _headings(parsed.rows["toc"]) if not _CONTENTS.fullmatch(e.title)]
    headings = [heading for heading in _headings(parsed.rows["sections"]) if heading.title]
    if not entries or not headings:
        return
    pairs = _align(entries, headings)
    # A heading directly above a table (出國人員名單) is in ``lines``, but not in ``sections``.
    titled = {_key(r["text"]) for r in parsed.rows["lines"] if r["claimed_by"] == "heading"}
    titled -= {heading.key for heading in headings}
    for entry, found in pairs:
        if found is not None:
            yield from _differences(entry, found, mended)
        elif entry.key not in titled:
            yield from _unfound(entry, headings)
    yield from _unlisted(headings, pairs)
    yield from _pages(parsed.layout.toc.entries)


def _headings(rows: Iterable[Row]) -> Iterator[_Heading]:
    for at, row in enumerate(rows):
        number, title = _NO_NUMBER.sub("", row["number"] or ""), row["title"] or ""
        depth, parent = row.get("depth", 0), row.get("parent")
        yield _Heading(row["line"], number, title, _key(title), depth, at, parent)


def _key(text: str, mended: Iterable[tuple[str, str]] = ()) -> str:
    """Return the text of a title or number that is compared, with its misreadings corrected."""
    for printed, intended in mended:
        text = text.replace(printed, intended)
    return _NO_LETTERS.sub("", without_english(plain_characters(text))).casefold()


def _align(
    entries: Sequence[_Heading], headings: Sequence[_Heading]
) -> list[tuple[_Heading, _Heading | None]]:
    """Pair each entry with its heading: first equal titles in order, then similar titles between them."""
    titles = {entry.key for entry in entries}
    deepest = max((h.depth for h in headings if h.key in titles), default=1)
    listed = [h for h in headings if h.depth <= deepest]
    matcher = difflib.SequenceMatcher(
        None, [e.key for e in entries], [h.key for h in listed], autojunk=False
    )
    found: dict[int, _Heading] = {}
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            found |= {i: listed[j1 + i - i1] for i in range(i1, i2)}
        elif tag == "replace":
            at = j1
            for i in range(i1, i2):
                best = max(
                    range(at, j2), key=lambda j: _likeness(entries[i], listed[j]), default=None
                )
                if best is not None and _likeness(entries[i], listed[best]) >= _ALIKE:
                    found[i], at = listed[best], best + 1
    return [(entry, found.get(i)) for i, entry in enumerate(entries)]


def _likeness(entry: _Heading, heading: _Heading) -> float:
    ratio = difflib.SequenceMatcher(None, entry.key, heading.key, autojunk=False).ratio()
    same = entry.number == heading.number
    return max(ratio + 0.1, _ALIKE) if same and heading.parent is None else ratio + 0.1 * same


def _differences(
    entry: _Heading, heading: _Heading, mended: Mapping[int, Sequence[tuple[str, str]]]
) -> Iterator[Finding]:
    told = []
    # A number may be read as part of the title in one of the two: 議題一 淨零轉型.
    if _key(entry.number + entry.title) == _key(heading.number + heading.title):
        return
    if entry.key != heading.key:
        told.append((entry.title, heading.title))
    if entry.number and heading.number and entry.number != heading.number:
        told.append((entry.number, heading.number))
    for printed, meant in told:
        if _key(printed, mended[entry.line]) == _key(meant, mended[heading.line]):
            continue
        zh = f"目錄第 {entry.line} 行為「{printed}」，內文第 {heading.line} 行的標題為「{meant}」。"
        english = f"The contents say “{printed}”, the heading “{meant}”."
        yield _of_title("toc-mismatch", zh, english, entry, heading)


def _of_title(
    code: str, zh: str, english: str, *at: _Heading, severity: str = "warning", table: str = "toc"
) -> Finding:
    """Return the finding about an entry of the contents or a heading; ``at`` are the lines concerned."""
    lines = tuple(each.line for each in at)
    return finding(
        code, f"{zh} / {english}", severity=severity, table=table, row=at[0].row, lines=lines
    )


def _unfound(entry: _Heading, headings: Sequence[_Heading]) -> Iterator[Finding]:
    """Yield the finding about an entry whose heading is missing, or in another place."""
    elsewhere = [h for h in headings if h.key == entry.key and entry.key]
    if elsewhere:
        there = elsewhere[0].line
        zh = f"目錄第 {entry.line} 行「{entry.title}」的順序與內文(第 {there} 行)不同。"
        where = f"(line {entry.line}) than in the text (line {there})"
        english = f"“{entry.title}” is listed in another order {where}."
        yield _of_title("toc-order", zh, english, entry, elsewhere[0])
        return
    zh = f"目錄第 {entry.line} 行「{entry.title}」在內文中找不到標題。"
    english = f"“{entry.title}” is listed, but is not a heading in the text."
    yield _of_title("toc-missing", zh, english, entry, severity="info")


def _unlisted(
    headings: Sequence[_Heading], pairs: Sequence[tuple[_Heading, _Heading | None]]
) -> Iterator[Finding]:
    """Yield headings that are not listed although most of their siblings are."""
    found = {heading.line for _entry, heading in pairs if heading}
    misplaced = {entry.key for entry, heading in pairs if heading is None}
    for parent in dict.fromkeys(h.parent for h in headings if h.line in found):
        level = [h for h in headings if h.parent == parent]
        others = [h for h in level if h.line not in found]
        if len(level) - len(others) < _LISTED * len(level):
            continue
        for heading in (h for h in others if h.key not in misplaced and h.number):
            zh = f"內文第 {heading.line} 行的標題「{heading.title}」不在目錄中。"
            english = f"The contents do not list the heading “{heading.title}”."
            yield _of_title("toc-unlisted", zh, english, heading, severity="info", table="sections")


def _pages(entries: Sequence[TocEntry]) -> Iterator[Finding]:
    """Yield decreasing page numbers, and single entries without one; Roman numerals count separately."""
    last = 0
    paged = sum(entry.paged for entry in entries) >= 0.8 * len(entries)
    for entry in entries:
        if entry.page is not None and entry.page < last:
            said = f"目錄第 {entry.line} 行的頁碼 {entry.page} 小於前一項的 {last}。"
            said += f" / Page {entry.page} after page {last}."
            marks = (str(entry.page),)
            yield finding("toc-page", said, marks=marks, table="toc", lines=(entry.line,))
        last = last if entry.page is None else entry.page
        if paged and not entry.paged:
            said = f"目錄第 {entry.line} 行「{entry.title}」沒有頁碼。"
            said += f" / “{entry.title}” has no page number."
            yield finding("toc-page", said, severity="info", table="toc", lines=(entry.line,))


def check_numbering(outline: Outline) -> Iterator[Finding]:
    """Yield gaps, repetitions and restarts in the running numbers of siblings."""
    lists: dict[_List, list[int]] = {}
    for at, node in enumerate(outline.nodes):
        if node.marker is not None:
            kind = "chapter" if node.marker.kind in _CHAPTERS else node.marker.kind
            lists.setdefault((node.parent, kind), []).append(at)
    run_on = _lists_that_run_on(outline, lists)
    broken = []
    for (parent, kind), places in lists.items():
        due = run_on.get((parent, kind), 1)
        before: Node | None = None
        for at in places:
            node = outline.nodes[at]
            if node.value != _expected_number(outline, parent, kind, due, node.value):
                broken.append((at, before))
            before, due = node, node.value + 1
    for at, before in sorted(broken, key=lambda each: each[0]):
        yield _broken(at, outline.nodes[at], before)


def _lists_that_run_on(outline: Outline, lists: dict[_List, list[int]]) -> dict[_List, int]:
    """Return the first number expected in lists that continue the list under the previous heading
    (一、1. 2. 二、3. 4.), which is the case if only the first of these lists begins with one."""
    families: dict[_List, list[_List]] = {}
    for parent, kind in lists:
        if parent is not None:
            families.setdefault((outline.nodes[parent].parent, kind), []).append((parent, kind))
    found: dict[_List, int] = {}
    for family in families.values():
        firsts = [outline.nodes[lists[each][0]].value for each in family]
        dues = [outline.nodes[lists[each][-1]].value + 1 for each in family]
        if firsts.count(1) == 1 == firsts[0] and firsts[1:2] == dues[:1]:
            found |= dict(zip(family[1:], dues, strict=False))
    return found


def _expected_number(outline: Outline, parent: int | None, kind: str, due: int, value: int) -> int:
    """Return the expected number; fields such as (一)時間 are counted with the headings after them."""
    fields = outline.nodes[parent].fields if parent is not None else []
    numbers = [f.marker.value + 1 for f in fields if f.marker and f.marker.kind == kind]
    return max([due, *(number for number in numbers if number <= value)])


def _broken(at: int, node: Node, before: Node | None) -> Finding:
    told = f"接在「{before.number}」之後" if before else "是第一項"
    message = f"第 {node.line} 行的編號「{node.number}」{told}。 / “{node.number}” "
    message += f"follows “{before.number}”." if before else "is the first."
    severity = "info" if node.value == 1 else "warning"
    lines = (before.line, node.line) if before else (node.line,)
    return finding(
        "numbering-broken", message, severity=severity, table="sections", row=at, lines=lines
    )
