"""Figures of the text: what is counted, how many, in which unit; and figures that disagree."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from tourlib.parse import Row, finding
from tourlib.parse.body import ParsedReport
from tourlib.text import HAN, normalize

# Bounded: a longer row of digits is no quantity.
_NUMBER = r"\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,15})?|\d{1,15}(?:\.\d{1,15})?"
_UNITS = (
    "%", "GW", "MW", "kW", "TWh", "GWh", "MWh", "kWh", "吉瓦", "兆瓦時", "兆瓦", "千瓦",
    "平方公里", "平方公尺", "立方公尺", "公里", "公尺", "公分", "毫米", "奈米", "公頃", "海里",
    "公噸", "公斤", "噸", "歐元", "美元", "日圓", "英鎊", "加幣", "澳幣", "新幣", "元", "人次", "人",
    "名", "位", "戶", "國民", "國", "個月", "個", "家", "座", "件", "場", "艘", "席", "項", "組", "所", "種",
    "倍", "小時", "分鐘", "天", "週", "年", "節", "輛", "班",
)  # fmt: skip
_SAME_UNIT = {"吉瓦": "GW", "兆瓦": "MW", "千瓦": "kW"}
_FIGURE = re.compile(
    rf"(?<![\dA-Za-z第])(?<!\d[.,:/-])(?P<number>{_NUMBER})(?:\s*(?P<scale1>[萬億兆]))?"
    rf"(?:\s*%?\s*(?:-|~|–|至|到)\s*(?P<to>{_NUMBER}))?\s*(?P<scale>[千萬億兆]{{1,2}})?"
    rf"\s*(?:餘|多)?\s*(?P<unit>{'|'.join(_UNITS)})(?![A-Za-z])"
)
_SCALES = {"千": 1e3, "萬": 1e4, "億": 1e8, "兆": 1e12}
_ROC, _WESTERN = range(60, 151), range(1800, 2151)
_CLAUSE = re.compile(r",(?!\d)|[，、。;；:：!?()\[\]「」]")
_SENTENCE = re.compile(r"[^。;；!?]+[。;；!?]?")
_LEADING = re.compile(
    r"(?:大約|至少|最多|超過|將近|高達|分別|約為|約|逾|達|近|為|(?<!擁)有|至|共|僅|已)+$"
)
#: Figures of one unit that differ by no more than this may be the same quantity.
_NEAR = 0.03
#: A range whose end is at most so many times its beginning may be one quantity, said twice.
_NARROW = 1.25
_MEASURED = frozenset({"GW", "MW", "kW", "TWh", "GWh", "歐元", "美元", "元", "公里", "公頃"})
_SHARE = re.compile(r"佔|占|比例|比率")


def body_lines(parsed: ParsedReport) -> tuple[tuple[int, str], ...]:
    """Number and text of the lines of the body."""
    return tuple((line.number, line.raw) for line in parsed.layout.body if line.role is None)


def read_figures(lines: Iterable[tuple[int, str]]) -> list[Row]:
    """Rows of the table ``figures``: every number with a unit, in order. Years are none.

    Args:
        lines: number and text of each line of the body.
    """
    rows: list[Row] = []
    for line, text in lines:
        for sentence in _SENTENCE.finditer(normalize(text)):
            for match in _FIGURE.finditer(sentence.group()):
                row = _figure(match, sentence.group())
                if row is not None:
                    rows.append({"line": line, **row})
    return rows


def _figure(match: re.Match[str], sentence: str) -> Row | None:
    number = float(match["number"].replace(",", ""))
    plain = not match["scale"] and number == int(number)
    if match["unit"] == "年" and plain and (int(number) in _ROC or int(number) in _WESTERN):
        return None
    scale = 1.0
    for char in (match["scale1"] or "") + (match["scale"] or ""):
        scale *= _SCALES[char]
    last = round(float(match["to"].replace(",", "")) * scale, 6) if match["to"] else None
    unit = _SAME_UNIT.get(match["unit"], match["unit"])
    return {
        "number": round(number * scale, 6),
        "number_to": last,
        "unit": unit,
        "counted": _counted(sentence, match),
        "text": match.group().strip(),
        "sentence": sentence.strip(),
    }


def _counted(sentence: str, match: re.Match[str]) -> str:
    """What stands before the number in its clause; else what follows its unit."""
    before = _LEADING.sub("", _CLAUSE.split(sentence[: match.start()])[-1].strip()).strip()
    after = re.match(rf"\s*的?(?P<what>[{HAN}A-Za-z ]*)", sentence[match.end() :])
    follows = after["what"].strip() if after else ""
    return before or follows


def check_figures(lines: Sequence[tuple[int, str]]) -> Iterator[Row]:
    """Nearly equal measurements of one unit; shares that are more than the whole."""
    rows = read_figures(lines)
    told: set[tuple[float, float, str]] = set()
    measured = sorted(
        (r for r in rows if r["unit"] in _MEASURED and r["number"] >= 1),
        key=lambda r: (r["unit"], r["number"]),
    )
    # Equal figures stand side by side now, and those that nearly agree next to them.
    for one, other in itertools.pairwise(measured):
        if one["unit"] != other["unit"] or not _disagree(one, other):
            continue
        if (one["number"], other["number"], one["unit"]) in told:
            continue
        told.add((one["number"], other["number"], one["unit"]))
        yield _mismatch(one, other)
    yield from _ranges(measured)
    for row in rows:
        if row["unit"] == "%" and row["number"] > 100 and _SHARE.search(row["counted"]):
            yield _beyond(row, "大於全體", "A share of more than the whole.")
    yield from _rests(rows)


def _disagree(one: Row, other: Row) -> bool:
    """Nearly the same number in other digits, neither a round one; ranges aside."""
    a, b = one["number"], other["number"]
    if one["number_to"] or other["number_to"] or a == b:
        return False
    return abs(a - b) <= _NEAR * max(a, b) and len(f"{a:g}".strip("0").replace(".", "")) > 1


def _ranges(measured: list[Row]) -> Iterator[Row]:
    """A narrow range, and a number or another range of its unit within it."""
    for one in measured:
        low, high = one["number"], one["number_to"]
        if not high or not low < high <= _NARROW * low:
            continue
        told: set[str] = set()
        for other in measured:
            last = other["number_to"] or other["number"]
            differ = other["unit"] == one["unit"] and (other["number"], last) != (low, high)
            if differ and low <= other["number"] <= last <= high and other["text"] not in told:
                told.add(other["text"])
                yield _mismatch(one, other)


def _mismatch(one: Row, other: Row) -> Row:
    first, second = sorted((one, other), key=lambda r: int(r["line"]))
    return finding(
        "figure-mismatch",
        f"第 {first['line']} 行「{first['text']}」與第 {second['line']} 行「{second['text']}」相近而不同，"
        "是否為同一數字？"
        f" / “{first['text']}” and “{second['text']}” are nearly equal: the same quantity?",
        severity="info",
        lines=(first["line"], second["line"]),
    )


def _rests(rows: list[Row]) -> Iterator[Row]:
    """Shares in a sentence that names the rest (其餘), and do not make up the whole."""
    for (_line, sentence), group in itertools.groupby(rows, lambda r: (r["line"], r["sentence"])):
        shares = [r for r in group if r["unit"] == "%"]
        if "其餘" in sentence and len(shares) > 1 and sum(r["number"] for r in shares) > 100:
            yield _beyond(shares[0], "各項合計超過 100%", "The shares exceed the whole.")


def _beyond(row: Row, said: str, english: str) -> Row:
    return finding(
        "share-beyond",
        f"第 {row['line']} 行「{row['text']}」：{said}。 / “{row['text']}”: {english}",
        lines=(row["line"],),
    )
