"""Uses of words with their sentences and lines."""

from __future__ import annotations

from tourlib.words.counts import Lexicon
from tourlib.words.kwic import locate_uses


def test_a_use_is_in_the_line_in_which_its_word_begins() -> None:
    lines = [(7, "(一) 推動協作:先談協"), (9, "作。再談信任;"), (12, "- 協 作不易。")]
    uses = locate_uses(
        "推動協作", "先談協作。再談信任;協作不易。", lines, Lexicon({"協作": 3, "信任": 1})
    )
    found = [
        (use.word, use.sentence, use.line, use.titled)
        for use in uses
        if use.word in ("協作", "信任")
    ]
    assert found == [
        ("協作", "推動協作", 7, True),
        ("協作", "先談協作。", 7, False),
        ("信任", "再談信任;", 9, False),
        ("協作", "協作不易。", 12, False),
    ]


def test_uses_in_longer_terms_and_glosses_are_none_and_synonyms_are() -> None:
    lines = [(1, "AI 應用(AI use)"), (2, "人工智慧與 AI")]
    known = Lexicon({"AI": 2, "AI 應用": 1}, synonyms={"人工智慧": "AI"})
    uses = locate_uses("", "AI 應用(AI use)人工智慧與 AI", lines, known)
    assert [(use.word, use.line) for use in uses] == [("AI 應用", 1), ("AI", 2), ("AI", 2)]


def test_a_word_that_was_corrected_is_in_the_first_line_of_its_text() -> None:
    [use] = locate_uses("", "數位孿生", [(4, "數位學生")], Lexicon({"數位孿生": 1}))
    assert (use.word, use.line) == ("數位孿生", 4)
