"""What the checks find in the real report and in invented ones, against a careful reading."""

from __future__ import annotations

import csv
import io
import json
import re
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import tourlib
from reports_under_test import invented
from tourlib import check
from tourlib.cli import main
from tourlib.readers import read
from tourlib.report import build_report
from tourlib.settled.entries import Settled
from tourlib.shown import find_pieces

REPORTS = Path(__file__).parent / "reports"
REAL = Path(__file__).parents[1] / "data" / "reports" / "114" / "report.txt"
#: Invented reports that are printed without errors; 113 has those of extraction.
CLEAN = ("110-australia", "111-singapore", "112-japan-korea", "115-canada")
FORMS = ("txt", "docx", "odt", "pdf")
#: What the clean reports rightly bring: parts that they lack.
LEGITIMATE = {"part-missing"}


@cache
def real() -> tourlib.Report:
    return tourlib.load(REAL, settled=False)


def places(report: tourlib.Report, code: str) -> set[tuple[int, ...]]:
    rows = report.findings[report.findings["code"] == code]
    return {tuple(lines) for lines in rows["lines"]}


def changed(tmp_path: Path, *edits: tuple[str, str]) -> tourlib.Report:
    """The report of 114 with pieces of its text replaced, each of which must be there."""
    text = REAL.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    return build_report(read(path), cohort=114)


def test_cover_against_text() -> None:
    report = real()
    assert places(report, "period-mismatch") == {(13, 136)}
    assert places(report, "period-part") == {(13, 52)}  # the studies, 20 to 27 August
    assert places(report, "days-mismatch") == {(136,)}
    assert places(report, "headcount-mismatch") == {(136,)}
    assert not places(report, "destination-mismatch") | places(report, "organiser-mismatch")


def test_another_destination_organiser_and_report_date(tmp_path: Path) -> None:
    report = changed(
        tmp_path,
        ("派赴國家: 比利時", "派赴國家: 冰島"),
        ("主辦機關:公務人員保障暨培訓委員會", "主辦機關:國立故宮博物院、財政部等"),
        ("報告日期:中華民國114年9月30日", "報告日期:中華民國114年8月20日"),
    )
    assert places(report, "destination-mismatch") == {(11,)}
    assert places(report, "organiser-mismatch") == {(5,)}
    assert places(report, "report-date-early") == {(15,)}


@pytest.mark.parametrize("said", ["比利時聯邦及考試院等", "審計部、考試院等2個機關"])
def test_organisers_whose_names_hold_and(tmp_path: Path, said: str) -> None:
    report = changed(
        tmp_path,
        ("主辦機關:公務人員保障暨培訓委員會", f"主辦機關:{said}"),
        ("一、緣起", "一、緣起:比利時聯邦及考試院"),
    )
    assert not places(report, "organiser-mismatch")


def test_contents_against_headings() -> None:
    report = real()
    # 貢 for 貳, 参 for 參, 多訪 for 參訪 and 附銷 for 附錄 are misreadings, and told as such.
    assert places(report, "toc-mismatch") == {(103, 761)}
    assert {81, 84, 105, 124} <= {line for line, _printed, _intended in suggested(report)}
    assert places(report, "toc-page") == {(97,), (100,)}
    assert not places(report, "toc-missing") | places(report, "toc-unlisted")


def test_contents_that_miss_a_heading_or_list_one_too_many(tmp_path: Path) -> None:
    report = changed(
        tmp_path,
        ("\t二、職場友善21\n", ""),
        ("伍\t結語\t. 68\n", "伍\t結語\t. 68\n陸\t謝辭\t. 69\n"),
    )
    assert places(report, "toc-unlisted") == {(417,)}
    assert places(report, "toc-missing") == {(123,)}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", CLEAN)
def test_no_false_alarms_on_clean_reports(name: str, form: str) -> None:
    findings = invented(name, form).findings
    said = findings[
        findings["severity"].isin(["warning", "error"]) & ~findings["code"].isin(LEGITIMATE)
    ]
    assert said.empty, said[["code", "message"]].to_string()


def careful_list() -> list[tuple[int, str, str]]:
    path = Path(__file__).parent / "data" / "misreadings_114.csv"
    kept = (line for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
    return [(int(r["line"]), r["printed"], r["intended"]) for r in csv.DictReader(kept)]


def suggested(report: tourlib.Report) -> list[tuple[int, str, str]]:
    """Line, printed and intended form of each finding ``misreading``."""
    rows = report.findings[report.findings["code"] == "misreading"]
    found = []
    for message, lines in zip(rows["message"], rows["lines"], strict=True):
        printed, intended = (part.split("」")[0] for part in message.split("「")[1:3])
        found += [(line, printed, intended) for line in lines]
    return found


def same_slip(found: tuple[int, str, str], listed: tuple[int, str, str]) -> bool:
    """Whether both are about the same characters of the same line."""
    (line, printed, _a), (number, slip, _b) = found, listed
    pieces = {printed[i : i + 2] for i in range(max(1, len(printed) - 1))}
    return line == number and any(piece in slip.replace(" ", "") for piece in pieces)


def test_misreadings_against_a_careful_reading() -> None:
    listed, found = careful_list(), suggested(real())
    right = [f for f in found if any(same_slip(f, entry) for entry in listed)]
    known = [entry for entry in listed if any(same_slip(f, entry) for f in found)]
    assert len(right) / len(found) >= 0.8, [f for f in found if f not in right]
    assert len(known) / len(listed) >= 0.5, [entry for entry in listed if entry not in known]


def test_suggested_corrections_are_what_was_meant() -> None:
    listed = {(n, slip.replace(" ", "")): meant for n, slip, meant in careful_list() if meant}
    for line, printed, intended in suggested(real()):
        slips = [slip for (n, slip) in listed if n == line and printed in slip]
        for slip in slips:
            assert slip.replace(printed, intended) == listed[line, slip]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", CLEAN)
def test_no_misreadings_in_clean_reports(name: str, form: str) -> None:
    report = invented(name, form)
    assert not suggested(report)
    assert not places(report, "name-variant")


def test_a_form_of_a_character_is_told_as_such_and_once() -> None:
    """Line 1080 prints 奥斯坦德, which 奧 makes a word: no other character was meant."""
    rows = real().findings
    rows = rows[(rows["code"] == "misreading") & rows["lines"].map(lambda lines: 1080 in lines)]
    assert len(rows) == 1
    assert rows["severity"].tolist() == ["info"]
    assert "字形" in rows["message"].iloc[0]


def test_misreadings_of_an_extracted_report() -> None:
    report = invented("113-netherlands-denmark")
    assert {(34, "貢", "貳"), (45, "附銷", "附錄")} == set(suggested(report))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("氣候變遷與能源挑戰", "氣侯變遷與能源挑戰"),
        ("提供優質服務的關鍵挑戰", "提供優質服務的關鍵挑戟"),
        ("強化跨國政策比較", "強化跨國政菜比較"),
        ("事半功倍(Doing", "事半工倍(Doing"),
    ],
)
def test_a_slip_put_into_the_report_is_found(tmp_path: Path, right: str, wrong: str) -> None:
    before = set(suggested(real()))
    found = set(suggested(changed(tmp_path, (right, wrong)))) - before
    assert found
    assert all(printed in wrong for _line, printed, _intended in found)


@pytest.mark.parametrize(
    ("forms", "lines"),
    [
        ({"Mélanie Recour", "Melanie Recour"}, {383, 423, 747, 1053, 1110, 1124}),
        ({"Peter Vandenbruaene", "Peter Vandenbruaene Peter"}, {383, 423, 1053, 1124}),
        ({"Ms. Nancy Moyaert", "Mrs. Nancy Moyaert"}, {538, 1094}),
        ({"FARO", "Faro"}, {508, 929}),
        ({"佛拉蒙", "佛拉芒", "弗拉芒"}, {266, 298, 389, 1057}),
        ({"數位雙生", "數位孿生", "數位學生"}, {223, 272, 335, 336, 357, 360, 800, 975}),
        ({"借鑑", "借鑒"}, {772, 926, 940, 999, 1000, 1001, 1037}),
        ({"網絡合作", "網路合作"}, {286, 681}),
        ({"第2.09會議室", "第209會議室"}, {182, 601, 711, 746}),
    ],
)
def test_names_written_in_several_ways(forms: set[str], lines: set[int]) -> None:
    rows = real().findings.query("code == 'name-variant'")
    told = {
        frozenset(piece.split("」")[0] for piece in message.split("「")[1:]): set(numbers)
        for message, numbers in zip(rows["message"], rows["lines"], strict=True)
    }
    assert told[frozenset(forms)] == lines


def test_a_company_s_own_spelling_is_no_variant(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(
        "壹、目的\n台灣電力股份有限公司與臺灣港務公司參訪。臺灣可借鏡。", encoding="utf-8"
    )
    assert not places(tourlib.load(path), "name-variant")
    path.write_text("壹、目的\n台灣電力公司供電。台灣與臺灣。", encoding="utf-8")
    assert places(tourlib.load(path), "name-variant") == {(2,)}


def test_accepted_suggestions_correct_the_report() -> None:
    accepted = Settled(corrections=real().suggestions)
    report = build_report(real().source, cohort=114, settled=accepted)
    assert suggested(report) == []
    assert (report.findings["code"] == "corrected").sum() == len(real().suggestions)
    assert "數位學生" not in "".join(report.sections["text"].dropna())


def test_a_row_shows_its_lines() -> None:
    report = real()
    place = int(report.sections.index[report.sections["line"] == 967][0])
    shown = report.show("sections", place)
    assert shown.startswith("  967  - 【(二)合理性】:【蔥集必要資料")
    assert shown._repr_html_().startswith("<table><tr><td")
    assert report.show(report.sections.iloc[place]) == shown
    with pytest.raises(KeyError):
        report.show("nothing", 0)
    with pytest.raises(KeyError, match="all columns"):
        report.show(report.sections[["title"]].iloc[0])


def test_the_values_of_an_entry_are_marked_in_its_lines() -> None:
    report = real()
    place = int(report.sessions.index[report.sessions["title"] == "參訪離岸風電園區"][0])
    (line,) = report.show("sessions", place).splitlines()
    assert "【14:00】-【19:00】" in line
    assert "【參訪離岸風電園區】" in line
    person = report.show("participants", 3)
    assert "【臺北市議會】" in person
    assert "【陳慶安】" in person


def test_findings_show_their_lines_with_the_place_marked(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "report.txt"  # as printed: no cohort file corrects it
    path.write_bytes(REAL.read_bytes())
    main(["check", str(path), "--format", "json"])
    records = json.loads(capsys.readouterr().out)
    severities = [record["severity"] for record in records]
    assert severities == sorted(severities, key=["error", "warning", "unread", "info"].index)
    assert len(records) == len(real().findings)
    for record in records:
        assert [line["line"] for line in record["quoted"]] == record["lines"]
        zh, _, english = record["message"].partition(" / ")
        assert zh
        assert english
        assert not re.search("[一-龥]", re.sub("“[^”]*”", "", english))
    (slip,) = [r for r in records if "俄鳥" in r["message"]]
    (quoted,) = slip["quoted"]
    ((start, end),) = quoted["marks"]
    assert quoted["text"][start:end] == "俄鳥"

    main(["check", str(path), "--format", "md"])
    assert "危機及<mark>俄鳥</mark>戰爭" in capsys.readouterr().out
    main(["check", str(path), "--format", "csv"])
    table = pd.read_csv(io.StringIO(capsys.readouterr().out))
    assert len(table) == len(records)
    assert "危機及【俄鳥】戰爭" in table["quoted"][severities.index("warning") :].str.cat()


def test_every_finding_marks_a_place_in_its_lines() -> None:
    report = real()
    marked = [
        any(find_pieces(report.source.lines[number - 1].text, pieces) for number in numbers)
        for numbers, pieces in zip(report.findings["lines"], report.marks, strict=True)
        if numbers
    ]
    assert all(marked), report.findings[[not m for m in marked]]


@pytest.mark.parametrize(
    ("line", "number", "number_to", "unit", "text"),
    [
        (70, 399, None, "座", "399 座"),
        (70, 10, None, "%", "10%"),
        (142, 549_000_000_000, None, "美元", "5,490億美元"),
        (142, 54_000, None, "美元", "5.4萬美元"),
        (191, 116_000_000, None, "歐元", "1.16 億歐元"),
        (544, 2.3, None, "GW", "2.3 吉瓦"),
        (544, 5.4, 5.8, "GW", "5.4 至 5.8 GW"),
        (589, 35, 40, "%", "35%到 40%"),
        (591, 2, None, "小時", "2小時"),
    ],
)
def test_figures(line: int, number: float, number_to: float | None, unit: str, text: str) -> None:
    rows = real().figures.query("line == @line and text == @text")
    assert len(rows) == 1
    row = rows.iloc[0]
    assert (row["number"], row["unit"]) == (number, unit)
    assert (None if row["number_to"] is pd.NA else row["number_to"]) == number_to
    assert text in row["sentence"]


def test_years_are_no_figures() -> None:
    figures = real().figures
    years = figures[(figures["unit"] == "年") & (figures["number"] > 60)]
    assert years.empty
    assert "2025" not in "".join(figures["text"])


def test_figures_that_disagree() -> None:
    # 2.3 for 2.262 GW and 5.4萬 for 54,701 are rounded, or cut.
    assert places(real(), "figure-mismatch") == {(70, 544)}
    assert not places(real(), "sum-mismatch")
    assert places(real(), "share-mismatch") == {(296, 954)}  # 75 of 108, and a third


def test_rooms_and_speeds_are_no_numbers_of_things() -> None:
    figures = real().figures
    assert figures[figures["line"].isin([381, 421])].empty  # 207個案研討教室
    speed = figures.query("line == 580 and number == 72")
    assert list(speed["unit"]) == ["公里/小時"]


def test_a_time_within_an_entry_of_several_things_is_no_contradiction() -> None:
    # 09:00–14:20 of 09:00–16:00, in which three lectures are announced.
    assert {lines[1] for lines in places(real(), "time-mismatch")} == {180, 419, 560}
    assert {lines[1] for lines in places(real(), "time-part")} == {379}
    # Twelve things that are said otherwise elsewhere, eleven names that are written otherwise.
    assert len(check.contradictions(real())) == 23


def test_good_chinese_and_other_forms_of_a_character_are_no_slips() -> None:
    assert not {"巨細", "各層"} & {printed for _line, printed, _intended in suggested(real())}
    variants = real().findings.query("code == 'name-variant'")["message"]
    assert not variants.str.contains("奥斯坦").any()


def test_an_unread_date_says_which_day_was_taken() -> None:
    told = real().findings.query("code == 'date-unread'")["message"]
    assert [day in text for day, text in zip(("2025-08-22", "2025-08-26"), told, strict=True)] == [
        True,
        True,
    ]


def test_speakers_whom_only_the_body_names() -> None:
    assert {lines[-1] for lines in places(real(), "speaker-unlisted")} == {1065, 1073, 1099}


def test_entries_that_the_body_does_not_tell_of(tmp_path: Path) -> None:
    # The evaluation of the last morning has no block; a visit whose block is cut out has none.
    assert places(real(), "session-unmatched") == {(1124,)}
    lines = REAL.read_text(encoding="utf-8").split("\n")
    cut = tmp_path / "report.txt"
    cut.write_text("\n".join([*lines[:235], *lines[253:]]), encoding="utf-8")
    report = tourlib.load(cut)
    found = report.findings[report.findings["code"] == "session-unmatched"]
    # One finding with all its lines.
    (message,), (numbers,) = found["message"], found["lines"]
    assert "葛蘭素" in message
    assert "2 entries" in message
    gsk = report.sessions[report.sessions["title"].str.contains("葛蘭素")].index[0]
    assert {*report.source_of("sessions", gsk)["line"]} < {*numbers}


def test_announced_and_listed(tmp_path: Path) -> None:
    # Five directions are followed, of which the topic lists four.
    directions = (1011, 1012, 1013, 1014, 1021)
    assert places(real(), "count-mismatch") == {(964, 966, 967, 968, 969), directions}
    report = changed(tmp_path, ("教練流程涵蓋五個步驟", "教練流程涵蓋六個步驟"))
    assert (735, 737, 738, 739, 740, 741) in places(report, "count-mismatch")


def test_passages_printed_twice() -> None:
    found = places(real(), "passage-repeated")
    assert {(164, 393), (435, 825), (447, 824), (822, 927), (820, 928)} == found


def test_brackets_that_are_not_closed(tmp_path: Path) -> None:
    assert places(real(), "bracket-unbalanced") == {(1088,)}
    report = changed(
        tmp_path,
        ("(Human-Centered AI),", "(Human-Centered AI,"),
        ("(或稱「向上管理」)", "(或稱「向上管理)"),
    )
    assert places(report, "bracket-unbalanced") == {(132,), (752,), (1088,)}


@pytest.mark.parametrize(
    ("edit", "code", "lines"),
    [
        (("2025年8月26日09:00-12:00", "2025年8月24日09:00-12:00"), "date-mismatch", {709, 1101}),
        (("● 8月20日星期三", "● 8月20日星期四"), "weekday-mismatch", {1143}),
        (("10:30-12:30\t參訪", "10:30-10:30\t參訪"), "duration-impossible", {1081}),
    ],
)
def test_times_that_cannot_be(
    tmp_path: Path, edit: tuple[str, str], code: str, lines: set[int]
) -> None:
    assert not places(real(), code)
    (found,) = places(changed(tmp_path, edit), code)
    assert lines <= {*found}


#: Good official Chinese in which a form of the list comes about where two words meet.
JOINTS = """維護土地與保護土壤,國防問題及消防問題,資安隱私,投資迅速成長,進攻能力,成功擊敗,造成攻擊行為。
主權衝突與公平衝突,民主特色及自主特質,環保特展,國際交流城市,市場房屋價格,營收獲利,監控製程良率。
各機關各自已建立制度,究竟爭議為何,內部鬥爭,紀錄能源使用,週末能否開放,依國籍由機關辦理,恢復制度。
仲裁種類,亞太型態,被迫求助,證照獲准,加倍同意,成立既有平台,責任感概念,事實貴在明確,開支特別費。
學院院長與臺北市市長,山東省省長,即將來臺並將參訪,將來將成為重鎮,成功續任,持續效率,排水續建,周團長致詞。"""


def test_no_misreadings_where_two_words_meet(tmp_path: Path) -> None:
    line = "透過學習比利時的政策與實務操作"
    report = changed(tmp_path, (line, JOINTS.replace("\n", "") + line))
    before = {(printed, intended) for _line, printed, intended in suggested(real())}
    assert {(p, i) for _line, p, i in suggested(report)} <= before


def test_a_person_whose_name_the_text_prints_otherwise(tmp_path: Path) -> None:
    # 臺北市議會 陳慶安 of the roster; 安 and 鞍 sound the same.
    report = changed(tmp_path, ("一、緣起", "一、緣起:陳慶鞍"))
    (message,) = [m for m in report.findings["message"] if "陳慶鞍" in m]
    assert "「陳慶安」" in message


@pytest.mark.parametrize(
    ("said", "wrong"), [("提出8項政策建議", False), ("提出九項政策建議", True)]
)
def test_recommendations_announced_and_given(tmp_path: Path, said: str, wrong: bool) -> None:
    path = tmp_path / "report.txt"
    topics = "一二三四五六七八"
    items = "\n".join(f"{n}、議題{n}\n(一)推動{n}:應持續推動。" for n in topics)
    path.write_text(f"壹、摘要\n本報告{said}。\n貳、建議\n{items}\n參、結語\n感謝。", "utf-8")
    found = places(tourlib.load(path), "count-mismatch")
    assert bool(found) == wrong
    assert all(lines[0] == 2 for lines in found)
