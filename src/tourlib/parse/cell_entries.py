"""A row of the timetable whose content tells of several things → a row for each.

What opens a thing is a clock time or a half of the day: at the beginning of a line or behind a mark
(``上午:參訪甲。下午:拜會乙``), in square brackets anywhere (``【上午】``). Where the table has no
column of times a cell may hold a whole day: numbered lines, lines that each begin as entries do, or
printed lines that break off before their column is full.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tourlib.clocks import find_clock, half_of_day, leading_time, within_half
from tourlib.parse.cells import Cells, Said
from tourlib.tables.continuation import BROKEN_OFF, joints
from tourlib.text import HAN, normalize
from tourlib.vocabulary import label, meaning

_NUMBERED = re.compile(r"^(?:\d{1,2}\s*[.、](?!\d)|[●◎•■◆▪])\s*")
_IN_BRACKETS = re.compile(r"\s*[(](?P<said>[^()]*)[)]")
#: Where something may be opened inside a line: behind a mark or white space, at a bracket.
_PLACES = re.compile(r"[。;,]\s*|(?P<space>\s)|(?=[【〔\[])")
#: Inside a line only this is surely a time.
_SURELY = re.compile("[:時點]")
_SPACE_IN_CHINESE = rf"(?<=[{HAN})])[ \u3000]+(?=[{HAN}])"


def divide_row(cells: Cells, *, timed: bool) -> list[Cells]:
    """The entries of a row.

    Args:
        timed: whether the table has a column of times.
    """
    parts = [one for part in _by_lines(cells) for one in _by_times(part)]
    if not timed:
        parts = [_in_normal_form(item) for part in parts for item in _by_items(part)]
    return [one for part in parts for one in _by_bracketed_times(part)]


def _divided(cells: Cells, things: Sequence[tuple[str, Sequence[Said]]]) -> list[Cells]:
    """The row as one for each of these times and contents; what is in none is with the first."""
    later = {line for _time, content in things[1:] for line, _text in content if cells.width}
    parts: list[Cells] = []
    for time, content in things:
        own = tuple(dict.fromkeys(line for line, _text in content)) if parts else ()
        rest = tuple(line for line in cells.lines if line not in later) or cells.lines
        lines = own if cells.width and parts else rest
        said = tuple(content)
        parts.append(replace(cells, lines=lines, date="", time=time, content=said, alone=""))
    return parts


def _by_lines(cells: Cells) -> list[Cells]:
    """The row of a whole day as one for each of its things, where its lines are printed ones and none
    has a time or a label of its own: a line that breaks off before its column is full ends one."""
    texts = [text for _line, text in cells.content]
    if not cells.width or any(map(_tells_more, texts)):
        return [cells]
    things: list[tuple[str, list[Said]]] = []
    for said, joint in zip(cells.content, joints(texts, "", cells.width), strict=True):
        opens = joint and (joint.opens or joint.cost >= BROKEN_OFF or said[1].startswith("與"))
        if not things or (joint and opens and not joint.hangs and not joint.translates):
            things.append(("", []))
        things[-1][1].append(said)
    return _divided(cells, things) if len(things) > 1 else [cells]


def _tells_more(text: str) -> bool:
    return "【" in text or find_clock(text) is not None or label("block", text) is not None


def _by_times(cells: Cells) -> list[Cells]:
    """The row as one for each time that its content prints.

    A time below its words alone in its line is theirs: 參訪甲機構 / 09:30-11:30.
    """
    if find_clock(cells.time):
        return [cells]
    things: list[tuple[str, list[Said]]] = []
    for line, text in cells.content:
        for time, said in _pieces(text):
            if time or not things:
                things.append((within_half(time, cells.time), []))
            if said:
                things[-1][1].append((line, said))
    times, contents = [time for time, _ in things], [content for _, content in things]
    if not any(times):
        return [cells]
    if not times[0] and not contents[-1]:
        times, contents = times[1:], contents[:-1]
    found = [(time, content) for time, content in zip(times, contents, strict=True) if content]
    if len(found) > 1:
        return _divided(cells, found)
    content = tuple(found[0][1]) if found else ()
    return [replace(cells, time=next(filter(None, times)), content=content)]


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """The pieces of a line, each with the time that opens it."""
    time, begin = leading_time(text)
    clock = find_clock(time, compact=False) is not None
    for place in _PLACES.finditer(text):
        at = place.end()
        if at < begin or text.count("(", 0, at) > text.count(")", 0, at):
            continue
        opens, length = leading_time(text[at:])
        sure = find_clock(opens) is None or _SURELY.search(opens)
        if opens and sure and (not place["space"] or (clock and find_clock(opens))):
            yield time, text[begin : place.start()].strip(" ;,。")
            time, begin = opens, at + length
    rest = text[begin:]
    yield time, rest.strip(" ;,。") if time else rest


def _by_items(cells: Cells) -> list[Cells]:
    """The things done on a day or in a part of it."""
    if cells.time or cells.speakers:
        return [cells]
    content = [(line, piece) for line, text in cells.content for piece in _things(text)]
    texts = [text for _line, text in content]
    starts = [at for at, text in enumerate(texts) if _NUMBERED.match(text)]
    if len(starts) < 2 or starts[0]:
        starts = list(range(len(texts)))
        if len(starts) < 2 or not all(meaning("entry_start", text) for text in texts):
            return [replace(cells, content=tuple(content))]
    things: list[tuple[str, list[Said]]] = []
    for begin, end in zip(starts, [*starts[1:], len(texts)], strict=True):
        first = _NUMBERED.sub("", texts[begin])
        time, length = leading_time(first)
        things.append((time, [(content[begin][0], first[length:]), *content[begin + 1 : end]]))
    return _divided(cells, things)


def _things(text: str) -> list[str]:
    """What semicolons or spaces of a line part, where each piece begins as entries do."""
    for mark in (";", _SPACE_IN_CHINESE):
        pieces = [piece.strip() for piece in re.split(mark, text)]
        if len(pieces) > 1 and all(meaning("entry_start", piece) for piece in pieces):
            return pieces
    return [text]


def _in_normal_form(cells: Cells) -> Cells:
    return replace(cells, content=tuple((line, normalize(text)) for line, text in cells.content))


def _by_bracketed_times(cells: Cells) -> list[Cells]:
    """The row with the one time that stands in brackets behind its words, where it has no other
    but that of a half of the day: 參訪某機構(09:30-11:30). Of several spans each ends one thing."""
    if cells.time and not (half_of_day(cells.time) or meaning("whole_day", cells.time)):
        return [cells]
    printed = [_times_in_brackets(text) for _line, text in cells.content]
    several = sum(map(len, printed)) > 1
    if several and not (printed[-1] and all(map(_ends_with_span, cells.content, printed))):
        return [cells]
    things: list[tuple[str, list[Said]]] = []
    for (line, text), found in zip(cells.content, printed, strict=True):
        if not things or (several and things[-1][0]):
            things.append(("", []))
        for one in found:
            text = text.replace(one, "").strip()
            things[-1] = within_half(one.strip(" ()"), cells.time), things[-1][1]
        things[-1][1].extend([(line, text)] if text else [])
    if not any(printed) or not all(content for _time, content in things):
        return [cells]
    return _divided(cells, things)


def _times_in_brackets(text: str) -> list[str]:
    """What a line has in brackets that is nothing but a time, as printed."""
    found = [(match[0], match["said"]) for match in _IN_BRACKETS.finditer(text)]
    clocks = [(one, said, find_clock(said, compact=False)) for one, said in found]
    return [one for one, said, clock in clocks if clock and clock.span == (0, len(said))]


def _ends_with_span(said: Said, times: Sequence[str]) -> bool:
    """Whether a line with a time in brackets has no other, and it is a span behind its words."""
    clock = find_clock(times[0]) if times else None
    return clock is None or (
        clock.end is not None and len(times) == 1 and said[1].endswith(times[0])
    )
