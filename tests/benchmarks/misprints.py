"""How many slips of one character are found in text that nobody has tuned to, and how many of the
findings are right: ``python tests/benchmarks/misprints.py``.

A slip is drawn and put into the text of an invented report: a character changed for one of like shape
or like sound, printed twice, or left out. Half of the reports are for learning, the other half for
measuring; ``--learn`` writes what the first half teaches to ``reference/slips.csv``.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tourlib.checks.alltext import all_text
from tourlib.checks.lexicon import alike, dictionary, most_alike, read_codes
from tourlib.checks.misreadings import LIKELY, SURE, chosen, trusted_names
from tourlib.checks.slips import Changed, Known, changed, know
from tourlib.parse.body import parse_report
from tourlib.readers import read

REPORTS = Path(__file__).parents[1] / "reports"
WEIGHTS = Path(__file__).parents[2] / "src" / "tourlib" / "reference" / "slips.csv"
FORMS = ("docx", "odt", "txt", "md", "pdf")
#: Slips of which no evidence is weighed: a character printed twice, or left out, which is not
#: looked for and measured all the same.
DOUBLED, MISSING = "doubled", "missing"
#: How a slip is drawn: changed by shape, by sound, doubled, missing.
DRAWN = {"shape": 3, "sound": 3, DOUBLED: 2, MISSING: 2}
#: Characters for one slip, when learning and when measuring; how often each report is drawn for.
LEARN, MEASURE, DRAWS, TIMES = 120, 300, 8, 4
#: Slips are so far from one another; of so many that change a character, the whole text has them.
APART, AGAIN = 8, 0.25
HEAD = """\
# How much each piece of evidence weighs for a character that was changed (natural logarithm of the
# odds). Learnt by logistic regression on invented reports with slips put in:
# tests/benchmarks/misprints.py --learn. Do not edit. "prior": the odds of all supposed
# slips of the texts that were learnt from; a text with fewer slips has lower ones.
# evidence,weight
"""
#: Holds the place of a character that a text lacks, until all slips are drawn.
GONE = "\0"
#: The row with the odds of a slip before any evidence, among the texts that were learnt from.
PRIOR = "prior"
Floats = npt.NDArray[np.float64]
#: Place, what was drawn, the character that was there.
Slip = tuple[int, str, str]
Drawn = tuple[str, list[Slip], Known]


@cache
def texts() -> dict[str, tuple[str, str]]:
    """Name → text and trusted names of every invented report."""
    found = {}
    for folder in sorted(REPORTS.iterdir()):
        forms = [
            folder / f"report.{form}" for form in FORMS if (folder / f"report.{form}").exists()
        ]
        if forms and folder.name != "114":  # the real one, which is for measuring alone
            parsed = parse_report(read(forms[0]), cohort=None)
            found[folder.name] = (all_text(parsed).whole, trusted_names(parsed))
    return found


def draw(text: str, rng: random.Random, every: int) -> tuple[str, list[Slip]]:
    """The text with slips in it, and the slips."""
    codes = read_codes(text)
    places = [int(at) for at in np.flatnonzero(codes)]
    drawn: list[int] = []
    for at in sorted(rng.sample(places, max(1, len(places) // every))):
        if not drawn or at - drawn[-1] > APART:
            drawn.append(at)
    printed, last, slips = "", 0, []
    for at in drawn:
        how = rng.choices(list(DRAWN), list(DRAWN.values()))[0]
        new = slipped(text[at], how, rng)
        printed, last = (printed + text[last:at]).replace(GONE, ""), at + 1
        if new != text[at]:
            slips.append((len(printed), how, text[at]))
        printed += new
        word = text[max(at - 1, 0) : at + 2]
        if how != DOUBLED and rng.random() < AGAIN and len(word) == 3 and "\n" not in word:
            text = text[:last] + text[last:].replace(word, word[0] + (new or GONE) + word[2])
    return printed + text[last:].replace(GONE, ""), slips


def slipped(char: str, how: str, rng: random.Random) -> str:
    """What a slip makes of a character; itself where there is no such slip."""
    if how == DOUBLED:
        return 2 * char
    if how == MISSING:
        return ""
    near, codes = alike(char), most_alike(char)
    values = np.array([near[chr(int(code))][how != "shape"] for code in codes], float)
    level = dictionary().levels[1].of(codes, -1.0)
    kept = np.flatnonzero((values > 0) & (level >= 0))
    if not len(kept):
        return char
    weights = values[kept] ** 4 if how == "shape" else 2.0 ** (level[kept] / 5)
    return chr(int(codes[rng.choices(list(kept), list(weights))[0]]))


def with_slips(names: Iterable[str], seeds: range, every: int) -> list[Drawn]:
    """Reports with slips, and what is known of them."""
    found = []
    for seed in seeds:
        for name in names:
            text, trusted = texts()[name]
            printed, slips = draw(text, random.Random(f"{seed} {name}"), every)
            found.append((printed, slips, know(printed, trusted)))
    return found


def right(slips: Changed, drawn: Iterable[Slip]) -> npt.NDArray[np.bool_]:
    """Which supposed slips are those that were drawn."""
    found = np.zeros(len(slips.places), bool)
    for at, how, char in drawn:
        if how in ("shape", "sound"):
            found |= (slips.places == at) & (slips.chars == ord(char))
    return found


def learn(drawn: list[Drawn]) -> str:
    """The rows of ``slips.csv``."""
    supposed = [(changed(known), slips) for _text, slips, known in drawn]
    names = list(supposed[0][0].evidence)
    table = np.concatenate([np.stack([*found.evidence.values()], 1) for found, _s in supposed])
    truth = np.concatenate([right(found, slips) for found, slips in supposed])
    weights = [float(np.log(truth.mean() / (1.0 - truth.mean()))), *with_sense(table, truth, names)]
    rows = [f"{n},{w:.3f}" for n, w in zip([PRIOR, "always", *names], weights, strict=True)]
    return HEAD + "\n".join(rows) + "\n"


def with_sense(table: Floats, truth: npt.NDArray[np.bool_], names: list[str]) -> Floats:
    """The weights of a regression in which what is printed speaks against a slip only, and all else
    for it; evidence that would speak the wrong way is left out."""
    against = np.array(["as printed" in name for name in names])
    kept = np.ones(len(names), bool)
    while True:
        found = np.zeros(len(names) + 1)
        found[np.concatenate([[True], kept])] = regression(table[:, kept], truth)
        amount = np.where(against, found[1:], -found[1:]) * table.std(axis=0)
        if not (amount > 0).any():
            return found
        kept[np.argmax(amount)] = False


def regression(table: Floats, truth: npt.NDArray[np.bool_], ridge: float = 1.0) -> Floats:
    """The weights of a logistic regression, the constant first (Newton's method)."""
    mean, spread = table.mean(axis=0), table.std(axis=0) + 1e-9
    scaled = np.column_stack([np.ones(len(table)), (table - mean) / spread])
    weights = np.zeros(scaled.shape[1])
    for _ in range(30):
        chance = 1.0 / (1.0 + np.exp(-np.clip(scaled @ weights, -30.0, 30.0)))
        curve = chance * (1.0 - chance) + 1e-9
        bend = (scaled * curve[:, None]).T @ scaled + ridge * np.eye(len(weights))
        weights += np.linalg.solve(bend, scaled.T @ (truth - chance) - ridge * weights)
    by_unit = weights[1:] / spread
    return np.concatenate([[weights[0] - float(by_unit @ mean)], by_unit])


def measure(drawn: list[Drawn], levels: tuple[str, ...]) -> Iterator[str]:
    """Lines: precision, and recall by what was drawn."""
    hits: dict[str, int] = defaultdict(int)
    total: dict[str, int] = defaultdict(int)
    told = good = 0
    for text, slips, known in drawn:
        found = [slip for slip in chosen(text, known) if slip.sure in levels]
        near = [
            {n for n, (at, _how, _c) in enumerate(slips) if -2 <= f.place - at <= 1} for f in found
        ]
        told, good = told + len(found), good + sum(map(bool, near))
        for _at, how, _char in slips:
            total[how] += 1
        for n in set().union(*near):
            hits[slips[n][1]] += 1
    said = Counter(hits)
    yield f"precision {good / max(told, 1):.2f} ({good} of {told}), recall {said.total() / sum(total.values()):.2f}"
    yield ", ".join(f"{how} {hits[how]}/{total[how]}" for how in sorted(total))


def main() -> None:
    """Learn or measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learn", action="store_true")
    if parser.parse_args().learn:
        WEIGHTS.write_text(learn(with_slips(sorted(texts())[::2], range(DRAWS), LEARN)), "utf-8")
        return
    drawn = with_slips(sorted(texts())[1::2], range(100, 100 + TIMES), MEASURE)
    for levels in ((SURE,), (SURE, LIKELY)):
        print(" and ".join(levels), *measure(drawn, levels), sep="\n  ")


if __name__ == "__main__":
    main()
