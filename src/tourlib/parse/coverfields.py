"""Read the lines of a cover into fields, which :mod:`tourlib.parse.cover` then combines. A field is
recognised by its label: by the label's words, by its ending (計畫主辦機關), or, if no other label
names the field, by a value that fits only this field (a range of days)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from tourlib.dates import find_dates, printed_days
from tourlib.directory.resolution import resolve
from tourlib.people.division import read_people_with_posts
from tourlib.people.forms import post_cost
from tourlib.people.lists import heads_list, leads_people, read_list
from tourlib.readers.text.lines import TextLine, split_aligned
from tourlib.text import HAN, join, loose, squeeze, ticked
from tourlib.vocabulary import (
    EXPLAINED,
    label,
    label_place,
    label_words,
    labels_beside,
    meaning,
    words_like,
)

#: Maximum number of lines of cover and archive's form together.
_MOST_LINES = 2000
#: Number of lines before that may belong to the value that goes on.
_NEAR = 24
#: A category in brackets, alone or after the heading, without a label or after any.
_CATEGORY = re.compile(
    rf"[(\[〔【]\s*(?:(?P<label>[{HAN}]{{2,6}})\s*:\s*)?"
    r"(?P<category>[^()\[\]〔〕【】:]+?(?:\([^()]+\))?)\s*[)\]〕】]$"
)
#: The number of a category in the archive's form.
_NUMBER_OF_CATEGORY = re.compile(r"^\d\s*[.、]?\s*")
_LABELLED = re.compile(rf"^\s*(?P<label>[{HAN}/、()\s]{{2,16}}?)\s*:\s*(?P<value>.*)$")
#: The colon between label and value, in a cell of its own or at the start of the value.
_COLON = re.compile(r"^\s*[:：]")
#: The agency where people serve is the organiser if none is named.
SAME = {"employer": "organiser"}
#: An explanation of the label above in front of the value: (姓名及職稱); or after it a note on
#: where the names are: (名單詳附錄一).
_EXPLAINS = re.compile(
    r"^[(【〔](?=[^()]*(?:姓名|職稱|單位|[請含列]))[^()]{1,40}[)】〕]\s*"
    r"|\s*[(【〔][^()]{0,10}名[單冊][^()]{0,16}[)】〕]$"
)
#: Prefix of unknown fields, which are kept under their own label.
UNKNOWN = "?"
#: A word that numbers one of several journeys.
_NUMBERS_A_TIME = re.compile(r"[第\d一二三四五六七八九十]|[梯階]")
#: The kind of report, perhaps with its author, above the title: 某市政府因公出國考察報告. Within a
#: title such words are its end; an agency behind a word for the journey is its destination.
_SORT_OF_REPORT = "(?:考察|專題|研究|研習|進修|實習|訪問|參訪|心得)"
BEGINS_TITLE = "赴|參[訪加]|考察|訪問|研習|拜[會訪]|出席"
_HEADING = re.compile(
    rf"(?:(?:\d{{2,4}}年度?)?(?!{BEGINS_TITLE})[{HAN}]{{2,20}}(?:府|部|署|局|院|會|處|所|中心|公司|機關|學校|大學)(?=.*出國))?(?:\d{{2,4}}年度?)?(?:(?:公務|因公|派員|人員|出國|國外|成果|{_SORT_OF_REPORT})+報告書?|赴(?:中國)?大陸(?:地區)?[{HAN}]{{0,4}}報告書?)|(?:公務|因公)?出國報告書?.{{1,4}}|(?:公務|因公)出國(?!人員)[{HAN}]{{2}}"
)
#: Labels of covers; words that end them tell no period of a single day: 定稿日期.
_LABELS = ("cover", "cover_end")
#: Separator of several places.
SEVERAL = re.compile(r"\s*(?:、|,|;|/|及|與|和|暨)\s*")
#: What happens on the first of two days: 4月6日啟程,4月12日返國.
_ON_FIRST_DAY = re.compile(rf"(?<=[日號)])\s*[{HAN}]{{2,8}}[,;、]\s*於?(?=[^,;、]+$)")
#: Maximum length of a text without a label that is a field.
_MOST_IN_FIELD = 200
#: What may follow the value of a field without a label of its own.
_MAY_FOLLOW = {
    "period": frozenset({"report_date"}),
    "title": frozenset({"organiser", "reporters"}),
    **dict.fromkeys(("organiser", "employer", "unit"), frozenset({"reporters"})),
}
_WHOLE_TITLE = re.compile("報告書?$")
_HEADS = frozenset({"title", "category", "heading"})


@dataclass(frozen=True, slots=True)
class Said:
    """The text of a line for a field, with the white space between its words."""

    field: str
    line: int
    text: str


def read_fields(lines: Sequence[TextLine], *, first: str) -> list[Said]:
    """Return the text of the lines by field. A line without a label continues the previous field;
    lines before the first label, and those below the report's heading, are the field ``first``."""
    said: list[Said] = []
    current = first
    for line in _with_whole_labels(_behind_labels([each for each in lines if each.is_text])):
        for field, text in _pieces(line, said, current):
            if field == "heading" and not _texts(said, "title"):
                current = first
            elif field not in {"heading", "category", ""} or (field and "□" in text):
                current = field  # all categories with boxes may take several lines
            text = _EXPLAINS.sub("", text) if current == "reporters" else text
            said.append(Said(field or current, line.number, text.strip()))
    return _title_apart(said)


def _with_whole_labels(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines with labels joined that a narrow column cuts: 服務機  某部 / 關:. The value
    may be between the two lines or below them."""
    found = list(lines[:_MOST_LINES])
    pairs = ((at, below) for at in range(len(found)) for below in (at + 1, at + 2))
    for first, last in (pair for pair in pairs if pair[1] < len(found)):
        head, *value = split_aligned(found[first].raw.strip()) or [""]
        rest, *more = split_aligned(found[last].raw.strip()) or [""]
        cut = rest.endswith((":", "：")) and not (label("cover", head) or label("cover", rest))
        between = "".join(line.text for line in found[first + 1 : last])
        if cut and label("cover", head + rest) and not (found[first].cells or ":" in between):
            told = ("   ".join((head + rest, *value)), "".join(more))
            for place, raw in zip((first, last), told, strict=True):
                found[place] = replace(found[place], raw=raw, text=squeeze(loose(raw)))
    return [line for line in found if line.text]


def _behind_labels(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines with text above a label that is between two lines of one cell after it."""
    found = list(lines[:_MOST_LINES])
    for at, (above, line, below) in enumerate(zip(found, found[1:], found[2:], strict=False)):
        apart = above.indent == below.indent >= line.indent + len(line.text)
        alone = label("cover", f"{line.text.rstrip(':')}:")
        if apart and alone and below.number - above.number == 2 and ":" not in above.text:
            found[at : at + 2] = line, above
    return found


def _title_apart(said: list[Said]) -> list[Said]:
    """Return the lines with text above the report's heading (a stamp or running head) assigned to
    the heading."""
    heads = [at for at, each in enumerate(said) if each.field == "heading"]
    if not heads or any(each.field not in _HEADS for each in said[: heads[0]]):
        return said
    above = [replace(s, field="heading") if s.field == "title" else s for s in said[: heads[0]]]
    return above + said[heads[0] :]


def _pieces(line: TextLine, said: list[Said], current: str) -> list[tuple[str, str]]:
    """Return the pieces of a line, each with its field if it has a label. A cover may be a table or
    in columns, with label and value side by side."""
    text = spaced if squeeze(spaced := loose(line.raw)) == line.text else line.text
    cells = line.cells or tuple(re.split(r"\t+|[ \u3000]{3,}", line.raw.strip()))
    bare = (_COLON.sub("", cell) for cell in cells if cell)
    filled = [cell for cell in bare if loose(cell)]
    if (line.cells or not label("cover", loose(line.raw))) and (found := _side_by_side(filled)):
        return found
    texts = map(loose, "\n".join(filled).split("\n")) if line.cells else [text]
    return [each for text in texts if text for each in _said(text, line, said, current)]


def _side_by_side(cells: Sequence[str]) -> list[tuple[str, str]]:
    """Return the values of cells, each after a cell with its label; empty if one is not a label."""
    found: list[tuple[str, str]] = []
    for name, value in itertools.zip_longest(cells[::2], cells[1::2], fillvalue=""):
        first, *more = filter(None, map(loose, value.split("\n"))) if value else [""]
        named = _labelled(f"{loose(name).rstrip(':')}:{first}", "title") if first else []
        if not named:
            return []
        found += [*named, *(("", text) for text in more)]
    return found


def _said(text: str, line: TextLine, said: list[Said], current: str) -> list[tuple[str, str]]:
    """Return the pieces of a text with the fields that its labels name."""
    if last := _with_category(text, said, current):
        before, category = last
        return [*(_said(before, line, said, current) if before else []), ("category", category)]
    if _is_heading(text, said, current):
        return [("heading", text)]
    if heads := "reporters" if heads_list(text) else _field_of_heads(text):
        return [(heads, "")]
    if found := _labelled(text, current):
        field, value = found[0]
        again = (
            not value and field != current and SAME.get(field, field) in values_of(said[-_NEAR:])
        )
        return [("", text)] if again and not text.endswith(":") else found
    return [(_field_without_label(text, said, current), text)]


def _field_without_label(text: str, said: list[Said], current: str) -> str:
    """Return the field of a text that can only be another one than the previous: a day below the
    whole period; people below an agency, whose label is further down; or both below a whole title."""
    follow = _MAY_FOLLOW.get(current, frozenset())
    sort = _sort_of(text) if follow and len(text) <= _MOST_IN_FIELD else None
    if sort not in follow:
        return ""
    before = values_of(said[-_NEAR:]).get(current, "")
    if len(before) > _MOST_IN_FIELD:
        return ""
    if current == "period":
        return sort if _sort_of(before) == "period" else ""
    return sort if current != "title" or _WHOLE_TITLE.search(before) else ""


def _with_category(text: str, said: list[Said], current: str) -> tuple[str, str] | None:
    """Return the category at the end of a text, after its label or in brackets, and the text before.
    Above the title what is in brackets under a label is the category, whatever it is called."""
    at = label_place("cover", text) if current == "title" else None
    if at and (found := labels_beside("cover", text)[0])[0] == "category":
        return text[:at].rstrip(" ([【〔"), found[1]
    match = _CATEGORY.search(text)
    before = text[: match.start()].strip() if match else ""
    if not match or (before and not names_only_sort(before)):
        return None
    word, value = match["label"], match["category"]
    above = word and current == "title" and not _texts(said, "title")
    unknown = above and not label("cover", f"{word}:{value}")
    named = unknown and not re.search(r"[\d。,;]", value) and _sort_of(value) is None
    return (before, value) if named or meaning("category", value) else None


def _is_heading(text: str, said: list[Said], current: str) -> bool:
    """True if the text is the heading of such reports. After a heading and a title it is the end of
    the title, and so are words for the kind of report after anything but an agency."""
    if not names_only_sort(text):
        return False
    title = "".join(_texts(said, "title")) if current == "title" else ""
    if title and any(each.field == "heading" for each in said):
        return False
    return not title or not re.search(_SORT_OF_REPORT, text) or is_agency(title)


def _labelled(text: str, current: str) -> list[tuple[str, str]]:
    """Return fields and values of a text that begins with a label; after a known label white space
    replaces the colon. A role in the journey is a label of people and is kept with them."""
    if not label("cover", text):
        before_white = rf"({label_words('cover')}\s*{EXPLAINED})(?<=\s)(?=[^\s:])"
        if re.match(before_white, text):
            text = re.sub(rf"(?:^|(?<=\s)){before_white}", r"\1:", text)
    if found := label("cover", text):
        field, value = found
        several = labels_beside("cover", text) if value else []
        return [*several] if len(several) > 1 else [(field, value or "")]
    match = _LABELLED.match(text)
    if match is None:
        return []
    word, value = re.sub(r"\s", "", match["label"]), match["value"]
    if leads_people(f"{word}:{value}"):
        return [("reporters", f"{word}:{value}")]
    named = _field_of_end(word, value, current)
    return [(named, value)] if named else []


def _field_of_end(word: str, value: str, current: str) -> str | None:
    """Return the field of an unknown label: by its ending (計畫主辦機關, 考察地區), or else a field
    of its own, so that its value is not assigned elsewhere. Before the first label a colon belongs
    to the title unless the value decides; a number between days is no label (第一次:9月1日至5日)."""
    if is_agency(word):
        return None  # 某部:科長王大明
    if current == "period" and find_dates(value) and _NUMBERS_A_TIME.search(word):
        return None
    ends = [word[start:] for start in range(len(word) - 1)]
    found = ((place, label(place, f"{end}:{value}")) for end in ends for place in _LABELS)
    place, known = next(((place, each[0]) for place, each in found if each), ("", None))
    days = printed_days(as_range(value))
    if known and not (place == "cover_end" and known == "period" and not (days and days[1])):
        return known
    return f"{UNKNOWN}{word}" if known or current != "title" or _sort_of(value) else None


def _field_of_heads(text: str) -> str | None:
    """Return the first field of a line of labels whose values are on the next: 主辦機關/聯絡人/電話."""
    first, *others = text.split("/") if not re.search("[:(【〔]", text) else [""]
    known = any(label("cover", word) for word in others)
    found = _labelled(f"計畫{first}:", "title") if known else []
    return found[0][0] if found else None


def names_only_sort(text: str) -> bool:
    """True if a text only names the kind of report: 因公出國考察報告."""
    return _HEADING.fullmatch(re.sub(r"\s", "", text)) is not None


def _texts(said: Sequence[Said], *fields: str) -> list[str]:
    return [each.text for each in said if each.field in fields and each.text]


def values_of(said: Sequence[Said]) -> dict[str, str]:
    """Return the value of each field: its lines joined, with a separator if each is a person or agency."""
    values: dict[str, str] = {}
    last: dict[str, str] = {}
    for each in said:
        name = SAME.get(each.field, each.field)
        before, value = values.get(name, ""), squeeze(each.text)
        if name == "title" and before == value:
            continue  # printed above a table and again in it
        whole = {"reporters": _is_person, "organiser": is_agency}.get(name)
        whole_parts = [whole(part) for part in (value, value.partition("、")[0])] if whole else []
        apart = before and whole and all(whole_parts) and (whole(last[name]) or whole(before))
        values[name] = f"{before.rstrip('、')}、{value}" if apart else join(before, value)
        last[name] = value
    return {name: value for name, value in values.items() if value}


def is_agency(text: str) -> bool:
    """True if the text, or the last of several, is the name of an agency."""
    return resolve(text.rpartition("、")[2].strip()).branch is not None


def _is_person(text: str) -> bool:
    """True if the text, or the last of several, is a person, with or without a post."""
    people, rest = read_people_with_posts(text.rpartition("、")[2])
    return bool(people) and not rest


def category_named(text: str) -> str | None:
    """Return the category without its number; if a form prints all of them, the ticked one
    (``■1考察□2進修``)."""
    text = ticked(text) or text
    return None if "□" in text else _NUMBER_OF_CATEGORY.sub("", text) or None


def tell_by_values(said: list[Said], in_form: Collection[str]) -> tuple[list[Said], dict[str, str]]:
    """Assign unknown labels to the field that their value fits, if it has no other value, and
    return these assignments; if a cover names only a unit (服務單位), that is the agency."""
    told: dict[str, str] = {}
    values = values_of(said)
    sorts = {name: _sort_of(value) for name, value in values.items() if name.startswith(UNKNOWN)}
    sorts |= {"unit": "organiser"} if "unit" in values else {}
    known = {*values, *in_form}
    if len(find_dates(values.get("period", ""))) == 1:
        known -= {"period"}  # a single day does not tell how long the journey was
    for name, field in sorted(sorts.items(), key=lambda each: each[1] == "report_date"):
        period = "".join(v for n, v in values.items() if "period" in (n, told.get(n)))
        early = field == "report_date" and not _is_after(values[name], period)
        if field and not early and field not in {*known, *told.values()}:
            told[name] = field  # what was approved before the journey is not the report
    renamed = [replace(each, field=told.get(each.field, each.field)) for each in said]
    return renamed, {name: field for name, field in told.items() if name.startswith(UNKNOWN)}


def _sort_of(value: str) -> str | None:
    """Return the field for a value by its form: a range of days or a day, a category, countries, an
    agency, people with posts or their number."""
    days = printed_days(as_range(value))
    if days:
        return "period" if days[1] else "report_date"
    if meaning("category", category_named(value) or ""):
        return "category"
    if all(words_like("abroad", part) == part != "" for part in SEVERAL.split(value)):
        return "destination"
    if re.fullmatch(r"[合共計]*(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[人名位]", value):
        return "headcount"
    people, rest = read_list([(0, value)])
    if people and not rest and post_cost(people[0].person.title) == 0:
        return "reporters"
    return "organiser" if is_agency(value) else None


def as_range(days: str) -> str:
    """Return the text with a range in place of the first and last day, each with what happens on it.

    >>> as_range("118年4月6日啟程,118年4月12日返國")
    '118年4月6日至118年4月12日返國'
    """
    return _ON_FIRST_DAY.sub("至", days) if len(find_dates(days)) == 2 else days


def _is_after(day: str, period: str) -> bool:
    """True if a day follows the first of a period, both with printed years."""
    begin, other = (next((d.on(None) for d in find_dates(text)), None) for text in (period, day))
    return begin is not None and other is not None and begin < other
