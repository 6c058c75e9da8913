"""How well words are cut, against gold segmentation in CoNLL-U.

    python tests/benchmarks/segmentation.py FILE.conllu …

Written for Universal Dependencies' Traditional Chinese treebanks, which the project does not hold:
UD_Chinese-GSD (CC BY-SA 4.0; choices were made on its dev part, its test part is for the end) and
UD_Chinese-PUD (CC BY-SA 3.0); both are on universaldependencies.org.

Reported for plain jieba, jieba on text mapped to Simplified, and :func:`tourlib.words.tokenize`:
F1 of word spans; per 1,000 gold words the places where both sides cut, but differently ("crossing",
real errors), where gold cuts what we keep whole ("too long": often convention, the treebank cuts
compounds) and where we cut what gold keeps whole ("too short"); and the time against plain jieba.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


def read_sentences(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Text and words of each sentence of a CoNLL-U file."""
    words: list[str] = []
    text = ""
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("# text = "):
            text = line.removeprefix("# text = ")
        elif line and not line.startswith("#"):
            number, form = line.split("\t")[:2]
            if number.isdecimal():
                words.append(form)
        elif not line and words:
            yield text, words
            words = []


def cuts(words: Iterable[str]) -> list[int]:
    """Ends of the words, counted in characters that are no white space."""
    ends, at = [], 0
    for word in words:
        size = len("".join(word.split()))
        if size:
            at += size
            ends.append(at)
    return ends


@dataclass
class Tally:
    """Counts over sentences."""

    gold: int = 0
    ours: int = 0
    same: int = 0
    crossing: int = 0
    too_long: int = 0
    too_short: int = 0

    def add(self, gold: list[int], ours: list[int]) -> None:
        """Count one sentence: between cuts that both sides make, who cuts how often."""
        assert gold[-1] == ours[-1], "the words are not those of the text"
        self.gold, self.ours = self.gold + len(gold), self.ours + len(ours)
        before_gold = before_ours = 0
        for common in sorted(set(gold) & set(ours)):
            in_gold, in_ours = gold.index(common) + 1, ours.index(common) + 1
            pieces = (in_gold - before_gold, in_ours - before_ours)
            before_gold, before_ours = in_gold, in_ours
            self.same += pieces == (1, 1)
            self.crossing += min(pieces) > 1
            self.too_long += pieces[0] > 1 and pieces[1] == 1
            self.too_short += pieces[0] == 1 and pieces[1] > 1

    def __str__(self) -> str:
        precision, recall = self.same / self.ours, self.same / self.gold
        rates = [
            f"{1000 * n / self.gold:5.1f}" for n in (self.crossing, self.too_long, self.too_short)
        ]
        f1 = 2 * precision * recall / (precision + recall)
        return f"F1 {f1:.3f}  crossing {rates[0]}  too long {rates[1]}  too short {rates[2]}"


def measure(cut: Callable[[str], Iterable[str]], sentences: list[tuple[str, list[str]]]) -> Tally:
    """Compare a segmenter with the gold words."""
    tally = Tally()
    for text, words in sentences:
        tally.add(cuts(words), cuts(cut(text)))
    return tally


def main(paths: list[str]) -> None:
    """Print the table for each file."""
    import jieba

    from tourlib.words.tokens import to_simplified, tokenize

    jieba.setLogLevel(40)
    segmenters: dict[str, Callable[[str], Iterable[str]]] = {
        "jieba": jieba.lcut,
        "jieba, mapped": lambda text: jieba.lcut(to_simplified(text)),
        "tourlib": tokenize,
    }
    for path in paths:
        sentences = list(read_sentences(Path(path)))
        print(Path(path).name)
        seconds = {}
        for name, cut in segmenters.items():
            list(cut(sentences[0][0]))
            start = time.perf_counter()
            for text, _words in sentences:
                list(cut(text))
            seconds[name] = time.perf_counter() - start
            share = seconds[name] / seconds["jieba"]
            print(f"  {name:14} {measure(cut, sentences)}  time {share:.2f}")


if __name__ == "__main__":
    if sys.argv[1:]:
        main(sys.argv[1:])
    else:  # nothing to measure is no failure: the treebanks are not in the project
        print(__doc__)
        print("No file given: nothing measured.")
