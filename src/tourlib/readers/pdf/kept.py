"""A page as it was recognised, and the folder in which such pages are kept."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from statistics import mean, median
from typing import Any

from tourlib.files import write_file
from tourlib.readers.pdf.glyphs import Box

#: A step between two ideographs that is this much longer than most contains a space.
SPACED = 1.35
#: Minimum number of steps between ideographs for determining the size.
FEW_STEPS = 3
#: Changed whenever the kept pages differ from what would be recognised now.
KEPT_VERSION = 3
FIRST_WIDE = "\u2e80"


def is_han(char: str) -> bool:
    """True if a character is an ideograph."""
    return "\u4e00" <= char <= "\u9fff"


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of text, or its part in a table cell: the box of its ink, its characters, and for each
    the middle, the white space before it (from, to), and its certainty (0 to 1)."""

    box: Box
    text: str
    middles: tuple[float, ...]
    whites: tuple[tuple[float, float], ...]
    scores: tuple[float, ...]

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]

    @property
    def middle(self) -> float:
        return (self.box[1] + self.box[3]) / 2

    @property
    def pitch(self) -> float | None:
        """Return the distance between ideographs, i.e. the type size; ``None`` if there are too few."""
        wide = zip(self.middles, map(is_han, self.text), strict=True)
        steps = [two - one for (one, left), (two, right) in pairwise(wide) if left and right]
        steps = [step for step in steps if step < SPACED * median(steps)]
        found = mean(steps) if len(steps) >= FEW_STEPS else 0.0
        return found if 0.75 * self.height < found < 1.6 * self.height else None


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as recognised.

    Attributes:
        size: its width and height when upright.
        rules: its straight rules, as boxes without width.
        pieces: of text.
        turned: angle (degrees, counterclockwise) by which its picture was turned to be upright.
        stamped: whether red stamps were removed.
        left: where it begins on a sheet that shows two pages.
    """

    size: tuple[float, float]
    rules: tuple[Box, ...]
    pieces: tuple[Piece, ...]
    turned: float
    stamped: bool = False
    left: float = 0.0

    @property
    def sureness(self) -> float:
        """Return the mean certainty of its characters, from 0 to 1; 0 if there are none."""
        return mean([mean(piece.scores) for piece in self.pieces]) if self.pieces else 0.0


def kept_scan(folder: Path | None, number: int) -> Scan | None:
    """Return a page that was read before, by its number from 0; ``None`` if there is none."""
    if folder is None:
        return None
    try:
        told = json.loads((folder / f"{number + 1}.json").read_bytes())
        if told.pop("version") != KEPT_VERSION:
            return None
        pieces = tuple(Piece(**each) for each in map(_frozen, told.pop("pieces")))
        return Scan(**_frozen(told), pieces=pieces)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _frozen(told: dict[str, Any]) -> dict[str, Any]:
    """Return fields from JSON, with tuples for its lists."""

    def as_tuple(value: Any) -> Any:
        return tuple(map(as_tuple, value)) if isinstance(value, list) else value

    return {name: as_tuple(value) for name, value in told.items()}


def keep_scan(folder: Path | None, number: int, scan: Scan) -> None:
    """Keep a page, if there is a folder for it."""
    if folder is None:
        return
    text = json.dumps({"version": KEPT_VERSION, **asdict(scan)}, ensure_ascii=False)
    write_file(folder / f"{number + 1}.json", text)
