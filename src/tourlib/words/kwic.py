"""Uses of a word: each with its context, its sentence and its line."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pandas as pd

from tourlib.text import normalize
from tourlib.words.counts import NOTHING, Lexicon, locate_words
from tourlib.words.flow import Flow

_PLACE = {"section": "Int64", "line": "Int64"}
_USES = dict.fromkeys(("left", "keyword", "right"), "string") | _PLACE
_SENTENCES = {"sentence": "string"} | _PLACE


def concordance(flow: Flow, sections: pd.DataFrame, keyword: str, width: int = 20) -> pd.DataFrame:
    """Return all uses of a keyword, in the order of the text, as a KWIC index (Luhn 1960, "Key word-in-
    context index for technical literature", American Documentation 11(4)).

    臺 and 台, Traditional and Simplified forms, and Chinese and Latin with or without a space
    between them are treated as equal. Accidental matches across two other words are left out.

    Args:
        flow: the running text, of :func:`tourlib.words.flow.read_flow`.
        sections: the table ``sections``: ``section``, ``line``, ``line_end``.
        keyword: a word or phrase.
        width: maximum number of characters on each side; never beyond the paragraph.

    Returns:
        ``left``, ``keyword`` (as printed), ``right``, ``section`` (``<NA>`` outside all sections),
        ``line`` (in which the keyword begins); no rows if it is not used.

    Raises:
        ValueError: the keyword is empty or the width negative.
    """
    if width < 0:
        raise ValueError(f"width={width} must be 0 or more")
    rows = []
    for at, end in _places(flow, keyword):
        first, last = flow.around(at)
        left = flow.text[max(first, at - width) : at]
        right = flow.text[end : min(last, end + width)]
        line = flow.line_at(at)
        rows.append((left, flow.text[at:end], right, _section_of(sections, line), line))
    return pd.DataFrame(rows, columns=list(_USES)).astype(_USES)


def sentences_with(flow: Flow, sections: pd.DataFrame, keyword: str) -> pd.DataFrame:
    """Return the sentences with a keyword, each once: ``sentence``, ``section``, ``line`` (of the
    first use). Arguments and errors as in :func:`concordance`."""
    found: dict[int, tuple[str, object, int]] = {}
    for at, _end in _places(flow, keyword):
        first, last = flow.around(at, "。!?;\n")
        line = flow.line_at(at)
        text = flow.text[first : last + 1].strip()
        found.setdefault(first, (text, _section_of(sections, line), line))
    return pd.DataFrame(list(found.values()), columns=list(_SENTENCES)).astype(_SENTENCES)


def _places(flow: Flow, keyword: str) -> Iterator[tuple[int, int]]:
    wanted = normalize(keyword)
    if not wanted:
        raise ValueError("keyword is empty: give the word to look for")
    return iter(flow.find_spans(wanted))


def _section_of(sections: pd.DataFrame, line: int) -> object:
    """Return the section of a line: of those that contain it, the last to begin."""
    place = bisect_right(sections["line"].tolist(), line) - 1
    if place < 0 or line > sections["line_end"].iloc[: place + 1].max():
        return pd.NA
    return sections["section"].iloc[place]


def split_sentences(text: str) -> list[str]:
    """Split a text into sentences, without surrounding white space and empty ones.

    >>> split_sentences("協作不易。為何?因為信任\\n不足")
    ['協作不易。', '為何?', '因為信任', '不足']
    """
    return [
        s.strip()
        for s in re.findall(r"[^。!?;\n]*[。!?;]+|[^。!?;\n]+", text)
        if s.strip(" 。!?;\n")
    ]


class Use(NamedTuple):
    """One use of a word: its sentence, the line in which it begins, and whether it is in the title."""

    word: str
    sentence: str
    line: int
    titled: bool


def locate_uses(
    title: str, text: str, lines: Sequence[tuple[int, str]], known: Lexicon = NOTHING
) -> list[Use]:
    """Return the uses of the words of a text, those that :func:`tourlib.words.counts.count_words` counts.

    Args:
        title, text: of one row of a table; empty if missing.
        lines: number and text of the lines that the row was read from, at least one.
        known: what is known about the words.

    >>> locate_uses("協作", "重視協作。", [(3, "一、協作"), (5, "重視協作。")])[1][1:]
    ('重視協作。', 5, False)
    """
    said = f"{title}。{text}".lstrip("。")
    begins = len(said) - len(text)
    printed = [_bare(line) for _number, line in lines]
    found = []
    for word, start, end in locate_words(said, known):
        titled = start < begins
        sentence = title if titled else _sentence_at(text, start - begins)
        line, _text = lines[_line_of(said, (start, end), printed)]
        found.append(Use(word, sentence, line, titled))
    return found


def _sentence_at(text: str, place: int) -> str:
    end = 0
    for sentence in split_sentences(text):
        end = text.index(sentence, end) + len(sentence)
        if place < end:
            return sentence
    return text


def _line_of(said: str, span: tuple[int, int], printed: Sequence[str]) -> int:
    """Return the place of a use's line among the lines. The n-th use of a word in the text is the
    n-th in its lines, which divide words and have numbers and spaces of their own."""
    word = _bare(said[slice(*span)])
    between = "".join(printed).split(word)
    if len(between) == 1:  # a corrected word: the lines do not contain it
        return 0
    before = _bare(said[: span[0]]).count(word)
    place = len(word.join(between[: min(before + 1, len(between) - 1)]))
    return bisect_right([*itertools.accumulate(map(len, printed))], place)


def _bare(text: str) -> str:
    return "".join(normalize(text).split())
