"""``briefing.html``: the answers, their charts and numbers, and the report's own lines beside them.

One page that stands alone: nothing is fetched, and of scripts only our own, named by its hash, may
run, so that whatever a report holds stays text.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

import pandas as pd

from tourlib.charts.foot import Lines, runs
from tourlib.charts.house import house
from tourlib.charts.save import body_svg
from tourlib.export.briefing import Story, journey_of
from tourlib.files import write_file
from tourlib.labels import SHARES, cell, head, label, percent, quantity
from tourlib.phrases import source_words
from tourlib.question import Answer
from tourlib.report import Report
from tourlib.text import full_width_punctuation

_LANG = {"zh": "zh-Hant-TW", "en": "en"}
_IDS = re.compile(r'(\bid="|href="#|url\(#)')
#: Columns that name places in our own tables, not in the report.
_OURS = ["rows", "table", "lines"]


def write_web(told: Story, report: Report, path: Path) -> Path:
    """Write the page.

    Args:
        told: of :func:`tourlib.export.briefing.story`.
        report: the report that it is of; its lines are embedded.
        path: the file to write.

    Raises:
        ReportError: the file cannot be written.
    """
    script = _reference("sort.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    meta, lang, answers = report.meta, told.lang, told.answers
    said = meta.title if meta.title and lang != "zh" else ""
    about = (said, *journey_of(meta, lang), source_words(meta, lang))
    page = Template(_reference("briefing.html")).substitute(
        lang=_LANG[lang],
        hash=digest,
        script=script,
        title=escape(told.title),
        font=json.dumps(re.sub(r"[^\w -]", "", house().office_font), ensure_ascii=False),
        logo=_logo(),
        images="img-src data:; " if house().logo else "",
        report=_LANG["zh"],
        about=escape("　".join(part for part in about if part)),
        contents=label("briefing.contents", lang),
        source=label("briefing.lines", lang),
        links="".join(
            f'<li><a href="#{answer.name}">{escape(answer.heading)}</a></li>' for answer in answers
        ),
        sections="\n".join(_section(answer, lang) for answer in answers),
        text="\n".join(
            f'<p id="L{line.number}"><b>{line.number}</b>{escape(line.text)}</p>'
            for line in report.source.lines
        ),
    )
    write_file(path, page)
    return path


def _logo() -> str:
    """The house's logo as a picture inside the page; nothing without one."""
    logo = house().logo
    if logo is None:
        return ""
    kind = "png" if logo.suffix.lower() == ".png" else "jpeg"
    return f'<img alt="" src="data:image/{kind};base64,{base64.b64encode(logo.read_bytes()).decode()}">'


def _reference(name: str) -> str:
    return files("tourlib").joinpath("reference", name).read_text(encoding="utf-8")


def _section(answer: Answer, lang: str) -> str:
    start = f'<section id="{answer.name}"><h2>{escape(answer.title)}</h2>'
    figures = "".join(
        f'<figure tabindex="0" aria-label="{escape(answer.heading)}" '
        f'data-hint="{label("briefing.scroll", lang)}">'
        f"{_svg(body_svg(page), f'{answer.name}-{number}')}</figure>"
        for number, page in enumerate(answer.draw(), 1)
    )
    told = _points(answer)
    for part in answer.parts:
        told += f"<li>{escape(part.title)}<ul>{_points(part)}</ul></li>"
    return (
        f'{start}<p class="shown">{escape(answer.shown)}</p>{figures}<ul>{told}</ul>'
        f'<p class="foot">{escape(answer.foot)}'
        f'<span class="lines">{label("briefing.look_up", lang)}{_links(answer.all_lines)}</span></p>'
        f"<details><summary>{label('briefing.numbers', lang)}</summary>"
        f"{_table(answer, lang)}</details></section>"
    )


def _points(answer: Answer) -> str:
    """The facts as items of a list, with links to the lines that each rests on."""
    return "".join(f"<li>{escape(fact)} {_links(lines)}</li>" for fact, lines in answer.points)


def _svg(svg: bytes, prefix: str) -> str:
    """A chart as part of the page: ids of its own, no head, no metadata."""
    text = svg.decode("utf-8")
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    return _IDS.sub(rf"\g<1>{prefix}-", text)


def _links(lines: Lines) -> str:
    """Links to lines; neighbours are one link."""
    return " ".join(f'<a href="#L{first}">{told}</a>' for first, told in runs(lines).items())


def _table(answer: Answer, lang: str) -> str:
    frame = answer.frame.drop(columns=_OURS, errors="ignore")
    heads = [*(head(str(name), lang) for name in frame.columns), label("briefing.lines", lang)]
    top = "".join(
        f'<th scope="col"><button type="button">{escape(name)}</button></th>' for name in heads
    )
    body = "".join(
        "<tr>"
        + "".join(
            f"<td>{escape(_words(str(c), v, lang))}</td>" for c, v in zip(frame, row, strict=True)
        )
        + f"<td>{_links(n)}</td></tr>"
        for row, n in zip(frame.itertuples(index=False), answer.lines, strict=True)
    )
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(answer.heading)}">'
        f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _words(column: str, value: Any, lang: str) -> str:
    value = cell(column, value, lang)
    if isinstance(value, (list, tuple)):
        return "、".join(map(str, value))
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}" if value == value.normalize() else f"{value:%H:%M}"
    if column.endswith("_hour"):
        return f"{int(value):02d}:{round(value % 1 * 60):02d}"
    if not isinstance(value, float):
        return full_width_punctuation(str(value))
    if column in SHARES:
        return percent(value)
    return quantity(value) if abs(value) >= 10 else f"{value:.3g}"
