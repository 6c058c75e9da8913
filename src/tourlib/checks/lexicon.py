"""Strings of characters as numbers: the words of the dictionary and the repeated strings of a text.

A string of up to four ideographs is packed into one 64-bit integer, 16 bits for each, so that all
strings of a report can be looked up at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from tourlib.files import read_reference
from tourlib.vocabulary import rules

Codes = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

#: Supported string lengths.
SIZES = (1, 2, 3, 4)
_BITS = np.uint64(16)
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
#: Number of characters with the same sound that are tried, the most frequent first.
_OF_ONE_SOUND = 40
#: Level (binary logarithm of the frequency) of a character that is not a word by itself.
UNKNOWN = -3.0
#: Words are common, or at least known, from these levels on; rarer words count for little.
COMMON, KNOWN = 4.0, 3.0


def read_codes(text: str) -> Codes:
    """Return the characters of a text as numbers; 0 for anything but an ideograph."""
    plain = _BEYOND.sub(" ", text)
    found = np.frombuffer(plain.encode("utf-16-le", "replace"), "<u2").astype(np.uint64)
    return np.where((found >= 0x3400) & (found <= 0x9FFF), found, 0).astype(np.uint64)


def strings(chars: Codes, size: int) -> Codes:
    """Return the string of this size that begins at each position; 0 if it contains anything but
    ideographs or reaches beyond the end."""
    found = np.zeros(len(chars), np.uint64)
    whole = np.ones(len(chars), bool)
    for step in range(size):
        moved = np.concatenate([chars[step:], np.zeros(step, np.uint64)])[: len(chars)]
        found = (found << _BITS) | moved
        whole &= moved > 0
    return np.where(whole, found, np.uint64(0))


@dataclass(frozen=True, slots=True)
class Values:
    """A sorted array of strings of one size, with a number for each."""

    codes: Codes
    values: Floats

    def of(self, codes: Codes, other: float = 0.0) -> Floats:
        """Return the number of each string; ``other`` for strings that are not stored."""
        if not len(self.codes):
            return np.full(codes.shape, other)
        at = np.minimum(np.searchsorted(self.codes, codes), len(self.codes) - 1)
        return np.where(self.codes[at] == codes, self.values[at], other)


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The frequency of words: for each size the binary logarithm of the count."""

    levels: dict[int, Values]
    total: float


@cache
def dictionary() -> Dictionary:
    """Return the contents of ``reference/dictionary.txt``."""
    read: dict[int, list[tuple[Codes, Floats]]] = {size: [] for size in SIZES}
    uses = 0.0
    for line in read_reference("dictionary.txt").splitlines():
        if line.startswith("#"):
            continue
        size, level, words = line.split(" ")
        codes = strings(read_codes(words), int(size))[:: int(size)]
        read[int(size)].append((codes, np.full(len(codes), float(level))))
        uses += len(codes) * 2.0 ** int(level)
    levels = {}
    for each, pairs in read.items():
        codes = np.concatenate([codes for codes, _values in pairs])
        order = np.argsort(codes, kind="stable")
        values = np.concatenate([values for _codes, values in pairs])
        levels[each] = Values(codes[order], values[order])
    return Dictionary(levels, float(np.log2(uses)))


def level_of(word: str) -> float:
    """Return the level of a word of up to four characters; :data:`UNKNOWN` if it is no word."""
    codes = strings(read_codes(word), len(word))[:1]
    return float(dictionary().levels[len(word)].of(codes, UNKNOWN)[0])


@cache
def pair_levels() -> Values:
    """Return how often two characters are adjacent within words of the dictionary."""
    codes, uses = [], []
    for size, words in dictionary().levels.items():
        for step in range(size - 1):
            shift = np.uint64(16 * (size - 2 - step))
            codes.append((words.codes >> shift) & np.uint64(0xFFFFFFFF))
            uses.append(2.0**words.values)
    unique, at = np.unique(np.concatenate(codes), return_inverse=True)
    return Values(unique, np.log2(np.bincount(at, weights=np.concatenate(uses))))


@cache
def foreign() -> Codes:
    """Return the characters that transcribe sounds of foreign names."""
    return read_codes("".join(chars for kind, _key, chars in rules("alike") if kind == "foreign"))


@cache
def numerals() -> Codes:
    """Return numerals and interchangeable characters, for which no word decides which one is right."""
    return read_codes("〇零一二三四五六七八九十百千萬億兆兩壹貳參肆伍陸柒捌玖拾臺台巨鉅")


@cache
def _alike_rows() -> tuple[dict[str, dict[str, float]], dict[str, list[str]]]:
    """Return similar-looking characters with their similarity, and each one's groups of like sound."""
    shape: dict[str, dict[str, float]] = {}
    sound: dict[str, list[str]] = {}
    for kind, key, chars in rules("alike"):
        if kind == "sound":
            for char in chars:
                sound.setdefault(char, []).append(chars)
        elif kind in ("shape", "form"):
            for place, other in enumerate(chars):
                near = 1.0 if kind == "form" else 1.0 - place / (2 * len(chars))
                for one, two in [(key, other), *([(other, key)] if kind == "shape" else [])]:
                    known = shape.setdefault(one, {})
                    known[two] = max(known.get(two, 0.0), near)
    return shape, sound


@cache
def alike(char: str) -> dict[str, tuple[float, float]]:
    """Return the characters that ``char`` may stand for, with their similarity by shape (1 down to
    0.5 for the least similar, 0 for none) and by sound (1 or 0)."""
    shapes, sounds = _alike_rows()
    shape, sound = shapes.get(char, {}), {*"".join(sounds.get(char, ()))}
    every = sorted(({*shape} | sound) - {char})
    return {other: (shape.get(other, 0.0), float(other in sound)) for other in every}


@cache
def most_alike(char: str) -> Codes:
    """Return the characters of similar shape and the most frequent characters of similar sound."""
    shapes, sounds = _alike_rows()
    sound = {other for group in sounds.get(char, ()) for other in group[:_OF_ONE_SOUND]}
    return read_codes("".join(sorted(({*shapes.get(char, {})} | sound) - {char})))


@cache
def forms() -> dict[str, str]:
    """Return the variant forms of characters that are not used in Taiwan → the forms that are."""
    return {key: chars for kind, key, chars in rules("alike") if kind == "form"}
