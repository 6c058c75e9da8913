"""Terms that the report glosses itself, and synonyms derived from the glosses: 差價合約(Contract
for Difference, CfD), 「離線權」(…).

Such a term ends at the bracket. Its beginning is unclear, since Chinese has no spaces:
推動綠色憑證(Green Certificates). Quotation marks settle it. Otherwise every word boundary before
the bracket is a candidate, rated by the preceding word, by the frequency of the string elsewhere,
and by its length relative to the English.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tourlib.outline.numbering import read_marker
from tourlib.text import HAN, has_han, normalize
from tourlib.vocabulary import TABLES, header_column, label, meaning
from tourlib.words.bracket import Gloss, as_gloss, read_gloss
from tourlib.words.flow import Flow, read_flow
from tourlib.words.likeness import without_verb
from tourlib.words.termstart import choose_start
from tourlib.words.tokens import find_term, to_simplified

Row = dict[str, Any]

#: A quoted term at the end of a text.
_IN_QUOTES = re.compile(r"[「『《〈“]([^「『《〈“」』》〉”,。;:!?]{1,24})[」』》〉”]$")
#: Maximum length of a bracket that is a gloss.
_MAX_BRACKET = 140
#: Maximum distance from a bracket to the beginning of its term.
_REACH = 60
_BRACKET = re.compile(rf"\(([^()\n]{{2,{_MAX_BRACKET}}})\)")
#: A second name between term and gloss: 人機協作(人本機器人)(Human-Robot
#: Collaboration/Human-Centered Robotics).
_OTHER_NAME = re.compile(rf"(?<=[{HAN}])\(([{HAN}]{{2,}})\)$")
#: Header of the foreign column in a table of terms; separator of the columns of any table.
_FOREIGN, _COLUMNS = re.compile("英文|外文|原文|English"), re.compile(r"\t|\s{2,}")


@dataclass
class _Glossed:
    """A term that is glossed in one or more places."""

    term: str
    english: str
    abbreviation: str
    place: int

    def takes(self, other: _Glossed) -> bool:
        """Merge another gloss of the same term and return true, unless the two contradict each other."""
        if not _go_together(self, other):
            return False
        if not _hold_each_other(self, other):
            self.english = self.english or other.english
            self.abbreviation = self.abbreviation or other.abbreviation
        return True


def find_glossary(
    paragraphs: Iterable[tuple[int, str]], *, titles: Mapping[int, str] | None = None
) -> list[Row]:
    """Return the terms that a text glosses, in brackets or in a table, in order of their first gloss.

    Args:
        paragraphs: line number and text of each line of the body, as in the source; they are
            normalised here, and a gloss may run over the end of a line.
        titles: line → heading of the courses and visits, whose names are terms as a whole.

    Returns:
        Rows ``line``, ``term``, ``english``, ``abbreviation`` (``None`` if not given), ``count``
        (occurrences in the given lines, including those in longer terms). A term glossed twice is
        one row, but two with different English (two universities with one Chinese name).

    >>> find_glossary([(7, "採用「差價合約」(Contract for Difference, CfD)制度")])[0]["abbreviation"]
    'CfD'
    """
    paragraphs = list(paragraphs)
    flow = read_flow(paragraphs, titles)
    glosses = sorted(
        [*_glosses(flow, titles or {}), *_tabled(paragraphs, flow)], key=lambda f: f.place
    )
    rows: list[_Glossed] = []
    same: dict[str, list[_Glossed]] = defaultdict(list)
    for found in _settle(glosses, flow):
        alike = same["".join(found.term.split())]
        if not any(row.takes(found) for row in alike):
            rows.append(found)
            alike.append(found)
    return [
        {
            "line": flow.line_at(row.place),
            "term": row.term,
            "english": row.english or None,
            "abbreviation": row.abbreviation or None,
            "count": flow.count(row.term),
        }
        for row in rows
    ]


def _tabled(paragraphs: Iterable[tuple[int, str]], flow: Flow) -> Iterable[_Glossed]:
    """Yield the rows of tables that have a column of terms and a column of their foreign names."""
    inside = False
    for number, raw in paragraphs:
        cells = sorted(filter(None, map(normalize, _COLUMNS.split(raw.strip()))), key=has_han)
        many = sum(map(has_han, cells))
        gloss = as_gloss(", ".join(cells[:-1])) if inside and many == 1 else None
        if gloss:
            place = flow.places[bisect_left(flow.numbers, number)]
            yield _Glossed(cells[-1], gloss.english, gloss.abbreviation, place)
        inside = gloss is not None or (many > 1 and _FOREIGN.search(raw) is not None)


def _glosses(flow: Flow, titles: Collection[int]) -> Iterable[_Glossed]:
    for match in _BRACKET.finditer(flow.text):
        before = flow.text[max(0, match.start() - _REACH) : match.start()].rstrip()
        before = before[before.rfind("\n") + 1 :]
        if marker := read_marker(before):
            before = marker.rest  # a heading's number does not belong to its words
        after = flow.text[match.end() : match.end() + 8]
        other = _OTHER_NAME.search(before)
        before = before[: other.start()] if other else before
        gloss = read_gloss(match[1], before, after)
        if gloss is None:
            continue
        names = _by_slash(gloss.english)
        second = [(other[1], Gloss(names[1], ""))] if other and len(names) == 2 else []
        gloss = Gloss(names[0], gloss.abbreviation) if second else gloss
        term = _term(before, after, gloss, flow, heading=flow.line_at(match.start()) in titles)
        for one, its in [*_divided(term, gloss), *second]:
            yield _Glossed(one, its.english, its.abbreviation, match.start())


def _term(before: str, after: str, gloss: Gloss, flow: Flow, *, heading: bool) -> str | None:
    """Return the term before its gloss: in quotation marks (before the bracket, or around both), the
    name that is a heading, or else the last words of the clause."""
    if quoted := _IN_QUOTES.search(before) or _IN_QUOTES.search(before + after[:1]):
        return quoted[1].strip()
    term = None
    if heading:
        whole = without_verb(re.sub("^[^:]{1,4}:", "", before))
        named = "(" not in whole and meaning("institution", whole) == "yes"
        term = whole if named or after[:1] in ("", "\n") else None
    return term or choose_start(before, after, gloss, flow)


def _may_be_term(term: str) -> bool:
    """True if this is no label or table header, which may be printed in two languages:
    協辦機關(Co-organiser)."""
    head = any(header_column(table, term, exact=True) for table in TABLES)
    return has_han(term) and not (head or any(label(p, term) for p in ("cover", "block", "item")))


def _divided(term: str | None, gloss: Gloss) -> Sequence[tuple[str, Gloss]]:
    """Split 中央處理器/圖形處理器(CPU/GPU) into two terms, and two names with one English likewise.
    What cannot be a term is dropped."""
    if not term or not _may_be_term(term):
        return []
    terms = _by_slash(term)
    if len(terms) == 1 or not all(map(has_han, terms)):
        return [(term, gloss)]
    english, short = (
        parts if len(parts := _by_slash(text)) == len(terms) else [text] * len(terms)
        for text in (gloss.english, gloss.abbreviation)
    )
    return [(t, Gloss(e, s)) for t, e, s in zip(terms, english, short, strict=True)]


def _by_slash(text: str) -> list[str]:
    return [part.strip() for part in text.split("/")]


def _settle(found: Sequence[_Glossed], flow: Flow) -> Iterable[_Glossed]:
    """If something is glossed as a longer and as a shorter string (城市數位孿生, 數位孿生), use the
    longer for both if it makes up most uses of the shorter, else the shorter."""
    whole: dict[str, list[int]] = defaultdict(list)  # term → its glosses
    ends: dict[str, list[int]] = defaultdict(list)  # end of a term → the glosses of the whole term
    for place, one in enumerate(found):
        whole[one.term].append(place)
        for begin in range(1, len(one.term)):
            ends[one.term[begin:]].append(place)
    for one in found:
        near = set(ends[one.term])
        near.update(*(whole.get(one.term[begin:], ()) for begin in range(1, len(one.term))))
        for other in (found[place] for place in sorted(near)):
            longer, shorter = sorted((one.term, other.term), key=len, reverse=True)
            if longer != shorter and longer.endswith(shorter) and _is_one_thing(one, other):
                one.term = longer if 2 * flow.count(longer) > flow.count(shorter) else shorter
        yield one


def _is_one_thing(one: _Glossed, other: _Glossed) -> bool:
    both = (one.english and other.english) or (one.abbreviation and other.abbreviation)
    return bool(both or _hold_each_other(one, other)) and _go_together(one, other)


def _go_together(one: _Glossed, other: _Glossed) -> bool:
    """True if two glosses can be of the same thing."""
    english = _same(one.english, other.english) or _hold_each_other(one, other)
    return english and _same(one.abbreviation, other.abbreviation)


def _hold_each_other(one: _Glossed, other: _Glossed) -> bool:
    """True if an abbreviation is a word of the other's English: DELTA in DELTA Tower."""
    pairs = ((one, other), (other, one))
    return any(short.abbreviation in full.english.split() for full, short in pairs)


def _same(one: str, other: str) -> bool:
    """True if two readings are compatible: one is missing, they differ only in case, plural and
    "the", or one begins with the other."""
    first, second = (_bare(text) for text in (one, other))
    return first.startswith(second) or second.startswith(first)


def _bare(text: str) -> str:
    plain = re.sub(r"[^a-z0-9\u00c0-\u024f ]", "", text.lower()).removeprefix("the ")
    return re.sub(r"ies\b", "y", re.sub(r"(?<!s)s\b", "", re.sub(r"ies\b", "y", plain)))


def find_synonyms(
    glossary: pd.DataFrame,
    paragraphs: Iterable[tuple[int, str]],
    settled: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return a map from words to the words under which they are counted.

    A term and its abbreviation in the report are one word, 人工智慧 (AI), counted in the more
    frequent form. No words are merged if two terms share an abbreviation, or one term has two.

    Args:
        glossary: the table ``glossary``.
        paragraphs: line number and text of each line of the body.
        settled: the synonyms of the cohort file; they take precedence over the glosses.

    >>> glossary = pd.DataFrame({"term": ["差價合約"], "abbreviation": ["CfD"], "count": [2]})
    >>> find_synonyms(glossary, [(1, "差價合約(CfD)"), (2, "CfD 與 CfD")])
    {'差價合約': 'CfD'}
    """
    said = glossary[glossary["abbreviation"].notna()]
    alone = ~said["abbreviation"].duplicated(keep=False) & ~said["term"].duplicated(keep=False)
    text = to_simplified("\n".join(text for _line, text in paragraphs))
    same = {}
    for row in said[alone].to_dict("records"):
        short, term = str(row["abbreviation"]), str(row["term"])
        uses = sum(1 for _span in find_term(text, to_simplified(short)))
        old, new = (term, short) if uses > int(row["count"]) else (short, term)
        same[old] = new
    own = dict(settled or {})
    # If the analyst keeps or redirects a form, the gloss follows.
    kept = {old: own.get(new, new) for old, new in same.items() if old not in own.values()}
    return kept | own
