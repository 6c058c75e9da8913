"""The words of charts and sentences in both languages: one place, one file.

``reference/chart_words.csv`` holds key, Traditional Chinese and English. Places for values
are in braces (``{people}``); in English ``[one|many]`` after a number picks the right form.
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
#: Columns of shares, told as percentages.
SHARES = ("share", "density")
#: What parts the items of a list in a cell.
JOINT = {"zh": "、", "en": ", "}
#: What parts the clauses of a sentence.
CLAUSE = {"zh": "；", "en": "; "}
#: What the words call topics where a report has none: its recommendations stand under the horizons in
#: which they can be done, or each by itself.
_INSTEAD = {
    "horizons": (("議題", "期程"), ("topic", "horizon"), ("Topic", "Horizon")),
    "items": (
        ("個(?:建議)?議題", "項建議"), ("^ 個(?=[，；）]|$)", " 項"), ("各議題", "各項建議"), ("(?:建議)?議題", "建議"),
        ("topics of (?:the )?recommendations", "recommendations"),
        ("topic", "recommendation"), ("Topic", "Recommendation"),
    ),
}  # fmt: skip
_VALUE = re.compile(r"(\{\w+\})")
_NUMBER_FORM = re.compile(r"([\d,.]+)( [^\[\]\d]*?)?\[([^|\]]*)\|([^|\]]*)\]")


@cache
def _words() -> dict[str, dict[str, str]]:
    return {key: {"zh": zh, "en": en} for key, zh, en in rules("chart_words")}


def label(key: str, lang: str = "zh", *, topics_are: object = "topics", **values: object) -> str:
    """The words for a key.

    Args:
        key: a key of the file, e.g. ``"kind.course"``.
        lang: ``"zh"`` or ``"en"``.
        topics_are: ``topics``, or what the words say for them (:func:`tourlib.phrases.topics_are`).
        values: what stands in the braces.

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
        # What is in braces is the name of a value.
        parts = [p if p[:1] == "{" else re.sub(said, instead, p) for p in _VALUE.split(text)]
        text = "".join(parts)
    text = text.format(**values)
    text = _NUMBER_FORM.sub(_pick, text)
    return full_width_punctuation(text) if lang == "zh" else text


def noted(key: str, lang: str, n: int) -> str:
    """The words for a key that count something; nothing where there is none."""
    return label(key, lang, n=n) if n > 0 else ""


def _pick(match: re.Match[str]) -> str:
    number, between, one, many = match.groups()
    return f"{number}{between or ''}{one if number == '1' else many}"


def word(group: str, value: object, lang: str = "zh", *, topics_are: str = "topics") -> str:
    """The word for a value of a closed set (``word("kind", "visit")``); itself if unknown."""
    key = f"{group}.{value}"
    return label(key, lang, topics_are=topics_are) if key in _words() else str(value)


def keys(group: str) -> list[str]:
    """The values for which a group has words."""
    return [key.partition(".")[2] for key in _words() if key.startswith(f"{group}.")]


def head(column: str, lang: str = "zh", *, topics_are: str = "topics") -> str:
    """The head of a column in the tables that people see; its own name where there is no word for it.

    >>> head("theme_title"), head("window_start", "en")
    ('主題', 'first entry')
    """
    return word("column", column, lang, topics_are=topics_are)


def cell(column: str, value: object, lang: str = "zh") -> object:
    """A value of a closed set in words (``cell("kind", "visit")``), of a message its language, a list as
    one text, ``None`` for what is missing; any other value itself.

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
    # What is Chinese is a word already.
    for group in groups.get(column, [column]) if lang != "zh" or value.isascii() else ():
        if (told := word(group, value, lang)) != value:
            return told
    return value


def message(text: str, lang: str = "zh") -> str:
    """The part of a message of both languages that is in one.

    >>> message("沒有讀懂 / not understood", "en")
    'not understood'
    """
    zh, _, english = text.partition(" / ")
    return zh if lang == "zh" else english or zh


def listing(items: list[str], lang: str = "zh") -> str:
    """Some names as one phrase.

    >>> listing(["交通部", "農業部"]), listing(["A", "B", "C"], "en")
    ('交通部、農業部', 'A, B and C')
    """
    if lang == "zh":
        return "、".join(items)
    return ", ".join(items[:-1]) + " and " + items[-1] if len(items) > 1 else "".join(items)


def quantity(value: float, places: int = 1) -> str:
    """A number as people write it: thousands separated, at most so many decimals, no ``.0``.

    >>> quantity(1234), quantity(2.0), quantity(2.26), quantity(6.75, 2), quantity(6.5, 2)
    ('1,234', '2', '2.3', '6.75', '6.5')
    """
    text = f"{_rounded(value, '0.1' if places == 1 else '0.01'):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(share: float) -> str:
    """A share as a whole percentage; "<1%" and ">99%" for what is not quite none or all."""
    if 0 < share < 0.01:
        return "<1%"
    if 0.99 < share < 1:
        return ">99%"
    return f"{_rounded(share * 100, '1')}%"


def _rounded(value: float, step: str) -> Decimal:
    """Halves away from nought, as people and Office round; what floats add at the end is no part."""
    return Decimal(f"{value:.9f}").quantize(Decimal(step), rounding=ROUND_HALF_UP)
