"""The words of the recommendations: what sets topics apart, what they share, and where they come from.

>>> from tourlib import keywords
>>> words = keywords.topics(report)          # doctest: +SKIP
>>> chart = keywords.plot_topics(words)      # doctest: +SKIP
"""

from __future__ import annotations

import itertools

import pandas as pd

from tourlib.charts.bars import Grid, words_grid
from tourlib.charts.flow import draw_flow
from tourlib.charts.foot import RowLines, lines_of
from tourlib.charts.words import draw_cloud, draw_network
from tourlib.labels import label, listing, noted, percent, quantity
from tourlib.phrases import (
    around,
    day_name,
    line,
    quoted,
    shared_by,
    short_topic,
    theme_titles,
    topic_label,
    topic_name,
    visits_word,
)
from tourlib.question import Facts, Question, from_report, plotting
from tourlib.report import Report
from tourlib.text import without_brackets
from tourlib.vocabulary import words_like
from tourlib.words import keywords as measures
from tourlib.words.coding import Coding, load_coding
from tourlib.words.cooccurrence import SIGNIFICANT
from tourlib.words.counts import SIGNIFICANT_Z, Lexicon, content_words
from tourlib.words.kwic import Use, locate_uses
from tourlib.words.sources import trace_topics
from tourlib.words.texts import host_texts

#: Number of words that a sentence names.
MAX_WORDS = 3
#: A network of fewer pairs gets no slide of its own.
LEAST_PAIRS = 6
#: Maximum numbers for a readable table: topics, columns, keywords in a cell, characters of an example.
MAX_TOPICS, MAX_TERMS, MAX_KEYWORDS, _EXAMPLE = 18, 14, 6, 36


def topics(report: Report, top: int = 10) -> pd.DataFrame:
    """Return the words that set each topic of the recommendations apart from the others.

    Args:
        report: the report.
        top: maximum number of words per topic.

    Returns:
        One row per topic and word, highest keyness first within a topic: ``topic``,
        ``topic_title``, ``theme`` (the topic's), ``term``, ``count`` (its uses in the topic,
        including its synonyms but not those within longer terms), ``keyness`` (z of the log-odds
        ratio, significant above 1.96), ``weight`` (the keyness), ``example`` (a sentence of the
        topic with the word), ``example_line`` (the word's line in it), ``lines`` (of the uses
        counted). ``attrs``: see :func:`tourlib.question.from_report`.
    """
    words = measures.top_keywords(report._keywords, top)
    told = _located(report, words)
    # the title if no sentence has the word
    first = [min(of, key=lambda use: use.titled) for of in told]
    frame = from_report(words, report, "sections")
    frame.attrs["lines"] = RowLines(tuple(sorted({use.line for use in of})) for of in told)
    return frame.assign(
        example=pd.array([use.sentence for use in first], dtype="string"),
        example_line=pd.array([use.line for use in first], dtype="Int64"),
        lines=pd.Series(map(list, frame.attrs["lines"]), dtype="object"),
    )


def _located(report: Report, words: pd.DataFrame) -> list[list[Use]]:
    """Return the uses of each keyword."""
    found = {}
    for name, rows in words.groupby("table")["rows"]:
        table, origin = getattr(report, str(name)), report.origin[str(name)]
        for row in sorted({*itertools.chain(*rows)}):
            title, text = table.loc[row, ["title", "text"]].fillna("")
            lines = [(n, report.source.lines[n - 1].text) for n in sorted(origin[row])]
            found[row] = locate_uses(title, text, lines, report.lexicon)
    return [
        [use for row in rows for use in found[row] if use.word == term]
        for term, rows in words[["term", "rows"]].itertuples(index=False)
    ]


def shared(report: Report, top: int = 14) -> pd.DataFrame:
    """Return the words that run through the topics: more than half use them, often and evenly.

    Args:
        report: the report.
        top: number of words.

    Returns:
        One row per topic and word that it uses, see :func:`tourlib.words.keywords.shared_keywords`.
    """
    found = measures.shared_keywords(report.recommendations, report.sections, report.lexicon, top)
    return from_report(found, report, "sections", words=["term"])


def cloud(report: Report) -> pd.DataFrame:
    """Return the words of :func:`topics`, each once: ``term``, ``weight`` (its highest keyness in
    any topic) and ``topics`` (number of topics in which it is a keyword), highest weight first."""
    words = measures.top_keywords(report._keywords)
    return from_report(measures.cloud_weights(words), report, "sections", words=["term"])


def network(report: Report) -> pd.DataFrame:
    """Return the words of :func:`topics` that occur in one sentence more often than by chance.

    Returns:
        One row per pair, the most significant first: ``first``, ``second``, ``count``,
        ``expected``, ``g2``, ``npmi``, ``first_theme``, ``second_theme``; see
        :func:`tourlib.words.keywords.term_network`.
    """
    words, names = measures.top_keywords(report._keywords), report.themes["title"].dropna()
    found = measures.term_network(words, report.sections, report.lexicon, names)
    found.attrs["themes"] = theme_titles(report.themes)
    return from_report(found, report, "sections", words=["first", "second"])


def concepts(report: Report, coding: Coding | None = None) -> pd.DataFrame:
    """Return how often each topic mentions each concept of a coding.

    Args:
        report: the report.
        coding: of :func:`tourlib.words.load_coding`; by default the one that comes with the data.

    Returns:
        One row per topic and concept, see :func:`tourlib.words.keywords.topic_concepts`; none without
        rules. ``attrs["rules"]``: whether there are rules; ``attrs["starting"]``: nobody has checked them.
    """
    coding = coding or load_coding()
    found = measures.topic_concepts(report.recommendations, report.sections, coding)
    found.attrs["rules"] = bool(coding.concepts)
    return from_report(found, report, "sections")


def sources(report: Report) -> pd.DataFrame:
    """Return the courses and visits whose wording is similar to that of each topic's items.

    Returns:
        One row per topic and visit, see :func:`tourlib.words.sources.trace_topics`. Similar wording
        does not prove origin.
    """
    title, terms = report.meta.title or "", report.lexicon.terms
    own = [*content_words(title, Lexicon(terms)), *content_words(title)]
    found = trace_topics(
        report.recommendations,
        report.sections,
        report.visits,
        report.themes,
        terms,
        [*report.stop, *own],
    )
    frame = from_report(found, report, "recommendations")
    days = report.visits.drop_duplicates("section").set_index("section")["date"]
    names = frame.drop_duplicates("key")["visit"].value_counts(sort=False)
    frame["visit"] = pd.array([
        f"{name} ({day_name(days[key])})" if names.get(name, 0) > 1 and pd.notna(days[key]) else name
        for key, name in zip(frame["key"], frame["visit"], strict=True)
    ], dtype="string")  # fmt: skip
    hosts = host_texts(report.sections, report.visits)
    pairs = hosts[["key", "rows"]].values
    of_visit = {key: lines_of(report, "sections", rows) for key, rows in pairs}
    of_topic = {
        topic: lines_of(report, "recommendations", rows)
        for topic, rows in report.recommendations.groupby("topic").groups.items()
    }
    # Use the lines of the topic's items that draw on the visit, else of all its items.
    frame.attrs["lines"] = RowLines(
        tuple(sorted({*(lines or of_topic.get(topic, ())), *of_visit.get(key, ())}))
        for topic, key, lines in found[["topic", "key", "lines"]].itertuples(index=False)
    )
    return frame


def say_topics(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Name the most distinctive words of all topics, each with the topic where its keyness is highest."""
    if len(frame) == 0:
        return topic_label("keyness.empty", lang, frame)
    topics = frame.groupby("term")["topic_title"].transform("nunique")
    ranked = _most_key(frame, topics, "keyness")
    beyond = ranked[ranked["keyness"] > SIGNIFICANT_Z]
    ranked = beyond if len(beyond) else ranked
    best = ranked.head(MAX_WORDS)
    alike = int((ranked["keyness"] > float(best["keyness"].min()) - 1e-9).sum())
    strong = "keyness.finding" if alike == len(best) else "keyness.tied"
    key = strong if len(beyond) else "keyness.weak"
    said = listing([short_topic(title) for title in best["topic_title"]], lang)
    return topic_label(key, lang, frame, terms=quoted(best["term"], lang), topics=said, n=alike)


def say_cloud(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Name the words with the highest weight."""
    if len(frame) == 0:
        return topic_label("cloud.empty", lang, frame)
    ranked = _most_key(frame, frame["topics"], "weight")
    strong = "cloud.finding" if (ranked["topics"] == 1).all() else "cloud.shared"
    key = strong if ranked["weight"].max() > SIGNIFICANT_Z else "cloud.weak"
    return topic_label(key, lang, frame, terms=quoted(ranked["term"].head(MAX_WORDS), lang))


def _most_key(frame: pd.DataFrame, topics: pd.Series, value: str) -> pd.DataFrame:
    """Return the words by keyness, each once; only those in a single topic, if there are any."""
    alone = frame[topics == 1]
    ranked = (alone if len(alone) else frame).sort_values(value, ascending=False, kind="stable")
    return ranked.drop_duplicates("term")


def say_shared(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Name the words that most topics use, and those that are used most."""
    if len(frame) == 0:
        return topic_label("shared.empty", lang, frame)
    by_term = frame.groupby("term", sort=False)
    words = by_term.agg(count=("count", "sum"), topics=("topics", "first"))
    widest = words.index[words["topics"] == words["topics"].max()]
    most = words.index[words["count"] == words["count"].max()]
    total = int(frame["of_topics"].iloc[0])
    key = "shared.same" if set(widest) == set(most) else "shared.finding"
    return topic_label(
        "shared.one" if len(words) == 1 else "shared.all" if words["topics"].min() == total else key, lang, frame,
        widest=quoted(widest, lang), n=int(words["topics"].max()), total=total,
        terms=quoted(most, lang), count=int(words["count"].max()),
    )  # fmt: skip


def say_concepts(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Name the concept of most topics, and the topic that mentions one most (more than once)."""
    if len(frame) == 0:
        rules = frame.attrs.get("rules", True)
        return topic_label("concepts.empty" if rules else "concepts.no_rules", lang, frame)
    if (frame["sentences"] == 0).all():
        key = "concepts.none_starting" if frame.attrs.get("starting") else "concepts.none"
        return label(key, lang, terms=listing(frame["term"].unique(), lang))
    several = frame.groupby("term")["sentences"].transform("sum") > 1
    told = frame[several & (frame["sentences"] > 0)]
    if not several.any():
        return label("concepts.single", lang)
    spoken = told.groupby("term", sort=False)["topic"].nunique()
    widest = [str(term) for term in spoken[spoken == spoken.max()].index]
    sentence = topic_label(
        "concepts.finding", lang, frame, widest=quoted(widest, lang), n=int(spoken.max()),
        total=frame["topic"].nunique(),
    )  # fmt: skip
    told = told[told["sentences"] > 1]
    most = told[told["share"] > float(told["share"].max()) - 1e-9]
    if most["term"].nunique() != 1:
        return sentence
    names = [short_topic(title) for title in most["topic_title"]]
    share = shared_by(names, percent(float(most["share"].iloc[0])), lang)
    return sentence + label("concepts.most", lang, topic=quoted(names, lang), share=share,
                            concept=quoted(most["term"].head(1), lang))  # fmt: skip


def say_network(frame: pd.DataFrame, lang: str = "zh") -> str:
    """State how many pairs are linked, the word with most links, and the most significant pair."""
    if len(frame) == 0:
        return label("network.empty", lang)
    links = pd.concat([frame["first"], frame["second"]]).value_counts(sort=False)
    hubs = sorted(str(term) for term in links[links == links.max()].index)
    first, second = (quoted([term], lang) for term in frame.iloc[0][["first", "second"]])
    values = {"terms": len(links), "pairs": len(frame), "first": first, "second": second}
    if links.max() == 1:
        return label("network.one" if len(frame) == 1 else "network.apart", lang, **values)
    most = shared_by(hubs, str(links.max()), lang)
    return label("network.finding", lang, hub=quoted(hubs, lang), links=most, **values)


def say_sources(frame: pd.DataFrame, lang: str = "zh") -> str:
    """State how many courses and visits are similar in wording to the recommendations, and to most topics."""
    fed, what = _fed(frame), visits_word(frame, lang)
    needed = {"no_advice": frame["topic"], "no_visits": frame["key"], "none": fed["key"]}
    if lacking := [key for key, values in needed.items() if values.isna().all()]:
        return label(f"flow.{lacking[0]}", lang, what=what)
    of_visit = fed.groupby("key", sort=False)["topic"].nunique()
    n, used = int(of_visit.max()), len(of_visit)
    names = frame.dropna(subset="key").drop_duplicates("key").set_index("key")["visit"]
    names = names.map(without_brackets)
    best = [names[key] for key in of_visit[of_visit == n].index]
    horizons = frame.attrs.get("topics") == "horizons"
    vague = any(words_like("kind", name) == name or (names == name).sum() > 1 for name in best)
    counted = {"total": len(names), "used": used, "n": n}
    told = {"what": visits_word(frame, lang, counted=True), "visit": quoted(best, lang)}
    if used == 1:
        return topic_label("flow.finding_one", lang, frame, **counted, **told)
    sentence = topic_label("flow.finding", lang, frame, **counted, **told)
    if n == 1 < len(best) and not horizons:
        return sentence + label("flow.even", lang)
    if len(best) > 2 or horizons or vague:
        return sentence
    most = shared_by(best, topic_label("flow.topics", lang, frame, n=n), lang)
    return sentence + label("flow.most", lang, most=most, **told)


def _fed(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with a topic and a visit on which it draws."""
    return frame.dropna(subset=["key", "topic"])


def sources_shown(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Say what the chart of courses, visits and topics shows, including themes if there are any."""
    fed, what = _fed(frame), visits_word(frame, lang)
    through = label("flow.through", lang) if fed["theme"].notna().any() else ""
    dark = label("flow.dark", lang) if (fed["mentions"] > 0).any() else ""
    return topic_label("flow.shown", lang, frame, through=through, what=what, dark=dark)


def _shown(frame: pd.DataFrame, key: str, lang: str) -> str:
    """Say what a table of topics shows, whether the coding rules are unchecked, and how many topics
    are left out."""
    starting = label("concepts.starting", lang) if frame.attrs.get("starting") else ""
    shown = topic_label(key, lang, frame, z=SIGNIFICANT_Z) + starting
    return shown + more_topics(frame, lang)


def more_topics(frame: pd.DataFrame, lang: str) -> str:
    """Say how many topics have no row in a table; empty if all have one."""
    topics = frame.attrs.get("topics", "topics")
    return noted("topics.more", lang, frame["topic"].nunique() - MAX_TOPICS, topics_are=topics)


def topics_grid(frame: pd.DataFrame, lang: str = "zh") -> Grid:
    """Return the words of each topic with the highest keyness, their uses, and an example sentence."""
    rows, names = [], []
    topics = list(frame.groupby(["topic", "topic_title"], sort=True))
    for (topic, title), group in topics[:MAX_TOPICS]:
        words = [
            label("fact.uses", lang, term=term, n=n) + ("" if z > SIGNIFICANT_Z else " ○")
            for term, n, z in group[["term", "count", "keyness"]].itertuples(index=False)
        ]
        names.append(topic_name(topic, title))
        rows.append([listing(words[:MAX_KEYWORDS], lang), _example(group, lang)])
    heads = [label("keyness.words", lang), label("keyness.example", lang)]
    index = pd.Index(names, name=topic_label("briefing.topic", lang, frame))
    return words_grid(pd.DataFrame(rows, index=index, columns=heads))


def _example(group: pd.DataFrame, lang: str) -> str:
    """Return the example of the topic's first word that has one, shortened around the word."""
    told = group[group["example"].notna()]
    if len(told) == 0:
        return ""
    term, sentence = told.iloc[0][["term", "example"]]
    return quoted([around(sentence, term.rstrip("*"), _EXAMPLE)], lang)


def _table(frame: pd.DataFrame, column: str, show: str, lang: str) -> Grid:
    """Return a table of topics × words (``count``) or concepts (``share``)."""
    table = frame.pivot_table(
        index=["topic", "topic_title"], columns="term", values=column, aggfunc="sum", sort=False
    )
    table = table.loc[:, (table > 0).any()].iloc[:, :MAX_TERMS].sort_index(kind="stable")
    table = table.head(MAX_TOPICS).astype(float).where(lambda shown: shown > 0)
    names = [topic_name(topic, title) for topic, title in table.index]
    table.index = pd.Index(names, name=topic_label("briefing.topic", lang, frame))
    return Grid(table, show)


def network_shown(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Say what the network shows, and that colours stand for themes, if there are any."""
    themes = label("network.themes", lang) if frame["first_theme"].notna().any() else ""
    return label("network.shown", lang, g2=quantity(SIGNIFICANT)) + themes


def network_facts(frame: pd.DataFrame, lang: str) -> Facts:
    """List the pairs, the most significant first."""
    return tuple(
        label("fact.pair", lang, first=row["first"], second=row["second"], n=int(row["count"]),
              expected=quantity(row["expected"]) if row["expected"] >= 0.05 else "<0.1")
        for row in frame.to_dict("records")
    )  # fmt: skip


def sources_facts(frame: pd.DataFrame, lang: str) -> Facts:
    """List the courses and visits on which each topic draws."""
    facts = []
    told = frame[frame["topic"].notna()]
    for (topic, title), group in told.groupby(["topic", "topic_title"], sort=True):
        said = group[group["share"] > 0].sort_values("share", ascending=False, kind="stable")
        parts = [
            label("fact.share", lang, name=visit, share=percent(share))
            for visit, share in zip(said["visit"], said["share"], strict=True)
        ]
        none = label("fact.no_visit", lang, what=visits_word(frame, lang))
        facts.append(line(topic_name(topic, title), parts or [none], lang))
    return tuple(facts)


_TOPICS = Question(
    "topic-keywords", "heat", topics, "topic topic_title term count keyness example",
    say_topics, lambda frame, lang: _shown(frame, "keyness.shown", lang), grid=topics_grid,
    notable=lambda frame: bool((frame["keyness"] > SIGNIFICANT_Z).any()),
)  # fmt: skip
_SHARED = Question(
    "shared-keywords", "heat", shared, "topic term count topics of_topics", say_shared,
    lambda frame, lang: _shown(frame, "shared.shown", lang),
    grid=lambda frame, lang: _table(frame, "count", "0", lang),
)  # fmt: skip
_CLOUD = Question(
    "keyword-cloud", "picture", cloud, "term weight topics", say_cloud,
    lambda frame, lang: topic_label("cloud.shown", lang, frame),
    draw=draw_cloud,
    notable=lambda frame: bool((frame["weight"] > SIGNIFICANT_Z).any()),
)  # fmt: skip
_NETWORK = Question(
    "term-network", "picture", network, "first second npmi first_theme second_theme", say_network,
    network_shown, network_facts, draw=draw_network,
    notable=lambda frame: len(frame) >= LEAST_PAIRS,
)  # fmt: skip
_CONCEPTS = Question(
    "topic-concepts", "heat", concepts, "topic concept sentences share", say_concepts,
    lambda frame, lang: _shown(frame, "concepts.shown", lang),
    answered=lambda frame: bool((frame["share"] > 0).any()),
    notable=lambda frame: bool((frame.groupby("term")["sentences"].sum() > 1).any()),
    grid=lambda frame, lang: _table(frame, "share", "0%", lang),
)  # fmt: skip
_SOURCES = Question(
    "visits-to-topics", "picture", sources, "topic key visit share mentions", say_sources,
    sources_shown, sources_facts, draw=draw_flow,
    answered=lambda frame: len(_fed(frame)) > 0,
)  # fmt: skip
#: In the order of a briefing.
QUESTIONS = (_TOPICS, _SHARED, _CLOUD, _NETWORK, _CONCEPTS, _SOURCES)

plot_topics = plotting(_TOPICS, "The words that set each topic apart, with their uses.")
plot_shared = plotting(_SHARED, "Words that more than half of the topics use, and how often.")
plot_cloud = plotting(_CLOUD, "A word cloud: the larger a word, the higher its keyness.")
plot_network = plotting(_NETWORK, "Keywords, linked if they share sentences beyond chance.")
plot_concepts = plotting(_CONCEPTS, "Which topic speaks of which concept, by its sentences.")
plot_sources = plotting(_SOURCES, "Visits, themes and topics, with ribbons by likeness of words.")
