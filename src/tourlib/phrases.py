"""Parts of the sentences of all charts: names of days, themes and topics, and ties."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Sized
from datetime import date
from typing import Any

import pandas as pd

from tourlib.dates import ROC_OFFSET
from tourlib.directory.bodies import name_in
from tourlib.labels import CLAUSE, JOINT, label, listing, noted
from tourlib.outline.fields import only_says_when
from tourlib.parse.cover import Meta
from tourlib.text import full_width_punctuation, normalize
from tourlib.vocabulary import meaning, words_like

#: Maximum number of tied names listed in a sentence; if there are more, only their number is given.
MAX_NAMED = 3
#: Maximum length of a slide's title, in ideographs; two letters or digits count as one.
_HEADLINE = {"zh": 28.0, "en": 36.0}
#: Where a sentence may be cut: after punctuation between clauses, rather than within a Latin word.
_CLAUSE_END = re.compile(r"[,，、;；::]\s*")
#: Where a long clause may end, outside brackets.
_CLAUSE_INSIDE = re.compile("[，：](?![^「（《]*[」）》])")
_BETWEEN = re.compile(r"(?<![A-Za-z0-9])|(?![A-Za-z0-9])")
#: ① … ㊿, from three ranges of Unicode.
_CIRCLED = "".join(
    map(chr, (*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0)))
)


def headline(sentence: str, lang: str) -> tuple[str, str]:
    """Return the first clause of a sentence (its finding) with as many following clauses as fit the
    title of a slide; and the rest. A clause that is too long alone is cut, in Chinese, at a comma
    or colon, or else within a list with …; then the whole sentence is the rest.

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
    """Return the length of a text in ideographs; two letters or digits count as one."""
    return sum(0.5 if ord(char) < 0x2E80 else 1.0 for char in text)


def short_topic(title: object) -> str:
    """Return a topic's title up to its first punctuation mark, short enough for a sentence.

    >>> short_topic("推動數位發展\uff0c建造友善職場環境")
    '推動數位發展'
    """
    return re.split(r"[,:;、\uff0c\uff1a\uff1b]", str(title), maxsplit=1)[0].strip() or str(title)


def day_name(date: Any, lang: str = "zh") -> str:
    """Return a day as charts print it.

    >>> day_name(pd.Timestamp("2024-09-04")), day_name(pd.Timestamp("2024-09-04"), "en")
    ('9/4(三)', 'Wed 4 Sep')
    """
    if pd.isna(date):
        return label("unknown", lang)
    names = label("weekdays", lang)
    if lang == "zh":
        return f"{date.month}/{date.day}({names[date.weekday()]})"
    return f"{names.split()[date.weekday()]} {date.day} {date.month_name()[:3]}"


def cohort_names(years: Sequence[int], lang: str = "zh") -> str:
    """Return training years as text: in English in both calendars.

    >>> cohort_names([114]), cohort_names([113, 114], "en")
    ('114', '2024, 2025 (ROC years 113, 114)')
    """
    told = [str(year) for year in years]
    if lang == "zh":
        return "、".join(told)
    common = ", ".join(str(year + ROC_OFFSET) for year in years)
    return f"{common} (ROC year{'s' * (len(told) > 1)} {', '.join(told)})"


def period(start: date | None, end: date | None, lang: str = "zh") -> str:
    """Return a period as offices write it: in Chinese in the ROC calendar.

    >>> period(date(2025, 8, 18), date(2025, 8, 29)), period(date(2024, 12, 30), date(2025, 1, 2))
    ('114年8月18日至29日', '113年12月30日至114年1月2日')
    >>> period(date(2025, 8, 18), date(2025, 9, 2), "en"), period(date(2025, 9, 30), None, "en")
    ('18 August – 2 September 2025', '30 September 2025')
    """
    days = list(dict.fromkeys(day for day in (start, end) if day))
    parts = [_date_parts(day, lang) for day in days]
    if len(parts) == 2:
        # What both days share is written once: in Chinese with the first, in English with the last.
        place = 1 if lang == "zh" else 0
        same = [one == other for one, other in zip(*parts, strict=True)].index(False)
        parts[place] = parts[place][same:]
    if lang == "zh":
        return "至".join(map("".join, parts))
    return " – ".join("".join(reversed(part)) for part in parts)


def _date_parts(day: date, lang: str) -> tuple[str, ...]:
    """Return year, month and day as written."""
    if lang == "zh":
        return f"{day.year - ROC_OFFSET}年", f"{day.month}月", f"{day.day}日"
    return f" {day.year}", f" {pd.Timestamp(day).month_name()}", f"{day.day}"


def source_words(meta: Meta, lang: str = "zh") -> str:
    """Cite a report as a source: publisher, title and date; without a title, its file name."""
    if not meta.title:
        return meta.source_name
    by = JOINT[lang].join(name_in(one, lang) for one in (meta.organiser or "").split("、"))
    on = period(meta.report_date, None, lang)
    cited = label("source.words", lang, by=by, title=meta.title)
    return (cited + label("source.date", lang, date=on) if on else cited).strip(" ,")


def is_training(meta: Meta) -> bool:
    """True if the tour was a training (研習, 進修 …), by the category on the cover or else the title."""
    return meaning("tour", meta.category or meta.title or "") is not None


def year_words(meta: Meta, lang: str = "zh") -> str:
    """Return the year and kind of a tour: 114 年訓練 if the title says so, else the category on the
    cover (114 年考察) or the title's word; if neither says it, the year alone.
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
    """Return a theme's title; its number if it has no title; a phrase for no theme."""
    if pd.isna(theme):
        return label("theme.none", lang)
    if pd.isna(title):
        return label("theme.unnamed", lang, n=theme)
    return full_width_punctuation(str(title))


def theme_titles(themes: pd.DataFrame) -> dict[int, str]:
    """Return the titles of the table ``themes`` by number."""
    return dict(themes[["theme", "title"]].dropna().itertuples(index=False))


def topic_name(topic: Any, title: Any) -> str:
    """Return a topic's number and title.

    >>> topic_name(2, "推動數位發展,建造友善職場環境")
    '2 推動數位發展\uff0c建造友善職場環境'
    """
    return full_width_punctuation(f"{topic} {title}")


def leaders(values: pd.Series) -> tuple[list[str], float]:
    """Return all names with the highest value, and that value."""
    top = float(values.max()) if len(values) else 0.0
    return [str(name) for name in values[values > top - 1e-9].index], top


def shared_by(names: Sized, amount: str, lang: str) -> str:
    """Return an amount; with "each" if it is shared by several names.

    >>> shared_by(["A"], "40%", "en"), shared_by(["A", "B"], "40%", "en")
    ('40%', '40% each')
    """
    return label("each", lang, amount=amount) if len(names) > 1 else amount


def topics_are(recommendations: pd.DataFrame) -> str:
    """Return what the topics of a report are: ``topics``, ``horizons`` if their titles only say when,
    or ``items`` if each is a single recommendation.

    >>> topics_are(pd.DataFrame({"topic_title": ["立即可行建議", "中長期建議"]}))
    'horizons'
    """
    titles = recommendations["topic_title"].dropna().unique()
    if len(titles) and all(only_says_when(str(title)) for title in titles):
        return "horizons"
    alone = len(recommendations) > 0 and bool((recommendations["depth"] == 0).all())
    return "items" if alone else "topics"


def topic_label(key: str, lang: str, frame: pd.DataFrame, **values: object) -> str:
    """Return the text for a key with the word for what the topics of a frame's report are."""
    return label(key, lang, topics_are=frame.attrs.get("topics", "topics"), **values)


def visits_word(frame: pd.DataFrame, lang: str, *, counted: bool = False) -> str:
    """Return the word for a report's courses and visits: visits, if its timetable has no course.
    ``counted``: the form after a number."""
    return label(f"{'visited' if counted else 'visits'}.{frame.attrs.get('visited', 'both')}", lang)


def left_out(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Say how many staff are not counted; empty if nobody is left out."""
    n, total = frame.attrs.get("left_out", 0), frame.attrs.get("on_roster")
    return noted("people.left_out", lang, n, total=total)


def unknown_agencies(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Say for how many people the parent agency is unknown, since an agency without people may have
    sent them; empty if all are known."""
    return noted("people.unknown", lang, frame.attrs.get("unknown", 0) if len(frame) else 0)


def quoted(names: Iterable[object], lang: str) -> str:
    """Return names in quotation marks; of many, the first few and their number."""
    marked = [label("quote", lang, text=full_width_punctuation(str(name))) for name in names]
    if len(marked) <= MAX_NAMED:
        return listing(marked, lang)
    return label("many", lang, names=listing(marked[:MAX_NAMED], lang), n=len(marked))


def circled(number: Any) -> str:
    """Return a theme number as a mark: ① … ㊿; in brackets beyond that; empty for none.

    >>> circled(1), circled(21), circled(51), circled(pd.NA)
    ('①', '㉑', '(51)', '')
    """
    if pd.isna(number):
        return ""
    n = int(number)
    return _CIRCLED[n - 1] if 1 <= n <= len(_CIRCLED) else f"({n})"


def theme_words(theme: Any, title: Any, lang: str) -> str:
    """Return a theme's mark and title."""
    return f"{circled(theme)} {theme_name(theme, title, lang)}".strip()


def where(told_apart: bool, lang: str) -> str:
    """Return the word that restricts a sentence to the journey, if there were courses at home, too."""
    if not told_apart:
        return ""
    return label("journey", lang) + (" " if lang == "en" else "")


def of_journey(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the journey: those abroad if there are any, else all."""
    abroad = (rows["part"] == "abroad").fillna(False).astype(bool)
    return rows[abroad] if abroad.any() else rows


def line(name: str, values: list[str], lang: str) -> str:
    """Return a fact: a name and its values."""
    told = listing(values, lang) or label("fact.none", lang)
    return label("fact.line", lang, name=name, values=told)


def with_note(fact: str, note: str, lang: str) -> str:
    """Return a fact with a note in brackets, if there is one."""
    return label("fact.noted", lang, fact=fact, note=note) if note else fact


def around(sentence: str, term: str, length: int) -> str:
    """Return at most this many characters of a sentence, with a term near their middle: whole
    clauses if they fit, and never part of a Latin word.

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
    """Return the positions between clauses in a part of a sentence, or else those between words."""
    for mark in (_CLAUSE_END, _BETWEEN):
        if cuts := [cut.end() for cut in mark.finditer(sentence) if first <= cut.end() <= last]:
            return cuts
    return []
