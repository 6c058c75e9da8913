"""Assign themes to text under no theme's heading, and match the body with entries of the timetable,
by similar wording.

Pairs of Chinese characters and Latin words serve as words: they need no dictionary and suffice to
distinguish a few themes. tf-idf weights and the cosine, Salton & Buckley (1988),
doi:10.1016/0306-4573(88)90021-0.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence, Set
from datetime import time
from functools import lru_cache
from typing import Any

from tourlib.parse import Row
from tourlib.tables.titles import group_told, split_day
from tourlib.text import HAN, without_english
from tourlib.vocabulary import chapter_role, meaning

#: Chapters whose sections describe themes.
_THEMED = frozenset({"study_notes", "reflections", "summary"})
#: Kinds of sessions that have a theme.
OF_THEMES = frozenset({"course", "visit", "exchange"})
#: Minimum similarity of a topic to its theme.
_LEAST_COSINE = 0.03
_TITLE_WEIGHT = 4
#: Number of uses in the text from which a word of a theme's title counts without being in the
#: heading; factor by which the best theme must exceed the next.
_OFTEN, _MARGIN = 3, 1.5
#: Minimum share of a theme's title, or of a part of it, in a session's title.
_TITLE_SHARE, _JOINED = 0.5, re.compile("[與和及暨、]")
#: Minimum length of the title of a course or visit.
_LEAST_TITLE = 4
#: Minimum score of a match; similar wording counts twice as much as a fitting time.
_LEAST_SCORE = 0.5
#: Score of an entry of another day that has the visit's title.
_SAME_NAME = 2.0
#: How much less an entry with the same hours and name fits on another day; the most that it scores.
_OTHER_DAY = 0.25
_MOST_ELSEWHERE = 2 - _OTHER_DAY
#: Share of common words from which a visit and an entry have the same title.
SAME_TITLE = 0.6
_NOT_A_VISIT = frozenset({"transfer", "meal", "free", "ceremony"})
#: Words that do not say what an entry is about.
_EVERYWHERE = frozenset({"參訪", "参訪", "課程", "visit", "the", "and", "for"})


def assign_section_themes(
    themes: Sequence[Row], sections: Sequence[Row], visits: Sequence[Row], sessions: Sequence[Row]
) -> None:
    """Assign themes to text under no theme's heading, in place: to sections whose heading contains
    a theme's title as a separate part (第一組心得:數位治理), and to visits with a theme in the
    timetable, each with everything below it. If no heading is a theme's, other courses and visits
    of the notes get the theme whose title is best represented in their title and text."""
    headed = any(row["theme"] is not None for row in sections)
    children = _children(sections)
    _assign_headed(themes, sections, children)
    _share_themes(visits, sections, sessions)
    told: dict[int, set[int | None]] = {}
    for visit in visits:
        if visit["section"]:
            told.setdefault(visit["section"], set()).add(visit["theme"])
    for section, of in told.items():
        below = _below(sections[section - 1], children) if len(of) == 1 else []
        _set_missing(below, next(iter(of)), "timetable")
    if themes and not headed:
        _assign_courses(themes, sections, children, told)
    _share_themes(visits, sections, sessions)


def _assign_headed(
    themes: Sequence[Row], sections: Sequence[Row], children: Mapping[int, list[Row]]
) -> None:
    by_title = {bare_title(row["title"]): row["theme"] for row in themes if row["title"]}
    for row in sections:
        parts = re.split("[:()「」]", row["title"] or "")
        apart = {bare_title(part) for part in parts} & by_title.keys()
        below = row["depth"] > 1 or row["chapter"] == "study_notes"
        below = below or group_told(row["title"] or "") is not None
        if len(apart) == 1 and below and row["chapter"] != "purpose":
            _set_missing(_below(row, children), by_title[apart.pop()], "heading")


def _assign_courses(
    themes: Sequence[Row],
    sections: Sequence[Row],
    children: Mapping[int, list[Row]],
    told: Collection[int],
) -> None:
    titles = {row["theme"]: word_pairs(row["title"] or "") for row in themes}
    for row in _courses(sections, children, told):
        inside = _below(row, children)
        said = " ".join(f"{r['title'] or ''} {r['text'] or ''}" for r in inside)
        _set_missing(inside, _named(titles, row["title"] or "", said), "likeness")


def _share_themes(visits: Sequence[Row], sections: Sequence[Row], sessions: Sequence[Row]) -> None:
    """Give a visit without a theme that of its section, else of its entry; and an entry its visit's."""
    for visit in visits:
        section = sections[visit["section"] - 1] if visit["section"] else {}
        entry = sessions[visit["session"] - 1] if visit["session"] else {}
        of = (each.get("theme") for each in (visit, section, entry))
        visit["theme"] = next((theme for theme in of if theme is not None), None)
        if entry:
            _set_missing([entry], visit["theme"], "visit")


def _courses(
    sections: Sequence[Row], children: Mapping[int, list[Row]], told: Collection[int] = ()
) -> list[Row]:
    """Return sections that are courses or visits: those below the chapters of notes or, if such a
    section is only a part of its chapter (第三節 研習內容) or contains several visits, those below it.

    Args:
        told: sections with the block of a visit.
    """
    found: list[Row] = []
    level = [row for row in sections if row["chapter"] in _THEMED and row["depth"] == 2]
    while level:
        parts = [
            row
            for row in level
            if (below := children.get(row["section"], []))
            and (_is_part(row) or sum(each["section"] in told for each in below) > 1)
        ]
        found += [row for row in level if row not in parts and row["theme"] is None]
        level = [each for row in parts for each in children[row["section"]]]
    return found


def _is_part(row: Row) -> bool:
    """True if it is titled like a part of its chapter, or only by its day."""
    title = row["title"] or ""
    day, rest = split_day(title)
    named = (row["number"] or "").endswith("節") or chapter_role(title) is not None
    return named or bool(day and not rest)


def _children(sections: Sequence[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in sections:
        if row["parent"] is not None:
            found.setdefault(row["parent"], []).append(row)
    return found


def _below(row: Row, children: Mapping[int, list[Row]]) -> list[Row]:
    """Return the row and all rows below it."""
    found = [row]
    for each in found:
        found += children.get(each["section"], [])
    return found


def _named(titles: Mapping[int, Counter[str]], heading: str, text: str) -> int | None:
    """Return the theme with most words of its title in the heading, or often in the text."""
    above, said = word_pairs(heading), word_pairs(text)
    often = {word: math.log1p(n) / _TITLE_WEIGHT for word, n in said.items() if n >= _OFTEN}
    scores = {
        theme: sum((word in above) + often.get(word, 0.0) for word in words)
        for theme, words in titles.items()
    }
    return _clear_best(scores, least=_LEAST_COSINE)


def _clear_best(scores: Mapping[int, float], *, least: float) -> int | None:
    """Return the theme with the best score, if it is high enough and clearly above the next."""
    best, *others = sorted(scores, key=lambda theme: -scores[theme])
    clear = not others or scores[best] >= _MARGIN * scores[others[0]]
    return best if scores[best] >= least and clear else None


def assign_themes(
    themes: Sequence[Row],
    sections: Sequence[Row],
    recommendations: Sequence[Row],
    sessions: Sequence[Row],
) -> None:
    """Fill ``theme`` and ``theme_source`` in place: of recommendations by topic, of sessions without a
    theme from a body block, and of reflections. A topic titled like a theme has that theme. If the
    topics are horizons (立即可行建議), their first-level items are treated separately."""
    if not themes:
        return
    profiles = _profiles(themes, sections)
    texts: dict[tuple[int, str], list[str]] = {}
    for row in recommendations:
        of = _unit(row)
        lead = [row["topic_title"] or ""] * _TITLE_WEIGHT if of[1] == "" else []
        texts.setdefault(of, lead).extend([row["title"] or "", row["text"] or ""])
    best = {of: _best(" ".join(parts), profiles) for of, parts in texts.items()}
    called = {bare_title(row["title"]): row["theme"] for row in themes if row["title"]}
    headed = {row["line"]: row["theme"] for row in sections if row["theme_source"] == "heading"}
    for row in recommendations:
        named = called.get(bare_title(row["topic_title"] or "")) or headed.get(row["line"])
        if row.get("theme") is None:  # under no theme's heading
            _set_theme([row], named or best[_unit(row)], "heading" if named else "likeness")
    _assign_sessions(themes, sections, sessions)
    _assign_reflections(themes, sections)


def _assign_reflections(themes: Sequence[Row], sections: Sequence[Row]) -> None:
    """Give a reflection the only theme whose title shares words with its heading."""
    children = _children(sections)
    for row in _courses([row for row in sections if row["chapter"] == "reflections"], children):
        said = word_pairs(row["title"] or "")
        named = [t["theme"] for t in themes if said & word_pairs(t["title"] or "")]
        _set_missing(_below(row, children), named[0] if len(named) == 1 else None, "likeness")


def _assign_sessions(
    themes: Sequence[Row], sections: Sequence[Row], sessions: Sequence[Row]
) -> None:
    """Give an entry the theme under which its own heading stands, or which its title names."""
    titles = {row["theme"]: _parts_of(row["title"] or "") for row in themes}
    headed = {
        bare_title(row["title"] or ""): row for row in sections[::-1] if row["theme"] is not None
    }
    for row in sessions:
        if row.get("theme") is not None or row["kind"] not in OF_THEMES:
            continue
        title = bare_title(row["title"] or "")
        if len(title) >= _LEAST_TITLE and title in headed:
            _set_theme([row], headed[title]["theme"], headed[title]["theme_source"])
        else:
            said = word_pairs(f"{row['title']} {row['detail'] or ''}").keys()
            scores = {
                theme: max(_share(part.keys(), said) for part in parts)
                for theme, parts in titles.items()
            }
            _set_theme([row], _clear_best(scores, least=_TITLE_SHARE))


def _parts_of(title: str) -> list[Counter[str]]:
    """Return the words of a theme's title, and of each part of it: 氣候調適 of 氣候調適與水資源治理."""
    return [word_pairs(part) for part in (title, *_JOINED.split(title))]


def _share(part: Set[str], said: Set[str]) -> float:
    """Return the share of a part's words that are said; 0 for a single word."""
    both = len(part & said)
    return both / len(part) if both > 1 else 0.0


def _set_missing(rows: Sequence[Row], theme: int | None, source: str) -> None:
    """Set the theme of those rows that have none."""
    _set_theme([row for row in rows if row.get("theme") is None], theme, source)


def _set_theme(rows: Sequence[Row], theme: int | None, source: str = "likeness") -> None:
    for row in rows:
        row["theme"], row["theme_source"] = theme, None if theme is None else source


def bare_title(title: str) -> str:
    """Return a title's words without the foreign name in brackets: 參訪:某局, 拜會某局 and
    參訪某局(Bureau) are equal."""
    said = re.sub(r"[\W_]", "", without_english(title))
    return re.sub(r"^(?:參[訪觀]|拜[會訪]|訪問)", "", said).lower()


def _unit(row: Row) -> tuple[int, str]:
    """Return the unit that gets one theme: a topic or, if its title names none, a first-level item."""
    title = row["topic_title"] or ""
    apart = meaning("horizon", title) or (len(title) <= _LEAST_TITLE and chapter_role(title))
    return row["topic"], row["item"].split("/")[0] if apart else ""


def _profiles(themes: Sequence[Row], sections: Sequence[Row]) -> dict[int, dict[str, float]]:
    """Return the weights of each theme's words as a unit vector; words rare among the themes count more."""
    texts = {row["theme"]: [row["title"] or ""] * _TITLE_WEIGHT for row in themes}
    for section in sections:
        if section["theme"] in texts and section["chapter"] in _THEMED:
            texts[section["theme"]] += [section["title"] or "", section["text"] or ""]
    counts = {theme: word_pairs(" ".join(parts)) for theme, parts in texts.items()}
    spread = Counter(itertools.chain.from_iterable(counts.values()))
    rare = {feature: math.log((len(counts) + 1) / n) for feature, n in spread.items()}
    return {
        theme: _unit_length({f: ((1 + math.log(k)) * rare[f]) ** 2 for f, k in count.items()})
        for theme, count in counts.items()
    }


def _unit_length(weights: Mapping[str, float]) -> dict[str, float]:
    norm = math.sqrt(sum(w * w for w in weights.values()))
    return {f: w / norm for f, w in weights.items()} if norm else {}


def _best(text: str, profiles: Mapping[int, Mapping[str, float]]) -> int | None:
    said = _unit_length({f: 1 + math.log(k) for f, k in word_pairs(text).items()})
    scores = {n: sum(w * own.get(f, 0.0) for f, w in said.items()) for n, own in profiles.items()}
    return _clear_best(scores, least=_LEAST_COSINE)


@lru_cache(maxsize=4096)
def word_pairs(text: str) -> Counter[str]:
    """Count the Latin words and the pairs of Chinese characters in a text, except particles."""
    words = [w.lower() for w in re.findall(r"[A-Za-z]{2,}", text)]
    runs = re.findall(f"(?:(?![與和及暨之的])[{HAN}])+", text)
    return Counter([*words, *(a + b for run in runs for a, b in itertools.pairwise(run))])


# --- which entry of the timetable a body block is about -------------------------------------


def match_sessions(
    visits: Sequence[Mapping[str, Any]], sessions: Sequence[Mapping[str, Any]]
) -> list[int | None]:
    """Return, for each visit, the position of its entry in ``sessions``; ``None`` if none fits. An
    entry on the same day fits by time and wording (transfers, meals and ceremonies hardly by time);
    on another day by the same title, since the body's date may be wrong."""
    by_day: dict[Any, list[int]] = defaultdict(list)
    by_title: dict[str, list[int]] = defaultdict(list)
    by_hours: dict[Any, list[int]] = defaultdict(list)
    for place, session in enumerate(sessions):
        by_day[session["date"]].append(place)
        by_hours[_hours(session)].append(place)
        by_title[bare_title(session["title"] or "")].append(place)
    found: list[int | None] = []
    for visit in visits:
        title, day = bare_title(visit["title"] or ""), visit["date"]
        scores = dict.fromkeys(by_title.get(title, ()) if title else (), _SAME_NAME)
        on_day = by_day.get(day, ()) if day is not None else ()
        scores |= {place: _score(visit, sessions[place]) for place in on_day}
        # Those of other days, which share no moment, score less than an entry that fits well here.
        if (hours := _hours(visit)) and max(scores.values(), default=0.0) <= _MOST_ELSEWHERE:
            others = [place for place in by_hours.get(hours, ()) if place not in scores]
            scores |= _with_same_name(visit, sessions, others)
        best = max(scores.values(), default=0.0)
        fitting = [place for place, score in scores.items() if score == best >= _LEAST_SCORE]
        found.append(min(fitting, default=None))
    return found


def match_by_title(visit: Row, sessions: Sequence[Row]) -> int | None:
    """Return the position of the entry with the visit's title; of several the first of its day."""
    title = visit["title"] or ""
    scores = [
        (likeness(title, session["title"] or ""), session["date"] == visit["date"])
        for session in (sessions if len(bare_title(title)) >= _LEAST_TITLE else ())
    ]
    best = max(scores, default=(0.0, False))
    place = scores.index(best) if best[0] >= SAME_TITLE else None
    return None if place is None or sessions[place]["kind"] in _NOT_A_VISIT else place


def _score(visit: Mapping[str, Any], session: Mapping[str, Any]) -> float:
    """Return how well an entry of the same day fits a visit, by time and wording."""
    timely = _time_fit(visit, session) * (0.25 if session["kind"] in _NOT_A_VISIT else 1.0)
    return timely + 2 * likeness(_words(visit), _words(session))


def _with_same_name(
    visit: Mapping[str, Any], sessions: Sequence[Mapping[str, Any]], places: Sequence[int]
) -> dict[int, float]:
    """Return the scores of those of these entries of another day that have most words of a visit's
    title."""
    return {
        place: _score(visit, sessions[place]) - _OTHER_DAY
        for place in places
        if likeness(visit["title"] or "", _words(sessions[place])) >= SAME_TITLE
    }


def _hours(row: Mapping[str, Any]) -> tuple[time, time] | None:
    """Return when it begins and ends, if both are given."""
    start, end = row["start"], row["end"]
    return (start.time(), end.time()) if start is not None and end is not None else None


def _words(row: Mapping[str, Any]) -> str:
    return " ".join(str(row.get(key) or "") for key in ("title", "title_en", "detail", "place"))


def _time_fit(visit: Mapping[str, Any], session: Mapping[str, Any]) -> float:
    start, other = visit["start"], session["start"]
    if start is None or other is None:
        return 0.25
    if start == other:
        return 1.0
    overlaps = start < (session["end"] or other) and other < (visit["end"] or start)
    return 0.75 if overlaps else 0.0


def likeness(a: str, b: str) -> float:
    """Return the share of the shorter text's words (Latin words, pairs of Chinese characters) that
    occur in the other.

    >>> likeness("參訪DELTA研究機構", "Visit: DELTA Institute 參訪:DELTA 研究機構") > 0.8
    True
    """
    left, right = (word_pairs(text).keys() - _EVERYWHERE for text in (a, b))
    return len(left & right) / max(1, min(len(left), len(right)))
