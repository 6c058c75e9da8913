"""What is printed twice, brackets that are not closed, and lists that have not as many items as
announced."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from tourlib.outline.nodes import Node, Outline, Paragraph
from tourlib.parse import Row, finding
from tourlib.parse.body import ParsedReport
from tourlib.text import chinese_number, count_han, normalize

#: A passage counts as printed twice from so many characters on; shorter ones are phrases.
_PASSAGE = 40
#: A caption says something from so many ideographs on; a short one may be said of two pictures.
_CAPTION, _LONG_CAPTION = 10, 15
_NUMBER = r"[二三四五六七八九十兩]|十[一二三四五六七八九]|\d{1,2}"
_COUNTED = re.compile(
    rf"(?<![第一二三四五六七八九十百\d.])(?P<n>{_NUMBER})\s*(?:(?P<big>大)|項|個|種|點|類|階段|步驟|面向)"
    r"(?!月|人|國|年|小時|星期|部會)"
)
_ANNOUNCED = re.compile(r"(?::|如下|如次|分述於下)\s*[:。]?$")
_PAIRS = {")": "(", "]": "[", "」": "「", "』": "『", "》": "《", "】": "【", "〉": "〈"}
_BRACKETS = re.compile(f"[{re.escape(''.join((*_PAIRS, *_PAIRS.values())))}]")
#: A closing bracket behind the number of an item: ``1)``, ``a)``.
_ITEM = re.compile(r"(?:^|[\s、,;。:])[A-Za-z\d一二三四五六七八九十]{1,2}$")
_SMALLER = re.compile(r"(?<=\s)[<>]|[<>](?=\s|\d)")


#: Chapters that speak of the report as a whole, and what they say of its recommendations.
_OF_ALL = frozenset({"summary", "purpose", "conclusion"})
#: A single one may be all that was understood; some of them are of one horizon.
_SOME, _OF_SOME = 2, re.compile("立即|[短中長]期|[近中遠]程")
_OF_ADVICE = re.compile(
    rf"(?:提出|研提|歸納|彙整|提供|共|計)[^。;,、]{{0,10}}?(?P<n>{_NUMBER})\s*大?[項點個][^。;,、]{{0,8}}建議"
    rf"|建議(?:事項)?(?:共|計|合計)*(?P<m>{_NUMBER})\s*大?[項點]"
)


def check_passages(parsed: ParsedReport) -> Iterator[Row]:
    """Findings about repeated passages and captions, brackets, and announced numbers."""
    yield from _repeated(parsed)
    yield from _captions(parsed)
    yield from _brackets(parsed)
    yield from _announced(parsed.outline)
    yield from _advice(parsed)


def _repeated(parsed: ParsedReport) -> Iterator[Row]:
    """Passages of the body that stand in two paragraphs; a summary may repeat what follows."""
    seen: dict[str, tuple[int, int]] = {}
    paragraphs = [
        (paragraph.lines[0], "".join(paragraph.text.split()))
        for node, row in zip(parsed.outline.nodes, parsed.rows["sections"], strict=True)
        if row["chapter"] not in {"summary", "appendix"}
        for paragraph in node.paragraphs
    ]
    for place, (line, text) in enumerate(paragraphs):
        at, told = 0, set[int]()
        while at + _PASSAGE <= len(text):
            before = seen.get(text[at : at + _PASSAGE])
            if before is None or before[0] == place:
                at += 1
                continue
            other, length = paragraphs[before[0]], _PASSAGE
            while text[at : at + length + 1] == other[1][before[1] : before[1] + length + 1]:
                length += 1
                if at + length >= len(text) or before[1] + length >= len(other[1]):
                    break
            if other[0] not in told:
                told.add(other[0])
                yield _twice(text[at : at + length], other[0], line)
            at += length
        for start in range(len(text) - _PASSAGE + 1):
            seen.setdefault(text[start : start + _PASSAGE], (place, start))


def _twice(passage: str, first: int, second: int) -> Row:
    shown = f"{passage[:20]}…{passage[-8:]}"
    return finding(
        "passage-repeated",
        f"第 {first} 行與第 {second} 行有相同的 {len(passage)} 個字:「{shown}」。"
        f" / Lines {first} and {second} share {len(passage)} characters: “{shown}”.",
        severity="info",
        lines=(first, second),
        marks=(passage,),
    )


def _captions(parsed: ParsedReport) -> Iterator[Row]:
    """Photographs of one event with the same words below them."""
    families: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in parsed.rows["photos"]:
        caption = "".join((row["caption"] or "").split())
        families[row["event"] or "", caption].append(row["line"])
    for (_event, caption), lines in families.items():
        if len(lines) > 1 and count_han(caption) >= (_CAPTION if len(lines) > 2 else _LONG_CAPTION):
            yield finding(
                "caption-repeated",
                f"{len(lines)} 張照片的圖說相同:「{caption}」。"
                f" / {len(lines)} photographs have the same caption “{caption}”.",
                severity="info",
                table="photos",
                lines=lines,
            )


def _brackets(parsed: ParsedReport) -> Iterator[Row]:
    """Brackets that are opened and not closed, or the other way round, in a section or an entry."""
    units: list[Sequence[tuple[int, str]]] = [
        [(p.lines[0], p.text) for p in (*_own_head(node), *node.paragraphs)]
        for node in parsed.outline.nodes
    ]
    texts = {line.number: line.text for line in parsed.lines}
    units += [[(n, texts[n]) for n in row["_lines"]] for row in parsed.rows["sessions"]]
    for unit in units:
        yield from _unbalanced(unit)


def _own_head(node: Node) -> list[Paragraph]:
    """The heading, where it is not the beginning of the first paragraph."""
    first = node.paragraphs[0].lines[0] if node.paragraphs else None
    return [] if first == node.line else [node.head]


def _unbalanced(unit: Sequence[tuple[int, str]]) -> Iterator[Row]:
    opened: list[tuple[str, int, str]] = []
    for line, raw in unit:
        text = _SMALLER.sub("", normalize(raw))
        for match in _BRACKETS.finditer(text):
            at, char = match.start(), match.group()
            if char not in _PAIRS:
                opened.append((char, line, text[at : at + 12]))
            elif any(opener == _PAIRS[char] for opener, *_ in opened):
                while opened[-1][0] != _PAIRS[char]:
                    _opener, at_line, piece = opened.pop()
                    yield _bracket(at_line, piece, "有括號沒有結尾", "not closed")
                opened.pop()
            elif not _ITEM.search(text[:at]):
                yield _bracket(line, text[max(0, at - 11) : at + 1], "有括號沒有開頭", "not opened")
    for _char, line, piece in opened:
        yield _bracket(line, piece, "有括號沒有結尾", "not closed")


def _bracket(line: int, piece: str, said: str, english: str) -> Row:
    return finding(
        "bracket-unbalanced",
        f"第 {line} 行{said}:「{piece}」。 / A bracket is {english}: “{piece}”.",
        severity="info",
        lines=(line,),
        marks=(piece,),
    )


def _announced(outline: Outline) -> Iterator[Row]:
    """A number announced at the end of a paragraph and the list that follows at once."""
    starts = {node.line: at for at, node in enumerate(outline.nodes)}
    paragraphs = [p for node in outline.nodes for p in (*_own_head(node), *node.paragraphs)]
    ends = {p.lines[-1]: p for p in paragraphs}
    lines = sorted({*starts, *(n for p in paragraphs for n in p.lines)})
    for line, after in itertools.pairwise(lines):
        last = ends.get(line)
        if last is None or after not in starts or outline.nodes[starts[after]].value != 1:
            continue
        sentence = re.split(r"[。;!?]", normalize(last.text).rstrip("。"))[-1]
        counted = list(_COUNTED.finditer(sentence))
        if len(counted) != 1 or not _ANNOUNCED.search(sentence):
            continue
        said = chinese_number(counted[0]["n"].replace("兩", "二"))
        listed = _run(outline, starts[after])
        if said and said != len(listed) and len(listed) > 1:
            yield finding(
                "count-mismatch",
                f"第 {last.lines[0]} 行說「{counted[0].group()}」，其後列出 {len(listed)} 項"
                f"(第 {listed[0].line} 至 {listed[-1].line} 行)。"
                f" / “{counted[0].group()}” are announced, {len(listed)} are listed.",
                lines=(last.lines[-1], *(item.line for item in listed)),
                marks=(counted[0].group(), *(item.head.text[:12] for item in listed)),
            )


def _advice(parsed: ParsedReport) -> Iterator[Row]:
    """How many recommendations the report says that it gives, and how many it does."""
    rows = parsed.rows["recommendations"]
    depths = Counter(row["depth"] for row in rows)
    topics = len({row["topic"] for row in rows})
    counts = {len(rows), topics, *depths.values()}
    counts |= {sum(n for depth, n in depths.items() if depth <= most) for most in depths}
    lines = list(dict.fromkeys(row["line"] for row in rows))
    for node, section in zip(parsed.outline.nodes, parsed.rows["sections"], strict=True):
        if len(rows) < _SOME or section["chapter"] not in _OF_ALL:
            continue
        for paragraph in node.paragraphs:
            for match in _OF_ADVICE.finditer(normalize(paragraph.text)):
                said = chinese_number((match["n"] or match["m"]).replace("兩", "二"))
                if said and said not in counts and not _OF_SOME.search(match.group()):
                    yield finding(
                        "count-mismatch",
                        f"第 {paragraph.lines[0]} 行說「{match.group()}」，建議章節讀出 {topics} 個議題、{len(rows)} 項。"
                        f" / “{match.group()}” are announced; {topics} topics and {len(rows)} items were read.",
                        table="recommendations",
                        lines=(*paragraph.lines[:1], *lines),
                        marks=(match.group(),),
                    )


def _run(outline: Outline, first: int) -> list[Node]:
    """The items of the list that begins here, up to a restart."""
    head = outline.nodes[first]
    items: list[Node] = []
    for node in outline.nodes[first:]:
        same = node.parent == head.parent and node.marker and head.marker
        if not same or node.marker is None or head.marker is None:
            if node.rank < head.rank or node.parent == head.parent:
                break
            continue
        if node.marker.kind != head.marker.kind or node.value != len(items) + 1:
            break
        items.append(node)
    return items
