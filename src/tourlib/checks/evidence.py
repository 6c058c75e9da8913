"""What speaks for and against a supposed slip in a text, and how much.

Two judges: the dictionary (how much likelier the words around the place become) and the report itself
(how often it prints the characters as they stand there, and as they would stand).
``reference/slips.csv`` says how much each piece of evidence weighs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from tourlib.checks.lexicon import (
    COMMON,
    KNOWN,
    SIZES,
    UNKNOWN,
    Bools,
    Codes,
    Floats,
    Ints,
    Values,
    dictionary,
    foreign,
    pair_levels,
    read_codes,
    strings,
)
from tourlib.vocabulary import rules

#: Kinds of slips: a character for another one, or printed twice.
CHANGED, DOUBLED = "changed", "doubled"
#: So many characters on each side of a place are looked at.
SIDE = 4
#: What a report prints so often is its own.
FREQUENT = 3
#: How often the number of slips of a text is estimated anew, and by how much the odds fall at most.
_ROUNDS, _MOST = 30, 2.5
#: Odds of a slip that is plain without weighing.
_PLAIN = 1.0
#: Level of a set phrase; logarithm of the uses of a string that is often printed.
_PHRASE, _OFTEN = 4.0, 2.3
#: What is more often a word by itself is not taken for a slip of another one.
ALWAYS_ALONE = 14.0
#: Two characters are usual beside each other from this level of words on.
USUAL = 8.0


@dataclass(frozen=True, slots=True)
class Known:
    """The characters of a text, whether a word covers them, and how often it prints its strings."""

    chars: Codes
    covered: Bools
    counts: dict[int, Values]


@dataclass(frozen=True, slots=True)
class Slips:
    """Supposed slips of one kind: where, the character meant (0 where one is too many), and the
    evidence."""

    kind: str
    places: Ints
    chars: Codes
    evidence: dict[str, Floats]


def know(text: str, names: str = "") -> Known:
    """Look a text up in the dictionary, and count what it prints.

    Args:
        text: the text.
        names: names that are right, each as good as if the text printed it several times.
    """
    chars, others = read_codes(text), read_codes(names)
    covered = np.zeros(len(chars), bool)
    counts = {}
    for size in SIZES[1:]:
        codes = strings(chars, size)
        every = np.concatenate([codes, np.repeat(strings(others, size), FREQUENT)])
        unique, n = np.unique(every[every > 0], return_counts=True)
        counts[size] = Values(unique, n.astype(float))
        known = dictionary().levels[size].of(codes, UNKNOWN) >= COMMON
        for step in range(size):
            covered[step:] |= known[: len(known) - step]
    return Known(chars, covered, counts)


def around(known: Known) -> Codes:
    """The characters with room on both sides: the place n is at n + SIDE."""
    room = np.zeros(SIDE + 2, np.uint64)
    return np.concatenate([room[:SIDE], known.chars, room])


def evidence(known: Known, kind: str, places: Ints, new: Codes) -> dict[str, Floats]:
    """What speaks for and against each slip."""
    window = around(known)[places[:, None] + np.arange(2 * SIDE + 1)]
    meant = _as_meant(window, kind, new)
    once, which = np.unique(places, return_inverse=True)
    before = _bits(around(known)[once[:, None] + np.arange(2 * SIDE + 1)])[which]
    found: dict[str, Floats | Bools] = {"gain": np.clip(before - _bits(meant), -20.0, 40.0)}
    for name, chars in (("printed", window), ("meant", meant)):
        last = SIDE + (kind == DOUBLED and name == "printed")
        for size in SIZES[1:]:
            codes = _over(chars, size, SIDE, last)
            uses = known.counts[size].of(codes) - (name == "printed")
            uses = np.log2(1.0 + np.maximum(uses, 0.0))
            level = 1.0 + (pair_levels() if size == 2 else dictionary().levels[size]).of(
                codes, -1.0
            )
            found |= {
                f"{name}: {size} in the report": uses.max(axis=1),
                f"{name}: {size} in the report at all": uses.max(axis=1) > 0,
                f"{name}: {size} in words": level.max(axis=1),
                f"{name}: {size} in words at all": level.max(axis=1) > KNOWN,
            }
            if size == 2:
                found[f"{name}: both sides in the report"] = uses.min(axis=1) > 0
                found[f"{name}: both sides in words"] = level.min(axis=1)
    near = np.isin(window[:, SIDE - 2 : SIDE + 3], foreign()).sum(axis=1)
    printed, ours = (_over(chars, 4, SIDE, SIDE) for chars in (window, meant))
    uses, others = (known.counts[4].of(codes).max(axis=1) for codes in (printed, ours))
    found |= {
        "alone": dictionary().levels[1].of(window[:, SIDE], UNKNOWN),
        "foreign": near >= 3,
        "meant: 4 more often": others > np.maximum(uses, 2),
        "meant: a phrase of its own words": _phrase(ours),
    }
    return {name: np.asarray(values, float) for name, values in found.items()}


def _phrase(fours: Codes) -> Bools:
    """Whether one of the strings of four that hold a place is a word of the dictionary, half of which
    is hardly met outside it: 曇花一現."""
    level = dictionary().levels[4].of(fours, -np.inf)
    half = np.array([n >= fours.shape[1] // 2 for n in range(fours.shape[1])])
    rest = np.where(half, fours & np.uint64(0xFFFFFFFF), fours >> np.uint64(32))
    own = (level >= KNOWN) & (pair_levels().of(rest) <= level + 1)
    return np.asarray(own.any(axis=1))


def _as_meant(window: Codes, kind: str, new: Codes) -> Codes:
    """The windows with the slips mended, with one place more at the end."""
    meant = np.concatenate([window, np.zeros((len(window), 1), np.uint64)], axis=1)
    if kind == CHANGED:
        meant[:, SIDE] = new
    else:
        meant[:, SIDE:-1] = meant[:, SIDE + 1 :].copy()
    return meant


def _over(window: Codes, size: int, first: int, last: int) -> Codes:
    """The strings of a size in each window that hold all places from ``first`` to ``last``; 0 where
    one holds what is no ideograph."""
    found = []
    for start in range(last - size + 1, first + 1):
        code = np.zeros(len(window), np.uint64)
        whole = np.ones(len(window), bool)
        for step in range(size):
            code = (code << np.uint64(16)) | window[:, start + step]
            whole &= window[:, start + step] > 0
        found.append(np.where(whole, code, np.uint64(0)))
    return np.stack(found, axis=1)


def _bits(window: Codes) -> Floats:
    """How unlikely the words of each window are, in bits, cut in the likeliest way."""
    words = dictionary()
    costs: list[Floats] = [np.zeros(len(window))]
    for end in range(1, window.shape[1] + 1):
        ways = []
        code = np.zeros(len(window), np.uint64)
        whole = np.ones(len(window), bool)
        for size in SIZES[:end]:
            char = window[:, end - size]
            code = code | (char << np.uint64(16 * (size - 1)))
            whole = whole & (char > 0)
            level = words.levels[size].of(code, UNKNOWN if size == 1 else -np.inf)
            cost = np.where(whole, words.total - level, 0.0 if size == 1 else np.inf)
            ways.append(costs[end - size] + cost)
        costs.append(np.min(ways, axis=0))
    return costs[-1]


@cache
def weights(kind: str) -> dict[str, float]:
    """How much each piece of evidence weighs for a kind of slip: ``reference/slips.csv``."""
    return {name: float(row[kind == DOUBLED]) for name, *row in rules("slips")}


def weigh(slips: Slips) -> Floats:
    """How much speaks for each slip: the natural logarithm of the odds.

    The weights are of texts with many slips. How many the text itself has is estimated from its
    evidence, and the odds follow (Saerens, Latinne & Decaestecker 2002, "Adjusting the Outputs of a
    Classifier to New a Priori Probabilities", Neural Computation 14(1)).
    """
    by = weights(slips.kind)
    found = np.full(len(slips.places), by["always"])
    for name, values in slips.evidence.items():
        found += by[name] * values
    shift = 0.0
    for _ in range(_ROUNDS if len(found) else 0):
        share = np.clip(np.mean(1.0 / (1.0 + np.exp(-(found + shift)))), 1e-6, 1.0 - 1e-6)
        shift = max(float(np.log(share / (1.0 - share))) - by["prior"], -_MOST)
    return np.maximum(found + min(shift, 0.0), np.where(_plain(slips), _PLAIN, -np.inf))


def _plain(slips: Slips) -> Bools:
    """Changed characters that make a set phrase of four no phrase, and those of like shape where the
    report prints the right ones in the same surroundings, and more often. Both are too rare in short
    reports to be learnt from them."""
    of = slips.evidence
    if slips.kind != CHANGED:
        return np.zeros(len(slips.places), bool)
    phrase = (of["meant: 4 in words"] > _PHRASE) & (
        of["printed: 3 in words"] + of["printed: 4 in words"] == 0
    )
    phrase &= (of["printed: 2 in the report"] < 2) & (np.maximum(of["shape"], of["sound"]) > 0)
    phrase &= (of["printed: 2 in words"] < USUAL) | (of["meant: a phrase of its own words"] > 0)
    phrase &= of["alone"] < ALWAYS_ALONE
    own = (of["meant: 4 in the report"] >= _OFTEN) & (of["meant: 4 more often"] > 0)
    own &= (of["meant: both sides in the report"] > 0) & (of["shape"] > 0)
    return np.asarray(phrase | own)
