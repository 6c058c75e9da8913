"""Pieces that the sentences of all charts are made of: names of days, themes and topics, ties."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Sized
from datetime import date
from typing import Any

import pandas as pd

from tourlib.dates import ROC_OFFSET
from tourlib.directory.bodies import name_in
from tourlib.labels import CLAUSE, JOINT, label, listing
from tourlib.outline.fields import only_says_when
from tourlib.parse.cover import Meta
from tourlib.text import full_width_punctuation, normalize
from tourlib.vocabulary import meaning, words_like

#: How many tied names a sentence lists; with more, it says how high none goes.
MAX_NAMED = 3
#: How long the title of a slide should be at most, in ideographs, of which two letters or digits
#: take one.
_HEADLINE = {"zh": 28.0, "en": 36.0}
#: Where a sentence may be cut: behind a mark between clauses; better there than in a word of letters.
_CLAUSE_END = re.compile(r"[,，、;；::]\s*")
#: Where a long clause may end, outside brackets.
_CLAUSE_INSIDE = re.compile("[，：](?![^「（《]*[」）》])")
_BETWEEN = re.compile(r"(?<![A-Za-z0-9])|(?![A-Za-z0-9])")
#: ① … ㊿, in three places of Unicode.
_CIRCLED = "".join(
    map(chr, (*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0)))
)


def headline(sentence: str, lang: str) -> tuple[str, str]:
    """The first clause of a sentence, which is its finding, with those behind it that have room in the
    title of a slide; and the rest. A clause that is too long alone ends, in Chinese, at a comma or a
    colon, else at a mark of a list in …, and then the whole sentence is the rest.

    >>> headline("22 個縣市中\uff0c5 個派員\uff1b南部、離島沒有縣市派員\uff0c其餘三區各有一個以上", "zh")
    ('22 個縣市中\uff0c5 個派員', '南部、離島沒有縣市派員\uff0c其餘三區各有一個以上')
    >>> headline("建立導師認證及鐘點費標準\uff0c盤點各地公所、農會及社區大學之志工名冊\uff0c並設置平台", "zh")
    ('建立導師認證及鐘點費標準', '盤點各地公所、農會及社區大學之志工名冊\uff0c並設置平台')
    """
    mark, most = CLAUSE[lang], _HEADLINE[lang]
    clauses = sentence.split(mark)
    kept = len(clauses)
    while kept > 1 and ideographs(mark.join(clauses[:kept])) > most:
        kept -= 1
    head = mark.join(clauses[:kept]).rstrip("。.")
    rest = mark.join(clauses[kept:])
    ends = [m for m in _CLAUSE_INSIDE.finditer(head) if ideographs(head[: m.start()]) <= most]
    if ideographs(head) > most and ends:
        rest = mark.join(filter(None, (head[ends[-1].end() :], rest)))
        head = head[: ends[-1].start()]
    short = head
    while ideographs(short) > most and (cut := re.search(r"[，、,][^，、,]*$", short)):
        short = short[: cut.start()]
    if short != head:
        return f"{short}…", sentence
    return head, rest[:1].upper() + rest[1:]


def ideographs(text: str) -> float:
    """The length of a text in ideographs, of which two letters or digits take one."""
    return sum(0.5 if ord(char) < 0x2E80 else 1.0 for char in text)


def short_topic(title: object) -> str:
    """A topic's title up to its first mark, short enough for a sentence.

    >>> short_topic("推動數位發展\uff0c建造友善職場環境")
    '推動數位發展'
    """
    return re.split(r"[,:;、\uff0c\uff1a\uff1b]", str(title), maxsplit=1)[0].strip() or str(title)


def day_name(date: Any, lang: str = "zh") -> str:
    """A day as charts print it.

    >>> day_name(pd.Timestamp("2024-09-04")), day_name(pd.Timestamp("2024-09-04"), "en")
    ('9/4(三)', 'Wed 4 Sep')
    """
    if not isinstance(date, pd.Timestamp) or pd.isna(date):
        return label("unknown", lang)
    names = label("weekdays", lang)
    if lang == "zh":
        return f"{date.month}/{date.day}({names[date.weekday()]})"
    return f"{names.split()[date.weekday()]} {date.day} {date.month_name()[:3]}"


def cohort_names(years: Sequence[int], lang: str = "zh") -> str:
    """Training years as they are named: in English by both calendars.

    >>> cohort_names([114]), cohort_names([113, 114], "en")
    ('114', '2024, 2025 (ROC years 113, 114)')
    """
    told = [str(year) for year in years]
    if lang == "zh":
        return "、".join(told)
    common = ", ".join(str(year + ROC_OFFSET) for year in years)
    return f"{common} (ROC year{'s' * (len(told) > 1)} {', '.join(told)})"


def period(start: date | None, end: date | None, lang: str = "zh") -> str:
    """The days from one to another, as offices write them: in Chinese by the ROC calendar.

    >>> period(date(2025, 8, 18), date(2025, 8, 29)), period(date(2024, 12, 30), date(2025, 1, 2))
    ('114年8月18日至29日', '113年12月30日至114年1月2日')
    >>> period(date(2025, 8, 18), date(2025, 9, 2), "en"), period(date(2025, 9, 30), None, "en")
    ('18 August – 2 September 2025', '30 September 2025')
    """
    days = list(dict.fromkeys(day for day in (start, end) if day))
    parts = [_date_parts(day, lang) for day in days]
    if len(parts) == 2:
        # What both days have in common is said once: in Chinese of the first, in English of the last.
        place = 1 if lang == "zh" else 0
        same = [one == other for one, other in zip(*parts, strict=True)].index(False)
        parts[place] = parts[place][same:]
    if lang == "zh":
        return "至".join(map("".join, parts))
    return " – ".join("".join(reversed(part)) for part in parts)


def _date_parts(day: date, lang: str) -> tuple[str, ...]:
    """Year, month and day as they are written."""
    if lang == "zh":
        return f"{day.year - ROC_OFFSET}年", f"{day.month}月", f"{day.day}日"
    return f" {day.year}", f" {pd.Timestamp(day).month_name()}", f"{day.day}"


def source_words(meta: Meta, lang: str = "zh") -> str:
    """A report as a source is cited: who published it, its title, its date; without a title, its file.

    Args:
        meta: the report's cover.
    """
    if not meta.title:
        return meta.source_name
    by = JOINT[lang].join(name_in(one, lang) for one in (meta.organiser or "").split("、"))
    on = period(meta.report_date, None, lang)
    cited = label("source.words", lang, by=by, title=meta.title)
    return (cited + label("source.date", lang, date=on) if on else cited).strip(" ,")


def is_training(meta: Meta) -> bool:
    """Whether people went to be trained (研習, 進修 …), by the category on the cover; where there is
    none, by the title."""
    return meaning("tour", meta.category or meta.title or "") is not None


def year_words(meta: Meta, lang: str = "zh") -> str:
    """The year of a tour, with what the tour was: 114 年訓練 where the title says so, else the category on
    the cover (114 年考察) or what the title calls it; where neither says it, the year alone.

    Args:
        meta: the report's cover.
    """
    if meta.cohort is None:
        return ""
    year = cohort_names([meta.cohort], lang)
    title, category = (normalize(said or "") for said in (meta.title, meta.category))
    of_year = re.search(r"\d\s*年(\w{2})", title)
    own = "" if category == label("kind.other") else re.split("[-:(]", category)[-1].rstrip(")")
    tour = words_like("tour", of_year[1] if of_year else "") or own or words_like("tour", title)
    if lang == "zh" and tour:
        return f"{year} 年{tour}"
    return label("foot.cohort" if is_training(meta) else "foot.year", lang, cohort=year)


def theme_name(theme: Any, title: Any, lang: str = "zh") -> str:
    """A theme's title; its number where the report gives none; words for no theme."""
    if pd.isna(theme):
        return label("theme.none", lang)
    if pd.isna(title):
        return label("theme.unnamed", lang, n=theme)
    return full_width_punctuation(str(title))


def numbered_themes(themes: pd.DataFrame) -> list[tuple[int, str | None]]:
    """Number and title of each row of the table ``themes``."""
    told = themes[["theme", "title"]].itertuples(index=False)
    return [(int(number), title if isinstance(title, str) else None) for number, title in told]


def topic_name(topic: Any, title: Any) -> str:
    """A topic's number and title.

    >>> topic_name(2, "推動數位發展,建造友善職場環境")
    '2 推動數位發展\uff0c建造友善職場環境'
    """
    return full_width_punctuation(f"{topic} {title}")


def leaders(values: pd.Series) -> tuple[list[str], float]:
    """All names at the top, and how high that is."""
    top = float(values.max()) if len(values) else 0.0
    return [str(name) for name in values[values > top - 1e-9].index], top


def shared_by(names: Sized, amount: str, lang: str) -> str:
    """An amount; of several names, that each has it.

    >>> shared_by(["A"], "40%", "en"), shared_by(["A", "B"], "40%", "en")
    ('40%', '40% each')
    """
    return label("each", lang, amount=amount) if len(names) > 1 else amount


def only_horizons(titles: pd.Series) -> bool:
    """Whether all topics are called by a horizon and nothing else.

    >>> only_horizons(pd.Series(["立即可行建議", "中長期建議"])), only_horizons(pd.Series(["中長期能源政策"]))
    (True, False)
    """
    told = [str(title) for title in titles.dropna().unique()]
    return bool(told) and all(map(only_says_when, told))


def topics_are(recommendations: pd.DataFrame) -> str:
    """What the topics of a report are: ``topics``, ``horizons``, or ``items``, where each has but one
    recommendation, which is the topic itself."""
    if only_horizons(recommendations["topic_title"]):
        return "horizons"
    alone = len(recommendations) > 0 and bool((recommendations["depth"] == 0).all())
    return "items" if alone else "topics"


def topic_label(key: str, lang: str, frame: pd.DataFrame, **values: object) -> str:
    """The words for a key about what the topics of a frame's report are."""
    return label(key, lang, topics_are=frame.attrs.get("topics", "topics"), **values)


def visits_word(frame: pd.DataFrame, lang: str, *, counted: bool = False) -> str:
    """What a report's courses and visits are called: visits, where its timetable has no course.
    ``counted``: behind their number."""
    return label(f"{'visited' if counted else 'visits'}.{frame.attrs.get('visited', 'both')}", lang)


def left_out(frame: pd.DataFrame, lang: str = "zh") -> str:
    """That staff are not counted, and how many; nothing where nobody is left out."""
    n = frame.attrs.get("left_out", 0)
    return label("people.left_out", lang, n=n, total=frame.attrs["on_roster"]) if n else ""


def unknown_agencies(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Of how many people the parent agency is unknown: who is said to have sent nobody may have sent
    them. Nothing where all are known."""
    n = frame.attrs.get("unknown", 0) if len(frame) else 0
    return label("people.unknown", lang, n=n) if n else ""


def quoted(names: Iterable[object], lang: str) -> str:
    """Names in quotation marks; of many, the first few and how many there are."""
    marked = [label("quote", lang, text=full_width_punctuation(str(name))) for name in names]
    if len(marked) <= MAX_NAMED:
        return listing(marked, lang)
    return label("many", lang, names=listing(marked[:MAX_NAMED], lang), n=len(marked))


def circled(number: Any) -> str:
    """A theme number as a mark: ① … ㊿; plain in brackets beyond; empty for none.

    >>> circled(1), circled(21), circled(51), circled(pd.NA)
    ('①', '㉑', '(51)', '')
    """
    if pd.isna(number):
        return ""
    n = int(number)
    return _CIRCLED[n - 1] if 1 <= n <= len(_CIRCLED) else f"({n})"


def theme_words(theme: Any, title: Any, lang: str) -> str:
    """A theme's mark and title."""
    return f"{circled(theme)} {theme_name(theme, title, lang)}".strip()


def where(told_apart: bool, lang: str) -> str:
    """The word that says that only the journey is meant, where there were courses at home too."""
    if not told_apart:
        return ""
    return label("journey", lang) + (" " if lang == "en" else "")


def of_journey(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the journey: those abroad where a table has some, else all."""
    abroad = (rows["part"] == "abroad").fillna(False).astype(bool)
    return rows[abroad] if abroad.any() else rows


def line(name: str, values: list[str], lang: str) -> str:
    """A fact: a name and what there is of it."""
    told = listing(values, lang) or label("fact.none", lang)
    return label("fact.line", lang, name=name, values=told)


def with_note(fact: str, note: str, lang: str) -> str:
    """A fact with a note in brackets behind it, where there is one."""
    return label("fact.noted", lang, fact=fact, note=note) if note else fact


def around(sentence: str, term: str, length: int) -> str:
    """So many characters of a sentence at most, with a term near their middle: whole clauses where
    these have room, and no half of a word of letters.

    >>> around("公部門應及早準備，要培養人工智慧的素養與倫理觀念", "素養", 16)
    '…要培養人工智慧的素養與倫理觀念'
    >>> around("建立海洋空間計畫 (Marine spatial plan) 兼顧安全", "兼顧", 12)
    '…plan) 兼顧安全'
    """
    if len(sentence) <= length:
        return sentence
    at = max(sentence.find(term), 0)
    first = max(0, min(at - length // 2, len(sentence) - length))
    if first:
        first = min(_cuts(sentence, first, at), default=at)
    end = min(first + length, len(sentence))
    if end < len(sentence):
        end = max(_cuts(sentence, at + len(term), end), default=end)
    piece = sentence[first:end].strip("，、；,; ")
    return ("…" if first else "") + piece + ("…" if end < len(sentence) else "")


def _cuts(sentence: str, first: int, last: int) -> list[int]:
    """The places in a part of a sentence between two clauses; without any, between two words."""
    for mark in (_CLAUSE_END, _BETWEEN):
        if cuts := [cut.end() for cut in mark.finditer(sentence) if first <= cut.end() <= last]:
            return cuts
    return []
