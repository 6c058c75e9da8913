"""Fields, each a label and its value: of a visit's block (時間, 地點, 講座) and of a recommendation
(主辦機關, 協辦機關, time frame), on lines of their own or after other text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from tourlib.clocks import find_clock
from tourlib.dates import find_dates
from tourlib.outline.nodes import Field, Node, Paragraph
from tourlib.readers.text.lines import TextLine
from tourlib.tables.titles import split_day, when_behind
from tourlib.text import HAN, count_han, is_unfinished, join, loose, squeeze
from tourlib.vocabulary import (
    chapter_role,
    label,
    label_place,
    label_words,
    labels_beside,
    labels_in,
    meaning,
    without_unopened,
    words_like,
)

#: Fields of a visit's block, and of a recommendation.
_BLOCK = frozenset({"time", "place", "speakers"})
AGENCY_FIELDS = frozenset({"lead_agency", "co_agencies", "horizon"})
#: Text that is no list of agencies.
_SENTENCE = re.compile(r"。.|,.*。$")
#: Maximum length of a label, and of a line that only names a time frame.
_MAX_LABEL, _MAX_HORIZON = 8, 14
#: End of a line that cuts a person's name, by a word of it or a particle in it; the rest of such a name.
_CUT_NAME = re.compile(
    rf"(?:[{HAN}、:;,]\s*|\b(?:Mr|Mrs|Ms|Dr|Prof)\b\.?\s*)[A-Z][\w'’-]*$|\b(?:Mr|Mrs|Ms|Dr|Prof)\.?$|\s(?:[Vv]an|[Vv]on|[Dd]e[nrl]?|[Dd][uai]|[Ll][ae])$"
)
_NAME_END = re.compile(r"[A-Z][\w'’-]+(?:\s[A-Za-z][\w'’.-]*){0,3}")
#: The beginning of a date or time.
_BEGINS_WITH_TIME = re.compile(
    r"(?:中華)?民國|\d|[一二三四五六七八九十]{1,3}月|[上下]午|[A-Z][a-z]{2}"
)
_PERSON = re.compile(r"^(?:Mr|Mrs|Ms|Dr|Prof)\b[^。;:]{3,80}$")
#: A time frame that only names years: 115年底前, 115年至117年.
_BY_YEAR = re.compile(r"(?:中華民國|民國|自|於)?\d{2,4}年[^。:,;]{,12}")
#: Text beside the time frame in a heading that names nothing else.
_BESIDE_HORIZON = re.compile(
    r"\([^()]*\)|（[^（）]*）|建議|事項|措施|方案|[作做]法|部分|項目|政策|具體|期程|[\W之的性]"
    r"|可?(?:優先)?(?:推[動行]|可行|辦理|執行|實施|落實)"
)
#: A remark in brackets before or after an item: 【立即可行建議】.
_REMARK = r"[【\[(](?P<said>[^】\]()]{2,12}(?:\([^()]*\))?)[】\])]"
_REMARK_BEFORE, _REMARK_BEHIND = re.compile(rf"{_REMARK}\s*"), re.compile(rf"{_REMARK}。?$")


# --- blocks of visits -------------------------------------------------------------------


def read_field(line: TextLine, near: Sequence[TextLine]) -> tuple[str, str] | None:
    """Return name and value if the line is a field of a block; ``near`` are the lines around it."""
    name, value = block_label(line) or ("", None)
    if name not in _BLOCK or (value is None and not line.marker):
        return None
    said = value or ""
    fits = not said or _is_time(said) if name == "time" else _is_beside_time(line, near)
    return (name, said) if fits else None


def _is_beside_time(line: TextLine, near: Sequence[TextLine]) -> bool:
    """True if the line also names a time, a nearby line of the same form is a time field, or the
    line above is a title with the day and time in brackets."""
    if any(title_and_when(each.text)[1] for each in near if each.number < line.number):
        return True
    form = line.marker and line.marker.kind
    alike = (each for each in near if (each.marker and each.marker.kind) == form)
    fields = filter(None, map(block_label, alike))
    inside = labels_beside("block", _labelled_text(line))
    return any(name == "time" for name, _value in (*fields, *inside))


def title_and_when(text: str) -> tuple[str, str]:
    """Return a title without the day before it, or the day and time in brackets behind it, and
    these; else empty.

    >>> title_and_when("9月8日(二):拜會甲局"), title_and_when("9月8日至10日")
    (('拜會甲局', '9月8日(二)'), ('9月8日至10日', ''))
    """
    said = when_behind(text) if text.endswith(")") else None
    if said and said[1]:
        return said[0], f"{said[1]} {said[2]}"
    day, title = split_day(text)
    return (title, day) if day and count_han(title) > 1 else (text, "")


def begins_field(line: TextLine) -> bool:
    """True if the line begins with the label of a block's field and a colon."""
    name, value = (None if line.marker else block_label(line)) or ("", None)
    return name in _BLOCK and value is not None


def says_time(line: TextLine) -> bool:
    """True if the line is the time field of a block."""
    found = label("block", _labelled_text(line))
    return found is not None and found[0] == "time"


def _is_time(text: str) -> bool:
    return bool(find_dates(text) or find_clock(text))


def block_label(line: TextLine) -> tuple[str, str | None] | None:
    """Return field and value if the line begins with a label of a block: with a colon or brackets,
    alone, or with a space before a date, a time or a name in Latin letters."""
    found = label("block", _labelled_text(line))
    if found is not None or line.marker is not None or line.cells is not None:
        return found
    word, _space, value = line.spaced.partition(" ")
    named = label("block", f"{word}:{value}") if len(word) <= _MAX_LABEL and value else None
    if named is None or named[0] != "time":
        return named if value[:1].isascii() else None
    return named if _BEGINS_WITH_TIME.match(value) and _is_time(value) else None


def fields_beside(found: tuple[str, str], line: TextLine) -> list[tuple[str, str]]:
    """Return the field of a line and those that follow it on the same line: 時間:… 地點:… 講座:…"""
    name, value = found
    first, *others = labels_beside("block", _labelled_text(line)) or [found]
    if not others:
        return [(name, without_unopened(value.strip()))]
    fields = [first, *(each for each in others if each[0] in _BLOCK)]
    return sorted(fields, key=lambda each: each[0] != "time")


def _labelled_text(line: TextLine) -> str:
    return _opened(said_by(line))


def said_by(line: TextLine) -> str:
    """Return the text of a line after its number, with the single spaces that may separate something."""
    if line.marker:
        return line.marker.rest
    return line.spaced if squeeze(line.spaced) == line.text else line.text


def _opened(text: str) -> str:
    """Return a text of labels and values without a bracket that is open around them."""
    inner = re.sub(r"^\s*[(\[【〔](?![^()\[\]【】〔〕]{1,8}[)\]】〕])\s*", "", text)
    return inner if inner != text and label("block", inner) else text


def value_goes_on(field: Field, said: str, line: TextLine, full: bool) -> bool:
    """True if the next line continues the last value of a line of fields.

    Args:
        said: the line's text with that of the lines that have continued it.
        full: whether the last of these reaches the width at which the file is wrapped.
    """
    if line.marker or block_label(line) or (label("item", line.text) or ("", None))[1]:
        return False
    # If a label of an item follows later in the line, its beginning is the end of an agency's name.
    of_item = field.name in AGENCY_FIELDS
    if is_unfinished(said) or (of_item and label_place("item", loose(line.raw))):
        return True
    below = full and not line.bullet
    if field.name != "speakers":
        return below
    cut = _CUT_NAME.search(said) and _NAME_END.fullmatch(line.text)  # 主任 Martin / Canter
    return bool(cut or _PERSON.match(line.text)) or (below and "。" not in line.text)


def longer_fields(old: Sequence[Field], said: str, line: TextLine) -> list[Field]:
    """Return the fields of a line, read again with the line that continues it: even a label may be
    divided (學院 協辦機關:… 市政廳;主 / 講人:…)."""
    lines = (*old[0].lines, line.number)
    if old[0].name in AGENCY_FIELDS:
        read = read_terms(said)
    else:
        read = [
            each for each in labels_beside("block", _opened(said)) if each[0] in _BLOCK and each[1]
        ]
    if read:
        return [Field(name, value, lines, old[0].marker) for name, value in read]
    last = replace(old[-1], value=join(old[-1].value, line.text), lines=lines)
    return [*old[:-1], last]


# --- recommendations --------------------------------------------------------------------


def without_horizon(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Return a text without the remark about its time frame, and the remark as a field."""
    match = _REMARK_BEFORE.match(text) or _REMARK_BEHIND.search(text)
    if match is None or not meaning("horizon", match["said"]):
        return text, []
    return text[: match.start()].rstrip() + text[match.end() :], [("horizon", match["said"])]


def read_terms(text: str) -> list[tuple[str, str]]:
    """Return the agencies and the time frame of a text that consists of nothing else."""
    text, horizon = without_horizon(text)
    agencies = item_fields(text)
    return [*horizon, *agencies] if agencies or not text else []


def is_horizon(line: TextLine) -> bool:
    """True if a line without a number only names a time frame: 短期建議, 【中長期】."""
    text = line.text.strip(" :【】[]()")
    plain = line.marker is None and line.cells is None and len(text) <= _MAX_HORIZON
    return plain and only_says_when(text) and not label("item", text)


def only_says_when(title: str) -> bool:
    """True if a heading names the time frame of what stands below it, and nothing else.

    >>> [only_says_when(title) for title in ("短期(1年內)建議", "中長期之措施", "中長期能源政策")]
    [True, True, False]
    """
    rest = title.replace(words_like("horizon", title), "", 1)
    return rest != title and not _BESIDE_HORIZON.sub("", rest)


def is_advice(title: str) -> bool:
    """True if a heading is that of a chapter of recommendations, or of a part of one."""
    named = chapter_role(title) in {"recommendations", "reflections_and_recommendations"}
    return named and meaning("horizon", title) is None


def item_fields(text: str) -> list[tuple[str, str]]:
    """Return agencies and time frame of a line that consists of labels and values; sentences
    (``權責分工:鐵路由聯邦主管,公車屬各區。``), and a value that is no time frame, nor a year
    (``期程:115年底``), stay text."""
    found = []
    said = labels_in("item", text)
    for name, value in said:
        if _SENTENCE.search(value):
            return []
        if name != "horizon":
            value, when = _without_term(value)
            found += _with_roles(name, value) if value or len(said) == 1 else []
            found += [("horizon", when)] if when else []
        elif horizon_named(value) or _BY_YEAR.fullmatch(value):
            found.append((name, value))
        elif value or len(said) == 1:
            return []
    return found


def horizon_named(said: str) -> str | None:
    """Return the time frame that the value of a field means: 半年內 is immediate."""
    return meaning("horizon_value", said) or meaning("horizon", said)


def _without_term(agencies: str) -> tuple[str, str | None]:
    """Return the agencies without the time frame after them, and the time frame: 內政部/立即可行."""
    match = re.search(r"\s*[/;,、]\s*(?P<last>[^/;,、]+)$", agencies)
    when = match["last"] if match and meaning("horizon", match["last"]) else None
    return (agencies[: match.start()], when) if match and when else (agencies, None)


@cache
def _role_behind() -> str:
    """Return a regular expression of agencies followed by their role: 甲部、乙部(協辦)."""
    roles = label_words("item", "lead_agency", "co_agencies")
    return rf"([^()。:;,]{{2,40}}?)\s*\(({roles})\)[、,;\s]*"


def _with_roles(name: str, value: str) -> list[tuple[str, str]]:
    """Return the agencies of a value by role, if each role is given: 甲部(主辦)、乙部(協辦); after
    主(協)辦機關 those in brackets are the co-agencies."""
    told = [(label("item", f"{role}:"), who) for who, role in re.findall(_role_behind(), value)]
    pairs = [(found[0], who.strip("([【、 ")) for found, who in told if found]
    if not pairs and name == "both_agencies":
        lead, _mark, others = value.partition("(")
        pairs = [("lead_agency", lead.strip()), ("co_agencies", others.strip(" )"))]
    by_role: dict[str, str] = {}
    for role, who in pairs or [(name, value)]:
        by_role[role] = f"{by_role[role]}、{who}" if by_role.get(role) else who
    return [(role, who) for role, who in by_role.items() if who or not pairs]


def take_agencies(node: Node) -> bool:
    """Take agencies and time frame from the end of an item's heading or of its last sentence, with or
    without brackets: …。(主辦機關:交通部;協辦機關:內政部). Return whether the heading had agencies."""
    head, of_head = _without_agencies(node.head)
    if head.text:
        node.head = head
        node.fields += of_head
    if node.paragraphs:
        last, fields = _without_agencies(node.paragraphs[-1])
        node.paragraphs[-1:] = [last] if last.text else []
        node.fields += fields
    return any(field.name != "horizon" for field in of_head)


def _without_agencies(paragraph: Paragraph) -> tuple[Paragraph, list[Field]]:
    text, found = without_horizon(paragraph.text)
    at = label_place("item", text)
    tail = text[at:] if at is not None else ""
    said = [item_fields(part) for part in re.split(r"。\s*(?=.)", tail.rstrip("。;"))]
    if all(said):
        found += [field for fields in said for field in fields]
        text = text[:at]
        remark = re.search(r"[(\[【](?P<said>(?:[^()\[\]【】]|\([^()]*\)){1,14})[;,、]\s*$", text)
        if remark and meaning("horizon", remark["said"]):
            found.append(("horizon", remark["said"]))
            text = text[: remark.start()]
        text = text.rstrip(" ([")
    fields = [Field(name, value, paragraph.lines) for name, value in found]
    return (Paragraph(text, paragraph.lines), fields) if fields else (paragraph, [])
