"""Draw a report: its printed blocks, and the tables that an attentive reader would write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from random_reports import words
from random_reports.words import formal, numeral, paragraph

Row = dict[str, Any]
TABLES = ("participants", "sessions", "visits", "sections", "recommendations", "themes", "photos")
MORNING, AFTERNOON = (time(9), time(12)), (time(14), time(16, 30))


@dataclass
class Table:
    """A printed table; ``None`` is covered by a merged cell. ``kind`` timetable, roster, photos,
    advice."""

    kind: str
    rows: list[list[str | None]]


@dataclass
class Block:
    """A course or visit, as the body and the timetable tell of it."""

    day: date
    span: tuple[time, time]
    title: str
    speakers: list[str]
    place: str


@dataclass
class Drawn:
    """A report: its blocks in order, the truth by table, and what was decided by chance."""

    draw: Random
    printed: list[str | Table] = field(default_factory=list)
    truth: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in TABLES})
    meta: Row = field(default_factory=dict)
    contents: list[tuple[str, str, int, str]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    chapter: int = 0
    #: whether the recommendations are a table
    tabled: bool = False

    def say(self, text: str = "") -> None:
        """Print a paragraph."""
        self.printed.append(text)

    def head(self, depth: int, number: str, marker: str, title: str, role: str | None, text: str = "",
             *, lead: bool = False) -> None:  # fmt: skip
        """Print a heading and its text, and keep its row of ``sections``."""
        row = {"depth": depth, "number": number, "title": title, "chapter": role, "text": text}
        self.truth["sections"].append(row)
        if depth <= 2 and number:
            self.contents.append((number, title, self.draw.randint(1, 40), marker))
        if lead:
            self.say(f"{marker}{title}:{text}")
            return
        self.say(f"{marker}{title}")
        for each in filter(None, text.split("\n")):
            self.say(each)


def draw_report(seed: int) -> Drawn:
    """A report of its own for every seed."""
    report = Drawn(Random(seed), tabled=seed % 4 == 3)
    draw = report.draw
    countries = draw.sample(list(words.COUNTRIES), draw.choice([1, 1, 2]))
    topics = draw.sample(words.TOPICS, draw.randint(2, 4))
    days = _cover(report, countries)
    mark = draw.choice(
        [lambda n: (formal(n), f"{formal(n)}、"), lambda n: (formal(n), f"{formal(n)} "),
         lambda n: (f"第{numeral(n)}章", f"第{numeral(n)}章 ")]
    )  # fmt: skip

    def chapter(title: str, role: str | None, text: str = "") -> None:
        report.chapter += 1
        report.head(1, *mark(report.chapter), title, role, text)

    place = draw.choice(["front", "early", "appendix", "appendix"])
    timetable = Table("timetable", [])
    tables: list[tuple[str, Callable[[], None]]] = [
        ("研習人員名單", lambda: _roster(report)), ("課程表", lambda: report.printed.append(timetable)),
    ]  # fmt: skip
    if place == "front":
        report.say("出國人員名單")
        tables.pop(0)[1]()
        report.say()
    if draw.random() < 0.8:
        report.head(1, "", "", "摘要", "summary", paragraph(draw, topics[0], 2))
        report.say()
    contents_at = len(report.printed)
    chapter(draw.choice(["目的", "緣起及目的", "前言"]), "purpose", paragraph(draw, topics[0], 2))
    if place == "early":
        chapter(draw.choice(["行程安排", "研習規劃"]), None)
        for number, (title, printed) in enumerate(tables, 1):
            report.head(2, numeral(number), f"{numeral(number)}、", title, None)
            printed()
        tables = []
    chapter(draw.choice(["學習摘述", "研習過程", "過程"]), "study_notes")
    _notes(report, topics, days, countries)
    _advice(report, topics, chapter)
    timetable.rows = _timetable(report, days, countries[0])
    _appendix(report, tables)
    if draw.random() < 0.8:
        report.printed[contents_at:contents_at] = _contents(report)
    return report


def _cover(report: Drawn, countries: list[str]) -> list[date]:
    """Print the cover. All days of the journey."""
    draw = report.draw
    year = draw.randint(103, 120)
    start = date(year + 1911, draw.randint(4, 11), draw.randint(1, 18))
    days = [start + timedelta(days=n) for n in range(draw.randint(5, 10))]
    end, printed_on = days[-1], days[-1] + timedelta(days=draw.randint(30, 90))
    category, organiser = draw.choice(["研習", "考察"]), draw.choice(["國家文官學院", "臺北市政府"])
    title = f"{year}年度中高階公務人員{countries[0]}{draw.choice(['研習報告', '出國報告'])}"
    labels = draw.choice(
        [("主辦機關", "報告人員", "派赴國家"), ("服務機關", "姓名職稱", "派赴國家/地區"),
         ("出國人員服務機關", "出國人員", "前往國家")]
    )  # fmt: skip
    period = draw.choice(
        [f"中華民國{year}年{start.month}月{start.day}日至{end.month}月{end.day}日",
         f"{year}.{start.month:02d}.{start.day:02d}~{year}.{end.month:02d}.{end.day:02d}",
         f"自{year}年{start.month}月{start.day}日起至{year}年{end.month}月{end.day}日止,共{len(days)}天",
         f"{start.year}年{start.month}月{start.day}日-{end.month}月{end.day}日"]
    )  # fmt: skip
    report_date = f"中華民國{printed_on.year - 1911}年{printed_on.month}月{printed_on.day}日"
    fields = [
        (labels[0], organiser), (labels[1], f"{words.name(draw)}科長等人"),
        (labels[2], draw.choice("、及").join(countries)), ("出國期間", period), ("報告日期", report_date),
    ]  # fmt: skip
    for text in draw.choice(
        [[f"出國報告(出國類別:{category})"], ["出國報告", f"出國類別:{category}"]]
    ):
        report.say(text)
    report.say(title)
    style = draw.choice(["colon", "colon", "spaced", "below", "table"])
    if style == "table":
        report.printed.append(Table("cover", [list(pair) for pair in fields]))
    for label, value in fields if style != "table" else []:
        if style == "below":
            report.say(f"{label}:")
            report.say(f"  {value}")
        else:
            report.say(f"{' '.join(label) if style == 'spaced' else label}:{value}")
    report.say()
    report.meta = {
        "title": title, "category": category, "organiser": organiser, "destination": tuple(countries),
        "start": start, "end": end, "report_date": printed_on, "cohort": year,
    }  # fmt: skip
    return days


def _notes(report: Drawn, topics: list[str], days: list[date], countries: list[str]) -> None:
    """The body blocks: below themes, or one after the other."""
    draw = report.draw
    slots = [(day, span) for day in days[1:-1] for span in (MORNING, AFTERNOON)]
    hosts = draw.sample(words.HOSTS, min(draw.randint(len(topics), 9), len(slots)))
    chosen = sorted(draw.sample(range(len(slots)), len(hosts)))
    by_theme = draw.random() < 0.5
    fields = draw.choice(["numbered", "plain", "plain", "bullet"])
    below = fields != "numbered" and draw.random() < 0.3
    print_day, print_time = draw.choice(words.DAYS_IN_TEXT), draw.choice(words.TIMES_IN_TEXT)
    labels = draw.choice(
        [("時間", "地點", "講師"), ("日期", "地點", "接待人員"), ("時間", "地點", "分享者")]
    )
    count = 0
    for place, (host, slot) in enumerate(zip(hosts, chosen, strict=True)):
        theme = place * len(topics) // len(hosts) + 1
        topic = topics[theme - 1]
        if by_theme and (place == 0 or place * len(topics) % len(hosts) < len(topics)):
            number = f"主題{numeral(theme)}"
            report.head(2, number, f"{number}:", topic, "study_notes")
            report.truth["themes"].append({"theme": theme, "title": topic})
            count = 0
        count += 1
        day, span = slots[slot]
        city = draw.choice(words.COUNTRIES[draw.choice(countries)])
        people = [
            f"{draw.choice(words.FIRST_NAMES)} {draw.choice(words.LAST_NAMES)}" for _ in (1, 2)
        ]
        block = Block(
            day, span, draw.choice([f"參訪{city}{host}", f"{host}之{topic}"]),
            list(dict.fromkeys(people[: draw.randint(1, 2)])), f"{city}{host}",
        )  # fmt: skip
        report.blocks.append(block)
        said = [
            (labels[0], f"{print_day(day)}{print_time(*span)}"), (labels[1], block.place),
            (labels[2], "、".join(draw.choice(words.FORMS_OF_ADDRESS) + p for p in block.speakers)),
        ]  # fmt: skip
        text = "\n".join(paragraph(draw, topic) for _ in range(draw.randint(1, 3)))
        depth = 3 if by_theme else 2
        report.head(depth, numeral(count), f"{numeral(count)}、", block.title, "study_notes")
        own = report.truth["sections"][-1]
        lines = [
            {"numbered": f"({numeral(n)})", "plain": "", "bullet": "● "}[fields]
            + f"{label}:{value}"
            for n, (label, value) in enumerate(said, 1)
        ]
        if fields == "numbered":
            report.printed += lines
            report.head(depth + 1, "(四)", "(四)", "學習重點摘述", "study_notes", text)
        else:
            own["text"] = text
            report.printed += [*text.split("\n"), *lines] if below else [*lines, *text.split("\n")]
        report.truth["visits"].append(
            {"title": block.title, "date": day, "start": datetime.combine(day, span[0]),
             "end": datetime.combine(day, span[1]), "place": block.place,
             "speakers": block.speakers, "theme": theme if by_theme else None}
        )  # fmt: skip


def _advice(report: Drawn, topics: list[str], chapter: Callable[[str, str], None]) -> None:
    """Reflections and recommendations, in two chapters or in one."""
    draw = report.draw
    mixed = draw.random() < 0.2
    if mixed:
        chapter(draw.choice(["心得及建議", "心得與建議"]), "reflections")
        report.head(2, "一", "一、", "心得", "reflections")
    else:
        chapter(draw.choice(["心得", "研習心得"]), "reflections")
    for number in range(1, draw.randint(2, 4)):
        marker = f"({numeral(number)})" if mixed else f"{numeral(number)}、"
        title, text = f"{draw.choice(topics)}之啟發", paragraph(draw, topics[0], 2)
        report.head(2 + mixed, marker.strip("、"), marker, title, "reflections", text)
    if mixed:
        report.head(2, "二", "二、", "建議", "recommendations")
    else:
        chapter(draw.choice(["建議", "建議事項", "結論與建議"]), "recommendations")
    style = draw.choice(["plain", "lead", "agencies", "horizon"])
    titles = [f"{draw.choice(['強化', '建立', '推動'])}{topic}機制" for topic in topics]
    if report.tabled and not mixed:
        _advice_table(report, titles)
        return
    if style == "horizon" and not mixed:
        titles = ["立即可行建議", draw.choice(["中長期建議", "長期建議"])]
    for number, title in enumerate(titles, 1):
        _topic(report, topics, (number, title), style, mixed=mixed)


def _advice_table(report: Drawn, titles: list[str]) -> None:
    """Recommendations as a table, a row each."""
    draw = report.draw
    horizons = {"immediate": "立即可行", "long_term": draw.choice(["中長期", "長期"])}
    explained, timed = draw.random() < 0.6, draw.random() < 0.6
    said = "綜整建議如下:"
    report.say(said)
    header = [
        "項次",
        draw.choice(["建議事項", "具體建議"]),
        *(["說明"] if explained else []),
        "主辦機關",
        "協辦機關",
    ]
    rows: list[list[str | None]] = [[*header, *(["期程"] if timed else [])]]
    for number, title in enumerate(titles, 1):
        text = (
            f"由{draw.choice(words.AGENCIES[:15])}邀集相關機關研商{title[2:]}。"
            if explained
            else ""
        )
        lead, others = (
            draw.choice(words.AGENCIES[:15]),
            "、".join(draw.sample(words.AGENCIES[:15], 2)),
        )
        horizon = draw.choice(list(horizons))
        cells = [str(number), title, *([text] if explained else []), lead, others]
        rows.append([*cells, *([horizons[horizon]] if timed else [])])
        report.truth["recommendations"].append(
            {"topic": number, "topic_title": title, "item": None, "depth": 0,
             "title": title if text else None, "text": text or title,
             "horizon": horizon if timed else None, "lead_agency": lead, "co_agencies": others}
        )  # fmt: skip
    # Rows are no headings: their cells are text of the chapter.
    cells = [cell for row in rows for cell in row if cell]
    report.truth["sections"][-1]["text"] = "\n".join([said, *cells])
    report.printed.append(Table("advice", rows))


def _topic(
    report: Drawn, topics: list[str], topic: tuple[int, str], style: str, *, mixed: bool
) -> None:
    """A topic of the recommendations and its items."""
    draw, (number, title) = report.draw, topic
    marker = f"({numeral(number)})" if mixed else f"{numeral(number)}、"
    report.head(2 + mixed, marker.strip("、"), marker, title, "recommendations")
    horizon = {"立即可行建議": "immediate"}.get(title, "long_term" if "長期" in title else None)
    for item in range(1, draw.randint(2, 4)):
        own = str(item) if mixed else f"({numeral(item)})"
        printed = f"{own}." if mixed else own
        name = f"{draw.choice(['訂定', '檢討', '擴大'])}{draw.choice(topics)}{draw.choice(['指引', '試辦'])}"
        text = paragraph(draw, topics[0], draw.randint(1, 2))
        report.head(3 + mixed, own, printed, name, "recommendations", text, lead=style == "lead")
        lead, others = None, None
        if style in {"agencies", "horizon"}:
            lead = draw.choice(words.AGENCIES[:15])
            report.say(f"主辦機關:{lead}")
            if draw.random() < 0.7:
                others = "、".join(draw.sample(words.AGENCIES[:15], 2))
                report.say(f"協辦機關:{others}")
        report.truth["recommendations"].append(
            {"topic": number, "topic_title": title, "item": own, "depth": 1, "title": name, "text": text,
             "horizon": horizon, "lead_agency": lead, "co_agencies": others}
        )  # fmt: skip


def _roster(report: Drawn) -> None:
    """Print the roster: columns in any order, one table, one a class, or two people a row."""
    draw = report.draw
    roles = draw.choice(["order", "none", "column", "name"])
    classes = draw.choice([None, None, "tables", "column"])
    count = draw.randint(8, 30)
    people: list[Row] = [
        {"role": "member", "agency": draw.choice(words.AGENCIES), "title": draw.choice(words.POSTS),
         "name": words.name(draw), "grade": draw.choice(words.GRADES),
         "group": words.CLASSES[place * 3 // count] if classes else None}
        for place in range(count)
    ]  # fmt: skip
    if roles != "none":
        people[0]["role"], people[-1]["role"] = "leader", "staff"
    columns = ["agency", "title", "name", *draw.sample(["grade"], draw.randint(0, 1))]
    columns += (["role"] if roles == "column" else []) + (["group"] if classes == "column" else [])
    draw.shuffle(columns)
    columns.insert(0, "order")
    if "grade" not in columns:
        people = [{**person, "grade": None} for person in people]
    report.truth["participants"] += people
    header = {
        "order": draw.choice(["編號", "序號", "項次"]), "agency": draw.choice(["服務機關", "機關"]),
        "title": "職稱", "name": "姓名", "grade": "官職等", "role": "備註", "group": "班別",
    }  # fmt: skip
    said = {"leader": draw.choice(["團長", "領隊"]), "staff": "工作人員", "member": ""}

    def cells(place: int, person: Row) -> list[str | None]:
        role = said[person["role"]]
        held = {**person, "order": role if roles == "order" and role else str(place), "role": role}
        if len(person["name"]) == 2 and draw.random() < 0.5:
            held["name"] = " ".join(person["name"])
        if roles == "name" and role:
            held["name"] += f"({role})"
        return [held[column] for column in columns]

    head: list[str | None] = [header[column] for column in columns]
    rows = [cells(place, person) for place, person in enumerate(people, 1)]
    if classes == "tables":
        for name in words.CLASSES:
            report.say(name)
            own = [row for row, person in zip(rows, people, strict=True) if person["group"] == name]
            report.printed.append(Table("roster", [head, *own]))
    elif draw.random() < 0.3:
        rows += [[""] * len(columns)] * (len(rows) % 2)
        pairs = [[*left, *right] for left, right in zip(rows[::2], rows[1::2], strict=True)]
        report.printed.append(Table("roster", [head * 2, *pairs]))
    else:
        report.printed.append(Table("roster", [head, *rows]))


def _timetable(report: Drawn, days: list[date], country: str) -> list[list[str | None]]:
    """The rows of the timetable; its entries go to the truth."""
    draw = report.draw
    columns = draw.choice([("content",), ("content", "speakers", "place"), ("content", "place")])
    weekday = draw.random() < 0.2
    print_day, print_time = draw.choice(words.DAYS), draw.choice(words.TIMES)
    second = draw.choice([None, None, "above", "below"])
    head = {"content": "課程(參訪)主題", "speakers": "講座", "place": "地點"}
    rows: list[list[str | None]] = [
        ["日期", *(["星期"] if weekday else []), "時間", *(head[c] for c in columns)]
    ]
    entries = [Block(days[0], MORNING, f"搭機前往{country}", [], "桃園國際機場")]
    for day in days[1:-1]:
        today = [block for block in report.blocks if block.day == day]
        entries += today or [Block(day, (time(9, 30), time(11)), "分組研討", [], "")]
        if len(today) == 2:
            entries.insert(-1, Block(day, (time(12), time(14)), "午餐", [], ""))
    entries.append(Block(days[-1], MORNING, "搭機返國", [], ""))
    last: date | None = None
    for block in entries:
        timed = not block.title.startswith("搭機")
        english = None
        if second and timed and block.title != "午餐":
            english = draw.choice(
                words.VISITS_EN if block.title.startswith("參訪") else words.COURSES_EN
            )
        titles = [t for t in (english, block.title) if t]
        said = {
            "content": "\n".join(titles if second == "above" else titles[::-1]),
            "speakers": "\n".join(f"Dr. {person}" for person in block.speakers), "place": block.place,
        }  # fmt: skip
        printed_day = f"{block.day.month}月{block.day.day}日" if weekday else print_day(block.day)
        dated: list[str | None] = [printed_day, *([words.WEEKDAYS[block.day.weekday()]] * weekday)]
        dated = dated if block.day != last else [None] * len(dated)
        rows.append([*dated, print_time(*block.span) if timed else "", *(said[c] for c in columns)])
        start, end = (datetime.combine(block.day, at) if timed else None for at in block.span)
        report.truth["sessions"].append(
            {"date": block.day, "start": start, "end": end, "title": block.title, "title_en": english,
             "speakers": block.speakers if "speakers" in columns else [],
             "place": block.place if "place" in columns else None, "part": "abroad"}
        )  # fmt: skip
        last = block.day
    return rows


def _appendix(report: Drawn, tables: list[tuple[str, Callable[[], None]]]) -> None:
    """What is left of the tables, and the photographs."""
    draw = report.draw
    photos = draw.choice(["lines", "table", None])
    parts = [*tables, *([("活動照片", lambda: _photos(report, photos))] if photos else [])]
    if not parts:
        return
    numbered = draw.random() < 0.5
    if not numbered:
        report.head(1, "", "", "附錄", "appendix")
    for place, (title, printed) in enumerate(parts, 1):
        if numbered:
            number = f"附錄{numeral(place)}"
            report.head(1, number, f"{number} ", title, "appendix")
        else:
            report.head(2, numeral(place), f"{numeral(place)}、", title, "appendix")
        printed()
        report.say()


def _photos(report: Drawn, style: str) -> None:
    draw = report.draw
    for block in report.blocks[:4]:
        said = f"{block.day.month}月{block.day.day}日 {block.title}"
        captions = [f"於{block.place}前合影", "聽取簡報"][: draw.randint(1, 2)]
        report.truth["photos"] += [
            {"date": block.day, "event": block.title, "caption": caption} for caption in captions
        ]
        if style == "lines":
            report.printed += [said, *captions]
        else:
            cells: list[str | None] = [*captions, ""][:2]  # type: ignore[list-item]
            report.printed.append(Table("photos", [[said, None], ["", ""], cells]))


def _contents(report: Drawn) -> list[str | Table]:
    draw = report.draw
    leader = draw.choice(["\t", "......", " ………… "])
    return [
        draw.choice(["目錄", "目次", "目　錄"]),
        *(f"{marker}{title}{leader}{page}" for _n, title, page, marker in report.contents), "",
    ]  # fmt: skip
