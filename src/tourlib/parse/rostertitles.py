"""Titles above and inside a roster: its classes (決策發展訓練) and the roles of those below."""

from __future__ import annotations

import re

from tourlib.readers.text.lines import TextLine, ends_sentence
from tourlib.tables.table import Table
from tourlib.text import count_han
from tourlib.vocabulary import meaning

_CLASS = re.compile(
    r"(?P<name>[^\s、,:;()]*(?:訓練|班|組)(?:\s*[(](?:[A-Z]{2,5}|[^()\s]{1,8}[團國班組])[)])?|[A-Z]{2,5}"
    r"|第[一二三四五六七八九十\d]{1,2}組\s*:?\s*[^\s、,:;()]+)"
)
#: A row that names a role for those below is no longer than this.
MAX_ROLE = 12
_CLASS_REACH = 8
#: A longer caption names the programme, not a class of it.
_MAX_CLASS_HAN = 10


def one_role(text: str) -> bool:
    """Whether a row between the people names one role (工作人員), not several (領隊及工作人員)."""
    return len([part for part in re.split(r"[及與和、/]", text) if meaning("role", part)]) == 1


def class_name(text: str) -> str | None:
    """The class that a caption names: 決策發展訓練(SDT)."""
    text = re.sub(
        r"^[一二三四五六七八九十\d]+\s*[、.]\s*|^[(][一二三四五六七八九十\d]+[)]\s*", "", text
    ).strip(" :-")
    text = re.sub(
        r"(?:學員|出國人員|參訓人員|人員)?(?:名單|名冊)?(?:\s*[(]?共?\s*\d+\s*[人名位][)]?)?$",
        "",
        text,
    ).strip()
    match = _CLASS.fullmatch(text)
    return (
        match["name"] if match and count_han(text) <= _MAX_CLASS_HAN and "年" not in text else None
    )


def caption_of(table: Table, by_number: dict[int, TextLine]) -> TextLine | None:
    """The line printed just above the table; not the end of a title that wraps."""
    number = table.lines[0] - 1
    for _ in range(_CLASS_REACH):
        line = by_number.get(number)
        if line is None or line.cells is not None:
            return None
        if not line.blank and line.role is None:
            above = by_number.get(number - 1)
            wraps = (
                above is not None
                and above.cells is None
                and above.marker is None
                and count_han(above.text) > _MAX_CLASS_HAN
                and above.number not in table.lines
                and not ends_sentence(above.text)
                and "  " not in above.raw.strip()
            )
            return None if wraps else line
        number -= 1
    return None


def role_of_caption(line: TextLine) -> str | None:
    """The role that a title names for all below it: 三、工作人員."""
    text = line.marker.rest if line.marker else line.text
    named = meaning("role", text) if len(text) <= MAX_ROLE and one_role(text) else None
    return named if named != "member" else None
