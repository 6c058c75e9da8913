"""The words of the genre, kept as data: ``reference/*.csv``, one rule a line.

Lines that begin with ``#`` are comments. What a word means is settled there, not in code.
"""

from __future__ import annotations

import csv
import itertools
import re
from functools import cache, lru_cache
from importlib.resources import files

from tourlib.text import HAN

#: A header cell that holds other words beside a known one is no longer than this.
_MAX_HEADER = 16
#: A line that is nothing but labels and their values is no longer than this.
_MAX_LABELLED = 400
#: Marks of punctuation and spaces before a label; a bound keeps the search linear.
_MAX_MARKS = 9


@cache
def rules(name: str) -> tuple[tuple[str, ...], ...]:
    """The rules of ``reference/<name>.csv``, one tuple of strings a line.

    Raises:
        FileNotFoundError: no such file.
    """
    text = files("tourlib").joinpath("reference", f"{name}.csv").read_text(encoding="utf-8")
    kept = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return tuple(tuple(cell.strip() for cell in row) for row in csv.reader(kept))


@cache
def _patterns(use: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (value, re.compile(pattern)) for kind, value, pattern in rules("words") if kind == use
    )


def names_like(use: str, text: str) -> tuple[str, ...]:
    """All names of what the text names, by the first rule of that use that knows it."""
    for _value, pattern in _patterns(use):
        if pattern.search(text):
            return tuple(pattern.pattern.split("|"))
    return ()


def meaning(use: str, text: str) -> str | None:
    """The value of the first rule of ``words.csv`` for this use that matches the text.

    >>> meaning("kind", "搭車前往機場")
    'transfer'
    """
    for value, pattern in _patterns(use):
        if pattern.search(text):
            return value
    return None


@cache
def _labels(place: str) -> tuple[tuple[str, str], ...]:
    """Field and form of the labels of this place, the word groups of a form written out."""
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
    """A regular expression of all labels of these fields, or of all fields; spaces may part the
    characters."""
    forms = "|".join(form for field, form in _labels(place) if not fields or field in fields)
    spaced = re.sub(f"[{HAN}]", lambda match: rf"{match[0]}\s?", forms)
    return f"(?:{spaced})"


def _field(place: str, word: str) -> str:
    squeezed = re.sub(r"\s", "", word)
    return next(field for field, form in _labels(place) if re.fullmatch(form, squeezed))


@cache
def _label_pattern(place: str) -> re.Pattern[str]:
    words = label_words(place)
    return re.compile(
        rf"^\s*(?:[【〔\[]\s*(?P<word_in>{words})\s*[】〕\]]\s*[:：]?\s*(?P<value_behind>.*)"
        rf"|(?P<word>{words})\s*(?:[:：]\s*(?P<value>.*)|(?P<bare>)))$"
    )


def label(place: str, text: str) -> tuple[str, str | None] | None:
    """Field and value where the text is a label of this place; the value is ``None`` where the
    label stands alone without a colon. Brackets around the label are as good as a colon.

    >>> label("cover", "派赴國家: 甲國")
    ('destination', '甲國')
    >>> label("block", "【地點】市政廳")
    ('place', '市政廳')
    """
    match = _label_pattern(place).match(text)
    if not match:
        return None
    field = _field(place, match["word_in"] or match["word"])
    return field, match["value_behind"] if match["word_in"] else match["value"]


@cache
def _label_inside(place: str) -> re.Pattern[str]:
    return re.compile(rf"[(\[;,、\s]{{0,{_MAX_MARKS}}}(?P<word>{label_words(place)})\s*[:：]\s*")


def label_place(place: str, text: str) -> int | None:
    """Where in the text the first label of this place stands, behind a mark of punctuation.

    >>> label_place("item", "研議修法。主辦機關:交通部")
    5
    """
    match = re.search(rf"(?<=[。;,、(\[\s])(?={_label_inside(place).pattern})", text)
    return match.start() if match else None


def labels_in(place: str, text: str) -> list[tuple[str, str]]:
    """All fields and values of a line that is nothing but labels of this place; else empty.

    >>> labels_in("item", "(主辦機關:交通部;協辦機關:內政部)")
    [('lead_agency', '交通部'), ('co_agencies', '內政部')]
    """
    if len(text) > _MAX_LABELLED:
        return []
    marks = list(_label_inside(place).finditer(text))
    if not marks or marks[0].start() != 0:
        return []
    ends = [m.start() for m in marks[1:]] + [len(text)]
    return [
        (_field(place, m["word"]), text[m.end() : e].strip(" ;,。)]"))
        for m, e in zip(marks, ends, strict=True)
    ]


@cache
def _label_beside(place: str) -> re.Pattern[str]:
    words = label_words(place)
    return re.compile(rf"(?:(?<=^)|(?<=[\s;,、|。()]))(?P<word>{words})\s*[:：]\s*")


def labels_beside(place: str, text: str) -> list[tuple[str, str]]:
    """All fields and values of a line of which spaces or marks divide several.

    >>> labels_beside("block", "時間:9月8日 地點:市政廳")
    [('time', '9月8日'), ('place', '市政廳')]
    """
    marks = list(_label_beside(place).finditer(text))
    found = []
    for mark, following in itertools.zip_longest(marks, marks[1:]):
        value = text[mark.end() : following.start() if following else None].strip(" ;,、|。")
        unopened = value.endswith(")") and value.count(")") > value.count("(")
        found.append((_field(place, mark["word"]), value[:-1] if unopened else value))
    return found


@lru_cache(maxsize=8192)
def chapter_role(title: str) -> str | None:
    """What a chapter's title means: ``purpose``, ``reflections`` …; ``None`` if no rule knows it."""
    squeezed = re.sub(r"\s", "", title)
    return next((role for role, word in rules("chapters") if word in squeezed), None)


@lru_cache(maxsize=8192)
def is_chapter_word(text: str) -> bool:
    """Whether the text is nothing but a chapter's customary name (摘要, 目錄, 結語 …)."""
    squeezed = re.sub(r"[\s:]", "", text)
    return any(word == squeezed for _role, word in rules("chapters"))


def is_appendix_title(text: str) -> bool:
    """Whether the line is the heading of an appendix without a number: 附錄 考察照片.

    >>> is_appendix_title("附錄 考察照片"), is_appendix_title("附錄所列照片")
    (True, False)
    """
    match = re.match(r"附\s?[錄件][\s:、]+(?P<title>\S.*)$", text)
    return match is not None and len(text) <= 30 and not re.search(r"[。;!?]|\d$", text)


@lru_cache(maxsize=8192)
def header_column(table: str, cell: str, *, exact: bool = False) -> str | None:
    """The column that a header cell names, for a table of this kind; ``None`` if it names none.

    Args:
        exact: only the very words of the vocabulary, not words inside a longer cell.
    """
    squeezed = re.sub(
        r"[(（][^()（）]*\d[^()（）]*[)）]$", "", "".join(cell.split())
    )  # 上午(9時至12時)
    words = _header_words(table)
    named = words.get(squeezed.lower())
    if named or exact or len(squeezed) > _MAX_HEADER or re.search(r"[:\d]", squeezed):
        return named
    inside = [
        (len(word), column)
        for kind, column, word in rules("table_headers")
        if kind == table and len(word) > 1 and word in squeezed
    ]
    # Of two words as long the one whose column is named first: 日期 / 地點 is a column of days.
    return max(inside, key=lambda found: found[0])[1] if inside else None


@cache
def header_words() -> re.Pattern[str]:
    """Any word of more than one letter that a header of any table has, the longest first."""
    words = {word for _kind, _column, word in rules("table_headers") if len(word) > 1}
    longest = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest)), re.IGNORECASE)


@cache
def _header_words(table: str) -> dict[str, str]:
    """Word in small letters → column; of equal words the first."""
    found: dict[str, str] = {}
    for kind, column, word in rules("table_headers"):
        if kind == table:
            found.setdefault(word.lower(), column)
    return found
