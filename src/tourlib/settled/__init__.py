"""What a person settled about a cohort: ``data/cohorts/<n>.toml``.

Every entry is checked when the report is loaded; one that no longer fits is an error, so that
nothing a person decided is lost in silence.
"""

from tourlib.settled.apply import (
    check_words,
    correct_lines,
    mark_reviewed,
    meta_changes,
    settle_rows,
)
from tourlib.settled.entries import Correction, Settled
from tourlib.settled.read import MAX_BYTES, check_settled, new_file, read_settled

__all__ = [
    "MAX_BYTES",
    "Correction",
    "Settled",
    "check_settled",
    "check_words",
    "correct_lines",
    "mark_reviewed",
    "meta_changes",
    "new_file",
    "read_settled",
    "settle_rows",
]
