"""The text of a report in one string, and the way back to its lines."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import dataclass

from tourlib.parse.body import ParsedReport


@dataclass(frozen=True, slots=True)
class Text:
    """The lines of a report, joined by line feeds."""

    whole: str
    starts: tuple[int, ...]
    numbers: tuple[int, ...]

    def line(self, at: int) -> int:
        """The line of the source that holds this place of the string."""
        return self.numbers[bisect.bisect_right(self.starts, at) - 1]

    def find(self, piece: str) -> Iterator[int]:
        """All places where the piece begins."""
        at = self.whole.find(piece)
        while at >= 0:
            yield at
            at = self.whole.find(piece, at + 1)

    def lines_of(self, piece: str) -> list[int]:
        """The lines that hold the piece, each once."""
        return list(dict.fromkeys(self.line(at) for at in self.find(piece)))


def whole_text(parsed: ParsedReport) -> Text:
    """All lines but blanks, page numbers and running heads, in their normal form."""
    starts, numbers, pieces, at = [], [], [], 0
    for line in parsed.lines:
        if line.blank or line.role is not None:
            continue
        starts.append(at)
        numbers.append(line.number)
        pieces.append(line.text)
        at += len(line.text) + 1
    return Text("\n".join(pieces), tuple(starts), tuple(numbers))
