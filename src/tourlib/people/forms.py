"""Recognise posts, names and bodies by their form, as a cost.

Each function returns a cost: 0 for a certain match, higher for less certain ones, ``None`` if
impossible. :mod:`tourlib.people.division` compares whole divisions by the sum of costs.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from tourlib.directory.resolution import resolve
from tourlib.text import HAN
from tourlib.vocabulary import rules

#: Last characters of posts that are in no list (安全長, 策展人) and hardly of names.
_POST_END = "長人員師官家者席監理表事授任問"

#: A hidden character in a name: 陳○昇.
MASK = "○〇◯●OoXx×*□Δ"
#: What heads are named after (局長, 隊長), and how units before a post end.
_HEADED = "處局署部司科課股組室隊班校院所館場廠站段區鄉鎮市縣里村鄰店團會社臺台關廳庭園船艦艇次議庫總營連排系"
#: Endings of posts with three or more characters, whatever precedes: 保育員, 分析師, 審查官, 博士生.
_ENDS_POST = "員師官士長監佐生手工獸警兵將尉校人家"
#: A second post or an acting one, which no body's name contains: 副院長兼家庭醫學科, 代理護理科.
_PART_OF_POST = re.compile("兼|代理")
_GRADE = re.compile(
    r"(?:(?:簡任|薦任|委任|荐任|簡派|薦派|簡聘|薦聘)?(?:第?[一二三四五六七八九十\d]{1,3}(?:職等|等))"
    r"|[一二三四五六七八九十高中初]{1,2}[等級專]|師[一二三]級|[上中少][將校尉士](?=.{2}))"
)
_ENDS_BODY = re.compile(
    r"(?:[院部會署局處司科課組室所隊站廠館場團校系府園廳庭社庫股段班關營港部台臺]|中心|大學|學系|公司|銀行"
    r"|高中|高工|高商|高職|國中|國小|農工|家商|公所|[小大中]學|集團|機構|本部|艦|小組|大隊|年級|分校|係)$"
)
#: Characters that hardly occur in given names.
_NO_GIVEN = frozenset(
    "處局署科課股組隊所院廳廠庫站館員官委秘技警副兼職係級部會府縣區鄉市室司師助總主執聘薦系者事及暨"
)
_TWO, _FOUR, _UNKNOWN_FAMILY, _ODD, _BOTH, _LONG = 1.2, 3.0, 4.0, 1.5, 1.0, 1.0
_WORD, _CHARACTER, _UNKNOWN, _UNIT, _NEVER = 0.4, 0.3, 1.0, 0.1, 99.0
#: Costs of a body within a post, of a body recognised by form, and of one by its ending alone; how
#: much less the last is if the words before the ending are known.
_WITH_BODY, _OF_KIND, _BODY, _NAMED = 0.9, 0.05, 0.8, 0.1
_LONGER, _LONGEST_POST, _LONGEST_BODY = 0.3, 20, 60
#: Cost of a single unknown character before a post's ending; of a name of Japanese form.
_ALONE, _JAPANESE = 2.0, 1.0
#: Second characters of Japanese family names, and the last ones of given names of three.
_FAMILY_ENDS = "岡橋田村山川野井本島崎嶋原口沢澤藤木林森谷瀬浦塚辺邊部上下內尾坂津池松石屋根葉"
_GIVEN_ENDS = "子郎代江恵助"


@cache
def people_words(use: str) -> frozenset[str]:
    """Return the words of ``people.csv`` for this use."""
    return frozenset(word for kind, word in rules("people") if kind == use)


@cache
def any_of(use: str) -> str:
    """Return a regular expression for any of these words, the longest first."""
    return "|".join(sorted(map(re.escape, people_words(use)), key=lambda w: (-len(w), w)))


@lru_cache(maxsize=65536)
def post_cost(text: str) -> float | None:
    """Return the cost of reading a text as a post.

    >>> post_cost("小隊長"), post_cost("專門委員"), post_cost("王志明"), post_cost("長")
    (0.0, 0.0, None, None)
    """
    if not 2 <= len(text) <= _LONGEST_POST:
        return None
    if text in people_words("post") - people_words("courtesy"):
        return 0.0
    first, also, second = text.partition("兼")
    if first and also:
        costs = (post_cost(first), post_cost(second.removeprefix("任")))
        return None if None in costs else sum(cost or 0.0 for cost in costs)
    found = [
        cost + ending + _odd_beginning(text[:at], cost)
        for at, ending in _endings(text)
        if (cost := _before_post(text[:at])) is not None
    ]
    return min(found, default=None)


def _odd_beginning(text: str, cost: float) -> float:
    """Return how unlikely a post has these words, of this cost, before its ending: a body, or a single
    unknown character, which is rather the end of a name (美咲館長)."""
    if len(text) == 1:
        return _ALONE if cost > _UNIT else 0.0
    return _WITH_BODY if len(text) > 2 and _ENDS_BODY.search(text.removesuffix("副")) else 0.0


def _endings(text: str) -> list[tuple[int, float]]:
    """Return where an ending of posts may begin, with the cost of each."""
    found = [
        (len(text) - length, 0.0)
        for length in range(1, len(text) + 1)
        if text[-length:] in people_words("stem")
    ]
    if text[-1] == "長" and text[-2] in _HEADED:
        found.append((len(text) - 2, 0.0))
    if len(text) > 2 and text[-1] in _ENDS_POST:
        found.append((len(text) - 1, _WORD))
    return found


@lru_cache(maxsize=65536)
def _before_post(text: str) -> float | None:
    """Return the cost of the words before a post's ending; 0 if all are known to occur there."""
    if not text:
        return 0.0
    known = people_words("before_post") | people_words("field") | people_words("post")
    # Lowest cost up to each position, with known words only, and with unknown characters among them.
    only = [0.0] + [_NEVER] * len(text)
    mixed = [_NEVER] * (len(text) + 1)
    for end in range(1, len(text) + 1):
        mixed[end] = _CHARACTER + min(only[end - 1] + _UNKNOWN, mixed[end - 1])
        for start in range(max(0, end - 6), end):
            piece = text[start:end]
            stands = piece in known or piece in people_words("stem") or _GRADE.fullmatch(piece)
            cost = 0.0 if stands else _UNIT if piece in _HEADED and not start else _NEVER
            only[end] = min(only[end], only[start] + cost)
            mixed[end] = min(mixed[end], mixed[start] + cost)
    return min(only[-1], mixed[-1])


@lru_cache(maxsize=65536)
def name_cost(text: str) -> float | None:
    """Return the cost of reading a text as a person's name in Chinese characters.

    >>> name_cost("王志明"), name_cost("谷拉斯·卡造"), name_cost("陳○昇"), name_cost("新竹縣政府")
    (0.0, 0.0, 0.0, 9.5)
    """
    if re.fullmatch(rf"[{HAN}]{{1,6}}(?:·[{HAN}]{{1,8}})+", text):
        return _LONGER * max(0, text.index("·") - 3)
    if not re.fullmatch(rf"[{HAN}][{HAN}{re.escape(MASK)}]{{1,5}}", text):
        return None
    if any(word in text for word in people_words("nobody") if len(word) > 1):
        return None
    family = _family(text)
    given = text[len(family) :]
    plain = given.removesuffix("司") if len(family) > 1 else given  # 佐藤健司
    odd = sum(
        _ODD if place == len(given) else 2 * _ODD
        for place, char in enumerate(plain, 1)
        if char in _NO_GIVEN
    )
    if not family and len(text) < 6:
        length = {2: _UNKNOWN_FAMILY / 2, 5: _LONG}.get(len(text), 0.0)
        return _UNKNOWN_FAMILY + length + odd
    double = 0.0 if family in people_words("family") else _BOTH
    costs = {
        (1, 1): _TWO,
        (1, 2): 0.0,
        (2, 1): double,
        (2, 2): double,
        (1, 3): _FOUR,
        (2, 3): _FOUR,
    }
    cost = costs.get((min(len(family), 2), len(given)))
    if _is_japanese(text, family):
        cost = _JAPANESE
    return None if cost is None else cost + odd


def _is_japanese(text: str, family: str) -> bool:
    """True if a name has the form of Japanese ones: 花岡美咲, 佐藤久美子."""
    if len(family) == 1:
        return len(text) == 4 and text[1] in _FAMILY_ENDS
    return len(text) == len(family) + 3 and text[-1] in _GIVEN_ENDS


def is_whole_name(text: str) -> bool:
    """True if the text is a Chinese name with a known family name."""
    return len(text) > 2 and name_cost(text) == 0 and text[-1] not in _POST_END


def _family(text: str) -> str:
    """Return the family name: of one to three characters, or two in a row (a wife's with her husband's)."""
    known = surnames()
    for size in (3, 2):
        if len(text) > size and text[:size] in people_words("family"):
            return text[:size]
    if len(text) == 4 and text[0] in known and text[1] in known:
        return text[:2]
    return text[0] if text[0] in known else ""


@cache
def surnames() -> frozenset[str]:
    """Return family names of one character."""
    return frozenset("".join(people_words("surnames")))


@lru_cache(maxsize=65536)
def body_cost(text: str) -> float | None:
    """Return the cost of reading a text as an agency or a unit of one."""
    if not 2 <= len(text) <= _LONGEST_BODY or post_cost(text) == 0 or _PART_OF_POST.search(text):
        return None
    ends = _ENDS_BODY.search(text)
    if is_listed(text):
        return 0.0
    if not ends or is_agency(text):
        return _OF_KIND if ends else None
    return _BODY - _NAMED * (_before_post(text[: ends.start()]) == 0)  # 總務部


def is_agency(text: str) -> bool:
    """True if the directory recognises the text as an agency or as a unit of one."""
    return resolve(text).match not in {"near", "unknown"}


def is_listed(text: str) -> bool:
    """True if the directory lists a body with that name."""
    return resolve(text).match in {"exact", "short", "former"}
