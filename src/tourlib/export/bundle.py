"""Write the tables of a report, and all files of a briefing: its story is prepared once for slides,
note, page and workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from tourlib.charts.style import save_chart
from tourlib.export.briefing import story
from tourlib.export.note import write_note
from tourlib.export.packing import fixed_package
from tourlib.export.slides import write_slides
from tourlib.export.tables import write_csvs, write_workbook
from tourlib.export.web import write_web
from tourlib.files import write_file
from tourlib.office import convert
from tourlib.phrases import is_training
from tourlib.report import Report, load

#: Office formats → the corresponding open formats.
ODF = {".pptx": "odp", ".docx": "odt", ".xlsx": "ods"}
#: Name of the briefing in each language.
_BRIEFINGS = {"zh": "簡報、網頁與活頁簿 briefing", "en": "英文簡報 briefing in English"}


def write_export(
    cohort: int, folder: Path, *, template: Path | None, langs: Sequence[str], odf: bool
) -> Iterator[str]:
    """Write the tables and briefings of a cohort into a folder; yield what was done, step by step.

    Args:
        cohort, folder: whose export is written where.
        template, odf: as in :func:`write_briefing`.
        langs: the languages of the briefings.

    Raises:
        ReportError: as :func:`tourlib.load` and :func:`write_briefing`.
    """
    report = load(cohort)
    yield "讀入報告 report read"
    write_csvs(report.tables(), folder / "tables")
    yield "表格 tables"
    for lang in langs:
        write_briefing(report, folder, template=template, lang=lang, odf=odf)
        yield _BRIEFINGS[lang]


def write_briefing(
    report: Report,
    folder: Path,
    *,
    template: Path | None = None,
    lang: str = "zh",
    odf: bool = False,
) -> list[Path]:
    """Write ``briefing.pptx``, ``briefing.docx``, ``briefing.html`` and ``tables.xlsx``; in English
    ``briefing.en.pptx`` and so on, and the charts as ``charts/<name>.en.png``, SVG and PDF.

    Args:
        report: the report.
        folder: where to write.
        template: a presentation whose theme and layouts are used.
        lang: the language of the briefing, ``"zh"`` or ``"en"``.
        odf: also write ``briefing.odp``, ``briefing.odt`` and ``tables.ods``, with LibreOffice.

    Returns:
        The files.

    Raises:
        ReportError: the template is not a presentation, the folder is not writable, or LibreOffice
            is requested but not installed.
    """
    told = story(report, lang)
    end = "" if lang == "zh" else f".{lang}"
    written = [
        write_slides(told, folder / f"briefing{end}.pptx", template=template),
        write_note(told, folder / f"briefing{end}.docx"),
        write_web(told, report, folder / f"briefing{end}.html"),
        write_workbook(
            worded_tables(report),
            folder / f"tables{end}.xlsx",
            (*told.answers, *told.working),
            lang,
        ),
    ]
    if lang != "zh":  # in Chinese the notebooks write them
        for answer in told.answers:
            pages = answer.draw()
            for number, page in enumerate(pages, 1):
                name = answer.name if len(pages) == 1 else f"{answer.name}-{number}"
                written += save_chart(page, folder / "charts", f"{name}{end}")
    return written + [write_odf(path) for path in written if odf and path.suffix in ODF]


def worded_tables(report: Report) -> dict[str, pd.DataFrame]:
    """Return the tables; on a tour that is not a training, participants are not called students."""
    tables = report.tables()
    if not is_training(report.meta):
        people = tables["participants"]
        tables["participants"] = people.assign(role=people["role"].replace("member", "fellow"))
    return tables


def write_odf(path: Path) -> Path:
    """Write the open format of an Office file beside it.

    Raises:
        ReportError: LibreOffice is not installed or cannot convert the file.
    """
    made = path.with_suffix(f".{ODF[path.suffix]}")
    write_file(made, fixed_package(convert(path.read_bytes(), path.name, made.suffix[1:])))
    return made
