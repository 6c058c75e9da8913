"""What a text may have meant to say: one character changed, or printed twice.

A character that the text lacks is not looked for: of such slips put into invented reports one in
twenty was found, and none ever in a report.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np

from tourlib.checks.evidence import (
    ALWAYS_ALONE,
    CHANGED,
    DOUBLED,
    FREQUENT,
    SIDE,
    USUAL,
    Known,
    Slips,
    around,
    evidence,
)
from tourlib.checks.lexicon import (
    COMMON,
    KNOWN,
    UNKNOWN,
    Codes,
    Floats,
    Ints,
    Values,
    alike,
    alike_pair,
    determiners,
    dictionary,
    numerals,
    pair_levels,
    strings,
)

#: What a report prints so often beside each other is meant.
_SETTLED = 6
#: A character is a word by itself from this level on; levels of words that may stand side by side.
_WORD_ALONE, _FIRM, _BOTH = 16.0, 5.0, 15.0
#: A character that is so often a word by itself is not taken for another one.
_OFTEN_ALONE = 12.0
#: A character is the head of longer words (培訓處) if so many words of three end in it.
_HEADS = 50
#: A day of the month before its day of the week: 12日日上午.
_DAY, _ONE = np.uint64(ord("日")), np.uint64(ord("一"))
_Found = tuple[Ints, Codes, dict[str, Floats]]


def suppose(known: Known) -> Iterator[Slips]:
    """All slips that there may be in a text, by kind."""
    for kind, found in ((CHANGED, _changed), (DOUBLED, _doubled)):
        places, new, more = found(known)
        yield Slips(kind, places, new, evidence(known, kind, places, new) | more)


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
    return places, new, {"shape": shape, "sound": sound}


def _doubtful(known: Known) -> Ints:
    """Places that no common word covers, of characters that the report does not print so elsewhere."""
    often = known.counts[2].of(strings(known.chars, 2))
    before = np.concatenate([[0.0], often[:-1]])
    settled = (np.minimum(before, often) >= FREQUENT) | (np.maximum(before, often) >= _SETTLED)
    alone = dictionary().levels[1].of(known.chars, UNKNOWN) >= ALWAYS_ALONE
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
    usual = pair_levels().codes[pair_levels().values >= USUAL]
    pairs = np.concatenate([usual, known.counts[2].codes])
    fits = (before > 0) & np.isin((before << np.uint64(16)) | new, pairs)
    fits |= (after > 0) & np.isin((new << np.uint64(16)) | after, pairs)
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


@cache
def _headed() -> Values:
    """How many words of three characters each character makes of a word of two, at their end."""
    words = dictionary().levels
    made = words[2].of(words[3].codes >> np.uint64(16), UNKNOWN) >= 0
    unique, n = np.unique(words[3].codes[made] & np.uint64(0xFFFF), return_counts=True)
    return Values(unique, n.astype(float))
