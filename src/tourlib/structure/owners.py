"""How far out the headings stand that have a body block each, where its fields carry no number
and come below the notes: told by what stands between one block and the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tourlib.dates import find_dates
from tourlib.structure.markers import CHAPTER_RANK, THEME_RANK
from tourlib.structure.textlines import TextLine
from tourlib.vocabulary import is_chapter_word, label


def rank_of_owners(lines: Sequence[TextLine]) -> float | None:
    """The outermost rank of which a heading stands between every two 時間 without a number within
    a chapter; ``None`` where there are no two.

    Args:
        lines: the lines of the body with something printed in them.
    """
    between: list[Counter[float]] = []
    seen: Counter[float] | None = None
    for line in lines:
        if _is_time(line):
            if seen is not None:
                between.append(seen)
            seen = Counter()
        elif is_chapter_word(line.text) or (line.marker and line.marker.rank <= CHAPTER_RANK):
            seen = None
        elif line.marker and seen is not None and line.marker.rank > THEME_RANK:
            seen[line.marker.rank] += 1
    if not between:
        return None
    ranks = set.intersection(*(set(each) for each in between))
    return min(ranks, default=None)


def _is_time(line: TextLine) -> bool:
    found = label("block", line.text) if line.marker is None else None
    return found is not None and found[0] == "time" and bool(find_dates(found[1] or ""))
