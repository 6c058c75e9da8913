"""113, the Netherlands and Denmark: text as a PDF extractor leaves it. Lines wrapped at 34
characters, page numbers and running heads in between, spaces inside Chinese, date cells in the
middle of their day, a weekday read as =, an entry cut by a page break, a lost marker."""

from ..model import Entry, Person, Photo, Report, S, Style, Visit

STYLE = Style(
    marks={
        "壹": "{} ",
        "主題一": "主題{} ",
        "一": "{}、",
        "(一)": "({}) ",
        "1": "{}. ",
        "(1)": "({}) ",
        "a": "{}. ",
        "(a)": "({}) ",
    },
    running_head="113年國外研習成果報告(虛構測試資料)",
    foot="- {} -",
    encoding="utf-8-sig",
    newline="\r\n",
    blank_lines=False,
    indent="　　",
    wrap=34,
    leader=".",
    colon=":",
)

C = "行政院", "central"
PEOPLE = [
    Person(
        "leader",
        "公務人員保障暨培訓委員會",
        "處長",
        "莊文達",
        ("考試院", "central", "部會", "公務人員保障暨培訓委員會"),
        "",
        label="團長",
    ),
    Person(
        "member", "經濟部水利署", "副署長", "賴惠君", (*C, "所屬機關", "經濟部"), "SDT", label="2"
    ),
    Person(
        "member", "交通部航港局", "組長", "謝宗翰", (*C, "所屬機關", "交通部"), "SDT", label="3"
    ),
    Person(
        "member", "法務部矯正署", "主任秘書", "余 芳", (*C, "所屬機關", "法務部"), "LDT", label="4"
    ),
    Person(
        "member",
        "勞動部職業安全衛生署",
        "組長",
        "潘俊宏",
        (*C, "所屬機關", "勞動部"),
        "LDT",
        label="5",
    ),
    Person(
        "member",
        "國家科學及技術委員會",
        "科長",
        "施麗華",
        (*C, "部會", "國家科學及技術委員會"),
        "MDT",
        label="6",
    ),
    Person(
        "member",
        "新竹市政府",
        "參議",
        "古振東",
        ("地方", "local", "縣市政府", "新竹市政府"),
        "MDT",
        label="7",
    ),
    Person(
        "member",
        "雲林縣政府",
        "處長",
        "姜仁傑",
        ("地方", "local", "縣市政府", "雲林縣政府"),
        "LDT",
        label="8",
    ),
    Person(
        "staff",
        "公務人員保障暨培訓委員會",
        "科員",
        "童心怡",
        ("考試院", "central", "部會", "公務人員保障暨培訓委員會"),
        "",
        label="工作人員",
    ),
]
for person in PEOPLE:
    person.name = person.name.replace(" ", "　")

BODY = [
    S(
        "",
        "摘要",
        [
            "本次研習於113年9月1日至9月12日前往荷蘭及丹麥，以水資源治理與綠色港口轉型為兩項主題，計有課程3場、參訪3場及交流1場，團員共9人。",
            "荷蘭以流域為單位整合防洪與空間規劃，丹麥則以能源島 (Energy Island) 連結離岸風電與港口產業。兩國均重視長期預算與跨黨派共識，足供我國參考。",
        ],
        role="summary",
    ),
    S(
        "壹",
        "緣起與目的",
        role="purpose",
        kids=[
            S(
                "一",
                "緣起",
                [
                    "臺灣位處颱風與地震頻繁的西太平洋，旱澇交替日趨極端。國際商港亦面臨航運減碳壓力，國際海事組織要求於2050年前後達成淨零排放。",
                    "為汲取他國經驗，公務人員保障暨培訓委員會遴選中央及地方高階文官共9名，赴荷蘭與丹麥研習。",
                ],
            ),
            S(
                "二",
                "目的",
                [],
                [
                    S(
                        "(一)",
                        "瞭解流域治理的法制",
                        [
                            "荷蘭水利會歷史悠久，具有課徵水利稅的權限，本次研習探討其與中央、省政府的分工。"
                        ],
                        lead=True,
                    ),
                    S(
                        "(二)",
                        "觀摩綠色港口的轉型策略",
                        [
                            "丹麥港口結合離岸風電組裝與綠色燃料，本次研習瞭解其土地、融資與人才政策。"
                        ],
                        lead=True,
                    ),
                ],
            ),
        ],
    ),
    S(
        "貳",
        "學習摘述",
        role="study_notes",
        kids=[
            S(
                "主題一",
                "水資源治理",
                theme=1,
                kids=[
                    S(
                        "一",
                        "三角洲治理與水資源政策",
                        [],
                        [
                            S(
                                "(四)",
                                "學習重點摘述",
                                [],
                                [
                                    S(
                                        "1",
                                        "三角洲計畫",
                                        [
                                            "荷蘭設置三角洲專員 (Delta Commissioner)，直屬首相，每年提出具有預算拘束力的計畫，經費以基金方式穩定編列，每年約15億歐元。"
                                        ],
                                        lead=True,
                                    ),
                                    S(
                                        "2",
                                        "多層次安全",
                                        ["防洪分為三個層次。"],
                                        lead=True,
                                        kids=[
                                            S(
                                                "(1)",
                                                "預防",
                                                ["以堤防與河道拓寬降低淹水機率。"],
                                                lead=True,
                                            ),
                                            S(
                                                "(2)",
                                                "空間規劃",
                                                [
                                                    "新建案須通過水影響評估，高風險地區不得設置醫院與變電所。"
                                                ],
                                                [
                                                    S(
                                                        "a",
                                                        "審查分級",
                                                        ["依開發面積分為二級。"],
                                                        [
                                                            S(
                                                                "(a)",
                                                                "一級",
                                                                [
                                                                    "面積逾5公頃者，由水利會與省政府聯合審查。"
                                                                ],
                                                                lead=True,
                                                            ),
                                                            S(
                                                                "(b)",
                                                                "二級",
                                                                [
                                                                    "其餘由市政府審查，水利會提供意見。"
                                                                ],
                                                                lead=True,
                                                            ),
                                                        ],
                                                        lead=True,
                                                    ),
                                                    S(
                                                        "b",
                                                        "復審",
                                                        ["設計變更逾一成者應重新送審。"],
                                                        lead=True,
                                                    ),
                                                ],
                                                lead=True,
                                            ),
                                            S(
                                                "(3)",
                                                "緊急應變",
                                                ["各安全區每兩年更新撤離計畫。"],
                                                lead=True,
                                            ),
                                        ],
                                    ),
                                ],
                            ),
                        ],
                        visit=Visit(
                            [
                                ("時間", "2024年9月2日09:30-12:15"),
                                ("地點", "三角洲政策學院"),
                                ("分享者", "Dr. Anke Vermeer、Mr. Joost Brandsma"),
                            ],
                            "2024-09-02",
                            "2024-09-02T09:30",
                            "2024-09-02T12:15",
                            "三角洲政策學院",
                            ["Anke Vermeer", "Joost Brandsma"],
                            2,
                        ),
                    ),
                    S(
                        "二",
                        "參訪海堤創新中心",
                        [],
                        [
                            S(
                                "(四)",
                                "學習重點摘述",
                                [
                                    "海堤創新中心以1比20的水工模型測試生態海堤，並將監測資料公開供大學使用。"
                                ],
                                [
                                    S(
                                        "1",
                                        "生態海堤",
                                        [
                                            "在堤面設置潮池與粗糙面，三年內生物種類由12種增加為41種，維護費用則與傳統堤面相當。"
                                        ],
                                        lead=True,
                                    ),
                                    S(
                                        "2",
                                        "監測資料",
                                        [
                                            "堤內埋設光纖感測，可偵測公釐等級的變形，預警時間由數小時延長為數日。"
                                        ],
                                        lead=True,
                                    ),
                                ],
                            ),
                        ],
                        visit=Visit(
                            [
                                ("時間", "113年9月2日下午2時至5時"),
                                ("地點", "海堤創新中心展示館"),
                                ("分享者", "Ms. Lotte Hoekstra"),
                            ],
                            "2024-09-02",
                            "2024-09-02T14:00",
                            "2024-09-02T17:00",
                            "海堤創新中心展示館",
                            ["Lotte Hoekstra"],
                            3,
                        ),
                    ),
                    S(
                        "三",
                        "參訪河口抽水站",
                        [],
                        [
                            S(
                                "(四)",
                                "學習重點摘述",
                                [
                                    "河口抽水站每秒可抽水260立方公尺，為全歐洲規模最大者之一，平時兼具調節鹽分與魚類通行的功能。"
                                ],
                            ),
                        ],
                        visit=Visit(
                            [
                                ("時間", "113年9月3日10時30分至12時"),
                                ("地點", "河口抽水站"),
                                ("分享者", "站長Pieter van Dalen"),
                            ],
                            "2024-09-03",
                            "2024-09-03T10:30",
                            "2024-09-03T12:00",
                            "河口抽水站",
                            ["Pieter van Dalen"],
                            5,
                        ),
                    ),
                ],
            ),
            S(
                "主題二",
                "綠色港口轉型",
                theme=2,
                kids=[
                    S(
                        "一",
                        "綠色港口轉型策略",
                        [],
                        [
                            S(
                                "(四)",
                                "學習重點摘述",
                                [],
                                [
                                    S(
                                        "1",
                                        "岸電與綠色燃料",
                                        [
                                            "港區十座碼頭已有七座供應岸電 (Onshore Power Supply)，並規劃於2030年供應綠色甲醇每年20萬公噸。"
                                        ],
                                        lead=True,
                                    ),
                                    S(
                                        "2",
                                        "土地與融資",
                                        [
                                            "港務公司由市政府持有，但以自有收益舉債，投資案須通過獨立審查。"
                                        ],
                                        lead=True,
                                    ),
                                ],
                            ),
                        ],
                        visit=Visit(
                            [
                                ("時間", "113年9月9日上午9時至12時"),
                                ("地點", "北灣港務公司會議室"),
                                ("分享者", "Ms. Freja Lindholm"),
                            ],
                            "2024-09-09",
                            "2024-09-09T09:00",
                            "2024-09-09T12:00",
                            "北灣港務公司會議室",
                            ["Freja Lindholm"],
                            8,
                        ),
                    ),
                    S(
                        "二",
                        "參訪北灣能源島籌備處",
                        [],
                        [
                            S(
                                "(四)",
                                "學習重點摘述",
                                [
                                    "能源島預計連結3GW離岸風電，並與鄰國電網互聯，目前完成環境影響評估。"
                                ],
                                [
                                    S(
                                        "1",
                                        "所有權",
                                        ["政府持有過半數股權，民間得標者負責興建與營運。"],
                                        lead=True,
                                    ),
                                    S(
                                        "2",
                                        "在地參與",
                                        ["漁民團體自規劃初期即參加諮詢會議，補償標準事先公布。"],
                                        lead=True,
                                    ),
                                ],
                            ),
                        ],
                        visit=Visit(
                            [
                                ("時間", "2024年9月9日13:30-16:00"),
                                ("地點", "北灣能源島籌備處"),
                                ("分享者", "Mr. Emil Sorensen"),
                            ],
                            "2024-09-09",
                            "2024-09-09T13:30",
                            "2024-09-09T16:00",
                            "北灣能源島籌備處",
                            ["Emil Sorensen"],
                            9,
                        ),
                    ),
                ],
            ),
        ],
    ),
    S(
        "參",
        "研習心得",
        role="reflections",
        kids=[
            S(
                "主題一",
                "水資源治理",
                theme=1,
                kids=[
                    S(
                        "一",
                        "穩定的基金勝過臨時的特別預算",
                        [
                            "荷蘭的三角洲基金跨越選舉週期，使工程得以依序推動。我國治水經費多仰賴特別條例，期滿之後常有斷層，值得檢討。"
                        ],
                    ),
                ],
            ),
            S(
                "主題二",
                "綠色港口轉型",
                theme=2,
                kids=[
                    S(
                        "一",
                        "港口是能源轉型的起點",
                        ["丹麥將港口視為產業政策工具，土地、人才與融資同步到位，團員印象深刻。"],
                    ),
                ],
            ),
        ],
    ),
    S(
        "肆",
        "政策建議",
        role="recommendations",
        topics=True,
        kids=[
            S(
                "一",
                "建立穩定的治水財源",
                ["荷蘭經驗顯示，長期財源是流域治理的前提，爰提出下列建議。"],
                [
                    S(
                        "(一)",
                        "設置流域治理基金",
                        [],
                        [
                            S(
                                "1",
                                "財源籌措",
                                ["整併現有特別預算與水權費收入，成立專用基金。"],
                                lead=True,
                                best=1,
                            ),
                            S(
                                "2",
                                "獨立審議",
                                ["由學者、地方政府與居民代表組成審議會，逐年檢視計畫優先順序。"],
                                lead=True,
                                lost=True,
                                best=1,
                                kids=[
                                    S(
                                        "(1)",
                                        "組成比例",
                                        ["單一性別不得低於三分之一。"],
                                        lead=True,
                                        best=1,
                                    ),
                                    S(
                                        "(2)",
                                        "資訊公開",
                                        ["會議紀錄於十日內上網。"],
                                        lead=True,
                                        best=1,
                                    ),
                                ],
                            ),
                            S("3", "成效評估", ["每四年委託外部機構評估一次。"], lead=True, best=1),
                        ],
                        best=1,
                    ),
                    S(
                        "(二)",
                        "落實水影響評估",
                        ["建議修正都市計畫審議規範，高風險地區之新建案應先完成水影響評估。"],
                        lead=True,
                        best=1,
                    ),
                ],
                best=1,
            ),
            S(
                "二",
                "加速綠色港口轉型",
                [],
                [
                    S(
                        "(一)",
                        "擴大岸電供應",
                        ["建議國際商港於2030年前完成主要碼頭岸電設施，並提供靠港優惠費率。"],
                        lead=True,
                        best=2,
                    ),
                    S(
                        "(二)",
                        "建立離岸風電諮詢機制",
                        ["建議於選址之初即邀集漁民團體參與，補償標準事先公布。"],
                        lead=True,
                        best=2,
                    ),
                ],
                best=2,
            ),
        ],
    ),
    S(
        "伍",
        "結語",
        [
            "水與港口皆為百年大計。本次研習使團員體會，長期制度的價值在於使每一任執政者都能接續前人的工作。",
            "感謝荷蘭與丹麥各接待機構的安排，期盼後續交流更加密切。",
        ],
        role="conclusion",
    ),
    S(
        "",
        "附錄",
        role="appendix",
        kids=[
            S("一", "課程表", timetable=True),
            S("二", "研習照片", photos=True),
        ],
    ),
]

#: As a text extractor gives it: the date in the middle of its day, the time on the second line.
TIMETABLE = """\
日期\t時間\t活動內容
國外研習(荷蘭部分)
\t09:00-09:30\tOpening Ceremony 開訓典禮
\t\tDelta Governance and Water Policy
9月2日\t09:30-12:15\t三角洲治理與水資源政策
(一)\t\t分享者:
\t\t1.Dr. Anke Vermeer, Director of Delta Policy Academy
\t\t2.Mr. Joost Brandsma, Senior Advisor
\t14:00-17:00\tVisit to Seawall Innovation Center
\t\t參訪海堤創新中心
\t\t1、14:00 簡報
\t\t2、15:30 實地導覽
\t\t分享者:Ms. Lotte Hoekstra
\t08:30\t搭車前往河口
\t\tVisit to Estuary Pumping Station
\t10:30-12:00\t參訪河口抽水站
9月3日\t\t分享者:
(=)\t\t1.Mr. Pieter van Dalen, Head of Estuary Pumping
{page}
日期\t時間\t活動內容
\t\tStation
\t12:00-13:30\t午餐
\t14:00-16:30\tUrban Stormwater Workshop
\t\t城市滯洪工作坊
\t\t分享者:Prof. Sanne de Wit
國外研習(丹麥部分)
\t09:00-12:00\tStrategies for Green Port Transition
\t\t綠色港口轉型策略
9月9日\t\t分享者:Ms. Freja Lindholm
(一)\t13:30-16:00\tVisit to North Bay Energy Island Office
\t\t參訪北灣能源島籌備處
\t\t分享者:Mr. Emil Sorensen
\t09:30-11:30\tDialogue with Danish Senior Managers
\t\t與丹麥高階文官交流
9月10日
(二)\t11:30-12:00\tClosing Ceremony 結訓典禮
\t\t午餐
\t15:00\t搭機返國"""

ROSTER = """\
順序　　機關　　職稱　　姓名　　班別
{rows}"""


def _e(day: int, title: str, kind: str, start: str = "", end: str = "", **more: object) -> Entry:
    date = f"2024-09-{day:02}"
    moment = [f"{date}T{t}" if t else "" for t in (start, end)]
    return Entry(date, "", [], title, kind, *moment, **more)  # type: ignore[arg-type]


ENTRIES = [
    _e(2, "開訓典禮", "ceremony", "09:00", "09:30", title_en="Opening Ceremony"),
    _e(
        2,
        "三角洲治理與水資源政策",
        "course",
        "09:30",
        "12:15",
        title_en="Delta Governance and Water Policy",
        speakers=["Anke Vermeer", "Joost Brandsma"],
        theme=1,
    ),
    _e(
        2,
        "參訪海堤創新中心",
        "visit",
        "14:00",
        "17:00",
        title_en="Visit to Seawall Innovation Center",
        detail="1、14:00 簡報\n2、15:30 實地導覽",
        speakers=["Lotte Hoekstra"],
        theme=1,
    ),
    _e(3, "搭車前往河口", "transfer", "08:30", "10:30", inferred=True),
    _e(
        3,
        "參訪河口抽水站",
        "visit",
        "10:30",
        "12:00",
        title_en="Visit to Estuary Pumping Station",
        speakers=["Pieter van Dalen"],
        theme=1,
    ),
    _e(3, "午餐", "meal", "12:00", "13:30"),
    _e(
        3,
        "城市滯洪工作坊",
        "course",
        "14:00",
        "16:30",
        title_en="Urban Stormwater Workshop",
        speakers=["Sanne de Wit"],
    ),
    _e(
        9,
        "綠色港口轉型策略",
        "course",
        "09:00",
        "12:00",
        title_en="Strategies for Green Port Transition",
        speakers=["Freja Lindholm"],
        theme=2,
    ),
    _e(
        9,
        "參訪北灣能源島籌備處",
        "visit",
        "13:30",
        "16:00",
        title_en="Visit to North Bay Energy Island Office",
        speakers=["Emil Sorensen"],
        theme=2,
    ),
    _e(
        10,
        "與丹麥高階文官交流",
        "exchange",
        "09:30",
        "11:30",
        title_en="Dialogue with Danish Senior Managers",
    ),
    _e(10, "結訓典禮", "ceremony", "11:30", "12:00", title_en="Closing Ceremony"),
    _e(10, "午餐", "meal"),
    _e(10, "搭機返國", "transfer", "15:00"),
]

REPORT = Report(
    name="113-netherlands-denmark",
    meta={
        "cohort": 113,
        "title": "高階文官培訓飛躍方案 113 年訓練國外研習成果報告",
        "category": "研習",
        "organiser": "公務人員保障暨培訓委員會",
        "reporters": "高階文官培訓飛躍方案113年訓練出國人員等9人",
        "destination": ["荷蘭", "丹麥"],
        "start": "2024-09-01",
        "end": "2024-09-12",
        "report_date": "2024-11-29",
        "headcount": 9,
    },
    cover=[
        ("label", "出國報告 (出國類別:研習)"),
        ("title", "高階文官培訓飛躍方案 113 年訓練 國外研習成果報告"),
        ("label", "主辦機關:公務人員保障暨培訓委員會"),
        ("label", "報告人員:高階文官培訓飛躍方案113年訓練"),
        ("label", "出國人員等9人"),
        ("label", "派赴國家: 荷蘭、丹麥"),
        ("label", "出國期間:中華民國113年9月1日至9月12日"),
        ("label", "報告日期:中華民國113年11月29日"),
        ("small", "(虛構測試資料)"),
    ],
    roster_title="高階文官培訓飛躍方案113年訓練 出國人員名單",
    roster_header=["順序", "機關", "職稱", "姓名", "班別"],
    roster_tables=[("", list(range(9)))],
    people=PEOPLE,
    themes=["水資源治理", "綠色港口轉型"],
    body=BODY,
    toc=[
        ("壹", "緣起與目的", 1),
        ("貢", "學習摘述", 3),
        ("主題一", "水資源治理", 3),
        ("一", "三角洲治理與水資源政策", 3),
        ("二", "參訪海堤創新中心", 4),
        ("三", "參訪河口抽水站", 5),
        ("主題二", "綠色港口轉型", 6),
        ("一", "綠色港口轉型策略", 6),
        ("二", "參訪北灣能源島籌備處", 7),
        ("參", "研習心得", 8),
        ("肆", "政策建議", 9),
        ("伍", "結語", 11),
        ("", "附銷", 12),
        ("一", "課程表", 12),
        ("二", "研習照片", 14),
    ],
    timetable_header=["日期", "時間", "活動內容"],
    entries=ENTRIES,
    photos=[
        Photo("● 9月2日星期一", "2024-09-02", "開訓典禮", ["全體學員合照"]),
        Photo(
            "● 9月2日星期一",
            "2024-09-02",
            "參訪海堤創新中心",
            ["專家解說水工模型", "學員與專家互動討論情形"],
        ),
        Photo("● 9月9日星期一", "2024-09-09", "參訪北灣能源島籌備處", ["團長致贈紀念品"]),
    ],
    style=STYLE,
    forms=("txt",),
    raw_roster=ROSTER,
    raw_timetable=TIMETABLE,
)
