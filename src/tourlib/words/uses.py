"""Where the words of texts are used: the sentence, and the line of the report."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from tourlib.text import normalize
from tourlib.words.counts import NOTHING, Lexicon, locate_words
from tourlib.words.kwic import split_sentences


class Use(NamedTuple):
    """One use of a word: the sentence that has it, the line in which it begins, and whether it is in
    the title of its text."""

    word: str
    sentence: str
    line: int
    titled: bool


def locate_uses(
    title: str,
    text: str,
    lines: Sequence[tuple[int, str]],
    known: Lexicon = NOTHING,
) -> list[Use]:
    """The uses of the words of a text, those that :func:`tourlib.words.counts.count_words` counts.

    Args:
        title, text: of one row of a table; empty where there is none.
        lines: number and text of the lines that the row was read from, at least one.
        known: what is known of the words.

    >>> locate_uses("協作", "重視協作。", [(3, "一、協作"), (5, "重視協作。")])[1][1:]
    ('重視協作。', 5, False)
    """
    said = f"{title}。{text}".lstrip("。")
    begins = len(said) - len(text)
    found = []
    for word, start, end in locate_words(said, known):
        titled = start < begins
        sentence = title if titled else _sentence_at(text, start - begins)
        found.append(Use(word, sentence, _line_of(said, (start, end), lines), titled))
    return found


def _sentence_at(text: str, place: int) -> str:
    end = 0
    for sentence in split_sentences(text):
        end = text.index(sentence, end) + len(sentence)
        if place < end:
            return sentence
    return text


def _line_of(said: str, span: tuple[int, int], lines: Sequence[tuple[int, str]]) -> int:
    """The line of a use: the n-th time that a text prints a word is the n-th time in its lines, which
    break words and have numbers and spaces of their own."""
    printed, begins = "", []
    for _number, text in lines:
        begins.append(len(printed))
        printed += _bare(text)
    word = re.escape(_bare(said[slice(*span)]))
    places = [match.start() for match in re.finditer(word, printed)]
    if not places:  # the word was corrected: it is not printed so
        return lines[0][0]
    before = len(re.findall(word, _bare(said[: span[0]])))
    place = places[min(before, len(places) - 1)]
    return lines[bisect_right(begins, place) - 1][0]


def _bare(text: str) -> str:
    return "".join(normalize(text).split())
