"""Cells of a roster that hold agency and post, or name and post."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourlib.people.posts import divide_posts
from tourlib.tables.by_cells import told_by_cells
from tourlib.tables.table import Row, Table


@pytest.mark.parametrize(
    ("cell", "agency", "title"),
    [
        ("內政部國土管理署副組長", "內政部國土管理署", "副組長"),
        ("外交部駐瑞典代表處一等秘書", "外交部駐瑞典代表處", "一等秘書"),
        ("環境部氣候變遷署簡任技正", "環境部氣候變遷署", "簡任技正"),
        ("國家發展委員會副\n主任委員", "國家發展委員會", "副主任委員"),
        ("臺北市政府秘書處 處長", "臺北市政府秘書處", "處長"),
        ("行政院人事行政總處\n培訓考用處\n專門委員", "行政院人事行政總處培訓考用處", "專門委員"),
        ("審計部審計官兼處長", "審計部", "審計官兼處長"),
        ("新竹市政府秘書長", "新竹市政府", "秘書長"),
        ("公務人員保障暨培訓委員會委員", "公務人員保障暨培訓委員會", "委員"),
        ("交通部", "交通部", ""),
    ],
)
def test_agency_and_post(cell: str, agency: str, title: str) -> None:
    divided = divide_posts({"agency_title": cell, "name": "林某"})
    assert (divided["agency"], divided["title"], divided["name"]) == (agency, title, "林某")


@pytest.mark.parametrize(
    ("cell", "name", "title"),
    [
        ("王大明 科長", "王大明", "科長"),
        ("科長王大明", "王大明", "科長"),
        ("簡任技正 林志強", "林志強", "簡任技正"),
        ("谷拉斯・卡造專門委員", "谷拉斯·卡造", "專門委員"),
    ],
)
def test_name_and_post(cell: str, name: str, title: str) -> None:
    divided = divide_posts({"name_title": cell, "agency": "交通部"})
    assert (divided["name"], divided["title"]) == (name, title)


def roster(*cells: str) -> Table:
    rows = tuple(Row(n, ("林某", cell)) for n, cell in enumerate(cells, 2))
    return Table("roster", ("name", "title"), rows, (1,), tuple(range(1, 2 + len(rows))))


def test_a_column_of_posts_that_has_agencies_too() -> None:
    assert told_by_cells(roster("交通部科長", "內政部組長", "")).columns == ("name", "agency_title")
    # Only some, as where the cover names the agency of the others.
    assert told_by_cells(roster("科長", "復興區公所秘書", "組長")).columns == ("name", "title")


@given(st.text("國家發展委員會處長副科技正 \n()", max_size=12))
def test_nothing_is_lost(cell: str) -> None:
    divided = divide_posts({"agency_title": cell})
    joined = divided["agency"] + divided["title"]
    assert joined.replace(" ", "") == "".join(cell.split())
