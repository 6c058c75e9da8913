"""Was the report read correctly, and does it agree with itself?

>>> from tourlib import check
>>> check.show(report, "error")                 # doctest: +SKIP
>>> chart = check.plot_ledger(check.ledger(report))     # doctest: +SKIP
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import asdict, replace

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from tourlib.charts.bars import Grid, draw_legend, make_room
from tourlib.charts.house import MUTED, PAPER, accent, palette
from tourlib.findings import quote_findings as findings
from tourlib.findings import show_findings as show
from tourlib.labels import label, listing, message, word
from tourlib.phrases import MAX_NAMED, leaders
from tourlib.question import Facts, Question, from_report, plotting, typed_frame
from tourlib.report import Report, build_report
from tourlib.words.counts import count_words

__all__ = [
    "QUESTIONS", "as_printed", "contradictions", "corrections", "cover", "findings", "ledger", "owners",
    "plot_contradictions", "plot_ledger", "say_check", "say_contradictions", "say_ledger",
    "say_unread", "show", "tables", "unread",
]  # fmt: skip
#: Maximum number of lines in a band of the ledger, and minimum number of bands.
_BAND_LINES, _BANDS = 400, 3
#: Line numbers as written in the messages of findings.
_LINES = re.compile(r"(?P<contents>目錄)?第 (?P<numbers>\d+(?:(?:, |、| 至 )\d+)*) 行")
_CORRECTED = "term before after keyness_before keyness_after"


def cover(report: Report) -> pd.DataFrame:
    """Return the fields of the cover: one row per field, columns ``field`` and ``value`` (as text)."""
    told = asdict(report.meta)
    values = ["、".join(value) if isinstance(value, tuple) else value for value in told.values()]
    texts = [None if value in (None, "") else str(value) for value in values]
    return pd.DataFrame({"field": [*told], "value": texts}, dtype="string")


def tables(report: Report) -> pd.DataFrame:
    """Return the size of each table: columns ``table``, ``rows`` and ``lines`` (claimed source lines)."""
    claimed = report.lines["claimed_by"].value_counts(sort=False)
    rows = {n: len(f) for n, f in report.tables().items() if n not in {"lines", "findings"}}
    lines = [claimed.get(name, 0) for name in rows]
    frame = pd.DataFrame({"table": [*rows], "rows": [*rows.values()], "lines": lines})
    return frame.astype({"table": "string", "rows": "Int64", "lines": "Int64"})


def owners(report: Report) -> pd.DataFrame:
    """Return who claimed the lines: columns ``claimed_by`` (``<NA>``: nobody), ``lines`` and
    ``share`` of the lines that are not blank, most lines first."""
    claimed = report.lines["claimed_by"]
    frame = claimed.value_counts(dropna=False, sort=False).rename("lines").rename_axis("claimed_by")
    frame = frame.reset_index().sort_values(
        ["lines", "claimed_by"], ascending=[False, True], ignore_index=True, kind="stable"
    )
    share = frame["lines"] / max(1, _printed(report.lines))
    return frame.assign(
        lines=frame["lines"].astype("Int64"), share=share.where(frame["claimed_by"] != "blank")
    )


def ledger(report: Report) -> pd.DataFrame:
    """Return every line with the table that read it: ``line``, ``claimed_by`` (``<NA>``: nobody)."""
    return from_report(report.lines[["line", "claimed_by"]].copy(), report)


def contradictions(report: Report) -> pd.DataFrame:
    """Return the places where the report contradicts itself.

    Returns:
        One row per contradiction: ``kind`` (``time``, ``count``, ``toc`` …), ``message`` (with
        pages or headings instead of line numbers if the file has no visible lines), ``lines``.
    """
    kinds = report.findings["code"].str.extract("(.+)-(?:mismatch|variant)$")[0].astype("string")
    # Two spellings of a word (臺灣, 台灣) do not contradict each other.
    other = kinds.notna() & ~(kinds.eq("name") & report.findings["severity"].eq("info"))
    frame = report.findings.assign(kind=kinds)[other]
    return _from_findings(frame[["kind", "message", "lines"]], report)


def unread(report: Report) -> pd.DataFrame:
    """Return what was not understood.

    Returns:
        One row per place: ``message``, ``lines``.
    """
    found = report.findings[report.findings["severity"] == "unread"]
    return _from_findings(found[["message", "lines"]], report)


def _from_findings(frame: pd.DataFrame, report: Report) -> pd.DataFrame:
    """Return these findings, with pages or headings for line numbers that the file does not show."""
    places = {} if report.source.format == "text" else dict(_places(report))

    def placed(match: re.Match[str]) -> str:
        numbers = map(int, re.findall(r"\d+", match["numbers"]))
        told = "、".join(dict.fromkeys(places.get(number, "") for number in numbers)).strip("、")
        before = match["contents"] or ""
        return (told if told.startswith(before) else before + told) or match[0]

    told = [_LINES.sub(placed, text) if places else text for text in frame["message"]]
    named = frame.assign(message=pd.array(told, "string"))
    return from_report(named.reset_index(drop=True), report)


def _places(report: Report) -> Iterator[tuple[int, str]]:
    """Yield the place of each line: its page, or else the heading above it, the cover or the contents."""
    titles = report.sections.dropna(subset="title")
    starts = [int(line) for line in titles["line"]]
    owners = report.lines.set_index("line")["claimed_by"].to_dict()
    for line in report.source.lines:
        above = bisect_right(starts, line.number) - 1
        if line.page is not None:
            yield line.number, f"第 {line.page} 頁"
        elif owners[line.number] == "toc":
            yield line.number, "目錄"
        else:
            yield line.number, f"〈{titles['title'].iloc[above]}〉" if above >= 0 else "封面"


def as_printed(report: Report) -> Report:
    """Return the report without the corrections of its cohort file, but with all other settled entries."""
    settled = replace(report.settled, corrections=())
    return build_report(report.source, cohort=report.meta.cohort, settled=settled)


def corrections(report: Report) -> pd.DataFrame:
    """Return the words whose frequency in the body changes with the corrections of the cohort file.

    Args:
        report: a report loaded by its cohort, with its corrections.

    Returns:
        One row per word, the largest gain first: ``term``; ``before`` and ``after``, its uses in
        the sections; ``keyness_before`` and ``keyness_after``, its highest keyness (z) in any topic
        of the recommendations, ``<NA>`` if it is no keyword. No rows without corrections.
    """
    if not report.settled.corrections:
        return typed_frame([], _CORRECTED)
    counts, keyness = {}, {}
    for name, version in (("before", as_printed(report)), ("after", report)):
        known = replace(report.lexicon, terms=version.lexicon.terms)
        words = count_words(version.sections, "cohort", known)
        counts[name] = words.set_index("term")["count"]
        keyness[f"keyness_{name}"] = version._keywords.groupby("term")["keyness"].max()
    table = pd.DataFrame(counts).fillna(0).join(pd.DataFrame(keyness))
    table = table[table["before"] != table["after"]].rename_axis("term").reset_index()
    table = table.assign(gain=table["after"] - table["before"])
    table = table.sort_values(
        ["gain", "after", "term"], ascending=[False, False, True], kind="stable"
    )
    return typed_frame(table.to_dict("records"), _CORRECTED)


def say_check(report: Report, lang: str = "zh") -> str:
    """State the number of findings by severity, and how many lines were not understood."""
    counts = report.findings["severity"].value_counts(sort=False)
    return label(
        "check.finding",
        lang,
        errors=int(counts.get("error", 0)),
        warnings=int(counts.get("warning", 0)),
        unclear=int(counts.get("unread", 0)),
        infos=int(counts.get("info", 0)),
        unread=int(report.lines["claimed_by"].isna().sum()),
    )


def _printed(lines: pd.DataFrame) -> int:
    return int((lines["claimed_by"] != "blank").fillna(True).sum())


def say_ledger(frame: pd.DataFrame, lang: str = "zh") -> str:
    """State how many lines of text are in no table."""
    if not _printed(frame):
        return label("ledger.empty", lang)
    unread = int(frame["claimed_by"].isna().sum())
    return label("ledger.finding", lang, printed=_printed(frame), unread=unread)


def say_contradictions(frame: pd.DataFrame, lang: str = "zh") -> str:
    """State in how many places the report contradicts itself, and the most frequent kind."""
    if len(frame) == 0:
        return label("contradictions.none", lang)
    names, top = leaders(frame["kind"].value_counts(sort=False))
    sentence = label("contradictions.finding", lang, n=len(frame))
    if len(names) > MAX_NAMED or top == 1:
        return sentence
    told = listing([word("contradiction", name, lang).lower() for name in names], lang)
    return sentence + label("contradictions.most", lang, names=told, n=int(top))


def say_unread(frame: pd.DataFrame, lang: str = "zh") -> str:
    """State in how many places something was not understood."""
    return label("unread.finding" if len(frame) else "unread.none", lang, n=len(frame))


def _by_kind(frame: pd.DataFrame) -> list[tuple[str, list[str]]]:
    """Return the kinds with their messages, the most frequent first."""
    groups = [
        (str(kind), list(group)) for kind, group in frame.groupby("kind", sort=False)["message"]
    ]
    return sorted(groups, key=lambda pair: -len(pair[1]))


def contradictions_grid(frame: pd.DataFrame, lang: str = "zh") -> Grid:
    """Return the contradictions by kind, with the first of each."""
    kinds = _by_kind(frame)
    names = pd.Index([word("contradiction", kind, lang) for kind, _messages in kinds])
    number = [float(len(messages)) for _kind, messages in kinds]
    values = pd.DataFrame({label("contradictions.number", lang): number}, index=names)
    notes = tuple(message(messages[0], lang) for _kind, messages in kinds)
    return Grid(values, "0", (accent(),), notes=notes)


def contradictions_facts(frame: pd.DataFrame, lang: str = "zh") -> Facts:
    """List every contradiction."""
    return tuple(message(text, lang) for _kind, texts in _by_kind(frame) for text in texts)


def _group(owner: object) -> str:
    """Return the colour group of an owner: ``nobody`` for none, ``role`` for other roles."""
    if pd.isna(owner):
        return "nobody"
    return str(owner) if owner == "blank" or str(owner) in palette("ledger") else "role"


def _draw_ledger(frame: pd.DataFrame, axes: Axes, lang: str) -> None:
    """Draw one thin stripe per line, coloured by the table that read it; unread lines stand out."""
    groups = list(map(_group, frame["claimed_by"].tolist()))
    colours = {**palette("ledger"), "blank": PAPER}
    bands = max(_BANDS, -(-len(groups) // _BAND_LINES))
    each = -(-len(groups) // bands)
    starts = range(0, len(groups), each)
    names = [str(frame["line"].iloc[start]) for start in starts]
    make_room(axes, names, legend=True, tallest=float("inf"))
    for band, start in enumerate(starts):
        runs = [(owner, len(list(run))) for owner, run in itertools.groupby(groups[start:][:each])]
        ends = itertools.accumulate(many for _owner, many in runs)
        spans = [(end - many, many) for end, (_owner, many) in zip(ends, runs, strict=True)]
        looks = [colours.get(owner, MUTED) for owner, _many in runs]
        axes.broken_barh(spans, (band - 0.45, 0.9), facecolors=looks, linewidth=0)
    axes.set(xlim=(0, each), ylim=(len(names) - 0.5, -0.5))
    axes.set_yticks(range(len(names)), names)
    axes.xaxis.set_visible(False)
    axes.spines[:].set_visible(False)
    present = [owner for owner in palette("ledger") if owner in set(groups)]
    draw_legend(axes, [
        Patch(facecolor=palette("ledger")[owner], label=word("ledger", owner, lang))
        for owner in present
    ])  # fmt: skip


_LEDGER = Question(
    "ledger", "picture", ledger, "line claimed_by", say_ledger,
    lambda frame, lang: label("ledger.shown", lang), draw=_draw_ledger,
)  # fmt: skip
_CONTRADICTIONS = Question(
    "contradictions", "list", contradictions, "kind message lines", say_contradictions,
    lambda frame, lang: label("contradictions.shown", lang), contradictions_facts,
    grid=contradictions_grid,
)  # fmt: skip
_UNREAD = Question(
    "unread", "list", unread, "message lines", say_unread, lambda frame, lang: "",
    lambda frame, lang: tuple(message(text, lang) for text in frame["message"]),
)  # fmt: skip
#: In the order of notebook 0.
QUESTIONS = (_CONTRADICTIONS, _LEDGER, _UNREAD)

plot_ledger = plotting(
    _LEDGER, "The report as thin stripes, a line each, coloured by what read it."
)
plot_contradictions = plotting(
    _CONTRADICTIONS, "How often the report contradicts itself, and about what, with examples."
)
