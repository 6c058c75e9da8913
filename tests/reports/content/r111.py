"""111, Singapore: the plain report of one official of one agency. 計畫名稱, no roster, no themes,
no body blocks; a timetable of days without times inside the chapter 過程; the recommendations
follow the reflections in the same chapter."""

from ..model import Entry, Person, Report, S, Style

STYLE = Style(
    marks={"壹": "{}、", "一": "{}、", "(一)": "（{}）", "1": "{}."},
    font="Noto Serif CJK TC",
    head_font="Noto Serif CJK TC",
    running_head="考察新加坡社區長照與公共住宅整合服務（虛構測試資料）",
    foot="第{}頁",
    blank_lines=False,
    indent="　　",
    heading_styles=False,
    table_style="Light List",
    leader=".",
)

BODY = [
    S(
        "",
        "摘要",
        [
            "為瞭解高齡社會下公共住宅之因應作法，本署派員赴新加坡考察，期間自111年5月3日至5月7日，共5日。考察內容包括公共住宅的無障礙改善、社區日間照護以及屋頂農場三項。",
            "考察發現，住宅與照護由同一據點提供，是服務能否到達長者的關鍵。本報告據此提出4項建議。",
        ],
        role="summary",
    ),
    S(
        "壹",
        "目的",
        [
            "我國社會住宅存量逐年增加，入住長者比率亦同步上升，住宅如何與長照服務結合，成為政策重點。新加坡約八成國民居住於公共住宅，相關制度成熟，爰辦理本次考察。",
            "本次考察目的在於蒐集設計規範、營運模式與經費來源等資料，作為後續修正社會住宅設計準則之參考。",
        ],
        role="purpose",
    ),
    S(
        "貳",
        "過程",
        role="study_notes",
        kids=[
            S("一", "行程表", timetable=True),
            S(
                "二",
                "考察內容",
                [],
                [
                    S(
                        "(一)",
                        "拜會獅城住宅發展局",
                        [
                            "該局負責公共住宅之規劃與維護，近十年完成28萬戶無障礙改善，平均每戶費用約新臺幣6萬元。",
                            "承辦人員說明，改善項目由住戶自清單中選擇，政府補助比率依年齡與所得分級，最高達95%。",
                        ],
                    ),
                    S(
                        "(二)",
                        "參訪海風組屋社區",
                        ["海風社區以樓層連廊串接三棟住宅與診所，長者不必外出即可抵達。"],
                        [
                            S(
                                "1",
                                "設計原則",
                                ["門檻高差一律低於2公分，電梯每層停靠。"],
                                lead=True,
                            ),
                            S(
                                "2",
                                "管理方式",
                                ["由鎮理事會委託專業公司管理，住戶滿意度達91%。"],
                                lead=True,
                            ),
                        ],
                    ),
                    S(
                        "(三)",
                        "參訪晨曦長者日間照護中心",
                        [
                            "中心設於住宅底層，提供復健、共餐與臨托，每日服務約80人，其中三分之一為失智長者。"
                        ],
                    ),
                    S(
                        "(四)",
                        "參訪屋頂農場示範基地",
                        [
                            "停車場屋頂改建為農場，由長者與身心障礙者共同經營，每月生產蔬菜約3公噸，就近供應社區廚房。"
                        ],
                    ),
                ],
            ),
        ],
    ),
    S(
        "參",
        "心得及建議",
        [
            "本次考察印象最深者，為新加坡將住宅、照護與就業視為同一件事。我國分由不同機關辦理，民眾須多頭申請，服務到達的時間因而延後。",
            "其次，設計規範的細節皆有使用者參與，並於完工後一年辦理檢討，此一循環值得學習。",
            "綜合上述心得，提出建議如下：",
        ],
        role="reflections",
        kids=[
            S(
                "一",
                "於社會住宅底層預留照護空間",
                ["建議修正設計準則，規定戶數達200戶以上者，應於底層預留日間照護空間。"],
                lead=True,
                role="recommendations",
            ),
            S(
                "二",
                "建立無障礙改善清單",
                ["參考清單選項及分級補助方式，簡化申請程序，並公布核定時間。"],
                lead=True,
                role="recommendations",
            ),
            S(
                "三",
                "辦理完工後使用檢討",
                ["完工滿一年即由住戶、管理單位與設計者共同檢討，結果納入下一期設計。"],
                lead=True,
                role="recommendations",
            ),
            S(
                "四",
                "試辦屋頂農場",
                ["選擇結構安全無虞的停車場屋頂試辦，由長者與身心障礙者共同經營。"],
                lead=True,
                role="recommendations",
            ),
        ],
        topics=True,
    ),
]

ENTRIES = [
    Entry("2022-05-03", "5月3日（二）", ["搭機前往新加坡"], "搭機前往新加坡", "transfer"),
    Entry("2022-05-04", "5月4日（三）", ["拜會獅城住宅發展局"], "拜會獅城住宅發展局", "visit"),
    Entry("2022-05-04", "", ["參訪海風組屋社區"], "參訪海風組屋社區", "visit"),
    Entry(
        "2022-05-05",
        "5月5日（四）",
        ["參訪晨曦長者日間照護中心"],
        "參訪晨曦長者日間照護中心",
        "visit",
    ),
    Entry("2022-05-05", "", ["與社會創新學院座談"], "與社會創新學院座談", "exchange"),
    Entry("2022-05-06", "5月6日（五）", ["參訪屋頂農場示範基地"], "參訪屋頂農場示範基地", "visit"),
    Entry("2022-05-07", "5月7日（六）", ["搭機返國"], "搭機返國", "transfer"),
]

REPORT = Report(
    name="111-singapore",
    meta={
        "cohort": 111,
        "title": "考察新加坡社區長照與公共住宅整合服務",
        "category": "考察",
        "organiser": "內政部營建署",
        "reporters": "王大明科長",
        "destination": ["新加坡"],
        "start": "2022-05-03",
        "end": "2022-05-07",
        "report_date": "2022-07-15",
        "headcount": 1,
    },
    cover=[
        ("label", "出國報告（出國類別：考察）"),
        ("label", "計畫名稱：考察新加坡社區長照與公共住宅整合服務"),
        ("label", "服務機關：內政部營建署"),
        ("label", "姓名職稱：王大明　科長"),
        ("label", "派赴國家：新加坡"),
        ("label", "出國期間：111年5月3日至5月7日"),
        ("label", "報告日期：111年7月15日"),
        ("small", "（虛構測試資料）"),
    ],
    roster_title="",
    roster_header=[],
    roster_tables=[],
    people=[
        Person(
            "member",
            "內政部營建署",
            "科長",
            "王大明",
            ("行政院", "central", "所屬機關", "內政部"),
        )
    ],
    themes=[],
    body=BODY,
    toc=[
        ("壹", "目的", 1),
        ("貳", "過程", 1),
        ("一", "行程表", 1),
        ("二", "考察內容", 2),
        ("參", "心得及建議", 3),
    ],
    timetable_header=["日期", "行程"],
    entries=ENTRIES,
    photos=[],
    style=STYLE,
)
