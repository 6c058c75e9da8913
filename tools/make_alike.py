"""Write ``src/tourlib/reference/alike.csv``: characters that are taken for one another.

Three ways, each worked out and none typed in: by shape (every character is drawn in the bundled font
and compared with all others), by sound (readings of pypinyin, tones and the differences that typing
blurs aside), and forms of one character (OpenCC's table, ``t2s.csv``). Neither pypinyin nor OpenCC is
needed to run the library:

    pip install pypinyin==0.55.0 opencc==1.4.2 && python tools/make_alike.py
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from tourlib.vocabulary import rules

FOLDER = Path(__file__).parents[1] / "src" / "tourlib"
FONT = FOLDER / "fonts" / "TourSansTC-Bold.otf"
TARGET = FOLDER / "reference" / "alike.csv"
#: So many characters, the most used ones, are compared; each with so many that look most like it,
#: of a likeness (correlation of the blurred pictures) of at least so much.
CHARACTERS, NEAREST, LEAST = 6000, 16, 0.62
SIZE, BLUR = 48, 1.6
#: A character stands for a sound if it is in so many foreign names, and so often in one when used.
IN_NAMES, SHARE = 15, 0.05
HEAD = """\
# Characters that are taken for one another: kind,key,characters
# form    a form that a text in Taiwan's characters does not use, and the one that it does
# shape   a character and those that look most like it, drawn in the bundled font (NotoSansCJK, OFL 1.1)
# sound   characters of one sound, as read by pypinyin 0.55.0 (MIT licence), tones and z/zh, c/ch, s/sh,
#         n/l, f/h, en/eng, in/ing aside; the most used first
# foreign characters that stand for sounds in foreign names, by the names of jieba 0.42.1 (MIT licence)
# Written by tools/make_alike.py; do not edit.
"""


def common_characters() -> list[str]:
    """The most used characters by the words that have them, the most used first."""
    uses: Counter[str] = Counter()
    for line in (FOLDER / "reference" / "dictionary.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            _size, level, words = line.split(" ")
            for char in words:
                uses[char] += 2 ** int(level)
    return [char for char, _n in uses.most_common(CHARACTERS)]


def shapes(chars: list[str]) -> list[str]:
    """Rows of kind ``shape``."""
    font = ImageFont.truetype(str(FONT), SIZE)
    pictures = []
    for char in chars:
        image = Image.new("L", (SIZE + 4, SIZE + 12), 0)
        ImageDraw.Draw(image).text((2, -6), char, 255, font=font)
        drawn = np.asarray(image.filter(ImageFilter.GaussianBlur(BLUR)), dtype=np.float32)
        pictures.append(drawn[::2, ::2].ravel())
    matrix = np.stack(pictures)
    matrix -= matrix.mean(axis=1, keepdims=True)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    rows = []
    for at, char in enumerate(chars):
        likeness = matrix @ matrix[at]
        likeness[at] = -1
        near = np.argsort(-likeness, kind="stable")[:NEAREST]
        found = "".join(chars[other] for other in near if likeness[other] >= LEAST)
        if found:
            rows.append(f"shape,{char},{found}\n")
    return rows


def sounds(chars: list[str]) -> list[str]:
    """Rows of kind ``sound``."""
    from pypinyin import Style, pinyin

    groups: dict[str, list[str]] = defaultdict(list)
    for char in chars:
        for reading in pinyin(char, style=Style.NORMAL, heteronym=True)[0][:2]:
            key = re.sub("^([zcs])h", r"\1", reading)
            key = re.sub("^l", "n", re.sub("^f", "h", re.sub("(?<=[ei]n)g$", "", key)))
            if char not in groups[key]:
                groups[key].append(char)
    return [
        f"sound,{key},{''.join(group)}\n" for key, group in sorted(groups.items()) if len(group) > 1
    ]


def forms(chars: list[str]) -> list[str]:
    """Rows of kind ``form``."""
    known = set(chars)
    rows: dict[str, str] = defaultdict(str)
    for old, new in rules("t2s"):
        if old in known and not new.encode("big5", errors="ignore"):
            rows[new] += old
    return [f"form,{new},{old}\n" for new, old in sorted(rows.items())]


def foreign() -> list[str]:
    """The row of kind ``foreign``."""
    import jieba
    import opencc

    to_taiwan = opencc.OpenCC("s2tw")
    names: Counter[str] = Counter()
    uses: Counter[str] = Counter()
    for line in jieba.get_dict_file().read().decode("utf-8").splitlines():
        word, _count, kind = line.split(" ")
        chars = to_taiwan.convert(word)
        uses.update(chars)
        if kind == "nrt" and len(word) > 2:
            names.update(chars)
    kept = [c for c, n in names.items() if n >= IN_NAMES and n >= SHARE * uses[c]]
    return [f"foreign,,{''.join(sorted(kept))}\n"]


def main() -> None:
    """Draw, read and compare; write the file."""
    chars = common_characters()
    rows = [*forms(chars), *shapes(chars), *sounds(chars), *foreign()]
    TARGET.write_text(HEAD + "".join(rows), encoding="utf-8")
    print(f"{len(rows)} rows → {TARGET}")


if __name__ == "__main__":
    main()
