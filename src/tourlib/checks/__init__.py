"""Tables against each other and against what the report says → findings. Never mends."""

from __future__ import annotations

from collections.abc import Sequence

from tourlib.checks.alltext import all_text, sentences
from tourlib.checks.contents import check_contents, check_numbering
from tourlib.checks.counts import check_counts
from tourlib.checks.cover import check_cover, check_journey
from tourlib.checks.days import check_days
from tourlib.checks.lists import check_lists, headings
from tourlib.checks.misreadings import check_misreadings, check_passages
from tourlib.checks.names import check_names
from tourlib.checks.posts import check_posts
from tourlib.checks.quantities import read_quantities
from tourlib.checks.retold import check_retold
from tourlib.checks.sums import check_sums
from tourlib.checks.tables import check_tables
from tourlib.checks.timetable import check_timetable
from tourlib.lines import Doubt
from tourlib.parse import Finding
from tourlib.parse.body import ParsedReport

__all__ = ["check_report"]


def check_report(parsed: ParsedReport, doubts: Sequence[Doubt] = ()) -> list[Finding]:
    """Findings about the report as a whole, in order of the tables concerned; ``doubts`` are words that
    were recognised in a picture, and not surely."""
    said = list(sentences(parsed))
    quantities = list(read_quantities(said))
    counted = [*quantities, *read_quantities(headings(parsed.outline))]
    text = all_text(parsed)
    misreadings = list(check_misreadings(parsed, text, doubts))
    numbers = [*check_counts(parsed, counted), *check_lists(parsed, counted)]
    told = [(n, mark) for row in numbers for n in row.lines[:1] for mark in row.marks]
    sums = [
        row  # a number that is not told as one of things that the report lists
        for row in check_sums(parsed, quantities)
        if not any(n in row.lines and row.marks[0] in mark for n, mark in told)
    ]
    return [
        *check_tables(parsed),
        *check_cover(parsed, said),
        *numbers,
        *check_contents(parsed, misreadings),
        *check_timetable(parsed, said),
        *check_days(parsed, said),
        *check_journey(parsed),
        *check_numbering(parsed.outline),
        *sums,
        *check_retold(parsed, quantities),
        *check_passages(parsed),
        *check_posts(parsed, text),
        *check_names(parsed, text),
        *misreadings,
    ]
