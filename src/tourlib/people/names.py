"""Names in Chinese letters, told from the posts and offices beside them.

Traps: offices and names end alike (司), conjunctions stand inside names (和田), and a family name may
stand alone before a post (林司長).
"""

from __future__ import annotations

import re
from functools import cache

from tourlib.text import HAN
from tourlib.vocabulary import rules

HAN_NAME = re.compile(rf"^[{HAN}]{{2,4}}$|^[{HAN}]{{1,6}}(?:·[{HAN}]{{1,8}})+$")
#: Family names of two characters.
DOUBLE = "歐陽|司馬|諸葛|司徒|上官|東方|端木|皇甫|尉遲|公孫|令狐|張簡|范姜"
#: Posts that no list has end so (安全長, 策展人); names hardly.
_POST_END = "長人員師官家者席監理表事授任問"


@cache
def people_words(use: str) -> frozenset[str]:
    return frozenset(word for kind, word in rules("people") if kind == use)


@cache
def posts() -> str:
    return "|".join(sorted(map(re.escape, people_words("post")), key=len, reverse=True))


@cache
def _field() -> re.Pattern[str]:
    """Words that stand before a post and are no name: 專案, 常務, 共同."""
    words = "|".join(sorted(map(re.escape, people_words("field")), key=len, reverse=True))
    return re.compile(rf"(?:{words}|{posts()}|[兼暨及與和])+")


@cache
def family_name() -> re.Pattern[str]:
    """Family names common in Taiwan, Korea and Japan, at the beginning of a whole name."""
    families = "|".join([*people_words("family"), f"[{''.join(people_words('surnames'))}]"])
    return re.compile(rf"(?:{families}|{DOUBLE})[{HAN}]{{1,2}}(?<![{_POST_END}])")


@cache
def _family_and_post() -> re.Pattern[str]:
    """A family name alone before a post, perhaps behind an office: 外交部林司長."""
    families = f"[{''.join(people_words('surnames'))}]|{DOUBLE}"
    office = rf"[^及與和暨]*(?:{OFFICE_END}|{_ROLE})"
    return re.compile(rf"(?:{office})?(?P<family>{families})(?:{posts()})")


def is_whole_name(name: str) -> bool:
    """Whether a name in Chinese begins with a family name that is known."""
    return len(name) > 2 and family_name().fullmatch(name) is not None


def chinese_list(text: str) -> list[str]:
    names = []
    for part in map(_without_courtesy, re.split(r"[、;,/&]|\s{2,}", text)):
        listed = _joined_by_and(part)
        if listed:
            names += listed
            continue
        name = _chinese_name(part)
        if name:
            names.append(name)
            continue
        halves = [_chinese_name(half.strip()) for half in re.split(r"與|及|和|暨", part)]
        several = _between_posts(part)
        if len(halves) > 1 and all(halves):
            names += [half for half in halves if half]
        elif several:
            names += several
        elif (long := _long_name(part)) is not None:
            names.append(long)
        else:
            names += [half for half in halves if half]
    return names


def _without_courtesy(part: str) -> str:
    """A name between its post and a word of courtesy, without that: 課長古川歌子女士."""
    words = "|".join(sorted(map(re.escape, people_words("courtesy")), key=len, reverse=True))
    match = re.match(
        rf"^(?P<kept>(?P<office>.*?)(?:{posts()})(?P<name>[{HAN}·]{{2,5}}))(?:{words})$",
        part.strip(),
    )
    if not match:
        return part.strip()
    office = match["office"]  # 華文科 begins as names do, and is an office
    if is_whole_name(office) and not re.search(f"{OFFICE_END}$", office):
        return part.strip()
    # 司 ends offices, and names too (裕司).
    is_office = re.search(f"{OFFICE_END}$", match["name"]) and not match["name"].endswith("司")
    return part.strip() if is_office else match["kept"]


def _joined_by_and(part: str) -> list[str]:
    """People with their posts whom a conjunction joins: 副司長李美玲及科長王大明. It may also stand
    inside a name (和田) or between two offices (國際及交流處), which makes none of what it divides."""
    people: list[str] = []
    so_far = ""
    for piece in re.split(r"((?<=.)[與及和暨](?=.))", part):
        so_far += piece
        said = _without_courtesy(so_far.lstrip("與及和暨") if people else so_far)
        name = _chinese_name(said) if re.search(posts(), said) else None
        if name:
            people.append(name)
            so_far = ""
    return people if len(people) > 1 and not so_far else []


def _between_posts(text: str) -> list[str]:
    """Names in a row of posts and names without marks: 課長佐藤健一企畫官高橋由美."""
    found = list(re.finditer(posts(), text))
    if len(found) < 2:
        return []
    ends = [*(post.start() for post in found[1:]), len(text)]
    behind = [text[post.end() : end] for post, end in zip(found, ends, strict=True)]
    names = behind if behind[-1] else [text[: found[0].start()], *behind[:-1]]
    plain = [name for name in names if HAN_NAME.match(name) and not re.search(OFFICE_END, name)]
    return plain if len(plain) == len(names) else []


def _long_name(part: str) -> str | None:
    """A name of five characters beside a post: 講師松本美和子; 和 does not divide it."""
    match = re.match(rf"^.*(?:{posts()})(?P<name>[{HAN}]{{5}})$", part)
    match = match or re.match(rf"^(?P<name>[{HAN}]{{5}})(?:{posts()})$", part)
    return match["name"] if match and not re.search(OFFICE_END, match["name"]) else None


def _chinese_name(part: str) -> str | None:
    """A name before its post (``田中教授``), behind it (``院長柯成興``), or alone."""
    part = re.sub(r"(?:等\s*\d*\s*(?:人|位)?)$", "", part.strip())
    if not part:
        return None
    if _field().fullmatch(part):
        return None
    words = part.split(" ")
    if len(words) > 1:
        return _of_words(words)
    if (family := _family_and_post().fullmatch(part)) is not None:
        return family["family"]  # 外交部林司長
    match = re.match(
        rf"^(?:.*(?:{OFFICE_END}|{_ROLE}))?(?P<family>{_NO_FAMILY}[{HAN}]|{DOUBLE})(?:{posts()})"
        rf"(?P<given>[{HAN}]{{1,2}})$",
        part,
    )
    if match:
        return match["family"] + match["given"]  # 張主任文熙
    match = re.match(rf"^(?P<before>.*?)(?:{_RANK})?(?:{posts()})+$", part)
    if match and match["before"]:
        before = _strip_office(match["before"])
        if before and _field().fullmatch(before):
            return None
        return before if before and HAN_NAME.match(before) else None
    match = re.match(rf"^.*(?:{posts()})(?P<name>[{HAN}·]+)$", part)
    if match and HAN_NAME.match(match["name"]):
        return match["name"]
    named = HAN_NAME.match(part) and not re.search(OFFICE_END, part)
    return part if named else _name_ending_as_office(part)


#: What may stand before a post: 首席規劃師.
_RANK = "首席|資深|高級|中級|初級|代理|執行|常務|榮譽"
#: What somebody is on the tour, printed before the name.
_ROLE = r"團長|領隊|召集人|學員|團員"
#: What stands before a post and is no family name: 副院長路遙, 前部長王明.
_NO_FAMILY = "(?![副總前兼代首現原])"
#: What an office's or agency's name ends with.
OFFICE_END = r"(?:大學院?|學院|研究所|研究院|研究室|實驗室|中心|公司|委員會|協會|基金會|學會|部門?|處|局|署|司|課|係|科|組|室|系|所|院|廳|會|市|縣|府|團隊|集團|機構|學校|館|園區|官房)"


def _name_ending_as_office(text: str) -> str | None:
    """A Japanese name that ends as an office does, alone or behind one: 東京大學佐藤健司."""
    match = re.search(rf"(?:^|{OFFICE_END})(?P<name>[{HAN}]{{3}}司)$", text)
    return match["name"] if match and is_whole_name(match["name"]) else None


def _strip_office(text: str) -> str | None:
    """What stands behind the last office in the text: ``公共政策大學院田中`` → ``田中``."""
    if name := _name_ending_as_office(text):
        return name
    if re.search(rf"{OFFICE_END}$", text):
        return None
    match = re.match(rf"^.*{OFFICE_END}(?!長)(?P<name>[{HAN}·]{{2,}})$", text)
    if match:
        return match["name"]
    return text if HAN_NAME.match(text) else None


def _of_words(words: list[str]) -> str | None:
    """Of words divided by spaces, the name: the one that is neither an office nor a post; a
    family name and a given name stand apart in some reports (``鈴木 一郎``)."""
    kept = []
    for word in words:
        bare = re.sub(rf"(?:{posts()})+$", "", word)
        if (
            bare
            and not re.search(rf"{OFFICE_END}$", bare)
            and re.fullmatch(rf"[{HAN}·]{{1,4}}", bare)
        ):
            kept.append(bare)
    joined = "".join(kept)
    if kept and len(joined) <= 5:
        return joined
    return kept[-1] if kept and HAN_NAME.match(kept[-1]) else None
