"""The lines of a cover → what each says of which field; :mod:`tourlib.parse.cover` puts that together.

A field is told by its label: by the label's words, by how it ends (計畫主辦機關), or where no other
label names the field by the value, which may be nothing else (a range of days).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tourlib.dates import find_dates, printed_days
from tourlib.directory import resolve
from tourlib.people.division import read_people_with_posts
from tourlib.people.lists import heads_list
from tourlib.readers.text.lines import TextLine
from tourlib.text import HAN, join, loose, squeeze
from tourlib.vocabulary import EXPLAINED, label, label_words, meaning

#: A cover and the archive's form together are no longer.
_MOST_LINES = 2000
_CATEGORY = re.compile(
    r"(?:[(\[]?\s*(?:出國|報告)|[(\[]\s*)類別\s*[:：]\s*(?P<category>[^)\]]+?)\s*[)\]]?\s*$"
    r"|[(\[〔【]\s*(?P<alone>[^()\[\]〔〕【】:]+?)\s*[)\]〕】]$"
)
#: The box that is ticked among the categories of the archive's form, and the number of one.
_TICKED = re.compile(r"[■▓●☑☒✓✔◼]\s*\d?\s*[.、]?\s*(?P<category>[^\s□☐○■▓●☑☒✓✔◼]+)")
_NUMBER_OF_CATEGORY = re.compile(r"^\d\s*[.、]?\s*")
_LABELLED = re.compile(rf"^\s*(?P<label>[{HAN}/、()\s]{{2,16}}?)\s*[::]\s*(?P<value>.*)$")
#: The words of a heading, 公務出國報告書, are no more.
_MOST_HEADING = 10
#: The agency in which people serve is the organiser where none is named.
_SAME = {"employer": "organiser"}
_BODIES = frozenset({"organiser", "employer", "unit"})
#: A name and a post, with a space between them.
_PERSON = re.compile(rf"[{HAN}]{{2,4}}\s+[{HAN}]+$")
#: What explains the label above it, in front of what the field says: (姓名及職稱).
_EXPLAINS = re.compile(r"^[(【〔](?=[^()]*(?:姓名|職稱|單位|[請含列]))[^()]{1,40}[)】〕]\s*")
#: Fields that the vocabulary does not know are kept under their own words behind this.
UNKNOWN = "?"
#: The end of a label whose value is a day.
_NAMES_A_DAY = re.compile(r"(?:日期?|時間)$")
_PUBLICATION = re.compile(
    rf"^\s*(?:公務|因公)?\s*(?:出\s*國|赴(?:中國)?大陸(?:地區)?[{HAN}]{{0,4}})\s*報\s*告(?:書)?"
)
#: What sort of report it is, and perhaps whose: 某市政府因公出國考察報告, above the title; in lines of
#: the title these words are its end.
_SORT_OF_REPORT = "(?:考察|專題|研究|研習|進修|實習|訪問|參訪|心得)"
_PUBLISHED_BY = re.compile(
    rf"(?:(?:\d{{2,4}}\s*年度?)?\s*[{HAN}]{{2,20}}(?:府|部|署|局|院|會|處|所|中心|公司|機關|學校|大學)(?=.*出國))?"
    rf"(?:\d{{2,4}}\s*年度?)?(?:公務|因公|派員|人員|出國|國外|{_SORT_OF_REPORT})+報告書?"
)
#: A title, or a line of one, in quotation marks.
_QUOTED = re.compile(r"^[「《](?P<words>[^「」《》]+)[」》]$")


@dataclass(slots=True)
class Fields:
    """Values by field, the lines of each, and what each line said, so far.

    ``first`` is the field of the lines before the first label, ``current`` that of the last line,
    ``above`` a line that names who publishes the report and is its title where there is no other.
    """

    first: str
    current: str
    above: str = ""
    values: dict[str, str] = field(default_factory=dict)
    where: dict[str, tuple[int, ...]] = field(default_factory=dict)
    said: list[tuple[str, int, str]] = field(default_factory=list)

    def add(self, said_as: str, text: str, line: int) -> None:
        name = _SAME.get(said_as, said_as)
        before, value = self.values.get(name, ""), squeeze(text)
        if name == "title" and value and before == value:
            value = ""  # printed above a table and again in it
        last = next((said for each, _, said in reversed(self.said) if each == said_as), "")
        one_each = {"reporters": _is_person, "organiser": _is_agency}.get(name)
        if before and one_each and (one_each(last) or one_each(before)) and one_each(text):
            self.values[name] = f"{before.rstrip('、')}、{value}"  # one person or agency a line
        else:
            self.values[name] = join(before, value)
        self.where[name] = (*self.where.get(name, ()), line)
        self.said.append((said_as, line, text.strip()))

    def rename(self, old: str, new: str) -> None:
        """Give what one field says to another that nothing was said of."""
        self.values[new], self.where[new] = self.values.pop(old), self.where.pop(old)
        self.said = [(new if name == old else name, line, text) for name, line, text in self.said]

    def set_aside_heading(self, line: int) -> None:
        """What stands above 出國報告 is a stamp or a running head, not the title."""
        above: tuple[int, ...] = ()
        if not self.where.keys() - {"title", "category", "publication"}:  # no field before it
            self.values.pop("title", None)
            above = self.where.pop("title", ())
        self.where["publication"] = (*self.where.get("publication", ()), *above, line)


def unquoted(title: str) -> str:
    return _QUOTED.sub(r"\g<words>", title)


def read_fields(lines: Sequence[TextLine], *, first: str) -> Fields:
    """What the lines say. A line without a label goes on with the field before it; the lines before
    the first label are the field ``first``."""
    read = Fields(first, first)
    for line in lines[:_MOST_LINES]:
        if not line.blank and line.role is None:
            _read_line(read, line)
    if read.above:
        read.values.setdefault("title", squeeze(read.above))
    return read


def _read_line(read: Fields, line: TextLine) -> None:
    text = spaced if squeeze(spaced := loose(line.raw)) == line.text else line.text
    if category := _CATEGORY.search(text):
        text = _before_category(read, category, line.number)
    if not text or _is_heading(read, text, line.number):
        return
    if heads := "reporters" if heads_list(text) else _heads_fields(text):
        read.current = heads
        read.add(read.current, "", line.number)
        return
    for part in _cells(line, text):
        part = _EXPLAINS.sub("", part) if read.current == "reporters" else part
        found = _labelled(read, line, part)
        read.current = found[0] if found else read.current
        value = unquoted(part) if read.current == "title" else part
        read.add(read.current, (found[1] or "") if found else value, line.number)


def _labelled(read: Fields, line: TextLine, part: str) -> tuple[str, str | None] | None:
    """Field and value that a part of the line says of itself."""
    found = label("cover", part) or _other_label(part, read)
    if found and found[1] is None and _SAME.get(found[0], found[0]) in read.values:
        return (read.current, "") if found[0] == read.current else None
    if found is None and read.current in _BODIES and line.indent and _PERSON.match(part):
        return ("reporters", part) if _is_person(part) else None  # its label is further down
    return found


def _is_heading(read: Fields, text: str, line: int) -> bool:
    """Whether the line is the heading of such reports, which is set aside; behind one and a title,
    出國報告 is the end of the title."""
    published_by = _PUBLISHED_BY.fullmatch(squeeze(text))
    agency, sort = read.values.get("title", ""), re.search(_SORT_OF_REPORT, text)
    if published_by and sort and agency and not _is_agency(agency):
        return False
    short = len(squeeze(text)) <= _MOST_HEADING and _PUBLICATION.match(text)
    if not (published_by or short or _PUBLICATION.fullmatch(text)):
        return False
    in_title = read.current == read.first == "title" and "title" in read.values
    if in_title and "publication" in read.where:
        return False
    read.set_aside_heading(line)
    read.above = agency * bool(sort) + text if published_by else read.above
    if "title" not in read.values:
        read.current = read.first
    return True


def _before_category(read: Fields, category: re.Match[str], line: int) -> str:
    """What stands before the category, which is read; a heading there is set aside."""
    text = category.string[: category.start()].strip()
    heading = _PUBLICATION.fullmatch(text) is not None
    if category["alone"] and not ((heading or not text) and meaning("category", category["alone"])):
        return category.string
    if "category" not in read.values:
        read.add("category", category["category"] or category["alone"], line)
    if heading:
        read.set_aside_heading(line)
    return "" if heading else text


def _heads_fields(text: str) -> str | None:
    """The first field of a line of labels whose values come in the next: 主辦機關/聯絡人/電話."""
    first, *others = text.split("/") if not re.search("[:(【〔]", text) else [""]
    blank = Fields("title", "title")
    known = any(label("cover", word) for word in others) and _other_label(f"計畫{first}:", blank)
    return known[0] if known else None


def _other_label(text: str, read: Fields) -> tuple[str, str] | None:
    """A label that the vocabulary lacks: the field that its end names (計畫主辦機關, 考察地區), or one
    of its own, so that its value goes to no other field. Before the first label a colon is the
    title's, unless the value tells, and between days it is no label (第一次:9月1日至5日), unless it names one (核定日期:9月1日)."""
    match = _LABELLED.match(text)
    word = re.sub(r"\s", "", match["label"]) if match else ""
    days = len(find_dates(match["value"])) if match and read.current == "period" else 0
    if not match or days > 1 or (days and not _NAMES_A_DAY.search(word)):
        return None
    for start in range(1, len(word) - 1):
        for place in ("cover", "cover_end"):
            known = label(place, f"{word[start:]}:{match['value']}")
            if known and not (place == "cover_end" and read.values.get(known[0])):
                return known[0], match["value"]
    if read.current == "title" and _sort_of(match["value"]) is None:
        return None
    return f"{UNKNOWN}{word}", match["value"]


def _cells(line: TextLine, text: str) -> list[str]:
    """A cover may be set as a table, as two columns (label and value side by side), or with several
    labels in a line; behind a label white space is as good as a colon."""
    known = label_words("cover")
    apart = rf"^({known}\s*{EXPLAINED})(?<=\s)(?=[^\s:])"
    spaced = text if label("cover", text) else re.sub(apart, r"\1:", text)
    parts = re.split(rf"\s+(?={known}\s*:)", spaced)
    found = [label("cover", part) for part in parts]
    if line.cells is None and all(each and each[1] is not None for each in found):
        return parts
    columns = line.cells or tuple(re.split(r"\t+|[ \u3000]{3,}", line.raw.strip()))
    if line.cells is None and (len(columns) != 2 or label("cover", text)):
        return [text]
    cells = [cell for cell in columns if cell and loose(cell)]
    if len(cells) == 2:
        first, *more = filter(None, map(loose, cells[1].split("\n")))
        pair = f"{loose(cells[0]).rstrip(':')}:{first}"
        if label("cover", pair) or _other_label(pair, Fields("title", "title")):
            return [pair, *more]
    return [*map(loose, cells)] if line.cells is not None else [text]


def _is_agency(text: str) -> bool:
    """Whether the text, or the last of several, names an agency by itself."""
    return resolve(text.rpartition("、")[2].strip()).branch is not None


def _is_person(text: str) -> bool:
    """Whether the text, or the last of several, names a person with a post or by a name alone."""
    people, rest = read_people_with_posts(text.rpartition("、")[2])
    return bool(people) and not rest


def category_named(text: str) -> str | None:
    """The category without its number; of a form that prints all, the one that is ticked
    (``■1考察□2進修``)."""
    if ticked := _TICKED.search(text):
        text = ticked["category"]
    return None if "□" in text else _NUMBER_OF_CATEGORY.sub("", text) or None


def tell_by_values(read: Fields, in_form: Mapping[str, str]) -> dict[str, str]:
    """Labels that the vocabulary lacks → the field that their value can only be of, where nothing
    else is said of it; the unit of a cover that names no agency is the agency (服務單位 alone)."""
    told: dict[str, str] = {}
    for name, value in list(read.values.items()):
        unknown = name.startswith(UNKNOWN)
        field = _sort_of(value) if unknown else {"unit": "organiser"}.get(name)
        if field and not (read.values.get(field) or in_form.get(field)):
            read.rename(name, field)
            if unknown:
                told[name] = field
    return told


def _sort_of(value: str) -> str | None:
    """The field that a value is of by its form: a range of days, a category, an agency."""
    days = printed_days(value)
    if days and days[1]:
        return "period"
    if meaning("category", category_named(value) or ""):
        return "category"
    return "organiser" if _is_agency(value) else None
