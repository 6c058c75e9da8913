"""The review in a terminal: a finding, the possible decisions, a number, a reason."""

from __future__ import annotations

from collections.abc import Callable

from tourlib.errors import ReportError
from tourlib.report import Report
from tourlib.review.choices import Choice, choices, lines_of, open_findings
from tourlib.review.decide import decide, undo
from tourlib.settled.entries import allowed

Ask = Callable[[str], str]
Say = Callable[[str], None]
_HELP = (
    "數字 選一項 a number chooses；Enter 下一項 next；b 上一項 back；u 復原 undo；"
    "l 1104 第 1104 行 that line（l sessions 1104 那一行的課程 its session）；w 詞 words；q 結束 quit"
)


def review_in_terminal(report: Report, ask: Ask, say: Say) -> Report:
    """Go through the findings one by one.

    Args:
        report: the report.
        ask: shows a prompt and returns what was typed; ``EOFError`` ends the review.
        say: shows a text.

    Returns:
        The report with all decisions applied.
    """
    place, asked = 0, ""  # the current finding; or what was requested instead, as typed
    say(_HELP)
    while True:
        open_ = open_findings(report)
        about = _about(open_, place, asked)
        offered = choices(report, about)
        say(_shown(report, about, f"{place + 1}/{len(open_)}", offered))
        if place >= len(open_) and not asked:
            say(f"看完了，還有 {len(open_)} 項沒有決定。 The end; {len(open_)} findings are open.")
        try:
            typed = ask("選擇 choose> ").strip().lower()
            if typed == "q" or (typed == asked == "" and place >= len(open_)):
                return report
            report = _acted(report, typed, offered, ask, say)
            if typed == asked == "":
                place += 1
            elif typed == "b":
                place = max(0, place - 1)
            asked = ""
            if typed[:1] in {"w", "l"}:
                choices(report, _about(open_, place, typed))  # reports an invalid line
                asked = typed
        except EOFError:
            return report
        except ReportError as error:
            say(f"沒有寫入 not written: {error}")


def _acted(report: Report, typed: str, offered: list[Choice], ask: Ask, say: Say) -> Report:
    """Return the report with the chosen decision applied, or with the last one undone."""
    if typed == "u":
        report = undo(report)
        say("已復原 undone")
    elif typed.isdecimal() and 1 <= int(typed) <= len(offered):
        before = len(open_findings(report))
        report = _decided(report, offered[int(typed) - 1], ask)
        left = len(open_findings(report))
        say(f"已寫入 written to {report.settled.file}；{before} → {left}")
    return report


def _about(open_: list[int], place: int, asked: str) -> int | str | None:
    """Return the subject of the decision, as :func:`choices` takes it."""
    if asked.startswith("l"):
        return asked[1:]
    return open_[place] if place < len(open_) and not asked else None


def _shown(report: Report, about: int | str | None, place: str, offered: list[Choice]) -> str:
    """Return a finding or line as text, with the possible decisions."""
    parts = []
    if isinstance(about, int):
        found = report.findings.loc[about]
        parts = [f"\n[{place}] {found['severity']} {found['code']}: {found['message']}"]
    parts.append(str(lines_of(report, about)))
    parts += [f"  {number} {choice.label}" for number, choice in enumerate(offered, 1)]
    return "\n".join(part for part in parts if part)


def _decided(report: Report, choice: Choice, ask: Ask) -> Report:
    """Ask for the cell, the value and the reason, and write the decision."""
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
        known = allowed(choice.table, column)
        one_of = f"；可填 one of: {' '.join(known)}" if known else ""
        value = ask(f"{column} 應為 should be（現為 now 「{choice.cells[column]}」{one_of}）> ")
    why = ask(f"理由 why（Enter：{choice.why}）> ")
    return decide(report, choice, why, column, value)
