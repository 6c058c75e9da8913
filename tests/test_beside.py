"""People named beside the roster."""

from __future__ import annotations

import pytest

from tourlib.lines import Source
from tourlib.readers import read_bytes
from tourlib.report import build_report

ROSTER = (
    "貳、出國人員\n{above}\n序號\t機關\t職稱\t姓名\n1\t交通部\t科長\t林某某\n{below}\n參、行程\n"
)


def report(above: str = "", below: str = "") -> object:
    text = ROSTER.format(above=above, below=below)
    source: Source = read_bytes(text.encode(), "report.txt")
    return build_report(source)


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ("領隊：國家文官學院林組長淑貞", [("leader", "國家文官學院", "組長", "林淑貞")]),
        (
            "團長：內政部陳次長大明；工作人員：內政部專員李小華、交通部科員王小明",
            [
                ("leader", "內政部", "次長", "陳大明"),
                ("staff", "內政部", "專員", "李小華"),
                ("staff", "交通部", "科員", "王小明"),
            ],
        ),
        ("團長：交通部科長林某某", []),
        ("附註：內政部專員李小華", []),
    ],
)
def test_people_above_and_below(said: str, people: list[tuple[str, ...]]) -> None:
    for where in ("above", "below"):
        table = report(**{where: said}).participants  # type: ignore[attr-defined]
        rows = table[["role", "agency", "title", "name"]].to_records(index=False).tolist()
        assert [row for row in rows if row[3] != "林某某"] == people
        assert table["order"].tolist() == list(range(1, len(people) + 2))


def test_who_cannot_be_read_is_said() -> None:
    made = report(below="領隊：本院林組長淑貞")
    assert len(made.participants) == 1  # type: ignore[attr-defined]
    findings = made.findings  # type: ignore[attr-defined]
    assert "person-beside-roster" in findings["code"].tolist()
