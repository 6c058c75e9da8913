"""What is written of a report's answers: they are worked out once, for slides, page and workbook alike."""

from __future__ import annotations

from pathlib import Path

from tourlib.export.briefing import answers
from tourlib.export.slides import write_slides
from tourlib.export.tables import write_workbook
from tourlib.export.web import write_web
from tourlib.report import Report


def write_briefing(
    report: Report, folder: Path, *, template: Path | None = None, lang: str = "zh"
) -> list[Path]:
    """Write ``briefing.pptx``, ``briefing.html`` and ``tables.xlsx``.

    Args:
        report: the report.
        folder: where to.
        template: a presentation whose theme and layouts are used.
        lang: the language of the briefing, ``"zh"`` or ``"en"``.

    Returns:
        The files.

    Raises:
        ReportError: the template is no presentation, or the folder cannot be written.
    """
    found = answers(report, lang)
    return [
        write_slides(found, report.meta, folder / "briefing.pptx", template=template, lang=lang),
        write_web(found, report, folder / "briefing.html", lang),
        write_workbook(report.tables(), folder / "tables.xlsx", found, lang),
    ]
