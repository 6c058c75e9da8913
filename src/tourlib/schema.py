"""The public contract: tables, columns, dtypes, and the meaning of each column.

Parsers return plain rows (dicts), which only :func:`conform` turns into frames. A column that a row
lacks is a missing value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

INT, STR, BOOL, DAY, MOMENT, LIST, FLOAT = (
    "Int64", "string", "boolean", "datetime64[ns]", "datetime64[ns] ", "object", "Float64",
)  # fmt: skip
Row = Mapping[str, Any]

_COMMON = {
    "cohort": (INT, "訓練年度(民國) training year, ROC calendar"),
    "line": (INT, "來源文字行號 1-based line of the source where the row begins"),
}

#: table → column → (dtype, meaning). Order is the order of the columns.
TABLES: dict[str, dict[str, tuple[str, str]]] = {
    "participants": {
        "order": (INT, "順序 running number 1…n over all rows"),
        "role": (STR, "角色 leader 團長/領隊, deputy_leader 副團長, member 學員, staff 工作人員"),
        "agency": (STR, "機關 as printed, spaces inside Chinese text removed"),
        "unit": (STR, "服務單位 where the report gives one apart from the agency"),
        "title": (STR, "職稱 post"),
        "name": (STR, "姓名 name"),
        "group": (STR, "班別、組別 class or group, when the roster has it"),
        "grade": (STR, "官職等 grade, when the roster has it"),
        "branch": (STR, "院別 Yuan, or 地方"),
        "level": (STR, "層級 central or local"),
        "tier": (STR, "機關層次 院 部會 所屬機關 縣市政府 縣市議會 縣市所屬機關 其他"),
        "parent": (STR, "上級機關 ministry, council, Yuan or county/city it belongs to"),
        "rank": (STR, "職務分組 group of the post in that agency: 首長 副首長 幕僚長 單位主管 …"),
    },
    "sessions": {
        "session": (INT, "場次 1…n"),
        "date": (DAY, "日期"),
        "start": (MOMENT, "開始 NaT where the timetable gives no time"),
        "end": (MOMENT, "結束"),
        "end_inferred": (BOOL, "結束時間為推定 end taken from the next entry of that day"),
        "minutes": (INT, "分鐘數"),
        "kind": (STR, "類型 course visit exchange ceremony transfer meal free other"),
        "title": (STR, "名稱 Chinese where there is one"),
        "title_en": (STR, "英文名稱"),
        "speakers": (LIST, "講者 names without titles and posts"),
        "place": (STR, "地點"),
        "part": (STR, "行程別 domestic (courses at home) or abroad (the journey)"),
        "theme": (INT, "主題 theme number"),
        "detail": (STR, "細項 agenda points inside the entry, then its remarks (備註), as printed"),
        "theme_source": (STR, "主題依據 heading, visit, timetable, settled or likeness"),
    },
    "themes": {
        "theme": (INT, "主題 1…n"),
        "title": (STR, "主題名稱"),
    },
    "sections": {
        "section": (INT, "節 1…n"),
        "parent": (INT, "上層節"),
        "depth": (INT, "層次 1 = chapter"),
        "number": (STR, "編號 as printed"),
        "title": (STR, "標題"),
        "chapter": (
            STR,
            "章 summary purpose study_notes reflections recommendations conclusion appendix",
        ),
        "theme": (INT, "主題"),
        "text": (STR, "本節文字 own text, without its subsections'"),
        "chars": (
            INT,
            "字元數（字母、數字各計一）ideographs, letters and digits of text, each one",
        ),
        "line_end": (INT, "末行"),
        "theme_source": (STR, "主題依據 heading, visit, timetable, settled or likeness"),
    },
    "visits": {
        "section": (INT, "節"),
        "theme": (INT, "主題"),
        "title": (STR, "名稱"),
        "date": (DAY, "日期"),
        "start": (MOMENT, "開始"),
        "end": (MOMENT, "結束"),
        "place": (STR, "地點"),
        "speakers": (LIST, "講者 names without titles and posts"),
        "session": (INT, "對應場次 matching row of sessions"),
    },
    "recommendations": {
        "topic": (INT, "議題 1…n"),
        "topic_title": (STR, "議題名稱"),
        "item": (STR, "項次 path inside the topic, e.g. (一)/1/(2)"),
        "depth": (INT, "層次"),
        "title": (STR, "標題 the item's lead, up to its colon"),
        "text": (STR, "內容"),
        "chars": (INT, "字元數（字母、數字各計一，圖表的字數依文書軟體：一個外文詞計一字）"),
        "theme": (INT, "主題 best-matching theme"),
        "horizon": (STR, "期程 immediate 立即可行, long_term 中長期"),
        "lead_agency": (STR, "主辦機關"),
        "co_agencies": (STR, "協辦機關"),
        "advises": (
            BOOL,
            "是否為建議 not a heading without text, nor text before the recommendations begin",
        ),
        "theme_source": (STR, "主題依據 heading, visit, timetable, settled or likeness"),
        "horizon_printed": (STR, "期程的原文 what the report prints: 短期, 立即可行"),
    },
    "photos": {
        "date": (DAY, "日期"),
        "event": (STR, "活動"),
        "caption": (STR, "圖說"),
    },
    "glossary": {
        "term": (STR, "詞彙"),
        "english": (STR, "英文"),
        "abbreviation": (STR, "縮寫"),
        "count": (INT, "正文出現次數 uses of term in the body"),
    },
    "figures": {
        "number": (FLOAT, "數值 with 萬 and 億 worked out; of a range its beginning"),
        "number_to": (FLOAT, "範圍的終點 end of a range"),
        "unit": (STR, "單位"),
        "counted": (STR, "計量對象 the words before the number in its clause, else those after it"),
        "text": (STR, "原文 number and unit as printed"),
        "sentence": (STR, "所在句子"),
    },
    "findings": {
        "code": (STR, "代碼 stable code"),
        "severity": (STR, "嚴重程度 error 錯誤 warning 注意 unread 未讀懂 info 說明"),
        "table": (STR, "表"),
        "row": (INT, "列"),
        "message": (STR, "說明"),
        "lines": (LIST, "行號"),
    },
    "toc": {
        "number": (STR, "編號 as printed"),
        "title": (STR, "標題 as printed"),
        "page": (INT, "頁碼"),
    },
    "lines": {
        "text": (STR, "原文"),
        "claimed_by": (STR, "歸屬 the table or role that read the line"),
    },
}


#: Keys of rows that are not columns: meaning.
BESIDE = {
    "lines": "the lines from which the row was read, if there are several",
    "half": "the part of the day that the timetable gives instead of a time",
}


def columns(table: str) -> dict[str, tuple[str, str]]:
    """Return all columns of a table with dtype and meaning, the common ones first.

    Raises:
        KeyError: no such table.
    """
    return _COMMON | TABLES[table]


def empty(table: str) -> pd.DataFrame:
    """Return the table without rows: all its columns, with their dtypes."""
    return conform(table, [], cohort=None)


def conform(table: str, rows: Iterable[Row], *, cohort: int | None) -> pd.DataFrame:
    """Return the table's frame from rows, in order, with a fresh ``RangeIndex``.

    Args:
        table: name of the table, a key of :data:`TABLES`.
        rows: mappings of column to value; missing columns, ``None`` and ``""`` are missing values;
            keys in :data:`BESIDE` are left out if the table has no such column.
        cohort: the training year, set in every row.

    Raises:
        KeyError: no such table, or a row with a column that the table does not have.
    """
    spec = columns(table)
    kept = [{**row, "cohort": cohort} for row in rows]
    for row in kept:
        if unknown := row.keys() - spec.keys() - BESIDE.keys():
            raise KeyError(f"{table} has no column {sorted(unknown)}")
    data = {
        name: _series([row.get(name) for row in kept], dtype) for name, (dtype, _) in spec.items()
    }
    return pd.DataFrame(data, index=pd.RangeIndex(len(kept)))


def _series(values: list[Any], dtype: str) -> pd.Series:
    if dtype in (DAY, MOMENT):
        return pd.Series(pd.to_datetime(pd.Series(values, dtype="object")), dtype=DAY)
    if dtype == LIST:
        return pd.Series([list(value or ()) for value in values], dtype="object")
    if dtype == STR:
        values = [value if value not in ("", None) else pd.NA for value in values]
    return pd.Series([pd.NA if value is None else value for value in values], dtype=dtype)
