"""Automatic numbers as an office program prints them: formats, levels, counters.

Trap: the numbers of automatic lists (一、 (一) 1.) are not in the text of the paragraphs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

_DIGITS = "〇一二三四五六七八九"
_LEGAL = str.maketrans(_DIGITS + "十百", "零壹貳參肆伍陸柒捌玖拾佰")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = (
    (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
MOST_LEVELS = 10
#: Numbers above this are printed as decimals; maximum length of the pattern of a number. Without
#: these limits a few bytes of a file would make text without end.
_MAX_NUMBER, _MAX_PATTERN = 999, 100


def chinese(number: int) -> str:
    """Return 1…999 in Chinese.

    >>> [chinese(n) for n in (1, 10, 12, 20, 105)]
    ['一', '十', '十二', '二十', '一百〇五']
    """
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = _DIGITS[hundreds] + "百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += _DIGITS[0]
    return text + (_DIGITS[ones] if ones else "")


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


#: The names of each format in Word and OpenDocument → the function that prints 1…999.
_FORMATS: tuple[tuple[str, Callable[[int], str]], ...] = (
    ("taiwaneseCounting|taiwaneseCountingThousand|chineseCounting|chineseCountingThousand"
     "|japaneseCounting|ideographDigital|taiwaneseDigital|japaneseDigitalTenThousand|koreanCounting"
     "|一, 二, 三, ...|一, 二, 三|一, 十, 一百, ...|〇, 一, 二, ...", chinese),
    ("ideographLegalTraditional|chineseLegalSimplified|japaneseLegal|壹, 貳, 參, ..."
     "|壹, 贰, 叁, ...|壱, 弐, 参, ...", lambda number: chinese(number).translate(_LEGAL)),
    ("ideographTraditional|甲, 乙, 丙, ...", lambda number: "甲乙丙丁戊己庚辛壬癸"[(number - 1) % 10]),
    ("ideographZodiac|子, 丑, 寅, ...", lambda number: "子丑寅卯辰巳午未申酉戌亥"[(number - 1) % 12]),
    ("lowerLetter|a", _letters),
    ("upperLetter|A", lambda number: _letters(number).upper()),
    ("lowerRoman|i", lambda number: _roman(number).lower()),
    ("upperRoman|I", _roman),
    ("decimalZero", lambda number: f"{number:02}"),
    ("decimalFullWidth|decimalFullWidth2|１, ２, ３, ...",
     lambda number: str(number).translate(_FULL_WIDTH)),
    ("decimalEnclosedCircle|decimalEnclosedCircleChinese|①, ②, ③, ...",
     lambda number: chr(ord("①") + number - 1) if number <= 20 else str(number)),
)  # fmt: skip
_PRINTS = {name: prints for names, prints in _FORMATS for name in names.split("|")}


def printed(number: int, kind: str) -> str:
    """Return a number in one of the formats of Word or OpenDocument; decimal if the format is unknown.

    >>> [printed(3, kind) for kind in ("taiwaneseCountingThousand", "一, 二, 三, ...", "upperRoman", "a")]
    ['三', '三', 'III', 'c']
    """
    return _PRINTS.get(kind, str)(number) if 0 < number <= _MAX_NUMBER else str(number)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: ``kind`` of number, ``text`` with ``%1``… for the numbers of the levels,
    ``start``, and the level after which it restarts (``None``: any above it)."""

    kind: str
    text: str
    start: int = 1
    restart: int | None = None


@dataclass(slots=True)
class Counter:
    """The running numbers of one list while a document is read."""

    levels: Mapping[int, Level]
    values: dict[int, int] = field(default_factory=dict)

    def next(self, level: int, start: int | None = None) -> str:
        """Return the next number of this level as it is printed; ``"-"`` for a bullet."""
        form = self.levels.get(level)
        if form is None:
            return ""
        following = self.values.get(level, form.start - 1) + 1
        self.values[level] = following if start is None else start
        for deeper in [known for known in self.values if known > level]:
            restart = self.levels[deeper].restart if deeper in self.levels else None
            if restart != 0:
                del self.values[deeper]
        if form.kind == "bullet":
            return "-"
        text = form.text[:_MAX_PATTERN]
        if form.kind == "none":
            return text if "%" not in text else ""
        for place in range(MOST_LEVELS):
            if f"%{place + 1}" in text and place in self.levels:
                value = self.values.get(place, self.levels[place].start)
                text = text.replace(f"%{place + 1}", printed(value, self.levels[place].kind))
        return text
