"""Which entry of the timetable a body block is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tourlib.parse.likeness import bare_title, word_pairs

Row = Mapping[str, Any]
#: Likeness of words counts twice as much as time that fits; below this nothing is matched.
_LEAST_SCORE = 0.5
_NOT_A_VISIT = frozenset({"transfer", "meal", "free", "ceremony"})
#: Words that say of no entry what it is about.
_EVERYWHERE = frozenset({"參訪", "参訪", "課程", "visit", "the", "and", "for"})


def match_sessions(visits: Sequence[Row], sessions: Sequence[Row]) -> list[int | None]:
    """For each visit, the place of its entry in ``sessions``; ``None`` where none fits.

    An entry fits on the same day, by its time and by its words; transfers, meals and ceremonies
    hardly by their time. On another day it fits by the same title: the body's date may be wrong.
    """
    found: list[int | None] = []
    for visit in visits:
        scores = [_score(visit, session) for session in sessions]
        best = max(scores, default=0.0)
        found.append(scores.index(best) if best >= _LEAST_SCORE else None)
    return found


def _score(visit: Row, session: Row) -> float:
    if visit["date"] is None or visit["date"] != session["date"]:
        title = bare_title(visit["title"] or "")
        return 2.0 if title and title == bare_title(session["title"] or "") else 0.0
    timely = _time_fit(visit, session) * (0.25 if session["kind"] in _NOT_A_VISIT else 1.0)
    return timely + 2 * likeness(_words(visit), _words(session))


def _words(row: Row) -> str:
    return " ".join(str(row.get(key) or "") for key in ("title", "title_en", "detail", "place"))


def _time_fit(visit: Row, session: Row) -> float:
    start, other = visit["start"], session["start"]
    if start is None or other is None:
        return 0.25
    if start == other:
        return 1.0
    overlaps = start < (session["end"] or other) and other < (visit["end"] or start)
    return 0.75 if overlaps else 0.0


def likeness(a: str, b: str) -> float:
    """Share of the shorter text's words (Latin words, pairs of Chinese characters) in the other.

    >>> likeness("參訪DELTA研究機構", "Visit: DELTA Institute 參訪:DELTA 研究機構") > 0.8
    True
    """
    left, right = (word_pairs(text).keys() - _EVERYWHERE for text in (a, b))
    return len(left & right) / max(1, min(len(left), len(right)))
