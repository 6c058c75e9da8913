"""A heading that runs into its paragraph: where the lead ends and the text begins."""

from __future__ import annotations

import re

from tourlib.text import count_han

#: Leads and titles are no longer than this many Chinese characters.
MAX_TITLE_HAN = 30
#: No colon is looked for beyond this many characters.
_REACH = 120


def split_lead(head: str) -> tuple[str, str]:
    """A heading's title and the text that follows its lead.

    >>> split_lead("交通安全:運用 AI 偵測危險隧道。")
    ('交通安全', '運用 AI 偵測危險隧道。')
    >>> split_lead("願景轉型:從被動應變到樞紐")
    ('願景轉型:從被動應變到樞紐', '')
    """
    head = head.strip()
    colon = _lead_colon(head)
    if colon is not None:
        lead, after = head[:colon].strip(), head[colon + 1 :].strip()
        if not after:
            return lead, ""
        whole_is_title = not re.search(r"[。;!?,]", after) and count_han(after) <= MAX_TITLE_HAN
        return (head, "") if whole_is_title else (lead, after)
    short = count_han(head) <= MAX_TITLE_HAN and "。" not in head and not head.endswith((",", ";"))
    return (head.rstrip(" :"), "") if short else ("", head)


def _lead_colon(head: str) -> int | None:
    depth = 0
    for place, char in enumerate(head):
        depth += (char in "(「『《") - (char in ")」』》")
        if char in "。;!?" or place > _REACH:
            return None
        if char != ":" or depth > 0:
            continue
        if (
            head[place + 1 : place + 3] == "//"
            or head[place - 1 : place + 2].replace(":", "").isdigit()
        ):
            continue
        return place if count_han(head[:place]) <= MAX_TITLE_HAN else None
    return None
