"""The only error class that callers need."""

from __future__ import annotations

from pathlib import Path


class ReportError(Exception):
    """A report, cohort file or export that is unusable as it is.

    The message says what is wrong, where, and what to do, so that it can be shown to an analyst as it is.

    Args:
        reason: what is wrong, one sentence.
        file: the file concerned.
        place: where in the file (``"line 12"``, ``"page 3"``).
        hint: what to do about it.
    """

    def __init__(
        self,
        reason: str,
        *,
        file: str | Path | None = None,
        place: str | None = None,
        hint: str | None = None,
    ) -> None:
        self.reason = reason
        self.file = str(file) if file is not None else None
        self.place = place
        self.hint = hint
        where = ", ".join(part for part in (self.file, place) if part)
        message = f"{where}: {reason}" if where else reason
        if hint:
            message = f"{message}\n  → {hint}"
        super().__init__(message)
