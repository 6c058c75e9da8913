"""The findings of a report, once for every export: slides, page and workbook say the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tourlib import agency_sentences, charts, schedule, sentences, themes, word_sentences
from tourlib.charts.bars import Grid
from tourlib.charts.foot import row_lines
from tourlib.charts.heat import concepts_shown
from tourlib.charts.style import Chart
from tourlib.errors import ReportError
from tourlib.export import facts as tell
from tourlib.export import grids
from tourlib.export.finding import Finding
from tourlib.labels import label, quantity
from tourlib.measures import representation
from tourlib.measures.balance import beyond_chance, compare_expected
from tourlib.phrases import left_out
from tourlib.question import Kind, Question, foot_of
from tourlib.report import Report
from tourlib.words import keywords, load_coding, trace_topics
from tourlib.words.coding import Coding
from tourlib.words.cooccurrence import SIGNIFICANT
from tourlib.words.keyness import SIGNIFICANT_Z

Draw = Callable[..., Chart | list[Chart]]


@dataclass(frozen=True, eq=False)
class _Part:
    """What one finding is made of, before what all have in common is added."""

    name: str
    kind: Kind
    frame: pd.DataFrame
    title: str
    draw: Draw
    facts: tuple[str, ...]
    tables: tuple[str, ...]
    grid: Callable[[], Grid] | None = None
    empty: bool = False
    shown: str = ""
    silent: bool = False


def findings(report: Report, lang: str = "zh", coding: Coding | None = None) -> list[Finding]:
    """What there is to say about a report, in the order of a briefing.

    Args:
        report: the report.
        lang: ``"zh"`` or ``"en"``: sentences, facts and words of the charts.
        coding: of :func:`tourlib.words.load_coding`; by default the one that comes with the data,
            if there is one.

    Returns:
        One finding a chart. Where the report lacks a part, the finding is of kind ``none`` and
        its sentence says so; what is within chance is no finding.
    """
    asked = [*schedule.QUESTIONS, *themes.QUESTIONS]
    answered = [_answer(question, report, lang) for question in asked]
    before, after = _people(report, lang), _words(report, lang, coding or _coding())
    told = [
        [_finding(part, report, lang) for part in parts if part.empty or not part.silent]
        for parts in (before, after)
    ]
    return [*told[0], *answered, *told[1]]


def _answer(question: Question, report: Report, lang: str) -> Finding:
    frame = question.measure(report)
    answered = question.answered(frame)

    def draw() -> list[Chart]:
        drawn = question.plot(frame, lang=lang)
        return [drawn] if isinstance(drawn, Chart) else drawn

    return Finding(
        name=question.name,
        heading=label(f"briefing.{question.name}", lang),
        title=question.sentence(frame, lang),
        kind=question.kind if answered else "none",
        shown=question.shown(frame, lang) if answered else "",
        foot=foot_of(frame, lang),
        frame=frame,
        lines=tuple(frame.attrs["lines"]),
        facts=tell.cut_facts(question.facts(frame, lang), lang) if answered else (),
        grid=question.grid(frame, lang) if question.grid and answered else None,
        draw=draw,
    )


def _coding() -> Coding | None:
    try:
        return load_coding()
    except ReportError:  # a single report has no data folder beside it
        return None


def _finding(part: _Part, report: Report, lang: str) -> Finding:
    lines = tuple(row_lines(report, part.frame, part.tables))
    foot = charts.foot_line(report, part.frame, *part.tables, lang=lang)

    def draw() -> list[Chart]:
        drawn = part.draw(foot=foot, lang=lang)
        return [drawn] if isinstance(drawn, Chart) else drawn

    kind: Kind = "none" if part.empty else part.kind
    return Finding(
        name=part.name,
        heading=label(f"briefing.{part.name}", lang),
        title=part.title,
        kind=kind,
        shown="" if part.empty else part.shown,
        foot=foot,
        frame=part.frame,
        lines=lines,
        facts=() if part.empty else tell.cut_facts(part.facts, lang),
        grid=part.grid() if part.grid and kind != "none" else None,
        draw=draw,
    )


def _people(report: Report, lang: str) -> list[_Part]:
    people = report.participants
    who = representation.count_representation(people, by="agency")
    ministries = representation.coverage_ministries(people, on=report.meta.start)
    local = representation.coverage_local(people)
    ranks = representation.rank_groups(people)
    expected = compare_expected(people, on=report.meta.start)
    none = int(who["people"].sum()) == 0
    table = ("participants",)
    name = "parent" if lang == "zh" else "english"
    bodies = ministries.assign(english=ministries["english"].fillna(ministries["parent"]))
    place = "name" if lang == "zh" else "english"
    return [
        _Part(
            "agency-representation", "bar", who, sentences.sentence_representation(who, lang),
            _bind(charts.plot_representation, who), tell.people_facts(who, people, lang), table,
            lambda: grids.people_grid(who, lang), none,
            label("briefing.people_shown", lang) + left_out(who, lang),
        ),
        _Part(
            "ministry-coverage", "picture", ministries, sentences.sentence_tiles(ministries, lang),
            _bind(charts.plot_coverage_tiles, ministries), tell.presence_facts(bodies, name, lang),
            table, None, ministries.empty, label("tiles.shown", lang) + left_out(ministries, lang),
        ),
        _Part(
            "local-coverage", "picture", local, sentences.sentence_map(local, lang),
            _bind(charts.plot_local_map, local), tell.presence_facts(local, place, lang),
            table, None, local.empty, label("map.shown", lang) + left_out(local, lang),
        ),
        _Part(
            "ranks", "bar", ranks, sentences.sentence_ranks(ranks, lang),
            _bind(charts.plot_ranks, ranks), tell.rank_facts(ranks, lang), table,
            lambda: grids.ranks_grid(ranks, lang), ranks["rank"].isna().all(),
            label("ranks.shown", lang) + left_out(ranks, lang),
        ),
        _Part(
            "balance", "bar", expected, agency_sentences.sentence_expected(expected, lang),
            _bind(charts.plot_expected, expected), tell.expected_facts(expected, people, lang),
            table, lambda: grids.expected_grid(expected, lang), expected.empty,
            label("briefing.balance_shown", lang) + left_out(expected, lang),
            not beyond_chance(expected).any(),
        ),
    ]  # fmt: skip


def _words(report: Report, lang: str, coding: Coding | None) -> list[_Part]:
    advice, sections, terms = report.recommendations, report.sections, report.terms
    settings: dict[str, Any] = {"stop": report.stop, "synonyms": report.synonyms}
    every = keywords.topic_keywords(advice, terms, sections, **settings)
    top = keywords.top_keywords(every)
    shared = keywords.shared_keywords(advice, terms, sections, **settings)
    cloud = keywords.cloud_weights(top)
    titles = report.themes["title"].dropna()
    network = keywords.term_network(top, sections, terms, synonyms=report.synonyms, names=titles)
    say = word_sentences
    table = ("sections",)
    parts = [
        _Part(
            "topic-keywords", "heat", top, say.sentence_keyness(top, lang),
            _bind(charts.plot_keyness, top), tell.keyness_facts(top, lang), table,
            lambda: grids.keyness_grid(top, lang), top.empty,
            label("keyness.shown", lang) + label("keyness.hollow", lang, z=SIGNIFICANT_Z),
            not (top["keyness"] > SIGNIFICANT_Z).any(),
        ),
        _Part(
            "shared-keywords", "heat", shared, say.sentence_shared(shared, lang),
            _bind(charts.plot_shared, shared), tell.shared_facts(shared, lang), table,
            lambda: grids.topics_grid(shared, "count", lang), shared.empty,
            label("briefing.shared_shown", lang),
        ),
        _Part(
            "keyword-cloud", "picture", cloud, say.sentence_cloud(cloud, lang),
            _bind(charts.plot_cloud, cloud), tell.cloud_facts(cloud, lang), table,
            None, cloud.empty, label("cloud.shown", lang),
            not (cloud["weight"] > SIGNIFICANT_Z).any(),
        ),
        _Part(
            "term-network", "picture", network, say.sentence_network(network, lang),
            lambda **words: charts.plot_network(network, report.themes, **words),
            tell.network_facts(network, lang), ("sections",), None, network.empty,
            label("network.shown", lang, g2=quantity(SIGNIFICANT)),
        ),
    ]  # fmt: skip
    return [*parts, *_concepts(report, lang, coding), _flow(report, lang)]


def _concepts(report: Report, lang: str, coding: Coding | None) -> list[_Part]:
    if coding is None:
        return []
    advice, sections = report.recommendations, report.sections
    concepts = keywords.topic_concepts(advice, sections, coding)
    return [
        _Part(
            "topic-concepts", "heat", concepts, word_sentences.sentence_concepts(concepts, lang),
            _bind(charts.plot_concepts, concepts), tell.concept_facts(concepts, lang),
            ("sections",), lambda: grids.topics_grid(concepts, "share", lang),
            not (concepts["share"] > 0).any(), concepts_shown(concepts, lang),
        )
    ]  # fmt: skip


def _flow(report: Report, lang: str) -> _Part:
    flow = trace_topics(
        report.recommendations, report.sections, report.visits, report.themes, report.terms["term"]
    )
    return _Part(
        "visits-to-topics", "picture", flow, word_sentences.sentence_flow(flow, lang),
        _bind(charts.plot_flow, flow), tell.flow_facts(flow, lang), ("recommendations",), None,
        not (flow["key"].notna() & flow["topic"].notna()).any(), label("flow.shown", lang),
    )  # fmt: skip


def _bind(plot: Callable[..., Chart], frame: pd.DataFrame) -> Draw:
    return lambda **words: plot(frame, **words)
