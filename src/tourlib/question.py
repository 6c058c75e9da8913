"""A question that a subject answers: its measure, sentence, drawing, facts and Office form.

A subject (``agencies``, ``schedule``, ``themes``, ``keywords``, ``cohorts``, ``check``) lists its
questions; slides, page and workbook take them from there, and notebooks call the same functions.
The functions ``say_x`` and ``plot_x`` of a subject take the frame of its measure ``x(report)``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any, Literal

import pandas as pd
from matplotlib.axes import Axes

from tourlib.charts.bars import Grid, draw_grid
from tourlib.charts.canvas import draw_sentence
from tourlib.charts.foot import Lines, RowLines, foot_line, row_lines
from tourlib.charts.style import Chart, draw_into, draw_page, use_style
from tourlib.errors import ReportError
from tourlib.labels import head, label
from tourlib.phrases import headline, line, topic_label, topics_are, with_note
from tourlib.report import Report

#: ``bar``, ``column`` and ``heat`` have a :class:`Grid`; ``picture`` has a drawing of its own (a grid is
#: for the workbook); ``list`` consists of its facts; ``none`` is a sentence that says what is missing.
Kind = Literal["bar", "column", "heat", "picture", "list", "none"]
Facts = tuple[str, ...]
#: Width and height of a page in inches.
Size = tuple[float, float]
#: Maximum number of sentences in a list; the tables contain all of them.
MAX_FACTS = 40
#: Bars are replaced by a list if more than this share of them have the value 1.
_ONES = 0.75
_TYPES = {
    "Int64": "cohort theme topic session sessions contact_sessions course_sessions visit_sessions"
    " exchange_sessions minutes contact_minutes course_minutes visit_minutes exchange_minutes"
    " transfer_minutes meal_minutes window_minutes untimed inferred lane lanes items people agencies days"
    " visits themes topics first last times row col before after",
    "Float64": "hours share density start_hour end_hour amount contact_hours domestic_hours value size"
    " expected difference p keyness_before keyness_after",
    "datetime64[ns]": "date window_start window_end",
    "boolean": "timed end_inferred listed",
    "object": "rows cohorts lines parts",
}
_PLOT_HELP = """

    Args:
        frame: of ``{wanted}``.
        ax: axes to draw into, instead of a page of its own.
        title: instead of the finding.
        subtitle: instead of what is shown.
        size: width and height of the page in inches.
        lang: ``"zh"`` or ``"en"``.

    Returns:
        The chart, a matplotlib figure; or ``ax``.

    Raises:
        ReportError: another frame, or one without rows.
    """


def has_rows(frame: pd.DataFrame) -> bool:
    """True if there is anything to report."""
    return len(frame) > 0


@dataclass(frozen=True)
class Question:
    """One question.

    Attributes:
        name: file name of its chart without extension; ``briefing.<name>`` is its heading.
        kind: see :data:`Kind`.
        measure: report → frame, with ``attrs`` as :func:`from_report` sets them.
        needs: the columns by which the right frame is recognised, separated by spaces.
        sentence: frame and language → the finding.
        shown: frame and language → what is shown, and its unit.
        facts: frame and language → the numbers as sentences, if they differ from the grid's.
        brief: the facts for places with little room, if they differ.
        answered: whether the report has what the question asks about.
        grid: frame and language → the form for Office.
        draw: frame, axes and language → the drawing, if it differs from the grid's; the returned
            notes are added to the text on what is shown.
        pages: frame and size → the frames of the pages; ``attrs["page"]`` holds the number of each,
            if there are several.
        parts: frame and language → the answers of which it consists.
        notable: whether the result is more than chance; otherwise it is shown in the notebook only.
        given: the argument of the measure.
    """

    name: str
    kind: Kind
    measure: Callable[..., pd.DataFrame]
    needs: str
    sentence: Callable[[pd.DataFrame, str], str]
    shown: Callable[[pd.DataFrame, str], str]
    facts: Callable[[pd.DataFrame, str], Facts] | None = None
    brief: Callable[[pd.DataFrame, str], Facts] | None = None
    answered: Callable[[pd.DataFrame], bool] = has_rows
    grid: Callable[[pd.DataFrame, str], Grid] | None = None
    draw: Callable[[pd.DataFrame, Axes, str], Iterable[str] | None] | None = None
    pages: Callable[[pd.DataFrame, Size | None], Sequence[pd.DataFrame]] = lambda one, _size: [one]
    parts: Callable[[pd.DataFrame, str], tuple[Answer, ...]] | None = None
    notable: Callable[[pd.DataFrame], bool] = has_rows
    given: str = "report"


def plotting(question: Question, about: str) -> Callable[..., Chart | Axes]:
    """Return the function that draws a question's frame; ``about`` is the first part of its docstring."""
    measure = question.measure
    wanted = f"{measure.__module__.split('.')[1]}.{measure.__name__}({question.given})"

    def plot(
        frame: pd.DataFrame,
        *,
        ax: Axes | None = None,
        title: str | None = None,
        subtitle: str | None = None,
        size: Size | None = None,
        lang: str = "zh",
    ) -> Chart | Axes:
        expect(frame, set(question.needs.split()), wanted)
        finding = title or question.sentence(frame, lang)
        frame = question.pages(frame, size)[0]
        if ax is None:
            return _page(question, frame, finding, lang, size, subtitle)
        with use_style():
            said = finding if question.answered(frame) else ""
            return draw_into(ax, partial(_draw, question, frame, finding, lang), said)

    plot.__doc__ = about + _PLOT_HELP.format(wanted=wanted)
    plot.__name__ = plot.__qualname__ = f"plot_{measure.__name__}"
    plot.__module__ = measure.__module__
    return plot


def _page(
    question: Question,
    frame: pd.DataFrame,
    finding: str,
    lang: str,
    size: Size | None,
    subtitle: str | None = None,
    *,
    bare: bool = False,
) -> Chart:
    """Return a page with a question's chart."""
    draw = partial(_draw, question, frame, finding, lang)
    said, shown, silent = "", "", True
    if question.answered(frame):
        said, silent = finding, not question.notable(frame)
        shown = question.shown(frame, lang) if subtitle is None else subtitle
    chart = draw_page(draw, said, shown, foot_of(frame, lang), size, bare=bare)
    chart.finding, chart.silent = finding, silent
    return chart


def _draw(
    question: Question, frame: pd.DataFrame, finding: str, lang: str, axes: Axes
) -> Iterable[str] | None:
    if not question.answered(frame):
        draw_sentence(finding, axes)
    elif question.draw is not None:
        return question.draw(frame, axes, lang)
    elif question.grid is not None:
        draw_grid(question.grid(frame, lang), axes, question.kind)
    return None


@dataclass(frozen=True, eq=False)
class Answer:
    """The answer of a question about one report, from which every export takes its data, words and lines.

    Attributes:
        name: file name of its chart without extension.
        heading: its subject, in a few words.
        title: the finding, a sentence computed from ``frame``.
        kind: see :data:`Kind`.
        foot: cohort and source.
        frame: the measure's tidy frame, in the order shown.
        lines: for each row of ``frame`` the lines of the report from which it was computed.
        shown: what the chart shows, and its unit.
        facts: sentences with the numbers behind the title; for a ``list`` without a grid one per
            row of ``frame``.
        brief: the same for places with little room.
        grid: the numbers of a chart or table for Office.
        draw: draws the chart as one or more pages, in a given width and height in inches, and if
            ``bare`` without title, subtitle and foot; no pages for a list.
        parts: the answers of which it consists, such as one per topic.
    """

    name: str
    heading: str
    title: str
    kind: Kind
    foot: str
    lang: str
    frame: pd.DataFrame = field(repr=False)
    lines: tuple[Lines, ...] = field(repr=False)
    shown: str = ""
    facts: Facts = field(default=(), repr=False)
    brief: Facts = field(default=(), repr=False)
    grid: Grid | None = field(default=None, repr=False)
    draw: Callable[..., list[Chart]] = field(default=lambda *_size, **_how: [], repr=False)
    parts: tuple[Answer, ...] = field(default=(), repr=False)

    @property
    def headline(self) -> str:
        """The finding, shortened for the title of a slide."""
        return headline(self.title, self.lang)[0]

    @property
    def lead(self) -> str:
        """The remaining clauses of the title: the headline's numbers and limits."""
        return headline(self.title, self.lang)[1]

    @property
    def points(self) -> tuple[tuple[str, Lines], ...]:
        """The facts; in a list each has the lines on which it is based."""
        of_rows = self.kind == "list" and self.grid is None
        lines = self.lines if of_rows else ((),) * len(self.facts)
        return tuple(zip(self.facts, lines, strict=False))

    @property
    def told(self) -> pd.DataFrame:
        """The frame without columns that only programs need."""
        own = ["lines", "concept", "lane", "lanes", "row", "col"]
        return self.frame.drop(columns=own, errors="ignore")

    @property
    def heads(self) -> list[str]:
        """The headings of the columns of :attr:`told`."""
        topics = self.frame.attrs.get("topics", "topics")
        return [head(str(name), self.lang, topics_are=topics) for name in self.told]

    @property
    def alt(self) -> str:
        """Alternative text: finding, what is shown, and the facts."""
        return "\n".join(part for part in (self.title, self.shown, *self.facts) if part)

    @property
    def all_lines(self) -> Lines:
        """All lines on which the finding is based."""
        return tuple(sorted({line for lines in self.lines for line in lines}))


def draw_pages(
    question: Question,
    frame: pd.DataFrame,
    lang: str,
    size: Size | None = None,
    *,
    bare: bool = False,
) -> list[Chart]:
    """Return all pages of a question's chart, each as its plot function draws it, or ``bare`` of
    surrounding text."""
    title = question.sentence(frame, lang)  # for all pages
    pages = question.pages(frame, size)
    return [_page(question, page, title, lang, size, bare=bare) for page in pages]


def answer(question: Question, frame: pd.DataFrame, lang: str = "zh") -> Answer:
    """Return a question's answer from its frame; its kind is ``none`` if the report lacks the subject."""
    none = Answer(
        name=question.name,
        heading=topic_label(f"briefing.{question.name}", lang, frame),
        title=question.sentence(frame, lang),
        kind="none",
        foot=foot_of(frame, lang),
        lang=lang,
        frame=frame,
        lines=tuple(frame.attrs["lines"]),
    )
    if not question.answered(frame):
        return none
    grid = question.grid(frame, lang) if question.grid else None
    ones = question.kind == "bar" and _mostly_ones(grid)
    facts = question.facts(frame, lang) if question.facts else grid_facts(grid, lang, bare=ones)
    kind = "list" if ones else question.kind
    return dataclasses.replace(
        none,
        kind=kind,
        shown=question.shown(frame, lang),
        facts=_cut(facts, lang),
        brief=_cut(question.brief(frame, lang) if question.brief else facts, lang),
        grid=grid,
        draw=none.draw if kind == "list" else cache(partial(draw_pages, question, frame, lang)),
        parts=question.parts(frame, lang) if question.parts else (),
    )


def _mostly_ones(grid: Grid | None) -> bool:
    """True if most bars have the value 1, so that a list is better than a chart."""
    if grid is None or grid.number.endswith("%"):
        return False
    return bool((grid.values.sum(axis=1) == 1).mean() > _ONES)


def grid_facts(grid: Grid | None, lang: str, *, bare: bool = False) -> Facts:
    """Return the rows of a grid as sentences: name, values by series (unless ``bare``) and note."""
    if grid is None:
        return ()
    told, cells = [], grid.cells
    several, bare = len(cells.columns) > 1, bare or cells.empty
    notes = grid.notes or ("",) * len(cells)
    for (name, row), note in zip(cells.iterrows(), notes, strict=True):
        values = [f"{head} {text}" if several else str(text) for head, text in row.items() if text]
        fact = " ".join(str(name).split("\n"))
        told.append(with_note(fact if bare else line(fact, values, lang), note, lang))
    return tuple(told)


def _cut(facts: Sequence[str], lang: str) -> Facts:
    """Return at most :data:`MAX_FACTS` facts; the last says how many more there are."""
    if len(facts) <= MAX_FACTS:
        return tuple(facts)
    kept = MAX_FACTS - 1
    return (*facts[:kept], label("fact.more", lang, n=len(facts) - kept))


def typed_frame(
    rows: Sequence[Mapping[str, Any]] | Sequence[tuple[Any, ...]], columns: str
) -> pd.DataFrame:
    """Return a frame with the given columns (separated by spaces) and one row per mapping or tuple;
    keys that a mapping lacks are missing values. The name of a column determines its type; most hold
    text."""
    kinds = {name: kind for kind, of in _TYPES.items() for name in of.split()}
    names = columns.split()
    frame = pd.DataFrame(rows, columns=names, dtype=object)
    return frame.astype({name: kinds.get(name, "string") for name in names})


def from_report(
    frame: pd.DataFrame, report: Report, *tables: str, words: Sequence[str] = ()
) -> pd.DataFrame:
    """Return the frame without ``rows`` and ``table``, and with its provenance in ``attrs``:
    ``foot`` (cohort and source, by language), ``lines`` (for each row the lines from which it was
    computed; with ``words``, columns of the frame, the lines that contain them), ``topics`` (what
    these are: :func:`tourlib.phrases.topics_are`), ``visited`` (what the timetable has: ``course``,
    ``visit`` or ``both``) and, for the timetable, ``conflicts`` (number of times that differ in the
    text) and ``lengths`` (number of these with another duration, so that hours depend on them)."""
    told: dict[str, Any] = dict(frame.attrs)
    told["topics"] = topics_are(report.recommendations)
    kinds = [kind for kind in ("course", "visit") if (report.sessions["kind"] == kind).any()]
    told["visited"] = kinds[0] if len(kinds) == 1 else "both"
    if "sessions" in tables:
        longer = _conflicts(report)
        told |= {"conflicts": len(longer), "lengths": sum(longer)}
    told["foot"] = {lang: foot_line(report, lang) for lang in ("zh", "en")}
    told["lines"] = RowLines(row_lines(report, frame, tables, words))
    bare = frame.drop(columns=["rows", "table"], errors="ignore")
    bare.attrs = told
    return bare


def _conflicts(report: Report) -> list[bool]:
    """Return, for each entry whose time differs in the text, whether its duration differs as well."""
    longer, origin = [], report.origin["sessions"]
    for finding in report.findings[report.findings["code"] == "time-mismatch"].itertuples():
        visit = report.visits.loc[finding.row]
        spans = [
            one.end - one.start
            for one in report.sessions.itertuples()
            if {*origin[one.Index]} & {*finding.lines}
        ]
        told = visit["end"] - visit["start"]
        longer.append(pd.notna(told) and told not in spans)
    return longer


def foot_of(frame: pd.DataFrame, lang: str) -> str:
    """Return the foot line for a chart of this frame; empty if the frame has none."""
    return str(frame.attrs.get("foot", {}).get(lang, ""))


def expect(frame: pd.DataFrame, columns: set[str], wanted: str) -> None:
    """Check that a plot function was given the right frame.

    Raises:
        ReportError: another frame, or one without rows though the report has some.
    """
    missing = sorted(columns - set(getattr(frame, "columns", ())))
    if missing:
        raise ReportError(
            f"這不是 {wanted} 的資料表，缺少欄位 {'、'.join(missing)} not the frame of {wanted}",
            hint=f"frame = {wanted}",
        )
    if len(frame) == 0 and frame.attrs.get(
        "lines", frame.attrs.get("rows", "foot" not in frame.attrs)
    ):
        raise ReportError(
            "資料表沒有任何一列：篩選的名稱寫對了嗎 the frame is empty: are the names in its filter spelt correctly?",
            hint=f"frame = {wanted}",
        )
