"""115, Canada: full-width text, two people a row, 主題一 headings, 心得及建議 in one chapter,
0900-1215, a part at home, and list numbering that Word itself makes."""

from ..model import Entry, Person, Photo, Report, S, Style, Visit, wide, wide_all

STYLE = Style(
    marks={
        "壹": "{}、",
        "主題一": "主題{}：",
        "一": "{}、",
        "(一)": "（{}）",
        "1": "{}．",
        "(1)": "（{}）",
        "a": "{}．",
    },
    font="Noto Sans CJK TC",
    running_head="虛構測試資料",
    foot="－{}－",
    encoding="utf-16",
    auto_numbers=True,
    full_width=True,
    table_style="Light Grid Accent 1",
    hanging=True,
    leader="\t",
)


def _p(
    role: str, agency: str, title: str, name: str, place: tuple[str, str, str, str], label: str
) -> Person:
    return Person(role, agency, title, name, place, label=label)


PEOPLE = [
    _p(
        "leader",
        "公務人員保障暨培訓委員會",
        "委員",
        "王　明",
        ("考試院", "central", "部會", "公務人員保障暨培訓委員會"),
        "領隊",
    ),
    _p(
        "member",
        "教育部國民及學前教育署",
        "組長",
        "李　安",
        ("行政院", "central", "所屬機關", "教育部"),
        "１",
    ),
    _p(
        "member",
        "原住民族委員會",
        "處長",
        "巴奈·達利",
        ("行政院", "central", "部會", "原住民族委員會"),
        "２",
    ),
    _p("member", "客家委員會", "參事", "鍾玉鳳", ("行政院", "central", "部會", "客家委員會"), "３"),
    _p(
        "member",
        "財政部關務署",
        "副署長",
        "歐陽文華",
        ("行政院", "central", "所屬機關", "財政部"),
        "４",
    ),
    _p(
        "member",
        "海洋委員會海巡署",
        "組長",
        "林　立",
        ("行政院", "central", "所屬機關", "海洋委員會"),
        "５",
    ),
    _p("member", "司法院", "廳長", "曾美玲", ("司法院", "central", "院", "司法院"), "６"),
    _p(
        "member",
        "桃園市政府都市發展局",
        "副局長",
        "葉佳宏",
        ("地方", "local", "縣市所屬機關", "桃園市政府"),
        "７",
    ),
    _p(
        "member",
        "屏東縣政府",
        "處長",
        "都魯·瑪法琉",
        ("地方", "local", "縣市政府", "屏東縣政府"),
        "８",
    ),
    _p("member", "立法院", "參事", "范姜秀蘭", ("立法院", "central", "院", "立法院"), "９"),
    _p(
        "staff",
        "國家文官學院",
        "科員",
        "江　凱",
        ("考試院", "central", "所屬機關", "公務人員保障暨培訓委員會"),
        "隨團人員",
    ),
]


def _t(*paragraphs: str) -> list[str]:
    return [wide(p) for p in paragraphs]


BODY = [
    S(
        "",
        "摘要",
        _t(
            "本年度國外研習前往加拿大，期間自115年8月17日至8月28日，團員11人。研習圍繞兩項主題，安排講座、工作坊、參訪及座談共6場。茲將重點摘述如下。"
        ),
        role="summary",
        kids=[
            S(
                "",
                "原住民族和解與共治",
                _t(
                    "加拿大以真相調查、道歉與共同管理三個步驟推動和解。團員參訪楓溪共管公園，瞭解部落與公園管理處如何共同決定遊客總量。"
                ),
                theme=1,
            ),
            S(
                "",
                "氣候韌性與能源轉型",
                _t(
                    "北岸水力電廠以既有水庫調節再生能源，城市淹水風險地圖則使居民得知自家門口的淹水機率，兩者均以公開資料為基礎。"
                ),
                theme=2,
            ),
        ],
    ),
    S(
        "壹",
        "緣起及目的",
        role="purpose",
        kids=[
            S(
                "一",
                "緣起",
                _t(
                    "我國原住民族約占總人口2.5%，近年陸續推動傳統領域與共管機制；另一方面，極端降雨頻率增加，2050淨零轉型亦進入關鍵期。加拿大在此二領域累積豐富經驗，爰擇定為本年度研習國家。",
                    "行前並於國內辦理先備課程1日，使團員熟悉加拿大聯邦體制。",
                ),
            ),
            S(
                "二",
                "目的",
                [],
                [
                    S("(一)", "", _t("比較兩國原住民族政策之法制基礎與執行落差。")),
                    S("(二)", "", _t("瞭解水力發電與離岸風電之調度方式，作為能源轉型規劃之參考。")),
                    S("(三)", "", _t("強化高階文官以英語進行政策對話之能力。")),
                ],
            ),
        ],
    ),
    S(
        "貳",
        "研習摘述",
        role="study_notes",
        kids=[
            S(
                "主題一",
                "原住民族和解與共治",
                theme=1,
                kids=[
                    S(
                        "一",
                        "加拿大和解政策與真相調查",
                        [],
                        [
                            S(
                                "(四)",
                                "學習重點摘述",
                                [],
                                [
                                    S(
                                        "1",
                                        "真相調查的歷程",
                                        _t(
                                            "調查委員會(Commission of Inquiry)於六年間聽取6,750名當事人陳述，並提出94項行動呼籲。"
                                        ),
                                        lead=True,
                                        kids=[
                                            S(
                                                "(1)",
                                                "陳述權",
                                                _t(
                                                    "當事人得選擇公開或不公開陳述，並有諮商人員陪同。"
                                                ),
                                                lead=True,
                                            ),
                                            S(
                                                "(2)",
                                                "檔案開放",
                                                _t(
                                                    "教會與政府檔案移交國家檔案館，開放程序分二階段。"
                                                ),
                                                lead=True,
                                                kids=[
                                                    S(
                                                        "a",
                                                        "家屬查詢",
                                                        _t("家屬得申請查閱個人檔案，30日內回覆。"),
                                                        lead=True,
                                                    ),
                                                    S(
                                                        "b",
                                                        "學術研究",
                                                        _t("去識別化之後供研究使用。"),
                                                        lead=True,
                                                    ),
                                                ],
                                            ),
                                        ],
                                    ),
                                    S(
                                        "2",
                                        "行動呼籲的追蹤",
                                        _t(
                                            "民間團體每年公布進度，截至2025年底已完成13項。",
                                            "講座指出，公開進度表比法律條文更能促使機關行動。",
                                        ),
                                        lead=True,
                                    ),
                                ],
                            ),
                        ],
                        visit=Visit(
                            [
                                ("時間", wide("2026年8月19日0930-1215")),
                                ("地點", wide("楓葉政策研究院3樓會議室")),
                                ("講座", "Dr. Emily Hartwell、Mr. Noah Birch"),
                            ],
                            "2026-08-19",
                            "2026-08-19T09:30",
                            "2026-08-19T12:15",
                            "楓葉政策研究院3樓會議室",
                            ["Emily Hartwell", "Noah Birch"],
                            4,
                        ),
                    ),
                    S(
                        "二",
                        "參訪楓溪原住民族共管公園",
                        [],
                        [
                            S(
                                "(四)",
                                "學習重點摘述",
                                _t(
                                    "楓溪公園面積420平方公里，自2011年起由部落與公園管理處各派5名代表組成管理委員會(Co-management Board)。"
                                ),
                                [
                                    S(
                                        "1",
                                        "共識決",
                                        _t("委員會以共識決為原則，過去15年僅2次訴諸表決。"),
                                        lead=True,
                                    ),
                                    S(
                                        "2",
                                        "守護員制度",
                                        _t(
                                            "部落青年擔任守護員(Guardian)，負責巡護與解說，公園支付薪資並承認其傳統知識。"
                                        ),
                                        lead=True,
                                    ),
                                ],
                            ),
                        ],
                        visit=Visit(
                            [
                                ("時間", wide("2026年8月19日1430-1700")),
                                ("地點", "楓溪遊客中心"),
                                ("講座", "Ms. Clara Redsky"),
                            ],
                            "2026-08-19",
                            "2026-08-19T14:30",
                            "2026-08-19T17:00",
                            "楓溪遊客中心",
                            ["Clara Redsky"],
                            6,
                        ),
                    ),
                ],
            ),
            S(
                "主題二",
                "氣候韌性與能源轉型",
                theme=2,
                kids=[
                    S(
                        "一",
                        "參訪北岸水力電廠",
                        [],
                        [
                            S(
                                "(四)",
                                "學習重點摘述",
                                [],
                                [
                                    S(
                                        "1",
                                        "水庫作為電池",
                                        _t(
                                            "電廠裝置容量1,250MW，離峰時吸納風電，尖峰時放水發電，調節能力相當於40座電網級儲能。"
                                        ),
                                        lead=True,
                                    ),
                                    S(
                                        "2",
                                        "魚類通道",
                                        _t("每年投入600萬加元改善魚道，洄游魚類數量回升35%。"),
                                        lead=True,
                                    ),
                                ],
                            ),
                        ],
                        visit=Visit(
                            [
                                ("時間", wide("2026年8月20日0900-1200")),
                                ("地點", "北岸水力電廠"),
                                ("講座", "Mr. Henri Lavoie"),
                            ],
                            "2026-08-20",
                            "2026-08-20T09:00",
                            "2026-08-20T12:00",
                            "北岸水力電廠",
                            ["Henri Lavoie"],
                            7,
                        ),
                    ),
                    S(
                        "二",
                        "城市淹水風險地圖工作坊",
                        [],
                        [
                            S(
                                "(四)",
                                "學習重點摘述",
                                _t(
                                    "歐賽教授帶領團員以GIS實作風險地圖，並討論公開之後對房價與保險的影響。"
                                ),
                                [
                                    S(
                                        "1",
                                        "資料來源",
                                        _t("整合光達地形、下水道與降雨紀錄，解析度達1公尺。"),
                                        lead=True,
                                    ),
                                    S(
                                        "2",
                                        "溝通策略",
                                        _t("地圖以機率而非等級呈現，並附自助防護清單。"),
                                        lead=True,
                                    ),
                                ],
                            ),
                        ],
                        visit=Visit(
                            [
                                ("時間", wide("2026年8月20日1400-1630")),
                                ("地點", wide("湖城大學B12教室")),
                                ("講座", "Prof. Daniel Osei"),
                            ],
                            "2026-08-20",
                            "2026-08-20T14:00",
                            "2026-08-20T16:30",
                            "湖城大學B12教室",
                            ["Daniel Osei"],
                            9,
                        ),
                    ),
                ],
            ),
        ],
    ),
    S(
        "參",
        "心得及建議",
        role="reflections",
        kids=[
            S(
                "一",
                "心得",
                role="reflections",
                kids=[
                    S(
                        "(一)",
                        "和解是長期的制度工程",
                        _t(
                            "團員體會到，道歉只是開端，後續的檔案開放、經費與人事安排才是和解能否持續的關鍵。"
                        ),
                    ),
                    S(
                        "(二)",
                        "公開資料帶來信任",
                        _t(
                            "淹水地圖公開之初曾引發居民疑慮，惟市府以說明會逐區溝通，最終促成防水閘門補助方案。"
                        ),
                    ),
                ],
            ),
            S(
                "二",
                "建議",
                role="recommendations",
                topics=True,
                kids=[
                    S(
                        "(一)",
                        "完善原住民族共管機制",
                        _t("現行共管會多屬諮詢性質，建議逐步賦予實質決定權。"),
                        [
                            S(
                                "1",
                                "建立共識決程序",
                                _t("明定協商期限與僵局處理方式，避免議案久懸不決。"),
                                lead=True,
                                best=1,
                                kids=[
                                    S(
                                        "(1)",
                                        "協商期限",
                                        _t("一般議案以90日為限。"),
                                        lead=True,
                                        best=1,
                                    ),
                                    S(
                                        "(2)",
                                        "僵局處理",
                                        _t("得共同選任調解人，費用由中央負擔。"),
                                        lead=True,
                                        best=1,
                                    ),
                                ],
                            ),
                            S(
                                "2",
                                "推動部落守護員",
                                _t("建議於3處國家公園試辦，聘用部落青年從事巡護與解說。"),
                                lead=True,
                                best=1,
                            ),
                        ],
                        best=1,
                    ),
                    S(
                        "(二)",
                        "公開淹水機率地圖",
                        _t("建議以1公尺解析度公開淹水機率，並搭配防護補助。"),
                        [
                            S(
                                "1",
                                "",
                                _t("優先公布近五年曾淹水之鄉鎮市區，每年汛期前更新。"),
                                best=2,
                            ),
                            S("2", "", _t("由地方政府辦理說明會，協助居民檢視自家風險。"), best=2),
                        ],
                        best=2,
                    ),
                    S(
                        "(三)",
                        "發展水力與風電聯合調度",
                        _t("評估既有水庫增設抽蓄機組之可行性，以吸納離岸風電。"),
                        best=2,
                    ),
                ],
            ),
        ],
    ),
    S(
        "肆",
        "附錄",
        role="appendix",
        kids=[
            S("一", "課程表", timetable=True),
            S("二", "研習照片", photos=True),
        ],
    ),
]


def _e(date: str, label: str, time: str, printed: str, *rest: str, **more: object) -> Entry:
    return Entry(date, wide_all(label), [wide_all(time), printed], *rest, **more)  # type: ignore[arg-type]


ENTRIES = [
    Entry("", "國內課程", [], band=True),
    _e(
        "2026-07-24",
        "7/24 Fri.",
        "0900-1200",
        "加拿大政經概況\nAn Introduction to Canada\n講座：Ms. Laura Finch（加拿大研究中心研究員）",
        "加拿大政經概況",
        "course",
        "2026-07-24T09:00",
        "2026-07-24T12:00",
        title_en="An Introduction to Canada",
        speakers=["Laura Finch"],
        part="domestic",
    ),
    _e(
        "2026-07-24",
        "",
        "1330-1630",
        "氣候政策專題講座\n講座：杜維中 副教授",
        "氣候政策專題講座",
        "course",
        "2026-07-24T13:30",
        "2026-07-24T16:30",
        speakers=["杜維中"],
        part="domestic",
    ),
    Entry("", "國外研習（加拿大）", [], band=True),
    _e(
        "2026-08-19",
        "8/19 Wed.",
        "0900-0930",
        "開訓典禮\nOpening Ceremony",
        "開訓典禮",
        "ceremony",
        "2026-08-19T09:00",
        "2026-08-19T09:30",
        title_en="Opening Ceremony",
    ),
    _e(
        "2026-08-19",
        "",
        "0930-1215",
        "加拿大和解政策與真相調查\nTruth and Reconciliation in Canada\n講座：\n1.Dr. Emily Hartwell (Director, Maple Policy Institute)\n2.Mr. Noah Birch (Senior Advisor)",
        "加拿大和解政策與真相調查",
        "course",
        "2026-08-19T09:30",
        "2026-08-19T12:15",
        title_en="Truth and Reconciliation in Canada",
        speakers=["Emily Hartwell", "Noah Birch"],
        theme=1,
    ),
    _e(
        "2026-08-19",
        "",
        "1330",
        "搭車前往楓溪",
        "搭車前往楓溪",
        "transfer",
        "2026-08-19T13:30",
        "2026-08-19T14:30",
        inferred=True,
    ),
    _e(
        "2026-08-19",
        "",
        "1430-1700",
        "參訪楓溪原住民族共管公園\nVisit to Maple Creek Co-managed Park\n講座：Ms. Clara Redsky",
        "參訪楓溪原住民族共管公園",
        "visit",
        "2026-08-19T14:30",
        "2026-08-19T17:00",
        title_en="Visit to Maple Creek Co-managed Park",
        speakers=["Clara Redsky"],
        theme=1,
    ),
    _e(
        "2026-08-20",
        "8/20 Thu.",
        "0900-1200",
        "參訪北岸水力電廠\nVisit to North Shore Hydro Station\n講座：Mr. Henri Lavoie",
        "參訪北岸水力電廠",
        "visit",
        "2026-08-20T09:00",
        "2026-08-20T12:00",
        title_en="Visit to North Shore Hydro Station",
        speakers=["Henri Lavoie"],
        theme=2,
    ),
    _e(
        "2026-08-20",
        "",
        "1200-1330",
        "午餐",
        "午餐",
        "meal",
        "2026-08-20T12:00",
        "2026-08-20T13:30",
    ),
    _e(
        "2026-08-20",
        "",
        "1400-1630",
        "城市淹水風險地圖工作坊\nWorkshop on Urban Flood Risk Mapping\n講座：Prof. Daniel Osei",
        "城市淹水風險地圖工作坊",
        "course",
        "2026-08-20T14:00",
        "2026-08-20T16:30",
        title_en="Workshop on Urban Flood Risk Mapping",
        speakers=["Daniel Osei"],
        theme=2,
    ),
    _e(
        "2026-08-21",
        "8/21 Fri.",
        "0930-1130",
        "與加拿大高階文官座談\nDialogue with Senior Officials",
        "與加拿大高階文官座談",
        "exchange",
        "2026-08-21T09:30",
        "2026-08-21T11:30",
        title_en="Dialogue with Senior Officials",
    ),
    _e(
        "2026-08-21",
        "",
        "1130-1200",
        "結訓典禮\nClosing Ceremony",
        "結訓典禮",
        "ceremony",
        "2026-08-21T11:30",
        "2026-08-21T12:00",
        title_en="Closing Ceremony",
    ),
    _e("2026-08-21", "", "1400", "自由活動", "自由活動", "free", "2026-08-21T14:00"),
]

REPORT = Report(
    name="115-canada",
    meta={
        "cohort": 115,
        "title": "高階文官培訓飛躍方案115年訓練國外研習報告",
        "category": "研習",
        "organiser": "公務人員保障暨培訓委員會",
        "reporters": "公務人員保障暨培訓委員會王委員明等11人",
        "destination": ["加拿大"],
        "start": "2026-08-17",
        "end": "2026-08-28",
        "report_date": "2026-10-30",
        "headcount": 11,
    },
    cover=[
        ("small", "【虛構測試資料】"),
        ("label", "出國報告（出國類別：研習）"),
        ("title", "高階文官培訓飛躍方案１１５年訓練國外研習報告"),
        ("label", "主辦機關：公務人員保障暨培訓委員會"),
        ("label", "出國人員：公務人員保障暨培訓委員會王委員明等１１人"),
        ("label", "前往國家：加拿大"),
        ("label", "出國期間：１１５年８月１７日至２８日"),
        ("label", "報告日期：１１５年１０月３０日"),
    ],
    roster_title="出國人員名冊",
    roster_header=["項次", "單位", "職稱", "姓名"],
    roster_tables=[("", list(range(11)))],
    people=PEOPLE,
    themes=["原住民族和解與共治", "氣候韌性與能源轉型"],
    body=BODY,
    toc=[
        ("壹", "緣起及目的", 3),
        ("貳", "研習摘述", 4),
        ("主題一", "原住民族和解與共治", 4),
        ("一", "加拿大和解政策與真相調查", 4),
        ("二", "參訪楓溪原住民族共管公園", 5),
        ("主題二", "氣候韌性與能源轉型", 5),
        ("一", "參訪北岸水力電廠", 5),
        ("二", "城市淹水風險地圖工作坊", 6),
        ("參", "心得及建議", 7),
        ("一", "心得", 7),
        ("二", "建議", 7),
        ("肆", "附錄", 9),
        ("一", "課程表", 9),
        ("二", "研習照片", 10),
    ],
    timetable_header=["日期", "時間", "活動內容"],
    entries=ENTRIES,
    photos=[
        Photo("８月１９日（三）", "2026-08-19", "開訓典禮", ["全體團員合影"]),
        Photo(
            "８月１９日（三）",
            "2026-08-19",
            "參訪楓溪原住民族共管公園",
            ["守護員解說步道", "團員與管理委員會代表交流"],
        ),
        Photo("８月２０日（四）", "2026-08-20", "參訪北岸水力電廠", ["參觀發電機組"]),
    ],
    style=STYLE,
    roster_per_row=2,
)
