"""Known misreadings of recognition, and the places where it was uncertain."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from tourlib.lines import Doubt, Line
from tourlib.readers.pdf.kept import Piece, Scan, is_han
from tourlib.text import HAN
from tourlib.vocabulary import rules

#: Certainty of a character below which it is doubtful (the better of two has 0.5).
DOUBTFUL = 0.6
#: Maximum number of doubts listed one by one.
MOST_DOUBTS = 60
#: Maximum number of characters of a piece that is a cell, such as a name.
CELL = 5
#: Forms that are not written in Taiwan → those that are: recognition confuses them.
_FORMS = str.maketrans(
    "爲内衆説参户凈奥温産黄録緑顔歩毎査脱税鋭閲悦",
    "為內眾說參戶淨奧溫產黃錄綠顏步每查脫稅銳閱悅",
)
#: Minimum share of Simplified ideographs in a report written in Simplified Chinese.
_SIMPLIFIED_SHARE = 0.2
#: A word of letters in which the digit 1 stands for the letter l: Digita1.
_ONES = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z1]*1[A-Za-z1]*(?![A-Za-z0-9])")
_TWO_SMALL = re.compile(r"[a-z].*[a-z]")
#: A bracket beside an ideograph: recognition cannot tell which of the two widths it has.
_BRACKET = re.compile(rf"[(（](?=[{HAN}])|(?<=[{HAN}])[)）]")
_TO_NARROW, _TO_WIDE = str.maketrans("（）", "()"), str.maketrans("()", "（）")
#: A dash alone in brackets, or as the number of an item.
_DASH = re.compile(r"(?<=[(（])[—－ー](?=[)）])|^[—－ー](?=、)")
#: Two ideographs at this distance (from, to), with less than this white space between them, have an
#: unrecognised 、 between them (em).
LOST_FROM, LOST_TO, LOST_WHITE = 1.8, 2.5, 0.5
#: Full-width periods and commas among Latin letters and digits.
_WIDE_POINT = re.compile(r"(?<=[A-Za-z0-9])[．，](?= ?[A-Za-z0-9]|$)")
_WORD = re.compile(rf"[A-Za-zÀ-ÿ]+|\d(?:[\d.,:]*\d)?|[{HAN}]")
_HAN, _HAN_BEFORE = re.compile(f"[{HAN}]{{0,2}}"), re.compile(f"[{HAN}]{{0,2}}$")


def mended(scans: Mapping[int, Scan]) -> tuple[dict[int, Scan], tuple[str, ...]]:
    """Return the pages with known misreadings corrected, and notes that report this."""
    changes = Counter[tuple[str, str]]()
    brackets = Counter(
        bracket
        for scan in scans.values()
        for piece in scan.pieces
        for bracket in _BRACKET.findall(piece.text)
    )
    wide = brackets["（"] + brackets["）"] > brackets["("] + brackets[")"]
    used = _used(piece.text for scan in scans.values() for piece in scan.pieces)
    to = _TO_WIDE if wide else _TO_NARROW
    found = {}
    for number, scan in scans.items():
        pieces = []
        for printed in scan.pieces:
            piece, lost = _with_lost_signs(printed)
            changes["", "、"] += lost
            text = _in_traditional(_mended(piece.text), used)
            pairs = zip(piece.text, text, strict=True)
            changes.update((old, new) for old, new in pairs if old not in {new, *"．，"})
            text = _BRACKET.sub(lambda sign: sign[0].translate(to), text)
            pieces.append(replace(piece, text=text))
        found[number] = replace(scan, pieces=tuple(pieces))
    changes = +changes
    if not changes:
        return found, ()
    ordered = sorted(changes.items(), key=lambda each: (-each[1], each[0]))
    told = "、".join(f"{old or '漏字'}→{new} {count}" for (old, new), count in ordered)
    return found, (f"文字辨識常混淆的字已改為通用字形（次數）：{told}",)


def _with_lost_signs(piece: Piece) -> tuple[Piece, int]:
    """Return the piece with the 、 that recognition left out between two ideographs, and their number."""
    size = piece.pitch or piece.height
    chars = [*zip(piece.text, piece.middles, piece.whites, piece.scores, strict=True)]
    found = chars[:1]
    for (left, one, _, _), (right, two, white, score) in pairwise(chars):
        apart = two - one if is_han(left) and is_han(right) else 0.0
        if LOST_FROM * size < apart < LOST_TO * size and white[1] - white[0] < LOST_WHITE * size:
            start, end = one + size / 2, two - size / 2
            found.append(("、", (start + end) / 2, (start, start), 1.0))
            white = end, end
        found.append((right, two, white, score))
    text, *told = zip(*found, strict=True)
    return Piece(piece.box, "".join(text), *told), len(found) - len(chars)


def _mended(text: str) -> str:
    """Return the text with corrections that keep each character at its place."""
    text = _DASH.sub("一", text.translate(_FORMS))
    text = _ONES.sub(
        lambda word: word[0].replace("1", "l") if _TWO_SMALL.search(word[0]) else word[0], text
    )
    return _WIDE_POINT.sub(lambda point: "." if point[0] == "．" else ",", text)


@cache
def _traditional() -> dict[str, list[str]]:
    """Return Simplified characters that nobody writes in Taiwan → the Traditional ones of each:
    Big5, the encoding of Taiwan's offices, has only the latter."""
    found: dict[str, list[str]] = {}
    for traditional, simplified in rules("t2s"):
        if _in_big5(traditional) and not _in_big5(simplified):
            found.setdefault(simplified, []).append(traditional)
    return found


def _in_big5(char: str) -> bool:
    try:
        return bool(char.encode("big5"))
    except UnicodeEncodeError:
        return False


def _used(texts: Iterable[str]) -> Counter[str]:
    """Return how often each character, and each pair of them, occurs in a report; nothing for one
    written in Simplified characters."""
    used = Counter[str]()
    for text in texts:
        used.update(text)
        used.update(map("".join, pairwise(text)))
    simplified = sum(used[char] for char in _traditional())
    most = _SIMPLIFIED_SHARE * sum(
        count for char, count in used.items() if len(char) == 1 and is_han(char)
    )
    return Counter() if simplified > most else used


def _in_traditional(text: str, used: Counter[str]) -> str:
    """Return the text with the Traditional character for each Simplified one; of several, the one
    most frequent in the report beside the characters around it."""
    if not used:
        return text
    chars = list(text)
    for at, char in enumerate(chars):
        if char in _traditional():
            before, behind = "".join(chars[at - 1 : at]), "".join(chars[at + 1 : at + 2])
            chars[at] = max(
                _traditional()[char],
                key=lambda each: (used[before + each] + used[each + behind], used[each]),
            )
    return "".join(chars)


def doubts(scans: Mapping[int, Scan], raw: Mapping[int, Scan]) -> list[tuple[str, int]]:
    """Return words of which recognition was uncertain, with their page: numbers and cells first.

    Args:
        scans: the pages as corrected.
        raw: the pages as recognised: corrections are reported elsewhere.
    """
    first: list[tuple[str, int]] = []
    others: list[tuple[str, int]] = []
    for number, scan in sorted(scans.items()):
        for piece, before in zip(scan.pieces, raw[number].pieces, strict=True):
            for word in _doubtful(piece, _with_lost_signs(before)[0].text):
                short = len(piece.text) <= CELL or word[0].isdigit()
                (first if short else others).append((word, number + 1))
    return list(dict.fromkeys(first + others))


def _doubtful(piece: Piece, raw: str) -> Iterator[str]:
    forms = set(_FORMS.values())
    for found in _WORD.finditer(piece.text):
        start, end = found.span()
        sure = all(
            score >= DOUBTFUL or old != new or ord(new) in forms or new == "l"
            for score, old, new in zip(
                piece.scores[start:end], raw[start:end], found[0], strict=True
            )
        )
        if not sure:
            # An ideograph with its neighbours, as far as these are ideographs.
            before, behind = _HAN_BEFORE.search(piece.text[:start]), _HAN.match(piece.text, end)
            if found[0] >= "\u2e80" and before and behind:
                yield f"{before[0]}{found[0]}{behind[0]}"
            else:
                yield found[0]


def placed(found: Sequence[tuple[str, int]], lines: Sequence[Line]) -> tuple[Doubt, ...]:
    """Return the doubts with the line of each word, if it is found."""
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page or 0, []).append(line)
    told = []
    for word, page in found[:MOST_DOUBTS]:
        near = [*pages.get(page, []), *reversed(pages.get(page - 1, []))]
        number = next((line.number for line in near if word in line.text), None)
        told.append(Doubt(word, page, number))
    return tuple(told)
