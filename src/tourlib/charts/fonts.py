"""The font of the charts, made known to matplotlib. No installed font is ever looked for."""

from __future__ import annotations

from pathlib import Path

from tourlib.charts.house import house
from tourlib.errors import ReportError

#: Family name of the bundled font; no other font has it.
FAMILY = "Tour Sans TC"
_FOLDER = Path(__file__).resolve().parent.parent / "fonts"
# One object each: this is asked for every word that is measured.
_REGULAR, _BOLD = _FOLDER / "TourSansTC-Regular.otf", _FOLDER / "TourSansTC-Bold.otf"


def font_path(*, bold: bool = False) -> Path:
    """The font file: of the house style, else our own."""
    own = (house().bold or house().font) if bold else house().font
    return own or (_BOLD if bold else _REGULAR)


def register_font() -> str:
    """Make the font known to matplotlib where it is not; returns its family name.

    Asked before every drawing: matplotlib forgets fonts that were added when it finds that another
    font of its list is gone, and reads the list of the machine anew.

    Raises:
        ReportError: the font files are not where the package keeps them.
    """
    from matplotlib import font_manager

    known = {font.fname: font.name for font in font_manager.fontManager.ttflist}
    for bold in (False, True):
        path = font_path(bold=bold)
        if str(path) in known:
            continue
        if not path.is_file():
            raise ReportError(
                "圖表字型不存在 the chart font is missing",
                file=path,
                hint="重新安裝 tourlib;或以 tools/make_font.py 產生 reinstall tourlib",
            )
        font_manager.fontManager.addfont(path)
        known[str(path)] = font_manager.fontManager.ttflist[-1].name
    return known[str(font_path())]
