"""Slips in a text: one character changed for another, or printed twice.

Two sources of evidence are used: the dictionary (how much likelier the words around the place
become) and the report itself (how often it prints the characters as they stand, and as they may be
meant). ``reference/slips.csv`` gives the weight of each piece of evidence.

Missing characters are not searched for: of those removed from invented reports one in twenty was
found, and none has ever been found in a real report.
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
    alike,
    dictionary,
    foreign,
    most_alike,
    numerals,
    pair_levels,
    read_codes,
    strings,
)
from tourlib.vocabulary import rules

#: Number of characters examined on each side of a place.
SIDE = 4
#: Uses from which a string is the report's own vocabulary, or a pair of characters is intended.
FREQUENT, _SETTLED = 3, 6
#: Number of re-estimates of a text's share of slips; the most by which they lower the log odds.
_ROUNDS, _MAX_SHIFT = 30, 3.0
#: Minimum log odds of an obvious slip; gain in bits by which a word of four makes it obvious.
_PLAIN, _GAIN = 1.0, 20.0
#: Cap on the (binary) logarithm of a character's uses: a long report has more of everything.
_MAX_LOG_USES = 4.0
#: A character that is this often a word by itself is no slip for what the report prints often.
_OFTEN_ALONE = 12.0
#: Level from which two adjacent characters are usual.
_USUAL = 8.0
#: Levels of a character that is surely or perhaps a word by itself, and of words that may be adjacent.
_WORD_ALONE, _ALONE, _FIRM, _BOTH = 16.0, 14.0, 5.0, 13.0
#: A character heads longer words (培訓處) if this many words of three characters end in it.
_HEADS = 50
#: A foreign name has this many transcription characters among five.
_FOREIGN = 3
#: A day of the month before its day of the week: 12日日上午.
_DAY, _ONE = np.uint64(ord("日")), np.uint64(ord("一"))


@dataclass(frozen=True, slots=True)
class Known:
    """The characters of a text, whether a word covers each, and how often the text prints each string."""

    chars: Codes
    covered: Bools
    counts: dict[int, Values]


@dataclass(frozen=True, slots=True)
class Changed:
    """Candidate slips: position, intended character, evidence, and whether the slip is obvious. It
    is obvious if the report prints the four characters with a similar-looking one often, and more
    often than these, or if a word of four makes the text much likelier."""

    places: Ints
    chars: Codes
    evidence: dict[str, Floats]
    plain: Bools


def know(text: str, names: str = "") -> Known:
    """Look a text up in the dictionary and count its strings.

    Args:
        text: the text.
        names: names that are right; each counts as if the text printed it several times.
    """
    chars, others = read_codes(text), read_codes(names)
    covered = np.zeros(len(chars), bool)
    counts = {}
    for size in SIZES:
        codes = strings(chars, size)
        every = np.concatenate([codes, np.repeat(strings(others, size), FREQUENT)])
        unique, n = np.unique(every[every > 0], return_counts=True)
        counts[size] = Values(unique, n.astype(float))
        known = dictionary().levels[size].of(codes, UNKNOWN) >= COMMON
        for step in range(size if size > 1 else 0):
            covered[step:] |= known[: len(known) - step]
    return Known(chars, covered, counts)


def _around(known: Known) -> Codes:
    """Return the characters with padding on both sides: position n is at n + SIDE."""
    room = np.zeros(SIDE + 2, np.uint64)
    return np.concatenate([room[:SIDE], known.chars, room])


def _spread(many: Ints) -> tuple[Ints, Ints]:
    """For ``many`` things of each owner, return the owner and the index of each thing."""
    owner = np.repeat(np.arange(len(many)), many)
    return owner, np.arange(len(owner)) - np.repeat(np.cumsum(many) - many, many)


def changed(known: Known) -> Changed:
    """Return candidate slips: characters that no common word covers, with what they may stand for,
    and characters that differ from a word of four or from a frequent string of the report, but not
    by one common word for another."""
    found = zip(_replaced(known, _doubtful(known)), _one_off(known), strict=True)
    places, new = (np.concatenate(each) for each in found)
    kept = ~np.isin(known.chars[places], numerals()) & ~np.isin(new, numerals())
    beside = np.isin(_around(known), foreign())[places[:, None] + SIDE + np.arange(-2, 3)]
    beside[:, 2] |= np.isin(new, foreign())
    kept &= beside.sum(axis=1) < _FOREIGN
    pairs = np.unique(np.stack([places[kept], new[kept].astype(np.int64)], 1), axis=0)
    places, new = pairs[:, 0], pairs[:, 1].astype(np.uint64)
    printed = _around(known)[places[:, None] + np.arange(2 * SIDE + 1)]
    meant = printed.copy()
    meant[:, SIDE] = new
    uses, often = (known.counts[4].of(_over(each, 4)).max(axis=1) for each in (printed, meant))
    both_sides = (known.counts[2].of(_over(meant, 2)) > 0).all(axis=1)
    plain = (often > np.maximum(uses, FREQUENT)) & both_sides
    plain &= _likeness(printed[:, SIDE], new, sound=False) > 0
    evidence = _evidence(known, printed, meant)
    phrase = evidence["longest as meant that is a word"] == SIZES[-1]
    plain |= phrase & (evidence["gain"] > _GAIN)
    usual = (dictionary().levels[2].of(_over(meant, 2)) >= COMMON).any(axis=1)
    apart = phrase | ~(known.covered[places] & usual)  # 火災保障 beside 火災保險 is no slip
    evidence = {name: values[apart] for name, values in evidence.items()}
    return Changed(places[apart], new[apart], evidence, plain[apart])


def _doubtful(known: Known) -> Ints:
    """Return positions that no common word covers, of characters seldom printed in this context."""
    often = known.counts[2].of(strings(known.chars, 2))
    before = np.concatenate([[0.0], often[:-1]])
    settled = (np.minimum(before, often) >= FREQUENT) | (np.maximum(before, often) >= _SETTLED)
    return np.flatnonzero((known.chars > 0) & ~known.covered & ~settled)


def _replaced(known: Known, lone: Ints) -> tuple[Ints, Codes]:
    """Return each place with each character that may replace its own, if the new pair with a
    neighbour occurs in words or in the report."""
    distinct, which = np.unique(known.chars[lone], return_inverse=True)
    others = [most_alike(chr(int(char))) for char in distinct]
    sizes = np.array([len(codes) for codes in others], np.int64)
    owner, step = _spread(sizes[which])
    at = (np.cumsum(sizes) - sizes)[which][owner] + step if len(owner) else owner
    places, new = lone[owner], np.concatenate([np.zeros(0, np.uint64), *others])[at]
    beside = _around(known)
    before, after = beside[places + SIDE - 1], beside[places + SIDE + 1]
    usual = pair_levels().codes[pair_levels().values >= _USUAL]
    pairs = np.concatenate([usual, known.counts[2].codes])
    fits = (before > 0) & np.isin((before << np.uint64(16)) | new, pairs)
    fits |= (after > 0) & np.isin((new << np.uint64(16)) | after, pairs)
    return places[fits], new[fits]


def _one_off(known: Known) -> tuple[Ints, Codes]:
    """Return characters whose replacement by a similar one gives a word of four characters, or a
    string that the report prints often and more often."""
    whole, fours = _whole_fours(known), strings(known.chars, 4)
    own, is_word = known.counts[4], dictionary().levels[4].of(fours, 0.0) > 0
    places, new = [np.zeros(0, np.int64)], [np.zeros(0, np.uint64)]
    for off in range(4):
        low = np.uint64(16 * (3 - off))
        mask = ~(np.uint64(0xFFFF) << low)
        order = np.argsort(whole & mask, kind="stable")
        rest, other = (whole & mask)[order], whole[order]
        first = np.searchsorted(rest, fours & mask, "left")
        many = np.searchsorted(rest, fours & mask, "right") - first
        owner, step = _spread(np.where((fours > 0) & ~is_word, many, 0))
        meant = other[first[owner] + step]
        char = (meant >> low) & np.uint64(0xFFFF)
        near = _likeness(known.chars[owner + off], char) > 0
        more = own.of(meant) > own.of(fours[owner])
        alone = dictionary().levels[1].of(known.chars[owner + off], UNKNOWN) >= _OFTEN_ALONE
        word = dictionary().levels[4].of(meant, 0.0) > 0
        kept = near & np.where(word, own.of(fours[owner]) < FREQUENT, more & ~alone)
        places.append(owner[kept] + off)
        new.append(char[kept])
    return np.concatenate(places), np.concatenate(new)


def _whole_fours(known: Known) -> Codes:
    """Return the words of four characters and the strings of four that the report prints often."""
    words, own = dictionary().levels[4], known.counts[4]
    usual = [words.codes[words.values >= COMMON], own.codes[own.values >= FREQUENT]]
    return np.unique(np.concatenate(usual))


def _likeness(chars: Codes, others: Codes, *, sound: bool = True) -> Floats:
    """Return the similarity of each character with its counterpart, by shape or by sound."""
    pairs, which = np.unique((chars << np.uint64(16)) | others, return_inverse=True)
    found = [alike(chr(int(p) >> 16)).get(chr(int(p) & 0xFFFF), (0.0, 0.0)) for p in pairs]
    return np.array([max(ways) if sound else ways[0] for ways in found], float)[which]


def _evidence(known: Known, printed: Codes, meant: Codes) -> dict[str, Floats]:
    """Return the evidence for and against each change of the middle character of a window."""
    uses = known.counts[2].of(_over(printed, 2)) - 1.0
    own = known.counts[1].of(printed[:, SIDE])
    return {
        "gain": np.clip(_bits(printed) - _bits(meant), -20.0, 40.0),
        "alike": _likeness(printed[:, SIDE], meant[:, SIDE]),
        "longest as meant that the report prints": _longest(meant, known.counts),
        "uses of a pair as printed": np.log2(1.0 + np.maximum(uses, 0.0)).max(axis=1),
        "uses of the character as printed": np.minimum(
            np.log2(np.maximum(own, 1.0)), _MAX_LOG_USES
        ),
        "longest as printed that is a word": _longest(printed, dictionary().levels, KNOWN),
        "longest as meant that is a word": _longest(meant, dictionary().levels, KNOWN),
    }


def _longest(window: Codes, known: dict[int, Values], least: float = 1.0) -> Floats:
    """Return the length of the longest known string that includes the middle of each window; 0 for none."""
    found = [
        size * (known[size].of(_over(window, size)) >= least).any(axis=1) for size in SIZES[1:]
    ]
    return np.max(found, axis=0).astype(float)


def _over(window: Codes, size: int) -> Codes:
    """Return the strings of a size in each window that include its middle; 0 if one contains
    anything but ideographs."""
    flat = strings(window.ravel(), size).reshape(window.shape)
    return flat[:, SIDE - size + 1 : SIDE + 1]


def _bits(window: Codes) -> Floats:
    """Return the cost in bits of each window, segmented in the likeliest way."""
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
def weights() -> dict[str, float]:
    """Return the weight of each piece of evidence: ``reference/slips.csv``."""
    return {name: float(weight) for name, weight in rules("slips")}


def weigh(slips: Changed) -> Floats:
    """Return the log odds (natural logarithm) of each slip. The weights were learnt from texts with
    many slips. The share of slips in this text is estimated from its evidence, and the odds are
    adjusted (Saerens, Latinne & Decaestecker 2002, "Adjusting the Outputs of a Classifier to New a
    Priori Probabilities", Neural Computation 14(1))."""
    by = weights()
    found = np.full(len(slips.places), by["always"])
    for name, values in slips.evidence.items():
        found += by[name] * values
    shift = 0.0
    for _ in range(_ROUNDS if len(found) else 0):
        share = np.clip(np.mean(1.0 / (1.0 + np.exp(-(found + shift)))), 1e-6, 1.0 - 1e-6)
        shift = max(float(np.log(share / (1.0 - share))) - by["prior"], -_MAX_SHIFT)
    return np.where(slips.plain, np.maximum(found, _PLAIN), found + min(shift, 0.0))


def doubled(known: Known) -> tuple[Ints, Bools]:
    """Return the places where a character is wrongly doubled, and whether that is obvious. Doublings in
    two words, in one word of four (環環相扣) or printed elsewhere are skipped. It is obvious if the
    report prints the single character in this context, or one neighbour is no ideograph."""
    beside = _around(known)
    places = np.flatnonzero((known.chars[1:] == known.chars[:-1]) & (known.chars[1:] > 0))
    before, twice, _same, after, then = (beside[places + SIDE + step] for step in range(-1, 4))
    words = dictionary().levels
    codes = [
        np.where((one > 0) & (two > 0), (one << np.uint64(16)) | two, np.uint64(0))
        for one, two in ((before, twice), (twice, twice), (twice, after), (after, then))
    ]
    pair = [words[2].of(code, UNKNOWN) for code in codes]
    once = known.counts[3].of((codes[0] << np.uint64(16)) | after) > 0
    often = [(known.counts[2].of(code) >= FREQUENT) & ~once for code in codes]
    firm = [(level >= COMMON) | own for level, own in zip(pair, often, strict=True)]
    two_words = firm[0] & firm[2] & (often[0] | often[2] | (pair[0] + pair[2] >= _BOTH))
    twice_after = (codes[1] << np.uint64(16)) | after
    elsewhere = known.counts[2].of(codes[2]) > known.counts[3].of(twice_after)
    two_words |= firm[0] & elsewhere & ~once  # 電信|信令, with 信令 on its own in another place
    two_words |= (before == 0) & (known.counts[3].of(twice_after) > 1)  # 電信 ends the line above
    # 電信|信令: without the second 信 no word begins behind it
    begins_none = (pair[3] < 0) & (words[1].of(after, UNKNOWN) < _ALONE) & (after > 0)
    two_words |= firm[0] & begins_none & ~once
    two_words |= (pair[0] >= _FIRM) & (words[1].of(twice, UNKNOWN) >= _WORD_ALONE)
    three = strings(known.chars, 3)[np.minimum(places + 1, len(known.chars) - 1)]
    begins = np.maximum(pair[2], words[3].of(three, UNKNOWN)) >= KNOWN
    heads = (_headed().of(twice) >= _HEADS) & (before > 0) & begins
    day = (before == 0) & (twice == _DAY) & (after > 0)
    each = before == _ONE  # as in 一排排, 一步步
    fours = strings(beside, 4)[places[:, None] + SIDE + np.arange(-2, 1)]
    one_word = (words[4].of(fours) > 0) | (known.counts[4].of(fours) > 1)
    kept = ~(two_words | heads | day | each | (pair[1] >= _FIRM) | one_word.any(axis=1))
    return places[kept], (once | (before == 0) | (after == 0))[kept]


@cache
def _headed() -> Values:
    """Return how many words of three characters each character makes by being added to a word of two."""
    words = dictionary().levels
    made = words[2].of(words[3].codes >> np.uint64(16), UNKNOWN) >= 0
    unique, n = np.unique(words[3].codes[made] & np.uint64(0xFFFF), return_counts=True)
    return Values(unique, n.astype(float))
