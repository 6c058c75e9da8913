"""Tables against each other and against what the report says → findings. Never mends."""

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
from tourlib.checks.retold import check_retold
from tourlib.checks.sums import check_sums
from tourlib.checks.tables import check_tables
from tourlib.checks.timetable import check_timetable
from tourlib.lines import Doubt
from tourlib.parse import Finding
from tourlib.parse.body import ParsedReport

__all__ = ["check_report"]

#: What may be told of a slip as well, and what tells it better.
_TOLD_BY = {
    "sum-mismatch": ("count-mismatch", "headcount-mismatch"),
    "weekday-mismatch": ("date-mismatch",),
    "name-variant": ("speaker-mismatch",),
    "misreading": ("name-variant",),
    "count-mismatch": ("count-mismatch",),
}


def check_report(parsed: ParsedReport, doubts: Sequence[Doubt] = ()) -> list[Finding]:
    """Findings about the report as a whole, in order of the tables concerned; ``doubts`` are words that
    were recognised in a picture, and not surely."""
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
        *check_timetable(parsed, said),
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
    telling = {*itertools.chain.from_iterable(_TOLD_BY.values())}
    for each in (one for one in found if one.code in telling):
        for line in each.lines:
            at_line[line].append(each)
    return [
        each
        for each in found
        if not any(_tells(one, each) for line in each.lines for one in at_line[line])
    ]


def _tells(one: Finding, other: Finding) -> bool:
    """Whether a finding tells another's slip: it quotes the same. Of two counts the one that quotes less
    does (參訪甲及乙等3處: 3處); a whole name that is a misreading is told as one, with what is meant."""
    if one.code not in _TOLD_BY.get(other.code, ()):
        return False
    if one.code == other.code:
        of_one_line = _line_said(one) == _line_said(other)
        return of_one_line and one.marks[0] in other.marks[0] != one.marks[0]
    alike = {(a, b) for a in one.marks for b in other.marks if a in b or b in a}
    return any(a != b or other.code != "misreading" for a, b in alike)


def _line_said(count: Finding) -> str:
    """The line in which a number is told, as the message about it begins; ``lines`` has those of what was
    counted as well."""
    return count.message.partition("行")[0]
