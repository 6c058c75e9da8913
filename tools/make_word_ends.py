"""Write ``src/tourlib/reference/word_ends.csv`` from the dictionary of jieba.

A misprint such as 護士 → 護土 must not be seen where two words meet: 保護土地. For every character
that begins a two-character form of ``confusions.csv``, the file lists the words that end in it.

    python tools/make_word_ends.py
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from pathlib import Path

import jieba

from tourlib.vocabulary import rules

TARGET = Path(__file__).parents[1] / "src" / "tourlib" / "reference" / "word_ends.csv"
#: Words met less often in jieba's corpus are left out; so are names of people and long words.
LEAST, LONGEST, SPELLINGS = 300, 3, 8
HEAD = """\
# Words by their last character, for the characters that begin a form of confusions.csv: where such a
# word ends, a form that reaches over into the next word is none (保護土地 is not 護士). From the
# dictionary of jieba 0.42.1, MIT licence, https://github.com/fxsjy/jieba, in Traditional characters.
# Written by tools/make_word_ends.py; do not edit.
# character,words
"""


def begins() -> set[str]:
    """First characters of the two-character wrong forms."""
    forms = set()
    for wrong, right, words, *_never in rules("confusions"):
        if words != "*":
            forms |= {word.replace(right, wrong) for word in words.split("|") if word}
    return {form[0] for form in forms if len(form) == 2}


def _is_traditional(word: str) -> bool:
    """Whether Big5 has all its characters."""
    return word.encode("big5", errors="ignore").decode("big5") == word


def main() -> None:
    """Read the dictionary, write the file."""
    spelled = defaultdict(list)
    for traditional, simplified in (row for row in rules("t2s") if len(row) == 2):
        spelled[simplified].append(traditional)
    ends: dict[str, dict[str, None]] = {char: {} for char in sorted(begins())}
    for line in jieba.get_dict_file().read().decode("utf-8").splitlines():
        word, count, kind = line.split(" ")
        if int(count) < LEAST or not 2 <= len(word) <= LONGEST or kind == "nr":
            continue
        choices = [[char, *spelled.get(char, ())] for char in word]
        if len(list(itertools.islice(itertools.product(*choices), SPELLINGS + 1))) > SPELLINGS:
            choices = [c[:2] for c in choices]
        for variant in map("".join, itertools.product(*choices)):
            if variant[-1] in ends and _is_traditional(variant):
                ends[variant[-1]][variant] = None
    rows = [f"{char},{'|'.join(sorted(words))}" for char, words in ends.items() if words]
    TARGET.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
