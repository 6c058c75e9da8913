"""The house style of everything that is shown: the package's defaults and ``data/style.toml``.

Colours have fixed meanings, one per theme, kind of session and branch, in every chart; they are
never the only sign, since charts also label what they colour. The chart font is registered with
matplotlib; installed fonts are never searched for.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.colors import to_rgb
from matplotlib.ft2font import FT2Font
from PIL import Image

from tourlib.cohort import data_folder
from tourlib.errors import ReportError
from tourlib.files import read_reference, read_toml

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_FILES = ("font", "bold", "logo")
_TEXTS = ("office_font", "foot")
#: Family name of the bundled font; no other font uses it.
FAMILY = "Tour Sans TC"
_FOLDER = Path(__file__).resolve().parent.parent / "fonts"
# Created once, since they are needed for every word measured.
_REGULAR, _BOLD = _FOLDER / "TourSansTC-Regular.otf", _FOLDER / "TourSansTC-Bold.otf"
#: Limit for the style file, which is written by hand; fonts and logos may be larger.
_MAX_BYTES = 1024 * 1024

INK = "#1A1A1A"
#: Secondary text: subtitles, axis labels, foot lines.
GREY_INK = "#4F4F4F"
PAPER = "#FFFFFF"
GRID = "#E3E3E3"
#: Present but not the point: absent, unknown, not counted.
MUTED = "#D9D9D9"
#: What has no theme, next to what has one.
UNTHEMED = "#707070"
#: Light to dark, for heat maps.
HEAT = ("#F4F8FB", "#C7DCEC", "#8DB9DA", "#4A8FC0", "#14609B", "#0A3560")


@dataclass(frozen=True)
class House:
    """A house style.

    Attributes:
        colours: of each set (``theme``, ``kind``, ``branch``, ``ledger``), key → ``#RRGGBB``.
        accent: the colour of charts that need only one, and of slides.
        font, bold: font files for charts; by default the package's own.
        office_font: the name of the font on slides and on the page.
        logo: a picture for the corner of every chart and slide, and for the page.
        foot: the last part of every foot line.
    """

    colours: Mapping[str, Mapping[str, str]]
    accent: str
    font: Path | None
    bold: Path | None
    office_font: str
    logo: Path | None
    foot: str


@cache
def house() -> House:
    """Return the house style; it is read again for every chart (``house.cache_clear()``).

    Raises:
        ReportError: a key, colour or file of ``data/style.toml`` that cannot be used.
    """
    style = tomllib.loads(read_reference("style.toml"))
    try:
        path = data_folder() / "style.toml"
    except ReportError:  # no project around
        path = Path()
    if path.is_file():
        hint = '中文的鍵加引號 Chinese keys in quotation marks: "行政院" = "#36624C"'
        said = read_toml(path, _MAX_BYTES, what="樣式檔不是有效的 TOML no valid TOML", hint=hint)
        style |= {key: _checked(key, value, style, path) for key, value in said.items()}
    paths = {key: Path(style[key]) if style.get(key) else None for key in _FILES}
    return House(
        {key: value for key, value in style.items() if isinstance(value, dict)},
        style["accent"], office_font=style["office_font"], foot=style["foot"], **paths,
    )  # fmt: skip


def _checked(key: str, value: Any, style: Mapping[str, Any], path: Path) -> Any:
    """Return a value of the style file in the form that charts need."""
    if key in _FILES:
        return str(_file(key, value, path))
    if key not in style:
        known = "、".join([*style, *_FILES])
        raise _wrong(path, key, f"可用的項目 known: {known}", "不認識 unknown key")
    known = style[key]
    if not isinstance(value, type(known)):
        raise _wrong(path, key, f"[{key}]" if isinstance(known, dict) else f'{key} = "…"')
    if key in _TEXTS:
        return value
    if not isinstance(known, dict):
        return _colour(key, value, path)
    for name in sorted(value.keys() - known.keys()):
        if key != "theme" or not name.isdecimal():
            hint = f"可用 known: {'、'.join(known)}"
            raise _wrong(path, f'[{key}] "{name}"', hint, "不認識 unknown key")
    return known | {name: _colour(f'[{key}] "{name}"', one, path) for name, one in value.items()}


def _colour(place: str, value: Any, path: Path) -> str:
    if not isinstance(value, str) or not _COLOUR.fullmatch(value):
        raise _wrong(path, place, '顏色寫成 a colour is written "#36624C"')
    return value


def _file(key: str, value: Any, path: Path) -> Path:
    """Return a file named in the style file and stored beside it, if it is usable."""
    found = path.parent / value if isinstance(value, str) else path.parent
    if not found.is_file():
        hint = f'{key} = "檔名 name of a file beside style.toml"'
        raise _wrong(path, key, hint, "沒有這個檔案 no such file")
    try:
        if key == "logo":
            Image.open(found).verify()
        elif not FT2Font(str(found)).get_char_index(ord("國")):
            hint = "有中文字的字型 a font with Chinese characters"
            raise _wrong(path, key, hint, "字型沒有中文 no Chinese in it")
    except (OSError, RuntimeError, SyntaxError) as error:
        hint = "PNG, JPEG" if key == "logo" else "OTF, TTF"
        raise _wrong(path, key, hint, "不能使用的檔案 not such a file") from error
    return found


def _wrong(
    path: Path, key: str, hint: str, reason: str = "值不能使用 no usable value"
) -> ReportError:
    return ReportError(reason, file=path, place=key, hint=hint)


def font_path(*, bold: bool = False) -> Path:
    """Return the font file: of the house style, or else the package's own."""
    own = (house().bold or house().font) if bold else house().font
    return own or (_BOLD if bold else _REGULAR)


def register_font() -> str:
    """Register the font with matplotlib if necessary; return its family name.

    Called before every drawing, since matplotlib drops added fonts when it rebuilds its list
    because another font has disappeared.

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


def accent() -> str:
    """Return the colour of charts that need only one."""
    return house().accent


def palette(group: str) -> Mapping[str, str]:
    """Return the colours of a set, ``"theme"``, ``"kind"`` or ``"branch"``: key → ``#RRGGBB``."""
    return house().colours[group]


def theme_colour(theme: Any) -> str:
    """Return the colour of a theme number; grey for none. From the 13th theme on they repeat."""
    colours = list(palette("theme").values())
    return MUTED if pd.isna(theme) else colours[(int(theme) - 1) % len(colours)]


def kind_colour(kind: Any) -> str:
    """Return the colour of a kind of session; that of ``other`` for an unknown one."""
    return palette("kind").get(str(kind), palette("kind")["other"])


def branch_colour(branch: Any) -> str:
    """Return the colour of a branch (a Yuan, or 地方); grey for an unknown one."""
    return palette("branch").get(str(branch), MUTED)


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#RRGGBB``, 0 to 1 (WCAG 2.2)."""
    channels = np.array(to_rgb(colour))
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ink_on(colour: str) -> str:
    """Return black or white, whichever reads better on a colour: always at least 4.5 : 1."""
    return max((PAPER, INK, "#000000"), key=lambda ink: contrast(ink, colour))
