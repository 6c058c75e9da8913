"""The review in JupyterLab: the same findings and choices, with fields and buttons.

JupyterLab handles the keys of lists itself (an arrow moves to the next cell), but not those of text
fields. So a choice is a text field, too: its number is typed, or it is picked from the field's
list. Tab moves on, Enter presses a button; the focus stays where it is.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from threading import RLock
from typing import Any

import ipywidgets as widgets

from tourlib.errors import ReportError
from tourlib.report import Report
from tourlib.review.choices import Choice, choices, lines_of, open_findings
from tourlib.review.decide import decide, undo
from tourlib.settled.entries import allowed

_FIELD = {"layout": {"width": "98%"}, "style": {"description_width": "7em"}}


class ReviewFields(widgets.VBox):  # type: ignore[misc]
    """Fields and buttons to go through the findings of a report, which is updated after each
    decision."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.place, self.offered, self.chosen, self.column = 0, list[Choice](), 0, ""
        # JupyterLab may call each field's handler in a separate thread.
        self.one_at_a_time = RLock()
        self.finding, self.said = widgets.HTML(), widgets.HTML()
        self.which = self._field("提醒 finding", self._go)
        self.line = widgets.Text(
            description="或某行 or line", placeholder="1104、sessions 1104", continuous_update=False,
            **_FIELD,
        )  # fmt: skip
        self.line.observe(self._look_up, "value")
        self.choice = self._field("決定 decision", self._choose)
        self.cell = self._field("欄 cell", self._choose_cell)
        self.value = widgets.Text(description="應為 value", **_FIELD)
        self.why = widgets.Text(description="理由 reason", **_FIELD)
        buttons = [
            self._button("寫入 write", self._write, "primary"),
            self._button("下一項 next", lambda: self._go(self.place + 1)),
            self._button(
                "復原 undo", lambda: self._do(lambda: undo(self.report), "已復原 undone in")
            ),
        ]
        super().__init__(
            [self.which, self.line, self.finding, self.choice, self.cell, self.value, self.why,
             widgets.HBox(buttons), self.said]
        )  # fmt: skip
        self._show()

    def _field(self, name: str, chosen: Callable[[int], None]) -> widgets.Combobox:
        """Return a field that shows the current choice, and accepts another by number or from its list."""
        field = widgets.Combobox(description=name, continuous_update=False, **_FIELD)

        def take(change: dict[str, Any]) -> None:
            typed = change["new"].strip()
            with self.one_at_a_time:
                texts = list(enumerate(field.options))
                places = [place for place, text in texts if text.split()[0] == typed]
                places += [place for place, text in texts if typed and typed in text]
                field.value = ""
                if places:
                    chosen(places[0])

        field.observe(take, "value")
        return field

    def _button(self, name: str, act: Callable[[], None], style: str = "") -> widgets.Button:
        button = widgets.Button(description=name, button_style=style)

        def press(_button: widgets.Button) -> None:
            with self.one_at_a_time:
                act()

        button.on_click(press)
        return button

    def _show(self) -> None:
        """Show the list of findings, the current finding or line, and the possible decisions about it."""
        report, rows = self.report, open_findings(self.report)
        self.place = max(0, min(self.place, len(rows) - 1))
        told = report.findings.loc[rows, ["severity", "code", "message"]].itertuples(index=False)
        _offer(self.which, [f"{each[0]} {each[1]} {each[2][:40]}" for each in told], self.place)
        about = self.line.value or (rows[self.place] if rows else None)
        self.offered = choices(report, about)
        said = "" if self.line.value else "<b>沒有待決定的項目 no open findings</b>"
        if isinstance(about, int):
            message = escape(report.findings.at[about, "message"], quote=False)
            zh, _, english = message.partition(" / ")
            said = f"<b>{zh}</b><br><small>{english}</small>"
        self.finding.value = said + lines_of(report, about).html
        self._choose(0)

    def _go(self, place: int) -> None:
        self.place, self.line.value = place, ""
        self.said.value = ""
        self._show()

    def _look_up(self, change: dict[str, Any]) -> None:
        """Show the line that was typed; an empty input returns to the findings."""
        with self.one_at_a_time:
            try:
                self.said.value = ""
                self._show()
            except ReportError as error:
                self.line.value = change["old"]
                self.said.value = f"<b>{escape(str(error))}</b>"

    def _choose(self, place: int) -> None:
        self.chosen = place
        choice = self.offered[place]
        _offer(self.choice, [each.label for each in self.offered], place)
        self.cell.disabled = self.value.disabled = not choice.cells
        self.why.value = choice.why
        self._choose_cell(0)

    def _choose_cell(self, place: int) -> None:
        cells = self.offered[self.chosen].cells
        self.column = list(cells)[place] if cells else ""
        _offer(self.cell, [f"{name} = {value}" for name, value in cells.items()], place)
        self.value.value = cells.get(self.column, "")
        known = allowed(self.offered[self.chosen].table, self.column)
        self.value.placeholder = "可填 one of: " + " ".join(known) if known else ""

    def _write(self) -> None:
        chosen, column = self.offered[self.chosen], self.column
        self._do(
            lambda: decide(self.report, chosen, self.why.value, column, self.value.value),
            "已寫入 written to",
        )

    def _do(self, act: Callable[[], Report], said: str) -> None:
        try:
            settled = act()
        except ReportError as error:
            self.said.value = f"<b>沒有寫入 not written</b><br>{escape(str(error))}"
            return
        vars(self.report).clear()
        vars(self.report).update(vars(settled))
        left = len(open_findings(self.report))
        self._show()  # the message is set last, since it signals that typing may continue
        self.said.value = (
            f"{said} {escape(self.report.settled.file)}；還有 {left} 項 findings are open"
        )


def _offer(field: widgets.Combobox, names: list[str], place: int) -> None:
    """Number the names in a field's list, and show which is chosen."""
    field.options = [f"{number} {name}" for number, name in enumerate(names, 1)]
    field.placeholder = field.options[place] if names else ""
