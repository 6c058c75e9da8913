"""Likely misreadings (a wrong or a doubled character), repeated passages and unbalanced brackets.

:mod:`tourlib.checks.slips` finds what may have been meant; this module selects from its candidates
and words the findings. Nothing is ever corrected.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from tourlib.checks.alltext import Text
from tourlib.checks.lexicon import (
    Floats,
    dictionary,
    forms,
    level_of,
    pair_levels,
    read_codes,
    strings,
)
from tourlib.checks.lists import own_head
from tourlib.checks.slips import Known, changed, doubled, know, weigh
from tourlib.lines import Doubt, Line
from tourlib.parse import Finding, Row, finding
from tourlib.parse.body import ParsedReport
from tourlib.people.forms import any_of, surnames
from tourlib.settled.entries import Correction
from tourlib.text import HAN, chinese_number, has_han, normalize, squeeze
from tourlib.vocabulary import rules

SURE, LIKELY, FORM = "高", "中", "字形"
_ENGLISH = {SURE: "almost certain", LIKELY: "likely", FORM: "form of the character"}
#: Odds (natural logarithm) from which a changed character is certain, or likely. Chosen so that
#: more than four of five findings on invented reports are right (tests/benchmarks/misprints.py).
_SURE_ODDS, _LIKELY_ODDS = 0.5, -1.4
#: Added to the log odds in a word of which the recognition was not certain: twenty times as likely.
_DOUBTED = 3.0
#: Two misreadings are never as close to each other as this.
_APART = 2
#: Chapters' numbers, and 二 as it is misread at the beginning of a line.
_MISREAD_TWO = "="
_NUMERALS = "壹貳參肆伍陸柒捌玖拾"
#: Minimum level of a word that may overlap the start of a known wrong form.
_MIN_LEVEL = 7.0
#: Minimum length of a repeated passage; shorter repetitions are phrases.
_MIN_PASSAGE = 40
#: Minimum length of a recommendation that is made twice.
_MIN_ITEM = 8
#: Minimum number of characters of a passage that a line must share to count as part of it.
_MIN_SHARED = 10
_PAIRS = {")": "(", "]": "[", "」": "「", "』": "『", "》": "《", "】": "【", "〉": "〈"}
_BRACKETS = re.compile(f"[{re.escape(''.join((*_PAIRS, *_PAIRS.values())))}]")
#: A closing bracket after the number of an item: ``1)``, ``a)``.
_ITEM, _MOST_ITEM = re.compile(r"(?:^|[\s、,;。:])[A-Za-z\d一二三四五六七八九十]{1,2}$"), 3
_SMALLER = re.compile(r"(?<=\s)[<>]|[<>](?=\s|\d)")
_HAN = re.compile(f"[{HAN}]+")


@dataclass(frozen=True, slots=True)
class Misreading:
    """``printed`` at ``place`` of a text should probably read ``intended``; ``sure`` is the certainty."""

    place: int
    printed: str
    intended: str
    sure: str


def check_misreadings(
    parsed: ParsedReport, text: Text, doubts: Iterable[Doubt] = ()
) -> Iterator[Finding]:
    """Yield a finding for every printed form and its correction, with all its lines; ``doubts`` are
    words that were recognised in a picture without certainty."""
    families: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for found in _without_overlap(find_misreadings(parsed, text, doubts), text):
        families[found.printed, found.intended, found.sure].append(text.line(found.place))
    for (printed, intended, sure), lines in families.items():
        said = f"「{printed}」可能是「{intended}」之誤(把握：{sure})。"
        said += f" / “{printed}” is perhaps misread for “{intended}” ({_ENGLISH[sure]})."
        severity = "warning" if sure == SURE else "info"
        told = finding("misreading", said, severity=severity, lines=lines, marks=(printed,))
        why = f"疑為誤讀，把握：{sure}"
        proposed = (Correction(line, printed, intended, why) for line in told.lines)
        yield replace(told, corrections=tuple(proposed))


def suggested_corrections(
    findings: Iterable[Finding], lines: Sequence[Line]
) -> tuple[Correction, ...]:
    """Return the corrections that findings propose, in order of the lines.

    Args:
        lines: the lines as read, including the spaces that extraction put into words. A word that
            is divided between two lines is not corrected.
    """
    found: dict[Correction, None] = {}
    for each in itertools.chain.from_iterable(told.corrections for told in findings):
        spaced = r"\s*".join(map(re.escape, each.printed))
        if as_read := re.search(spaced, lines[each.line - 1].text):
            found[replace(each, printed=as_read.group())] = None
    return tuple(sorted(found, key=lambda correction: correction.line))


def find_misreadings(
    parsed: ParsedReport, text: Text, doubts: Iterable[Doubt] = ()
) -> Iterator[Misreading]:
    """Yield all likely misreadings: known confusions, then those found by dictionary and report."""
    names = [name for name in _people(parsed) if len(name) > 1]
    inside = {at + n for name in names for at in text.find(name) for n in range(len(name))}
    inside |= {at for person in _person().finditer(text.whole) for at in range(*person.span())}
    for known in (Misreading(*found, SURE) for found in _known_wrong(text)):
        yield known
        inside |= {known.place + n for n in range(len(known.printed))}
    known_text = know(text.whole, trusted_names(parsed))
    for slip in (*_forms(text), *chosen(text.whole, known_text, _doubted(text, doubts))):
        if slip.place not in inside:
            yield slip
            inside.add(slip.place)
    yield from _numerals(parsed.rows["toc"], text)


def _doubted(text: Text, doubts: Iterable[Doubt]) -> set[int]:
    """Return the positions of the characters of doubtful words, on the lines concerned."""
    return {
        at + n
        for doubt in doubts
        for at in text.find(doubt.word)
        if text.line(at) == doubt.line
        for n in range(len(doubt.word))
    }


def trusted_names(parsed: ParsedReport) -> str:
    """Return names of people and agencies, one per line; in the tables these are taken to be right."""
    people = parsed.rows["participants"]
    posts = [row[key] for key in ("agency", "title", "grade") for row in people]
    return "\n".join(dict.fromkeys(filter(None, [*_people(parsed), *posts])))


def _people(parsed: ParsedReport) -> list[str]:
    people = [row["name"] for row in parsed.rows["participants"]]
    people += [
        name
        for table in ("visits", "sessions")
        for row in parsed.rows[table]
        for name in row["speakers"]
    ]
    return list(dict.fromkeys(filter(None, people)))


@cache
def _person() -> re.Pattern[str]:
    """Match what no word can judge: a name before or around a post (林科長美玲), 員 after a surname
    (林員), a name that begins with a small letter (e等公務園)."""
    family, post = f"[{''.join(sorted(surnames()))}]", any_of("post")
    return re.compile(
        rf"{family}(?:[{HAN}]{{1,2}}(?={post})|(?:{post})[{HAN}]{{1,2}}|員)|(?<![A-Za-z])[a-z][{HAN}]{{1,6}}"
    )


def chosen(text: str, known: Known, doubted: Collection[int] = ()) -> list[Misreading]:
    """Return the sufficiently likely slips in order, the likeliest one at each place.

    Args:
        text: the text, a line feed after each line; next to these only certain slips are kept.
        known: what is known of the text.
        doubted: positions of characters of which the recognition was not certain.
    """
    slips = changed(known)
    twice = zip(*doubled(known), strict=True)
    likely = [(np.inf if plain else 0.0, int(at), "") for at, plain in twice]
    for odds, place, char in zip(weigh(slips), slips.places, slips.chars, strict=True):
        at_end = "\n" in text[max(place - 1, 0) : place + 2]
        odds += _DOUBTED * (int(place) in doubted)
        if odds >= (_SURE_ODDS if at_end else _LIKELY_ODDS):
            likely.append((float(odds), int(place), chr(int(char))))
    likely.sort(key=lambda slip: (-slip[0], slip[1:]))
    kept: dict[int, Misreading] = {}
    for odds, place, char in likely:
        if not any(place + step in kept for step in range(-_APART, _APART + 1)):
            sure = SURE if odds >= _SURE_ODDS else LIKELY
            kept[place] = Misreading(place, *_around(text, place, char), sure)
    return [kept[place] for place in sorted(kept)]


def _around(text: str, place: int, char: str) -> tuple[str, str]:
    """Return the characters around a slip, as printed and as meant. ``char`` is the intended character,
    empty for a doubled one. Two characters are returned, or four if two are a word as printed, too."""
    run = next(
        m for m in _HAN.finditer(text, max(text.rfind("\n", 0, place), 0)) if m.end() > place
    )
    at, printed = place - run.start(), run.group()
    if not char:
        return printed[max(at - 1, 0) : at + 2], printed[max(at - 1, 0) : at + 1]
    meant = printed[:at] + char + printed[at + 1 :]
    first, last = 0, 0
    for size, words in ((2, pair_levels()), (4, dictionary().levels[4])):
        levels = words.of(strings(read_codes(meant), size))
        starts = range(max(0, at - size + 1), max(0, min(len(meant) - size, at)) + 1)
        uses = {n: text.count(meant[n : n + size]) if size > 2 else 0 for n in starts}
        first = max(starts, key=lambda n: levels[n] + uses[n])
        last = first + size
        if _levels(printed[first:last])[0] <= 0:
            break  # otherwise the printed pair is a word, and only more context helps
    return printed[first:last], meant[first:last]


def _levels(text: str) -> Floats:
    return pair_levels().of(strings(read_codes(text + " "), 2)[:1])


def _forms(text: Text) -> Iterator[Misreading]:
    """Yield characters in a form that is not used in Taiwan, alone among usual ones: 参訪."""
    unusual = re.compile(f"[{''.join(forms())}]")
    for run in _HAN.finditer(text.whole):
        found = list(unusual.finditer(run.group()))
        if len(found) != 1 or len(run.group()) < 2:
            continue
        at = found[0].start()
        first = max(0, at - 1) if at + 1 == len(run.group()) else at
        printed = run.group()[first : first + 2]
        meant = printed.replace(found[0].group(), forms()[found[0].group()][0])
        if meant in text.whole or _levels(meant)[0] > 0:
            yield Misreading(run.start() + at, printed, meant, FORM)


def _without_overlap(found: Iterable[Misreading], text: Text) -> list[Misreading]:
    """Return one misreading for each slip in order of the lines: of overlapping pieces on one line
    the first is kept."""
    kept: dict[int, list[Misreading]] = defaultdict(list)
    for m in found:
        line = kept[text.line(m.place)]
        if not any(m.printed in other.printed or other.printed in m.printed for other in line):
            line.append(m)
    return [m for _number, line in sorted(kept.items()) for m in line]


def _numerals(entries: Iterable[Row], text: Text) -> Iterator[Misreading]:
    """Yield a chapter number in the contents that is not a numeral where one is expected: 貢."""
    due = 1
    for entry in entries:
        number = entry["number"] or ""
        if due > len(_NUMERALS):
            return
        place = text.starts[text.numbers.index(entry["line"])] if number else 0
        if number == _MISREAD_TWO:
            yield Misreading(place, number, "二", SURE)
        elif len(number) == 1 and has_han(number) and chinese_number(number) is None:
            yield Misreading(place, number, _NUMERALS[due - 1], SURE)
            number = _NUMERALS[due - 1]
        if number and number in _NUMERALS:
            due = _NUMERALS.index(number) + 2


@cache
def _wrong_forms() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return each wrong form, its right form, and the contexts in which the "wrong" form is right."""
    forms: list[tuple[str, str, tuple[str, ...]]] = []
    for wrong, right, words, *never in rules("confusions"):
        kept = tuple(filter(None, "".join(never[:1]).split("|")))
        forms += [(w.replace(right, wrong), w, kept) for w in words.split("|") if w]
    return tuple(forms)


def _bridges(text: str, at: int, form: str) -> bool:
    """True if a form of two characters begins with the last character of a word: 保護|土地."""
    before = [text[at - n : at + 1] for n in (1, 2) if at >= n and len(form) == 2]
    return any(level_of(word) >= _MIN_LEVEL for word in before)


def _known_wrong(text: Text) -> Iterator[tuple[int, str, str]]:
    """Yield position, printed form and right form of every known wrong form of a word: ``confusions.csv``.
    Some pairs are listed although shape, sound and doubling find most slips without a list: of the 22
    corrections of cohort 114, on whose kind the list is based, they find 12, and 18 with the list."""
    pairs = {text.whole[at : at + 2] for at in range(len(text.whole) - 1)}
    for wrong, right, never in _wrong_forms():
        # The first two characters rule out most forms.
        if wrong[:2] not in pairs:
            continue
        for at in text.find(wrong):
            around = text.whole[max(0, at - 3) : at + len(wrong) + 3]
            if any(piece in around for piece in never) or _bridges(text.whole, at, wrong):
                continue
            yield at, wrong, right


def check_passages(parsed: ParsedReport) -> Iterator[Finding]:
    """Yield findings about repeated passages and unbalanced brackets."""
    yield from _repeated(parsed)
    yield from _brackets(parsed)


def _repeated(parsed: ParsedReport) -> Iterator[Finding]:
    """Yield recommendations made twice, and passages in two paragraphs of the body. A summary may repeat
    what follows; without a full stop it is no passage but day, place and people of a visit."""
    texts = {line.number: "".join(line.text.split()) for line in parsed.lines}
    paragraphs = [
        (paragraph.lines, "".join(paragraph.text.split()))
        for node, row in zip(parsed.outline.nodes, parsed.rows["sections"], strict=True)
        if row["chapter"] not in {"summary", "appendix"}
        for paragraph in node.paragraphs
        if "。" in paragraph.text
    ]
    items: dict[str, int] = {}
    for row in parsed.rows["recommendations"]:
        text = squeeze(f"{row['title'] or ''}{row['text']}")
        before = items.setdefault(text, row["line"])
        if before != row["line"] and _MIN_ITEM <= len(text) < _MIN_PASSAGE:
            yield _twice(text, (before,), (row["line"],))
    first: dict[str, int] = {}
    for place, (numbers, text) in enumerate(paragraphs):
        runs: list[tuple[int, int, int]] = []
        for at in range(len(text) - _MIN_PASSAGE + 1):
            end = at + _MIN_PASSAGE
            before = first.setdefault(text[at:end], place)
            if runs and runs[-1][0] == before and runs[-1][2] == end - 1:
                runs[-1] = (before, runs[-1][1], end)
            elif before != place and (not runs or at >= runs[-1][2]):
                runs.append((before, at, end))
        for before, at, end in {run[0]: run for run in reversed(runs)}.values():
            sharing = (_sharing(text[at:end], of, texts) for of in (paragraphs[before][0], numbers))
            yield _twice(text[at:end], *sharing)


def _sharing(passage: str, numbers: Sequence[int], texts: Mapping[int, str]) -> Sequence[int]:
    """Return the lines of a paragraph that have at least ``_MIN_SHARED`` characters of a passage."""
    pieces = {passage[at : at + _MIN_SHARED] for at in range(len(passage) - _MIN_SHARED + 1)}
    spans = {n: range(len(texts[n]) - _MIN_SHARED + 1) for n in numbers}
    found = [
        n for n in numbers if any(texts[n][at : at + _MIN_SHARED] in pieces for at in spans[n])
    ]
    return found or numbers[:1]


def _twice(passage: str, before: Sequence[int], after: Sequence[int]) -> Finding:
    shown = f"{passage[:20]}…{passage[-8:]}"
    first, second = before[0], after[0]
    message = f"第 {first} 行與第 {second} 行有相同的 {len(passage)} 個字:「{shown}」。"
    message += f" / Lines {first} and {second} share {len(passage)} characters: “{shown}”."
    return finding(
        "passage-repeated", message, severity="info", lines=(*before, *after), marks=(passage,)
    )


def _brackets(parsed: ParsedReport) -> Iterator[Finding]:
    """Yield brackets that are not closed, or not opened, within a section or an entry."""
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
    message = f"第 {line} 行{said}:「{piece}」。 / A bracket is {english}: “{piece}”."
    return finding("bracket-unbalanced", message, severity="info", lines=(line,), marks=(piece,))
