"""The review in JupyterLab: the same findings and choices, with fields and buttons.

Fields and buttons stay where they are and only their contents change, so that the focus of the
keyboard stays with them: Tab goes on, arrows choose, Enter presses.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import ipywidgets as widgets

from tourlib.errors import ReportError
from tourlib.report import Report
from tourlib.review.choices import Choice, choices, open_findings
from tourlib.review.decide import Review, decide, undo

_FIELD = {"layout": {"width": "98%"}, "style": {"description_width": "7em"}}


class ReviewFields(widgets.VBox):  # type: ignore[misc]
    """Fields and buttons that go through the findings of a report, which itself holds the new
    tables after each decision."""

    def __init__(self, report: Report) -> None:
        self.report, self.review, self.place = report, Review(report), 0
        self.offered: list[Choice] = []
        self.finding, self.said = widgets.HTML(), widgets.HTML()
        self.choice = widgets.Dropdown(description="決定 decision", **_FIELD)
        self.cell = widgets.Dropdown(description="欄 cell", **_FIELD)
        self.value = widgets.Text(description="應為 value", **_FIELD)
        self.why = widgets.Text(description="理由 reason", **_FIELD)
        self.choice.observe(lambda _change: self._show_choice(), "index")
        self.cell.observe(lambda _change: self._show_cell(), "value")
        buttons = [
            self._button("寫入 write", self._write, "primary"),
            self._button("下一項 next", lambda: self._move(1)),
            self._button("上一項 back", lambda: self._move(-1)),
            self._button("復原 undo", self._undo),
        ]
        super().__init__(
            [self.finding, self.choice, self.cell, self.value, self.why, widgets.HBox(buttons),
             self.said]
        )  # fmt: skip
        self._show()

    def _button(self, name: str, act: Callable[[], None], style: str = "") -> widgets.Button:
        button = widgets.Button(description=name, button_style=style)
        button.on_click(lambda _button: act())
        return button

    def _open(self) -> list[int]:
        return open_findings(self.review.report)

    def _show(self) -> None:
        """The finding and what may be decided about it."""
        report, rows = self.review.report, self._open()
        self.place = max(0, min(self.place, len(rows) - 1))
        row = rows[self.place] if rows else None
        if row is None:
            self.finding.value = "<b>沒有待決定的項目 no open findings</b>"
        else:
            found = report.findings.loc[row]
            zh, _, english = escape(found["message"], quote=False).partition(" / ")
            self.finding.value = (
                f"<b>{self.place + 1}/{len(rows)} {found['severity']} {found['code']}</b><br>"
                f"{zh}<br><small>{english}</small>{report.show('findings', row).html}"
            )
        self.offered = choices(report, row)
        names = [f"{place} {choice.label}" for place, choice in enumerate(self.offered, 1)]
        self.choice.options = names
        self.choice.index = 0
        self._show_choice()

    def _show_choice(self) -> None:
        chosen = self.offered[self.choice.index or 0]
        self.cell.options = list(chosen.cells)
        self.cell.disabled = self.value.disabled = not chosen.cells
        self.why.value = chosen.why
        self._show_cell()

    def _show_cell(self) -> None:
        chosen = self.offered[self.choice.index or 0]
        self.value.value = chosen.cells.get(self.cell.value or "", "")

    def _move(self, by: int) -> None:
        self.place += by
        self.said.value = ""
        self._show()

    def _write(self) -> None:
        chosen = self.offered[self.choice.index or 0]
        column = self.cell.value or ""
        self._do(
            lambda: decide(self.review, chosen, self.why.value, column, self.value.value),
            "已寫入 written to",
        )

    def _undo(self) -> None:
        self._do(lambda: undo(self.review), "已復原 undone in")

    def _do(self, act: Callable[[], Review], said: str) -> None:
        try:
            self.review = act()
        except ReportError as error:
            self.said.value = f"<b>沒有寫入 not written</b><br>{escape(str(error))}"
            return
        vars(self.report).clear()
        vars(self.report).update(vars(self.review.report))
        file = escape(self.report.settled.file)
        self.said.value = f"{said} {file}；還有 {len(self._open())} 項 findings are open"
        self._show()
