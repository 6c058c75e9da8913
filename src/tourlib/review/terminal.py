"""The review in a terminal: a finding, what may be decided, a number, a reason."""

from __future__ import annotations

from collections.abc import Callable

from tourlib.errors import ReportError
from tourlib.report import Report
from tourlib.review.choices import Choice, choices, open_findings
from tourlib.review.decide import Review, decide, undo

Ask = Callable[[str], str]
Say = Callable[[str], None]
_HELP = (
    "數字 選一項 a number chooses；Enter 下一項 next；b 上一項 back；u 復原 undo；"
    "w 詞 words；q 結束 quit"
)


def review_in_terminal(report: Report, ask: Ask, say: Say) -> Report:
    """Go through the findings one by one.

    Args:
        report: the report.
        ask: shows a prompt and returns what was typed; ``EOFError`` ends the review.
        say: shows a text.

    Returns:
        The report as settled at the end.
    """
    review, place, words = Review(report), 0, False
    say(_HELP)
    while True:
        open_ = open_findings(review.report)
        if place >= len(open_) and not words:
            say(f"看完了，還有 {len(open_)} 項沒有決定。 The end; {len(open_)} findings are open.")
            return review.report
        row = None if words else open_[place]
        offered = choices(review.report, row)
        say(_shown(review.report, row, f"{place + 1}/{len(open_)}", offered))
        try:
            typed = ask("選擇 choose> ").strip().lower()
            if typed == "q":
                return review.report
            if typed.isdecimal() and 1 <= int(typed) <= len(offered):
                before = len(open_)
                review = _decided(review, offered[int(typed) - 1], ask)
                open_ = open_findings(review.report)
                say(f"已寫入 written to {review.report.settled.file}；{before} → {len(open_)}")
            elif typed == "u":
                review = undo(review)
                say("已復原 undone")
            elif typed in {"", "b"}:
                place = max(0, place + (1 if typed == "" and not words else -1 if typed else 0))
            words = typed == "w"
        except EOFError:
            return review.report
        except ReportError as error:
            say(f"沒有寫入 not written: {error}")


def _shown(report: Report, row: int | None, place: str, offered: list[Choice]) -> str:
    """A finding with its lines, and what may be decided."""
    parts = []
    if row is not None:
        found = report.findings.loc[row]
        parts = [f"\n[{place}] {found['severity']} {found['code']}: {found['message']}"]
        parts.append(str(report.show("findings", row)))
    parts += [f"  {number} {choice.label}" for number, choice in enumerate(offered, 1)]
    return "\n".join(parts)


def _decided(review: Review, choice: Choice, ask: Ask) -> Review:
    """Ask for the cell, the value and the reason, and write."""
    column, value = "", ""
    if choice.cells:
        names = list(choice.cells)
        column = names[0]
        if len(names) > 1:
            told = "；".join(f"{n} {name}={choice.cells[name]}" for n, name in enumerate(names, 1))
            typed = ask(f"哪一欄 which cell: {told}\n> ").strip()
            column = (
                names[int(typed) - 1] if typed.isdecimal() and int(typed) <= len(names) else typed
            )
        if column not in names:
            raise ReportError(f"沒有這一欄 no such cell: {column}")
        value = ask(f"{column} 應為 should be（現為 now 「{choice.cells[column]}」）> ")
    why = ask(f"理由 why（Enter：{choice.why}）> ")
    return decide(review, choice, why, column, value)
