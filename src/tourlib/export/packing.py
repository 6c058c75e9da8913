"""Make Office files reproducible: no time stamps and no random ids in the package or its parts."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from pathlib import Path
from typing import Any

from tourlib.files import write_file

#: Fixed, so that equal content gives equal bytes.
MOMENT = datetime.datetime(2000, 1, 1)
_STAMP = (2000, 1, 1, 0, 0, 0)
_TIMES = re.compile(r"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
#: Random values of LibreOffice: names of lists, and ids of editing sessions.
_LISTS, _EDITED = re.compile(r'"(list\d+)"'), re.compile(r'(config:name="Rsid(?:Root)?"[^>]*>)\d+')
#: Elements in an order that varies between runs: page styles of sheets, and fonts.
_PAGE = r"<style:master-page [^>]*(?:/>|[^/]>.*?</style:master-page>)"
_ONE_PAGE, _PAGES = re.compile(_PAGE, re.DOTALL), re.compile(f"(?:{_PAGE})+", re.DOTALL)
_FONT = re.compile(r'<style:font-face style:name="([^"]*)"([^>]*)/>')
_OF_FONT = re.compile(r'(style:font-name(?:-asian|-complex)?=")([^"]*)')


def write_package(file: Any, path: Path, title: str, language: str) -> Path:
    """Write a document of python-docx or python-pptx with its properties; equal content gives equal
    bytes.

    Raises:
        ReportError: the file cannot be written.
    """
    about = file.core_properties
    about.title, about.author, about.last_modified_by = title, "tourlib", "tourlib"
    about.created = about.modified = MOMENT
    about.revision, about.comments, about.language = 1, "", language
    made = io.BytesIO()
    file.save(made)
    write_file(path, fixed_package(made.getvalue()))
    return path


def fixed_package(content: bytes) -> bytes:
    """Return a package (pptx, docx, xlsx, odp …) with fixed time stamps, also in embedded
    workbooks, and without random values."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        names = old.namelist()
        for name in names:
            part = old.read(name)
            if name.endswith(".xlsx"):
                part = fixed_package(part)
            elif name == "docProps/core.xml":
                part = _TIMES.sub(rf"\g<1>{MOMENT:%Y-%m-%dT%H:%M:%SZ}", part.decode()).encode()
            elif "mimetype" in names and name.endswith(
                ("content.xml", "styles.xml", "settings.xml")
            ):
                part = _without_chance(part.decode()).encode()
            entry = zipfile.ZipInfo(name, _STAMP)
            # ODF requires the file that names the format to be stored uncompressed.
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, part)
    return made.getvalue()


def _without_chance(text: str) -> str:
    """Return a part of an open document with lists numbered in order, fonts sorted by their
    properties, and page styles sorted by name."""
    numbers = {name: f"list{n}" for n, name in enumerate(dict.fromkeys(_LISTS.findall(text)), 1)}
    text = _LISTS.sub(lambda found: f'"{numbers[found[1]]}"', text)
    text = _EDITED.sub(r"\g<1>0", text)
    text = _PAGES.sub(lambda found: "".join(sorted(_ONE_PAGE.findall(found[0]))), text)
    fonts = sorted(_FONT.findall(text), key=lambda font: font[1])
    names = {name: f"F{number}" for number, (name, _look) in enumerate(fonts, 1)}
    told = iter(f'<style:font-face style:name="{names[name]}"{look}/>' for name, look in fonts)
    text = _FONT.sub(lambda _found: next(told), text)
    return _OF_FONT.sub(lambda found: found[1] + names.get(found[2], found[2]), text)
