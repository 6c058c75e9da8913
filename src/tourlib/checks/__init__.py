"""Compare a report's tables with each other and with its text. Nothing is ever corrected."""

from __future__ import annotations

import itertools
from collections import defaultdict
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
from tourlib.checks.references import check_references
from tourlib.checks.retold import check_retold
from tourlib.checks.sums import check_sums
from tourlib.checks.tables import check_tables
from tourlib.checks.timetable import check_timetable
from tourlib.lines import Doubt
from tourlib.parse import Finding
from tourlib.parse.body import ParsedReport

__all__ = ["check_report"]

#: Finding → the findings that replace it when they report the same error.
_REPLACED_BY = {
    "sum-mismatch": ("count-mismatch", "headcount-mismatch"),
    "weekday-mismatch": ("date-mismatch",),
    "name-variant": ("speaker-mismatch", "toc-mismatch"),
    "misreading": ("name-variant",),
    "count-mismatch": ("count-mismatch",),
}


def check_report(parsed: ParsedReport, doubts: Sequence[Doubt] = ()) -> list[Finding]:
    """Return the findings about a report, in the order of the tables concerned; ``doubts`` are
    words that were recognised in a picture without certainty."""
    said = list(sentences(parsed))
    quantities = list(read_quantities(said))
    counted = [*quantities, *read_quantities(headings(parsed.outline))]
    text = all_text(parsed)
    misreadings = list(check_misreadings(parsed, text, doubts))
    found = [
        *check_tables(parsed),
        *check_cover(parsed, said),
        *check_counts(parsed, counted),
        *check_lists(parsed, counted),
        *check_contents(parsed, misreadings),
        *check_references(parsed, said),
        *check_timetable(parsed, quantities),
        *check_days(parsed, said),
        *check_journey(parsed),
        *check_numbering(parsed.outline),
        *check_sums(parsed, quantities),
        *check_retold(parsed, quantities),
        *check_passages(parsed),
        *check_posts(parsed, text),
        *check_names(parsed, text),
        *misreadings,
    ]
    at_line = defaultdict[int, list[Finding]](list)
    telling = {*itertools.chain.from_iterable(_REPLACED_BY.values())}
    for each in (one for one in found if one.code in telling):
        for line in each.lines:
            at_line[line].append(each)
    return [
        each
        for each in found
        if not any(_reports_the_same(one, each) for line in each.lines for one in at_line[line])
    ]


def _reports_the_same(one: Finding, other: Finding) -> bool:
    """True if ``one`` reports the same error as ``other``: it quotes everything that the other quotes. Of two counts
    the shorter quotation wins (參訪甲及乙等3處: 3處); a misread whole name stays a misreading,
    since that finding says what was meant."""
    if one.code not in _REPLACED_BY.get(other.code, ()):
        return False
    if one.code == other.code:
        of_one_line = _stated_line(one) == _stated_line(other)
        return of_one_line and one.marks[0] in other.marks[0] != one.marks[0]
    alike = {(a, b) for a in one.marks for b in other.marks if a in b or b in a}
    quoted = {b for a, b in alike if a != b or other.code != "misreading"}
    return quoted == {*other.marks}


def _stated_line(count: Finding) -> str:
    """Return the line that states the number, taken from the start of the message; ``lines`` also
    holds the lines of what was counted."""
    return count.message.partition("行")[0]
