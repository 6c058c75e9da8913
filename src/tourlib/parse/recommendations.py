"""Read the policy recommendations: one row per numbered item below its topic."""

from __future__ import annotations

import re
from collections import ChainMap, Counter, defaultdict
from collections.abc import Iterable, Sequence, Set

from tourlib.outline.fields import AGENCY_FIELDS, horizon_named, item_fields, only_says_when
from tourlib.outline.nodes import Node, Outline, split_lead
from tourlib.outline.repair import lists_of
from tourlib.parse import Parsed, Row
from tourlib.parse.sections import ADVICE_FOLLOWS, part_role, section_themes
from tourlib.tables.advice import opening, summed_up
from tourlib.tables.table import Table
from tourlib.text import count_chars
from tourlib.vocabulary import is_chapter_word, meaning

#: Chapters with these roles are not topics themselves.
CHAPTERS_OF_ADVICE = frozenset({"recommendations", "reflections_and_recommendations"})

#: The end of a paragraph that introduces others: 提出以下五點建議。
_INTRODUCES = re.compile(r"(?:以下|下列|如[下次])[^。,]{0,12}。$|:$")
#: Text after a time frame: 短期(1年內), 短期,1年內, 中長期建議.
_BEHIND_TERM = re.compile(
    r"(?<=\S)\s*[(\[,;].*$|(?:之|性|可)?(?:建議|措施|作法|做法|部分|事項|方案|推[動行]|辦理|執行).*$"
)
#: Maximum length of the title of a part of a recommendation.
_MOST_LABEL = 6
#: Number of lines below the last paragraph in which its agencies stand.
_REACH = 6
#: Words that may name any list of recommendations.
_MAY_ADVISE = re.compile("建議|作法|做法|措施|策略|對策|方案|方向|應")


def parse_recommendations(
    outline: Outline, roles: Sequence[str | None], *, summaries: Sequence[Table] = ()
) -> Parsed:
    """Return one row per item of the chapter of recommendations, at every depth.

    A topic without items is a row of its own (``item`` missing, ``depth`` 0), so that none of its text is
    lost; so is each paragraph of a chapter without numbering. ``horizon`` is taken from the item's heading,
    or the nearest enclosing one; a heading that only states when its items can be done is not a row.

    Args:
        roles: of the headings, see :func:`tourlib.parse.sections.chapter_roles`.
        summaries: tables with responsible agencies or time frames of the recommendations.
    """
    chapters = _chapters(outline)
    levels = _levels(outline, roles, _inside(outline, roles, chapters))
    children, themes = outline.children(), section_themes(outline)
    agencies, claims = _agencies(outline, levels, children)
    told_before = _told_before(outline, children)
    when = _say_when(outline)
    divided = _divided(outline, levels, children, when)
    heads = _heads(outline, levels, children, when) - divided
    rows: list[Row] = []
    topic = 0
    for at in levels:
        topic += levels[at] == 0
        if at in heads or outline.nodes[at].parent in divided:
            continue
        chain = [at, *(i for i in outline.ancestors(at) if i in levels)]
        top = outline.nodes[chain[-1]]
        path = [i for i in reversed(chain) if levels[i] > 0]
        # Those of a topic, or of a heading with a time frame, apply to all its items.
        said = dict(ChainMap(*(agencies.get(i, {}) for i in chain if i == at or i in heads)))
        parts = [outline.nodes[i] for i in children[at] if at in divided]
        row = _row(outline, at, topic, top, path, parts) | _horizon(outline, at, when)
        row |= {"theme": themes[at], "theme_source": "heading"} if themes[at] else {}
        row["advises"] = bool(row["text"] or not children[at]) and not told_before & {*chain}
        rows += [row | each for each in _proposals(outline.nodes[at], path)] or [row | said]
    alone = [at for at in sorted(chapters) if roles[at] == "recommendations" and not children[at]]
    rows = rows or _chapters_without_items(outline, alone, when)
    return Parsed(rows, claims | _add_summed_up(rows, summaries))


def _heads(
    outline: Outline, levels: dict[int, int], children: list[list[int]], when: Set[int]
) -> set[int]:
    """Return the headings that are not items: topics with items, and those that only state a time frame."""
    above = [at for at in levels if children[at]]
    return {at for at in above if levels[at] == 0} | {
        at for at in above if at in when and not outline.nodes[at].text_without_notes
    }


def _say_when(outline: Outline) -> set[int]:
    """Return the headings that name the time frame of the items below them: with words for nothing
    else, or at their beginning and under several topics alike."""
    above = _above(outline.nodes)
    return {
        at
        for at, node in enumerate(outline.nodes)
        if only_says_when(node.title)
        or (len(above[node.title]) > 1 and bool(horizon_named(node.title)))
    }


def _above(nodes: Iterable[Node]) -> dict[str, set[int | None]]:
    """Map the titles of headings to the headings right above them."""
    above: dict[str, set[int | None]] = defaultdict(set)
    for node in nodes:
        above[node.title].add(node.parent)
    return above


def _add_summed_up(rows: Sequence[Row], summaries: Sequence[Table]) -> dict[int, str]:
    """Add the content of these tables to the recommendations with the same words, in place; return
    the lines used. Content for a topic applies to all its items."""
    claims: dict[int, str] = {}
    for line, said, fields in (each for table in summaries for each in summed_up(table)):
        told = (_told(*field) for text in fields for field in item_fields(text))
        values = [pair for pairs in told for pair in pairs.items()]
        for row in _named_so(rows, said):
            row |= {n: v for n, v in values if not row.get(n)}
            claims[line] = "recommendations"
    return claims


def _named_so(rows: Sequence[Row], said: str) -> list[Row]:
    """Return the recommendation with this beginning, or those of the topic with it; none if ambiguous."""
    own = [row for row in rows if opening(row["title"] or row["text"]) == said]
    own = own or [row for row in rows if opening(row["topic_title"]) == said]
    return own if said and len({row["topic"] for row in own}) == 1 else []


def _chapters_without_items(outline: Outline, chapters: Sequence[int], when: Set[int]) -> list[Row]:
    """Return the paragraphs of chapters of recommendations as topics, by their leads."""
    rows: list[Row] = []
    for at in chapters:
        node = outline.nodes[at]
        unread = any(paragraph.row for paragraph in node.paragraphs)
        for row in () if unread else _paragraphs(node):
            called = row["title"] or row["text"]
            named = {"topic": len(rows) + 1, "topic_title": called, "depth": 0}
            rows.append(named | _horizon(outline, at, when) | row)
    return rows


def _proposals(topic: Node, path: Sequence[int]) -> list[Row]:
    """Return the paragraphs of a topic without numbers, if each of them recommends something;
    none if the heading is an item, which has a path."""
    rows = _paragraphs(topic)
    advise = [row for row in rows if meaning("advises", row["text"])]
    several = not path and 1 < len(rows) == len(advise)
    return [{"depth": 1} | row for row in rows] if several else []


def _paragraphs(node: Node) -> list[Row]:
    """Return the paragraphs of a heading without items, each with its lead as title, or those below a
    short title (建議事項:設置窗口) together, without those that only introduce them (建議如下:)."""
    rows: list[Row] = []
    above = ""
    for paragraph in node.paragraphs:
        title, text = split_lead(paragraph.text)
        if paragraph.note or _INTRODUCES.search(paragraph.text) or meaning("nothing_said", text):
            continue
        if not text:
            above = title.partition(":")[2] or title
        elif above and rows and rows[-1]["title"] == above:
            said = f"{rows[-1]['text']}\n{paragraph.text}"
            rows[-1] |= {"text": said, "chars": count_chars(said)}
            rows[-1]["lines"] += paragraph.lines
        else:
            text = paragraph.text if above else text
            rows.append({
                "line": paragraph.lines[0],
                "lines": paragraph.lines,
                "item": "",
                "title": above or title,
                "text": text,
                "chars": count_chars(text),
                "advises": True,
            } | _said_there(node, paragraph.lines[0]))  # fmt: skip
    advise = [meaning("advises", row["text"]) is not None for row in rows]
    return rows[1:] if advise[1:] and all(advise[1:]) and not advise[0] else rows


def _said_there(node: Node, line: int) -> dict[str, str | None]:
    """Return what the fields of a heading say of the paragraph that begins in this line: those in it,
    and those below it."""
    below = [p.lines[0] for p in node.paragraphs if p.lines[0] > line]
    there = range(line, min(below, default=node.line_end + _REACH))
    said = (f for f in node.fields if f.name in AGENCY_FIELDS and f.lines[0] in there)
    return dict(pair for field in said for pair in _told(field.name, field.value).items())


def _told_before(outline: Outline, children: list[list[int]]) -> set[int]:
    """Return the items of lists that precede the list which a topic introduces as recommendations:
    值得參考的經驗:(一)… 建議如下:(一)…"""
    found: set[int] = set()
    for parent, places in zip(outline.nodes, children, strict=True):
        lists = lists_of(outline, places)
        leads = [parent.text_above(outline.nodes[items[0]].line) for items in lists]
        advice = [at for at, lead in enumerate(leads) if ADVICE_FOLLOWS.search(lead)]
        for items, lead in zip(lists[: max(advice, default=0)], leads, strict=False):
            if lead.endswith(":") and not _MAY_ADVISE.search(lead):
                found |= {*items}
    return found


def _inside(outline: Outline, roles: Sequence[str | None], chapters: Set[int]) -> list[int]:
    """Return the headings of recommendations: those below a chapter, or the outermost one itself."""
    found = []
    for at in (at for at in range(len(outline.nodes)) if roles[at] == "recommendations"):
        above = (i for i in (at, *outline.ancestors(at)) if roles[i] == "recommendations")
        outermost = [*above][-1]
        if at != outermost or at not in chapters:
            found.append(at)
    return found


def _chapters(outline: Outline) -> set[int]:
    """Return the headings that may be those of a chapter of recommendations, or of a part called so,
    or called like another; a chapter called 立即可行建議 is a topic."""
    named = Counter(node.title for node in outline.nodes)
    return {
        at
        for at, node in enumerate(outline.nodes)
        if part_role(node.title) in CHAPTERS_OF_ADVICE
        or (
            (node.parent is None or named[node.title] > 1 < len(node.title))
            and not meaning("horizon", node.title)
        )
    }


def _levels(outline: Outline, roles: Sequence[str | None], inside: list[int]) -> dict[int, int]:
    """Return 0 for topics and 1… for the items below. A theme with a separate part for
    recommendations is their topic, and so is each of several headings with such a part."""
    parts = {above for at in inside for above in _parts_above(outline, roles, at)}
    several = len({outline.nodes[part].parent for part in parts}) > 1
    levels: dict[int, int] = {}
    for at in inside:
        parent = outline.nodes[at].parent
        above = outline.ancestors(at)[1:2]
        is_topic = above and (outline.nodes[above[0]].theme or (several and parent in parts))
        if parent not in levels and is_topic:
            levels |= {above[0]: 0, at: 1}
        else:
            levels[at] = levels[parent] + 1 if parent in levels else 0
    return levels


def _parts_above(outline: Outline, roles: Sequence[str | None], at: int) -> list[int]:
    """Return the part for recommendations of a heading of another role, in which this stands."""
    above = (each for each in outline.ancestors(at) if roles[each] == "recommendations")
    outermost = [*above][-1:]
    return [each for each in outermost if outline.nodes[each].parent is not None]


def _agencies(
    outline: Outline, levels: dict[int, int], children: list[list[int]]
) -> tuple[dict[int, dict[str, str | None]], dict[int, str]]:
    """Return 主辦機關 and 協辦機關 of each item, and their lines. On a separate line after a list
    of items, they apply to the item that has this list, but not to a heading that only states a
    time frame (立即可行建議). Time frames are treated in the same way."""
    found: dict[int, dict[str, str | None]] = {}
    claims: dict[int, str] = {}
    for names in (AGENCY_FIELDS - {"horizon"}, {"horizon"}):
        said = {
            at: fields
            for at, node in enumerate(outline.nodes)
            if (fields := [f for f in node.fields if f.name in names])
        }
        for at, fields in said.items():
            node = outline.nodes[at]
            claims |= {line: "recommendations" for f in node.fields for line in f.lines}
            beside = any(set(f.lines) <= set(node.lines) for f in fields)
            owner = at if beside else _whole_item(outline, at, levels, children, {*said})
            for field in fields:
                found[owner] = found.get(owner, {}) | _told(field.name, field.value)
    return found, claims


def _whole_item(
    outline: Outline, at: int, levels: dict[int, int], children: list[list[int]], having: set[int]
) -> int:
    """Return the item whose list this item ends, provided the list is items of one paragraph each, and
    no other item at this level has agencies before the end of its list."""
    parent = outline.nodes[at].parent
    if parent is None or not {at, parent} <= levels.keys() or parent in having:
        return at
    inner = [each for each in having if levels.get(each) == levels[at]]
    above = [outline.nodes[each].parent or 0 for each in inner]
    of_each = any(children[over][-1] != each for over, each in zip(above, inner, strict=True))
    nodes = [(outline.nodes[each], children[each]) for each in children[parent]]
    of_list = all(node.lines == node.head.lines and not below for node, below in nodes)
    only_when = meaning("horizon", outline.nodes[parent].title)
    return parent if of_list and not of_each and not only_when else at


def _told(name: str, printed: str) -> dict[str, str | None]:
    """Return the content of a field of an item: the agency, or the time frame and its wording."""
    if name != "horizon":
        return {name: None if meaning("no_agency", printed) else printed}
    term = _BEHIND_TERM.sub("", printed).strip("【】[]() :")
    return {"horizon": horizon_named(printed), "horizon_printed": term or printed}


def _horizon(outline: Outline, at: int, when: Set[int]) -> dict[str, str | None]:
    """Return the time frame of an item, from its title or the nearest one above that states it."""
    titles = ((place, outline.nodes[place].title) for place in (at, *outline.ancestors(at)))
    said = (t for place, t in titles if meaning("horizon", t) or place in when)
    return next((_told("horizon", title) for title in said), {"horizon": None})


def _divided(
    outline: Outline, levels: dict[int, int], children: list[list[int]], when: Set[int]
) -> set[int]:
    """Return the recommendations divided into parts with the same short titles as others: 現況, 作法."""
    texts = [outline.nodes[at] for at in levels.keys() - when if not children[at]]
    above = _above(node for node in texts if node.paragraphs)
    labels = {
        title
        for title, parents in above.items()
        if len(parents) > 1 and 0 < len(title) <= _MOST_LABEL
    }
    inside = {at: [outline.nodes[each].title for each in children[at]] for at in levels}
    divided = {at for at, titles in inside.items() if titles and labels.issuperset(titles)}
    return {at for at in divided if inside[at][1:] or outline.nodes[at].fields}


def _text(node: Node) -> str:
    """Return the text of an item, without what its labels call reflections: 心得:… 建議:…"""
    said = [paragraph.text.partition(":") for paragraph in node.paragraphs if not paragraph.note]
    roles = [
        part_role(label) if rest and is_chapter_word(label) else None for label, _, rest in said
    ]
    if "reflections" not in roles:
        return node.text_without_notes
    told = (each for each in zip(said, roles, strict=True) if each[1] != "reflections")
    return "\n".join(parts[2] if role else "".join(parts) for parts, role in told)


def _row(
    outline: Outline, at: int, topic: int, top: Node, path: list[int], parts: Sequence[Node]
) -> Row:
    node = outline.nodes[at]
    labels = [f"{part.title}:" if len(parts) > 1 else "" for part in parts]
    of_parts = (label + part.text for label, part in zip(labels, parts, strict=True))
    text = "\n".join(filter(None, (_text(node), *of_parts)))
    return {
        "line": node.line,
        "lines": tuple(line for each in (node, *parts) for line in each.lines),
        "topic": topic,
        "topic_title": top.called,
        "item": "/".join(outline.nodes[i].number or "" for i in path),
        "depth": len(path),
        "title": node.title,
        "text": text,
        "chars": count_chars(text),
    }
