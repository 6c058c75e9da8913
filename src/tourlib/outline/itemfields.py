"""Agencies and horizon of recommendations, printed in lines of their own or behind an item's text."""

from __future__ import annotations

import re

from tourlib.outline.nodes import Field, Node, Paragraph, longer_field
from tourlib.readers.text.lines import TextLine
from tourlib.text import HAN, join, loose, squeeze
from tourlib.vocabulary import chapter_role, label_place, labels_in, meaning

#: Fields of recommendations.
AGENCY_FIELDS = frozenset({"lead_agency", "co_agencies", "horizon"})
#: One word of a name, or a small one inside it, at the end of a line; the rest of a name.
_CUT_NAME = re.compile(
    rf"(?:[{HAN}、:;,]\s*|\b(?:Mr|Mrs|Ms|Dr|Prof)\b\.?\s*)[A-Z][\w'’-]*$|\b(?:Mr|Mrs|Ms|Dr|Prof)\.?$|\s(?:[Vv]an|[Vv]on|[Dd]e[nrl]?|[Dd][uai]|[Ll][ae])$"
)
_NAME_END = re.compile(r"[A-Z][\w'’-]+(?:\s[A-Za-z][\w'’.-]*){0,3}")
#: What only says when, and titles of chapters, are no longer than this.
_MAX_HORIZON = 10
_OPENING, _CLOSING = "【[(", "】])"
#: A remark in brackets before or behind an item: 【立即可行建議】.
_REMARK = re.compile(
    r"^[【\[(](?P<first>[^】\])]{2,12})[】\])]\s*|\s*[【\[(](?P<last>[^】\])]{2,12})[】\])]。?$"
)


def without_horizon(text: str) -> tuple[str, list[tuple[str, str]]]:
    """A text without the remark that says when it can be done, and that as a field."""
    bracketed = text[:1] in _OPENING or text.rstrip("。")[-1:] in _CLOSING
    match = _REMARK.search(text) if text and bracketed else None
    value = meaning("horizon", match["first"] or match["last"]) if match else None
    if match is None or value is None:
        return text, []
    return text[: match.start()] + text[match.end() :], [("horizon", value)]


def cuts_name(above: str, below: str) -> bool:
    """Whether a line ends in a name in Latin letters that goes on below: 主任 Martin / Canter."""
    return _CUT_NAME.search(above) is not None and _NAME_END.fullmatch(below) is not None


def is_horizon(line: TextLine) -> bool:
    """Whether a line without a number says nothing but when: 短期建議, 【中長期】."""
    text = line.text.strip(" :【】[]()")
    plain = line.marker is None and line.cells is None and len(text) <= _MAX_HORIZON
    return plain and "。" not in text and meaning("horizon", text) is not None


def is_advice(title: str) -> bool:
    """Whether a heading is that of a chapter of recommendations, or of the part of one."""
    named = chapter_role(title) in {"recommendations", "reflections_and_recommendations"}
    return named and len(title) <= _MAX_HORIZON and meaning("horizon", title) is None


def take_agencies(node: Node) -> None:
    """Agencies and horizon behind an item's heading or its last sentence, with or without
    brackets: …。(主辦機關:交通部;協辦機關:內政部)"""
    head, fields = _without_agencies(node.head)
    if head.text:
        node.head = head
        node.fields += fields
    if node.paragraphs:
        last, fields = _without_agencies(node.paragraphs[-1])
        node.paragraphs[-1:] = [last] if last.text else []
        node.fields += fields


def item_fields(text: str) -> list[tuple[str, str]]:
    """Agencies and horizon that a line is nothing but labels and values of; a horizon that is
    neither of the two known ones (``期程:115年底``) stays text."""
    fields = [
        (name, value if name != "horizon" else meaning("horizon", value))
        for label, said in labels_in("item", text)
        for name, value in _lead_and_others(label, said)
    ]
    known = [(name, value) for name, value in fields if value is not None]
    return known if len(known) == len(fields) else []


def _lead_and_others(label: str, value: str) -> list[tuple[str, str]]:
    """主(協)辦機關:甲部(乙部、丙部) is of both kinds."""
    if label != "both_agencies":
        return [(label, value)]
    lead, _mark, others = value.partition("(")
    said = [("lead_agency", lead.strip()), ("co_agencies", others.strip(" )"))]
    return [(name, agencies) for name, agencies in said if agencies]


def _without_agencies(paragraph: Paragraph) -> tuple[Paragraph, list[Field]]:
    text, found = without_horizon(paragraph.text)
    at = label_place("item", text)
    tail = text[at:] if at is not None else ""
    said = [item_fields(part) for part in re.split(r"。\s*(?=.)", tail.rstrip("。;"))]
    agencies = [field for fields in said for field in fields] if all(said) else []
    if agencies:
        found = [*found, *agencies]
        text = text[:at]
        remark = re.search(r"[(\[【](?P<said>[^()\[\]【】]{1,10})[;,、]\s*$", text)
        horizon = meaning("horizon", remark["said"]) if remark else None
        if remark and horizon:
            found.append(("horizon", horizon))
            text = text[: remark.start()]
        text = text.rstrip(" ([")
    if not found:
        return paragraph, []
    fields = [Field(name, value, paragraph.lines) for name, value in found]
    return Paragraph(text, paragraph.lines), fields


def longer_fields(old: Field, line: TextLine) -> list[Field]:
    """The field with the line that goes on with it; behind the end of an agency's name another
    may begin: 學院 協辦機關:…"""
    spaced = loose(line.raw)  # with the space before the label
    at = label_place("item", spaced) if old.name in AGENCY_FIELDS else None
    more = item_fields(spaced[at:]) if at else []
    if not more:
        return [longer_field(old, line)]
    value = join(old.value, squeeze(spaced[:at]).rstrip(" ;,、"))
    return [
        Field(old.name, value, (*old.lines, line.number), old.marker),
        *(Field(name, said, (line.number,)) for name, said in more),
    ]
