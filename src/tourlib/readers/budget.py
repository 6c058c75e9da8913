"""Limits on the size of a report, checked while it is read: a larger one is refused at once."""

from __future__ import annotations

from dataclasses import dataclass

from tourlib.errors import ReportError

#: Maximum number of lines, of characters in a line and in all, of cells, and of pages.
MAX_LINES, MAX_LINE_CHARS, MAX_CHARS = 300_000, 100_000, 5_000_000
MAX_CELLS, MAX_PAGES = 1_000_000, 5_000


@dataclass(slots=True)
class Budget:
    """The amounts read so far from one report, by its name."""

    name: str
    lines: int = 0
    characters: int = 0
    cells: int = 0
    pages: int = 0

    def spend(self, *, lines: int = 0, characters: int = 0, cells: int = 0, pages: int = 0) -> None:
        """Count what is read next.

        Raises:
            ReportError: a limit is exceeded.
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
