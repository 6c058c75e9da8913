"""Pictures of places on a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import groupby
from typing import Any

import pypdfium2
from PIL import Image

from tourlib.errors import ReportError
from tourlib.lines import Place
from tourlib.readers.pdf.page import opened
from tourlib.readers.pdf.scan import rendered

#: Dots per point, and the white margin around a place (points).
UNIT, WHITE = 100 / 72, 3.0
#: Number of shades in a picture: enough to show print, and the file is a tenth as large as with all shades.
SHADES = 16


def cut_out(data: bytes, name: str, places: Sequence[Place]) -> list[bytes]:
    """Return the parts of the pages of a PDF at the places, as PNG.

    Args:
        data: the file's bytes.
        name: its name, for messages.
        places: of lines that were read from it.

    Raises:
        ReportError: a page cannot be drawn.
    """
    try:
        document = pypdfium2.PdfDocument(data)
        try:
            return list(_cut(document, places))
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise ReportError("PDF 損壞：這一頁畫不出來 cannot be drawn", file=name) from error


def _cut(document: Any, places: Sequence[Place]) -> Iterator[bytes]:
    for (number, turned), group in groupby(places, lambda place: (place.page, place.turned)):
        page = opened(document, number - 1)[0] if turned is None else document[number - 1]
        picture, unit = rendered(page, UNIT)
        page.close()
        if turned:
            quarter = round(turned / 90) * 90
            picture = picture.rotate(quarter, expand=True)
            picture = picture.rotate(turned - quarter, Image.Resampling.BICUBIC, fillcolor="white")
        for place in group:
            x0, y0, x1, y1 = place.box
            low = (max(0, round((side - WHITE) * unit)) for side in (x0, y0))
            high = (round((side + WHITE) * unit) for side in (x1, y1))
            left, upper = (min(at, most - 1) for at, most in zip(low, picture.size, strict=True))
            right, lower = (min(at, most) for at, most in zip(high, picture.size, strict=True))
            part = picture.crop((left, upper, max(right, left + 1), max(lower, upper + 1)))
            room = BytesIO()
            part.quantize(SHADES).save(room, "PNG", optimize=True)
            yield room.getvalue()
