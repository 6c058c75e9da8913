"""The recommendations themselves: topics with their items, who is to act and when, and their words.

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

#: Words of a topic that its sentence names, and characters that stand for an item without a title, and
#: of an example.
MAX_WORDS, _GIST, _EXAMPLE = 4, 56, 64
_SENTENCE = re.compile(r"(?<=[。;；!?])")
#: A term again in English, and what joins a sentence to the one before it.
_ENGLISH = re.compile(r"\s*\([^()一-鿿]*[A-Za-z]{2}[^()一-鿿]*\)\s*")
_THUS = re.compile("^(?:因此|因而|所以|是以|[故爰但惟])[,，]?也?")
_COLUMNS = (
    "topic topic_title theme item title parts items horizon horizon_printed "
    "lead_agency co_agencies rows"
)


def items(report: Report) -> pd.DataFrame:
    """The items of each topic, one row an item of the first level in which something is recommended.

    Returns:
        ``topic``, ``topic_title``, ``theme``; ``item`` (its number as printed, behind those above it that no row has),
        ``title`` (of an item without one, its sentence that advises, or how it begins), ``parts`` (list: titles of the items below
        it; without any, how its text begins), ``items`` (how many of it and of those below recommend),
        ``horizon``, ``horizon_printed`` (where all of these have one), ``lead_agency``, ``co_agencies`` (its own, else those of the items below it, parted by 、).
        ``attrs["words"]``: topic → words that set it apart beyond chance, with their uses;
        ``attrs["examples"]``: topic → a sentence with the first of them; else see
        :func:`tourlib.question.from_report`.
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
    """An item with what is below it; each by itself, where those below have agencies of their own."""
    agencies = rows[["lead_agency", "co_agencies"]].iloc[1:].fillna("").drop_duplicates()
    return [rows.iloc[[n]] for n in range(len(rows))] if len(agencies) > 1 else [rows]


def _numbered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The items with the last of their numbers; with those above it too, where no item has these:
    (一)1 below a heading that only says when."""
    paths = {row["item"] for row in rows}
    for row in rows:
        above, _mark, last = (row["item"] or "").rpartition("/")
        number = last if above in paths else re.sub(r"(?<=\w)/(?=\w)", "-", row["item"] or "")
        row["item"] = number.replace("/", "") or None
    return rows


def _item(rows: pd.DataFrame, advice: set[Any]) -> dict[str, Any]:
    """An item with what is below it; ``advice``: labels of the rows that recommend something."""
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
    """The one value that there is."""
    told = values.dropna().unique()
    return str(told[0]) if len(told) == 1 else None


def _terms(frame: pd.DataFrame, lang: str) -> pd.Series:
    """When each item can be done, in the words of the report, or of the language; missing where
    that is not told."""
    known = frame["horizon"].map(lambda name: word("horizon", name, lang), na_action="ignore")
    printed = frame["horizon_printed"]
    told = printed.map(lambda name: word("term", name, lang), na_action="ignore")
    return told.where(told.notna() & ((told != printed) | (lang == "zh")), known)


def _beginning(row: pd.Series) -> list[str]:
    """How the text of an item with a title begins; where that tells of a country, what is advised."""
    if row[["title", "text"]].isna().any():
        return []
    told = _advice if re.match(any_of("abroad", "country"), row["text"]) else _gist
    return [told(row["text"])]


def _called(row: pd.Series) -> str:
    """The title of an item; without one, what it advises."""
    if pd.notna(row["title"]):
        return full_width_punctuation(str(row["title"]))
    return "" if pd.isna(row["text"]) else _advice(str(row["text"]))


def _advice(text: str) -> str:
    """The first sentence that advises, from the clause that does where it is long, else how the text
    begins."""
    said = next((part for part in _SENTENCE.split(text) if meaning("advises", part)), text)
    while not meaning("advises", _gist(said)) and meaning("advises", said.partition(",")[2]):
        said = said.partition(",")[2]
    return _gist(_THUS.sub("", said))


def _gist(text: str) -> str:
    """The first sentence without what it says in English too, or as much of it as stands for it."""
    sentence = full_width_punctuation(_SENTENCE.split(_ENGLISH.sub("", text), maxsplit=1)[0])
    if len(sentence) <= _GIST:
        return sentence.rstrip("。;；")
    return re.sub(r"[，、:：,;；]?[^，、:：,;；]*$", "", sentence[:_GIST]) + "…"


def say_items(frame: pd.DataFrame, lang: str = "zh") -> str:
    """How many topics and recommendations there are, and the topic that has most; of topics that are
    but horizons, how many recommendations each has.

    Args:
        frame: of :func:`items`.
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
    """What the table of topics shows; how many have no row."""
    of_topics = frame.attrs.get("topics") != "items"
    words = label("advice.shown_words", lang) if of_topics and frame.attrs.get("words") else ""
    lead = label("advice.shown_lead", lang) if frame["lead_agency"].notna().any() else ""
    key = "advice.shown" if of_topics else "advice.shown_items"
    return topic_label(key, lang, frame, words=words, lead=lead) + more_topics(frame, lang)


def topics_grid(frame: pd.DataFrame, lang: str = "zh") -> Grid:
    """Each topic with the number of its recommendations, its words, who is to act and when; of topics
    that are recommendations themselves how their text begins."""
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
    if frame.attrs.get("topics") == "horizons":  # they are what the rows are called
        texts = texts.drop(columns="advice.horizon")
    texts = texts.loc[:, (texts != "").any()].rename(columns=lambda key: label(key, lang))
    return words_grid(texts)


def _words(frame: pd.DataFrame, topic: Any, lang: str) -> str:
    told = frame.attrs.get("words", {}).get(int(topic), ())
    return listing([label("fact.uses", lang, term=term, n=n) for term, n in told], lang)


def by_topic(frame: pd.DataFrame) -> list[pd.DataFrame]:
    """The frames of the topics, one each, with their lines; none where these are recommendations
    themselves."""
    parts: list[pd.DataFrame] = []
    if frame.attrs.get("topics") == "items":
        return parts
    for _topic, rows in frame.reset_index(drop=True).groupby("topic", sort=True):
        parts.append(rows.reset_index(drop=True))
        lines = RowLines(frame.attrs["lines"][n] for n in rows.index)
        parts[-1].attrs = frame.attrs | {"lines": lines}
    return parts


def say_topic(frame: pd.DataFrame, lang: str = "zh") -> str:
    """What a topic recommends, by its title; how many items it has, and the words that set it apart.

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
    """What several topics are together: their numbers, and how many items they have.

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
    """A sentence of the topic that has the first of its words."""
    said = frame.attrs.get("examples", {}).get(int(frame["topic"].iloc[0]))
    return label("advice.example", lang, text=quoted([said], lang)) if said else ""


def topic_facts(frame: pd.DataFrame, lang: str = "zh", *, brief: bool = False) -> Facts:
    """Each item of a topic, if not ``brief`` with the titles of those below it, who is to act, and when."""
    facts = []
    words = frame[["item", "title", "lead_agency", "co_agencies"]].fillna("").to_dict("records")
    terms = _terms(frame, lang).astype("string").fillna("")
    for row, parts, term in zip(words, frame["parts"], terms, strict=True):
        fact = f"{row['item']} {row['title']}".strip()
        # A number of its own, not a quantity.
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
