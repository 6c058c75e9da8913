"""Frames that the charts are tried on: those of 114, and frames that strain them."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pandas as pd

from compare import read_expected
from reports_under_test import report_114, report_of
from tourlib import schedule, schema
from tourlib import themes as tour_themes

HERE = Path(__file__).parent
REAL = HERE / "golden" / "114"
#: Expected tables of all reports: that of 114 and the invented ones.
REPORTS = {"114": REAL} | {
    folder.parent.name: folder for folder in sorted(HERE.glob("reports/*/expected"))
}
TOPICS = [
    "強化跨部會協作,借鏡「策略性網絡領導力」",
    "推動數位發展,建造友善職場環境,強化民眾服務",
    "提升數位治理、以人為本的服務設計",
    "提升公務單位人工智慧運用意識",
    "運用 AI 推動智慧城市治理",
    "強化產學研連結,引導科技發展",
    "擴大生技投資,全球市場布局",
    "兼具多元面向的能源政策,穩健布局低碳能源轉型",
]
WORDS = """
策略性網絡領導力 人工智慧 數位轉型 跨部會 協作 治理 友善職場 離線權 疫苗
生技投資 離岸風電 能源轉型 低碳 資料治理 智慧城市 公務人員 民眾服務 產學研
半導體 人才培育 國際合作 公私協力 風險 法規 平台 創新 AI
BOSA 聯邦政策與支助公共服務部 Interoperability
"""
TERMS = WORDS.split()
LONG = "國家科學及技術委員會南部科學園區管理局附屬國際跨域整合創新推動辦公室暨資訊服務中心"


def table(name: str, folder: Path = REAL) -> pd.DataFrame:
    """An expected table with the columns and dtypes that the library gives."""
    dtypes = {column: dtype for column, (dtype, _) in schema.columns(name).items()}
    rows = [
        {
            column: int(value) if dtypes[column] == schema.INT else value
            for column, value in row.items()
            if value and dtypes[column] not in (schema.LIST, schema.BOOL)
        }
        for row in read_expected(folder / f"{name}.csv")
    ]
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    return schema.conform(name, rows, cohort=meta["cohort"])


def sessions() -> pd.DataFrame:
    """The table ``sessions`` of 114."""
    return table("sessions")


def themes(titles: list[str] | None = None) -> pd.DataFrame:
    """The table ``themes``, by default of 114."""
    if titles is None:
        return table("themes")
    rows = [{"theme": n, "title": title, "line": 58 + n} for n, title in enumerate(titles, 1)]
    return schema.conform("themes", rows, cohort=114)


def agencies(folder: Path = REAL) -> pd.DataFrame:
    """People by parent and agency, of 114 or another report."""
    people = table("participants", folder)
    keys = ["branch", "level", "parent", "agency"]
    counted = people.groupby(keys, dropna=False, sort=False).size()
    return counted.rename("people").astype("Int64").reset_index()


def partly_unknown(folder: Path = REAL) -> pd.DataFrame:
    """Agencies, every fifth of which is in no directory."""
    frame = agencies(folder)
    frame.loc[::5, ["branch", "level", "parent"]] = pd.NA
    return frame


def many_agencies(people: int = 60) -> pd.DataFrame:
    """As many people, nearly each from another parent, all names long."""
    rows = []
    for number in range(people):
        local = number % 3 == 0
        parent = f"第{number}號{LONG[: 4 + number % 14]}{'市' if local else '委員會'}"
        branch, level = ("地方", "local") if local else ("行政院", "central")
        rows.append((branch, level, parent, parent + LONG, 1 + (number % 7 == 0)))
    frame = pd.DataFrame(rows, columns=["branch", "level", "parent", "agency", "people"])
    return frame.astype({"people": "Int64"})


def many_sessions(days: int = 25, a_day: int = 8, themes_used: int = 12) -> pd.DataFrame:
    """A long tour with short entries, some parallel, some without time, one past midnight."""
    chance = random.Random(7)
    rows = []
    for day in range(days):
        date = pd.Timestamp("2030-03-04") + pd.Timedelta(days=day)
        for entry in range(a_day):
            start = date + pd.Timedelta(minutes=7 * 60 + entry * 105 - 15 * (entry % 3 == 2))
            end = start + pd.Timedelta(minutes=chance.choice([15, 45, 90, 120]))
            if day == 0 and entry == a_day - 1:
                start, end = date + pd.Timedelta(hours=22), date + pd.Timedelta(hours=30)
            none = entry == 3 and day % 4 == 0
            rows.append(
                {
                    "session": len(rows) + 1,
                    "date": date,
                    "start": None if none else start,
                    "end": None if none else end,
                    "kind": chance.choice(["course", "visit", "exchange", "transfer", "meal"]),
                    "theme": chance.randint(1, themes_used),
                    "title": f"{LONG[: chance.randint(4, 40)]} $1,000 Interoperability",
                    "part": "abroad",
                    "line": len(rows) + 10,
                }
            )
    return schema.conform("sessions", rows, cohort=119)


def keywords(topics: list[str] = TOPICS) -> pd.DataFrame:
    """Topics against words: count, weight, keyness."""
    chance = random.Random(3)
    rows = [
        (number, title, term, chance.choice([0, 0, 1, 2, 3, 5, 9, 17]))
        for number, title in enumerate(topics, start=1)
        for term in TERMS
    ]
    frame = pd.DataFrame(rows, columns=["topic", "topic_title", "term", "count"])
    frame = frame.assign(weight=frame["count"] * 0.137, keyness=frame["count"] * 2.31)
    frame = frame[frame["count"] > 0].assign(
        example=LONG, example_line=7, lines=[[7]] * sum(frame["count"] > 0)
    )
    return frame.sort_values(["topic", "keyness"], ascending=[True, False], ignore_index=True)


def shared(topics: list[str] = TOPICS) -> pd.DataFrame:
    """Words of many topics, one of them long."""
    frame = keywords(topics).query("count > 0")
    topics_of = frame.groupby("term")["topic"].transform("nunique")
    return frame.assign(topics=topics_of, of_topics=len(topics), dp_norm=0.3)


def concepts(topics: list[str] = TOPICS, number: int = 6) -> pd.DataFrame:
    """Topics against concepts; the first topic speaks of none."""
    names = [LONG[n : n + 2 + n % 5] + str(n) for n in range(number)]
    rows = [
        (topic, title, f"c{n}", name, (topic - 1) * n % 7, 20)
        for topic, title in enumerate(topics, start=1)
        for n, name in enumerate(names)
    ]
    columns = ["topic", "topic_title", "concept", "term", "sentences", "of"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(share=frame["sentences"] / frame["of"])


def network(words: int = 30, pairs: int = 45) -> pd.DataFrame:
    """Pairs of words of five themes, the last of none, some words long."""
    chance = random.Random(11)
    terms = [f"{LONG[n % 20 : n % 20 + 2 + n % 6 + 8 * (n % 11 == 0)]}{n}" for n in range(words)]
    theme = {term: pd.NA if n % 6 == 5 else n % 6 + 1 for n, term in enumerate(terms)}
    found = sorted({tuple(sorted(chance.sample(terms, 2))) for _ in range(pairs)})
    frame = pd.DataFrame(found, columns=["first", "second"])
    frame = frame.assign(count=3, expected=0.4, g2=12.0, npmi=0.2)
    frame["npmi"] = [(n % 10 + 1) / 10 for n in range(len(frame))]
    for side in ("first", "second"):
        frame[f"{side}_theme"] = pd.array([theme[term] for term in frame[side]], dtype="Int64")
    return frame


def flow(topics: list[str] = TOPICS, visits: int = 14, themes_used: int = 5) -> pd.DataFrame:
    """Each topic draws on one to three visits; the last visits feed none, nor the last topic."""
    chance = random.Random(5)
    title = {n: f"參訪{LONG[: 3 + n % 30]}(Institute {n})" for n in range(1, visits + 1)}
    theme = {n: 1 + n % themes_used if themes_used else pd.NA for n in title}
    rows = []
    for topic, name in enumerate(topics, start=1):
        fed = (
            sorted(chance.sample(range(1, max(visits - 1, 4)), chance.randint(1, 3)))
            if visits
            else []
        )
        for visit in fed if topic < len(topics) or len(topics) == 1 else []:
            rows.append((topic, name, visit, 1 / len(fed), visit % 3))
        if not fed or (topic == len(topics) > 1):
            rows.append((topic, name, pd.NA, None, 0))
    used = {row[2] for row in rows if row[2] is not pd.NA}
    rows += [(pd.NA, pd.NA, visit, None, 0) for visit in title if visit not in used]
    columns = ["topic", "topic_title", "key", "share", "mentions"]
    frame = pd.DataFrame(rows, columns=columns).astype({"topic": "Int64", "share": "float64"})
    frame["key"] = pd.Series([row[2] for row in rows], dtype="object")
    frame["visit"] = pd.array([title.get(row[2], pd.NA) for row in rows], dtype="string")
    frame["theme"] = pd.array([theme.get(row[2], pd.NA) for row in rows], dtype="Int64")
    names = [pd.NA if pd.isna(t) else f"主題{t}{LONG[: 4 + t]}" for t in frame["theme"]]
    return frame.assign(theme_title=pd.array(names, dtype="string"))


def cloud(words: int = 30) -> pd.DataFrame:
    """Words with weights."""
    terms = (TERMS * 10)[:words] if words <= len(TERMS) else [f"詞{n}" for n in range(words)]
    weights = [100 / (n + 1.5) for n in range(words)]
    return pd.DataFrame({"term": terms, "weight": weights, "topics": 1})


def with_themes(frame: pd.DataFrame, titled: pd.DataFrame) -> pd.DataFrame:
    """A frame that knows the themes, as that of a report's network does."""
    frame.attrs["themes"] = dict(zip(titled["theme"], titled["title"], strict=True))
    return frame


def lines(unread: int = 0) -> pd.DataFrame:
    """The ledger of the real report, with some lines that nobody has read."""
    frame = report_114().lines.copy()
    frame.loc[frame.index[60 : 60 + unread], "claimed_by"] = pd.NA
    return frame


def tiles(number: int = 45) -> pd.DataFrame:
    """Central organisations, some with long names, every third with people."""
    branches = ["行政院"] * (number - 6) + ["考試院"] * 3 + ["監察院", "司法院", "總統府"]
    rows = [
        (branch, f"{LONG[n % 9 : n % 9 + 3 + n % 18]}{n}部", 0 if n % 3 else n % 5)
        for n, branch in enumerate(branches)
    ]
    return pd.DataFrame(rows, columns=["branch", "parent", "people"])


def places(rows: int = 10, columns: int = 5) -> pd.DataFrame:
    """Local governments on a grid."""
    regions = ["北部", "中部", "南部", "東部", "離島"]
    cells = [
        (f"第{r}{c}縣市", regions[r * len(regions) // rows], r, c, 2 if r == c else 0)
        for r in range(rows)
        for c in range(columns)
        if (r + c) % 2 == 0
    ]
    return pd.DataFrame(cells, columns=["name", "region", "row", "col", "people"])


def expected() -> pd.DataFrame:
    """People by branch against expected ones, none and many."""
    rows = [("行政院", "central", 36, 19, 14.4), ("司法院", "central", 1, 0, 0.4),
            ("地方", "local", 22, 6, 8.8)]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["branch", "level", "size", "people", "expected"])
    return frame.assign(difference=frame["people"] - frame["expected"], p=[0.001, 1.0, 0.3])


def recurrence(parents: int = 12, cohorts: int = 4) -> pd.DataFrame:
    """Parents with long names, each in some of the cohorts, as the measure gives them."""
    rows: list[dict[str, Any]] = []
    for number in range(parents):
        years = [115 - back for back in range(cohorts) if (number >> back % 5) % 2 == 0] or [115]
        status = "absent" if 115 not in years else "returning" if len(years) > 1 else "new"
        rows.append(
            {
                "parent": f"國家發展及長期研究第{number}委員會",
                "branch": ("行政院", "地方", None)[number % 3],
                "cohorts": sorted(years),
                "last": max(years),
                "status": "only" if cohorts == 1 else status,
            }
        )
    columns = ["parent", "branch", "cohorts", "last", "status"]
    return pd.DataFrame(rows, columns=columns)


def cohorts(number: int = 12) -> pd.DataFrame:
    """Cohorts that grow; every third report has neither roster nor times."""
    rows = [
        {
            "cohort": 105 + n,
            "people": None if n % 3 == 1 else 11 * n,
            "agencies": None if n % 3 == 1 else 5 * n + 1,
            "contact_hours": None if n % 3 == 1 else 123.75 * n,
            "items": 100 * n,
        }
        for n in range(number)
    ]
    dtypes = {"contact_hours": "Float64", **dict.fromkeys(("people", "agencies", "items"), "Int64")}
    return pd.DataFrame(rows).astype(dtypes)


def ranks() -> pd.DataFrame:
    """Groups of posts, one far smaller than the others."""
    rows = [
        ("central", "首長、副首長及幕僚長", 1),
        ("central", "單位主管", 9),
        ("central", "簡任非主管人員", 30),
        ("local", "單位主管", 2),
        ("local", None, 1),
    ]
    return pd.DataFrame(rows, columns=["level", "rank", "people"])


def made_of(**tables: Any) -> Any:
    """Some tables as if a report had them, whose ``lines`` are the labels of the rows."""
    report = report_of(schema.empty("participants"))
    told = {name: schema.empty(name) for name in ("themes", "sections", "visits", "findings")}
    vars(report).update({"halves": ()} | told | tables)
    return report


def lay_out_days(sessions: pd.DataFrame, titled: pd.DataFrame) -> pd.DataFrame:
    return schedule.week(made_of(sessions=sessions, themes=titled))


def measure_hours(sessions: pd.DataFrame, titled: pd.DataFrame) -> pd.DataFrame:
    return tour_themes.hours(made_of(sessions=sessions, themes=titled))


def measure_coverage(*tables: pd.DataFrame, **named: pd.DataFrame) -> pd.DataFrame:
    """Of themes, sessions, sections and recommendations."""
    names = ("themes", "sessions", "sections", "recommendations")
    return tour_themes.coverage(made_of(**dict(zip(names, tables, strict=False)), **named))


def footed(frame: pd.DataFrame, foot: str = "") -> pd.DataFrame:
    """A frame that says where it came from, as those of a report do."""
    frame.attrs["foot"] = {"zh": foot, "en": foot}
    return frame
