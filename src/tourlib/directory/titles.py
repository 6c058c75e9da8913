"""A post (職稱) → its group: 首長, 副首長, 幕僚長, 單位主管 … 其他, by ``reference/titles.csv``.

The groups say what kind of duty a person has, not how high the agency is. A post whose word is of
a unit elsewhere (主任, 處長) heads the agency that is itself named so: 財政部財政資訊中心主任.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from tourlib.text import normalize
from tourlib.vocabulary import table

#: The group of posts that no rule names.
OTHER = "其他"
#: Posts without a unit and below the senior grades: any other duty of the person goes before it.
PLAIN = "其他非主管"


@cache
def title_group(title: str, agency: str = "", tier: str = "") -> str:
    """The group of a post.

    Args:
        agency: the agency, where the directory lists it, and its tier.

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
    """All groups in the order in which they are shown, :data:`OTHER` last."""
    ranked = sorted({(int(row["rank"]), row["group"]) for row in table("titles")})
    return (*(group for _rank, group in ranked), OTHER)


def in_order(groups: Iterable[str]) -> list[str]:
    """Groups in the order in which they are shown, each once; unknown ones as they come, last.

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
