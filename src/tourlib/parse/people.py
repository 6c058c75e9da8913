"""Printed lists of speakers → names, without titles and posts.

Traps: posts stand before the name (``總顧問Mr. Ada Vos``) or behind it (``Jan
Smit教授``, ``Jan Smit, Head of …``, ``(General Advisor)``); ``、`` divides people but
also parts of a post; ``及`` divides people but also parts of an agency's name.
"""

from __future__ import annotations

import re
from functools import cache

from tourlib.text import HAN, has_han, loose, name_dots, normalize
from tourlib.vocabulary import rules

_NUMBERED = re.compile(
    r"(?:(?<=^)|(?<=[\s;)、,.]))\d{1,2}\s*[.、]\s*(?=[A-Z\u00c0-\u024f\u4e00-\u9fff])"
)
_BRACKETS = re.compile(r"\([^()]*\)?|\[[^\]]*\]?")
_UPPER = "A-Z\u00c0-\u00de\u0100-\u017f"
_WORD = rf"[{_UPPER}][A-Za-z\u00c0-\u024f'’-]*\.?"
HAN_NAME = re.compile(rf"^[{HAN}]{{2,4}}$|^[{HAN}]{{1,6}}(?:·[{HAN}]{{1,8}})+$")
#: Family names of two characters.
_DOUBLE = "歐陽|司馬|諸葛|司徒|上官|東方|端木|皇甫|尉遲|公孫|令狐|張簡|范姜"
#: Posts that no list has end so (安全長, 策展人); names hardly.
_POST_END = "長人員師官家者席監理表事授任問"
#: Conjunctions between people.
_AND = r"\s*(?:、|;|/|／|&|與|及|和|暨|以及|\band\b)\s*"


@cache
def _words(use: str) -> frozenset[str]:
    return frozenset(word for kind, word in rules("people") if kind == use)


@cache
def _posts() -> str:
    return "|".join(sorted(map(re.escape, _words("post")), key=len, reverse=True))


@cache
def _labels() -> re.Pattern[str]:
    """Labels of speakers inside a text: 主持人:…;與談人:…"""
    words = {
        word for place, name, word in rules("labels") if (place, name) == ("block", "speakers")
    }
    listed = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"(?:(?<=^)|(?<=[\s;,、。)]))(?:{listed})\s*:")


@cache
def _nobody() -> re.Pattern[str]:
    """Words that stand where a speaker would, and name no person: 全體學員, 專人導覽, 待定."""
    words = "|".join(sorted(map(re.escape, _words("nobody")), key=len, reverse=True))
    return re.compile(rf"(?:{words})+|-+|[/／]|TBD|TBC|N/?A", re.I)


@cache
def _field() -> re.Pattern[str]:
    """Words that stand before a post and are no name: 專案, 常務, 共同."""
    words = "|".join(sorted(map(re.escape, _words("field")), key=len, reverse=True))
    return re.compile(rf"(?:{words}|{_posts()}|[兼暨及與和])+")


@cache
def family_name() -> re.Pattern[str]:
    """Family names common in Taiwan, Korea and Japan, at the beginning of a whole name."""
    families = "|".join([*_words("family"), f"[{''.join(_words('surnames'))}]"])
    return re.compile(rf"(?:{families}|{_DOUBLE})[{HAN}]{{1,2}}(?<![{_POST_END}])")


@cache
def _honorific() -> re.Pattern[str]:
    words = "|".join(sorted(_words("honorific"), key=len, reverse=True))
    return re.compile(
        rf"(?<![A-Za-z])(?:{words})\.?(?=\s|(?<=\.)[{_UPPER}])\s*(?:(?:{words})\.?\s+)*"
    )


@cache
def _latin_name() -> re.Pattern[str]:
    particles = "|".join(_words("particle"))
    inner = rf"(?:{_WORD}|(?i:{particles}|d'|l')(?=[\s{_UPPER}]))"
    return re.compile(rf"{_WORD}(?:\s+{inner})*\s+{_WORD}|{_WORD}(?:\s+{inner})+")


def read_people(text: str) -> tuple[list[str], list[str]]:
    """Names in the text, in order, and the pieces in which no name was understood.

    >>> read_people("1.Mr. Jan Smit, Head of Unit 2.Ms Ada De Vos, AI Center")
    (['Jan Smit', 'Ada De Vos'], [])
    >>> read_people("總顧問Ms. Ada Vos 與服務部主任Mr. Jan van den Berg")
    (['Ada Vos', 'Jan van den Berg'], [])
    >>> read_people("李美玲副司長、Dr. Ada Vos(Professor in Practice)")
    (['李美玲', 'Ada Vos'], [])
    >>> read_people("Dr. Jan Smit、Ada Vos")
    (['Jan Smit', 'Ada Vos'], [])
    >>> read_people("東京大學公共政策大學院田中一郎教授、佐藤花子准教授")
    (['田中一郎', '佐藤花子'], [])
    """
    names: list[str] = []
    unknown: list[str] = []
    for piece in _pieces(name_dots(normalize(_labels().sub(";", loose(text))))):
        if _nobody().fullmatch(piece):
            continue
        found = _names(piece)
        names += [name for name in found if name not in names]
        if not found and re.search(rf"[A-Za-z{HAN}]", piece):
            unknown.append(piece)
    return names, unknown


def join_wrapped(text: str) -> str:
    """Lines of a cell, those joined of which one breaks off behind a post or in a name and the
    next is only a name or the rest of one.

    >>> join_wrapped("總務部職員厚生課長\\n小林 惠子").split("\\n")
    ['總務部職員厚生課長小林惠子']
    """
    lines: list[str] = []
    for line in map(normalize, text.split("\n")):
        bare = re.fullmatch(rf"[{HAN}]{{1,5}}", line) and not re.search(rf"(?:{_posts()})$", line)
        last = (
            re.search(rf"(?P<office>[{HAN}]+?)(?:{_posts()})[{HAN}]?$", lines[-1])
            if lines
            else None
        )
        office = last["office"] if last else ""
        if bare and (len(office) > 4 or re.search(_OFFICE_END, office)):
            lines[-1] += line
        else:
            lines.append(line)
    return "\n".join(lines)


def _pieces(text: str) -> list[str]:
    """The text divided where a numbered list or a semicolon divides it."""
    pieces = _NUMBERED.split(text) if _NUMBERED.search(text) else [text]
    return [
        part.strip(" ,、")
        for piece in pieces
        for part in re.split(r";", piece)
        if part.strip(" ,、")
    ]


def _names(piece: str) -> list[str]:
    honorifics = [m for m in _honorific().finditer(piece) if not _in_brackets(piece, m.start())]
    if honorifics:
        before = piece[: honorifics[0].start()].rpartition("、")[0]
        return [*_chinese_list(_BRACKETS.sub(" ", before)), *_after_honorifics(piece, honorifics)]
    bare = _BRACKETS.sub(" ", piece)
    if not has_han(bare):
        return _latin_list(bare)
    latin = _latin_in_chinese(bare)
    return latin or _chinese_list(bare)


def _in_brackets(text: str, place: int) -> bool:
    """Whether a bracket is open there: a post such as (Professor in Practice)."""
    return text.count("(", 0, place) > text.count(")", 0, place)


def _after_honorifics(piece: str, honorifics: list[re.Match[str]]) -> list[str]:
    names = []
    ends = [m.start() for m in honorifics[1:]] + [len(piece)]
    for match, end in zip(honorifics, ends, strict=True):
        rest = piece[match.end() : end]
        rest = re.split(rf"[,、;(:]|(?<=[a-z])\s+[-–—]\s|[{HAN}]|\s&\s|\band\b", rest, maxsplit=1)[
            0
        ]
        name = _cut_name(rest)
        if name:
            names += [name, *_more_people(piece[match.end() : end])]
        elif (chinese := _chinese_list(_BRACKETS.sub(" ", piece[match.end() : end]))) != []:
            names += chinese
    return names


def _more_people(text: str) -> list[str]:
    """People without an honorific behind one who has it: Dr. Jan Smit、Ada Vos."""
    first, *others = text.split("、")
    beside = re.split(r"\s&\s|\band\b", re.split(r"[,(:]", first, maxsplit=1)[0])[1:]
    return [part.strip() for part in (*beside, *others) if is_person(part)]


def _cut_name(text: str) -> str:
    """A Latin name up to the first word that is an organisation's or all capitals (GSK)."""
    kept: list[str] = []
    for word in text.split():
        bare = word.strip(".,'’")
        organisation = bare in _words("organisation") and len(kept) > 1
        if kept and (organisation or (len(bare) > 2 and bare.isupper())):
            break
        kept.append(word)
    return " ".join(kept).strip(" .,&-")


def _latin_list(text: str) -> list[str]:
    """``Jo De Boer, Executive Vice President and Chief Strategy Officer`` → the person."""
    names = []
    for part in re.split(r"\s*(?:、|;|/|&|\band\b|,)\s*", text):
        words = part.split()
        if 2 <= len(words) <= 6 and is_person(part):
            names.append(_cut_name(part))
        elif names:
            break  # a post begins
    return names


def is_person(part: str) -> bool:
    """Whether the text is a whole name in Latin letters and nothing else."""
    words = part.split()
    if words and words[-1].lower() in _words("particle"):
        return False  # Jan van / den Berg
    if any(word.strip(".,") in _words("organisation") for word in words):
        return False
    return _latin_name().fullmatch(part.strip()) is not None


def _latin_in_chinese(text: str) -> list[str]:
    """Latin names with Chinese posts around them; the last run of capitalised words counts. A name
    in Chinese beside it (``王大明 David Wang``) is taken for one only by its family name."""
    names = []
    for part in re.split(rf"{_AND}(?=[{HAN}{_UPPER}])|,\s*", text):
        runs = [m.group().strip() for m in _latin_name().finditer(part)]
        people = [run for run in runs if is_person(run)]
        chinese = [name for name in _chinese_list(part) if is_whole_name(name)] if people else []
        if chinese:
            names += chinese
        elif people:
            names.append(_cut_name(people[-1]))
    return names


@cache
def _family_and_post() -> re.Pattern[str]:
    """A family name alone before a post, perhaps behind an office: 外交部林司長."""
    families = f"[{''.join(_words('surnames'))}]|{_DOUBLE}"
    office = rf"[^及與和暨]*(?:{_OFFICE_END}|{_ROLE})"
    return re.compile(rf"(?:{office})?(?P<family>{families})(?:{_posts()})")


def is_whole_name(name: str) -> bool:
    """Whether a name in Chinese begins with a family name that is known."""
    return len(name) > 2 and family_name().fullmatch(name) is not None


def _chinese_list(text: str) -> list[str]:
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
    words = "|".join(sorted(map(re.escape, _words("courtesy")), key=len, reverse=True))
    match = re.match(
        rf"^(?P<kept>(?P<office>.*?)(?:{_posts()})(?P<name>[{HAN}·]{{2,5}}))(?:{words})$",
        part.strip(),
    )
    if not match or is_whole_name(match["office"]):
        return part.strip()
    # 司 ends offices, and names too (裕司).
    is_office = re.search(f"{_OFFICE_END}$", match["name"]) and not match["name"].endswith("司")
    return part.strip() if is_office else match["kept"]


def _joined_by_and(part: str) -> list[str]:
    """People with their posts whom a conjunction joins: 副司長李美玲及科長王大明. It may also stand
    inside a name (和田) or between two offices (國際及交流處), which makes none of what it divides."""
    people: list[str] = []
    so_far = ""
    for piece in re.split(r"((?<=.)[與及和暨](?=.))", part):
        so_far += piece
        said = _without_courtesy(so_far.lstrip("與及和暨") if people else so_far)
        name = _chinese_name(said) if re.search(_posts(), said) else None
        if name:
            people.append(name)
            so_far = ""
    return people if len(people) > 1 and not so_far else []


def _between_posts(text: str) -> list[str]:
    """Names in a row of posts and names without marks: 課長佐藤健一企畫官高橋由美."""
    posts = list(re.finditer(_posts(), text))
    if len(posts) < 2:
        return []
    ends = [*(post.start() for post in posts[1:]), len(text)]
    behind = [text[post.end() : end] for post, end in zip(posts, ends, strict=True)]
    names = behind if behind[-1] else [text[: posts[0].start()], *behind[:-1]]
    plain = [name for name in names if HAN_NAME.match(name) and not re.search(_OFFICE_END, name)]
    return plain if len(plain) == len(names) else []


def _long_name(part: str) -> str | None:
    """A name of five characters beside a post: 講師松本美和子; 和 does not divide it."""
    match = re.match(rf"^.*(?:{_posts()})(?P<name>[{HAN}]{{5}})$", part)
    match = match or re.match(rf"^(?P<name>[{HAN}]{{5}})(?:{_posts()})$", part)
    return match["name"] if match and not re.search(_OFFICE_END, match["name"]) else None


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
        rf"^(?:.*(?:{_OFFICE_END}|{_ROLE}))?(?P<family>{_NO_FAMILY}[{HAN}]|{_DOUBLE})(?:{_posts()})"
        rf"(?P<given>[{HAN}]{{1,2}})$",
        part,
    )
    if match:
        return match["family"] + match["given"]  # 張主任文熙
    match = re.match(rf"^(?P<before>.*?)(?:{_RANK})?(?:{_posts()})+$", part)
    if match and match["before"]:
        before = _strip_office(match["before"])
        if before and _field().fullmatch(before):
            return None
        return before if before and HAN_NAME.match(before) else None
    match = re.match(rf"^.*(?:{_posts()})(?P<name>[{HAN}·]+)$", part)
    if match and HAN_NAME.match(match["name"]):
        return match["name"]
    named = HAN_NAME.match(part) and not re.search(_OFFICE_END, part)
    return part if named else _name_ending_as_office(part)


#: What may stand before a post: 首席規劃師.
_RANK = "首席|資深|高級|中級|初級|代理|執行|常務|榮譽"
#: What somebody is on the tour, printed before the name.
_ROLE = r"團長|領隊|召集人|學員|團員"
#: What stands before a post and is no family name: 副院長路遙, 前部長王明.
_NO_FAMILY = "(?![副總前兼代首現原])"
#: What an office's or agency's name ends with.
_OFFICE_END = r"(?:大學院?|學院|研究所|研究院|研究室|實驗室|中心|公司|委員會|協會|基金會|學會|部門?|處|局|署|司|課|係|科|組|室|系|所|院|廳|會|市|縣|府|團隊|集團|機構|學校|館|園區|官房)"


def _name_ending_as_office(text: str) -> str | None:
    """A Japanese name that ends as an office does, alone or behind one: 東京大學佐藤健司."""
    match = re.search(rf"(?:^|{_OFFICE_END})(?P<name>[{HAN}]{{3}}司)$", text)
    return match["name"] if match and is_whole_name(match["name"]) else None


def _strip_office(text: str) -> str | None:
    """What stands behind the last office in the text: ``公共政策大學院田中`` → ``田中``."""
    if name := _name_ending_as_office(text):
        return name
    if re.search(rf"{_OFFICE_END}$", text):
        return None
    match = re.match(rf"^.*{_OFFICE_END}(?!長)(?P<name>[{HAN}·]{{2,}})$", text)
    if match:
        return match["name"]
    return text if HAN_NAME.match(text) else None


def _of_words(words: list[str]) -> str | None:
    """Of words divided by spaces, the name: the one that is neither an office nor a post; a
    family name and a given name stand apart in some reports (``鈴木 一郎``)."""
    kept = []
    for word in words:
        bare = re.sub(rf"(?:{_posts()})+$", "", word)
        if (
            bare
            and not re.search(rf"{_OFFICE_END}$", bare)
            and re.fullmatch(rf"[{HAN}·]{{1,4}}", bare)
        ):
            kept.append(bare)
    joined = "".join(kept)
    if kept and len(joined) <= 5:
        return joined
    return kept[-1] if kept and HAN_NAME.match(kept[-1]) else None
