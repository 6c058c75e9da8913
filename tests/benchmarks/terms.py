"""How many glossed terms are found as they are, and are one token wherever they are used:
``python tests/benchmarks/terms.py [open|held]``.

``data/terms_*.txt`` are sentences of our own in which the terms to be found stand in ⟦⟧; of ``open``
the misses were looked at, of ``held`` only the figures.
"""

from __future__ import annotations

import argparse
import re
from bisect import bisect_right
from itertools import accumulate
from pathlib import Path

from tourlib.words.flow import read_flow
from tourlib.words.glossary import find_glossary
from tourlib.words.terms import find_terms
from tourlib.words.tokens import find_term, to_simplified, tokenize

DATA = Path(__file__).parent / "data"


def read_texts(name: str) -> list[list[str]]:
    """The texts of a set, each in its lines."""
    whole = (DATA / f"terms_{name}.txt").read_text(encoding="utf-8")
    lines = "\n".join(line for line in whole.split("\n") if not line.startswith("#"))
    return [block.split("\n") for block in re.split(r"\n{2,}", lines.strip())]


def is_whole(term: str, lines: list[str], terms: list[str]) -> bool:
    """Whether a term is one token at every use."""
    flow = read_flow(enumerate(lines, 1))
    ends = list(accumulate(map(len, tokenize(flow.text, terms))))
    uses = [(start, end) for start, end in find_term(flow.simplified, to_simplified(term))]
    return all(end <= ends[bisect_right(ends, start)] for start, end in uses)


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", nargs="?", default="open", choices=("open", "held"))
    parser.add_argument("--show", action="store_true", help="what was missed, and found wrongly")
    asked = parser.parse_args()
    wanted = found = right = whole = 0
    for text in read_texts(asked.set):
        gold = re.findall("⟦(.+?)⟧", "\n".join(text))
        lines = [re.sub("[⟦⟧]", "", line) for line in text]
        glossary = find_glossary(enumerate(lines, 1))
        glossed = [str(row["term"]) for row in glossary]
        terms = find_terms(enumerate(lines, 1), glossary=glossary)["term"].tolist()
        kept = [term for term in gold if is_whole(term, lines, terms)]
        wanted, found = wanted + len(gold), found + len(glossed)
        right += len(set(gold) & set(glossed))
        whole += len(set(kept) & set(glossed))
        if asked.show:
            print(
                "missed",
                *sorted(set(gold) - set(glossed)),
                "| found",
                *sorted(set(glossed) - set(gold)),
            )
            print("cut", *sorted(set(gold) - set(kept)))
    print(
        f"terms found {right} of {wanted}, one token at every use {whole}; no terms {found - right} of {found}"
    )


if __name__ == "__main__":
    main()
