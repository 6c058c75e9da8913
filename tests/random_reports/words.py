"""What drawn reports are made of: names, agencies, hosts, sentences; how days and times are printed.

All people and hosts are made up by chance; the agencies are real names of Taiwanese agencies.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from random import Random

SURNAMES = "陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴周徐蘇葉莊呂江何蕭羅高潘簡朱鍾游詹胡施沈余"
GIVEN = "雅婷志明淑芬俊傑怡君建宏美玲冠宇佩珊承翰思穎家豪宜蓁文彬詩涵國華靜柏欣宗筱偉哲心彥廷郁嘉"
LONG_NAMES = ("歐陽志宏", "司徒美玲", "張簡建宏", "巴奈·達浪", "伊萬·納威", "Lahok·Ciwas")
AGENCIES = (
    "內政部", "外交部", "財政部關務署", "教育部國民及學前教育署", "法務部矯正署", "經濟部水利署",
    "勞動部", "農業部", "衛生福利部疾病管制署", "環境部", "文化部", "數位發展部", "國家發展委員會",
    "原住民族委員會", "客家委員會", "行政院主計總處", "審計部", "銓敘部", "考選部", "司法院",
    "臺北市政府教育局", "新北市政府", "桃園市政府交通局", "臺中市政府社會局", "高雄市政府工務局",
    "花蓮縣政府", "宜蘭縣政府衛生局", "新竹市政府", "公務人員保障暨培訓委員會", "國家文官學院",
    "行政院人事行政總處", "金融監督管理委員會", "海洋委員會海巡署", "中央選舉委員會",
)  # fmt: skip
POSTS = (
    "處長", "副處長", "司長", "科長", "專門委員", "簡任視察", "組長", "主任秘書", "參事", "技正",
    "局長", "專員", "視察", "研究員", "主任",
)  # fmt: skip
GRADES = ("簡任第十一職等", "簡任第十職等", "薦任第九職等", "簡任第12職等")
CLASSES = ("決策發展訓練(SDT)", "領導發展訓練(LDT)", "管理發展訓練(MDT)")
COUNTRIES = {
    "德國": ("柏林", "慕尼黑", "漢堡"), "日本": ("東京", "大阪", "福岡"), "丹麥": ("哥本哈根", "奧胡斯"),
    "加拿大": ("渥太華", "多倫多"), "法國": ("巴黎", "里昂"), "英國": ("倫敦", "曼徹斯特"),
    "澳洲": ("坎培拉", "雪梨"), "芬蘭": ("赫爾辛基", "坦佩雷"), "荷蘭": ("海牙", "鹿特丹"),
}  # fmt: skip
HOSTS = (
    "數位政府署", "國家審計院", "財政部", "環境局", "社會保險局", "創新中心", "公共行政學院",
    "市議會", "交通局", "水資源管理局", "青年發展中心", "資料保護局", "港務公司", "循環經濟園區",
    "高齡照護中心", "智慧城市辦公室", "能源研究所", "國家圖書館",
)  # fmt: skip
TOPICS = (
    "數位治理", "淨零轉型", "高齡社會", "人才發展", "資料治理", "風險管理", "循環經濟", "公共參與",
    "韌性城市", "人工智慧應用", "組織變革", "領導力",
)  # fmt: skip
FIRST_NAMES = ("Anna", "John", "Maria", "Peter", "Sofia", "James", "Laura", "Erik", "Claire")
LAST_NAMES = ("Schmidt", "Johnson", "Van Dijk", "Müller", "Nielsen", "Lefèvre", "O'Neill", "Taylor")
FORMS_OF_ADDRESS = ("Mr. ", "Ms. ", "Dr. ", "Prof. ")
SENTENCES = (
    "{0}為該國近年施政之重點,中央與地方分工明確,並設有跨部會協調機制",
    "受訪機關指出,{0}之成敗取決於領導者之承諾與資料之品質",
    "該機關自2015年起推動{0}相關計畫,每年投入經費約3.5億元",
    "推動初期遭遇第一線人員之疑慮,經由溝通與訓練逐步化解",
    "民眾可於單一窗口辦理各項業務,平均等候時間由12天縮短為3天",
    "評估結果顯示,參與之單位中有68%認為工作效率有所提升",
    "我國現行作法著重法令遵循,較少就{0}之成效進行追蹤",
    "其經驗可供我國研議相關政策時參考,惟仍須考量國情之差異",
)
VISITS_EN = ("Study Visit to the Agency for Digital Government", "National Audit Office")
COURSES_EN = ("Lecture on Public Governance in Practice", "Leading Change in the Public Sector")
WEEKDAYS = "一二三四五六日"
_NUMERALS = "一二三四五六七八九十"
_FORMAL = "壹貳參肆伍陸柒捌玖拾"


def numeral(number: int) -> str:
    """1…19 in Chinese."""
    return _NUMERALS[number - 1] if number <= 10 else "十" + _NUMERALS[number - 11]


def formal(number: int) -> str:
    """1…10 in formal numerals."""
    return _FORMAL[number - 1]


def name(draw: Random) -> str:
    """A person's name, mostly of three characters."""
    if draw.random() < 0.08:
        return draw.choice(LONG_NAMES)
    return draw.choice(SURNAMES) + "".join(draw.sample(GIVEN, draw.choice([2, 2, 2, 1])))


def paragraph(draw: Random, topic: str, sentences: int | None = None) -> str:
    """One to three sentences about a topic."""
    chosen = draw.sample(SENTENCES, sentences or draw.randint(1, 3))
    return "。".join(text.format(topic) for text in chosen) + "。"


def _weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


#: Ways to print a day, in a timetable or a body block.
DAYS: tuple[Callable[[date], str], ...] = (
    lambda d: f"{d.year - 1911}年{d.month}月{d.day}日({_weekday(d)})",
    lambda d: f"{d.month}月{d.day}日({_weekday(d)})",
    lambda d: f"{d.month}/{d.day}({_weekday(d)})",
    lambda d: f"{d.year}年{d.month}月{d.day}日(星期{_weekday(d)})",
    lambda d: f"{d.year - 1911}.{d.month:02d}.{d.day:02d}({_weekday(d)})",
    lambda d: f"{d.month}/{d.day} {d:%a}.",
    lambda d: f"{d.month}月{d.day}日\n星期{_weekday(d)}",
    lambda d: f"{d.month}/{d.day}\n({_weekday(d)})",
    lambda d: f"{d.month:02d}月{d.day:02d}日(週{_weekday(d)})",
)
#: Of these, the ones that stand in a body block.
DAYS_IN_TEXT = (DAYS[0], DAYS[3])


def _chinese(at: time) -> str:
    half, hour = ("上午", at.hour) if at.hour < 12 else ("下午", at.hour - 12 or 12)
    return f"{half}{hour}時" + (f"{at.minute}分" if at.minute else "")


def _of_day(at: time) -> str:
    return f"{at.hour}時" + (f"{at.minute}分" if at.minute else "")


#: Ways to print a time.
TIMES: tuple[Callable[[time, time], str], ...] = (
    lambda a, b: f"{a:%H:%M}-{b:%H:%M}",
    lambda a, b: f"{a:%H:%M}~{b:%H:%M}",
    lambda a, b: f"{_chinese(a)}至{_chinese(b)}",
    lambda a, b: f"{_of_day(a)}至{_of_day(b)}",
    lambda a, b: f"{a:%H%M}-{b:%H%M}",
    lambda a, b: f"{a:%H}：{a:%M}－{b:%H}：{b:%M}",
    lambda a, b: f"{a:%H:%M} - {b:%H:%M}",
)
TIMES_IN_TEXT = TIMES[:4]
