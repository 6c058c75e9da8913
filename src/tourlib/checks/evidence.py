"""What speaks for and against a supposed slip in a text: the dictionary, and the text itself."""

from __future__ import annotations

from dataclasses import dataclass

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
    loneness,
    pair_levels,
    read_codes,
    strings,
)

CHANGED, DOUBLED, MISSING = "changed", "doubled", "missing"
#: So many characters on each side of a place are looked at.
SIDE = 4
#: First and last place of the slip in the window, as printed and as meant.
_PRINTED = {CHANGED: (SIDE, SIDE), DOUBLED: (SIDE, SIDE + 1), MISSING: (SIDE, SIDE + 1)}
_MEANT = {CHANGED: (SIDE, SIDE), DOUBLED: (SIDE, SIDE + 1), MISSING: (SIDE + 1, SIDE + 1)}
#: What a report prints so often is its own.
FREQUENT = 3


@dataclass(frozen=True, slots=True)
class Known:
    """The characters of a text, whether a word covers them, and how often it prints its strings."""

    chars: Codes
    covered: Bools
    counts: dict[int, Values]


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
    gain = np.clip(before - _bits(meant), -20.0, 40.0)
    found = {"gain": gain, "gain up to 8": np.minimum(gain, 8.0), "loss": np.minimum(gain, 0.0)}
    for name, chars, span in (("printed", window, _PRINTED[kind]), ("meant", meant, _MEANT[kind])):
        for size in SIZES[1:]:
            codes = _over(chars, size, *span)
            uses = known.counts[size].of(codes) - (name == "printed")
            uses = np.log2(1.0 + np.maximum(uses, 0.0))
            levels = pair_levels() if size == 2 else dictionary().levels[size]
            level = 1.0 + levels.of(codes, -1.0)
            found |= {
                f"{name}: {size} in the report": uses.max(axis=1),
                f"{name}: {size} in the report at all": uses.max(axis=1) > 0,
                f"{name}: {size} in words": level.max(axis=1),
                f"{name}: {size} in words at all": level.max(axis=1) > KNOWN,
            }
            if size == 2:
                found[f"{name}: both sides in the report"] = uses.min(axis=1) > 0
                found[f"{name}: both sides in words"] = level.min(axis=1)
    char = window[:, SIDE]
    level = dictionary().levels[1].of(char, UNKNOWN)
    near = np.isin(window[:, SIDE - 2 : SIDE + 3], foreign()).sum(axis=1)
    found |= {"alone": level, "seldom alone": level < 6, "foreign": near >= 3}
    printed, ours = _over(window, 4, *_PRINTED[kind]), _over(meant, 4, *_MEANT[kind])
    before, after = (known.counts[4].of(codes).max(axis=1) for codes in (printed, ours))
    found["meant: 4 more often"] = after > np.maximum(before, 2)
    found["meant: a phrase of its own words"] = _phrase(ours)
    found["word left over"] = (
        _left_over(known, places, window, new) if kind == CHANGED else 0 * gain
    )
    return {name: np.asarray(values, float) for name, values in found.items()}


def _phrase(fours: Codes) -> Bools:
    """Whether one of the strings of four that hold a place is a word of the dictionary, half of which
    is hardly met outside it: 曇花一現."""
    level = dictionary().levels[4].of(fours, -np.inf)
    half = np.array([n >= fours.shape[1] // 2 for n in range(fours.shape[1])])
    rest = np.where(half, fours & np.uint64(0xFFFFFFFF), fours >> np.uint64(32))
    own = (level >= KNOWN) & (pair_levels().of(rest) <= level + 1)
    return np.asarray(own.any(axis=1))


def _left_over(known: Known, places: Ints, window: Codes, new: Codes) -> Floats:
    """The level of the word of two that the change makes with a neighbour that no word covers and
    that seldom stands alone."""
    covered = np.concatenate([[True], known.covered, [True]])
    best = np.zeros(len(places))
    for step in (-1, 1):
        beside = window[:, SIDE + step]
        code = (beside << np.uint64(16)) | new if step < 0 else (new << np.uint64(16)) | beside
        level = np.where(beside > 0, dictionary().levels[2].of(code, 0.0), 0.0)
        orphan = ~covered[places + 1 + step] & (loneness().of(beside, 0.0) < 5)
        best = np.maximum(best, np.where(orphan & (level >= KNOWN), level, 0.0))
    return best


def _as_meant(window: Codes, kind: str, new: Codes) -> Codes:
    """The windows with the slips mended, with one place more at the end."""
    meant = np.concatenate([window, np.zeros((len(window), 1), np.uint64)], axis=1)
    if kind == CHANGED:
        meant[:, SIDE] = new
    elif kind == DOUBLED:
        meant[:, SIDE:-1] = meant[:, SIDE + 1 :].copy()
    else:
        meant[:, SIDE + 2 :] = window[:, SIDE + 1 :]
        meant[:, SIDE + 1] = new
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
