"""Divide a row of the timetable whose content describes several activities into one row each.

An activity is introduced by a clock time or half of the day at the beginning of a line or after
punctuation (``上午:參訪甲。下午:拜會乙``), or in square brackets anywhere (``【上午】``). In a
table without a column of times a cell may describe a whole day: by numbered lines, clauses that
each begin like entries, paragraphs, or printed lines that end before their column is full.
Simultaneous activities of groups (``第一組:參訪甲 / 第二組:參訪乙``) are one for each group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from tourlib.clocks import find_clock, half_of_day, leading_time, within_half
from tourlib.parse.cells import Cells
from tourlib.parse.entry import is_speaker
from tourlib.tables.continuation import BROKEN_OFF, Joint, joints
from tourlib.text import HAN, chinese_number, normalize, whom_met
from tourlib.vocabulary import label, meaning

_NUMBERED = re.compile(
    r"(?:^|(?<=\s))(?:(?P<number>\d{1,2})\s*[.、](?!\d)"
    r"|[(](?P<han>[一二三四五六七八九十\d]{1,2})[)]|(?P<mark>[●◎•■◆▪]))\s*"
)
_IN_BRACKETS = re.compile(r"\s*[(](?P<said>[^()]*)[)]")
#: Where an activity may begin within a line: after punctuation or at a bracket; at white space or
#: 、 only with a time, or with a half of the day that stands alone.
_PLACES = re.compile(r"[。;,]\s*|(?P<space>[\s、])|(?=[【〔\[])")
#: Within a line only this is certainly a time.
_SURELY = re.compile(r"[:時點]|^\d{4}")
_SPACE_IN_CHINESE = rf"(?<=[{HAN})])[ \u3000]+(?=[{HAN}])"
_PIECES = re.compile(r"\n|(?<=\S) +")
_GROUP = re.compile(
    r"(?:^|(?<=[\s;,。])|(?=第))((?:第\s?)?[一二三四五六七八九十甲乙丙丁A-F\d]{1,2}\s?[組班團隊]"
    r"|(?i:group|team)\s?[A-F\d])\s*(?:[(][^()]*[)]\s*)?(?::|\s)\s*"
)
#: A time and the lines of the activity.
Thing = tuple[str, list[str]]


def divide_row(cells: Cells, *, timed: bool, width: float) -> list[Cells]:
    """Return the entries of a row.

    Args:
        timed: whether the table has a column of times.
        width: width of the content column, in printed columns; paragraphs never fill it.
    """
    if len(spans := _spans(cells.time)) > 1 and (apart := _apart(cells.content, len(spans))):
        places = _PIECES.split(cells.place)
        places = places if len(places) == len(spans) else [cells.place] * len(spans)
        told = zip(spans, apart, places, strict=True)
        return [replace(cells, time=t, content=tuple(own), place=p) for t, own, p in told]
    whole = not timed and not cells.speakers
    things = _by_items(cells.time, cells.content) if whole else [(cells.time, [*cells.content])]
    things = [part for thing in things for part in _by_times(*thing)]
    if whole:
        things = [part for thing in things for part in _by_lines(*thing, width)]
    things = [part for thing in things for part in _by_times_in_brackets(*thing)]
    return [
        part
        for time, lines in things
        for part in _by_groups(replace(cells, time=time, content=tuple(map(normalize, lines))))
    ]


def _spans(time: str) -> list[str]:
    """Return the spans of a cell of times, if it has nothing else."""
    found: list[str] = []
    while (clock := find_clock(time)) and clock.end and clock.span[0] == 0:
        found.append(time[: clock.span[1]])
        time = time[clock.span[1] :].strip(" 、,;")
    return found if not time else []


def _apart(lines: Sequence[str], count: int) -> list[list[str]]:
    """Return so many activities: each a line or, if there are more lines, from one that begins like
    an entry; empty if there are not so many."""
    pieces = [piece for line in lines for piece in re.split(_SPACE_IN_CHINESE, line)]
    begun = [at for at, piece in enumerate(pieces) if len(pieces) == count or _begins(piece)]
    ends = [*begun[1:], len(pieces)]
    fits = len(begun) == count and begun[0] == 0
    return [pieces[a:b] for a, b in zip(begun, ends, strict=True)] if fits else []


def parted(rows: Sequence[Cells]) -> list[Cells]:
    """Return the rows of whole days with their lines split at semicolons, or at spaces inside
    Chinese, if most of the lines so split consist of pieces that begin like entries."""
    for mark in (r"\s*;\s*", _SPACE_IN_CHINESE):
        lines = [[re.split(mark, line) for line in cells.content] for cells in rows]
        begun = [all(map(_begins, pieces)) for row in lines for pieces in row if len(pieces) > 1]
        if 2 * sum(begun) > len(begun):
            rows = [
                replace(cells, content=tuple(chain(*own)))
                for cells, own in zip(rows, lines, strict=True)
            ]
    return list(rows)


def _by_lines(time: str, lines: Sequence[str], width: float) -> list[Thing]:
    """Return the activities of a whole day whose lines have no times or labels: each ends with a
    line that ends before its column is full, or with a paragraph."""
    if time or any(find_clock(line) or label("block", line) for line in lines):
        return [(time, list(lines))]
    things: list[Thing] = []
    for line, joint in zip(lines, joints(lines, "", width), strict=True):
        if not things or (joint and _opens(line, joint)):
            things.append((time, []))
        things[-1][1].append(line)
    return things or [(time, [])]


def _opens(line: str, joint: Joint) -> bool:
    """True if a line begins an activity: it is not a speaker of the one above, nor a person of its host."""
    if whom := whom_met(line):
        return meaning("institution", whom) is not None
    broken = joint.cost >= BROKEN_OFF or (joint.opens and not joint.translates)
    return broken and not is_speaker(line, apart=True)


def _by_times(time: str, lines: Sequence[str]) -> list[Thing]:
    """Return an activity for each time in the lines; a time alone on the line below belongs to the
    words above: 參訪甲機構 / 09:30-11:30. Those of all activities are more exact than the row's."""
    things: list[Thing] = []
    for said, text in (piece for line in lines for piece in pieces(line)):
        if said or not things:
            things.append((within_half(said, time), []))
        things[-1][1].extend([text] if text else [])
    times = [said for said, _lines in things if said]
    own = bool(times) and all(find_clock(said, compact=False) for said, _lines in things)
    if not times or (find_clock(time) and not own):
        return [(time, list(lines))]
    if not things[0][0] and not things[-1][1]:
        things = [(said, own) for said, (_time, own) in zip(times, things, strict=False)]
    found = [(said, [*own[:-1], own[-1].rstrip(" ;,。")]) for said, own in things if own]
    return found if len(found) > 1 else [(times[0], found[0][1] if found else [])]


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a line, each with its time, leaving out mere circumstances before the
    first (時值連假,上午9時參訪甲機構)."""
    time, begin = leading_time(text)
    clock = find_clock(time, compact=False) is not None
    for place in _PLACES.finditer(text):
        at = place.end()
        if at < begin or text.count("(", 0, at) > text.count(")", 0, at):
            continue
        opens, length = leading_time(text[at:])
        sure = find_clock(opens) is None or _SURELY.search(opens)
        labelled = re.search(r":\s*$|^\s\S+\s$", text[place.start() : at + length])
        if opens and sure and (not place["space"] or (clock and find_clock(opens)) or labelled):
            piece = text[begin : place.start()].strip(" ;,。")
            if time or meaning("circumstance", piece) is None:
                yield time, piece
            time, begin = opens, at + length
    yield time, text[begin:]


def _by_items(time: str, lines: Sequence[str]) -> list[Thing]:
    """Return the numbered or marked activities of a day, which may follow each other on a line."""
    text = "\n".join(lines)
    marks = [*_NUMBERED.finditer(text)]
    numbers = [chinese_number(said) for m in marks if (said := m["number"] or m["han"])]
    rising = numbers == [*range(1, len(numbers) + 1)]
    if time or not rising or len({m["mark"] for m in marks}) != 1 or marks[0].start():
        return [(time, list(lines))]
    ends = [mark.start() for mark in marks[1:]]
    items = (text[m.end() : end].strip() for m, end in zip(marks, [*ends, None], strict=True))
    told = ((*leading_time(item), item.split("\n")) for item in items)
    return [(said, [own[0][length:], *own[1:]]) for said, length, own in told]


def _begins(text: str) -> bool:
    return meaning("entry_start", text) is not None


def _by_times_in_brackets(time: str, lines: Sequence[str]) -> list[Thing]:
    """Use the time in brackets after the words, if they have no other except a half of the day:
    參訪某機構(09:30-11:30). Each of several spans ends one activity."""
    whole = [(time, list(lines))]
    if time and not (half_of_day(time) or meaning("whole_day", time)):
        return whole
    printed = [_times_in_brackets(line) for line in lines]
    several = sum(map(len, printed)) > 1
    if several and not (printed[-1] and all(len(times) < 2 for times in printed)):
        return whole
    things: list[Thing] = []
    for line, found in zip(lines, printed, strict=True):
        if not things or (several and things[-1][0]):
            things.append(("", []))
        for one in found:
            line = line.replace(one, "").strip()
            things[-1] = within_half(one.strip(" ()"), time), things[-1][1]
        things[-1][1].extend([line] if line else [])
    return things if any(printed) and all(own for _time, own in things) else whole


def _times_in_brackets(text: str) -> list[str]:
    """Return the bracketed texts of a line that are only a time, as printed."""
    found = [(match[0], match["said"]) for match in _IN_BRACKETS.finditer(text)]
    clocks = [(one, said, find_clock(said, compact=False)) for one, said in found]
    return [one for one, said, clock in clocks if clock and clock.span == (0, len(said))]


def _by_groups(cells: Cells) -> list[Cells]:
    """Return what each group does, if several do different things at one time, with the group in
    the notes. Text before the first applies to all: 分組參訪 / 第一組:甲 / 第二組:乙."""
    common, *parts = _GROUP.split("\n".join(cells.content))
    words = [said.strip(" ;,。\n") for said in parts[1::2]]
    if len({*parts[::2]}) < 2 or not all(words):
        return [cells]
    before = [line.rstrip(" :;,。") for line in common.split("\n") if line]
    return [
        replace(cells, content=(*before, *said.split("\n")), notes=f"{cells.notes} {group}".strip())
        for group, said in zip(parts[::2], words, strict=True)
    ]
