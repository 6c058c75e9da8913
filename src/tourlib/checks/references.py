"""Check references to things with a number (見圖3, 詳附錄二, 參見建議六), and the numbers of captions."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tourlib.checks.alltext import Sentence
from tourlib.parse import Finding, Row, finding
from tourlib.parse.body import ParsedReport
from tourlib.text import HAN, chinese_number, loose

_N = r"(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})(?![\d.-])"
_APPENDIX, _CAPTIONED = "附[錄件]", "附?[圖表]|照片"
#: The beginning of an appendix, a caption or a recommendation.
_LABEL = re.compile(
    rf"(?:^|\s)(?P<kind>{_APPENDIX}|{_CAPTIONED}|建議)\s*{_N}(?=$|[\s、:.(])"
    rf"[\s、:.]*(?P<title>.*?)(?=\s(?:{_CAPTIONED})\s*\d|$)"
)
#: A reference, with the last word of what the thing is said to contain: 研習照片見附錄二.
_REFERENCE = re.compile(
    rf"(?P<what>[{HAN}]{{2}})??(?:[詳請參如見閱照另]|[載列附置錄整]於)+(?:(?:第[一二三四五六七八九十]+章|附[錄件])[之的、\s]*)??"
    rf"(?P<thing>(?P<kind>{_APPENDIX}|{_CAPTIONED}|(?<=[詳參見如章之的])建議)\s*{_N}(?![項點大個次併般致起同定切地處方]))"
)
#: Text before a reference to something in another report.
_OF_OTHERS = re.compile("[該其][^,。;]*$")
#: The things of a kind by number, each with title and line.
_Things = Mapping[int, Sequence[tuple[str, int]]]


def check_references(parsed: ParsedReport, said: Iterable[Sentence]) -> Iterator[Finding]:
    """Yield a finding for each reference to a number that nothing has, or to an appendix for what
    another one contains, and for each number that two captions have."""
    things = _things(parsed)
    for kind, numbered in things.items():
        if re.fullmatch(_CAPTIONED, kind) and len(numbered.get(1, ())) == 1:  # else they start anew
            yield from _twice(kind, numbered)
    for sentence in said:
        for match in _REFERENCE.finditer(sentence.text):
            if not _OF_OTHERS.search(sentence.text[max(match.start() - 9, 0) : match.start()]):
                yield from _wrong(match, sentence, things[match["kind"]])


def _things(parsed: ParsedReport) -> Mapping[str, _Things]:
    """Return the appendices, captions and recommendations by kind and number."""
    found: dict[str, dict[int, list[tuple[str, int]]]] = defaultdict(lambda: defaultdict(list))
    for text, line in _labelled(parsed.rows):
        for match in _LABEL.finditer(loose(text)):
            found[match["kind"]][chinese_number(match["n"]) or 0].append((match["title"], line))
    return found


def _labelled(rows: Mapping[str, Sequence[Row]]) -> Iterator[tuple[str, int]]:
    """Yield the cells of the text, headings with the one above (附錄: 一、課程表), and the numbers of
    recommendations at any level, each with its line."""
    for row in (each for each in rows["lines"] if each["claimed_by"] != "toc"):
        yield from ((cell, row["line"]) for cell in row["text"].split("\t"))
    for row in (each for each in rows["sections"] if each["parent"]):
        above = rows["sections"][row["parent"] - 1]["title"]
        yield f"{above}{(row['number'] or '').strip('()')} {row['title']}", row["line"]
    for row in rows["recommendations"]:
        numbers = re.findall(r"\w+", f"{row['topic']} {row['item']}")
        yield from ((f"建議{number}", row["line"]) for number in numbers)


def _twice(kind: str, numbered: _Things) -> Iterator[Finding]:
    """Yield the numbers that two captions with different words have."""
    for n, things in numbered.items():
        for (title, line), (other, below) in itertools.pairwise(things):
            if not other.startswith(title) and not title.startswith(other):
                told = f"第 {line} 行與第 {below} 行同樣編為「{kind}{n}」。"
                told += f" / Lines {line} and {below} are both numbered “{kind}{n}”."
                yield finding("numbering-broken", told, lines=(line, below), marks=(title, other))


def _wrong(match: re.Match[str], sentence: Sentence, numbered: _Things) -> Iterator[Finding]:
    """Yield a finding if nothing has the number, or only another appendix the title that is told."""
    (title, line), *_more = numbered.get(chinese_number(match["n"]) or 0, [("", 0)])
    said, thing, what = match.group(), match["thing"], match["what"] or " "
    titled = numbered.values() if thing[0] == "附" else ()
    others = [things[0] for things in titled if what in things[0][0]]
    if line and (not title or what in title or len(others) != 1):
        return
    at = sentence.line(said)
    if not line:
        severity = "warning" if numbered else "info"  # pictures hold captions, other files annexes
        told = f"第 {at} 行說「{said}」，報告中沒有「{thing}」。 / “{said}”: there is none."
        yield finding("reference-mismatch", told, severity=severity, lines=(at,), marks=(thing,))
    else:
        ((other, there),) = others
        told = f"第 {at} 行說「{said}」，{thing}為「{title}」，「{other}」在第 {there} 行。"
        told += f" / “{said}”: that appendix is “{title}”."
        yield finding("reference-mismatch", told, lines=(at, line, there))
