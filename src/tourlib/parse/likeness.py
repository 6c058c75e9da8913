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
from functools import lru_cache
from typing import Any

from tourlib.parse import Row
from tourlib.tables.listed import split_day
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
#: Minimum score of a match; similar wording counts twice as much as a fitting time.
_LEAST_SCORE = 0.5
#: Score of an entry of another day that has the visit's title.
_SAME_NAME = 2.0
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
    by_title = {bare_title(row["title"]): row["theme"] for row in themes}
    for row in sections:
        apart = {bare_title(part) for part in re.split("[:()「」]", row["title"])} & by_title.keys()
        if len(apart) == 1 and row["chapter"] != "purpose":
            _set_missing(_below(row, children), by_title[apart.pop()], "heading")
    _share_themes(visits, sections, sessions, children)
    titles = {row["theme"]: word_pairs(row["title"]) for row in themes}
    told = {visit["section"] for visit in visits}
    for row in _courses(sections, children, told) if themes and not headed else ():
        inside = _below(row, children)
        said = " ".join(f"{each['title']} {each['text']}" for each in inside)
        _set_missing(inside, _named(titles, row["title"], said), "likeness")
    _share_themes(visits, sections, sessions, children)


def _share_themes(
    visits: Sequence[Row],
    sections: Sequence[Row],
    sessions: Sequence[Row],
    children: Mapping[int, list[Row]],
) -> None:
    """Give a visit without a theme that of its section, else of its entry; and both the visit's."""
    for visit in visits:
        section = [sections[visit["section"] - 1]] if visit["section"] else []
        entry = [sessions[visit["session"] - 1]] if visit["session"] else []
        told = (each.get("theme") for each in (visit, *section, *entry))
        visit["theme"] = next((theme for theme in told if theme is not None), None)
        _set_missing(
            [row for each in section for row in _below(each, children)], visit["theme"], "timetable"
        )
        _set_missing(entry, visit["theme"], "visit")


def _courses(
    sections: Sequence[Row], children: Mapping[int, list[Row]], told: Collection[int] = ()
) -> list[Row]:
    """Return sections that are courses or visits, or groups of them: those below the chapters of
    notes or, if such a section is titled like a part of its chapter or only by its day, or contains
    several visits, those below it.

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
            and (_is_part(row["title"]) or sum(each["section"] in told for each in below) > 1)
        ]
        found += [row for row in level if row not in parts and row["theme"] is None]
        level = [each for row in parts for each in children[row["section"]]]
    return found


def _is_part(title: str) -> bool:
    day, rest = split_day(title)
    return chapter_role(title) is not None or bool(day and not rest)


def _children(sections: Sequence[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in sections:
        found[row["parent"]].append(row)
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
    best = max(scores, key=lambda theme: scores[theme])
    others = (score for theme, score in scores.items() if theme != best)
    clear = scores[best] >= max(least, _MARGIN * max(others, default=0.0))
    return best if clear else None


def assign_themes(
    themes: Sequence[Row],
    sections: Sequence[Row],
    recommendations: Sequence[Row],
    sessions: Sequence[Row],
) -> None:
    """Fill ``theme`` and ``theme_source`` in place: of recommendations by topic, of sessions without a
    theme by their title, and of reflections. A topic titled like a theme has that theme. If the
    topics are horizons (立即可行建議), their first-level items are treated separately."""
    if not themes:
        return
    profiles = _profiles(themes, sections)
    texts: dict[tuple[int, str], list[str]] = {}
    for row in recommendations:
        of = _unit(row)
        lead = [row["topic_title"]] * _TITLE_WEIGHT if of[1] == "" else []
        texts.setdefault(of, lead).extend([row["title"], row["text"]])
    best = {of: _best(" ".join(parts), profiles) for of, parts in texts.items()}
    called = {bare_title(row["title"]): row["theme"] for row in themes}
    headed = {row["line"]: row["theme"] for row in sections if row["theme_source"] == "heading"}
    for row in recommendations:
        named = called.get(bare_title(row["topic_title"])) or headed.get(row["line"])
        if row.get("theme") is None:  # under no theme's heading
            _set_theme([row], named or best[_unit(row)], "heading" if named else "likeness")
    _assign_sessions(themes, sessions)
    children = _children(sections)
    for row in _courses([row for row in sections if row["chapter"] == "reflections"], children):
        said = word_pairs(row["title"])
        told = [theme["theme"] for theme in themes if said & word_pairs(theme["title"])]
        _set_missing(_below(row, children), told[0] if len(told) == 1 else None, "likeness")


def _assign_sessions(themes: Sequence[Row], sessions: Sequence[Row]) -> None:
    """Give an entry without a theme the one whose title, or a part of it, is in its own: 氣候調適 of
    氣候調適與水資源治理. A single word does not suffice."""
    parts = {t["theme"]: (t["title"], *_JOINED.split(t["title"])) for t in themes}
    words = {theme: [word_pairs(part).keys() for part in of] for theme, of in parts.items()}
    for row in sessions:
        if row.get("theme") is None and row["kind"] in OF_THEMES:
            said = word_pairs(f"{row['title']} {row['detail']}").keys()
            scores = {theme: max(_share(part, said) for part in of) for theme, of in words.items()}
            _set_theme([row], _clear_best(scores, least=_TITLE_SHARE), "likeness")


def _share(part: Set[str], said: Set[str]) -> float:
    both = len(part & said)
    return both / len(part) if both > 1 else 0.0


def _set_missing(rows: Sequence[Row], theme: int | None, source: str) -> None:
    """Set the theme of those rows that have none."""
    _set_theme([row for row in rows if row.get("theme") is None], theme, source)


def _set_theme(rows: Sequence[Row], theme: int | None, source: str) -> None:
    for row in rows:
        row["theme"], row["theme_source"] = theme, None if theme is None else source


def bare_title(title: str) -> str:
    """Return a title's words without the foreign name in brackets: 參訪:某局, 拜會某局 and
    參訪某局(Bureau) are equal."""
    said = re.sub(r"[\W_]", "", without_english(title))
    return re.sub(r"^(?:參[訪觀]|拜[會訪]|訪問)", "", said).lower()


def _unit(row: Row) -> tuple[int, str]:
    """Return the unit that gets one theme: a topic or, if that is a horizon, a first-level item."""
    apart = meaning("horizon", row["topic_title"])
    return row["topic"], row["item"].split("/")[0] if apart else ""


def _profiles(themes: Sequence[Row], sections: Sequence[Row]) -> dict[int, dict[str, float]]:
    """Return the weights of each theme's words as a unit vector; words rare among the themes count more."""
    texts = {row["theme"]: [row["title"]] * _TITLE_WEIGHT for row in themes}
    for section in sections:
        if section["theme"] in texts and section["chapter"] in _THEMED:
            texts[section["theme"]] += [section["title"], section["text"]]
    counts = {theme: word_pairs(" ".join(parts)) for theme, parts in texts.items()}
    spread = Counter(itertools.chain.from_iterable(counts.values()))
    rare = {feature: math.log((len(counts) + 1) / n) for feature, n in spread.items()}
    return {
        theme: _unit_length({f: ((1 + math.log(k)) * rare[f]) ** 2 for f, k in count.items()})
        for theme, count in counts.items()
    }


def _unit_length(weights: Mapping[str, float]) -> dict[str, float]:
    norm = math.hypot(*weights.values())
    return {f: w / norm for f, w in weights.items()}


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
    for place, session in enumerate(sessions):
        by_day[session["date"]].append(place)
        by_title[bare_title(session["title"])].append(place)
    found: list[int | None] = []
    for visit in visits:
        scores = dict.fromkeys(by_title.get(bare_title(visit["title"]), ()), _SAME_NAME)
        on_day = by_day.get(visit["date"], ()) if visit["date"] else ()
        scores |= {place: _score(visit, sessions[place]) for place in on_day}
        best = max(scores.values(), default=0.0)
        fitting = [place for place, score in scores.items() if score == best >= _LEAST_SCORE]
        found.append(min(fitting, default=None))
    return found


def match_by_title(visit: Row, sessions: Sequence[Row]) -> int | None:
    """Return the position of the entry with the visit's title; of several the first of its day."""
    scores = [
        (likeness(visit["title"], session["title"]), session["date"] == visit["date"])
        for session in sessions
    ]
    best = max(scores, default=(0.0, False))
    return scores.index(best) if best[0] >= SAME_TITLE else None


def _score(visit: Mapping[str, Any], session: Mapping[str, Any]) -> float:
    """Return how well an entry of the same day fits a visit, by time and wording."""
    timely = _time_fit(visit, session) * (0.25 if session["kind"] in _NOT_A_VISIT else 1.0)
    return timely + 2 * likeness(_words(visit), _words(session))


def _words(row: Mapping[str, Any]) -> str:
    return " ".join(filter(None, map(row.get, ("title", "title_en", "detail", "place"))))


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
