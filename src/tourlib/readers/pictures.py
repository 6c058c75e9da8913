"""Pictures of pages, as a scanner or a camera makes them, bound into a PDF that is read as a scan."""

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

#: How the files begin.
_BEGINNINGS = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
#: The longer side of each page: A4 at 200 dots an inch; and the least of the shorter side.
LONG_SIDE, DOTS_PER_INCH, LEAST_SIDE = 2339, 200, 300
#: A picture of more dots than this is no page.
MOST_DOTS = 200_000_000
_NUMBER = re.compile(r"(\d+)")


def content_of(path: Path) -> bytes:
    """What a report's file holds; of a picture, or a folder of pictures, a PDF with them as pages.

    Raises:
        ReportError: it cannot be read, or a picture is damaged or too large.
    """
    if path.is_dir():
        return _bound(((read_file(each, MAX_BYTES), each) for each in pictures_in(path)), path)
    data = read_file(path, MAX_BYTES)
    return _bound([(data, path)], path) if data.startswith(_BEGINNINGS) else data


def pictures_in(folder: Path) -> list[Path]:
    """The pictures of a folder, in the order of the numbers in their names."""

    def order(path: Path) -> list[tuple[int, str]]:
        parts = _NUMBER.split(path.name)
        return [(int(part) if part.isdecimal() else -1, part) for part in parts]

    found = [path for path in folder.iterdir() if path.suffix.lower() in PICTURES]
    return sorted((path for path in found if path.is_file()), key=order)


def _bound(pictures: Iterable[tuple[bytes, Path]], path: Path) -> bytes:
    """A PDF; the same pictures make the same bytes."""
    pages = (page for data, each in pictures for page in _pages(data, each))
    first = next(pages, None)
    if first is None:
        raise ReportError("資料夾裡沒有圖檔 no picture in this folder", file=path)
    room = BytesIO()
    first.save(
        room, "PDF", save_all=True, append_images=pages, resolution=DOTS_PER_INCH, quality=95,
        creationDate=None, modDate=None,
    )  # fmt: skip
    return room.getvalue()


def _pages(data: bytes, path: Path) -> Iterator[Image.Image]:
    """The pages of a picture, all of one size: what resolution a file names says little."""
    hint = "請重新掃描或另存 scan it again, or save it anew as PNG"
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
            page = ImageOps.exif_transpose(frame)
            page = page.convert("L" if page.mode in ("1", "L") else "RGB")
            scale = LONG_SIDE / max(page.size)
            size = round(page.width * scale), round(page.height * scale)
            if min(size) < LEAST_SIDE:
                raise ReportError("這不是一頁的圖檔 this is no picture of a page", file=path)
            yield page.resize(size, Image.Resampling.LANCZOS)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ReportError(
            "圖檔損壞或太大 the picture is damaged or too large", file=path, hint=hint
        ) from error
