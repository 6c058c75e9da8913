"""The words of the genre, kept as data: ``reference/*.csv``, one rule per line.

Lines that begin with ``#`` are comments. The meaning of words is defined there, not in code.
"""

from __future__ import annotations

import csv
import itertools
import re
from functools import cache, lru_cache

from tourlib.files import read_reference
from tourlib.text import HAN, MARKS, plain_characters

#: Kinds of tables whose headers are known.
TABLES = ("roster", "timetable", "photos", "advice")
#: Maximum length of a header cell with other words beside a known one.
_MAX_HEADER = 16
#: Maximum length of a line that consists of labels and their values.
_MAX_LABELLED = 400
#: An explanation after a label: 出國人員(姓名及職稱).
EXPLAINED = r"(?:[(【〔][^()【】〔〕:：]{1,40}[)】〕]\s*)?"
#: Opening brackets around a label.
_OPEN = r"【〔\[〈《<"


#: The list marker before the next label on a line: ◎日期:… ◎地點:…
_BEFORE_LABEL = re.compile(rf"[{MARKS}\s]+$")


@cache
def rules(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rules of ``reference/<name>.csv``, one tuple of strings per line.

    Raises:
        FileNotFoundError: no such file.
    """
    lines = read_reference(f"{name}.csv").splitlines()
    kept = (line for line in lines if line.strip() and not line.startswith("#"))
    return tuple(tuple(cell.strip() for cell in row) for row in csv.reader(kept))


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a file of rules whose first line names its columns."""
    head, *rows = rules(name)
    return tuple(dict(zip(head, row, strict=True)) for row in rows)


@cache
def _patterns(use: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (value, re.compile(pattern)) for kind, value, pattern in rules("words") if kind == use
    )


def names_like(use: str, text: str) -> tuple[str, ...]:
    """Return all names for what the text names, from the first matching rule of this use."""
    found = _first(use, text)
    return tuple(found[1].re.pattern.split("|")) if found else ()


def any_of(*uses: str) -> str:
    """Return a regular expression for everything that the rules of these uses match."""
    return "|".join(pattern.pattern for use in uses for _value, pattern in _patterns(use))


def _first(use: str, text: str) -> tuple[str, re.Match[str]] | None:
    """Return the value of the first matching rule of a use, and the match."""
    tried = ((value, pattern.search(text)) for value, pattern in _patterns(use))
    return next(((value, match) for value, match in tried if match), None)


def meaning(use: str, text: str) -> str | None:
    """Return the value of the first rule of ``words.csv`` for this use that matches the text.

    >>> meaning("kind", "搭車前往機場")
    'transfer'
    """
    found = _first(use, text)
    return found[0] if found else None


def words_like(use: str, text: str) -> str:
    """Return the words of a text that the first matching rule for this use finds; empty if none matches.

    >>> words_like("abroad", "丹麥哥本哈根")
    '丹麥'
    """
    found = _first(use, text)
    return found[1][0] if found else ""


@cache
def _labels(place: str) -> tuple[tuple[str, str], ...]:
    """Return field and form of the labels of this place, with word groups expanded."""
    groups: dict[str, str] = {}
    found = []
    for where, name, form in rules("labels"):
        written = re.sub(r"\{(\w+)\}", lambda match: groups[match[1]], form)
        if where == "word":
            groups[name] = f"(?:{written})"
        elif where == place:
            found.append((name, written))
    return tuple(found)


@cache
def label_words(place: str, *fields: str) -> str:
    """Return a regular expression for all labels of these fields, or of all fields; spaces within a
    line may separate the characters."""
    forms = "|".join(form for field, form in _labels(place) if not fields or field in fields)
    spaced = re.sub(rf"(?:\[[^\]]*\]|[{HAN}/、])[?+*]?", lambda m: rf"{m[0]}[^\S\n]?", forms)
    return f"(?:{spaced})"


@cache
def _label(place: str) -> str:
    """Return a regular expression for a label with its separator: a colon, perhaps after an explanation
    in brackets, or brackets around the label instead; after a responsible agency also a dash."""
    mark = "[:：–—-]" if place == "item" else "[:：]"
    words = label_words(place)
    in_brackets = rf"[{_OPEN}]\s*(?P<word_in>{words})\s*[】〕\]〉》>]\s*[:：]?"
    return rf"(?:{in_brackets}|(?P<word>{words})\s*{EXPLAINED}{mark})\s*"


def _field(place: str, word: str) -> str:
    squeezed = re.sub(r"\s", "", word)
    return next(field for field, form in _labels(place) if re.fullmatch(form, squeezed))


@cache
def _label_pattern(place: str) -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?:{_label(place)}(?P<value>.*)|(?P<bare>{label_words(place)})\s*{EXPLAINED})$"
    )


def label(place: str, text: str) -> tuple[str, str | None] | None:
    """Return field and value if the text is a label of this place; the value is ``None`` for a
    label alone without a colon. Brackets around the label replace the colon.

    >>> label("cover", "派赴國家: 甲國")
    ('destination', '甲國')
    >>> label("block", "【地點】市政廳")
    ('place', '市政廳')
    """
    match = _label_pattern(place).match(text)
    if not match:
        return None
    return _field(place, match["bare"] or match["word_in"] or match["word"]), match["value"]


@cache
def _label_inside(place: str, *, behind_mark: bool = True) -> re.Pattern[str]:
    mark = rf"(?:(?<![^\W\d_])|(?=[{_OPEN}]))" if behind_mark else ""
    return re.compile(rf"{mark}{_label(place)}")


def label_place(place: str, text: str) -> int | None:
    """Return the position of the first label of this place in the text, in brackets or after punctuation.

    >>> label_place("item", "研議修法。主辦機關:交通部")
    5
    """
    places = (match.start() for match in _label_inside(place).finditer(text))
    return next(filter(None, places), None)


def labels_beside(place: str, text: str) -> list[tuple[str, str]]:
    """Return all fields and values of a line in which spaces or punctuation separate several.

    >>> labels_beside("block", "時間:9月8日/地點:市政廳")
    [('time', '9月8日'), ('place', '市政廳')]
    """
    return _values(place, text, list(_label_inside(place).finditer(text)))


def _values(place: str, text: str, marks: list[re.Match[str]]) -> list[tuple[str, str]]:
    """Return fields and values at these labels."""
    found = []
    for mark, following in itertools.zip_longest(marks, marks[1:]):
        value = text[mark.end() : following.start() if following else None]
        value = _BEFORE_LABEL.sub("", value) if following else value
        value = value.lstrip(" ;,、|。").rstrip(" ;,、|/。([【〔–—-")
        found.append((_field(place, mark["word_in"] or mark["word"]), without_unopened(value)))
    return found


def without_unopened(text: str) -> str:
    """Return the text without a closing bracket at its end that has no opening one."""
    for opened, closed in ("()", "[]", "〔〕", "【】"):
        if text.endswith(closed) and text.count(closed) > text.count(opened):
            text = text[:-1].rstrip(" ;,、。")
    return text


def labels_in(place: str, text: str) -> list[tuple[str, str]]:
    """Return all fields and values of a line that consists only of labels of this place; else empty.

    >>> labels_in("item", "(主辦機關:交通部;協辦機關:內政部)")
    [('lead_agency', '交通部'), ('co_agencies', '內政部')]
    """
    form = _label_inside(place, behind_mark=False)
    opened = len(text) - len(text.lstrip("([【〔;,、 "))
    if len(text) > _MAX_LABELLED or not any(form.match(text, at) for at in range(opened + 1)):
        return []
    return _values(place, text, list(form.finditer(text)))


@lru_cache(maxsize=8192)
def chapter_role(title: str) -> str | None:
    """Return the role of a chapter by its title: ``purpose``, ``reflections`` …; ``None`` if unknown."""
    squeezed = re.sub(r"\s", "", title)
    return next((role for role, form in _chapters() if form.search(squeezed)), None)


@cache
def _chapters() -> list[tuple[str, re.Pattern[str]]]:
    return [(role, re.compile(form)) for role, form in rules("chapters")]


@lru_cache(maxsize=8192)
def is_chapter_word(text: str) -> bool:
    """True if the text is only a chapter's customary name (摘要, 目錄, 結語 …)."""
    squeezed = re.sub(r"[\s:]", "", text)
    return any(form.fullmatch(squeezed) for _role, form in _chapters())


def appendix_title(text: str) -> str | None:
    """Return the title of the only appendix, whose heading has no number; ``None`` for any other line.

    >>> appendix_title("附錄 考察照片"), appendix_title("附錄所列照片")
    ('考察照片', None)
    """
    match = re.match(r"附\s?[錄件銷][\s:、]+(?P<title>\S.*)$", text)
    whole = len(text) <= 30 and not re.search(r"[。;!?]|\d$", text)
    return match["title"] if match and whole else None


@lru_cache(maxsize=8192)
def header_column(table: str, cell: str | None, *, exact: bool = False) -> str | None:
    """Return the column that a header cell names, for a table of this kind; ``None`` if it names none.

    Args:
        exact: only if the header is the whole cell, not words inside a longer one.
    """
    words = re.sub(
        r"(?:[(][^()]*\d[^()]*[)]|(?<!\d)\d{1,2}[:時].*)$",
        "",
        "".join(plain_characters(cell or "").split()),
    )
    heads = _heads(table)  # without the hours in 上午(9時至12時)
    named = next((column for column, head, _inside in heads if head.fullmatch(words)), None)
    if named or len(words) > _MAX_HEADER or re.search(r"[:\d]", words):
        return named
    bare = re.sub("[(][^()]*[)]", "", words)  # 時間(當地時間)
    inside = [
        (len(match[0]), column if not exact or head.fullmatch(bare) else None)
        for column, head, form in heads
        for match in form.finditer(words)
        if len(match[0]) > 1
    ]
    # Of two equally long ones the first counts: 日期 / 地點 is a column of days.
    return max(inside, key=lambda found: found[0])[1] if inside else None


@cache
def _heads(table: str) -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """Return the columns with patterns for whole cells (ignoring case) and within cells."""
    return tuple((name, re.compile(form, re.I), re.compile(form)) for name, form in _labels(table))


def count_heads(text: str) -> int:
    """Return the number of column headers, longer than one character, in a text."""
    return sum(len(match[0]) > 1 for match in _any_head().finditer(text))


@cache
def _any_head() -> re.Pattern[str]:
    forms = [form for table in TABLES for _column, form in _labels(table)]
    return re.compile("|".join(f"(?:{form})" for form in forms), re.I)
