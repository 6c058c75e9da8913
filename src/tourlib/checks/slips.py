"""What a text may have meant to say: one character changed, printed twice, or missing.

Every supposed slip comes with evidence of two judges: the dictionary (how much likelier the words
around the place become) and the report itself (how often it prints the characters as they stand
there, and as they would stand). ``reference/slips.csv`` says how much each piece of evidence weighs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from tourlib.checks.evidence import (
    CHANGED,
    DOUBLED,
    FREQUENT,
    MISSING,
    SIDE,
    Known,
    around,
    evidence,
)
from tourlib.checks.lexicon import (
    COMMON,
    KNOWN,
    UNKNOWN,
    Bools,
    Codes,
    Floats,
    Ints,
    Values,
    alike,
    alike_pair,
    determiners,
    dictionary,
    in_table,
    loneness,
    numerals,
    pair_levels,
    strings,
    table_of,
)
from tourlib.vocabulary import rules

#: What a report prints so often beside each other is meant.
_SETTLED = 6
#: A character is a word by itself from this level on; levels of words that may stand side by side.
_WORD_ALONE, _FIRM, _BOTH = 16.0, 5.0, 15.0
#: A character that is so often a word by itself is neither looked for where one is
#: missing, nor taken for another one.
_OFTEN_ALONE = 12.0
#: What is more often a word by itself is not taken for a slip of another one.
_ALWAYS_ALONE = 14.0
#: Two characters are usual beside each other from this level of words on.
_USUAL = 8.0
#: A character stands seldom alone if this is the logarithm of its uses alone for one in words.
_SELDOM_ALONE = 0.0
#: So many words of a lone character are tried, the most used ones.
_WORDS = 4


@dataclass(frozen=True, slots=True)
class Slips:
    """Supposed slips of one kind: where, the character meant (0 where one is too many), and how much
    speaks for them (natural logarithm of the odds)."""

    kind: str
    places: Ints
    chars: Codes
    evidence: dict[str, Floats]


def suppose(known: Known) -> Iterator[Slips]:
    """All slips that there may be in a text, by kind."""
    more: dict[str, Floats]
    for kind, found in ((CHANGED, _changed), (DOUBLED, _doubled), (MISSING, _missing)):
        places, new, more = found(known)
        yield Slips(kind, places, new, {**evidence(known, kind, places, new), **more})


@cache
def weights(kind: str) -> dict[str, float]:
    """How much each piece of evidence weighs for a kind of slip: ``reference/slips.csv``."""
    kinds = (CHANGED, DOUBLED, MISSING)
    return {name: float(row[kinds.index(kind)]) for name, *row in rules("slips")}


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


#: How often the estimate is made better, and by how much the odds fall at most.
_ROUNDS, _MOST = 30, 2.5
#: Odds of a slip that is plain without weighing.
_PLAIN = 1.0


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
    phrase &= (of["printed: 2 in words"] < _USUAL) | (of["meant: a phrase of its own words"] > 0)
    phrase &= of["alone"] < _ALWAYS_ALONE
    own = (of["meant: 4 in the report"] >= _OFTEN) & (of["meant: 4 more often"] > 0)
    own &= (of["meant: both sides in the report"] > 0) & (of["shape"] > 0)
    return np.asarray(phrase | own)


#: Level of a set phrase; logarithm of the uses of a string that is often printed.
_PHRASE, _OFTEN = 4.0, 2.3


_Found = tuple[Ints, Codes, dict[str, Floats]]


def _spread(many: Ints) -> tuple[Ints, Ints]:
    """For each of ``many`` things of each owner: the owner, and which of its things."""
    owner = np.repeat(np.arange(len(many)), many)
    return owner, np.arange(len(owner)) - np.repeat(np.cumsum(many) - many, many)


def _changed(known: Known) -> _Found:
    """Characters that no common word covers, with those that they may stand for; and characters that
    stand alone against a word of four or what the report prints often."""
    lone = _doubtful(known)
    places, new = (
        np.concatenate(each) for each in zip(_replaced(known, lone), _one_off(known), strict=True)
    )
    chars = known.chars[places]
    kept = ~np.isin(chars, numerals()) & ~np.isin(new, numerals())
    kept &= dictionary().levels[1].of(new, UNKNOWN) < _WORD_ALONE
    pairs = np.stack([places[kept], new[kept].astype(np.int64)], 1)
    pairs = np.unique(pairs, axis=0)
    places, new = pairs[:, 0], pairs[:, 1].astype(np.uint64)
    shape, sound = _likeness(known.chars[places], new)
    return places, new, {"shape": shape, "any shape": np.asarray(shape > 0, float), "sound": sound}


def _doubtful(known: Known) -> Ints:
    """Places that no common word covers, of characters that the report does not print so elsewhere."""
    often = known.counts[2].of(strings(known.chars, 2))
    before = np.concatenate([[0.0], often[:-1]])
    settled = (np.minimum(before, often) >= FREQUENT) | (np.maximum(before, often) >= _SETTLED)
    alone = dictionary().levels[1].of(known.chars, UNKNOWN) >= _ALWAYS_ALONE
    named = np.isin(known.chars, determiners())
    alone |= named | np.concatenate([[False], named[:-1]])  # 該署
    return np.flatnonzero((known.chars > 0) & ~known.covered & ~settled & ~alone)


def _replaced(known: Known, lone: Ints) -> tuple[Ints, Codes]:
    """Each place with each character that its own may stand for, where the two beside each other
    are in words or frequent in the report."""
    distinct, which = np.unique(known.chars[lone], return_inverse=True)
    others = [alike(chr(int(char))).codes for char in distinct]
    sizes = np.array([len(codes) for codes in others], np.int64)
    owner, step = _spread(sizes[which])
    at = (np.cumsum(sizes) - sizes)[which][owner] + step if len(owner) else owner
    places, new = lone[owner], np.concatenate([np.zeros(0, np.uint64), *others])[at]
    beside = around(known)
    before, after = beside[places + SIDE - 1], beside[places + SIDE + 1]
    usual = pair_levels().codes[pair_levels().values >= _USUAL]
    table = table_of(np.concatenate([usual, known.counts[2].codes]))
    fits = (before > 0) & in_table(table, (before << np.uint64(16)) | new)
    fits |= (after > 0) & in_table(table, (new << np.uint64(16)) | after)
    return places[fits], new[fits]


def _one_off(known: Known) -> tuple[Ints, Codes]:
    """Characters that alone differ from a word of four, or, being alike, from what the report prints
    often, and more often."""
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
        near = np.maximum(*_likeness(known.chars[owner + off], char)) > 0
        more = own.of(meant) > own.of(fours[owner])
        alone = dictionary().levels[1].of(known.chars[owner + off], UNKNOWN) >= _OFTEN_ALONE
        kept = np.where(
            dictionary().levels[4].of(meant, 0.0) > 0,
            own.of(fours[owner]) < FREQUENT,
            near & more & ~alone,
        )
        places.append(owner[kept] + off)
        new.append(char[kept])
    return np.concatenate(places), np.concatenate(new)


def _whole_fours(known: Known) -> Codes:
    """Words of four characters, and strings of four that the report prints often."""
    words, own = dictionary().levels[4], known.counts[4]
    usual = [words.codes[words.values >= COMMON], own.codes[own.values >= FREQUENT]]
    return np.unique(np.concatenate(usual))


def _likeness(chars: Codes, others: Codes) -> tuple[Floats, Floats]:
    """How alike characters are, each with the other of its place: by shape, and by sound."""
    pairs, which = np.unique((chars << np.uint64(16)) | others, return_inverse=True)
    found = [alike_pair(chr(int(pair) >> 16), chr(int(pair) & 0xFFFF)) for pair in pairs]
    both = np.array(found, float).reshape(-1, 2)
    return both[which, 0], both[which, 1]


def _doubled(known: Known) -> _Found:
    """Places whose character stands in the next one as well, where it does not belong to two words."""
    beside = around(known)
    places = np.flatnonzero((known.chars[1:] == known.chars[:-1]) & (known.chars[1:] > 0))
    before, twice, _same, after = (beside[places + SIDE + step] for step in (-1, 0, 1, 2))
    words = dictionary().levels
    pair = [
        np.where((one > 0) & (two > 0), words[2].of((one << np.uint64(16)) | two, UNKNOWN), UNKNOWN)
        for one, two in ((before, twice), (twice, twice), (twice, after))
    ]
    alone = words[1].of(twice, UNKNOWN) >= _WORD_ALONE
    two_words = (pair[0] >= _FIRM) & (pair[2] >= _FIRM) & (pair[0] + pair[2] >= _BOTH)
    two_words |= (pair[0] >= _FIRM) & alone
    three = strings(known.chars, 3)[np.minimum(places + 1, len(known.chars) - 1)]
    begins = np.maximum(pair[2], words[3].of(three, UNKNOWN)) >= KNOWN
    heads = (_headed().of(twice) >= _HEADS) & (before > 0) & begins
    day = (before == 0) & (twice == _DAY) & (after > 0)
    each = before == _ONE  # 一排排, 一步步
    kept = ~(two_words | heads | day | each | (pair[1] >= _FIRM))
    return places[kept], np.zeros(int(kept.sum()), np.uint64), {}


#: A character is the head of longer words (培訓處) if so many words of three end in it.
_HEADS = 50
#: A day of the month before its day of the week: 12日日上午.
_DAY, _ONE = np.uint64(ord("日")), np.uint64(ord("一"))


@cache
def _headed() -> Values:
    """How many words of three characters each character makes of a word of two, at their end."""
    words = dictionary().levels
    made = words[2].of(words[3].codes >> np.uint64(16), UNKNOWN) >= 0
    unique, n = np.unique(words[3].codes[made] & np.uint64(0xFFFF), return_counts=True)
    return Values(unique, n.astype(float))


def _missing(known: Known) -> _Found:
    """Places behind which a character may be missing."""
    found = [*_of_longer(known), _of_lone(known)]
    places = np.concatenate([places for places, _new in found])
    new = np.concatenate([new for _places, new in found])
    beside = around(known)
    inside = (places >= 0) & (places < len(known.chars) - 1)
    places, new = places[inside], new[inside]
    before, after = beside[places + SIDE], beside[places + SIDE + 1]
    pairs = (before << np.uint64(16)) | after
    kept = (before > 0) & (after > 0) & (new != before) & (new != after)
    kept &= (known.counts[2].of(pairs) < FREQUENT) & ~np.isin(new, numerals())
    kept &= dictionary().levels[2].of(pairs, UNKNOWN) < COMMON
    kept &= dictionary().levels[1].of(new, UNKNOWN) < _OFTEN_ALONE
    kept &= _orphans(known)[places] | _orphans(known)[places + 1]
    unique = np.unique(np.stack([places[kept], new[kept].astype(np.int64)], 1), axis=0)
    return unique[:, 0], unique[:, 1].astype(np.uint64), {}


def _orphans(known: Known) -> Bools:
    """Characters that no common word covers and that seldom stand alone."""
    return ~known.covered & (loneness().of(known.chars, 9.0) < _SELDOM_ALONE)


def _of_longer(known: Known) -> Iterator[tuple[Ints, Codes]]:
    """Three characters that a fourth makes a word, or what the report prints often."""
    whole, threes = _whole_fours(known), strings(known.chars, 3)
    for lost in range(4):
        low = np.uint64(16 * (3 - lost))
        below = whole & ((np.uint64(1) << low) - np.uint64(1))
        above = (whole >> (low + np.uint64(16))) << low if lost else np.zeros_like(whole)
        char = (whole >> low) & np.uint64(0xFFFF)
        rest = above | below
        order = np.argsort(rest, kind="stable")
        rest, char = rest[order], char[order]
        first = np.searchsorted(rest, threes, "left")
        many = np.where(threes > 0, np.searchsorted(rest, threes, "right") - first, 0)
        owner, step = _spread(many)
        yield owner + lost - 1, char[first[owner] + step]


def _of_lone(known: Known) -> tuple[Ints, Codes]:
    """Characters that seldom stand alone and do so, with what makes of them what the report prints often."""
    lone = np.flatnonzero(_orphans(known))
    own = known.counts[2]
    pairs, level = own.codes[own.values >= FREQUENT], own.values[own.values >= FREQUENT]
    places, new = [np.zeros(0, np.int64)], [np.zeros(0, np.uint64)]
    for moved in (0, 1):  # the lone character is the first, or the second, of the two
        key, other = pairs >> np.uint64(16), pairs & np.uint64(0xFFFF)
        key, other = (other, key) if moved else (key, other)
        order = np.lexsort((other, -level, key))
        key, other = key[order], other[order]
        first = np.searchsorted(key, known.chars[lone], "left")
        last = np.searchsorted(key, known.chars[lone], "right")
        owner, step = _spread(np.minimum(last - first, _WORDS))
        places.append(lone[owner] - moved)
        new.append(other[first[owner] + step])
    return np.concatenate(places), np.concatenate(new)
