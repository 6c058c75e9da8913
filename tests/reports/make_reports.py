"""Write the invented reports in all their forms, with the tables that are expected of them.

    python -m tests.reports.make_reports

Run at development time only; what it writes is committed. Needs python-docx, Pillow and
LibreOffice (``soffice``), pdftotext, and the Noto CJK fonts.
"""

from __future__ import annotations

import subprocess
import tempfile
import zipfile
from importlib import import_module
from pathlib import Path

from .expected import write_expected
from .form_docx import write_docx
from .form_text import write_text
from .layout import blocks
from .model import Report
from .typed import make as make_typed

HERE = Path(__file__).parent
NAMES = ("r110", "r111", "r112", "r113", "r115")
#: Reports that are typed line by line.
TYPED = ("t114", "t115", "t116")


def reports() -> list[Report]:
    """The invented reports, by year."""
    found = [import_module(f".content.{name}", __package__).REPORT for name in NAMES]
    assert all(isinstance(report, Report) for report in found)
    return found


def make(report: Report) -> None:
    folder = HERE / report.name
    folder.mkdir(exist_ok=True)
    write_expected(report, folder / "expected")
    write_text(report, blocks(report), folder / "report.txt")
    if "docx" not in report.forms:
        return
    with tempfile.TemporaryDirectory() as temporary:
        made = Path(temporary) / "report.docx"
        write_docx(report, blocks(report), made)
        if _parts(made) == _parts(folder / "report.docx"):
            return  # only the time in the archive differs: leave the committed files
        (folder / "report.docx").write_bytes(made.read_bytes())
    for form in {"odt", "pdf"} & set(report.forms):
        _convert(folder / "report.docx", form)


def _parts(path: Path) -> dict[str, bytes]:
    if not path.exists():
        return {}
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _convert(path: Path, form: str) -> None:
    with tempfile.TemporaryDirectory() as profile:
        office = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless"]
        convert = ["--convert-to", form, "--outdir", str(path.parent), str(path)]
        subprocess.run([*office, *convert], check=True, capture_output=True)


if __name__ == "__main__":
    for each in reports():
        make(each)
        print(each.name)
    for name in TYPED:
        typed = import_module(f".content.{name}", __package__)
        make_typed(typed.build, typed.CONTENTS, HERE, _convert)
        print(name)
