"""What the cells of a column are by their form: days, times, people, posts, bodies, places, texts.

For each kind of table and each column that it may have, a test gives the score of the cells of a
column, or ``None`` if they cannot be those of such a column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import time
from itertools import pairwise
from statistics import mean

from tourlib.clocks import find_clock, half_named, leading_time
from tourlib.dates import find_dates, weekday_alone
from tourlib.people.forms import body_cost, is_agency, is_whole_name, post_cost
from tourlib.people.speakers import is_person, read_people
from tourlib.tables.narrow_cells import cells_of_times
from tourlib.tables.roles import begins_with_day
from tourlib.tables.titles import split_day
from tourlib.text import HAN, count_han
from tourlib.vocabulary import meaning

#: The normalised texts of the cells of a column, without empty ones.
Texts = Sequence[str]
_Test = Callable[[str], bool]
Form = Callable[[Texts], float | None]

#: A column is identified if at least this many cells, and this share of them, are of one sort.
LEAST, SHARE = 2, 0.75
#: A journey has more days than this.
_MOST_APART = 3
#: Share of the cells of a column of places that have their form; the others may be towns.
_SHARE_OF_PLACES = 0.6
#: Share of the cells of a column of names that begin with a known surname; the form of the others.
_SHARE_OF_NAMES = 0.6
_LIKE_NAME = re.compile(rf"[{HAN}]{{2,4}}")
#: Maximum length of a text that only states a time frame, of a name of a body, a place, a title.
_MAX_HORIZON, _MAX_BODY, _MAX_PLACE, _MAX_TITLE = 16, 16, 24, 30
#: Latest beginning of a morning, and earliest of an afternoon.
_MORNING, _AFTERNOON = time(12, 30), time(11, 30)
#: A printed line of a day: 9月8日, (星期二), 第3天.
_PIECE_OF_DAY = re.compile(r"[\d年月日天第/.()\s~至到星期週周一二三四五六七八九十-]+")
_AND = re.compile(r"[、,;/]|[及與和](?=.{3})")
_PLACE = re.compile(
    r"(?:[室樓館廳場處站院所店港市區鎮村城廈園塔部]|中心|學校|大學|學院|學舍|校區|碼頭|車站"
    r"|(?<=\d)[Ff]|Hotel|Centre|Center|Hall|Room|Building)(?:\W{0,2}\d{1,4}[室樓]?)?$"
)


def holds(texts: Texts, is_one: _Test, share: float = SHARE) -> bool:
    """True if at least two of the cells, and three quarters of them, are of this sort."""
    count = sum(map(is_one, texts))
    return count >= LEAST and count >= share * len(texts)


# --- of one cell -------------------------------------------------------------------------


def is_day(text: str) -> bool:
    """True if the text is a day, or a range of days, and little else, perhaps counted: 第1天 9/7."""
    counted, rest = split_day(text)
    dates = find_dates(counted) if count_han(rest) < 2 else find_dates(text)
    if not dates:
        return False
    said = sum(end - begin for begin, end in (each.span for each in dates))
    return said * 2 > len(text) if dates[0].span[0] == 0 else not rest


def is_day_and_time(text: str) -> bool:
    """True if the text is a day followed by a clock time."""
    return begins_with_day(text) and find_clock(text[find_dates(text)[0].span[1] :]) is not None


def is_time(text: str) -> bool:
    """True if the text begins with a clock time."""
    clock = find_clock(text)
    return clock is not None and clock.span[0] == 0


def is_only_time(text: str) -> bool:
    """True if the text is a clock time, or a half of the day, and no activity."""
    clock = find_clock(text)
    rest = text[: clock.span[0]] + text[clock.span[1] :] if clock else text
    half = half_named(text) is not None or meaning("whole_day", text) is not None
    return (clock is not None and count_han(rest) < 4 and len(rest) < 12) or (
        half and len(text) < 6
    )


def is_name(text: str) -> bool:
    """True if the text is a person's name."""
    return is_person(text) or is_whole_name(text.replace(" ", ""))


def _is_like_name(text: str) -> bool:
    return is_name(text) or _LIKE_NAME.fullmatch(text) is not None


def names_people(text: str) -> bool:
    """True if the text consists of people: Latin names, or names with posts or agencies around them."""
    names, unread = read_people(text)
    sure = any(is_person(name) or (is_whole_name(name) and name != text) for name in names)
    return sure and not unread


def is_role(text: str) -> bool:
    """True if the text is a role."""
    return meaning("role", text) is not None


def is_post(text: str) -> bool:
    """True if the text is a post, not a name."""
    return post_cost(text) is not None and not is_name(text)


def is_horizon(text: str) -> bool:
    """True if the text is only a time frame for a recommendation."""
    return len(text) <= _MAX_HORIZON and meaning("horizon", text) is not None


def _begins_horizon(text: str) -> bool:
    """True if a printed line may begin a time frame: 短期(1 / 年內)."""
    return len(text) <= _MAX_HORIZON // 2 and meaning("horizon_value", text) is not None


def is_body(text: str) -> bool:
    """True if the text is the short name of a body, or several: 消防局, 內政部、交通部."""
    names = [name.strip() for name in _AND.split(text)]
    return all(
        len(name) <= _MAX_BODY and (body_cost(name) is not None or is_agency(name))
        for name in names
    )


def is_place(text: str) -> bool:
    """True if the text may be where something took place, or a route."""
    if re.search(r"[→⇒➔]", text):
        return not re.search(r"[\d。:]", text)
    short = len(text) <= _MAX_PLACE and not re.search(r"[。:]", text)
    return short and bool(_PLACE.search(text)) and meaning("entry_start", text) is None


def _is_activity(text: str) -> bool:
    return any(meaning(use, text) for use in ("entry_start", "kind"))


# --- of a column -------------------------------------------------------------------------


def _only(is_one: _Test, worth: float, share: float = SHARE) -> Form:
    """Return the score of a column that consists of cells of a sort and of little else."""
    return lambda texts: worth if holds(texts, is_one, share) else None


def are_days(texts: Texts) -> bool:
    """True if most printed lines are days, or pieces of days, and at least two are dates."""
    pieces = [text for text in texts if _PIECE_OF_DAY.fullmatch(text)]
    dates = sum(bool(find_dates(text)) for text in pieces)
    return dates >= LEAST and len(pieces) >= SHARE * len(texts)


def _days_and_times(texts: Texts) -> float | None:
    """Return the score of printed lines of days and times."""
    times = [text for text in texts if is_time(text)]
    days = [text for text in texts if not is_time(text)]
    return 4.0 if len(times) >= LEAST and are_days(days) else None


def _half(begins: Callable[[time], bool], share: float = SHARE) -> Form:
    """Return the score of a column of what was done, with its times, in one half of the day.

    Args:
        share: the share of the cells that begin with a time.
    """

    def score(texts: Texts) -> float | None:
        opens = [find_clock(leading_time(text)[0]) for text in texts]
        timed = [clock.start for clock in opens if clock]
        words = sum(count_han(text) > 3 for text in texts)
        if len(timed) < max(LEAST, share * len(texts)) or words * 2 < len(texts):
            return None
        return 3.0 if all(map(begins, timed)) else None

    return score


def _numbers(texts: Texts) -> float | None:
    """Return the score of running numbers, which may begin anew."""
    if not holds(texts, str.isdigit, 1.0):
        return None
    steps = [(int(above), int(below)) for above, below in pairwise(texts)]
    return 1.0 if all(below in (1, above + 1) for above, below in steps) else None


def are_timed(texts: Texts) -> bool:
    """True if most cells have an activity behind its clock time."""
    return holds(texts, lambda text: find_clock(text, compact=False) is not None)


def are_next_days(texts: Texts) -> bool:
    """True if the days follow each other, as those of a journey do: 9月7日, 9月8日, 9月9日 …"""
    days = [(day.month, day.day) for text in texts for day in find_dates(text)[:1]]
    steps = [b[1] - a[1] == 1 or b == (a[0] % 12 + 1, 1) for a, b in pairwise(days)]
    return len(days) == len(texts) > _MOST_APART and all(steps)


def _activities(texts: Texts) -> float | None:
    """Return the score of what was done: words, most of them of an activity."""
    return 0.5 + 2 * mean(map(_is_activity, texts)) if _are_texts(texts) else None


def _hosts(texts: Texts) -> float | None:
    """Return the score of bodies called on: each of them once or twice, no rooms."""
    once = len({*texts}) * 2 > len(texts)
    named = [re.sub(r"\s+[A-Z].*$", "", text) for text in texts]
    bodies = holds(named, lambda text: is_place(text) or is_body(text))
    return 2.0 if once and bodies and _are_texts(texts) else None


def _places(texts: Texts) -> float | None:
    """Return the score of places: short, of places' forms or recurring, but no activities."""
    again = {text for text in texts if texts.count(text) > 1 and len(text) <= _MAX_PLACE}
    placed = [text in again or is_place(text) for text in texts]
    if (
        not _are_texts(texts)
        or mean(placed) < _SHARE_OF_PLACES
        or sum(map(_is_activity, texts)) * 2 > len(texts)
    ):
        return None
    return 2.0 if again else 1.2


def _names(texts: Texts) -> float | None:
    """Return the score of names; some of them may have surnames that are in no list, or most, if the
    word of the header says that they are names: the score is 0 then."""
    if holds(texts, is_name):
        return 3.0
    bare = [text.replace(" ", "") for text in texts]
    alike = len({*bare}) == len(bare) and holds(bare, _is_like_name)
    if not alike or holds(texts, is_body) or holds(texts, is_post):
        return None
    return 2.5 if holds(texts, is_name, _SHARE_OF_NAMES) else 0.0


def _people(texts: Texts) -> float | None:
    """Return the score of people with posts; some of them may have surnames that are in no list."""
    read = holds(texts, lambda text: [*map(bool, read_people(text))] == [True, False])
    return 3.0 if read and holds(texts, names_people, _SHARE_OF_NAMES) else None


def _roles(texts: Texts) -> float | None:
    """Return the score of roles, or of duties: that of one person is to lead."""
    if holds(texts, is_role):
        return 2.0
    leads = [meaning("role", text) for text in texts].count("leader")
    return 0.5 if leads == 1 and len(texts) > LEAST and _are_texts(texts) else None


def _agencies(texts: Texts) -> float | None:
    """Return the score of agencies; the directory's are more certain than other bodies."""
    if holds(texts, is_agency):
        return 2.5
    return 2.0 if holds(texts, is_body) and not holds(texts, is_name) else None


def _horizons(texts: Texts) -> float | None:
    """Return the score of time frames: two or a few short texts that recur, one of them known."""
    values = {*texts}
    again = len(values) * 2 <= len(texts) and max(map(len, values), default=99) <= _MAX_HORIZON // 2
    return 3.0 if holds(texts, is_horizon) or (again and any(map(is_horizon, values))) else None


def _titles(texts: Texts) -> float | None:
    """Return the score of short texts, as titles are."""
    if not _are_texts(texts) or holds(texts, is_body, 0.5):
        return None
    return 2.0 if mean(map(len, texts)) <= _MAX_TITLE else 1.0


def _explanations(texts: Texts) -> float | None:
    """Return the score of longer texts, as the explanations of titles are."""
    return min(mean(map(len, texts)) / _MAX_TITLE, 1.5) if _are_texts(texts) else None


def _are_texts(texts: Texts) -> bool:
    """True if the cells are words, not numbers, times or people."""
    worded = [re.search(rf"[{HAN}A-Za-z]{{2}}", text) is not None for text in texts]
    apart = (is_only_time, is_day, names_people, is_horizon)
    return bool(texts) and mean(worded) >= SHARE and not any(holds(texts, each) for each in apart)


#: Of each kind of table: its columns and the test of their cells.
FORMS: dict[str, dict[str, Form]] = {
    "timetable": {
        "order": _only(str.isdigit, 1.0),
        "date": _only(is_day, 3.0),
        "weekday": _only(lambda text: weekday_alone(text) is not None, 2.0),
        "datetime": _only(is_day_and_time, 4.0),
        "time": _only(is_only_time, 3.0),
        "morning": _half(lambda start: start <= _MORNING),
        "afternoon": _half(lambda start: start >= _AFTERNOON),
        "speakers": _people,
        "host": _hosts,
        "content": _activities,
        "place": _places,
    },
    "roster": {
        "order": _only(lambda text: text.isdigit() or is_role(text), 1.0),
        "name": _names,
        "agency": _agencies,
        "unit": lambda texts: None if holds(texts, is_agency) else _only(is_body, 1.0)(texts),
        "title": _only(is_post, 2.5),
        "role": _roles,
    },
    "advice": {
        "order": _numbers,
        "lead_agency": _only(is_body, 2.5),
        "co_agencies": _only(is_body, 2.4),
        "horizon": _horizons,
        "advice": _titles,
        "detail": _explanations,
    },
}

#: The tests of columns of printed lines, with pieces of cells, where they differ.
_PIECES = 0.4
FORMS_OF_LINES: dict[str, dict[str, Form]] = {
    "timetable": {
        "date": lambda texts: 3.0 if are_days(texts) else None,
        "datetime": _days_and_times,
        # Narrow columns wrap times: 09:30~11:3 / 0.
        "time": lambda texts: _only(is_only_time, 3.0)(
            ["".join(texts[at] for at in cell) for cell in cells_of_times(texts)]
        ),
        "morning": _half(lambda start: start <= _MORNING, _PIECES),
        "afternoon": _half(lambda start: start >= _AFTERNOON, _PIECES),
        "speakers": _only(names_people, 3.0, _PIECES),
    },
    "roster": {"agency": _only(is_body, 2.5, _PIECES)},
    "advice": {
        "lead_agency": _only(is_body, 2.5, _PIECES),
        "co_agencies": _only(is_body, 2.4, _PIECES),
        "horizon": _only(_begins_horizon, 3.0, _PIECES),
    },
}
