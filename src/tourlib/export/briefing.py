"""The content of a briefing, prepared once: slides, page, workbook and note use the same words and numbers.

A one-page summary comes first, then who took part, how the days were used, what came of it, the
recommendations, what to check before use, and an appendix.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from tourlib import agencies, check, cohorts, keywords, recommendations, schedule, themes
from tourlib.export.english import english_names, in_english, without_english
from tourlib.labels import keys, label, listing, word
from tourlib.parse.cover import Meta
from tourlib.phrases import cohort_names, period, source_words, theme_words
from tourlib.question import Answer, Question, answer
from tourlib.report import Report

#: The sections with their questions. Questions that are not listed are in the notebooks only.
SECTIONS = {
    "people": ("named-agencies", "ministry-coverage", "local-coverage", "ranks"),
    "days": ("week", "schedule-density"),
    "attention": ("theme-coverage", "theme-hours", "visits-to-topics"),
    "recommendations": ("recommendation-topics",),
    "checks": ("contradictions", "unread", "missing"),
    "appendix": (
        "agency-representation",
        "topic-keywords",
        "topic-concepts",
        "term-network",
        "methods",
    ),
}
#: Findings for the one-page summary in order of importance; ``MAX_FINDINGS`` of them are used.
FINDINGS = (
    "named-agencies", "theme-coverage", "ministry-coverage", "visits-to-topics", "theme-hours", "week",
    "recommendation-topics", "contradictions",
)  # fmt: skip
MAX_FINDINGS = 3
_SUBJECTS = (cohorts, agencies, schedule, themes, recommendations, keywords, check)
_QUESTIONS = {one.name: one for subject in _SUBJECTS for one in subject.QUESTIONS}
#: The questions asked; the remaining names in the sections are lists made from their answers.
_ASKED = [
    _QUESTIONS[name]
    for name in ("key-figures", *itertools.chain(*SECTIONS.values()))
    if name in _QUESTIONS
]


@dataclass(frozen=True)
class Section:
    """A part of the story.

    Attributes:
        name: one of :data:`SECTIONS`.
        heading: its subject, in a few words.
        answers: its content, each with a chart, a table or a list.
    """

    name: str
    heading: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Block:
    """Sentences of the summary under a heading."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Story:
    """What a briefing says about a report.

    Attributes:
        title: the report's own; in English a description of it.
        head: what kind of paper this is, if the title does not say so.
        journey: destination and dates, as far as the cover gives them.
        source: the report as cited.
        figures: the key figures; of kind ``none`` if there are none.
        summary: main findings, themes and recommendations, one line each.
        sections: those with content, in order.
        working: lists for the people who prepare the briefing, only in the workbook.
        lang: ``"zh"`` or ``"en"``.
    """

    title: str
    head: str
    journey: str
    source: str
    figures: Answer
    summary: tuple[Block, ...]
    sections: tuple[Section, ...]
    working: tuple[Answer, ...]
    lang: str

    @property
    def answers(self) -> tuple[Answer, ...]:
        """All answers in order, the key figures first."""
        told = () if self.figures.kind == "none" else (self.figures,)
        return (*told, *(answer for section in self.sections for answer in section.answers))


def story(report: Report, lang: str = "zh") -> Story:
    """Return what there is to say about a report, in the order of a briefing.

    Args:
        report: the report.
        lang: ``"zh"`` or ``"en"``: for sentences, facts and text in charts.

    Returns:
        The story. Subjects that the report lacks have no answer of their own but are listed in the
        section ``checks``. Results that may be due to chance are left out.
    """
    in_zh = lang == "zh"
    told_in = pd.DataFrame.copy if in_zh else partial(in_english, names=english_names(report))
    figures, said = _said(report, lang, told_in)
    sections = tuple(
        Section(name, label(f"story.{name}", lang), answers)
        for name, asked in SECTIONS.items()
        if (answers := tuple(said[one] for one in asked if one in said))
    )
    title, head = _titles(report.meta, lang)
    return Story(
        title=title,
        head=head,
        journey=("　" if in_zh else ", ").join(journey_of(report.meta, lang)),
        source=label("foot.source", lang, source=source_words(report.meta, lang)),
        figures=figures,
        summary=tuple(_summary(told_in(report.themes), said, lang)),
        sections=sections,
        working=tuple(said[name] for name in ("untranslated",) if name in said),
        lang=lang,
    )


def _said(
    report: Report, lang: str, told_in: Callable[[pd.DataFrame], pd.DataFrame]
) -> tuple[Answer, dict[str, Answer]]:
    """Return the key figures, and by name all answers with content: those of the questions, and the
    lists that the story itself makes."""
    asked = [(one, answer(one, told_in(one.measure(report)), lang)) for one in _ASKED]
    figures = asked[0][1]
    said = {
        told.name: told
        for question, told in asked
        if told.kind != "none" and question.notable(told.frame)
    }
    marked = without_english(one.frame for one in said.values())
    missing = [told.title for one, told in asked if _lacks(report, one, told)]
    lists = {"missing": missing, "untranslated": marked}
    # The appendix explains in a sentence how an answer is found and what it does not show.
    explained = [name for name in keys("method") if lists.get(name) or name in said]
    lists["methods"] = [label(f"method.{name}", lang, n=len(marked)) for name in explained]
    listed = {name: _listed(name, told, figures.foot, lang) for name, told in lists.items() if told}
    return figures, said | listed


def _lacks(report: Report, question: Question, told: Answer) -> bool:
    """True if an answer reports something missing; a journey without themes lacks nothing."""
    themeless = report.themes.empty and question.measure.__module__ == themes.__name__
    few = told.frame.attrs.get("few")
    return told.kind == "none" and not (themeless or few or told.name in SECTIONS["checks"])


def _listed(name: str, told: Sequence[str], foot: str, lang: str) -> Answer:
    """Return a list of sentences under a heading, such as what the report lacks."""
    return Answer(
        name=name, heading=label(f"briefing.{name}", lang),
        title=label(f"story.{name}", lang, n=len(told)), kind="list", foot=foot, lang=lang,
        frame=pd.DataFrame({"message": pd.array(list(told), "string")}),
        lines=((),) * len(told), facts=tuple(told), brief=tuple(told),
    )  # fmt: skip


def _summary(themes_of: pd.DataFrame, said: dict[str, Answer], lang: str) -> Iterator[Block]:
    """Yield what the summary says besides the key figures."""
    found = [said[name].title for name in FINDINGS if name in said and _is_news(said[name])]
    told = themes_of[["theme", "title"]].itertuples(index=False)
    names = [theme_words(number, title, lang) for number, title in told]
    topics: list[str] = []
    if advice := said.get("recommendation-topics"):
        topics = [one.headline for one in advice.parts]
        if advice.grid is not None and not topics:  # each is a recommendation, named in its row
            topics = list(map(str, advice.grid.values.index))
    blocks = {
        "findings": found[:MAX_FINDINGS],
        "themes": [listing(names, lang)],
        "recommendations": topics,
    }
    for name, lines in blocks.items():
        if any(lines):
            yield Block(label(f"story.{name}", lang), tuple(lines))


def _is_news(told: Answer) -> bool:
    """True if an answer belongs in the summary. A number of recommendations that are listed beside
    it does not, nor do agencies if it is unknown who sent nobody."""
    if told.name == "named-agencies":
        return bool(told.frame["people"].notna().any())
    return told.name != "recommendation-topics" or told.frame.attrs.get("topics") != "items"


def _titles(meta: Meta, lang: str) -> tuple[str, str]:
    """Return the title of a briefing (the report's own; in English a description) and, if the title
    does not say it, the kind of paper."""
    own = meta.title if lang == "zh" else None
    if meta.cohort is None:
        return own or label("briefing.title_untitled", lang), ""
    told = {"cohort": cohort_names([meta.cohort], lang)}
    places = [word("place", place, lang) for place in meta.destination]
    if lang != "zh" and places and "".join(places).isascii():
        return label("briefing.title_to", lang, places=listing(places, lang), **told), ""
    what = label("briefing.title", lang, **told)
    return own or what, what if own and own != what else ""


def journey_of(meta: Meta, lang: str) -> list[str]:
    """Return destination and dates of the journey, as far as the cover gives them."""
    places = listing([word("place", place, lang) for place in meta.destination], lang)
    return [part for part in (places, period(meta.start, meta.end, lang)) if part]
