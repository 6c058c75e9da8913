"""Make the chart font "Tour Sans TC" (Regular and Bold) from Noto Sans CJK TC.

    python tools/make_font.py REGULAR.ttc BOLD.ttc [FOLDER]

The inputs are NotoSansCJK-Regular.ttc and NotoSansCJK-Bold.ttc (Debian: package
fonts-noto-cjk). FOLDER is where TourSansTC-*.otf goes, src/tourlib/fonts by default. The
same inputs give the same bytes. Needs fontTools; the library itself does not.

Why a subset under another name: charts must look the same on every machine, whole names of
people and agencies must come out, and matplotlib prefers an installed font of the same
family name to the file that it is handed.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

FACE = "Noto Sans CJK TC"
FAMILY = "Tour Sans TC"
VERSION = "Version 1.000; subset of Noto Sans CJK TC 2.004"
FOLDER = Path(__file__).resolve().parent.parent / "src" / "tourlib" / "fonts"
#: Mac time stamp of the renamed files (2025-01-01), so that bytes do not depend on the day.
MODIFIED = 3_818_534_400
#: Encodings whose every character is kept: what Taiwan's, Hong Kong's, mainland and Japanese
#: software can write.
ENCODINGS = ("cp950", "big5hkscs", "gb2312", "shift_jis")
#: Unicode blocks kept whole, as far as the font has them.
BLOCKS = (
    (0x0020, 0x024F),  # Latin, with Extended-A and -B
    (0x0250, 0x036F),  # phonetic letters, combining marks
    (0x0370, 0x052F),  # Greek, Cyrillic
    (0x1E00, 0x1EFF),  # Vietnamese and other Latin
    (0x2000, 0x22FF),  # punctuation, currency, letter-like, fractions, arrows, operators
    (0x2300, 0x27BF),  # technical, circled digits, boxes, geometric shapes, dingbats
    (0x3000, 0x33FF),  # CJK punctuation, kana, bopomofo, enclosed, units
    (0x4E00, 0x9FFF),  # every ideograph of the first block: names use rare ones (堃 喆 彣)
    (0xF900, 0xFAFF),  # compatibility ideographs
    (0xFE30, 0xFE4F),  # vertical and small forms
    (0xFF00, 0xFFEF),  # full- and half-width forms
)
#: Tables that drawing horizontal text does not need.
UNUSED_TABLES = ("vhea", "vmtx", "VORG", "BASE", "GSUB", "GPOS", "DSIG")
KEPT_NAMES = {0, 8, 9, 11, 12, 13, 14}  # copyright, makers, licence; no trademark (7)


def encodable(encoding: str) -> Iterator[int]:
    """The code points that one or two bytes of an encoding stand for."""
    singles = [bytes([first]) for first in range(0x20, 0x100)]
    pairs = [bytes([first, second]) for first in range(0x81, 0xFF) for second in range(0x40, 0xFF)]
    for sequence in singles + pairs:
        try:
            text = sequence.decode(encoding)
        except UnicodeDecodeError:
            continue
        yield from map(ord, text)


def wanted() -> set[int]:
    """All code points that the font should have."""
    points = {point for first, last in BLOCKS for point in range(first, last + 1)}
    for encoding in ENCODINGS:
        points.update(encodable(encoding))
    return {point for point in points if not 0xE000 <= point < 0xF900}  # no private use


def open_face(collection: Path) -> TTFont:
    """The Traditional Chinese face of a collection.

    Raises:
        SystemExit: the collection has no such face.
    """
    for face in TTCollection(collection, lazy=True, recalcTimestamp=False).fonts:
        if face["name"].getDebugName(1) == FACE:
            return face
    raise SystemExit(f"{collection}: no face {FACE!r}; give a NotoSansCJK-*.ttc")


def rename(font: TTFont, style: str) -> None:
    """Another family name everywhere, so that no installed font is taken for this one."""
    names = font["name"]
    names.names = [n for n in names.names if n.nameID in KEPT_NAMES and n.langID == 0x409]
    postscript = f"{FAMILY.replace(' ', '')}-{style}"
    full = FAMILY if style == "Regular" else f"{FAMILY} {style}"
    new = {1: FAMILY, 2: style, 3: f"1.000;{postscript}", 4: full, 5: VERSION, 6: postscript}
    for name_id, text in new.items():
        names.setName(text, name_id, 3, 1, 0x409)
    names.names.sort()
    cff = font["CFF "].cff
    cff.fontNames = [postscript]
    top = cff.topDictIndex[0]
    top.FullName, top.FamilyName = full, FAMILY
    top.Notice = names.getDebugName(0)
    font["OS/2"].achVendID = "TOUR"
    font["head"].created = font["head"].modified = MODIFIED


def make(collection: Path, style: str, folder: Path) -> Path:
    """Write one weight of the font; returns its path."""
    font = open_face(collection)
    options = Options(
        hinting=False,
        desubroutinize=True,
        layout_features=[],
        name_IDs=["*"],
        name_languages=["*"],
        notdef_outline=True,
        recalc_timestamp=False,
    )
    options.drop_tables += UNUSED_TABLES
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted())
    subsetter.subset(font)
    rename(font, style)
    path = folder / f"TourSansTC-{style}.otf"
    font.save(path)
    return path


def main() -> None:
    """Read the command line and make both weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("regular", type=Path)
    parser.add_argument("bold", type=Path)
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    given = parser.parse_args()
    for collection, style in ((given.regular, "Regular"), (given.bold, "Bold")):
        path = make(collection, style, given.folder)
        count = len(TTFont(path, lazy=True).getBestCmap())
        print(f"{path.name}: {count:,} characters, {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
