"""How much a report may hold, counted while it is read: what is larger is refused at once."""

from __future__ import annotations

from dataclasses import dataclass

from tourlib.errors import ReportError

#: Most lines, characters of a line and of all, cells, pages.
MAX_LINES, MAX_LINE_CHARS, MAX_CHARS = 300_000, 100_000, 5_000_000
MAX_CELLS, MAX_PAGES = 1_000_000, 5_000


@dataclass(slots=True)
class Budget:
    """What has been read so far of one report, by its name."""

    name: str
    lines: int = 0
    characters: int = 0
    cells: int = 0
    pages: int = 0

    def spend(self, *, lines: int = 0, characters: int = 0, cells: int = 0, pages: int = 0) -> None:
        """Count what is read next.

        Raises:
            ReportError: it is more than a report holds.
        """
        self.lines += lines
        self.characters += characters
        self.cells += cells
        self.pages += pages
        if self.pages > MAX_PAGES:
            raise self._refused(f"more than {MAX_PAGES:,} pages")
        if self.cells > MAX_CELLS:
            raise self._refused(f"more than {MAX_CELLS:,} cells")
        if self.lines > MAX_LINES or self.characters > MAX_CHARS:
            raise self._refused(f"more than {MAX_LINES:,} lines or {MAX_CHARS:,} characters")

    def _refused(self, reason: str) -> ReportError:
        return ReportError(reason, file=self.name, hint="這不是報告 this is not a report")
