"""What a briefing says about a report, once for every export: slides, page and workbook say the same."""

from __future__ import annotations

from tourlib import agencies, cohorts, keywords, schedule, themes
from tourlib.labels import label, listing, word
from tourlib.parse.cover import Meta
from tourlib.phrases import period
from tourlib.question import Answer, answer
from tourlib.report import Report

#: In the order of a briefing. What is not here is in the notebooks alone.
ORDER = (
    "key-figures", "agency-representation", "ministry-coverage", "local-coverage", "ranks", "week",
    "schedule-density", "theme-hours", "theme-coverage", "topic-keywords", "term-network",
    "topic-concepts", "visits-to-topics", "named-agencies",
)  # fmt: skip
_ASKED = {
    question.name: question
    for subject in (cohorts, agencies, schedule, themes, keywords)
    for question in subject.QUESTIONS
}


def answers(report: Report, lang: str = "zh") -> list[Answer]:
    """What there is to say about a report, in the order of a briefing.

    Args:
        report: the report.
        lang: ``"zh"`` or ``"en"``: sentences, facts and words of the charts.

    Returns:
        One answer a question. Where the report lacks a part, it is of kind ``none`` and its sentence
        says so; what is within chance is left out.
    """
    found = []
    for question in map(_ASKED.__getitem__, ORDER):
        frame = question.measure(report)
        if not question.answered(frame) or question.notable(frame):
            found.append(answer(question, frame, lang))
    return found


def title_of(meta: Meta, lang: str) -> str:
    """The title of a briefing: the report's own in Chinese, in English what it is."""
    if meta.title and lang == "zh":
        return meta.title
    if meta.cohort is None:
        return label("briefing.title_untitled", lang)
    return label("briefing.title", lang, cohort=meta.cohort)


def journey_of(meta: Meta, lang: str) -> list[str]:
    """Where the journey went and on what days, as far as the cover tells."""
    places = listing([word("place", place, lang) for place in meta.destination], lang)
    return [part for part in (places, period(meta.start, meta.end, lang)) if part]
