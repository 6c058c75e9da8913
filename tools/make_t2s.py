"""Write ``src/tourlib/reference/t2s.csv``: Traditional characters and their Simplified forms.

Needs OpenCC, which the library itself does not: ``pip install opencc==1.4.2`` and run
``python tools/make_t2s.py``. Single characters go through OpenCC's table ``TSCharacters`` alone
(its phrases are longer), so that text keeps its length, character by character.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src" / "tourlib" / "reference" / "t2s.csv"
#: The ideographs that jieba's dictionary and segmenter know.
FIRST, LAST = 0x3400, 0x9FFF

HEAD = """\
# Traditional characters and their Simplified forms, one to one: OpenCC {version}, table TSCharacters,
# first form of each. Copyright BYVoid and contributors, Apache License 2.0,
# https://github.com/BYVoid/OpenCC. Written by tools/make_t2s.py; do not edit.
# traditional,simplified
"""


def main() -> None:
    """Write the table."""
    import opencc

    converter = opencc.OpenCC("t2s")
    pairs = [(char, converter.convert(char)) for char in map(chr, range(FIRST, LAST + 1))]
    changed = [(old, new) for old, new in pairs if old != new]
    assert all(len(new) == 1 for _old, new in changed)
    text = HEAD.format(version=version("opencc")) + "".join(f"{o},{n}\n" for o, n in changed)
    TARGET.write_text(text, encoding="utf-8")
    print(f"{len(changed)} pairs → {TARGET}")


if __name__ == "__main__":
    main()
