"""Fields of a body block (時間, 地點, 講座) in the lines of the text."""

from __future__ import annotations

from collections.abc import Sequence

from tourlib.clocks import find_clock
from tourlib.dates import find_dates
from tourlib.readers.text.lines import TextLine
from tourlib.text import loose
from tourlib.vocabulary import label, labels_beside

_FIELDS = frozenset({"time", "place", "speakers"})
#: A field is not longer than this.
_MAX_FIELD_CHARS = 220
#: Nor a label than this.
_MAX_LABEL = 8


def read_field(line: TextLine, near: Sequence[TextLine]) -> tuple[str, str] | None:
    """Name and value where the line is a field of a body block; ``near`` are the lines around it."""
    if len(line.text) > _MAX_FIELD_CHARS:
        return None
    found = block_label(line)
    if not found or found[0] not in _FIELDS:
        return None
    name, value = found
    if name == "time" and value:
        return (name, value) if find_dates(value) or find_clock(value) else None
    if name != "time" and not any(_is_time_field(each, line) for each in near):
        return None
    if value is None and not line.marker:
        return None
    return name, value or ""


def begins_field(line: TextLine) -> bool:
    """Whether the line opens with the label of a body block's field and a colon."""
    found = block_label(line) if line.marker is None else None
    return found is not None and found[0] in _FIELDS and found[1] is not None


def block_label(line: TextLine) -> tuple[str, str | None] | None:
    """Field and value where the line opens with a label of a body block: with a colon or brackets,
    alone, or with a space before a day, a time or a name in Latin letters."""
    found = label("block", line.marker.rest if line.marker else line.text)
    if found is not None or line.marker is not None or line.cells is not None:
        return found
    word, _space, value = line.spaced.partition(" ")
    named = label("block", f"{word}:{value}") if len(word) <= _MAX_LABEL and value else None
    if named is None:
        return None
    days, clock = find_dates(value), find_clock(value)
    begins = (days and days[0].span[0] == 0) or (clock and clock.span[0] == 0)
    return named if (begins if named[0] == "time" else value[0].isascii()) else None


def fields_beside(found: tuple[str, str], line: TextLine) -> list[tuple[str, str]]:
    """The field of a line, and those that stand behind it: 時間:… 地點:… 講座:…"""
    name, value = found
    text = loose(line.raw) if line.cells is None else line.text
    fields = labels_beside("block", text)
    others = [each for each in fields[1:] if each[0] in _FIELDS and each[1]]
    if not others or fields[0][0] != name:
        return [(name, value.strip())]
    return [fields[0], *others]


def _is_time_field(line: TextLine, beside: TextLine) -> bool:
    """Whether the line is the time of the block that the other line is a field of."""
    found = block_label(line)
    alike = (line.marker and line.marker.kind) == (beside.marker and beside.marker.kind)
    return found is not None and found[0] == "time" and alike
