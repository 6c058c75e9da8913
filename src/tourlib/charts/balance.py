"""People of each branch against what its size leads to expect."""

from __future__ import annotations

import pandas as pd

from tourlib.agency_sentences import sentence_expected
from tourlib.charts.canvas import box, canvas, write
from tourlib.charts.fitting import width
from tourlib.charts.palette import GREY_INK, INK, branch_colour
from tourlib.charts.style import LABEL, SMALL, Chart, empty_chart, finish, new_chart, styled
from tourlib.labels import label, quantity, word
from tourlib.measures.balance import beyond_chance
from tourlib.phrases import left_out

#: Size of the names at the left, room for the numbers at the right, in points.
_SIZE, _NUMBERS = 16.0, 250.0
#: Height of a row at most, and the share of it that its bar takes.
_ROW, _BAR = 62.0, 0.52


@styled
def plot_expected(frame: pd.DataFrame, *, foot: str = "", lang: str = "zh") -> Chart:
    """A bar of people for each branch, with a mark where its size would put it.

    Args:
        frame: of :func:`tourlib.measures.balance.compare_expected`: ``branch``, ``size``,
            ``people``, ``expected``.
        foot: cohort, source and lines (:func:`tourlib.charts.foot_line`).
        lang: ``"zh"`` or ``"en"``.
    """
    title = sentence_expected(frame, lang)
    if len(frame) == 0:
        return empty_chart(title, foot)
    chart, axes = new_chart(title, label("expected.shown", lang) + left_out(frame, lang), foot)
    wide, high = canvas(chart, axes)
    line = min((high - 10) / len(frame), _ROW)
    most = max(float(frame["people"].max()), float(frame["expected"].max()))
    names = [word("branch", branch, lang) for branch in frame["branch"]]
    left = max(width(name, _SIZE, bold=True) for name in names) + 16
    unit = (wide - left - _NUMBERS) / most
    box(axes, (left, high - 10 - line * len(frame), 1, line * len(frame)), GREY_INK)
    for number, (name, row) in enumerate(zip(names, frame.to_dict("records"), strict=True)):
        y = high - 10 - (number + 1) * line
        write(axes, name, (0, y, left - 12, line), (_SIZE, SMALL), align="right", bold=True)
        tall = line * _BAR
        bottom = y + (line - tall) / 2
        people, expected = int(row["people"]), float(row["expected"])
        if people:
            box(axes, (left, bottom, people * unit, tall), branch_colour(row["branch"]))
        mark = left + expected * unit
        edge = {"edgecolor": "#FFFFFF", "linewidth": 1.0}
        box(axes, (mark - 2.5, bottom - 6, 5, tall + 12), INK, **edge)
        numbers = label("unit.people", lang, n=people)
        x = left + most * unit + 16
        write(axes, numbers, (x, y + line * 0.5, _NUMBERS - 16, line * 0.36), (LABEL, SMALL),
              bold=True)  # fmt: skip
        size = label("expected.of", lang, n=quantity(expected), size=quantity(row["size"]))
        write(axes, size, (x, y + line * 0.12, _NUMBERS - 16, line * 0.36), (SMALL, 9.0),
              ink=GREY_INK)  # fmt: skip
    chart.silent = not beyond_chance(frame).any()
    return finish(chart)
