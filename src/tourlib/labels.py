"""The words of charts and sentences in both languages: one place, one file.

``reference/chart_words.csv`` holds key, Traditional Chinese and English. Placeholders are in braces
(``{people}``); in English ``[one|many]`` after a number selects singular or plural.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

import pandas as pd

from tourlib.errors import ReportError
from tourlib.text import full_width_punctuation
from tourlib.vocabulary import rules

LANGUAGES = ("zh", "en")
#: Columns of shares, shown as percentages.
SHARES = ("share", "density")
#: Separator between items of a list in a cell.
JOINT = {"zh": "、", "en": ", "}
#: Separator between clauses of a sentence.
CLAUSE = {"zh": "；", "en": "; "}
#: Replacements for the word "topic" if a report has none, because its recommendations are listed by
#: horizon, or individually.
_INSTEAD = {
    "horizons": (("議題", "期程"), ("topic", "horizon"), ("Topic", "Horizon")),
    "items": (
        ("個(?:建議)?議題", "項建議"), ("^ 個(?=[，；）]|$)", " 項"), ("各議題", "各項建議"), ("(?:建議)?議題", "建議"),
        ("topics of (?:the )?recommendations", "recommendations"),
        ("topic", "recommendation"), ("Topic", "Recommendation"),
    ),
}  # fmt: skip
_VALUE = re.compile(r"(\{\w+\})")
_NUMBER_FORM = re.compile(r"([\d,.]+)((?: [^\[\]\d]*?)?)\[([^|\]]*)\|([^|\]]*)\]")


@cache
def _words() -> dict[str, dict[str, str]]:
    return {key: {"zh": zh, "en": en} for key, zh, en in rules("chart_words")}


def label(key: str, lang: str = "zh", *, topics_are: object = "topics", **values: object) -> str:
    """Return the text for a key.

    Args:
        key: a key of the file, e.g. ``"kind.course"``.
        lang: ``"zh"`` or ``"en"``.
        topics_are: ``topics``, or what replaces them (:func:`tourlib.phrases.topics_are`).
        values: the values for the placeholders.

    Raises:
        ReportError: no such language.
        KeyError: no such key, or a value is missing.

    >>> label("kind.course"), label("kind.course", "en")
    ('課程', 'Course')
    """
    if lang not in LANGUAGES:
        raise ReportError(f"lang={lang!r} 不支援 not supported", hint="zh 或 or en")
    text = _words()[key][lang]
    for said, instead in _INSTEAD.get(str(topics_are), ()):
        # Text in braces is the name of a value.
        parts = [p if p[:1] == "{" else re.sub(said, instead, p) for p in _VALUE.split(text)]
        text = "".join(parts)
    text = _NUMBER_FORM.sub(
        lambda found: found[1] + found[2] + found[3 if found[1] == "1" else 4],
        text.format(**values),
    )
    return full_width_punctuation(text) if lang == "zh" else text


def noted(key: str, lang: str, n: int, **values: object) -> str:
    """Return the text for a key with a number; empty if it is zero."""
    return label(key, lang, n=n, **values) if n > 0 else ""


def word(group: str, value: object, lang: str = "zh", *, topics_are: str = "topics") -> str:
    """Return the word for a value of a closed set (``word("kind", "visit")``); the value if unknown."""
    key = f"{group}.{value}"
    return label(key, lang, topics_are=topics_are) if key in _words() else str(value)


def keys(group: str) -> list[str]:
    """Return the values for which a group has words."""
    return [key.partition(".")[2] for key in _words() if key.startswith(f"{group}.")]


def head(column: str, lang: str = "zh", *, topics_are: str = "topics") -> str:
    """Return the heading of a column in tables for people; its own name if there is no word for it.

    >>> head("theme_title"), head("window_start", "en")
    ('主題', 'first entry')
    """
    return word("column", column, lang, topics_are=topics_are)


def cell(column: str, value: object, lang: str = "zh") -> object:
    """Return the text for a value of a closed set (``cell("kind", "visit")``), the language's part
    of a message, a list as one text, ``None`` for a missing value; any other value unchanged.

    >>> cell("kind", "visit"), cell("speakers", ["Ann Lee", "Bo Chen"], "en")
    ('參訪', 'Ann Lee, Bo Chen')
    """
    if isinstance(value, (list, tuple)):
        return JOINT[lang].join(map(str, value))
    if pd.isna(value):
        return None
    if pd.api.types.is_bool(value):
        return word("truth", bool(value), lang)
    if not isinstance(value, str):
        return value
    if column == "message":
        return message(value, lang)
    groups = {"unit": ["amount"], "claimed_by": ["ledger"], "kind": ["kind", "contradiction"]}
    # Chinese values are words already.
    for group in groups.get(column, [column]) if lang != "zh" or value.isascii() else ():
        if (told := word(group, value, lang)) != value:
            return told
    return value


def message(text: str, lang: str = "zh") -> str:
    """Return the part of a bilingual message that is in one language.

    >>> message("沒有讀懂 / not understood", "en")
    'not understood'
    """
    zh, _, english = text.partition(" / ")
    return zh if lang == "zh" else english or zh


def listing(items: list[str], lang: str = "zh") -> str:
    """Join names to one phrase.

    >>> listing(["交通部", "農業部"]), listing(["A", "B", "C"], "en")
    ('交通部、農業部', 'A, B and C')
    """
    if lang == "zh":
        return "、".join(items)
    return ", ".join(items[:-1]) + " and " + items[-1] if len(items) > 1 else "".join(items)


def quantity(value: float, places: int = 1) -> str:
    """Format a number for people: thousands separators, limited decimals, no ``.0``.

    >>> quantity(1234), quantity(2.0), quantity(2.26), quantity(6.75, 2), quantity(6.5, 2)
    ('1,234', '2', '2.3', '6.75', '6.5')
    """
    text = f"{_rounded(value, '0.1' if places == 1 else '0.01'):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def clock(hour: float) -> str:
    """Return an hour of the day as a time.

    >>> clock(9.5)
    '9:30'
    """
    return f"{int(hour)}:{round(hour % 1 * 60):02d}"


def percent(share: float) -> str:
    """Format a share as a whole percentage; "<1%" and ">99%" for shares close to none or all."""
    if 0 < share < 0.01:
        return "<1%"
    if 0.99 < share < 1:
        return ">99%"
    return f"{_rounded(share * 100, '1')}%"


def _rounded(value: float, step: str) -> Decimal:
    """Round halves away from zero, as people and Office do, ignoring floating-point noise."""
    return Decimal(f"{value:.9f}").quantize(Decimal(step), rounding=ROUND_HALF_UP)
