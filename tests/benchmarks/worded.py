"""How many contradictions are found that were worded before the checks were looked at:
``python tests/benchmarks/worded.py [open|held|later|again|unseen|fresh|sealed|near|apart]``.

``data/worded.csv`` holds them, in the words of whoever might write a report: in a line of a report the
piece ``before`` (after ``=`` the whole line) becomes ``wrong``, or ``right``, which brings no finding
if all is well. ``open``, ``later`` and ``again`` ones have been looked at when the checks were mended,
``held`` and ``unseen`` ones never were.
"""

from __future__ import annotations

import argparse
import csv
from functools import cache
from pathlib import Path

from contradictions import REPORTS, Edit, Report, found, load_source

WORDED = Path(__file__).parent / "data" / "worded.csv"
SETS = ("open", "held", "later", "again", "unseen", "fresh", "sealed", "near", "apart")


@cache
def report_of(name: str) -> Report:
    """An invented report, to put errors into."""
    source = load_source(REPORTS / name)
    assert source is not None, name
    return Report(source)


def edit_of(report: Report, before: str, after: str) -> Edit:
    """The first line that has a piece, with the other in its place."""
    for number in range(1, len(report.source.lines) + 1):
        line = report.line(number)
        if line.strip() == before.removeprefix("=") if before.startswith("=") else before in line:
            return number, line.replace(before.removeprefix("="), after, 1)
    raise AssertionError(before)


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", nargs="?", default="open", choices=SETS)
    parser.add_argument("--show", action="store_true", help="what was missed, and said wrongly")
    asked = parser.parse_args()
    with WORDED.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["set"] == asked.set]
    missed, false = [], []
    for row in rows:
        report = report_of(row["report"])
        wrong, right = (edit_of(report, row["before"], row[key]) for key in ("wrong", "right"))
        if not any(wrong[0] in told.lines for told in found(report, wrong)):
            missed.append(f"missed: {row['report']} {row['wrong']}")
        said = [
            told.message.split(" / ")[0]
            for told in found(report, right)
            if told.code != "part-missing"  # what the reading made of the words
        ]
        false += [f"false: {row['report']} {row['right']}: {message}" for message in said]
    print(f"found {len(rows) - len(missed)} of {len(rows)}; false {len(false)}")
    print(*(missed + false if asked.show else ()), sep="\n")


if __name__ == "__main__":
    main()
