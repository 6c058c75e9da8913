"""Map a post (職稱) to its group: 首長, 副首長, 幕僚長, 單位主管 … 其他, by ``reference/titles.csv``.

The groups describe a person's kind of duty, not the rank of the agency. A post that elsewhere heads
a unit (主任, 處長) heads an agency with a corresponding name: 財政部財政資訊中心主任.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from tourlib.text import normalize
from tourlib.vocabulary import table

#: The group of posts that match no rule.
OTHER = "其他"
#: Posts without a unit below the senior grades: any other duty of the person takes precedence.
PLAIN = "其他非主管"


@cache
def title_group(title: str, agency: str = "", tier: str = "") -> str:
    """Return the group of a post.

    Args:
        agency, tier: the agency and its tier, if the directory lists it.

    >>> [title_group(t) for t in ("副主任委員", "審計官兼廳長", "簡任技正", "科員")]
    ['副首長', '單位主管', '高階非主管', '其他非主管']
    >>> title_group("主任"), title_group("主任", "財政部財政資訊中心", "所屬機關")
    ('單位主管', '首長')
    """
    bare = re.sub(r"[(\[][^()\[\]]*[)\]]?|\s", "", normalize(title))
    parts = [*reversed(re.split(r"兼任?", bare)), bare]
    found = [group for part in parts if (group := _group(part, f"{tier}:{agency} ")) != OTHER]
    return next((group for group in found if group != PLAIN), found[0] if found else OTHER)


@cache
def title_groups() -> tuple[str, ...]:
    """Return all groups in display order, :data:`OTHER` last."""
    ranked = sorted({(int(row["rank"]), row["group"]) for row in table("titles")})
    return (*(group for _rank, group in ranked), OTHER)


def in_order(groups: Iterable[str]) -> list[str]:
    """Return groups in display order, each once; unknown ones last, in their own order.

    >>> in_order(["單位主管", "甲", "首長", "單位主管"])
    ['首長', '單位主管', '甲']
    """
    known = title_groups()
    each = dict.fromkeys(groups)
    return sorted(each, key=lambda name: known.index(name) if name in known else len(known))


def _group(title: str, before: str) -> str:
    said = (title, before + title)
    return next(
        (group for rule, group, with_agency in _rules() if rule.search(said[with_agency])), OTHER
    )


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    return tuple(
        (re.compile(row["pattern"] or row["agency"]), row["group"], not row["pattern"])
        for row in table("titles")
    )
