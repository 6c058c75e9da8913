"""Numbering that only its run through the report shows: a word of one character and a number (卷一),
and a number with nothing but white space behind it (一　緣起).

Trap: many lines begin like this. They are headings only if their numbers rise from one, and text
stands below them.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from tourlib.outline.nesting import chapters_of
from tourlib.outline.numbering import CHAPTER_RANK, Marker
from tourlib.readers.text.lines import TextLine, chapter_title
from tourlib.text import HAN, chinese_number, squeeze
from tourlib.vocabulary import chapter_role, is_chapter_word, meaning

_CN = "一二三四五六七八九十"
_TITLE = r"(?P<rest>[^\s。,;!?:][^。;!?]{,60}|[^\s。,;!?:]{2,30}:.+)"
_UNIT = re.compile(
    rf"(?P<unit>(?![{_CN}第])[{HAN}])\s?(?P<n>[{_CN}]{{1,3}}|\d{{1,2}})(?:\s*[、:.]\s*|\s+){_TITLE}"
)
_SPACED = re.compile(rf"(?P<unit>)(?P<n>[{_CN}]{{1,3}})\s+{_TITLE}")
#: Minimum number of chapters.
_LEAST_CHAPTERS = 3
_PAGE = re.compile(r"\s\d{1,3}$|[.…·]\d{1,3}$")

#: Kinds of numbering of chapters.
_CHAPTERS = frozenset({"part", "chapter", "formal"})
#: The place of a line and its number.
_Run = list[tuple[int, Marker]]


def mark_units(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines with markers where such numbers rise from one."""
    outer = {line.marker.kind for line in lines if line.marker}
    marked = _with(lines, _behind_words(lines, may_be_chapters=not outer & _CHAPTERS))
    starts = [at for at, n in enumerate(marked) if n.marker and n.marker.rank <= CHAPTER_RANK]
    chapters = (range(*each) for each in itertools.pairwise([0, *starts, len(lines)]))
    numbered = (_numbered(marked, _SPACED, inside) for inside in chapters if _lacks(marked, inside))
    return _with(marked, (each for own in numbered for run in _runs(lines, own) for each in run))


def _lacks(lines: Sequence[TextLine], inside: Iterable[int]) -> bool:
    """True if no line of a chapter is numbered 一、 ."""
    markers = (lines[place].marker for place in inside)
    return all(marker is None or marker.kind != "ideograph" for marker in markers)


def lists_in_appendix(lines: Sequence[TextLine]) -> set[int]:
    """Return the numbers of lines in an appendix that are the items of a list: titles of things,
    one right after the other and with no text below.

    Args:
        lines: the lines of the body.
    """
    body = {line.number: line for line in lines}
    of_rows = Counter(line.number for line in lines)  # a row of a table is several lines
    printed = [line for line in lines if line.is_text and of_rows[line.number] == 1]
    chapters = (printed[slice(*chapter)] for chapter in chapters_of(printed))
    appendices = (inside for head, *inside in chapters if _is_appendix(head))
    runs = (run for inside in appendices for run in _rising(_short_items(inside)))
    numbers = ([number for number, _marker in run] for run in runs)
    return {number for run in numbers if _stands_alone(run, body) for number in run}


def _short_items(lines: Iterable[TextLine]) -> Iterator[tuple[int, Marker]]:
    """Yield the numbers and markers of numbered lines that are no sentences."""
    for line in lines:
        if line.marker and line.marker.kind == "digit" and "。" not in line.text:
            yield line.number, line.marker


def _stands_alone(run: Sequence[int], body: Mapping[int, TextLine]) -> bool:
    """True if no line of text stands between or right below the lines of a list."""
    inside = [body.get(number) for number in range(run[0], run[-1] + 1)]
    below = body.get(run[-1] + 1)
    alone = sum(line is None or line.is_text for line in inside) == len(run)
    return alone and not (below and below.is_text)


def _is_appendix(line: TextLine) -> bool:
    appended = line.marker is not None and line.marker.kind == "appendix"
    return appended or chapter_role(chapter_title(line) or "") == "appendix"


def _behind_words(
    lines: Sequence[TextLine], *, may_be_chapters: bool
) -> Iterator[tuple[int, Marker]]:
    """Yield the numbers behind words of one character, which may be those of the chapters."""
    found: dict[str, _Run] = {}
    for place, marker in _numbered(lines, _UNIT, range(len(lines))):
        found.setdefault(marker.number[0], []).append((place, marker))
    stems = ((at, m) for at, line in enumerate(lines) if (m := line.marker) and m.kind == "stem")
    for numbered in [*found.values(), [*stems]]:
        runs = _runs(lines, numbered)
        chapters = may_be_chapters and _are_chapters(lines, runs)
        for place, marker in itertools.chain.from_iterable(runs):
            as_chapter = replace(marker, kind="chapter", rank=CHAPTER_RANK)
            yield place, as_chapter if chapters else marker


def _with(lines: Sequence[TextLine], markers: Iterable[tuple[int, Marker]]) -> list[TextLine]:
    marked = list(lines)
    for place, marker in markers:
        marked[place] = replace(lines[place], marker=marker)
    return marked


def _numbered(
    lines: Sequence[TextLine], form: re.Pattern[str], places: Iterable[int]
) -> Iterator[tuple[int, Marker]]:
    """Yield the short lines without numbering that begin in this form, with their numbers."""
    for place in places:
        line = lines[place]
        plain = line.is_text and line.cells is None and line.marker is None
        if plain and (match := form.fullmatch(line.spaced)):
            unit, value = match["unit"], chinese_number(match["n"])
            kind, rank = ("word", 4.5) if unit else ("ideograph", 4)
            if value and not meaning("numbered_figure", unit):
                yield place, Marker(kind, rank, unit + match["n"], value, squeeze(match["rest"]))


def _runs(lines: Sequence[TextLine], numbered: Iterable[tuple[int, Marker]]) -> list[_Run]:
    """Return the runs of rising numbers that head text."""
    return [run for run in _rising(numbered) if _heads_text(lines, run)]


def _rising(numbered: Iterable[tuple[int, Marker]]) -> list[_Run]:
    """Return the runs of two and more numbers that rise from one by one."""
    runs: list[_Run] = []
    for place, marker in numbered:
        if marker.value == 1:
            runs.append([(place, marker)])
        elif runs and runs[-1][-1][1].value == marker.value - 1:
            runs[-1].append((place, marker))
    return [run for run in runs if len(run) > 1]


def _heads_text(lines: Sequence[TextLine], run: _Run) -> bool:
    """True if text stands between the lines of a run, or in them behind their leads, or all end with
    a page as in the contents."""
    if all(_PAGE.search(lines[place].spaced) or "。" in marker.rest for place, marker in run):
        return True
    between = (lines[a + 1 : b] for (a, _m), (b, _n) in itertools.pairwise(run))
    return all(any(line.is_text for line in inside) for inside in between)


def _are_chapters(lines: Sequence[TextLine], runs: Sequence[_Run]) -> bool:
    """True if the runs are the chapters of the body and perhaps those of the contents: each counts
    through the report, and several have customary names, or no such name stands between them."""
    if not runs or len(runs) > 2 or max(map(len, runs)) < _LEAST_CHAPTERS:
        return False
    spans = (lines[run[0][0] : run[-1][0]] for run in runs)
    roles = {chapter_role(marker.rest) for _place, marker in runs[-1]} - {None}
    alone = not any(is_chapter_word(n.text) for span in spans for n in span if n.marker is None)
    return alone or len(roles) >= _LEAST_CHAPTERS
