"""The documentation as a site that works without a network: ``make docs``.

Blocks of code marked ``python chart`` are run, and the picture of their last line stands below them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib
from sphinx.domains.python import PyObject
from sphinx.ext.napoleon import Config
from sphinx.ext.napoleon.docstring import GoogleDocstring
from sphinx.search.en import SearchEnglish

matplotlib.use("Agg")

ROOT = Path(__file__).parents[1]
#: Pictures of the charts: made by every build, not committed.
PICTURES = Path(__file__).parent / "_charts"
_CHART = re.compile(r"```python chart\n(.*?)```", re.DOTALL)
#: A picture alone, of code that stands on the page already.
_PICTURE = re.compile(r"<!-- picture (.*) -->")
#: A link to a file outside the site.
_OUTSIDE = re.compile(r"\[([^\]]+)\]\((?:\.\./[^)]+|CONTRIBUTING\.md)\)")

project = "tourlib"
language = "zh_TW"
extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_charts"]
html_theme = "furo"
html_title = "tourlib：出國報告讀成表格與圖表"
html_search_language = "zh"
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
html_show_search_summary = False  # a page from a file may not fetch others
html_css_files = ["site.css"]
html_static_path = ["_static"]
autodoc_typehints = "none"
autodoc_member_order = "bysource"
myst_enable_extensions = ["attrs_inline"]  # a picture with a width leads to itself, full size
myst_heading_anchors = 3
suppress_warnings = ["misc.highlighting_failure"]


class Search(SearchEnglish):
    """Search for words of letters, and for any two to six ideographs in a row: the page looks for a
    query as it is typed, and nobody types where a dictionary would divide it."""

    lang = "zh"

    def split(self, input: str) -> list[str]:
        runs = re.findall("[\u4e00-\u9fff]+", input)
        pieces = (run[at : at + n] for run in runs for n in range(2, 7) for at in range(len(run)))
        return [*re.findall(r"[A-Za-z0-9_]+", input), *dict.fromkeys(pieces)]


class Docstring(GoogleDocstring):
    """A docstring whose sentences are sentences: types stand in the signature, and what comes before a
    colon is none (``One row a body: …``)."""

    def _consume_returns_section(self, preprocess_types: bool = False) -> list[Any]:
        return [("", "", self._dedent(self._consume_to_next_section()))]

    def _parse_attribute_docstring(self) -> list[str]:
        return list(self._dedent(self._consume_to_end()))


#: The reference is in English, its heads too.
_HEADS = {
    "parameter": "Parameters", "variable": "Attributes", "exceptions": "Raises",
    "returnvalue": "Returns",
}  # fmt: skip


def setup(app: Any) -> None:
    """Fill in what is made of the code when a page is read."""
    app.add_search_language(Search)
    app.connect("source-read", fill_in)
    app.connect("autodoc-process-docstring", as_fields)
    for field in PyObject.doc_field_types:
        field.label = _HEADS.get(field.name, field.label)


def as_fields(_app: Any, what: str, name: str, thing: Any, _options: Any, lines: list[str]) -> None:
    """The sections of a docstring (Args, Returns, Raises, Attributes) as fields."""
    how = Config(napoleon_use_ivar=True)
    lines[:] = Docstring(lines, how, what=what, name=name, obj=thing).lines()


def fill_in(_app: Any, name: str, source: list[str]) -> None:
    """The page with its charts drawn, its tables made, and links that stay inside the site."""
    text = _OUTSIDE.sub(r"\1", source[0])
    numbers = iter(range(1, 1000))
    text = _CHART.sub(
        lambda found: (
            f"```python\n{found[1]}```\n\n{_picture(found[1], f'{name}-{next(numbers)}')}"
        ),
        text,
    )
    text = _PICTURE.sub(lambda found: _picture(found[1], f"{name}-{next(numbers)}"), text)
    for mark, make in _MADE.items():
        text = text.replace(mark, make() if mark in text else "")
    source[0] = text


def _picture(code: str, name: str) -> str:
    """The chart of the last line of a block, drawn."""
    chart = run_chart(code)
    PICTURES.mkdir(exist_ok=True)
    chart.save(PICTURES / f"{name}.png", width=1280)
    note = _INVENTED_NOTE if "tables" in code and _has_one_cohort() else ""
    return f'![{chart.finding}](_charts/{name}.png){{width="100%"}}\n{note}'


def run_chart(code: str) -> Any:
    """The value of the last line of a block, run after the lines at the head of the gallery."""
    names = dict(_head())
    if _has_one_cohort():
        names["tables"] = _several()
    *first, last = ast.parse(code).body
    exec(compile(ast.Module(first, []), "block", "exec"), names)
    assert isinstance(last, ast.Expr)
    value = eval(compile(ast.Expression(last.value), "block", "eval"), names)
    return value[0] if isinstance(value, list) else value


@cache
def _head() -> dict[str, Any]:
    names: dict[str, Any] = {}
    text = (Path(__file__).parent / "gallery.md").read_text(encoding="utf-8")
    exec(text.split("```python\n", 1)[1].split("```", 1)[0], names)
    return names


def _has_one_cohort() -> bool:
    return bool(_head()["tables"]["participants"]["cohort"].nunique() < 2)


@cache
def _several() -> dict[str, Any]:
    """The tables of more than one cohort, where the project has only one: with invented reports of the
    tests, of other years."""
    import pandas as pd

    import tourlib

    invented = [
        tourlib.load(ROOT / "tests" / "reports" / name / "report.txt").tables()
        for name in ("112-japan-korea", "113-netherlands-denmark", "115-canada")
    ]
    parts = [_head()["tables"], *invented]
    return {name: pd.concat([part[name] for part in parts], ignore_index=True) for name in parts[0]}


_INVENTED_NOTE = (
    "\n*專案裡只有一年的報告，這張圖加上測試用的虛構報告來示意，不是真的數字。"
    " Drawn with invented reports of the tests beside the real one: no real figures.*\n"
)


def _tables() -> str:
    """The tables of a report with their columns, of the schema."""
    from tourlib.schema import TABLES, columns

    parts = []
    for table in TABLES:
        rows = [
            f"| `{name}` | `{dtype}` | {said} |" for name, (dtype, said) in columns(table).items()
        ]
        parts.append(
            f"### {table}\n\n| column | dtype | meaning |\n| --- | --- | --- |\n" + "\n".join(rows)
        )
    return "\n\n".join(parts)


def _keys() -> str:
    """The keys of each entry of the cohort file, and the values of those that take a few only."""
    from tourlib.settled.entries import ENTRIES, allowed

    rows, values = [], []
    for table, entry in ENTRIES.items():
        names = [each.name for each in fields(entry)]
        rows.append(f"| `{table}` | {' '.join(f'`{name}`' for name in names)} |")
        values += [
            f"| `{table}` | `{name}` | {' '.join(f'`{value}`' for value in allowed(table, name))} |"
            for name in names
            if allowed(table, name)
        ]
    return (
        "| 表 | 欄位 |\n| --- | --- |\n"
        + "\n".join(rows)
        + "\n\n這些欄位只能填下列的值（意思見[各表的欄位](reference.md#tables-and-columns)）：\n\n"
        + "| 表 | 欄位 | 可填 |\n| --- | --- | --- |\n"
        + "\n".join(values)
    )


_MADE: dict[str, Callable[[], str]] = {"<!-- tables -->": _tables, "<!-- keys -->": _keys}
