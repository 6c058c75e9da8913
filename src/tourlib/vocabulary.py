"""The words of the genre, kept as data: ``reference/*.csv``, one rule a line.

Lines that begin with ``#`` are comments. What a word means is settled there, not in code.
"""

from __future__ import annotations

import csv
import itertools
import re
from functools import cache, lru_cache
from importlib.resources import files

from tourlib.text import HAN, MARKS, plain_characters

#: Kinds of tables whose heads are known.
TABLES = ("roster", "timetable", "photos", "advice")
#: A header cell that holds other words beside a known one is no longer than this.
_MAX_HEADER = 16
#: A line that is nothing but labels and their values is no longer than this.
_MAX_LABELLED = 400
#: What explains a label, behind it: 出國人員(姓名及職稱).
EXPLAINED = r"(?:[(【〔][^()【】〔〕:：]{1,40}[)】〕]\s*)?"
#: Brackets that a label may stand in.
_OPEN = r"【〔\[〈《<"


#: The mark of a list that the next label of a line begins with: ◎日期:… ◎地點:…
_BEFORE_LABEL = re.compile(rf"[{MARKS}\s]+$")


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
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a file of rules whose first line names its columns."""
    head, *rows = rules(name)
    return tuple(dict(zip(head, row, strict=True)) for row in rows)


@cache
def _patterns(use: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (value, re.compile(pattern)) for kind, value, pattern in rules("words") if kind == use
    )


def names_like(use: str, text: str) -> tuple[str, ...]:
    """All names of what the text names, by the first rule of that use that knows it."""
    found = _first(use, text)
    return tuple(found[1].re.pattern.split("|")) if found else ()


def any_of(*uses: str) -> str:
    """A regular expression of all that the rules of these uses know."""
    return "|".join(pattern.pattern for use in uses for _value, pattern in _patterns(use))


def _first(use: str, text: str) -> tuple[str, re.Match[str]] | None:
    """The value of the first rule of a use that knows a text, and what it finds there."""
    tried = ((value, pattern.search(text)) for value, pattern in _patterns(use))
    return next(((value, match) for value, match in tried if match), None)


def meaning(use: str, text: str) -> str | None:
    """The value of the first rule of ``words.csv`` for this use that matches the text.

    >>> meaning("kind", "搭車前往機場")
    'transfer'
    """
    found = _first(use, text)
    return found[0] if found else None


def words_like(use: str, text: str) -> str:
    """The words of a text that the first rule for this use finds; empty where none does.

    >>> words_like("abroad", "丹麥哥本哈根")
    '丹麥'
    """
    found = _first(use, text)
    return found[1][0] if found else ""


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
    """A regular expression of all labels of these fields, or of all fields; spaces of a line may part
    the characters."""
    forms = "|".join(form for field, form in _labels(place) if not fields or field in fields)
    spaced = re.sub(rf"(?:\[[^\]]*\]|[{HAN}/、])[?+*]?", lambda m: rf"{m[0]}[^\S\n]?", forms)
    return f"(?:{spaced})"


@cache
def _label(place: str) -> str:
    """A regular expression of a label with what divides it from its value: a colon, perhaps behind
    an explanation in brackets, or brackets around the label, which are as good as one; behind who is
    to do something a dash, too."""
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
    return _field(place, match["bare"] or match["word_in"] or match["word"]), match["value"]


@cache
def _label_inside(place: str, *, behind_mark: bool = True) -> re.Pattern[str]:
    mark = rf"(?:(?<![^\W\d_])|(?=[{_OPEN}]))" if behind_mark else ""
    return re.compile(rf"{mark}{_label(place)}")


def label_place(place: str, text: str) -> int | None:
    """Where in the text the first label of this place stands, in brackets or behind a mark of
    punctuation.

    >>> label_place("item", "研議修法。主辦機關:交通部")
    5
    """
    places = (match.start() for match in _label_inside(place).finditer(text))
    return next(filter(None, places), None)


def labels_beside(place: str, text: str) -> list[tuple[str, str]]:
    """All fields and values of a line of which spaces or marks divide several.

    >>> labels_beside("block", "時間:9月8日/地點:市政廳")
    [('time', '9月8日'), ('place', '市政廳')]
    """
    return _values(place, text, list(_label_inside(place).finditer(text)))


def _values(place: str, text: str, marks: list[re.Match[str]]) -> list[tuple[str, str]]:
    """Fields and values at these labels."""
    found = []
    for mark, following in itertools.zip_longest(marks, marks[1:]):
        value = text[mark.end() : following.start() if following else None]
        value = _BEFORE_LABEL.sub("", value) if following else value
        value = value.lstrip(" ;,、|。").rstrip(" ;,、|/。([【〔–—-")
        found.append((_field(place, mark["word_in"] or mark["word"]), without_unopened(value)))
    return found


def without_unopened(text: str) -> str:
    """The text without a bracket at its end that was opened before it."""
    for opened, closed in ("()", "[]", "〔〕", "【】"):
        if text.endswith(closed) and text.count(closed) > text.count(opened):
            text = text[:-1].rstrip(" ;,、。")
    return text


def labels_in(place: str, text: str) -> list[tuple[str, str]]:
    """All fields and values of a line that is nothing but labels of this place; else empty.

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
    """What a chapter's title means: ``purpose``, ``reflections`` …; ``None`` if no rule knows it."""
    squeezed = re.sub(r"\s", "", title)
    return next((role for role, form in _chapters() if form.search(squeezed)), None)


@cache
def _chapters() -> list[tuple[str, re.Pattern[str]]]:
    return [(role, re.compile(form)) for role, form in rules("chapters")]


@lru_cache(maxsize=8192)
def is_chapter_word(text: str) -> bool:
    """Whether the text is nothing but a chapter's customary name (摘要, 目錄, 結語 …)."""
    squeezed = re.sub(r"[\s:]", "", text)
    return any(form.fullmatch(squeezed) for _role, form in _chapters())


def is_appendix_title(text: str) -> bool:
    """Whether the line is the heading of an appendix without a number: 附錄 考察照片.

    >>> is_appendix_title("附錄 考察照片"), is_appendix_title("附錄所列照片")
    (True, False)
    """
    match = re.match(r"附\s?[錄件][\s:、]+(?P<title>\S.*)$", text)
    return match is not None and len(text) <= 30 and not re.search(r"[。;!?]|\d$", text)


@lru_cache(maxsize=8192)
def header_column(table: str, cell: str | None, *, exact: bool = False) -> str | None:
    """The column that a header cell names, for a table of this kind; ``None`` if it names none.

    Args:
        exact: only a head that is the whole cell, not words inside a longer one.
    """
    words = re.sub(
        r"(?:[(][^()]*\d[^()]*[)]|(?<!\d)\d{1,2}[:時].*)$",
        "",
        "".join(plain_characters(cell or "").split()),
    )
    heads = _heads(table)  # without the hours of 上午(9時至12時)
    named = next((column for column, head, _inside in heads if head.fullmatch(words)), None)
    if named or exact or len(words) > _MAX_HEADER or re.search(r"[:\d]", words):
        return named
    inside = [
        (len(match[0]), column)
        for column, _head, form in heads
        for match in form.finditer(words)
        if len(match[0]) > 1
    ]
    # Of two as long the one that is named first: 日期 / 地點 is a column of days.
    return max(inside, key=lambda found: found[0])[1] if inside else None


@cache
def _heads(table: str) -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """Column, its heads in letters of either case, and as they stand inside a cell."""
    return tuple((name, re.compile(form, re.I), re.compile(form)) for name, form in _labels(table))


def count_heads(text: str) -> int:
    """How many heads of columns, of more than one letter, a text has."""
    return sum(len(match[0]) > 1 for match in _any_head().finditer(text))


@cache
def _any_head() -> re.Pattern[str]:
    forms = [form for table in TABLES for _column, form in _labels(table)]
    return re.compile("|".join(f"(?:{form})" for form in forms), re.I)
