"""Office files that are the same bytes on every run: no clock in the package or in what is inside."""

from __future__ import annotations

import datetime
import io
import re
import zipfile

#: Fixed, so that the same content gives the same bytes.
MOMENT = datetime.datetime(2000, 1, 1)
_STAMP = (2000, 1, 1, 0, 0, 0)
_TIMES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:(?:created|modified)>)")


def fixed_package(content: bytes) -> bytes:
    """A package (pptx, docx, xlsx, odp …) with fixed time stamps, also in the workbooks inside it."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            if name.endswith(".xlsx"):
                part = fixed_package(part)
            elif name == "docProps/core.xml":
                part = _TIMES.sub(
                    rb"\g<1>" + f"{MOMENT:%Y-%m-%dT%H:%M:%SZ}".encode() + rb"\g<3>", part
                )
            entry = zipfile.ZipInfo(name, _STAMP)
            # A file that names the format, of ODF, is stored as it is.
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, part)
    return made.getvalue()
