"""Tell what a chapter is whose title has no customary word: by its place, its form and its content.

All chapters of a report are judged together. Each gets points for every role from what stands in it:
notes tell what hosts said and when, recommendations name agencies and what should be done,
reflections draw lessons, a conclusion gives thanks. The order of chapters in the genre decides the
rest: a purpose precedes the notes, reflections follow them. A chapter for which nothing speaks has
no role.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence, Set

from tourlib.clocks import find_clock
from tourlib.dates import find_dates
from tourlib.outline.nodes import Node, Outline
from tourlib.parse.clauses import names_agencies
from tourlib.text import HAN
from tourlib.vocabulary import is_chapter_word, meaning

#: The role of a chapter that is none of the customary ones.
OTHER = "other"
#: Role → points for each kind of evidence that fills a chapter.
_POINTS: Mapping[str, Mapping[str, float]] = {
    OTHER: {"any": 0.8, "lists": 2.0},
    "summary": {"first": 6.0, "any": -1.0, "parts": -1.0},
    "purpose": {"aims": 2.0, "early": 1.5, "lists": 1.0, "hosts": -2.0, "dated": -4.0},
    "study_notes": {
        "hosts": 2.5, "dated": 4.0, "parts": 0.5, "agencies": -6.0, "advice": -2.0, "short": -1.5,
        "lists": -2.0,
    },
    "reflections": {
        "lessons": 2.5, "parts": 0.5, "hosts": -1.2, "dated": -4.0, "agencies": -6.0, "thanks": -1.5,
    },
    "recommendations": {
        "agencies": 8.0, "advice": 5.0, "announced": 1.5, "parts": 0.5, "any": -1.5, "lessons": -1.2,
        "hosts": -1.5, "dated": -4.0, "thanks": -1.5, "bare": -1.5,
    },
    "conclusion": {"thanks": 2.5, "short": 1.0, "last": 1.0, "parts": -3.0, "agencies": -6.0},
    "appendix": {"lists": 2.5, "bare": 3.0, "any": -1.5},
}  # fmt: skip
#: Kind of sentence → share of the sentences from which it fills a chapter.
_ENOUGH = {"hosts": 0.3, "lessons": 0.3, "aims": 0.4, "thanks": 0.3, "advice": 1.0}
#: Role → roles that rarely precede it, and how rarely.
_RARELY_AFTER: Mapping[str, Mapping[str, float]] = {
    "summary": dict.fromkeys(_POINTS, 3.0),
    "purpose": dict.fromkeys({*_POINTS} - {OTHER, "summary"}, 3.0) | {"purpose": 1.0},
    "study_notes": {"reflections": 2.5, "recommendations": 1.0, "conclusion": 3.0, "appendix": 3.0},
    "reflections": {"recommendations": 0.8, "conclusion": 3.0, "appendix": 3.0},
    "recommendations": {"recommendations": 0.8, "conclusion": 3.0, "appendix": 3.0},
    "conclusion": {"conclusion": 1.0, "appendix": 3.0},
}
#: Role → how rarely the notes do not precede it.
_AFTER_NOTES = {"reflections": 2.0, "recommendations": 1.0, "conclusion": 3.0, "appendix": 2.0}
#: Roles that hardly any report lacks.
_WANTED = {"study_notes": 1.5, "purpose": 0.5, "recommendations": 0.5}
#: Points of a customary word in a title, unless the title ends in it: then it is certain.
_WORD_INSIDE = 6.0
#: Roles that content can tell against a word inside the title: 對課程規劃的提議 is no chapter of notes.
_BY_CONTENT = _POINTS.keys() - {OTHER, "appendix"}
#: Number of divisions of a report that are followed up at the same time.
_BEAM = 40
#: Maximum length of a short chapter, and of the text beside a chapter's lists.
_SHORT, _BESIDE_LISTS, _BARE = 500, 200, 60
#: Number of sentences that are hardly evidence.
_FEW = 3
#: Length of the beginning of a part, which may tell its day.
_BEGINNING = 40
_SENTENCE = re.compile(r"[。;!?]")
_LABELLED = re.compile(rf"\(?[{HAN}]{{2,6}}:(?P<value>[^。]{{2,60}}?)\)?")
_AGENCY_END = re.compile(r"[部會署局處院府司所校館]$|大學$")
_ANNOUNCED = re.compile(r"[下列如述](?:[^。]{0,4}[\d一二三四五六七八九十]+項|[^。]{0,12}:$)")
_LISTS = frozenset({"roster", "timetable", "photos"})


def tell_roles(
    outline: Outline, named: Mapping[int, str], tables: Mapping[int, str]
) -> dict[int, str | None]:
    """Return the role of each chapter, by its index; ``None`` if nothing tells it.

    Args:
        named: the roles of chapters that words of their titles tell.
        tables: line → kind of the table that stands there.
    """
    starts = [at for at, node in enumerate(outline.nodes) if node.parent is None]
    numbered = next((at for at in starts if outline.nodes[at].marker), 0)
    appended = itertools.takewhile(lambda at: named.get(at) == "appendix", reversed(starts))
    last = min(appended, default=len(outline.nodes))
    points: list[Mapping[str, float]] = []
    for place, (at, end) in enumerate(itertools.pairwise([*starts, len(outline.nodes)])):
        role = named.get(at)
        position = {"first": not place and at < numbered, "early": place < 2, "last": end == last}
        certain = role is not None and _is_certain(role, outline.nodes[at].title)
        found = {} if certain else _evidence(outline, range(at, end), tables) | position
        points.append({role: 0.0} if role and certain else _points(found, role))
    told = _most_probable(points)
    return {at: None if role == OTHER else role for at, role in zip(starts, told, strict=True)}


def _points(found: Mapping[str, float], named: str | None) -> dict[str, float]:
    """Return the points of each role for what was found, and for a word inside the title."""
    points = {
        role: sum(weight * found[kind] for kind, weight in weights.items())
        for role, weights in _POINTS.items()
    }
    return points | ({named: points[named] + _WORD_INSIDE} if named else {})


def _is_certain(role: str, title: str) -> bool:
    """True if a title tells its chapter's role for certain: it ends in a customary name (研習過程)."""
    return role not in _BY_CONTENT or any(is_chapter_word(title[at:]) for at in range(len(title)))


def _evidence(outline: Outline, inside: range, tables: Mapping[int, str]) -> dict[str, float]:
    """Return how much of each kind of evidence a chapter holds, from 0 to 1."""
    nodes = [outline.nodes[at] for at in inside]
    parents = {node.parent for node in nodes}
    parts = [at for at in inside if at not in parents]
    dated: set[int | None] = set()
    for at, node in zip(inside, nodes, strict=True):  # the parts of a visit have its time, too
        dated |= {at} if node.parent in dated or _is_dated(node) else set()
    said = [p.text for node in nodes for p in node.paragraphs if not (p.note or p.row)]
    length = sum(map(len, said))
    kinds = _tables_inside(outline, inside, tables)
    found = _sentences(said)
    return found | {
        "any": 1.0,
        "advice": max(found["advice"], float("recommendations" in kinds)),
        "dated": _share(at in dated for at in parts),
        "agencies": _share(_has_agencies(outline.nodes[at]) for at in parts),
        "announced": any(map(_ANNOUNCED.search, said[:2])),
        "parts": len(parts) > 1,
        "short": length <= _SHORT,
        "bare": length <= _BARE,
        "lists": bool(kinds & _LISTS) and length <= _BESIDE_LISTS,
    }


def _tables_inside(outline: Outline, inside: range, tables: Mapping[int, str]) -> set[str]:
    """Return the kinds of the tables in a chapter."""
    first = outline.nodes[inside.start].line
    below = outline.nodes[inside.stop].line if inside.stop < len(outline.nodes) else None
    return {
        kind for line, kind in tables.items() if line > first and (below is None or line < below)
    }


def _sentences(said: Sequence[str]) -> dict[str, float]:
    """Return how much of a chapter's text each kind of sentence fills."""
    sentences = [each for text in said for each in _SENTENCE.split(text) if each]
    shares = {
        kind: _share((meaning(f"sentence_{kind}", each) for each in sentences), _FEW)
        for kind in _ENOUGH
    }
    return {kind: min(1.0, share / _ENOUGH[kind]) for kind, share in shares.items()}


def _share(found: Iterable[object], least: int = 1) -> float:
    """Return the share of true values, counting at least so many."""
    values = [bool(each) for each in found]
    return sum(values) / max(least, len(values))


def _is_dated(part: Node) -> bool:
    """True if a part tells its day or time: in its title, its block, or at its beginning."""
    said = [part.title, *(p.text[:_BEGINNING] for p in part.paragraphs[:2])]
    in_block = any(field.name == "time" for field in part.fields)
    return in_block or any(find_clock(text) or find_dates(text) for text in said)


def _has_agencies(part: Node) -> bool:
    """True if a part names responsible agencies, whatever their label."""
    if names_agencies(part):
        return True
    labelled = (_LABELLED.fullmatch(p.text) for p in part.paragraphs[-2:])
    return any(
        all(_AGENCY_END.search(name) for name in re.split("[、,;]", match["value"]))
        for match in labelled
        if match
    )


def _most_probable(points: Sequence[Mapping[str, float]]) -> Sequence[str]:
    """Return the roles of all chapters that together have most points.

    Args:
        points: of each role, for each chapter.
    """
    best: dict[frozenset[str], tuple[float, tuple[str, ...]]] = {frozenset(): (0.0, ())}
    for chapter in points:
        following: dict[frozenset[str], tuple[float, tuple[str, ...]]] = {}
        for seen, (score, told) in best.items():
            for role, own in chapter.items():
                total = score + own - _rarity(role, seen)
                key = seen | {*role.split("_and_")}
                if key not in following or following[key][0] < total:
                    following[key] = (total, (*told, role))
        kept = sorted(following.items(), key=lambda each: -each[1][0])[:_BEAM]
        best = dict(kept)
    return max(
        (score - sum(cost for role, cost in _WANTED.items() if role not in seen), told)
        for seen, (score, told) in best.items()
    )[1]


def _rarity(role: str, seen: Set[str]) -> float:
    """Return how rare a role is after chapters with these roles."""
    rare = sum(cost for other, cost in _RARELY_AFTER.get(role, {}).items() if other in seen)
    return rare + (0.0 if "study_notes" in seen else _AFTER_NOTES.get(role, 0.0))
