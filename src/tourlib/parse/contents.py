"""Find the end of the cover and the lines of the table of contents."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache, partial

from tourlib.outline.numbering import CHAPTER_RANK, read_band, read_marker
from tourlib.outline.unnumbered import opens_text
from tourlib.parse.coverfields import is_agency
from tourlib.readers.text.lines import TextLine, chapter_title, is_running_text
from tourlib.tables.roles import header_kind
from tourlib.text import HAN, has_han, is_unfinished, join, loose, squeeze, without_english
from tourlib.vocabulary import chapter_role, is_chapter_word, label

#: Maximum number of lines in a table of contents.
_MAX_TOC_LINES = 400
#: Minimum number of lines with leaders that are contents even without a heading.
_LEAST_LED = 3
#: Minimum width of an entry over two lines, unless a bracket is open.
_LEAST_WRAPPED = 40
#: Number of lines among which text begins below its heading.
_NEAR = 4
#: Rank of a listed title that is not a chapter's: below the themes.
_LISTED_RANK = 4
_LED = re.compile(r"\S\s*(?:[.…·‥・]\s*){3,}\s*(?:\d{1,3}|[ivxIVX]{1,5})\s*$")
#: An entry that ends with its page after white space; maximum length of an entry.
_SPACED, _LONGEST_ENTRY = re.compile(r"\S\s+\d{1,3}\s*$"), 60
#: A word above the contents that may be their heading.
_IS_WORD = re.compile(rf"[{HAN}]{{2,4}}")
_LEADERS = " .…·‥,_-—。•"
#: The page of an entry: 3, 第3頁, (p. 3), iv.
_PAGE = re.compile(
    r"(?:(?P<open>\((?=[第pP]))?(?:第\s*|[pP]\.?\s*)?(?P<page>(?<!\d)\d{1,3})(?:\s*頁)?(?(open)\))|(?<=[\s.…·‥_])[ivx]{1,5}"
    r"|(?:(?<=[.…·‥_]{3})\s*|(?<=[\u4e00-\u9fff]\s))[IVX]{1,5})\s*$"
)
#: Number of characters at the end of an entry that include its page and some of the leaders.
_ENDING = 80
_DECIMAL = re.compile(
    rf"(?P<number>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})\.?\s*(?P<title>[{HAN}A-Za-z「《(].*)"
)
_DIGIT = re.compile(rf"(?P<number>\d{{1,2}})[.、]?\s*(?P<title>[{HAN}A-Za-z「《(].*)")
#: Lists of figures and tables after the contents; their entries are not headings.
_OF_FIGURES = re.compile(r"(?:附?[圖表]|圖表|照片|附件)(?:目[錄次]|次)")
_FIGURE = re.compile(r"(?:附?[圖表]|照片)\s*[\d一二三四五六七八九十]")
#: The archive's form: a separate page before or after the cover that repeats its content.
_FORM = re.compile(
    r"(?:[^:。]{2,20}?(?:機關|院|府|部|會|署|局|處|公司))?(?:因?公務?)?出國(?:人員)?報告書?"
    r"(?:提要|摘要|審核|審查|基本資料|建檔)表?"
)
_REVIEW = re.compile(
    r"(?:附[件錄表][一二三四五\d]*)?[:、.]?[^:。]{0,20}出國(?:人員)?報告書?審[核查]表"
)
_COVER_HEADING = re.compile(
    r"(?:公務|因公)?出國報告書?(?:[(\[](?:出國)?(?:類別)?:?[^()\[\]]*[)\]])?"
)


@dataclass(frozen=True, slots=True)
class TocEntry:
    """An entry of the table of contents: number and title as printed, the page, and whether one is
    printed (before the first chapter it may be a Roman numeral)."""

    line: int
    number: str | None
    title: str
    page: int | None
    paged: bool


@dataclass(frozen=True, slots=True)
class Toc:
    """The table of contents: its entries and all its lines, including the heading."""

    entries: tuple[TocEntry, ...]
    lines: tuple[int, ...]


#: Maximum length of chapter titles that are recognised by their style.
_MAX_CHAPTER = 20


def find_toc(lines: Sequence[TextLine]) -> Toc:
    """Return the table of contents; without entries if the report has none."""
    entries: list[TocEntry] = []
    taken: list[int] = []
    titles = cache(partial(_titles, lines))
    at = 0
    while at < len(lines):
        if _heads_toc(lines[at]):
            found = _read_toc(lines, at)
        else:
            found = Toc((), ()) if entries else _untitled(lines, at, titles)
        entries += found.entries
        taken += found.lines
        at += max(1, len(found.lines))
    return Toc(tuple(entries), tuple(taken))


def _heads_toc(line: TextLine) -> bool:
    """True if the line is the heading of the contents, or of a list of figures."""
    named = is_chapter_word(line.text) and chapter_role(line.text) == "toc"
    return line.role is None and (named or _lists_figures(line))


def unnumbered_titles(toc: Toc) -> frozenset[str]:
    """Return the Chinese titles without a number in the contents."""
    return frozenset(e.title for e in toc.entries if e.number is None and has_han(e.title))


def _lists_figures(line: TextLine) -> bool:
    return _OF_FIGURES.fullmatch("".join(line.text.split())) is not None


def _titles(lines: Sequence[TextLine]) -> Set[str]:
    """Return the titles that may head text, those of short lines without a page, without numbers,
    spaces and punctuation."""
    short = (line for line in lines if line.is_text and len(line.text) <= _LONGEST_ENTRY)
    return {_bare(entry.title) for entry in map(_entry, short) if not entry.paged}


def _untitled(lines: Sequence[TextLine], at: int, titles: Callable[[], Set[str]]) -> Toc:
    """Return contents without a customary heading: consecutive lines that end with leaders and a
    page, or with pages in order if headings elsewhere have the same titles. A word right above
    them is their heading."""
    first = [line for line in lines[at : at + _LEAST_LED * 4] if line.is_text][:_LEAST_LED]
    led = (_LED.search(n.spaced, max(0, len(n.spaced) - _ENDING)) for n in first)
    whole = len(first) == _LEAST_LED and lines[at].is_text
    if not whole or not (all(led) or _repeat(first, titles)):
        return Toc((), ())
    above = next((place for place in range(at - 1, -1, -1) if lines[place].is_text), at)
    word = squeeze(lines[above].text)
    titled = _IS_WORD.fullmatch(word) is not None and not is_agency(word)
    return _read_toc(lines, above if titled else at - 1, titled=titled)


def _repeat(lines: Sequence[TextLine], titles: Callable[[], Set[str]]) -> bool:
    """True if the lines are titles of headings, each with its page after white space."""
    if not all(_SPACED.search(n.spaced, max(0, len(n.spaced) - _ENDING)) for n in lines):
        return False
    entries = list(map(_entry, lines))
    pages = [entry.page or 0 for entry in entries]
    return pages == sorted(pages) and titles() >= {_bare(e.title) for e in entries}


def _read_toc(lines: Sequence[TextLine], at: int, *, titled: bool = True) -> Toc:
    """Return the contents whose heading is at this position; without a heading, those after it."""
    entries: list[TocEntry] = []
    taken = [lines[at].number] if titled else []
    pending: list[int] = []
    figures = _lists_figures(lines[at])
    begun: TextLine | None = None
    for place, line in enumerate(lines[at + 1 : at + 1 + _MAX_TOC_LINES], at + 1):
        if not line.is_text:
            pending.append(line.number)
            continue
        figures = figures or _lists_figures(line)
        following = next((each for each in lines[place + 1 : place + 6] if not each.blank), None)
        if line.cells and header_kind(line.cells):
            return _above_table(entries, taken, line.number)
        line = _joined(begun, line) if begun else line
        entry = _entry(line)
        begun = line if _is_begun(line, entry, following) else None
        if begun:
            pending.append(lines[place].number)
            continue
        if figures and not _is_figure(line, entry, following):
            break
        if not figures and _is_body(line, entry, entries, following):
            break
        if not figures:
            entries.append(entry)
        taken += [*pending, lines[place].number]
        pending = []
    return Toc(tuple(entries), tuple(taken))


def _above_table(entries: list[TocEntry], taken: list[int], table: int) -> Toc:
    """Return the contents that end above the table beginning in this line. The title of the table is
    not an entry: it is after the last entry with a page, or else after the last with a number."""
    told = [e for e in entries if e.paged] or [e for e in entries if e.number] or entries
    end = min((e.line for e in entries if e.line > told[-1].line), default=table)
    return Toc(tuple(e for e in entries if e.line < end), tuple(n for n in taken if n < end))


def _is_begun(line: TextLine, entry: TocEntry, following: TextLine | None) -> bool:
    """True if an entry continues on the next line: it is long or has an open bracket, and its page
    is there."""
    cut = not entry.paged and (is_unfinished(entry.title) or line.width >= _LEAST_WRAPPED)
    return cut and following is not None and following.marker is None and _entry(following).paged


def _joined(first: TextLine, second: TextLine) -> TextLine:
    """Join the two lines of an entry."""
    said = [join(getattr(first, name), getattr(second, name)) for name in ("text", "spaced")]
    return replace(first, text=said[0], spaced=said[1])


def _is_figure(line: TextLine, entry: TocEntry, following: TextLine | None) -> bool:
    """True if a list of figures continues: with a page here or, for a wrapped entry, on the next line."""
    if entry.paged or _FIGURE.match(line.text) or _lists_figures(line):
        return True
    heading = is_chapter_word(line.text) or line.marker is not None
    return not heading and following is not None and _entry(following).paged


def _entry(line: TextLine) -> TocEntry:
    text = line.spaced
    match = _PAGE.search(text, max(0, len(text) - _ENDING))
    title = loose(text[: match.start()]).rstrip(_LEADERS) if match else text
    page = int(match["page"]) if match and match["page"] else None
    number, title = _number(line, title)
    return TocEntry(line.number, number, title, page, match is not None)


def _number(line: TextLine, title: str) -> tuple[str | None, str]:
    """Return number and words of an entry; numbering recognised by the context counts, too."""
    by_digit = line.marker is not None and line.marker.kind == "digit_chapter"
    decimal = (_DIGIT if by_digit else _DECIMAL).match(title)
    if decimal:
        return decimal["number"], squeeze(decimal["title"])
    marker = read_band(title) if line.marker and line.marker.word else read_marker(title)
    if marker is None:
        own = line.marker.number if line.marker else ""
        number, words = (own, squeeze(title)) if title.startswith(own) else ("", squeeze(title))
        return number or None, words.removeprefix(number).lstrip(" 、:.")
    of_theme = line.marker and line.marker.theme and not line.marker.word
    behind = read_band(marker.rest) if of_theme else None  # 第一節 主題一:…
    return marker.number, squeeze((behind or marker).rest)


def _is_body(
    line: TextLine, entry: TocEntry, entries: list[TocEntry], following: TextLine | None
) -> bool:
    """True if the body begins here: with running text, a table of travellers or days, or a heading
    that was already in the contents."""
    if entry.paged:
        return False
    if "。" in line.text:
        return True
    if following and is_chapter_word(line.text) and is_running_text(following.text):
        return bool(entries)
    said = {_bare(f"{each.number or ''}{each.title}") for each in entries}
    title = _bare(entry.title)  # its number may be missing in the contents
    return not said.isdisjoint({_bare(entry.number or "") + title, title})


def _bare(title: str) -> str:
    return re.sub(r"[\s:、,.]", "", without_english(title))


def mark_review_form(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines, marking those of the review form (出國報告審核表) with ``role="form"``:
    from its heading after the chapters to the next chapter or appendix."""
    marked: list[TextLine] = []
    inside = behind = False
    for line in lines:
        if chapter_title(line) is not None:
            inside, behind = False, True
        if behind and _REVIEW.fullmatch("".join(line.text.split())):
            inside = True
        marked.append(replace(line, role="form") if inside and line.role is None else line)
    return marked


def is_form_heading(text: str) -> bool:
    """True if the archive's form begins here (公務出國報告提要)."""
    return _FORM.fullmatch(re.sub(r"\s", "", text)) is not None


def is_cover_heading(text: str) -> bool:
    """True if the cover begins here (出國報告(出國類別:考察))."""
    return _COVER_HEADING.fullmatch(re.sub(r"\s", "", text)) is not None


def find_body_start(lines: Sequence[TextLine], taken: set[int], toc: set[int]) -> int:
    """Return the position in ``lines`` of the first line after cover and archive's form: a
    chapter's heading, or a line of a table or of the contents. The form may contain a table of
    travellers and numbered sentences; it ends at the contents or the first chapter, although
    some of its fields are named like chapters (內容摘要). The cover may also continue after a
    table, with labels or with the form. Below labels, a word over running text begins the body."""
    in_form = labelled = False
    for place, line in enumerate(lines):
        form, inside = is_form_heading(line.text), line.number in taken
        if inside and not in_form and not _cover_goes_on(lines[place:], taken):
            return place
        if line.number in toc:
            return place
        if not line.is_text or inside:
            continue
        if form or is_cover_heading(line.text):
            in_form = form
        elif in_form and label("cover", line.text):
            continue
        elif _begins_body(line, CHAPTER_RANK if in_form else _LISTED_RANK):
            return place
        if labelled and not in_form and opens_text(lines[place : place + _NEAR]):
            return place
        labelled = labelled or ":" in line.text
    return len(lines)


def _begins_body(line: TextLine, outermost: float) -> bool:
    marker = line.marker if line.cells is None else None
    numbered = marker is not None and marker.rank <= outermost and marker.kind != "appendix"
    styled = line.level == 1 and chapter_role(line.text) is not None
    return numbered or styled or is_chapter_word(line.text)


def _cover_goes_on(lines: Sequence[TextLine], taken: set[int]) -> bool:
    """True if the first line after a table belongs to the cover, or begins the form."""
    behind = (line for line in lines if line.number not in taken)
    following = next((line for line in behind if line.is_text), None)
    if following is None:
        return False
    cells = [*filter(None, map(loose, following.cells or ()))]
    found = label("cover", ":".join(cells) or following.text)
    return bool(found and found[1]) or is_form_heading(following.text)
