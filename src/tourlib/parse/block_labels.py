"""A report's own words for the fields of its blocks, identified by the values beside them.

``日時:5月17日(一)10:15-12:00`` and ``所在:市役所5樓`` recur below the headings of courses and visits.
The label beside the times is that of the time, whatever it is called; the others are told likewise.
A sentence that only gives time, place and people is a block too. The lines are rewritten with the
usual labels (時間, 地點, 講座; 主辦機關, 協辦機關), so that everything after this knows one form.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import takewhile

from tourlib.clocks import find_clock
from tourlib.dates import find_dates, without_dates
from tourlib.lines import Cells, Line, table_row_text
from tourlib.people.division import read_people_with_posts
from tourlib.people.forms import is_agency, post_cost
from tourlib.people.lists import leads_people
from tourlib.people.speakers import read_people
from tourlib.readers.page.words import PrintedRow, joined
from tourlib.readers.text.lines import printed_width
from tourlib.readers.text.placed import words_of
from tourlib.tables.cell_forms import is_horizon, is_place
from tourlib.text import HAN, MARKS, normalize
from tourlib.vocabulary import header_column, label, label_words

#: The usual label of each field.
_USUAL = {
    "time": "時間",
    "place": "地點",
    "speakers": "講座",
    "lead_agency": "主辦機關",
    "co_agencies": "協辦機關",
    "horizon": "期程",
}
#: The characters of a label may be spread out: 日　　時.
_WORD = rf"(?P<word>[{HAN}]{{2,6}}|[{HAN}](?:[ \u3000]{{1,4}}[{HAN}]){{1,3}})"
#: A label with its colon, at the beginning of a line or after a separator.
_LABEL = re.compile(
    rf"(?:^|(?<=[\s;；/／|｜。]))[\s{MARKS}*•-]*(?:[(（]?[一二三四五六七八九十\d]{{1,2}}[)）.、])?\s*"
    rf"[【\[]?{_WORD}(?:[】\]][ \u3000]*[:：]?|[ \u3000]*[:：])"
)
#: A label and its value separated by a gap.
_APART = re.compile(rf"^\s*{_WORD}(?:\t|[ \u3000]{{2,}})(?=\S+(?:[ \u3000]\S+)*$)")
#: Maximum number of lines of a value above its label.
_MOST_ABOVE = 12
#: Minimum number of blocks with a label; minimum share of its values that are of one sort.
_LEAST, _SHARE = 2, 0.6
#: Length of a value that is a place, and maximum length of a sentence that is a block.
_LEAST_PLACE, _MOST_PLACE, _MOST_SENTENCE = 2, 40, 120
#: How a sentence with a time may begin.
_BEGINS = re.compile(
    r"\s*[(（]?\s*(?:中華|民國|[\d０-９一二三四五六七八九十上下早晚]|[A-Z][a-z]{2})"
)
#: Words for what is done somewhere: 在該署簡報室聽取簡報.
_ACT = re.compile(
    "聽取|參觀|進行|舉行|辦理|召開|拜[會訪]|參訪|訪問|座談|交流|報到|集合|參加|講授|授課|主講"
)
#: Separators of clauses; people, and the place of a lecture, have a clause of their own.
_CLAUSES = re.compile(r"\s*[,;]\s*|(?=由)|(?=[於在][^,;由]*(?:講授|授課|主講))")
#: Maximum length of words before the time of a sentence (當天下午,亦即).
_MOST_BEFORE = 8
_OURS = "(?:我們|全[班團體]|本[班團]|[團學]員|一行)?"
#: Beginnings of clauses: where one is, where one goes, who receives or speaks.
_AT = re.compile(rf"{_OURS}(?:[於在假]|地點[是為])(?P<value>.{{2,}})")
_TOWARDS = re.compile(rf"{_OURS}(?:[轉前]往|改?赴|抵達)(?P<value>.{{2,}})")
_BY = re.compile(r"由(?P<value>.{2,})")
#: A person in Latin letters with a post: Andrew Lim教授.
_WITH_POST = re.compile(rf"(?P<value>[A-Z][A-Za-zÀ-ÿ .'’-]+(?P<post>[{HAN}]{{2,5}}))$")
#: Others with whom one speaks; they are told by their posts.
_WITH = re.compile(rf"{_OURS}(?:與|和|偕同?|聽取|拜會)(?P<value>.{{2,}})")
#: What may stand beside day and time in their clause.
_BESIDE_TIME = re.compile(r"[\s()一二三四五六日週星期上下中午晚間早]*")


@dataclass(frozen=True, slots=True)
class _Said:
    """A label with its value; ``block`` numbers the labelled lines that follow each other."""

    block: int
    word: str
    value: str


def with_usual_labels(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, with the report's own labels of blocks and recommendations replaced by the
    usual ones, and sentences that are blocks written as labels and values."""
    lines = [_with_colons(line) for line in _with_whole_rows(lines)]
    named = _own_labels([*_labelled(lines)])
    written = _with_items_of_boxes([_renamed(line, named) for line in lines])
    for at, line in enumerate(written):
        for length in (1, 2) if _BEGINS.match(line.text) else ():
            inside = written[at : at + length]
            if fields := _fields_of_sentence(inside):
                said = ";".join(f"{_USUAL[name]}:{value}" for name, value in fields)
                rest = [replace(line, role="visits") for line in inside[1:]]
                written[at : at + length] = [replace(inside[0], text=said), *rest]
                break
    return written


def _with_items_of_boxes(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with tables of labels that each hold one recommendation as its text and
    fields: 提案一 | 設窗口, 說明 | …, 主辦機關 | …. The first row is its title, with a number if the same
    word is in the first row of each."""
    tables = defaultdict[int | None, list[Line]](list)
    for line in lines:
        tables[line.table].append(line)
    boxes = [box for table, box in tables.items() if table is not None and _is_item(box)]
    words = Counter(word for box in boxes for word, _value in _pairs(box[0]))
    written: dict[int, str] = {}
    for place, box in enumerate(boxes if len(boxes) >= _LEAST else (), 1):
        for line in box:
            for word, value in _pairs(line):
                title = f"{place}. {value}" if words[word] > 1 else f"{word} {value}"
                text = f"{word}:{value}" if _known(word) else value
                written[line.number] = title if line is box[0] else text
    plain = (
        replace(n, text=written[n.number], cells=None) if n.number in written else n for n in lines
    )
    return list(plain)


def _is_item(box: Sequence[Line]) -> bool:
    """True if the rows of a table are all labels and values, and one is a responsible agency."""
    pairs = [_pairs(line) for line in box]
    fields = {_known(word) for row in pairs for word, _value in row}
    return len(box) > _LEAST and all(len(row) == 1 for row in pairs) and "lead_agency" in fields


def _with_whole_rows(lines: Sequence[Line]) -> list[Line]:
    """Return the lines; in laid-out text a label is beside the middle of its wrapped value, as many
    lines of which are above as below it: the first of these lines gets the cells of the row."""
    written, free = list(lines), 0
    for at in range(len(lines)):
        row = _printed(lines[at])
        if at < free or len(row.pieces) < 2 or not label("block", f"{row.pieces[0].text}:"):
            continue
        values = partial(_is_right_of, row.pieces[0].end)
        above = [*takewhile(values, map(_printed, lines[max(free, at - _MOST_ABOVE) : at][::-1]))]
        below = [*takewhile(values, map(_printed, lines[at + 1 : at + 1 + len(above)]))]
        if below and (cells := _cells_of(row, [*above[: len(below)][::-1], row, *below])):
            first, free = at - len(below), at + len(below) + 1
            written[first:free] = [replace(each, role="visits") for each in lines[first:free]]
            text = table_row_text(cells)
            written[first] = replace(lines[first], cells=cells, text=text, table=at)
    return written


def _printed(line: Line) -> PrintedRow:
    """Return the words of a line with their positions; none if it is not plain text."""
    plain = line.cells is None and line.role is None and "\t" not in line.text
    return words_of(line.text if plain else "", printed_width)


def _is_right_of(edge: float, row: PrintedRow) -> bool:
    """True if a line has only values, to the right of the labels."""
    return bool(row.words) and row.words[0].start >= edge


def _cells_of(row: PrintedRow, lines: Sequence[PrintedRow]) -> Cells | None:
    """Return the labels and values of the lines around one with labels; ``None`` if they are others,
    or that is the header of a timetable."""
    pieces = [piece for each in lines for piece in each.pieces]
    cells = tuple(
        "\n".join(piece.text for piece in pieces if start <= piece.start < end)
        for start, end in joined((piece.start, piece.end) for piece in pieces)
    )
    heads = header_column("timetable", row.pieces[-1].text, exact=True) is not None
    return cells if len(cells) in (2, 4) and not heads else None


def _with_colons(line: Line) -> Line:
    """Return a line of labels that gaps separate from their values with colons instead:
    時間    5月18日09:30-11:30 地點    市政廳"""
    form = _label_before_gap()
    may_be = line.cells is None and line.role is None and find_clock(line.text)
    first = form.match(line.text) if may_be else None
    if first is None or form.search(line.text, first.end()) is None:
        return line
    return replace(line, text=form.sub(lambda match: f"{match['word']}:", line.text))


@cache
def _label_before_gap() -> re.Pattern[str]:
    words = label_words("block", "time", "place", "speakers")
    return re.compile(rf"(?:^|(?<=[\s\d)）]))(?P<word>{words})[ \u3000]{{2,}}(?=\S)")


def _labelled(lines: Sequence[Line]) -> Iterator[_Said]:
    """Yield the labels of all lines that begin with one, with their values."""
    block, inside = 0, False
    for line in lines:
        pairs = _pairs(line)
        if pairs and not inside:
            block += 1
        inside = bool(pairs) or (inside and not line.text.strip())
        for word, value in pairs:
            yield _Said(block, word, value)


def _pairs(line: Line) -> list[tuple[str, str]]:
    """Return the labels and values of a line or of a row of a table of labels; else none."""
    if line.role is not None:
        return []
    if line.cells is not None:
        filled = [normalize(cell) for cell in line.cells if cell]
        pairs = list(zip(filled[::2], filled[1::2], strict=False))
        words = all(re.fullmatch(_WORD, word) for word, _value in pairs)
        box = len(filled) == 2 == len(line.cells) or (len(filled) == 4 and _is_moment(filled[1]))
        return pairs if words and box else []
    begins, apart = _LABEL.match(line.text), _APART.match(line.text)
    marks = [*_LABEL.finditer(line.text)] if begins else [apart] if apart else []
    ends = [*(mark.start() for mark in marks), len(line.text)][1:]
    return [
        (normalize(mark["word"]), normalize(line.text[mark.end() : end]).rstrip(" ;,/|。"))
        for mark, end in zip(marks, ends, strict=True)
    ]


def _own_labels(said: Sequence[_Said]) -> dict[str, str]:
    """Return the field of each recurring unknown label whose values show it."""
    by_word: dict[str, list[_Said]] = defaultdict(list)
    for each in said:
        by_word[each.word].append(each)
    fields = {word: _known(word) for word in by_word}
    unknown = {word: found for word, found in by_word.items() if not fields[word]}
    for field, is_one in _TESTS:
        beside: dict[int, set[str]] = defaultdict(set)
        for each in said:
            beside[each.block].add(fields[each.word])
        shares: dict[str, float] = {}
        for word, found in unknown.items():
            values = [each.value for each in found if _may_stand(field, beside[each.block])]
            share = sum(map(is_one, values)) / max(len(values), 1)
            if len(values) >= _LEAST and share >= _SHARE and not fields[word]:
                shares[word] = share
        best = [*shares] if field == "time" else sorted(shares, key=lambda word: -shares[word])[:1]
        fields |= dict.fromkeys(best, field)
    return {word: fields[word] for word in unknown if fields[word]}


def _may_stand(field: str, beside: set[str]) -> bool:
    """Return whether a field may stand in a block with these: places and people beside a time,
    responsible agencies in a block without one."""
    if field == "time":
        return True
    return field not in beside and ("time" in beside) == (field in {"place", "speakers"})


def _known(word: str) -> str:
    """Return what a known label names, or that it is a role in the journey; empty if no list has it."""
    if leads_people(f"{word}:{word}"):
        return "role"
    found = (label(place, f"{word}:") for place in ("block", "item", "cover"))
    return next((field for field, _value in filter(None, found)), "")


def _is_moment(text: str) -> bool:
    """True if the text is a day or a time, or both, and little else."""
    rest = _without_moment(text)
    return rest is not None and len(rest) * 2 < len(text)


def _without_moment(text: str) -> str | None:
    """Return the text without its day and time; ``None`` if it has neither."""
    rest = without_dates(text)
    clock = find_clock(rest)
    timeless = rest[: clock.span[0]] + rest[clock.span[1] :] if clock else rest
    return _BESIDE_TIME.sub("", timeless) if timeless != text else None


def _has_people(text: str) -> bool:
    names, _unread = read_people(text)
    return bool(names)


def _may_be_place(text: str) -> bool:
    return _LEAST_PLACE <= len(text) <= _MOST_PLACE and not re.search(r"[。;]", text)


def _are_agencies(text: str) -> bool:
    return all(map(is_agency, filter(None, re.split("[、,;/]", text))))


#: The fields in the order in which they are told, with the test of a value.
_TESTS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("time", _is_moment),
    ("speakers", _has_people),
    ("place", is_place),
    ("lead_agency", _are_agencies),
    ("co_agencies", _are_agencies),
    ("horizon", is_horizon),
)


def _renamed(line: Line, named: dict[str, str]) -> Line:
    """Return the line with its labels replaced by the usual ones."""
    if not named or not any(word in named for word, _value in _pairs(line)):
        return line
    if line.cells is not None:
        cells = tuple(_USUAL.get(named.get(normalize(c or ""), ""), c) for c in line.cells)
        return replace(line, cells=cells, text=table_row_text(cells))

    def usual(match: re.Match[str]) -> str:
        field = named.get(normalize(match["word"]))
        if field is None:
            return match[0]
        return match[0].replace(match["word"], _USUAL[field], 1)

    return replace(line, text=_APART.sub(usual, _LABEL.sub(usual, line.text)))


def _fields_of_sentence(lines: Sequence[Line]) -> list[tuple[str, str]]:
    """Return time, place and people of a sentence, or text in brackets, that gives nothing else:
    上午10時至11時30分,於市政廳,由Anna Vogel主任接待。"""
    if any(line.cells is not None or line.role or not line.text.strip() for line in lines):
        return []
    text = normalize("".join(line.text.strip() for line in lines))
    bracketed = text.startswith("(") and text.endswith(")")
    if len(text) > _MOST_SENTENCE or not (bracketed or text.endswith("。")):
        return []
    said = text[1:-1] if bracketed else text.rstrip("。")
    first, *others = filter(None, _CLAUSES.split(said))
    fields = [_clause(clause, bare=bracketed) for clause in others]
    if _without_moment(first) or not find_clock(first) or not others or None in fields:
        return []
    return [("time", first), *filter(None, fields)]


def fields_of_prose(text: str) -> list[tuple[str, str]]:
    """Return time, place and people of a text that begins with a time, from its first sentence:
    9月7日上午10時至11時30分於市政廳,由Anna Vogel主任接待,說明該市之作法。"""
    time, rest = _begun_by_time(_CLAUSES.split(text.partition("。")[0]))
    said = (form.match(clause) for form in (_AT, _TOWARDS) for clause in rest)
    places = (_ACT.split(match["value"])[0] for match in said if match)
    opened = (_BY.match(clause) or _WITH.match(clause) or _one_with_post(clause) for clause in rest)
    people = (_people_of(match["value"]) for match in opened if match)
    found = {
        "time": time,
        "place": next((p for p in places if len(p.removeprefix("該")) >= _LEAST_PLACE), ""),
        "speakers": next(filter(None, people), ""),
    }
    return [(name, value) for name, value in found.items() if value]


def _begun_by_time(clauses: Sequence[str]) -> tuple[str, list[str]]:
    """Return the time with which a sentence begins, perhaps after a few words, and the clauses after
    it; empty if it begins otherwise."""
    for at, clause in enumerate(clauses[:3]):
        clock = find_clock(clause)
        if clock:
            days = (each.span for each in find_dates(clause) if each.span[0] <= clock.span[0])
            begin, behind = next(days, (clock.span[0], clock.span[0]))
            alone = _BESIDE_TIME.fullmatch(clause[behind : clock.span[0]])
            if alone and begin <= _MOST_BEFORE // 2:
                rest = [clause[clock.span[1] :], *clauses[at + 1 :]]
                return clause[begin : clock.span[1]], rest
        if clock or len(clause) > _MOST_BEFORE:
            break
    return "", []


def _clause(text: str, *, bare: bool) -> tuple[str, str] | None:
    """Return field and value of a clause about place or people; ``bare``: a place needs no 於."""
    known = label("block", text)
    if known and known[1] and known[0] in {"place", "speakers"}:
        return known[0], known[1]
    if by := _BY.match(text):
        who = _people_of(by["value"])
        return ("speakers", who) if who else None
    at = _AT.match(text)
    if at or (bare and _may_be_place(text)):
        return "place", at["value"] if at else text
    return None


def _one_with_post(clause: str) -> re.Match[str] | None:
    match = _WITH_POST.match(clause)
    return match if match and post_cost(match["post"]) == 0 else None


def _people_of(text: str) -> str:
    """Return the people with their posts at the beginning of a text (李宰勳課長向全班說明); or all of
    it, without the word for what they did, if it names people otherwise. Empty if it names nobody."""
    for end in range(len(text), 2, -1) if not re.search("[A-Za-z]", text) else ():
        people, rest = read_people_with_posts(text[:end])
        if people and not rest and all(post_cost(each.title) == 0 for each in people):
            return text[:end]
    told = label("block", f"{text[-2:]}人:")
    who = text[:-2] if told and told[0] == "speakers" else text
    return who if _has_people(who) else ""
