"""Numbering at the beginning of a line: 壹、 第一章 主題一: 一、 建議一: (一) 1. (1) a. (a).

Expects half-width brackets and periods (:func:`tourlib.text.loose`), with the spaces kept: 壹 緣起
is a heading because of its space, 參訪 is a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tourlib.text import HAN, chinese_number, squeeze
from tourlib.vocabulary import appendix_title, chapter_role, meaning

_CN = "一二三四五六七八九十百〇零廿ㄧ="
_FORMAL = "壹貳參叁肆伍陸柒捌玖拾"
#: Words that begin with a formal numeral, perhaps with a space inserted by extraction: 參 訪.
_WORDS = r"[參叁]\s?[訪觀與加考酌照見事議賽選謀閱展]|陸\s?[續海地軍域委上]|伍\s?[佰百]|拾\s?[獲級得]|貢\s?[獻寮]"

#: Ranks of chapters and of themes.
CHAPTER_RANK, THEME_RANK = 1, 3
#: kind → (rank, pattern). A smaller rank encloses a larger one.
_KINDS: tuple[tuple[str, float, re.Pattern[str]], ...] = (
    ("part", 0, re.compile(rf"[第笫]\s*(?P<n>[{_CN}{_FORMAL}\d]+)\s*[篇編部](?:\s*[、.:]\s*|\s+)")),
    ("chapter", 1, re.compile(rf"[第笫]\s*(?P<n>[{_CN}{_FORMAL}\d]+)\s*章\s*[、.:]?\s*")),
    ("formal", 1, re.compile(rf"(?!{_WORDS})(?P<n>[{_FORMAL}貢]{{1,3}})(?:\s*[、.:]\s*|\s+)")),
    ("appendix", 1, re.compile(rf"附\s?[錄件銷]\s*(?P<n>[{_CN}\d]{{1,3}})\s*[、.:]?\s*(?!\d)")),
    ("paragraph", 2, re.compile(rf"[第笫]\s*(?P<n>[{_CN}\d]+)\s*節\s*[、.:]?\s*")),
    ("ideograph", 4, re.compile(rf"(?P<n>[{_CN}]{{1,4}})\s*(?:、|\.(?!\d))\s*")),
    ("bracket", 5, re.compile(rf"\(\s*(?P<n>[{_CN}]{{1,4}})\s*\)\s*[、.]?\s*")),
    ("stem", 6, re.compile(r"(?P<n>[甲乙丙丁戊己庚辛壬癸])\s*、\s*")),
    # An item may begin with a year: 1.2018年修法.
    ("digit", 6, re.compile(r"(?P<n>\d{1,2})\s*(?:[.](?!\d)|[.](?=(?:19|20|1)\d\d年)|、)\s*")),
    ("bracket_digit", 7, re.compile(r"\(\s*(?P<n>\d{1,2})\s*\)\s*[、.]?\s*")),
    ("circled", 8, re.compile(r"(?P<n>[①-⑳])\s*[、.]?\s*")),
    ("letter", 8, re.compile(rf"(?P<n>[a-zA-Z])\s*[.、](?=\s|[{HAN}「《(])\s*")),
    ("bracket_letter", 9, re.compile(rf"\(\s*(?P<n>[a-zA-Z])\s*\)\s*(?=[{HAN}「《A-Z])")),
)
_ANY_KIND = re.compile("|".join(form.pattern.replace("?P<n>", "?:") for *_, form in _KINDS))
#: 壹緣起: a chapter's number right before its customary name.
_GLUED = re.compile(rf"(?P<n>[壹貳肆伍陸柒捌玖])(?P<title>[{HAN}]{{2,14}})$")
#: A word that numbers parts of one kind: 主題一:, 議題二, 單元 3, 【主題一】.
_WORD = re.compile(
    rf"(?P<open>[【〔(\[])?(?:研習|研討|學習)?(?P<word>(?![{_CN}]\s)[{HAN}]\s?[{HAN}]{{1,3}}?)\s?"
    rf"(?P<n>[{_CN}]{{1,3}}|\d{{1,2}}|[A-H](?![A-Za-z]))(?(open)(?P<close>[】〕)\]]\s*[:、]?\s*)"
    r"|(?:(?P<mark>\s*(?:[:、.—–-]|─+)+\s*(?!\d))|\s+|$))"
)
_NUMBER_OF_WORD = re.compile(rf"^第\s?[{_CN}\d]+\s?|\s?(?:[{_CN}\d]+|[A-H])$")
_WORD_RANK = 4.5
#: 第一單元, Module 2: among the rows of a table.
_BAND = re.compile(
    rf"(?:第\s?(?P<n>[{_CN}]{{1,3}}|\d{{1,2}})\s?[{HAN}]{{1,3}}|[A-Z][a-z]{{2,}}\s(?P<m>\d{{1,2}}))"
    r"(?:\s*[:、.–-]\s*|\s+|(?=\()|$)"
)
_TENS = ("", "十", "二十", "三十")
#: Extraction misreads 貳 as 貢 and 二 as =; ㄧ, a phonetic letter, is often typed for 一.
_MISREAD = str.maketrans({"貢": "貳", "叁": "參", "ㄧ": "一", "=": "二"})


@dataclass(frozen=True, slots=True)
class Marker:
    """The numbering of a line.

    Attributes:
        kind: form of numbering (``"ideograph"`` for 一、).
        rank: level of the form; a smaller rank encloses a larger one.
        number: the number as printed, without its period or comma: ``壹``, ``主題一``, ``(1)``.
        value: the number as an integer (a = 1).
        rest: the line after the numbering.
        theme: the number of the theme whose heading it is, which may differ: 第一節 主題三.
        cell: whether ``rest`` is the whole recommendation in a row of a table, and no heading.
    """

    kind: str
    rank: float
    number: str
    value: int
    rest: str
    theme: int | None = None
    cell: bool = False

    @property
    def by_context(self) -> bool:
        """True if only the lines around show that it is numbering: 2.1, 議題二."""
        return self.kind.startswith(("decimal", "digit_chapter")) or bool(self.word)

    @property
    def word(self) -> str:
        """Return the word that numbers: 主題 of 主題一, 單元 of 第一單元; empty for other numbering."""
        return _NUMBER_OF_WORD.sub("", self.number) if self.kind == "word" else ""


def read_marker(text: str) -> Marker | None:
    """Return the numbering at the beginning of the line, or ``None``.

    >>> read_marker("(二) 地點: 市政廳").number
    '(二)'
    >>> read_marker("5.8 GW") is None
    True
    """
    for kind, rank, pattern in _KINDS if _ANY_KIND.match(text) else ():
        match = pattern.match(text)
        if not match:
            continue
        value = _value(match["n"])
        if not value:
            continue
        return Marker(kind, rank, _printed(kind, match), value, text[match.end() :].strip())
    glued = _GLUED.match(text)
    if glued and chapter_role(glued["title"]) and (value := _value(glued["n"])):
        return Marker("formal", CHAPTER_RANK, glued["n"], value, glued["title"])
    if title := appendix_title(text):
        return Marker("appendix", CHAPTER_RANK, squeeze(text)[:2], 1, title)
    return read_numbered_word(text, apart=False)


def read_numbered_word(text: str, *, apart: bool = True) -> Marker | None:
    """Return numbering by a word and a number: 主題一:, 單元 3.

    Args:
        apart: whether a space after the number is enough for words that do not customarily number
            themes (``words.csv``, ``numbered_theme``): then only the lines around show whether it
            is numbering at all.
    """
    match = _WORD.match(text)
    if match is None:
        return None
    word = re.sub(r"\s", "", match["word"])
    value, marked = _value(match["n"]), bool(match["mark"] or match["close"])
    theme = meaning("numbered_theme", word) is not None
    if not value or meaning("numbered_figure", word) or not (theme or apart or marked):
        return None
    number, rest = word + match["n"].replace("ㄧ", "一"), squeeze(text[match.end() :])
    rank, of = (THEME_RANK, value) if theme else (_WORD_RANK, None)
    return Marker("word", rank, number, value, rest, of)


def read_band(text: str) -> Marker | None:
    """Return the number of a title among the rows of a timetable, from a word before or after it.

    >>> [read_band(text).value for text in ("模組一:數位治理", "第二單元 長照", "Module 3: Energy")]
    [1, 2, 3]
    """
    if (found := read_numbered_word(text)) is not None:
        return found
    match = _BAND.match(text)
    if match is None or not (value := _value(match["n"] or match["m"])):
        return None
    number = match.group().rstrip(" :、.-–")
    marker = Marker("word", _WORD_RANK, number, value, squeeze(text[match.end() :]))
    return None if meaning("numbered_figure", marker.word) else marker


def _value(number: str) -> int | None:
    if "①" <= number <= "⑳":
        return ord(number) - ord("①") + 1
    if number in "甲乙丙丁戊己庚辛壬癸":
        return "甲乙丙丁戊己庚辛壬癸".index(number) + 1
    if number.isascii() and number.isalpha():
        return ord(number.lower()) - ord("a") + 1
    return chinese_number(number.translate(_MISREAD))


def _printed(kind: str, match: re.Match[str]) -> str:
    number = match["n"].replace("ㄧ", "一")
    if kind == "appendix":
        return re.sub(r"[\s、.:]", "", match.group())
    forms = {"chapter": "第{}章", "paragraph": "第{}節", "part": "第{}篇"}
    return forms.get(kind, "({})" if kind.startswith("bracket") else "{}").format(number)


def number_before(marker: Marker) -> str:
    """Return the number before this one, in the same form.

    >>> [number_before(read_marker(text)) for text in ("(三)甲", "12.乙", "b. 丙", "十一、丁")]
    ['(二)', '11', 'a', '十']
    """
    value = marker.value - 1
    if re.search(r"\d", marker.number):
        return re.sub(r"\d+(?=\D*$)", str(value), marker.number)
    if marker.kind in {"letter", "bracket_letter"}:
        return re.sub(r"[a-zA-Z]", chr(ord("a") + value - 1), marker.number)
    tens, ones = divmod(value, 10)
    return re.sub(rf"[{_CN}]+", _TENS[tens] + "一二三四五六七八九"[ones - 1 : ones], marker.number)
