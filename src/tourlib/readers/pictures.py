"""Pictures of pages from a scanner or camera, bound into a PDF that is read as a scan."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps, ImageSequence

from tourlib.cohort import PICTURES
from tourlib.errors import ReportError
from tourlib.files import MAX_BYTES, read_file
from tourlib.readers.budget import MAX_PAGES

#: First bytes of such files.
_BEGINNINGS = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
#: Longer side of each page (A4 at 200 dpi), the resolution, and the minimum of the shorter side.
LONG_SIDE, DOTS_PER_INCH, LEAST_SIDE = 2339, 200, 300
#: Maximum number of dots of a picture that may be a page.
MOST_DOTS = 80_000_000
_NUMBER = re.compile(r"(\d+)")


def content_of(path: Path) -> bytes:
    """Return a report's file; for a picture or a folder of pictures, a PDF with them as pages.

    Raises:
        ReportError: the file cannot be read, or a picture is damaged or too large.
    """
    if path.is_dir():
        return _bound(((read_file(each, MAX_BYTES), each) for each in pictures_in(path)), path)
    data = read_file(path, MAX_BYTES)
    return _bound([(data, path)], path) if data.startswith(_BEGINNINGS) else data


def pictures_in(folder: Path) -> list[Path]:
    """Return the pictures in a folder, in the order of the numbers in their names."""

    def order(path: Path) -> list[tuple[int, str]]:
        parts = _NUMBER.split(path.name)
        return [(int(part) if part.isdecimal() else -1, part) for part in parts]

    found = [path for path in folder.iterdir() if path.suffix.lower() in PICTURES]
    return sorted((path for path in found if path.is_file()), key=order)


def _bound(pictures: Iterable[tuple[bytes, Path]], path: Path) -> bytes:
    """Return a PDF; the same pictures give the same bytes. Only one page at a time is unpacked."""
    objects, kids, size = [b"<< /Type /Catalog /Pages 2 0 R >>", b""], b"", 0
    for page in (page for data, each in pictures for page in _pages(data, each)):
        kids += b"%d 0 R " % (len(objects) + 1)
        objects += _page(page, len(objects) + 2)
        size += len(objects[-1])
        if size > MAX_BYTES or len(objects) > 3 * MAX_PAGES:
            raise ReportError("圖檔太多 more pictures than a report has pages", file=path)
    if not kids:
        raise ReportError("資料夾裡沒有圖檔 no picture in this folder", file=path)
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(objects) // 3)
    pieces, places = [b"%PDF-1.4\n"], [9]
    for number, content in enumerate(objects, 1):
        pieces.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        places.append(places[-1] + len(pieces[-1]))
    table = b"".join(b"%010d 00000 n \n" % place for place in places[:-1])
    pieces.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(places), table))
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return b"".join([*pieces, end % (len(places), places[-1])])


def _page(page: Image.Image, number: int) -> Iterator[bytes]:
    """Yield the objects of a page in a PDF: the page, its drawing, and the picture; the latter two
    have this number and the next."""
    room = BytesIO()
    page.save(room, "JPEG", quality=95)
    sides = tuple(side * 72 / DOTS_PER_INCH for side in page.size)
    drawn = b"%.4f 0 0 %.4f 0 0 cm /I Do" % sides
    kind = b"/Device%s /BitsPerComponent 8 /Filter /DCTDecode" % (
        b"Gray" if page.mode == "L" else b"RGB"
    )
    yield (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.4f %.4f] /Contents %d 0 R"
        b" /Resources << /XObject << /I %d 0 R >> >> >>" % (*sides, number, number + 1)
    )
    yield b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn)
    yield (
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace %s /Length %d >>\n"
        b"stream\n%s\nendstream" % (*page.size, kind, room.tell(), room.getvalue())
    )


def _pages(data: bytes, path: Path) -> Iterator[Image.Image]:
    """Yield the pages of a picture, all of one size: the resolution named in a file is unreliable."""
    hint = "請重新掃描或另存 scan it again, or save it again as PNG"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(data))
        if (
            picture.width * picture.height > MOST_DOTS
            or getattr(picture, "n_frames", 1) > MAX_PAGES
        ):
            raise ReportError("圖檔太大 the picture is too large", file=path, hint=hint)
        for frame in ImageSequence.Iterator(picture):
            ImageOps.exif_transpose(frame, in_place=True)
            mode = "L" if frame.mode in ("1", "L") else "RGB"
            page = frame if frame.mode == mode else frame.convert(mode)
            scale = LONG_SIDE / max(page.size)
            size = round(page.width * scale), round(page.height * scale)
            if min(size) < LEAST_SIDE:
                raise ReportError("這不是一頁的圖檔 this is not a picture of a page", file=path)
            yield page.resize(size, Image.Resampling.LANCZOS)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ReportError(
            "圖檔損壞或太大 the picture is damaged or too large", file=path, hint=hint
        ) from error
