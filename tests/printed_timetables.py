"""Reports that are little more than a timetable, for the tests of what is read from it."""

from __future__ import annotations

import pandas as pd

from tourlib.lines import Line, Place, Source, table_row_text
from tourlib.report import Report, build_report

COVER = """出國報告(出國類別:研習)
某訓練計畫115年國外研習報告
主辦機關:公務人員保障暨培訓委員會
派赴國家:甲國
出國期間:115年9月7日至9月12日
報告日期:115年11月1日

壹、目的
本報告說明研習目的。

附錄
一、課程表
"""


def text_report(timetable: str) -> Report:
    lines = (COVER + timetable).split("\n")
    return build_report(
        Source("r.txt", "text", tuple(Line(n, t) for n, t in enumerate(lines, 1))), cohort=115
    )


def table_report(
    rows: list[tuple[str | None, ...]], *, merged: bool | None = None, wrapped: bool = False
) -> Report:
    """``merged``: the reader tells that every ``None`` is reached by a cell of a row above, or that
    none is; ``wrapped``: that cells have printed lines, not paragraphs."""
    places = (Place(1, (0.0, 0.0, 0.0, 0.0)),) if wrapped else ()
    lines = [Line(n, t) for n, t in enumerate(COVER.split("\n"), 1)]
    for cells in rows:
        none = frozenset(at for at, cell in enumerate(cells) if cell is None and merged)
        down = None if merged is None else none
        text, at = table_row_text(cells), len(lines) + 1
        lines.append(Line(at, text, None, cells, 1, down=down, places=places))
    return build_report(Source("r.docx", "docx", tuple(lines)), cohort=115)


def starts(report: Report) -> list[str]:
    return [
        f"{row.date:%m-%d} {row.start:%H:%M} {row.title}"
        if pd.notna(row.start)
        else f"{row.date:%m-%d} - {row.title}"
        for row in report.sessions.itertuples()
    ]
