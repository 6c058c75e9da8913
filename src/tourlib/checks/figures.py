"""Figures of the text: what is counted, how many, in which unit; and figures that disagree."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Iterator, Sequence

from tourlib.checks.alltext import sentences
from tourlib.checks.statements import read_number
from tourlib.parse import Row, finding
from tourlib.parse.body import ParsedReport
from tourlib.text import HAN, normalize

# Bounded: a longer row of digits is no quantity.
_NUMBER = r"\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,15})?|\d{1,15}(?:\.\d{1,15})?"
#: Numbers of the text that are written in ideographs.
_SPELLED = r"|[二三四五六七八九十兩百]{1,4}"
_METRIC = "(?:平方|立方)?(?:公[里尺分釐]|海里|英[里尺畝]|[毫微奈]米|公[頃噸斤克升]|毫升|噸|坪)"
_MONEY = "(?:[歐美日韓港新澳加]|新?臺|人民)?(?:元|圓|圜|幣)|英鎊|(?:丹麥|瑞典|挪威|捷克)?克朗|(?:瑞士)?法郎|泰銖|盧比"
_TIME = "個?小時|個月|分鐘|個?星期|[天週秒]|年(?!級)"
#: Measure words, and what makes another word of some.
_MEASURE = (
    "人次|個(?!案[研教分討])|國(?![民家際])|臺(?![灣北中南東])|部(?![會門分落])|門(?!檻)|"
    "[人種項次位名座件條支所層輪份家張篇歲場批隊組類冊本株隻頭艘架輛台棟間戶筆套股群片級倍成縣市州站款顆枚道處席節班堂梯床劑例]"
)
_UNIT = f"%|[kMGT]?Wh?|kg|ha|TEU|(?:吉|兆|千)瓦時?|{_METRIC}|{_MONEY}|{_TIME}|{_MEASURE}"
#: What stands before the thing counted: 9個機關, not 機關9個.
_OF_THINGS = frozenset({"個", "名", "張"})
#: What a rate is for each of: 公里/小時.
_EACH = "小時|分鐘|秒|時|天|日|月|年|人|戶|度"
_SAME_UNIT = {"吉瓦": "GW", "兆瓦": "MW", "千瓦": "kW"}


def _pattern(number: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\dA-Za-z第])(?<!\d[.,:/-])(?P<larger>(?:\d{{1,6}}\s?[萬億兆]\s?){{0,2}})"  # 1億5,000萬
        rf"(?P<number>{number})(?:\s*(?P<scale1>[萬億兆]))?"
        rf"(?:\s*%?\s*(?:-|~|–|至|到)\s*(?P<to>{_NUMBER}))?\s*(?P<scale>[千萬億兆]{{1,2}})?"
        rf"\s*[餘多]?\s*(?P<unit>(?:{_UNIT})(?:/(?:{_EACH}))?)(?![A-Za-z])"
    )


_FIGURE, ANY_FIGURE = _pattern(_NUMBER), _pattern(_NUMBER + _SPELLED)
SCALES = {"千": 1e3, "萬": 1e4, "億": 1e8, "兆": 1e12}
_ROC, _WESTERN = range(60, 151), range(1800, 2151)
_CLAUSE = re.compile(r",(?!\d)|[，、。;；:：!?()\[\]「」]")
_SENTENCE = re.compile(r"[^。;；!?]+[。;；!?]?")
_JOINT = re.compile("(?:以?及|(?<!參)與|[和暨並])$")
_LEADING = re.compile(
    r"(?:大約|至少|最多|超過|將近|高達|分別|約為|約|逾|達|近|為|(?<!擁)有|至|共|僅|已|來自|(?<!參)與|(?<![普以])及)+$"
)
#: A range whose end is at most so many times its beginning may be one quantity, said twice.
_NARROW = 1.25
_MEASURED = frozenset({"GW", "MW", "kW", "TWh", "GWh", "歐元", "美元", "元", "公里", "公頃"})
_SHARE_SAID = re.compile(
    r"(?P<percent>\d{1,3}(?:\.\d+)?)\s*%|(?P<tenths>[一二三四五六七八九])成(?P<half>五|半)?(?!立|為|果|功|員|效|本|長|就)"
    r"|(?P<whole>[二三四五六七八九十])分之(?P<part>[一二三四五六七八九])"
)
#: Between a whole and its part; before a sum; how exact a sum is; units that have no parts.
_WITHIN = re.compile(r"中|之內|裡")
_REST = re.compile("其餘|其他|剩|尚|未")
#: Before a share that may be of the rest as well; a part that is done (已) is no rest of what is.
_BUT, _DONE = re.compile("但|僅|只"), "已"
_SUM = re.compile(r"(?:合計|共計|總計|共)\s*(?:有|為|約|達)?\s*$")
_EXACT, _NO_PARTS = 0.005, frozenset({"%", "年", "倍"})


def body_lines(parsed: ParsedReport) -> tuple[tuple[int, str], ...]:
    """Number and text of the lines of the body."""
    return tuple((line.number, line.raw) for line in parsed.layout.body if line.role is None)


def read_figures(lines: Iterable[tuple[int, str]]) -> list[Row]:
    """Rows of the table ``figures``: every number with a unit, in order. Years are none.

    Args:
        lines: number and text of each line of the body.
    """
    rows: list[Row] = []
    heads: list[str] = []
    for line, text in lines:
        cells = text.split("\t")
        in_table = len(cells) == len(heads) > 1
        for place, cell in enumerate(cells if in_table else [text]):
            for sentence in _SENTENCE.findall(normalize(cell)):
                for match in _FIGURE.finditer(sentence):
                    row = _figure(match, sentence)
                    if row is not None and in_table:
                        row["counted"] = row["counted"] or heads[place]
                    rows += [{"line": line, **row}] if row else []
        heads = heads if in_table else [normalize(cell) for cell in cells]
    return rows


def values_of(match: re.Match[str]) -> list[float]:
    """The number of a figure, or both ends of a range, 萬 and 億 worked out."""
    larger = re.findall(r"(\d+)\s?([萬億兆])", match["larger"])
    rest = sum(float(n) * SCALES[char] for n, char in larger)
    scale = math.prod(SCALES[char] for char in (match["scale1"] or "") + (match["scale"] or ""))
    said = [each.replace(",", "") for each in (match["number"], match["to"]) if each]
    numbers = [float(each) if each[0].isdigit() else read_number(each) for each in said]
    return [round(rest + number * scale, 6) for number in numbers]


def _figure(match: re.Match[str], sentence: str) -> Row | None:
    number, *last = values_of(match)
    if match["unit"] == "年" and (number in _ROC or number in _WESTERN):
        return None
    return {
        "number": number,
        "number_to": last[0] if last else None,
        "unit": _SAME_UNIT.get(match["unit"], match["unit"]),
        "counted": _counted(sentence, match),
        "text": match.group().strip(),
        "sentence": sentence.strip(),
    }


def _counted(sentence: str, match: re.Match[str]) -> str:
    """What stands before the number in its clause; else, or where another figure does, or the unit
    must have a thing behind it (9個機關), what follows the unit."""
    clause = _CLAUSE.split(sentence[: match.start()])[-1]
    before = _LEADING.sub("", clause.strip()).strip()
    after = re.match(rf"\s*的?(?P<what>[{HAN}A-Za-z ]*)", sentence[match.end() :])
    follows = _JOINT.sub("", after["what"].strip()) if after else ""
    behind = match["unit"] in _OF_THINGS or _FIGURE.search(clause)
    return (follows or before) if behind else (before or follows)


def check_figures(parsed: ParsedReport) -> Iterator[Row]:
    """A figure within a range that is said elsewhere; shares and sums that their parts do not make."""
    rows = read_figures(body_lines(parsed))
    yield from _ranges([r for r in rows if r["unit"] in _MEASURED and r["number"] >= 1])
    claims: dict[str, Row] = {}
    for row in _parts(parsed):  # a claim that several lines make is one finding
        known = claims.setdefault(row["message"], row)
        known["lines"] = sorted({*known["lines"], *row["lines"]})
    for row in claims.values():
        row["message"] = f"第 {'、'.join(map(str, row['lines']))} 行{row['message']}"
        yield row


def _wrong(figure: Row, code: str, said: str, english: str) -> Row:
    """The finding that a figure, or a share, is not what others of its line make it."""
    message = f"「{figure['text']}」：{said}。 / “{figure['text']}”: {english}"
    return finding(code, message, lines=(figure["line"],))


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
                first, second = sorted((one, other), key=lambda r: int(r["line"]))
                yield finding(
                    "figure-mismatch",
                    f"第 {first['line']} 行「{first['text']}」與第 {second['line']} 行「{second['text']}」"
                    "相近而不同，是否為同一數字？"
                    f" / “{first['text']}” and “{second['text']}” are nearly equal: the same quantity?",
                    lines=(first["line"], second["line"]),
                )


def _parts(parsed: ParsedReport) -> Iterator[Row]:
    """Within a sentence: parts that do not make up their sum; a share that is not that of the part in
    the whole."""
    said = list(sentences(parsed))
    rows = read_figures(enumerate(each.text for each in said))
    for (place, sentence), group in itertools.groupby(rows, lambda r: (r["line"], r["sentence"])):
        figures = [{**row, "line": said[place].line(row["text"])} for row in group]
        for unit in {r["unit"]: None for r in figures if r["unit"] not in _NO_PARTS}:
            alike = [r for r in figures if r["unit"] == unit and not r["number_to"]]
            yield from _sums(alike, sentence)
            starts = [sentence.find(r["text"]) for r in alike] + [len(sentence)]
            for at, other in enumerate(alike[1:], 1):
                of_another = at > 1 and "其中" in sentence[starts[at - 1] : starts[at]]
                clause = sentence if len(alike) == 2 else sentence[starts[at] : starts[at + 1]]
                yield from () if of_another else _share(alike[0], other, sentence, clause)


def _sums(figures: Sequence[Row], sentence: str) -> Iterator[Row]:
    """The last figure is said to be the sum of those before."""
    if len(figures) <= 2:
        return
    *parts, whole = figures
    before = sentence[: sentence.rfind(whole["text"])]
    if _SUM.search(before):
        sums = {sum(r["number"] for r in parts[first:]) for first in range(len(parts) - 1)}
        if not any(abs(whole["number"] - each) <= _EXACT * each for each in sums):
            told = f"前列各數合計為 {sum(r['number'] for r in parts):g}"
            yield _wrong(whole, "sum-mismatch", told, "The parts make another sum.")


def _share(one: Row, other: Row, sentence: str, clause: str) -> Iterator[Row]:
    """A part and its whole, and the share that a clause says the one to be of the other."""
    first = sentence.find(one["text"]) + len(one["text"])
    second = sentence.find(other["text"], first)
    part, whole = sorted((one["number"], other["number"]))
    if not _WITHIN.search(sentence[first:second]) or other["number"] != part or not whole:
        return
    done = _DONE in re.split("[,，;；]", sentence[second:], maxsplit=1)[0]
    for match in _SHARE_SAID.finditer(clause):
        said, near = _share_said(match)
        of_rest = _REST.search(clause) or (_BUT.search(clause) and not done)
        rest = 1 - part / whole if of_rest else said + 1
        if min(abs(part / whole - said), abs(rest - said)) > near:
            yield _wrong(
                {**other, "text": match.group()},
                "share-mismatch",
                f"{whole:g} 中之 {part:g} 是 {part / whole:.0%}",
                f"{part:g} of {whole:g} is {part / whole:.0%}.",
            )


def _share_said(match: re.Match[str]) -> tuple[float, float]:
    """A share, and how far the true one may be from it."""
    if match["percent"]:
        return float(match["percent"]) / 100, 0.02
    if match["tenths"]:
        return read_number(match["tenths"]) / 10 + (0.05 if match["half"] else 0.0), 0.06
    whole = read_number(match["whole"])
    return read_number(match["part"]) / max(whole, 1), 0.06
