"""The ledger as a picture of the report: one thin stripe a line, coloured by who read it."""

from __future__ import annotations

import itertools

import pandas as pd

from tourlib.charts.canvas import box, canvas, keys, write
from tourlib.charts.palette import MUTED, PAPER, palette
from tourlib.charts.style import LABEL, SMALL, Chart, empty_chart, finish, new_chart, styled
from tourlib.labels import label, word
from tourlib.sentences import sentence_ledger

#: Lines of a band at most, bands at least, and room for what stands before and between them.
_BAND_LINES, _BANDS, _NUMBERS, _GAP = 400, 3, 44.0, 12.0


@styled
def plot_ledger(lines: pd.DataFrame, *, foot: str = "", lang: str = "zh") -> Chart:
    """One thin stripe a line, coloured by the table that read it; nobody's lines stand out.

    Args:
        lines: the table ``lines``: ``line``, ``claimed_by``.
        foot, lang: as in :func:`tourlib.charts.plot_representation`.
    """
    title = sentence_ledger(lines, lang)
    if len(lines) == 0:
        return empty_chart(title, foot)
    chart, axes = new_chart(title, label("ledger.shown", lang), foot)
    wide, high = canvas(chart, axes)
    owners = [_group(owner) for owner in lines["claimed_by"].tolist()]
    present = [owner for owner in palette("ledger") if owner in set(owners)]
    shown = [(word("ledger", owner, lang), _colour(owner)) for owner in present]
    top = keys(axes, shown, high, wide) - _GAP
    bands = max(_BANDS, -(-len(owners) // _BAND_LINES))
    each = -(-len(owners) // bands)
    tall = (top - _GAP * (bands - 1)) / bands
    step = (wide - _NUMBERS) / each
    for band in range(bands):
        y = top - tall - band * (tall + _GAP)
        first = band * each
        if first >= len(owners):
            break
        write(axes, str(int(lines["line"].iloc[first])), (0, y, _NUMBERS - 6, tall), (LABEL, SMALL))
        at = 0
        for owner, run in itertools.groupby(owners[first : first + each]):
            many = len(list(run))
            box(axes, (_NUMBERS + at * step, y, many * step, tall), _colour(owner))
            at += many
    return finish(chart)


def _group(owner: object) -> str:
    """The colour group of an owner: ``nobody`` where there is none, ``role`` for other roles."""
    if owner is None or owner is pd.NA:
        return "nobody"
    return str(owner) if owner == "blank" or str(owner) in palette("ledger") else "role"


def _colour(owner: str) -> str:
    return PAPER if owner == "blank" else palette("ledger").get(owner, MUTED)
