"""The bodies that a text names: by full or short name, as its own (本署), or as 農業處 alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from tourlib.directory.bodies import agencies
from tourlib.directory.resolution import Resolution, bodies_by_name, resolve
from tourlib.text import normalize
from tourlib.vocabulary import any_of

#: Minimum length of a name in a text, and of a name without its parent's in front; such names may
#: be shorter only after a non-ideograph or a word like 由.
_SHORTEST, _SURE = 3, 4
_ALONE = "(?:(?<![一-鿿])|(?<=[由請及與和並向、]))"
#: An office after the name of its Yuan (行政院 + 性別平等處), without verbs and particles in it. A
#: department named alone must also have a known duty.
_OFFICE = "(?:(?![應與和由於請可得宜將並邀之的各本為設成研推協督以依所同核訂及待到用好向])[一-鿿]){2,12}?(?:(?<![^第][一兩二三數幾多])處(?![理分置罰境])|局(?![勢面部長處])|室|會報|委員會)"
#: The office of a township or district, with or without its county; 各鄉鎮公所 are all of them.
_TOWNSHIP = "(?:[一-鿿]{2}[縣市])?(?![各該本全])(?:[一-鿿]{2,3}[鄉鎮市區]|[東西南北中]區)公所"
#: What an organiser calls itself in a text, without 本縣 (the place) and words such as 日本部分.
_OWN = "(?<![日基版資成根原樣文劇書標])本(?:總處|學院|[部府署局會院處])(?![分議期])"
#: The end of a parent body's name, before the name of a body under it.
_ABOVE = re.compile("(?<![東西南北中])部|委員會|[署局院府處]|(?<=[國市縣])立")
#: Text between a country and the name of one of its bodies: 甲國聯邦內政部.
_OF_IT = "[^,。;、與和及處會由請應宜]{0,2}"


def bodies_in(
    text: str,
    organiser: str = "",
    on: date | None = None,
    others: Mapping[str, str] | None = None,
) -> list[Resolution]:
    """Return the bodies that a text of this organiser names, one for each mention.

    Args:
        others: names of bodies defined by the report itself → the bodies.

    >>> [body.name for body in bodies_in("建議行政院數位發展部會同衛福部辦理")]
    ['數位發展部', '衛生福利部']
    >>> [body.name for body in bodies_in("參考德國聯邦內政部，請行政院性別平等處研議")]
    ['行政院性別平等處']
    """
    others = others or {}
    names = _names(tuple(others)).findall(normalize(text).replace("台", "臺"))
    told = (resolve(others.get(name, name), on, organiser) for name in names if name)
    return [body for body in told if body.parent]


def short_names(bodies: Iterable[str]) -> dict[str, str]:
    """Map the names of bodies without their parent's (if unambiguous) to the full names: 聯合醫院 →
    高雄市立聯合醫院, 南部工程分局 → 交通部鐵道局南部工程分局; full names are included."""
    found: dict[str, set[str]] = {}
    for name in bodies:
        for at in (0, *(above.end() for above in _ABOVE.finditer(name))):
            found.setdefault(name[at:], set()).add(name)
    return {n: of.pop() for n, of in found.items() if len(n) >= _SHORTEST and len(of) == 1}


# One pattern per roster; a small cache suffices.
@lru_cache(maxsize=4)
def _names(others: tuple[str, ...]) -> re.Pattern[str]:
    official = {name for body in agencies() for name in (body.name, *body.short)}
    sure = official | {name for name in others if len(name) >= _SURE}
    longest = _longest(sure)
    offices = [f"{name}{_OFFICE}" for name in longest if resolve(name).tier == "院"]
    department = f"(?={any_of('department')}){_OFFICE}"
    alone = [*_longest({*bodies_by_name(), *others} - sure), department, _TOWNSHIP, "[縣市]府"]
    abroad = rf"(?:{any_of('abroad', 'country')}){_OF_IT}(?:{'|'.join(longest)})"
    told = "|".join([*offices, *longest, _OWN, f"{_ALONE}(?:{'|'.join(alone)})"])
    return re.compile(rf"{abroad}|(?:行政院)?({told})")


def _longest(names: set[str]) -> list[str]:
    kept = (name for name in names if len(name) >= _SHORTEST)
    return sorted(kept, key=lambda name: (-len(name), name))
