"""Which entry of the timetable a body block is about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from tourlib.text import HAN

#: Likeness of titles, and time that fits, weigh alike; below this nothing is matched.
_LEAST_SCORE = 0.5
_NOT_A_VISIT = frozenset({"transfer", "meal", "free", "ceremony"})
_GAP = timedelta(minutes=60)


def match_sessions(
    visits: Sequence[Mapping[str, Any]], sessions: Sequence[Mapping[str, Any]]
) -> list[int | None]:
    """For each visit, the place of its entry in ``sessions``; ``None`` where none fits.

    An entry fits on the same day, by its time and by its words; transfers, meals and ceremonies
    only by their words.
    """
    days: dict[Any, list[int]] = defaultdict(list)
    for place, session in enumerate(sessions):
        days[session["date"]].append(place)
    return [
        _best(visit, sessions, days.get(visit["date"], ()) if visit["date"] else ())
        for visit in visits
    ]


def _best(
    visit: Mapping[str, Any], sessions: Sequence[Mapping[str, Any]], places: Iterable[int]
) -> int | None:
    """The best of the sessions of the visit's day, which are at these places."""
    best: tuple[float, int] | None = None
    for place in places:
        session = sessions[place]
        words = likeness(_words(visit), _words(session))
        timely = _time_fit(visit, session)
        if session["kind"] in _NOT_A_VISIT:
            timely *= 0.25
        score = timely + 2 * words
        if score >= _LEAST_SCORE and (best is None or score > best[0]):
            best = (score, place)
    return best[1] if best else None


def _words(row: Mapping[str, Any]) -> str:
    return " ".join(str(row.get(key) or "") for key in ("title", "title_en", "detail", "place"))


def _time_fit(visit: Mapping[str, Any], session: Mapping[str, Any]) -> float:
    start, other = visit["start"], session["start"]
    if start is None or other is None:
        return 0.25
    if start == other:
        return 1.0
    end, other_end = visit["end"] or start, session["end"] or other
    if _overlap(start, end, other, other_end):
        return 0.75
    return 0.25 if abs(start - other) <= _GAP else 0.0


def _overlap(a: datetime, b: datetime, c: datetime, d: datetime) -> bool:
    return a < d and c < b


def likeness(a: str, b: str) -> float:
    """Share of the shorter text's words (Latin words, pairs of Chinese characters) in the other.

    >>> likeness("參訪DELTA研究機構", "Visit: DELTA Institute 參訪:DELTA 研究機構") > 0.8
    True
    """
    left, right = _features(a), _features(b)
    if not left or not right:
        return 0.0
    return len(left & right) / min(len(left), len(right))


@lru_cache(maxsize=4096)
def _features(text: str) -> frozenset[str]:
    found = {word.lower() for word in re.findall(r"[A-Za-z\u00c0-\u024f]{3,}", text)}
    for run in re.findall(f"[{HAN}]+", text):
        found |= {run[i : i + 2] for i in range(len(run) - 1)}
    return frozenset(found) - {"參訪", "参訪", "課程", "visit", "the", "and", "for"}
