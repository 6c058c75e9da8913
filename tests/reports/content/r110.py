"""110, Australia: short and half online. No table of contents, summary, themes, timetable or
glosses; chapters numbered 一、; body blocks 時間/地點/接待人員; Big5 text."""

from ..model import Person, Report, S, Style, Visit

STYLE = Style(
    marks={"一": "{}、", "(一)": "（{}）", "1": "{}、", "(1)": "（{}）"},
    encoding="cp950",
    newline="\r\n",
    blank_lines=False,
    indent="　　",
    fields_numbered=False,
    heading_styles=False,
    table_style="Table Grid",
    hanging=True,
    foot="{}",
)

PEOPLE = [
    Person(
        "leader",
        "國家發展委員會",
        "處長",
        "鄒建民",
        ("行政院", "central", "部會", "國家發展委員會"),
        label="團長",
    ),
    Person(
        "deputy_leader",
        "衛生福利部",
        "副司長",
        "溫淑貞",
        ("行政院", "central", "部會", "衛生福利部"),
        label="副團長",
    ),
    Person(
        "member",
        "行政院環境保護署",
        "科長",
        "馬國強",
        ("行政院", "central", "部會", "行政院環境保護署"),
        label="1",
    ),
    Person(
        "member",
        "連江縣政府",
        "科長",
        "方文琪",
        ("地方", "local", "縣市政府", "連江縣政府"),
        label="2",
    ),
]

BODY = [
    S(
        "一",
        "目的",
        [
            "偏鄉地區因人口稀少、交通不便，公共服務的單位成本遠高於都會。澳洲國土遼闊，長期以遠距方式提供醫療與行政服務，近年並將服務整合於社區據點，可供我國離島及山區參考。",
            "本次考察因疫情影響，採線上座談與短期實地訪視並行，由國家發展委員會、衛生福利部、行政院環境保護署及連江縣政府共同組團。",
        ],
        role="purpose",
    ),
    S(
        "二",
        "過程",
        role="study_notes",
        kids=[
            S(
                "(一)",
                "與紅土健康服務署線上座談",
                [],
                [
                    S(
                        "1",
                        "遠距診療制度",
                        ["該署以視訊連結126個偏鄉診所，平均候診時間由19日縮短為4日。"],
                        lead=True,
                    ),
                    S(
                        "2",
                        "駐點護理師",
                        ["每一診所至少配置護理師1人，負責操作檢查設備並陪同視訊。"],
                        lead=True,
                        kids=[
                            S("(1)", "訓練", ["護理師任職前須完成8週訓練。"], lead=True),
                            S("(2)", "輪調", ["每滿2年得申請輪調至都會地區。"], lead=True),
                        ],
                    ),
                ],
                visit=Visit(
                    [
                        ("時間", "110年9月2日10：00～12：00"),
                        ("地點", "線上會議"),
                        ("接待人員", "Helen Carter 署長、Ben Moore 主任"),
                    ],
                    "2021-09-02",
                    "2021-09-02T10:00",
                    "2021-09-02T12:00",
                    "線上會議",
                    ["Helen Carter", "Ben Moore"],
                    None,
                ),
            ),
            S(
                "(二)",
                "參訪藍岬社區服務中心",
                [],
                [
                    S(
                        "1",
                        "單一櫃檯",
                        ["中心將郵政、監理、社會福利與圖書館合署辦公，居民一次可辦妥47項業務。"],
                        lead=True,
                    ),
                    S(
                        "2",
                        "",
                        [
                            "中心由地方議會與各機關分攤費用，並僱用當地居民擔任櫃檯人員，兼顧服務與就業。"
                        ],
                    ),
                ],
                visit=Visit(
                    [
                        ("時間", "110年9月3日14：00～16：30"),
                        ("地點", "藍岬社區服務中心"),
                        ("接待人員", "Grace Liddell 經理"),
                    ],
                    "2021-09-03",
                    "2021-09-03T14:00",
                    "2021-09-03T16:30",
                    "藍岬社區服務中心",
                    ["Grace Liddell"],
                    None,
                ),
            ),
        ],
    ),
    S(
        "三",
        "心得",
        role="reflections",
        kids=[
            S(
                "(一)",
                "遠距服務仍需要人",
                ["線上座談時對方一再強調，設備只是媒介，真正使居民安心的是認識多年的護理師。"],
            ),
            S(
                "(二)",
                "合署辦公須先談分攤",
                ["藍岬社區花費兩年協商費用分攤，協商完成後工程僅半年即告完工。"],
            ),
        ],
    ),
    S(
        "四",
        "建議",
        role="recommendations",
        topics=True,
        kids=[
            S(
                "(一)",
                "試辦離島合署服務據點",
                ["建議於馬祖選定一處據點，整合戶政、監理、郵政與社會福利櫃檯。"],
                lead=True,
            ),
            S(
                "(二)",
                "強化偏鄉駐點護理人力",
                [],
                [
                    S("1", "調整加給", ["依偏遠程度分三級調整加給。"], lead=True),
                    S("2", "保障輪調", ["服務滿2年者優先輪調，並保留原職缺。"], lead=True),
                ],
            ),
            S(
                "(三)",
                "擴充視訊診療設備",
                ["以5年時間汰換逾齡設備，並納入資通安全檢核。"],
                lead=True,
            ),
        ],
    ),
]

REPORT = Report(
    name="110-australia",
    meta={
        "cohort": 110,
        "title": "澳洲偏鄉公共服務線上研習及短期考察報告",
        "category": "其他",
        "organiser": "國家發展委員會",
        "reporters": "鄒處長建民等4人",
        "destination": ["澳洲"],
        "start": "2021-09-01",
        "end": "2021-09-07",
        "report_date": "2021-11-30",
        "headcount": 4,
    },
    cover=[
        ("small", "【虛構測試資料】"),
        ("label", "出國報告"),
        ("label", "（出國類別：其他）"),
        ("title", "澳洲偏鄉公共服務線上研習及短期考察報告"),
        ("label", "服務機關：國家發展委員會"),
        ("label", "姓名職稱：鄒處長建民等4人"),
        ("label", "派赴國家：澳洲"),
        ("label", "出國期間：110.09.01～110.09.07"),
        ("label", "報告日期：110.11.30"),
    ],
    roster_title="出國人員名單",
    roster_header=["序號", "職稱", "姓名", "服務機關（構）"],
    roster_tables=[("", [0, 1, 2, 3])],
    people=PEOPLE,
    themes=[],
    body=BODY,
    toc=[],
    timetable_header=[],
    entries=[],
    photos=[],
    style=STYLE,
)
