"""The findings for a person who corrects the report: by severity, with lines and places."""

from __future__ import annotations

import html
from typing import Any

import pandas as pd

from tourlib.report import Report
from tourlib.review.choices import SEVERITIES, gravest_first
from tourlib.shown import Shown, find_pieces, mark

#: Names of the severities.
_CALLED = {
    "error": "錯誤 error", "warning": "注意 warning", "unread": "未讀懂 unread", "info": "說明 info",
}  # fmt: skip
#: Number of a finding's lines quoted in lists, and of characters around the place.
_MOST_LINES, _LINE_CHARS = 4, 80


def quote_findings(report: Report, *, markup: bool = False) -> pd.DataFrame:
    """Return the findings, the most serious first, with the lines they are about.

    Args:
        report: the report.
        markup: mark the places with ``<mark>`` instead of 【】.

    Returns:
        The columns of the table ``findings``, and ``quoted``: the first lines with the place
        marked, one per line.
    """
    places = gravest_first(report)
    quoted = ["\n".join(_quotes(report, place, markup=markup)) for place in places]
    table = report.findings.loc[places].assign(quoted=pd.array(quoted, "string"))
    return table.reset_index(drop=True)


def findings_table(report: Report) -> pd.DataFrame:
    """Return :func:`quote_findings` with the lines as text, for a separate file."""
    table = quote_findings(report)
    return table.assign(lines=[" ".join(map(str, numbers)) for numbers in table["lines"]])


def findings_records(report: Report) -> list[dict[str, Any]]:
    """Return the findings, most serious first, as plain values: the columns of ``findings``, and
    ``quoted``: ``line``, ``text`` and ``marks`` (positions [from, to) in the text) of each line."""
    records: list[dict[str, Any]] = []
    for found in (report._findings[row] for row in gravest_first(report)):
        quoted = []
        for number in found.lines:
            text = report.source.lines[number - 1].text
            marks = [list(span) for span in find_pieces(text, found.marks)]
            quoted.append({"line": number, "text": text, "marks": marks})
        cells = found.cells()
        told = {name: cells[name] for name in ("code", "severity", "table", "message", "row")}
        records.append({**told, "lines": list(found.lines), "quoted": quoted})
    return records


def list_findings(report: Report, *, markdown: bool = False) -> str:
    """Return the findings as text by severity, each with its lines as printed and the place marked."""
    if report.findings.empty:
        return "\n沒有需要檢查的地方。 No findings."
    parts = []
    for severity, name in _CALLED.items():
        rows = report.findings[report.findings["severity"] == severity]
        if rows.empty:
            continue
        parts.append(f"\n## {name}({len(rows)})\n" if markdown else f"\n{name}({len(rows)})")
        for place, code, message in zip(rows.index, rows["code"], rows["message"], strict=True):
            said = html.escape(message, quote=False) if markdown else message
            parts.append(f"- **{code}** {said}" if markdown else f"  [{code}] {said}")
            start = "  - " if markdown else "      "
            parts += [start + quote for quote in _quotes(report, int(place), markup=markdown)]
    return "\n".join(parts)


def _quotes(report: Report, place: int, *, markup: bool) -> list[str]:
    """Return the lines of a finding, preferring those with a marked place, in the report's order."""
    found = []
    for number in report.findings.at[place, "lines"]:
        text = report.source.lines[number - 1].text.strip()
        found.append((number, text, find_pieces(text, report.marks[place])))
    found.sort(key=lambda line: not line[2])
    kept = sorted(found[:_MOST_LINES])
    return [
        f"{number}: {mark(text, spans, markup=markup, width=_LINE_CHARS)}"
        for number, text, spans in kept
    ]


def show_findings(report: Report, *severities: str) -> Shown:
    """Show findings beside their lines, with the places marked: as a table in a notebook, else as text.

    Args:
        report: the report.
        severities: ``"error"``, ``"warning"``, ``"unread"``, ``"info"``; all by default.

    Raises:
        ValueError: no such severity.
    """
    if unknown := set(severities) - set(SEVERITIES):
        raise ValueError(
            f"severities are {', '.join(SEVERITIES)}, not {', '.join(sorted(unknown))}"
        )
    texts, rows = [], []
    plain, marked = quote_findings(report), quote_findings(report, markup=True)
    for text, row in zip(plain.itertuples(), marked.itertuples(), strict=True):
        if severities and row.severity not in severities:
            continue
        texts.append(f"[{text.code}] {text.message}\n{text.quoted}")
        zh, _, english = html.escape(row.message, quote=False).partition(" / ")
        left = f"{zh}<br><small>{english}</small><br><code>{row.code}</code>"
        rows.append(
            f'<tr style="vertical-align:top"><td style="text-align:left;width:45%">{left}</td>'
            f'<td style="text-align:left">{row.quoted.replace(chr(10), "<br>")}</td></tr>'
        )
    if not rows:
        return Shown("沒有。 None.", "<p>沒有。 None.</p>")
    return Shown("\n".join(texts), f"<table>{''.join(rows)}</table>")
