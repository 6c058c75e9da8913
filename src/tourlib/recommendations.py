"""The recommendations: topics with their items, words, responsible agencies and time frame.

>>> from tourlib import recommendations
>>> items = recommendations.items(report)              # doctest: +SKIP
>>> chart = recommendations.plot_items(items)          # doctest: +SKIP
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd

from tourlib import keywords
from tourlib.charts.bars import Grid, words_grid
from tourlib.charts.foot import RowLines
from tourlib.keywords import MAX_TOPICS, more_topics
from tourlib.labels import CLAUSE, JOINT, label, listing, word
from tourlib.phrases import (
    around,
    leaders,
    line,
    quoted,
    short_topic,
    topic_label,
    topic_name,
    with_note,
)
from tourlib.question import Facts, Question, answer, from_report, plotting, typed_frame
from tourlib.report import Report
from tourlib.text import full_width_punctuation
from tourlib.vocabulary import any_of, meaning
from tourlib.words.counts import SIGNIFICANT_Z
from tourlib.words.texts import advising

#: Number of words named for a topic; length of the text shown for an item without title, and of an example.
MAX_WORDS, _GIST, _EXAMPLE = 4, 56, 64
_SENTENCE = re.compile(r"(?<=[。;；!?])")
#: A term repeated in English, and conjunctions at the beginning of a sentence.
_ENGLISH = re.compile(r"\s*\([^()一-鿿]*[A-Za-z]{2}[^()一-鿿]*\)\s*")
_THUS = re.compile("^(?:因此|因而|所以|是以|[故爰但惟])[,，]?也?")
_COLUMNS = (
    "topic topic_title theme item title parts items horizon horizon_printed "
    "lead_agency co_agencies rows"
)


def items(report: Report) -> pd.DataFrame:
    """Return the items of each topic, one row per item of the top level that recommends something.

    Returns:
        ``topic``, ``topic_title``, ``theme``; ``item`` (its number as printed, preceded by higher
        numbers that have no row), ``title`` (for an item without title its advising sentence, or
        its beginning), ``parts`` (list: titles of the items below it; without any, the beginning of
        its text), ``items`` (number of recommendations in it and below), ``horizon``,
        ``horizon_printed`` (if all of these have the same), ``lead_agency``, ``co_agencies`` (of it
        and the items below, separated by 、). ``attrs["words"]``: topic → its distinctive words
        (significant ones) with their uses; ``attrs["examples"]``: topic → a sentence with the first
        of them; see also :func:`tourlib.question.from_report`.
    """
    rows = []
    table = report.recommendations[report.recommendations["topic"].notna()]
    advice = set(advising(table).index)
    for _topic, group in table.groupby("topic", sort=True):
        paths = group["item"].fillna("")
        below_none = ~paths.str.rpartition("/")[0].isin(set(paths))
        own = (group["depth"] == group["depth"].min()) | below_none
        firsts = [below for _n, below in group.groupby(own.cumsum(), sort=True)]
        found = [_item(part, advice) for below in firsts for part in _apart(below)]
        rows += _numbered([row for row in found if row["items"]])
    frame = typed_frame(rows, _COLUMNS)
    words = keywords.topics(report, MAX_WORDS)
    words = words[words["keyness"] > SIGNIFICANT_Z]
    frame.attrs |= {"words": {}, "examples": {}}
    for topic, group in words.groupby("topic", sort=True):
        frame.attrs["words"][int(topic)] = list(zip(group["term"], group["count"], strict=True))
        for said, term in group.loc[group["example"].notna(), ["example", "term"]].values[:1]:
            frame.attrs["examples"][int(topic)] = around(said, term, _EXAMPLE)
    return from_report(frame, report, "recommendations")


def _apart(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """Return an item with its subitems; separately, if these have agencies of their own."""
    agencies = rows[["lead_agency", "co_agencies"]].iloc[1:].fillna("").drop_duplicates()
    return [rows.iloc[[n]] for n in range(len(rows))] if len(agencies) > 1 else [rows]


def _numbered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Set the items' numbers to the last part; to the full number if no row has the part above:
    (一)1 below a heading that only states a time frame."""
    paths = {row["item"] for row in rows}
    for row in rows:
        above, _mark, last = (row["item"] or "").rpartition("/")
        number = last if above in paths else re.sub(r"(?<=\w)/(?=\w)", "-", row["item"] or "")
        row["item"] = number.replace("/", "") or None
    return rows


def _item(rows: pd.DataFrame, advice: set[Any]) -> dict[str, Any]:
    """Return an item with its subitems; ``advice``: labels of the rows that recommend something."""
    first = rows.iloc[0]
    return {
        **{name: first[name] for name in ("topic", "topic_title", "theme")},
        "item": None if pd.isna(first["item"]) else first["item"],
        "title": _called(first),
        "parts": [_called(row) for _label, row in rows.iloc[1:].iterrows()] or _beginning(first),
        "items": int(rows.index.isin(list(advice)).sum()),
        **{
            name: "、".join(dict.fromkeys(rows[name].dropna())) or None
            for name in ("lead_agency", "co_agencies")
        },
        **{name: _only(rows[name]) for name in ("horizon", "horizon_printed")},
        "rows": list(rows.index),
    }


def _only(values: pd.Series) -> str | None:
    """Return the value if all rows with one have the same."""
    told = values.dropna().unique()
    return str(told[0]) if len(told) == 1 else None


def _terms(frame: pd.DataFrame, lang: str) -> pd.Series:
    """Return the time frame of each item, in the report's words or the language's; missing if
    not stated."""
    known = frame["horizon"].map(lambda name: word("horizon", name, lang), na_action="ignore")
    printed = frame["horizon_printed"]
    told = printed.map(lambda name: word("term", name, lang), na_action="ignore")
    return told.where(told.notna() & ((told != printed) | (lang == "zh")), known)


def _beginning(row: pd.Series) -> list[str]:
    """Return how the text of a titled item begins, or its advice if it begins with a country."""
    if row[["title", "text"]].isna().any():
        return []
    told = _advice if re.match(any_of("abroad", "country"), row["text"]) else _gist
    return [told(row["text"])]


def _called(row: pd.Series) -> str:
    """Return the title of an item, or else its advice."""
    if pd.notna(row["title"]):
        return full_width_punctuation(str(row["title"]))
    return "" if pd.isna(row["text"]) else _advice(str(row["text"]))


def _advice(text: str) -> str:
    """Return the first advising sentence (only its advising clause if it is long), else the
    beginning of the text."""
    said = next((part for part in _SENTENCE.split(text) if meaning("advises", part)), text)
    while not meaning("advises", _gist(said)) and meaning("advises", said.partition(",")[2]):
        said = said.partition(",")[2]
    return _gist(_THUS.sub("", said))


def _gist(text: str) -> str:
    """Return the first sentence without English repetitions, shortened if necessary."""
    sentence = full_width_punctuation(_SENTENCE.split(_ENGLISH.sub("", text), maxsplit=1)[0])
    if len(sentence) <= _GIST:
        return sentence.rstrip("。;；")
    return re.sub(r"[，、:：,;；]?[^，、:：,;；]*$", "", sentence[:_GIST]) + "…"


def say_items(frame: pd.DataFrame, lang: str = "zh") -> str:
    """State the numbers of topics and recommendations and the topic with most; if topics are only
    horizons, the recommendations of each.
    """
    number = int(frame["items"].sum())
    if number == 0:
        return label("advice.empty", lang)
    keys = [frame["horizon"], frame["horizon_printed"].fillna(""), _terms(frame, lang)]
    when = frame["items"].groupby(keys, sort=True).sum().groupby(level=2, sort=False).sum()
    told = listing([label("advice.when", lang, horizon=h, n=n) for h, n in when.items()], lang)
    topics = frame.attrs.get("topics")
    if topics == "horizons" or (told and number == frame["topic"].nunique() > 1):
        return label("advice.by_horizon", lang, n=number, horizons=told)
    if topics == "items":
        return label("figures.items", lang, n=number)
    by_topic = frame["items"].groupby([frame["topic"], frame["topic_title"]]).sum()
    sentence = label("advice.finding", lang, topics=len(by_topic), n=number)
    names, top = leaders(by_topic.astype(float).droplevel("topic"))
    if len(names) == 1 < len(by_topic):
        topic = quoted([short_topic(name) for name in names], lang)
        sentence += label("advice.most", lang, topic=topic, n=int(top))
    return sentence + (label("advice.horizons", lang, horizons=told) if told else "")


def items_shown(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Say what the table of topics shows, and how many have no row."""
    of_topics = frame.attrs.get("topics") != "items"
    words = label("advice.shown_words", lang) if of_topics and frame.attrs.get("words") else ""
    lead = label("advice.shown_lead", lang) if frame["lead_agency"].notna().any() else ""
    key = "advice.shown" if of_topics else "advice.shown_items"
    return topic_label(key, lang, frame, words=words, lead=lead) + more_topics(frame, lang)


def topics_grid(frame: pd.DataFrame, lang: str = "zh") -> Grid:
    """Return each topic with the number of its recommendations, its words, responsible agencies and
    time frame; for topics that are recommendations themselves, the beginning of their text."""
    rows, names = [], []
    alone = frame.attrs.get("topics") == "items"
    for (topic, title), group in frame.groupby(["topic", "topic_title"], sort=True):
        names.append(topic_name(topic, title).rstrip("。"))
        ordered = group.sort_values(["horizon", "horizon_printed"], kind="stable")
        horizons = list(dict.fromkeys(_terms(ordered, lang).dropna()))
        rows.append({
            "advice.text": " ".join(group["parts"].iloc[0]) if alone else "",
            "advice.items": "" if alone else str(group["items"].sum()),
            "advice.words": "" if alone else _words(frame, topic, lang),
            "advice.lead": JOINT[lang].join(dict.fromkeys(group["lead_agency"].dropna())),
            "advice.horizon": listing(horizons, lang),
        })  # fmt: skip
    index = pd.Index(names[:MAX_TOPICS], name=topic_label("briefing.topic", lang, frame))
    texts = pd.DataFrame(rows[:MAX_TOPICS], index=index)
    if frame.attrs.get("topics") == "horizons":  # they are the names of the rows
        texts = texts.drop(columns="advice.horizon")
    texts = texts.loc[:, (texts != "").any()].rename(columns=lambda key: label(key, lang))
    return words_grid(texts)


def _words(frame: pd.DataFrame, topic: Any, lang: str) -> str:
    told = frame.attrs.get("words", {}).get(int(topic), ())
    return listing([label("fact.uses", lang, term=term, n=n) for term, n in told], lang)


def by_topic(frame: pd.DataFrame) -> list[pd.DataFrame]:
    """Return one frame per topic, with its lines; none if the topics are recommendations themselves."""
    parts: list[pd.DataFrame] = []
    if frame.attrs.get("topics") == "items":
        return parts
    for _topic, rows in frame.reset_index(drop=True).groupby("topic", sort=True):
        parts.append(rows.reset_index(drop=True))
        lines = RowLines(frame.attrs["lines"][n] for n in rows.index)
        parts[-1].attrs = frame.attrs | {"lines": lines}
    return parts


def say_topic(frame: pd.DataFrame, lang: str = "zh") -> str:
    """State what a topic recommends by its title, its number of items, and its distinctive words.

    Args:
        frame: one of :func:`by_topic`.
    """
    topic, title = frame[["topic", "topic_title"]].iloc[0]
    name = full_width_punctuation(str(title))
    horizons = frame.attrs.get("topics") == "horizons"
    sentence = name if horizons else label("advice.topic", lang, n=topic, title=name)
    words, n = _words(frame, topic, lang), int(frame["items"].sum())
    if not words:
        return sentence + label("advice.number", lang, n=n)
    return sentence + label("advice.about", lang, n=n, words=words)


def say_topics(frames: Sequence[pd.DataFrame], lang: str = "zh") -> str:
    """Summarise several topics: their numbers, and how many items they have.

    Args:
        frames: of :func:`by_topic`, in order.
    """
    whole = pd.concat(frames)
    if frames[0].attrs.get("topics") == "horizons":
        whole.attrs = {"topics": "horizons"}
        return say_items(whole, lang)
    topics = listing([str(topic) for topic in whole["topic"].unique()], lang)
    return label("advice.topics", lang, topics=topics, n=int(whole["items"].sum()))


def topic_shown(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Return a sentence of the topic that contains its first word."""
    said = frame.attrs.get("examples", {}).get(int(frame["topic"].iloc[0]))
    return label("advice.example", lang, text=quoted([said], lang)) if said else ""


def topic_facts(frame: pd.DataFrame, lang: str = "zh", *, brief: bool = False) -> Facts:
    """List a topic's items, with subitems (unless ``brief``), responsible agencies and time frame."""
    facts = []
    words = frame[["item", "title", "lead_agency", "co_agencies"]].fillna("").to_dict("records")
    terms = _terms(frame, lang).astype("string").fillna("")
    for row, parts, term in zip(words, frame["parts"], terms, strict=True):
        fact = f"{row['item']} {row['title']}".strip()
        # A list number, not a quantity.
        fact = re.sub(r"^(\(.+\))?(\d{1,2})(?= \D)", r"\1\2.", fact)
        below = [] if brief else list(filter(None, parts))
        told = line(fact, [CLAUSE[lang].join(below)], lang) if below else fact
        who = [
            label(f"advice.{name}_of", lang, names=row[name])
            for name in ("lead_agency", "co_agencies")
            if row[name]
        ]
        facts.append(with_note(told, CLAUSE[lang].join(filter(None, [term, *who])), lang))
    return tuple(facts)


_TOPIC = Question(
    "recommendation", "list", items, "topic topic_title item title parts", say_topic,
    topic_shown, topic_facts, partial(topic_facts, brief=True),
)  # fmt: skip
_ITEMS = Question(
    "recommendation-topics", "heat", items, "topic topic_title item title items", say_items, items_shown,
    answered=lambda frame: bool(frame["items"].sum() > 0), grid=topics_grid,
    parts=lambda frame, lang: tuple(answer(_TOPIC, part, lang) for part in by_topic(frame)),
)  # fmt: skip
#: In the order of a briefing.
QUESTIONS = (_ITEMS,)

plot_items = plotting(_ITEMS, "The topics as a table: items, words, who is to act and when.")
