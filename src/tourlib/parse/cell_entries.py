"""A row of the timetable whose content tells of several things → a row for each.

What opens a thing is a clock time or a half of the day: at the beginning of a line, behind a mark
(``上午:參訪甲。下午:拜會乙``), in brackets anywhere (``【上午】``). Where the table has no column of
times a cell may hold a whole day: numbered lines, or lines that each begin as entries do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tourlib.clocks import find_clock
from tourlib.parse.cells import Cells
from tourlib.vocabulary import meaning

_HALVES = "全[日天]|整[日天]|上午|早上|中午|下午|午後|傍晚|晚上|晚間|夜間"
#: 【上午】, 〔PM〕; in round brackets only where they begin a line.
_IN_BRACKETS = re.compile(rf"[【〔\[(]\s*(?P<half>{_HALVES}|AM|PM)\s*[】〕\])]\s*:?\s*", re.I)
#: 上午:…, AM:…; 下午茶交流 is none.
_SAID = re.compile(rf"(?P<half>{_HALVES}|AM|PM)\s*:\s*", re.I)
_BARE = re.compile(rf"(?P<half>{_HALVES})\s*(?=\S)(?!茶|時段|\d|[一二三四五六七八九十]+[時點])")
_NUMBERED = re.compile(r"^(?:\d{1,2}\s*[.、](?!\d)|[●◎•■◆▪])\s*")
_BRACKET = re.compile(r"\s*[(](?P<said>[^()]*)[)]")
#: Where something may be opened: a line's beginning, a mark, white space, a bracket.
_PLACES = re.compile(r"(?P<line>^|\n)|(?P<mark>[。;,]\s*)|(?P<space>\s)|(?=[【〔\[])", re.M)
_CLOCK_REACH = 40


@dataclass(frozen=True, slots=True)
class Opener:
    """A time that opens a thing: where it stands, where what it opens begins, the time itself."""

    start: int
    end: int
    time: str
    is_clock: bool


def divide_row(cells: Cells, *, timed: bool) -> list[Cells]:
    """The entries of a row.

    Args:
        timed: whether the table has a column of times.
    """
    parts = by_times(cells)
    if not timed:
        parts = [item for part in parts for item in _by_items(part)]
    return [_with_bracketed_time(part) for part in parts]


def by_times(cells: Cells) -> list[Cells]:
    """The row as one for each time that its content prints, where it has no clock time itself.

    A time below its words alone in its line is theirs: 參訪甲機構 / 09:30-11:30.
    """
    text = "\n".join(cells.content)
    openers = _openers(text, half_known=bool(cells.time))
    if not openers or find_clock(cells.time):
        return [cells]
    first = openers[0]
    if len(openers) == 1 and not first.is_clock and _BARE.match(text) and not _SAID.match(text):
        return [cells]  # 上午參訪甲機構: part of its words
    found = _things(text, openers)
    if len(found) == 1:
        return [replace(cells, time=found[0][0] or cells.time, content=found[0][1])]
    return [replace(cells, date="", time=time, content=said, alone="") for time, said in found]


def _things(text: str, openers: Sequence[Opener]) -> list[tuple[str, tuple[str, ...]]]:
    """The things of a cell: the time of each, and its lines."""
    before = _lines(text[: openers[0].start])
    if before and all(text[opener.end :].split("\n")[0].strip() == "" for opener in openers):
        begins = [0, *(opener.end for opener in openers)]  # each below its words
        rest = _lines(text[begins[-1] :])
        things = [
            (opener.time, _lines(text[begin : opener.start]))
            for begin, opener in zip(begins, openers, strict=False)
        ]
        return [*things, *([("", rest)] if rest else [])]
    ends = [opener.start for opener in openers[1:]] + [len(text)]
    things = [(o.time, _lines(text[o.end : end])) for o, end in zip(openers, ends, strict=True)]
    things = [thing for thing in things if thing[1]] or things[:1]
    return [*([("", before)] if before else []), *things]


def _lines(text: str) -> tuple[str, ...]:
    lines = text.strip(" ;,\n").split("\n")
    texts = [line.strip(" ;,") for line in lines]
    if len(texts) == 1 and texts[0].count("。") == 1:
        texts = [texts[0].rstrip("。")]
    return tuple(text for text in texts if text)


def _openers(text: str, *, half_known: bool) -> list[Opener]:
    """The times that open something, from left to right.

    Args:
        half_known: whether the half of the day is known; then only clock times open anything.
    """
    found: list[Opener] = []
    for place in _PLACES.finditer(text):
        at = place.end()
        if found and at < found[-1].end:
            continue
        opener = _opener(text, at, place, clocks=bool(found) and found[0].is_clock)
        if opener and not (half_known and not opener.is_clock):
            found.append(opener)
    return found


def _opener(text: str, at: int, place: re.Match[str], *, clocks: bool) -> Opener | None:
    line, mark = place["line"] is not None, place["mark"] is not None
    bracket = _IN_BRACKETS.match(text, at)
    if bracket and (line or text[at] != "("):
        return _half(text, at, bracket)
    before = text[:at]
    if before.count("(") > before.count(")") or not (line or mark or place["space"]):
        return None
    if (line or mark or clocks) and (opener := _clock(text, at, line=line)):
        return opener
    said = _SAID.match(text, at)
    if said:
        return _half(text, at, said)
    bare = _BARE.match(text, at) if line or (mark and place["mark"][0] in ";。") else None
    return _half(text, at, bare) if bare else None


def _clock(text: str, at: int, *, line: bool) -> Opener | None:
    """The opener of a clock time; inside a line only of one that is surely a time."""
    clock = find_clock(text[at : at + _CLOCK_REACH], compact=False)
    printed = text[at : at + clock.span[1]].rstrip() if clock and clock.span[0] == 0 else ""
    if not printed or not (line or re.search("[:時點]", printed)):
        return None
    end = at + len(printed)
    return Opener(at, end + len(text[end:]) - len(text[end:].lstrip(" :")), printed, True)


def _half(text: str, at: int, match: re.Match[str]) -> Opener:
    """The opener of a half of the day, or of the clock time right behind it."""
    clock = find_clock(text[match.end() : match.end() + _CLOCK_REACH], compact=False)
    if clock and clock.span[0] == 0:
        end = match.end() + clock.span[1]
        return Opener(at, end, match["half"] + text[match.end() : end], True)
    return Opener(at, match.end(), match["half"], False)


def _by_items(cells: Cells) -> list[Cells]:
    """The things done on a day or in a part of it, one a line."""
    texts = list(_pieces(cells.content))
    if cells.time or cells.speakers or len(texts) < 2:
        return [cells]
    starts = [i for i, text in enumerate(texts) if _NUMBERED.match(text)]
    if len(starts) < 2 or starts[0] != 0:
        if not all(meaning("entry_start", text) for text in texts):
            return [cells]
        starts = list(range(len(texts)))
    parts = []
    for begin, end in zip(starts, [*starts[1:], len(texts)], strict=True):
        first = _NUMBERED.sub("", texts[begin])
        half = _BARE.match(first)
        content = (first[half.end() :] if half else first, *texts[begin + 1 : end])
        time = half["half"] if half else ""
        parts.append(replace(cells, date="", time=time, content=content, alone=""))
    return parts


def _pieces(texts: Sequence[str]) -> Iterator[str]:
    """The lines, one with things that a semicolon parts as several."""
    for text in texts:
        parts = [part.strip() for part in text.split(";")]
        if all(meaning("entry_start", part) for part in parts):
            yield from parts
        else:
            yield text


def _with_bracketed_time(cells: Cells) -> Cells:
    """The row with the one time that stands in brackets behind its words, where it has no other:
    參訪某機構(09:30-11:30)."""
    if cells.time and not meaning("whole_day", cells.time):
        return cells
    found = [
        (place, match)
        for place, text in enumerate(cells.content)
        for match in _BRACKET.finditer(text)
        if _is_clock(match["said"].strip())
    ]
    if len(found) != 1:
        return cells
    place, match = found[0]
    text = cells.content[place]
    rest = (text[: match.start()] + text[match.end() :]).strip()
    content = (*cells.content[:place], *([rest] if rest else []), *cells.content[place + 1 :])
    return replace(cells, time=match["said"].strip(), content=content) if content else cells


def _is_clock(text: str) -> bool:
    clock = find_clock(text, compact=False)
    return clock is not None and clock.span == (0, len(text))
