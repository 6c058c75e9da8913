"""An executed notebook as a web page that stands alone: no script, nothing fetched."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from nbconvert import HTMLExporter
from pygments.formatters import HtmlFormatter

from tourlib.files import write_file

#: The corner of a table that pandas shows: a head of nothing, to a screen reader a head.
_EMPTY_HEAD, _EMPTY_CELL = "<th></th>", "<td></td>"
#: A wide table scrolls on a narrow screen: by keyboard too.
_WIDE, _WIDE_BY_KEYS = '<div class="output_html', '<div tabindex="0" class="output_html'


@cache
def _exporter() -> HTMLExporter:
    return HTMLExporter(template_name="basic", exclude_anchor_links=True)


def write_page(notebook: Any, path: Path) -> Path:
    """Write an executed notebook as HTML, its pictures inside, its first heading as title.

    Raises:
        ReportError: the file cannot be written.
    """
    body, _resources = _exporter().from_notebook_node(notebook)
    body = body.replace(_EMPTY_HEAD, _EMPTY_CELL).replace(_WIDE, _WIDE_BY_KEYS)
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", body, re.DOTALL)
    title = re.sub(r"<[^>]+>", "", heading.group(1)) if heading else escape(path.stem)
    # Of Pygments' coloured styles the one whose every colour has 4.5 : 1 on light grey.
    style = HtmlFormatter(style="xcode").get_style_defs(".highlight")
    form = files("tourlib").joinpath("reference", "page.html").read_text(encoding="utf-8")
    write_file(path, Template(form).substitute(title=title, code_style=style, body=body))
    return path
