"""What is printed twice, and brackets that are not closed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from tourlib.checks.lists import own_head
from tourlib.parse import Finding, finding
from tourlib.parse.body import ParsedReport
from tourlib.text import normalize

#: A passage counts as printed twice from so many characters on; shorter ones are phrases.
_PASSAGE = 40
#: A line has a part of a passage from so many characters on.
_SHARED = 10
_PAIRS = {")": "(", "]": "[", "」": "「", "』": "『", "》": "《", "】": "【", "〉": "〈"}
_BRACKETS = re.compile(f"[{re.escape(''.join((*_PAIRS, *_PAIRS.values())))}]")
#: A closing bracket behind the number of an item: ``1)``, ``a)``.
_ITEM, _MOST_ITEM = re.compile(r"(?:^|[\s、,;。:])[A-Za-z\d一二三四五六七八九十]{1,2}$"), 3
_SMALLER = re.compile(r"(?<=\s)[<>]|[<>](?=\s|\d)")


def check_passages(parsed: ParsedReport) -> Iterator[Finding]:
    """Findings about repeated passages, and brackets."""
    yield from _repeated(parsed)
    yield from _brackets(parsed)


def _repeated(parsed: ParsedReport) -> Iterator[Finding]:
    """Passages of the body that stand in two paragraphs; a summary may repeat what follows. What has
    no full stop is no passage: day, place and people of a visit, printed wherever it is told of."""
    seen: dict[str, tuple[int, int]] = {}
    texts = {line.number: "".join(line.text.split()) for line in parsed.lines}
    paragraphs = [
        (paragraph.lines, "".join(paragraph.text.split()))
        for node, row in zip(parsed.outline.nodes, parsed.rows["sections"], strict=True)
        if row["chapter"] not in {"summary", "appendix"}
        for paragraph in node.paragraphs
        if "。" in paragraph.text
    ]
    for place, (numbers, text) in enumerate(paragraphs):
        at, told = 0, set[int]()
        while at + _PASSAGE <= len(text):
            before = seen.get(text[at : at + _PASSAGE])
            if before is None or before[0] == place:
                at += 1
                continue
            other, length = paragraphs[before[0]], _PASSAGE
            behind = before[1] - at
            while at + length < len(text) and other[1].startswith(
                text[at + length], at + length + behind
            ):
                length += 1
            if before[0] not in told:
                told.add(before[0])
                passage = text[at : at + length]
                printed = {n: texts[n] for n in (*other[0], *numbers)}
                yield _twice(
                    passage,
                    _sharing(passage, other[0], printed),
                    _sharing(passage, numbers, printed),
                )
            at += length
        for start in range(len(text) - _PASSAGE + 1):
            seen.setdefault(text[start : start + _PASSAGE], (place, start))


def _sharing(passage: str, numbers: Sequence[int], printed: Mapping[int, str]) -> tuple[int, ...]:
    """The lines of a paragraph that share more than a few characters with a passage of it."""
    pieces = {passage[at : at + _SHARED] for at in range(len(passage) - _SHARED + 1)}
    found = []
    for number in numbers:
        text = printed[number]
        if any(text[at : at + _SHARED] in pieces for at in range(len(text) - _SHARED + 1)):
            found.append(number)
    return tuple(found or numbers[:1])


def _twice(passage: str, before: Sequence[int], after: Sequence[int]) -> Finding:
    shown = f"{passage[:20]}…{passage[-8:]}"
    first, second = before[0], after[0]
    return finding(
        "passage-repeated",
        f"第 {first} 行與第 {second} 行有相同的 {len(passage)} 個字:「{shown}」。"
        f" / Lines {first} and {second} share {len(passage)} characters: “{shown}”.",
        severity="info",
        lines=(*before, *after),
        marks=(passage,),
    )


def _brackets(parsed: ParsedReport) -> Iterator[Finding]:
    """Brackets that are opened and not closed, or the other way round, in a section or an entry."""
    units: list[Sequence[tuple[int, str]]] = [
        [(p.lines[0], p.text) for p in (*own_head(node), *node.paragraphs)]
        for node in parsed.outline.nodes
    ]
    texts = {line.number: line.text for line in parsed.lines}
    units += [[(n, texts[n]) for n in row["lines"]] for row in parsed.rows["sessions"]]
    for unit in units:
        yield from _unbalanced(unit)


def _unbalanced(unit: Sequence[tuple[int, str]]) -> Iterator[Finding]:
    opened: list[tuple[str, int, str]] = []
    waiting = Counter[str]()
    for line, raw in unit:
        text = _SMALLER.sub("", normalize(raw))
        for match in _BRACKETS.finditer(text):
            at, char = match.start(), match.group()
            if char not in _PAIRS:
                opened.append((char, line, text[at : at + 12]))
                waiting[char] += 1
            elif waiting[_PAIRS[char]]:
                while opened[-1][0] != _PAIRS[char]:
                    opener, at_line, piece = opened.pop()
                    waiting[opener] -= 1
                    yield _bracket(at_line, piece, "有括號沒有結尾", "not closed")
                waiting[opened.pop()[0]] -= 1
            elif not _ITEM.search(text[max(0, at - _MOST_ITEM) : at]):
                yield _bracket(line, text[max(0, at - 11) : at + 1], "有括號沒有開頭", "not opened")
    for _char, line, piece in opened:
        yield _bracket(line, piece, "有括號沒有結尾", "not closed")


def _bracket(line: int, piece: str, said: str, english: str) -> Finding:
    return finding(
        "bracket-unbalanced",
        f"第 {line} 行{said}:「{piece}」。 / A bracket is {english}: “{piece}”.",
        severity="info",
        lines=(line,),
        marks=(piece,),
    )
