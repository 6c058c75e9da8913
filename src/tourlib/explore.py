"""Look up words while reading: with input fields in JupyterLab, as a plain result elsewhere.

>>> from tourlib import explore
>>> explore.words(report)                            # doctest: +SKIP
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any

import pandas as pd

from tourlib import keywords
from tourlib.report import Report
from tourlib.shown import Live, Shown, find_pieces, mark

#: Maximum number of sentences shown.
_MAX_SENTENCES = 20
_WIDE = {"layout": {"width": "98%"}, "style": {"description_width": "7em"}}


def words(
    report: Report, word: str | None = None, *, top: int = 5, topics: Sequence[int] = ()
) -> Live:
    """Show the sentences with a word, and the most distinctive words of the topics.

    In JupyterLab there are fields for another word, the number of words per topic, and the topics.
    Without a running kernel (a page, a saved notebook) the result for the arguments is shown.

    Args:
        report: the report.
        word: the word; by default the most distinctive one of all.
        top: number of words per topic.
        topics: their numbers; all by default.
    """
    cloud = keywords.cloud(report)["term"]
    first = word or (str(cloud.iloc[0]) if len(cloud) else "")
    said, told = sentences(report, first), topic_words(report, top, topics)
    shown = Shown(f"{said}\n\n{told}", said.html + told.html)
    return Live(shown, lambda: _fields(report, first, top, topics))


def sentences(report: Report, word: str) -> Shown:
    """Show the sentences of the body with a word, the word marked, each with its line."""
    found = report.sentences(word) if word.strip() else pd.DataFrame()
    shown = [
        (row.line, row.sentence, find_pieces(row.sentence, [word]))
        for row in found.head(_MAX_SENTENCES).itertuples()
    ]
    texts = [f"{line:>5}  {mark(sentence, spans)}" for line, sentence, spans in shown]
    rows = [
        f'<tr><td style="vertical-align:top"><details><summary>{line}</summary>'
        f"{escape(report.source.lines[line - 1].text)}</details></td>"
        f'<td style="text-align:left">{mark(sentence, spans, markup=True)}</td></tr>'
        for line, sentence, spans in shown
    ]
    head = f"「{word}」：{len(found)} 句 sentences"
    head += (
        f"，前 {_MAX_SENTENCES} 句如下 the first {_MAX_SENTENCES}"
        if len(found) > _MAX_SENTENCES
        else ""
    )
    html = f"<p>{escape(head)}</p><table>{''.join(rows)}</table>"
    return Shown("\n".join([head, *texts]), html)


def topic_words(report: Report, top: int, topics: Sequence[int] = ()) -> Shown:
    """Show the most distinctive words of topics, with their uses, one line per topic."""
    found = keywords.topics(report, top=top)
    if topics:
        found = found[found["topic"].isin(topics)]
    lines = {
        f"{number} {title}": "、".join(
            f"{term} {count}" for term, count in group[["term", "count"]].itertuples(index=False)
        )
        for (number, title), group in found.groupby(["topic", "topic_title"], sort=False)
    }
    texts = (f"{name}：{said}" for name, said in lines.items())
    rows = (
        f'<tr><th style="text-align:left">{escape(name)}</th>'
        f'<td style="text-align:left">{escape(said)}</td></tr>'
        for name, said in lines.items()
    )
    return Shown("\n".join(texts), f"<table>{''.join(rows)}</table>")


def _fields(report: Report, word: str, top: int, topics: Sequence[int]) -> Any:
    import ipywidgets as widgets

    asked = widgets.Text(word, description="詞 word", continuous_update=False, **_WIDE)
    many = widgets.IntSlider(top, 1, 15, description="詞數 words", continuous_update=False, **_WIDE)
    chosen = widgets.Text(
        "、".join(map(str, topics)), placeholder="1、4；空白為全部 all", description="議題 topics",
        continuous_update=False, **_WIDE,
    )  # fmt: skip
    found, told = widgets.HTML(), widgets.HTML()

    def answer(_change: object = None) -> None:
        found.value = sentences(report, asked.value).html

    def tell(_change: object = None) -> None:
        numbers = [int(number) for number in re.findall(r"\d+", chosen.value)]
        told.value = topic_words(report, many.value, numbers).html

    asked.observe(answer, "value")
    many.observe(tell, "value")
    chosen.observe(tell, "value")
    answer()
    tell()
    return widgets.VBox([asked, found, many, chosen, told])
