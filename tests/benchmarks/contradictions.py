"""How many contradictions are found in reports that were put right before:
``python tests/benchmarks/contradictions.py``.

Into an invented report one error at a time is put, of a kind drawn at random: a value is changed, or
a sentence is added that says what the tables do not. Found is a finding that the report did not have
without it and that names its line. The same sentences with the right value, and the reports as they
are, show how often nothing is wrong and something is found.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from tourlib.checks import check_report
from tourlib.lines import Line, Source
from tourlib.parse import Finding
from tourlib.parse.body import ParsedReport, parse_report
from tourlib.readers import read
from tourlib.text import has_han

REPORTS = Path(__file__).parents[1] / "reports"
FORMS = ("docx", "odt", "txt", "md", "pdf")
#: What is said of the report and not of one contradiction in it.
NO_CONTRADICTION = {"misreading", "session-unmatched", "passage-repeated"}
NUMERALS = "〇一二三四五六七八九十"
#: Line number and new text; what was put in its place, for showing.
Edit = tuple[int, str]


def load_source(folder: Path) -> Source | None:
    """The report of a folder in its best form."""
    found = [folder / f"report.{form}" for form in FORMS if (folder / f"report.{form}").exists()]
    return read(found[0]) if found else None


def edited(source: Source, edit: Edit) -> Source:
    """The source with a line replaced, in its cells as well."""
    number, new = edit
    line = source.lines[number - 1]
    cells = tuple(new.split("\t")) if line.cells is not None else None
    lines = [*source.lines]
    lines[number - 1] = replace(line, text=new.replace("\v", " "), cells=_with_breaks(cells))
    return replace(source, lines=tuple(lines))


def _with_breaks(cells: tuple[str, ...] | None) -> tuple[str | None, ...] | None:
    if cells is None:
        return None
    return tuple(None if cell == "\0" else cell.replace("\v", "\n") for cell in cells)


def text_of(line: Line) -> str:
    """The text of a line in which the cells can be told again."""
    if line.cells is None:
        return line.text
    return "\t".join("\0" if c is None else c.replace("\n", "\v") for c in line.cells)


class Report:
    """A report to put errors into."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.parsed = parse_report(source, cohort=None)
        self.before = told(self.parsed)

    def line(self, number: int) -> str:
        """The text of a line."""
        return text_of(self.source.lines[number - 1])

    def end_of(self, *chapters: str) -> int | None:
        """The last line of running text of the first of these chapters that has one."""
        for chapter in chapters:
            for node, row in zip(
                self.parsed.outline.nodes, self.parsed.rows["sections"], strict=True
            ):
                if row["chapter"] == chapter and node.paragraphs:
                    paragraph = node.paragraphs[-1]
                    if paragraph.text.rstrip().endswith("。") and not self.cells(paragraph.lines):
                        return paragraph.lines[-1]
        return None

    def cells(self, lines: Sequence[int]) -> bool:
        """Whether one of the lines is a row of a table."""
        return any(self.source.lines[n - 1].cells is not None for n in lines)


def findings(parsed: ParsedReport) -> list[Finding]:
    """What was found in reading the report, and in checking it."""
    return [*parsed.findings, *check_report(parsed)]


def told(parsed: ParsedReport) -> Counter[tuple[str, str]]:
    """Code and message of each finding about the report; numbers of lines aside."""
    return Counter((row.code, row.message) for row in findings(parsed))


def found(report: Report, edit: Edit) -> list[Finding]:
    """The findings that the report has only with the edit."""
    parsed = parse_report(edited(report.source, edit), cohort=None)
    return [
        row
        for row in findings(parsed)
        if (row.code, row.message) not in report.before and row.code not in NO_CONTRADICTION
    ]


# Values that are changed -----------------------------------------------------------------------

Maker = Callable[[Report, random.Random, bool], Edit | None]
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})(:|：|時)(?=\d|至|到|-|~)")
_DAY = re.compile(r"(?<=[月/.])(\d{1,2})(?=日|\b)")


def _matched(report: Report) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    sessions = report.parsed.rows["sessions"]
    return [
        (visit, sessions[visit["session"] - 1])
        for visit in report.parsed.rows["visits"]
        if visit["session"]
    ]


def _changed(
    report: Report, lines: Sequence[int], pattern: re.Pattern[str], step: int
) -> Edit | None:
    for number in lines:
        text = report.line(number)
        match = pattern.search(text)
        if match and 0 < int(match[1]) + step < 28:
            new = str(int(match[1]) + step).zfill(len(match[1]))
            return number, text[: match.start(1)] + new + text[match.end(1) :]
    return None


def time_of_a_visit(report: Report, rng: random.Random, wrong: bool) -> Edit | None:
    """Another hour in the body."""
    pairs = [v for v, s in _matched(report) if v["start"] and s["start"]]
    return (
        _changed(report, rng.choice(pairs)["lines"][1:], _CLOCK, rng.choice((1, -1)))
        if pairs and wrong
        else None
    )


def time_of_an_entry(report: Report, rng: random.Random, wrong: bool) -> Edit | None:
    """Another hour in the timetable."""
    pairs = [s for v, s in _matched(report) if v["start"] and s["start"]]
    return (
        _changed(report, rng.choice(pairs)["lines"], _CLOCK, rng.choice((1, -1)))
        if pairs and wrong
        else None
    )


def date_of_a_visit(report: Report, rng: random.Random, wrong: bool) -> Edit | None:
    """Another day in the body."""
    pairs = [v for v, s in _matched(report) if v["date"] and s["date"]]
    return (
        _changed(report, rng.choice(pairs)["lines"][1:], _DAY, rng.choice((1, 2, -1)))
        if pairs and wrong
        else None
    )


def _misspelt(name: str, rng: random.Random) -> str | None:
    """A name with one letter changed, as people mishear it."""
    if has_han(name):
        for one, other in (
            "玲伶",
            "明銘",
            "文雯",
            "宏弘",
            "惠慧",
            "花華",
            "志智",
            "君均",
            "佳嘉",
            "哲喆",
            "偉瑋",
            "安鞍",
            "麗莉",
            "美梅",
            "成城",
            "一壹",
        ):
            for old, new in ((one, other), (other, one)):
                if old in name[1:]:
                    return name[0] + name[1:].replace(old, new, 1)
        return None
    places = [i for i, c in enumerate(name) if i and c in "aeiouy" and name[i - 1] != " "]
    if not places or len(name) < 6 or " " not in name:
        return None
    at = rng.choice(places)
    return name[:at] + rng.choice([c for c in "aeiou" if c != name[at]]) + name[at + 1 :]


def name_of_a_speaker(report: Report, rng: random.Random, wrong: bool) -> Edit | None:
    """One letter of a speaker's name in the body."""
    pairs = [(v, n) for v, s in _matched(report) for n in v["speakers"] if n in s["speakers"]]
    rng.shuffle(pairs)
    for visit, name in pairs if wrong else []:
        new = _misspelt(name, rng)
        for number in visit["lines"][1:]:
            if new and name in report.line(number):
                return number, report.line(number).replace(name, new)
    return None


def another_speaker(report: Report, rng: random.Random, wrong: bool) -> Edit | None:
    """Another person in the body."""
    pairs = [(v, n) for v, s in _matched(report) for n in v["speakers"] if n in s["speakers"]]
    rng.shuffle(pairs)
    for visit, name in pairs if wrong else []:
        new = (
            "周南星" if has_han(name) else rng.choice(("Olga Brandt", "Piet Verhoef", "Ruth Amsel"))
        )
        for number in visit["lines"][1:]:
            if name in report.line(number):
                return number, report.line(number).replace(name, new)
    return None


def title_in_the_contents(report: Report, rng: random.Random, wrong: bool) -> Edit | None:
    """A word of the contents."""
    entries = [e for e in report.parsed.rows["toc"] if e["title"] and len(e["title"]) > 5]
    if not entries or not wrong:
        return None
    entry = rng.choice(entries)
    text = report.line(entry["line"])
    old = entry["title"][2:4]
    return (entry["line"], text.replace(old, "再生", 1)) if old in text else None


def day_of_a_photograph(report: Report, rng: random.Random, wrong: bool) -> Edit | None:
    """The day above photographs of a visit."""
    days = [p for p in report.parsed.rows["photos"] if p["date"] and p["event"]]
    rng.shuffle(days)
    for photo in days if wrong else []:
        for number in range(photo["line"], max(photo["line"] - 8, 0), -1):
            text = report.line(number)
            if re.search(rf"{photo['date'].month}\s*[月/.]\s*0?{photo['date'].day}\b", text):
                return _changed(report, [number], _DAY, rng.choice((1, -1, 2)))
    return None


def person_in_the_text(report: Report, rng: random.Random, wrong: bool) -> Edit | None:
    """A person of the tables, in a sentence of the reflections."""
    names = [n for v in report.parsed.rows["visits"] for n in v["speakers"]]
    names += [n for s in report.parsed.rows["sessions"] for n in s["speakers"]]
    names += [r["name"] for r in report.parsed.rows["participants"] if r["name"]]
    names = [n for n in dict.fromkeys(names) if len(n) > 2 and _misspelt(n, rng)]
    line = report.end_of("reflections", "conclusion", "recommendations")
    if not names or line is None:
        return None
    name = rng.choice(names)
    said = rng.choice(
        ("特別感謝{}的說明。", "{}於會中指出,人才是關鍵。", "誠如{}所言,制度須持續調整。")
    )
    return line, report.line(line) + said.format(_misspelt(name, rng) if wrong else name)


# Sentences that are added ----------------------------------------------------------------------


def _number(value: int, rng: random.Random) -> str:
    if value > 19 or rng.random() < 0.5:
        return str(value)
    return NUMERALS[value] if value <= 10 else "十" + NUMERALS[value - 10]


def _added(report: Report, sentence: str, *chapters: str) -> Edit | None:
    line = report.end_of(*(chapters or ("summary", "purpose")))
    return None if line is None else (line, report.line(line) + sentence)


def _counted(
    count: Callable[[ParsedReport], int], sentences: Sequence[str], *chapters: str
) -> Maker:
    def make(report: Report, rng: random.Random, wrong: bool) -> Edit | None:
        value = count(report.parsed)
        if value < 2:
            return None
        value = max(value + rng.choice((1, 2, -1)), 2) if wrong else value
        return _added(report, rng.choice(sentences).format(n=_number(value, rng)), *chapters)

    return make


def _sessions(*kinds: str) -> Callable[[ParsedReport], int]:
    def count(parsed: ParsedReport) -> int:
        rows = parsed.rows["sessions"]
        return len({(r["title"]) for r in rows if r["kind"] in kinds})

    return count


def _days(parsed: ParsedReport) -> int:
    meta = parsed.meta
    return (meta.end - meta.start).days + 1 if meta.start and meta.end else 0


def period_in_the_text(report: Report, rng: random.Random, wrong: bool) -> Edit | None:
    """The journey's days, with another last one."""
    meta = report.parsed.meta
    if not meta.start or not meta.end or meta.start == meta.end:
        return None
    end = meta.end + timedelta(days=rng.choice((1, -1)) if wrong else 0)
    said = rng.choice((
        "本團於{a.month}月{a.day}日至{b.month}月{b.day}日赴國外研習。",
        "研習期間自{a.month}月{a.day}日起至{b.month}月{b.day}日止。",
        "全團於{a.month}月{a.day}日啟程,{b.month}月{b.day}日返國。",
    ))  # fmt: skip
    return _added(report, said.format(a=meta.start, b=end))


def day_in_the_text(report: Report, rng: random.Random, wrong: bool) -> Edit | None:
    """A visit of the timetable in a sentence with its day."""
    rows = [
        s for s in report.parsed.rows["sessions"] if s["date"] and s["kind"] in ("visit", "course")
    ]
    names = Counter(s["title"] for s in rows)
    rows = [s for s in rows if names[s["title"]] == 1 and len(s["title"]) > 5]
    if not rows:
        return None
    row = rng.choice(rows)
    day = row["date"] + timedelta(days=rng.choice((1, -1)) if wrong else 0)
    title = re.sub(r"^(?:參訪|拜會|課程)[:：]?", "", row["title"]).split("(")[0].strip()
    said = rng.choice(
        ("{d.month}月{d.day}日參訪{t},收穫甚多。", "其中「{t}」安排於{d.month}月{d.day}日進行。")
    )
    return _added(report, said.format(d=day, t=title), "reflections", "summary", "purpose")


def share_in_the_text(report: Report, rng: random.Random, wrong: bool) -> Edit | None:
    """A part and a whole, and the share that the one is of the other."""
    part, whole, right, other = rng.choice((
        (75, 108, "約七成", "約三分之一"), (30, 120, "四分之一", "三分之二"), (48, 60, "80%", "60%"),
        (12, 48, "占25%", "占35%"), (66, 99, "三分之二", "四分之三"),
    ))  # fmt: skip
    share = other if wrong else right
    said = rng.choice((
        "該市{w}座橋梁中,有{p}座完成補強,{s}。", "全國計有{w}個市鎮,其中{p}個已加入平台,{s}。",
        "{w}件申請案中核准{p}件,{s}。",
    ))  # fmt: skip
    return _added(
        report, said.format(p=part, w=whole, s=share), "reflections", "summary", "purpose"
    )


def sum_in_the_text(report: Report, rng: random.Random, wrong: bool) -> Edit | None:
    """Parts and their sum."""
    one, two = rng.randint(3, 20), rng.randint(3, 20)
    whole = one + two + (rng.choice((1, 2, -1)) if wrong else 0)
    said = rng.choice((
        "該局有正職{a}人、約聘{b}人,合計{w}人。", "去年受理案件北區{a}件、南區{b}件,共計{w}件。",
    ))  # fmt: skip
    return _added(report, said.format(a=one, b=two, w=whole), "reflections", "summary", "purpose")


def list_in_a_sentence(report: Report, rng: random.Random, wrong: bool) -> Edit | None:
    """A number of things, and the things."""
    things = rng.sample(
        ["人才培育", "法規調適", "資料開放", "公私協力", "國際鏈結"], rng.choice((3, 4))
    )
    n = len(things) + (rng.choice((1, -1)) if wrong else 0)
    said = rng.choice((
        "該署之策略可歸納為{n}大面向:{t}。", "其推動分為{n}個方向,分別為{t}。", "其政策有{n}大支柱:{q}。",
    ))  # fmt: skip
    quoted = "、".join(f"「{t}」" for t in things)
    text = said.format(n=NUMERALS[n], t="、".join(things[:-1]) + "及" + things[-1], q=quoted)
    return _added(report, text, "reflections", "summary", "purpose")


def one_body_two_names(report: Report, rng: random.Random, wrong: bool) -> Edit | None:
    """A body under two Chinese names with one short form."""
    names = rng.choice((
        ("國家韌性署", "全國防災中心", "National Resilience Office, NRO"),
        ("數位服務署", "電子政府局", "Agency for Digital Service, ADS"),
        ("海岸管理局", "濱海發展署", "Coastal Authority"),
    ))  # fmt: skip
    second = names[1] if wrong else names[0]
    said = f"該國由{names[0]}({names[2]})主政。其後參訪「{second}」({names[2].split(', ')[-1]}),瞭解其作法。"
    return _added(report, said, "reflections", "summary", "purpose")


def duration_in_the_text(report: Report, rng: random.Random, wrong: bool) -> Edit | None:
    """How long a visit took, beside its times."""
    nodes = report.parsed.outline.nodes
    rows = [v for v in report.parsed.rows["visits"] if v["start"] and v["end"] and v["section"]]
    rows = [v for v in rows if nodes[v["section"] - 1].paragraphs]
    if not rows:
        return None
    visit = rng.choice(rows)
    minutes = int((visit["end"] - visit["start"]).total_seconds()) // 60
    minutes += rng.choice((60, 90, -30)) if wrong else 0
    if minutes < 30:
        return None
    hours = (
        f"{minutes // 60}小時{f'{minutes % 60}分鐘' if minutes % 60 else ''}"
        if minutes >= 60
        else f"{minutes}分鐘"
    )
    line = nodes[visit["section"] - 1].paragraphs[-1].lines[-1]
    if report.cells([line]):
        return None
    said = rng.choice(("本場參訪歷時{}。", "課程為時{},討論熱烈。"))
    return line, report.line(line) + said.format(hours)


KINDS: dict[str, Maker] = {
    "time of a visit": time_of_a_visit,
    "time of an entry": time_of_an_entry,
    "date of a visit": date_of_a_visit,
    "name of a speaker": name_of_a_speaker,
    "another speaker": another_speaker,
    "person in the text": person_in_the_text,
    "title in the contents": title_in_the_contents,
    "day of a photograph": day_of_a_photograph,
    "people": _counted(
        lambda p: len(p.rows["participants"]) if p.rows["participants"] else 0,
        ("本團成員共{n}人。", "本次共遴派{n}名同仁參訓。", "一行{n}人前往考察。"),
    ),
    "days": _counted(_days, ("本次行程為期{n}天。", "本次考察前後共計{n}日。", "研習歷時{n}天。")),
    "courses": _counted(
        _sessions("course"), ("本次研習共安排{n}場課程。", "課程計{n}場次。", "本班於國外共上{n}堂課。")
    ),
    "visits": _counted(
        _sessions("visit"), ("共參訪{n}個機關。", "本團共安排{n}場參訪。", "期間共拜訪{n}處單位。")
    ),
    "recommendations": _counted(
        lambda p: len({r["topic"] for r in p.rows["recommendations"]}),
        ("最後提出{n}項建議。", "本報告共提出{n}大建議,供各機關參考。", "並歸納政策建議{n}項。"),
        "summary", "purpose", "conclusion",
    ),
    "themes": _counted(
        lambda p: len(p.rows["themes"]),
        ("本次研習分為{n}大主題。", "課程涵蓋{n}大面向。", "研習內容計有{n}個主題。"),
    ),
    "period": period_in_the_text,
    "day in the text": day_in_the_text,
    "share": share_in_the_text,
    "sum": sum_in_the_text,
    "list in a sentence": list_in_a_sentence,
    "one body, two names": one_body_two_names,
    "duration": duration_in_the_text,
}  # fmt: skip


def draws(
    reports: dict[str, Report], times: int, seed: str
) -> Iterator[tuple[str, str, Edit, Edit | None]]:
    """Report, kind, the error and the same without an error, where there is such a thing."""
    for name, report in reports.items():
        for kind, make in KINDS.items():
            for n in range(times):
                one = make(report, random.Random(f"{seed} {name} {kind} {n}"), True)
                right = make(report, random.Random(f"{seed} {name} {kind} {n}"), False)
                if one and one[1] != report.line(one[0]):
                    yield name, kind, one, right


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=1, help="how often each kind is drawn")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--show", action="store_true", help="what was missed, and said wrongly")
    asked = parser.parse_args()
    sources = {
        folder.name: load_source(folder)
        for folder in sorted(REPORTS.iterdir())
        if folder.is_dir() and folder.name != "114"
    }
    reports = {name: Report(source) for name, source in sources.items() if source}
    hits: dict[str, list[bool]] = defaultdict(list)
    severities: Counter[str] = Counter()
    false: list[str] = []
    rights = 0
    for name, kind, wrong, right in draws(reports, asked.times, asked.seed):
        rows = [row for row in found(reports[name], wrong) if wrong[0] in row.lines]
        hits[kind].append(bool(rows))
        severities[
            min(
                (row.severity for row in rows),
                default="-",
                key=["error", "warning", "unread", "info"].index,
            )
        ] += 1
        if asked.show and not rows:
            print("missed", name, kind, wrong)
        if right:
            rights += 1
            said = [row.message.split(" / ")[0] for row in found(reports[name], right)]
            false += [f"{name} {kind} {right[0]}: {message}" for message in said]
    for kind, each in hits.items():
        print(f"{kind:24} {sum(each):3} of {len(each)}")
    every = [hit for each in hits.values() for hit in each]
    print(f"found {sum(every)} of {len(every)} ({sum(every) / len(every):.0%}); {dict(severities)}")
    print(f"false where nothing is wrong: {len(false)} of {rights} sentences")
    print(*false if asked.show else (), sep="\n")


if __name__ == "__main__":
    main()
