"""Tables against each other and against what the report says → findings. Never mends."""

from __future__ import annotations

from tourlib.checks.alltext import all_text, sentences
from tourlib.checks.contents import check_contents
from tourlib.checks.counts import check_counts
from tourlib.checks.cover import check_cover
from tourlib.checks.days import check_days
from tourlib.checks.journey import check_journey
from tourlib.checks.lists import check_lists, headings
from tourlib.checks.misreadings import check_misreadings
from tourlib.checks.names import check_names
from tourlib.checks.numbering import check_numbering
from tourlib.checks.passages import check_passages
from tourlib.checks.posts import check_posts
from tourlib.checks.quantities import read_quantities
from tourlib.checks.retold import check_retold
from tourlib.checks.sums import check_sums
from tourlib.checks.tables import check_tables
from tourlib.checks.timetable import check_timetable
from tourlib.parse import Finding
from tourlib.parse.body import ParsedReport

__all__ = ["check_report"]


def check_report(parsed: ParsedReport) -> list[Finding]:
    """Findings about the report as a whole, in order of the tables concerned."""
    quantities = list(read_quantities(sentences(parsed)))
    counted = [*quantities, *read_quantities(headings(parsed.outline))]
    text = all_text(parsed)
    misreadings = list(check_misreadings(parsed, text))
    counts = list(check_counts(parsed, counted))
    told = "".join(one.message for one in counts)
    sums = (one for one in check_sums(parsed, quantities) if one.marks[0] not in told)
    return [
        *check_tables(parsed),
        *check_cover(parsed),
        *counts,
        *check_lists(parsed, counted),
        *check_contents(parsed, misreadings),
        *check_timetable(parsed),
        *check_days(parsed),
        *check_journey(parsed),
        *check_numbering(parsed.outline),
        *sums,
        *check_retold(parsed, quantities),
        *check_passages(parsed),
        *check_posts(parsed, text),
        *check_names(parsed, text),
        *misreadings,
    ]
