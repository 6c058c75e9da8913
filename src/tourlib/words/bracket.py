"""The content of a bracket after a Chinese term: English, an abbreviation, both, or no gloss at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tourlib.text import HAN, has_han
from tourlib.vocabulary import rules

#: Brackets with more English words than this hold a sentence.
_MAX_WORDS = 10
_SEPARATOR = re.compile(r"\s*[,,;;、]\s*")
_QUOTES = "「」『』“”\"'‘’"


@dataclass(frozen=True)
class Gloss:
    """What a bracket says about the term before it; one of the two may be empty."""

    english: str
    abbreviation: str

    @property
    def words(self) -> list[str]:
        """The English words that carry meaning; hyphenated words are split."""
        found = re.findall(r"[A-Za-z\d\u00c0-\u024f'’]+", self.english)
        return [word for word in found if word.lower() not in vocabulary("small")]

    @property
    def is_purpose(self) -> bool:
        """True if the English is not a name but states a purpose (AI for security); the Chinese
        before it is then no word-for-word translation."""
        return " for " in self.english and not re.search("[A-Z][a-z]", self.english)

    @property
    def is_joint(self) -> bool:
        """True if the English, or its abbreviation, joins two things."""
        return "&" in self.abbreviation or re.search(r"&|/|,|\band\b", self.english) is not None


@cache
def vocabulary(*uses: str) -> frozenset[str]:
    """Return the words of ``reference/gloss_words.csv`` with any of these uses."""
    return frozenset(
        word for kind, words in rules("gloss_words") if kind in uses for word in words.split()
    )


@cache
def sayings() -> dict[str, tuple[str, ...]]:
    """Return a map from English words to their Chinese equivalents."""
    pairs = [words.split() for kind, words in rules("gloss_words") if kind == "says"]
    return {english: tuple(chinese) for english, *chinese in pairs}


def read_gloss(inside: str, before: str, after: str) -> Gloss | None:
    """Return the gloss in a bracket; ``None`` for anything else: a year, a remark, an address, a
    person's post, a sentence, Chinese, or the Chinese for an English name before it.

    Args:
        inside: the text between the brackets, normalised.
        before: the text before the bracket, on the same line.
        after: the few characters that follow the bracket.
    """
    inside = inside.strip()
    if not has_han(before[-12:]) or not _begins_well(inside):
        return None
    if re.search(r"[A-Za-z\d.)]$", before) and not _shares_latin(before, inside):
        return None
    gloss = as_gloss(inside)
    amount = re.search(rf"\d\s*[{HAN}]{{1,4}}$", before)  # 5.8吉瓦(GW)
    if gloss is None or (inside in vocabulary("unit") and not amount):
        return None
    return None if _is_sentence(gloss.english) or _is_person(gloss, before, after) else gloss


def _is_person(gloss: Gloss, before: str, after: str) -> bool:
    """True if a bracket gives a person's post or name: 策略長(Chief Strategist)Anna Berg. After the
    name of a body it is a gloss: 公共政策學院(School of Public Policy)院長."""
    titled = re.search(r"\b(?:Mr|Ms|Mrs|Dr|Prof)\b", f"{before} {gloss.english}")
    if (titled or re.match("[A-Z][a-z]+ ", after)) and (
        "." in gloss.english or not vocabulary("post").isdisjoint(gloss.english.split())
    ):
        return True
    return after.startswith(tuple(vocabulary("person"))) and not before.endswith(
        tuple(vocabulary("kind"))
    )


def as_gloss(inside: str) -> Gloss | None:
    """Return the English and the abbreviation in a bracket; ``None`` if it is not in Latin letters."""
    markers = "|".join(sorted(vocabulary("marker"), key=len, reverse=True))  # 簡稱 and the like
    bare = re.sub(rf"(?:^|(?<=[,,;;、\s]))(?:{markers})\s*[::]?\s*", "", inside)
    pieces = (part.strip(_QUOTES + " :") for part in _SEPARATOR.split(bare))
    # this leaves out years: MLC, 2006
    parts = [piece for piece in pieces if re.search(r"[^\W\d_]", piece)]
    if not parts or any(map(has_han, parts)):
        return None
    short = [part for part in parts if is_short_form(part, parts)]
    english = ("、" if "、" in inside else ", ").join(part for part in parts if part not in short)
    return Gloss(english, short[0] if short else "")


def is_short_form(part: str, parts: list[str]) -> bool:
    """True if a part of a bracket is an abbreviation: mostly capitals, or words of the full name
    together with capitals (AI CC, PE Zone)."""
    words = part.split()
    if len(words) == 1:
        return all(map(_mostly_capitals, part.split("/")))
    others = " ".join(other for other in parts if other != part).split()
    short = any(map(_mostly_capitals, words)) and len(words) < len(others)
    return short and all(_mostly_capitals(word) or word in others for word in words)


def _mostly_capitals(word: str) -> bool:
    letters = [char for char in word if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    return capitals >= 2 and 2 * capitals >= len(letters) and len(word) <= 10


def _begins_well(inside: str) -> bool:
    first = re.split(r"[\s,,:]", inside, maxsplit=1)[0]
    if first in vocabulary("remark") or re.search(
        r"https?:|www\.|@|[?!=<>。]|\w\.(?:com|org|net|gov|go|edu|int)\b", inside
    ):
        return False
    return (
        re.match(rf"[A-Za-z\u00c0-\u024f{HAN}{_QUOTES}]|\d+[A-Z][a-z]*\s[A-Za-z]{{3}}", inside)
        is not None
    )


def _shares_latin(before: str, inside: str) -> bool:
    """True if Latin letters at the end of a term recur in its English: 可信任 AI(Trustworthy AI)."""
    last = re.search(r"[A-Za-z\d.-]+$", before)
    return last is not None and last[0].lower() in inside.lower()


def _is_sentence(english: str) -> bool:
    words = english.split()
    if len(words) > _MAX_WORDS or any(word.strip(",.") in vocabulary("sentence") for word in words):
        return True
    if not words or words[0][0].isupper():
        return False
    # Lower case and no quotation marks: accept a name or a thing, not a description of it.
    text = " ".join(words)
    phrase = re.match(r"(?:to|a|an) |\w+(?:ed|ing) (?:the|a|an|their|its|his|her) ", text)
    passing = re.search(r" (?:in|on|at|with|from) |, ", text)
    return phrase is not None or (len(words) > 2 and passing is not None)
