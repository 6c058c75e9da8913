"""``briefing.html``: the answers, their charts and numbers, next to the lines of the report.

The page is self-contained: nothing is fetched, and only our own script, identified by its hash, may
run, so that anything in a report stays text.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Any

import pandas as pd

from tourlib.charts.bars import heat_colour
from tourlib.charts.foot import Lines, runs
from tourlib.charts.house import accent, house, ink_on
from tourlib.charts.style import body_svg
from tourlib.directory.bodies import name_in
from tourlib.export.briefing import Story, journey_of
from tourlib.export.native import as_rows
from tourlib.files import read_reference, write_file
from tourlib.labels import SHARES, cell, clock, label, percent, quantity
from tourlib.phrases import source_words, theme_name, theme_words
from tourlib.question import Answer
from tourlib.readers import pictures_of
from tourlib.report import Report
from tourlib.shown import data_url
from tourlib.text import full_width_punctuation, normalize
from tourlib.words.flow import runs_on

_LANG = {"zh": "zh-Hant-TW", "en": "en"}
_IDS = re.compile(r'(\bid="|href="#|url\(#)([^")]*)')
#: The outline of a letter, shared by many charts.
_GLYPH = re.compile(r'<path id="([^"]*)"(?: d="[^"]*")? transform="scale\([^"]*\)"/>\s*')
_NO_GLYPHS = re.compile(r"<defs>\s*</defs>\s*")
#: Endings of columns that say what a row is about: a theme's number, a ministry.
_OF = ("theme", "parent")
#: Width and height in inches of a chart on an upright phone; a picture contains more text.
_PHONE, _PHONE_PICTURE = (5.6, 7.6), (5.6, 10.0)


def write_web(told: Story, report: Report, path: Path) -> Path:
    """Write the page.

    Args:
        told: of :func:`tourlib.export.briefing.story`.
        report: the report; its lines are embedded.
        path: the file to write.

    Raises:
        ReportError: the file cannot be written.
    """
    script = read_reference("briefing.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    meta, lang, answers = report.meta, told.lang, told.answers
    glyphs: dict[str, str] = {}
    sections = "\n".join(_section(answer, lang, glyphs) for answer in answers)
    about = (*journey_of(meta, lang), source_words(meta, lang))
    logo = house().logo
    kind = "png" if logo and logo.suffix.lower() == ".png" else "jpeg"
    page = Template(read_reference("briefing.html")).substitute(
        lang=_LANG[lang],
        hash=digest,
        script=script,
        title=escape(told.title),
        font=json.dumps(re.sub(r"[^\w -]", "", house().office_font), ensure_ascii=False),
        logo=f'<img alt="" src="{data_url(logo.read_bytes(), kind)}">' if logo else "",
        accent=accent(),
        report=_LANG["zh"],
        about=escape("　".join(part for part in about if part)),
        summary="".join(
            f"<h2>{escape(block.heading)}</h2><ul>"
            + "".join(f"<li>{escape(line)}</li>" for line in block.lines)
            + "</ul>"
            for block in told.summary
        ),
        contents=label("briefing.contents", lang),
        source=label("briefing.lines", lang),
        only=_choice(answers, report, lang),
        **{name: label(f"briefing.{name}", lang) for name in ("find", "close")},
        **{name: label(f"briefing.{name}", lang, n="{n}") for name in ("found", "kept", "of_all")},
        links="".join(
            f'<li><a href="#{answer.name}">{escape(answer.heading)}</a></li>' for answer in answers
        ),
        sections=sections,
        glyphs="".join(glyphs.values()),
        text="\n".join(_lines(report)),
    )
    write_file(path, page)
    return path


def _lines(report: Report) -> Iterator[str]:
    """Yield the lines of the report. A line that continues a sentence is marked, and below a
    doubtful line of a scan the page's image is shown."""
    doubtful = {doubt.line for doubt in report.source.doubts}
    some = [line for line in report.source.lines if line.number in doubtful]
    pictures = pictures_of(report.source, some)
    last = ""
    for line in report.source.lines:
        on = ' class="on"' if runs_on(normalize(last), normalize(line.text)) else ""
        seen = (f'<img alt="" src="{data_url(one)}">' for one in pictures.get(line.number, ()))
        text = escape(line.text) + "".join(seen)
        yield f'<p id="L{line.number}"{on}><b>{line.number}</b>{text}</p>'
        last = line.text or last


def _choice(answers: Sequence[Answer], report: Report, lang: str) -> str:
    """Return the list of themes and ministries by which the page can be filtered."""
    themes = report.themes[["theme", "title"]].itertuples(index=False)
    parents = [answer.frame["parent"] for answer in answers if "parent" in answer.frame]
    names = {name: name_in(name, lang) for column in parents for name in column.dropna()}
    options = _options(
        "theme", [(n, theme_words(n, t, lang), theme_name(n, t, lang)) for n, t in themes], lang
    ) + _options("ministry", [(key, name, name) for key, name in names.items()], lang)
    every = f'<option value="" data-name="">{label("briefing.all", lang)}</option>'
    only = f'{label("briefing.only", lang)} <select id="only">{every}{options}</select>'
    return f"<label>{only}</label>" if options else ""


def _options(group: str, items: Sequence[tuple[Any, str, str]], lang: str) -> str:
    """Return a group of options: for each item its key, its label and its name."""
    inside = "".join(
        f'<option value="{escape(f"|{key}|")}" data-name="{escape(name)}">{escape(told)}</option>'
        for key, told, name in items
    )
    head = label(f"briefing.{group}", lang)
    return f'<optgroup label="{head}">{inside}</optgroup>' if items else ""


def _section(answer: Answer, lang: str, glyphs: dict[str, str]) -> str:
    """Return finding, what is shown, chart or table, facts, footer, and the numbers with their lines."""
    start = f'<section id="{answer.name}"><div class="keep"><h2>{escape(answer.title)}</h2>'
    table = _grid_table(answer)
    shown = f'<p class="shown">{escape(answer.shown)}</p>'
    first, *more = [shown + table] if table else _figures(answer, lang, glyphs) or [shown]
    told = "" if table else _points(answer)
    for part in answer.parts:
        told += f"<li>{escape(part.title)}<ul>{_points(part)}</ul></li>"
    links = _links(answer.all_lines)
    look_up = (
        f'<span class="lines">{label("briefing.look_up", lang)} {links}</span>' if links else ""
    )
    return (
        f"{start}{first}</div>{''.join(more)}<ul>{told}</ul>"
        f'<p class="foot">{escape(answer.foot)}{look_up}</p>'
        f'<details data-name="{answer.name}"><summary>{label("briefing.numbers", lang)}</summary>'
        f'<p class="get">{_get("csv", lang)}</p>{_table(answer, lang)}</details></section>'
    )


def _points(answer: Answer) -> str:
    """Return the facts as list items, with links to the lines on which each is based."""
    return "".join(f"<li>{escape(fact)} {_links(lines)}</li>" for fact, lines in answer.points)


def _grid_table(answer: Answer) -> str:
    """Return the answer's table, shaded by number; for a single column, each number in large type
    with its name; empty if the answer is a chart."""
    grid = answer.grid
    if grid is None or answer.kind != "heat":
        return ""
    head, *rows = as_rows(grid)
    if len(head) == 2:
        pairs = (
            f"<div><dt>{escape(name)}</dt><dd>{escape(told)}</dd></div>" for name, told in rows
        )
        return f'<dl class="figures">{"".join(pairs)}</dl>'
    most = float(grid.values.max().max())
    body = ""
    for (name, *texts), numbers in zip(rows, grid.values.to_numpy().tolist(), strict=True):
        paints = (heat_colour(number, most) for number in numbers)
        cells = (
            f'<td style="background:{paint};color:{ink_on(paint)}">{escape(text)}</td>'
            for text, paint in zip(texts, paints, strict=True)
        )
        body += f'<tr><th scope="row">{escape(name)}</th>{"".join(cells)}</tr>'
    return _scrolled(answer, "told", [escape(name) for name in head], body)


def _scrolled(answer: Answer, kind: str, heads: Sequence[str], body: str) -> str:
    """Return a table in a scrollable element; only the table of numbers is a landmark, since
    landmarks need distinct names."""
    role = "region" if kind == "wide" else "group"
    top = "".join(f'<th scope="col">{name}</th>' for name in heads)
    return (
        f'<div class="{kind}" tabindex="0" role="{role}" aria-label="{escape(answer.heading)}">'
        f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _figures(answer: Answer, lang: str, glyphs: dict[str, str]) -> list[str]:
    """Return the pages of a chart for desktop and phone, with captions and download buttons."""
    phone = _PHONE_PICTURE if answer.kind == "picture" else _PHONE
    told = []
    for kind, pages in (("desk", answer.draw()), ("phone", answer.draw(phone))):
        for number, page in enumerate(pages, 1):
            name = f"{answer.name}-{number}"
            told.append(
                f'<figure class="{kind}" tabindex="0" aria-label="{escape(answer.heading)}"'
                f' data-name="{name}"><p class="shown">{escape(page.shown)}</p>'
                f'{_svg(body_svg(page), f"{name}-{kind}", glyphs)}<p class="get">'
                f"{_get('png', lang)}{_get('svg', lang)}{label('briefing.keys', lang)}</p></figure>"
            )
    return told


def _get(kind: str, lang: str) -> str:
    told = label("briefing.get", lang, kind=kind.upper())
    return f'<button type="button" data-get="{kind}">{told}</button>'


def _svg(svg: str, prefix: str, glyphs: dict[str, str]) -> str:
    """Return a chart with ids that are unique on the page; the outlines of its letters are moved to
    ``glyphs``, by id."""
    for letter in _GLYPH.finditer(svg):
        glyphs.setdefault(letter[1], letter[0])
    svg = _NO_GLYPHS.sub("", _GLYPH.sub("", svg))
    return _IDS.sub(lambda m: m[0] if m[2] in glyphs else f"{m[1]}{prefix}-{m[2]}", svg)


def _links(lines: Lines) -> str:
    """Return links to lines; adjacent lines share a link."""
    return " ".join(f'<a href="#L{first}">{told}</a>' for first, told in runs(lines).items())


def _table(answer: Answer, lang: str) -> str:
    frame = answer.told
    columns = [at for at, name in enumerate(frame) if str(name).endswith(_OF)]
    heads = [*answer.heads, label("briefing.lines", lang)]
    buttons = [f'<button type="button">{escape(name)}</button>' for name in heads]
    body = ""
    for row, lines in zip(frame.itertuples(index=False), answer.lines, strict=True):
        # the themes and ministries of the row, each between vertical bars
        of = "|".join(["", *(str(row[at]) for at in columns if pd.notna(row[at])), ""])
        cells = (_words(str(name), value, lang) for name, value in zip(frame, row, strict=True))
        texts = "".join(f"<td>{escape(text)}</td>" for text in cells)
        body += f'<tr data-of="{escape(of)}">{texts}<td>{_links(lines)}</td></tr>'
    return _scrolled(answer, "wide", buttons, body)


def _words(column: str, value: Any, lang: str) -> str:
    value = cell(column, value, lang)
    if value is None:
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}" if value == value.normalize() else f"{value:%H:%M}"
    if column.endswith("_hour"):
        return f"{clock(value):0>5}"
    if not isinstance(value, float):
        return full_width_punctuation(str(value))
    if column in SHARES:
        return percent(value)
    return quantity(value) if abs(value) >= 10 else f"{value:.3g}"
