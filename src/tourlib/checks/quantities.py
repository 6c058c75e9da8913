"""Every quantity of a report, read once: number, measure word, thing counted and place; the table
``figures``."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tourlib.checks.alltext import Sentence
from tourlib.parse import Row
from tourlib.parse.body import ParsedReport
from tourlib.text import HAN, chinese_number, normalize
from tourlib.vocabulary import rules

# Bounded, since a longer row of digits is no quantity.
_NUMBER = r"\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,15})?|\d{1,15}(?:\.\d{1,15})?"
#: Numbers in ideographs; a single 一 is usually an article.
_NUMERALS = "〇一二三四五六七八九十兩百"
_SPELLED = rf"|(?<![{_NUMERALS}])(?!一(?![十百人名位]))[{_NUMERALS}]{{1,5}}"
_SPELLED = rf"{_SPELLED}|(?<=為期|歷時|長達)一"
#: Shares and halves in words: 半數, 三分之一, 半年.
_SHARE = "半數|一半|[二三四五六七八九十]分之[一二三四五六七八九]"
_SPELLED = rf"|{_SHARE}|(?<![上下前後大一])半(?=年(?!度)){_SPELLED}"
_BEHIND_SHARE = "(?<=半數)|(?<=一半)|(?<=分之[一二三四五六七八九])"
#: Measure words of things that may be items of a list.
ITEM_UNITS = re.compile("大|[項個種點類組]|")
#: Words for the parts of a subject by which a report is divided.
THEME = "主題|模組|面向|主軸|單元|議題|方向|領域"
#: Measure words that stand before the thing counted: 9個機關, not 機關9個.
_OF_THINGS = frozenset({"個", "名", "張"})
#: The units that a rate is per: 公里/小時.
_EACH = "小時|分鐘|秒|時|天|日|月|年|人|戶|度"
_SCALES = {"千": 1e3, "萬": 1e4, "億": 1e8, "兆": 1e12}
_ROC, _WESTERN = range(60, 151), range(1800, 2151)


def _words(kind: str) -> list[list[str]]:
    return [cells for name, *cells in rules("measures") if name == kind]


_PART, _UNIT, _TOLD = (
    "|".join(cells[0] for cells in _words(kind)) for kind in ("part", "figure", "told")
)
_BARE_PART = re.compile(_PART)
#: Other names of a unit → the unit; measure words with the same meaning → one of them (人, 名, 位).
_SAME_UNIT, _SAME_MEASURE = (dict(_words(kind)) for kind in ("same", "count"))
_WORTH = {unit: (kind, float(factor)) for unit, kind, factor in _words("worth")}


_MEASURED = re.compile(rf"(?:{_UNIT})(?:/(?:{_EACH}))?")
_DIGITS = re.compile(rf"\d\s*[千萬億兆餘多]*\s*{_MEASURED.pattern}")
_ANY = rf"(?:{_NUMBER}{_SPELLED})"
_QUANTITY = re.compile(
    rf"(?<![\dA-Za-z第])(?<!\d[.,:/-])(?P<larger>(?:\d{{1,6}}\s?[萬億兆]\s?){{0,2}})"  # 1億5,000萬
    rf"(?P<number>{_ANY})(?:\s*(?P<scale1>[萬億兆]))?"
    rf"(?:\s*%?\s*(?:-|~|–|至|到)\s*(?P<to>{_ANY}))?\s*(?P<scale>[千萬億兆]{{1,2}})?\s*(?P<more>[餘多])?"
    rf"\s*(?P<unit>{_BEHIND_SHARE}|(?:{_MEASURED.pattern}|{_TOLD}|(?={_PART})))(?![A-Za-z])"
)
_CLAUSE = re.compile(r",(?!\d)|[，、。;；:：!?()\[\]「」]")
_PAUSE = re.compile(r",(?!\d)|(?<!\d),|[;:!?。()]")
_BRACKETED = re.compile(r"\([^()]*\)")
_SENTENCE = re.compile(r"[^。;；!?]+[。;；!?]?")
_JOINT = re.compile("(?:以?及|(?<!參)與|[和暨並])$")
LEADING = re.compile(
    r"(?:大約|至少|最多|超過|將近|高達|分別|約為|約|逾|達|近|為|(?<!擁)有|至|共|僅|已|來自|(?<!參)與|(?<![普以])及)+$"
)
#: Words for an approximate number, which may be stated differently elsewhere.
_ABOUT = re.compile(r"(?:大?約|將?近|逾|超過|至少|最多|不到|高達)\s*$")
#: Context in which 日 or 點 is a date or an hour, not a number of days or points.
_POINT_IN_TIME = re.compile(r"(?:[月至到/~–-]|[上下中]午|日\()\s*$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of something in a sentence. ``numbers`` holds one number or both ends of a range.
    ``unit`` is the measure word, empty if the thing counted directly follows the number.
    ``before`` and ``after`` are the rest of the clause, with ``#`` for other quantities.
    ``exact`` is false for approximate numbers. ``of_groups`` is true if the sentence counts
    items several times: 立即可行建議6項及中長期建議5項."""

    sentence: Sentence
    start: int
    end: int
    said: str
    numbers: tuple[float, ...]
    unit: str
    before: str
    after: str
    exact: bool
    of_groups: bool

    @property
    def number(self) -> float:
        """The number, or the first of a range."""
        return self.numbers[0]

    @property
    def kind(self) -> str:
        """The measure word, normalised: people are counted by 人, 名 or 位."""
        year = self.unit == "年" and self.number >= _WESTERN[0]
        return "西元" if year else _SAME_MEASURE.get(self.unit, self.unit)

    @property
    def measure(self) -> tuple[str, tuple[float, ...]]:
        """What is measured, and the amount in its standard unit: 三成 is 30 %."""
        kind, factor = _WORTH.get(self.kind, (self.kind, 1.0))
        half = 0.5 if self.after.startswith("半") else 0.0  # 一年半
        return kind, tuple((number + half) * factor for number in self.numbers)

    @property
    def line(self) -> int:
        """The line on which it is stated."""
        return self.sentence.line(self.said)

    @property
    def clause(self) -> str:
        """The clause, with the quantity itself as ``@``."""
        return f"{self.before}@{self.after}"


def read_number(text: str) -> int:
    """Return the number written in a text; 0 if it is none, or two numbers (兩三)."""
    number = chinese_number(text.replace("兩", "二")) or 0
    return 0 if re.fullmatch("[一二三四五六七八九兩]{2}", text) else number


def read_quantities(said: Iterable[Sentence]) -> Iterator[Quantity]:
    """Yield all quantities of some sentences, in order."""
    for sentence in said:
        found = [match for match in _QUANTITY.finditer(sentence.text) if _counts(match)]
        masked = sentence.text
        of_groups = sum(ITEM_UNITS.fullmatch(match["unit"]) is not None for match in found) > 1
        for match in found:
            masked = masked[: match.start()] + "#" * len(match.group()) + masked[match.end() :]
        for match in found:
            before = _PAUSE.split(_BRACKETED.sub("", masked[: match.start()]))[-1]
            after = _PAUSE.split(masked[match.end() :].replace("、", ","))[0]
            unit = _SAME_UNIT.get(match["unit"], match["unit"])
            part = None if match["unit"] else _BARE_PART.match(sentence.text, match.end())
            yield Quantity(
                sentence,
                match.start(),
                match.end(),
                match.group().strip() + (part.group() if part else ""),
                tuple(values_of(match)),
                "%" if re.fullmatch(_SHARE, match["number"]) else unit,
                re.sub("#+", "#", before).strip(),
                re.sub("#+", "#", after).strip(),
                not match["more"] and not _ABOUT.search(before),
                of_groups,
            )


def _counts(match: re.Match[str]) -> bool:
    before, number = match.string[: match.start()], values_of(match)[0]
    if match["unit"] in ("日", "點") and _POINT_IN_TIME.search(before):
        return False
    return (number > 0 or match["number"] == "0") and not (match["unit"] == "年" and number in _ROC)


def values_of(match: re.Match[str]) -> list[float]:
    """Return the number of a quantity, or both ends of a range, with 萬 and 億 multiplied out."""
    larger = re.findall(r"(\d+)\s?([萬億兆])", match["larger"])
    rest = sum(float(n) * _SCALES[char] for n, char in larger)
    scale = math.prod(_SCALES[char] for char in (match["scale1"] or "") + (match["scale"] or ""))
    said = [each.replace(",", "") for each in (match["number"], match["to"]) if each]
    half = 0.5 if re.fullmatch("成[半五]", match["unit"]) else 0.0
    return [round(rest + _value(each) * scale + half, 6) for each in said]


def _value(said: str) -> float:
    """Return a number, or a share in percent."""
    whole, _of, part = said.partition("分之")
    if part:
        return 100 * read_number(part) / read_number(whole)
    words = {"半數": 50.0, "一半": 50.0, "半": 0.5}
    return float(said) if said[0].isdigit() else words.get(said) or read_number(said)


def body_lines(parsed: ParsedReport) -> tuple[tuple[int, str], ...]:
    """Return number and text of each line of the body."""
    return tuple((line.number, line.raw) for line in parsed.layout.body if line.role is None)


def read_figures(lines: Iterable[tuple[int, str]]) -> list[Row]:
    """Return the rows of the table ``figures``: every number with a unit, in order, except years.

    Args:
        lines: number and text of each line of the body.
    """
    rows: list[Row] = []
    heads: list[str] = []
    for line, text in lines:
        cells = text.split("\t")
        in_table = len(cells) == len(heads) > 1
        for place, cell in enumerate(cells if in_table else [text]):
            pieces = _SENTENCE.findall(normalize(cell))
            said = read_quantities(Sentence(each, ((line, text),), 0, None) for each in pieces)
            head = heads[place] if in_table else ""
            rows += [_figure(each, head) for each in said if _is_figure(each)]
        heads = heads if in_table else [normalize(cell) for cell in cells]
    return rows


def _is_figure(said: Quantity) -> bool:
    """True if a quantity is printed in digits with a unit of measurement, and is not a year."""
    is_year = said.unit == "年" and said.number in _WESTERN
    return said.said[0].isdigit() and not is_year and bool(_MEASURED.fullmatch(said.unit))


def _figure(said: Quantity, head: str) -> Row:
    return {
        "line": said.sentence.lines[0][0],
        "number": said.number,
        "number_to": said.numbers[1] if len(said.numbers) > 1 else None,
        "unit": said.unit,
        "counted": _counted(said) or head,
        "text": said.said,
        "sentence": said.sentence.text.strip(),
    }


def _counted(said: Quantity) -> str:
    """Return the thing counted: what precedes the number in its clause. If that is missing or
    another figure, or the unit needs a noun (9個機關), it is what follows."""
    text = said.sentence.text
    clause = _CLAUSE.split(text[: said.start])[-1]
    before = LEADING.sub("", clause.strip()).strip()
    after = re.match(rf"\s*的?(?P<what>[{HAN}A-Za-z ]*)", text[said.end :])
    follows = _JOINT.sub("", after["what"].strip()) if after else ""
    behind = said.unit in _OF_THINGS or _DIGITS.search(clause)
    return (follows or before) if behind else (before or follows)
