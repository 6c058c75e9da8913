"""How printed lines continue each other: the cost of reading several lines as one entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tourlib.readers.text.lines import printed_width
from tourlib.text import goes_on, has_han
from tourlib.vocabulary import label, meaning

#: Costs of beginning an entry within a sentence, below a full line, and (a bonus) with words that
#: begin entries. They do not apply to a line in another language than the one above.
UNFINISHED, _BELOW_FULL, OPENS = 3.0, 0.3, -0.5
#: Costs of words that begin entries inside an entry, or below its speakers.
_ENTRY_INSIDE, _BELOW_SPEAKERS = 0.8, 1.2
#: Costs of a line that ends before its column is full: if the next continues in the same language, or
#: in another, or names another activity; factor for lists of speakers, which may be broken anywhere.
BROKEN_OFF, _OTHER_LANGUAGE, _OTHER_THING, _AMONG_SPEAKERS = 1.0, 0.15, 1.0, 0.3
#: A line that leaves this part of its column's width empty (as a divisor) certainly breaks off.
_SHORT = 3
#: The beginning of the next point in a cell.
_POINT = re.compile(r"\d{1,2}\s*[.、]|[-•●○▪◆*–—(]")
_LATIN_TITLE = re.compile(r"[A-Za-z]{3,}[ &,:'-]+[A-Za-z]{3,}")


@dataclass(frozen=True, slots=True)
class Joint:
    """A line of words below another.

    Attributes:
        cost: cost of continuing the line above.
        beginning: cost of beginning an entry.
        opens: whether it contains words that begin entries.
        translates: whether it is in the other language than the line above.
        inside: whether it cannot begin an entry: 講座:…, -…, 2. …
        hangs: whether its words show that it continues the line above.
    """

    cost: float
    beginning: float
    opens: bool
    translates: bool
    inside: bool
    hangs: bool


def joints(words: Sequence[str], above: str, least_width: float) -> Iterator[Joint | None]:
    """Yield how each line of a column continues the one above it; ``None`` for lines without words.

    Args:
        above: the last line of the previous page.
        least_width: minimum width of the column.
    """
    width = max([least_width, *map(printed_width, words)])
    for place, text in enumerate(words):
        if not text:
            yield None
            continue
        following = next(filter(None, words[place + 1 :]), "")
        yield _joint(above, text, following, width)
        above = text


def price_of_words(parts: Sequence[Joint], *, first: bool) -> float:
    """Return the cost of reading lines of words as one entry that begins here.

    Args:
        first: whether there is nothing above them.
    """
    if not parts:
        return 0.0
    cost = 0.0 if first else parts[0].beginning
    speakers = parts[0].inside
    languages = 1
    for part in parts[1:]:
        cost += part.cost * (_AMONG_SPEAKERS if speakers else 1.0)
        languages += part.translates and not part.hangs
        if languages > 2 and part.translates:
            cost += _OTHER_THING
        if part.opens and (speakers or not part.translates):
            cost += _BELOW_SPEAKERS if speakers else _ENTRY_INSIDE
        speakers |= part.inside
    return cost


def _joint(above: str, below: str, following: str, width: float) -> Joint:
    inside = _POINT.match(below) is not None or label("block", below) is not None
    hangs = inside or goes_on(above, f"{below}{following}")
    if hangs:
        return Joint(0.0, UNFINISHED, False, _translates(above, below), inside, True)
    opens = meaning("entry_start", below) is not None
    if _translates(above, below):
        kinds = {meaning("kind", above), meaning("kind", below)} - {None}
        cost = _OTHER_LANGUAGE + (_OTHER_THING if len(kinds) > 1 else 0.0)
        return Joint(cost, 0.0, opens, True, False, False)
    han = has_han(below[:1])
    word = below[:1] if han else below.split(" ")[0]
    reach = printed_width(above) + printed_width(word)
    room = 1 - (reach + 1) / (width + 1)
    full = reach + (not han) > width  # no space between Chinese words
    beginning = (OPENS if opens else 0.0) + (_BELOW_FULL if full else 0.0)
    cost = BROKEN_OFF * max(0.0, min(1.0, _SHORT * room))
    return Joint(cost, beginning, opens, False, False, False)


def _translates(above: str, below: str) -> bool:
    """True if one line is Chinese and the other is not; a line with titles in both languages is neither."""
    if not above or has_han(above) == has_han(below):
        return False
    return _LATIN_TITLE.search(above if has_han(above) else below) is None
