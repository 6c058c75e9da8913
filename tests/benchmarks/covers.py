"""How many people of covers are read right, in every printed form.

    python tests/benchmarks/covers.py [HOW MANY]

Covers are drawn from the directory of agencies and the posts of the vocabulary, with invented
names. A person is right where name, agency, unit and post are all as printed; a wrong one is told where
a finding names the line.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from tourlib.directory.bodies import agencies
from tourlib.directory.resolution import resolve
from tourlib.lines import Line, Source
from tourlib.people.forms import people_words
from tourlib.report import build_report

MANY, WANTED, SEED = 1000, 0.97, 20
FAMILIES = "陳林黃張李王吳劉蔡楊許鄭謝洪郭邱曾廖賴徐周葉蘇莊呂江何蕭羅高潘簡朱鍾游彭詹胡施沈余盧梁趙顏柯翁魏孫戴范方宋"
GIVEN = "志明建國文華美玲淑芬雅婷怡君俊傑家豪宗翰冠宇承恩柏彥廷哲瑋育誠佳穎欣雯惠如麗珠秀英素貞月娥德仁義信忠孝安平永福祥瑞宏達偉立民青一行"
DOUBLE = ("歐陽", "張簡", "范姜", "司馬")
UNITS = (
    "秘書室", "人事室", "主計室", "政風室", "資訊室", "企劃處", "總務處", "綜合規劃司", "數位政府司", "國際合作處",
    "第一組", "第二科", "教務處", "學務處", "民政課", "建設課", "清潔隊", "研究發展處", "業務組", "會計室",
)  # fmt: skip
#: Posts with their parts; those of the vocabulary that stand alone.
POSTS = sorted(
    people_words("stem")
    - {"工作人員", "博士", "家長", "村民", "里民", "業者", "會務", "攝影", "文書"}
)
HEADED = (
    "科長",
    "組長",
    "處長",
    "局長",
    "課長",
    "股長",
    "副局長",
    "副處長",
    "小隊長",
    "里長",
    "校長",
    "院長",
)
MADE = (
    "保育員", "管制員", "稽查員", "分析師", "管理師", "設計師", "審查官", "調查官", "助理研究員", "副教授", "約聘人員",
    "簡任技正", "薦任科員", "專任運動教練", "里幹事", "村幹事", "教務主任", "組主任", "副工程司", "主任秘書",
)  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """A person as drawn."""

    name: str
    title: str
    agency: str
    unit: str = ""


def draw_name(rng: random.Random) -> str:
    """An invented name: mostly of three characters, some of two or four, masked, with a dot, Latin."""
    kind, family = rng.random(), rng.choice(FAMILIES)
    one, two = rng.choice(GIVEN), rng.choice(GIVEN)
    if kind < 0.05:
        return family + one
    if kind < 0.08:
        return rng.choice(DOUBLE) + one + two
    if kind < 0.10:
        return f"{family}○{two}"
    if kind < 0.12:
        return f"{one}{two}{rng.choice(GIVEN)}·{two}{one}"
    if kind < 0.14:
        return rng.choice(("Jan Smit", "Ada Vos", "Panay Lin-Kacaw", "David Wang"))
    return family + one + two


def draw_post(rng: random.Random) -> str:
    """A post: heads and common posts more often than the rest of the vocabulary."""
    return rng.choice(rng.choice((HEADED, MADE, POSTS)))


#: Form → the lines of the cover for these people of one agency.
FORMS: dict[str, Callable[[str, list[Drawn]], list[str]]] = {
    "姓名 職稱": lambda agency, people: [
        f"服務機關：{agency}", "姓名職稱：" + "\n".join(f"{p.name} {p.title}" for p in people)
    ],
    "職稱姓名、": lambda agency, people: [
        f"服務機關：{agency}", "職稱姓名：" + "、".join(p.title + p.name for p in people)
    ],
    "姓名職稱、": lambda agency, people: [
        f"服務機關：{agency}", "姓名職稱：" + "、".join(p.name + p.title for p in people)
    ],
    "單位 職稱 姓名": lambda agency, people: [
        f"服務機關：{agency}",
        "出國人員：" + "\n".join(f"{p.unit} {p.title} {p.name}" for p in people),
    ],
    "姓名/職稱": lambda agency, people: [
        f"服務機關：{agency}", "姓名/職稱：" + "\n".join(f"{p.name}/{p.title}" for p in people)
    ],
    "姓名(職稱)": lambda agency, people: [
        f"服務機關：{agency}", "報告人員：" + "、".join(f"{p.name}({p.title})" for p in people)
    ],
    "提要": lambda agency, people: [
        f"姓名職稱：{people[0].name}{people[0].title}等{len(people)}人",
        "公務出國報告提要", "出國人員姓名/服務機關/單位/職稱/電話",
        *(f"{p.name}/{p.agency}/{p.unit}/{p.title}/02-23800001" for p in people),
        "出國類別：■1考察□2進修□3研究□4實習□5其他",
    ],
    "單位姓職稱名": lambda agency, people: [
        f"服務機關：{agency}",
        "考察人員：" + "、".join(f"{p.unit}{p.name[0]}{p.title}{p.name[1:]}" for p in people),
    ],
}  # fmt: skip
WITH_UNIT = {"單位 職稱 姓名", "提要", "單位姓職稱名"}


def draw_cover(rng: random.Random, form: str, names: list[str]) -> tuple[str, list[Drawn]]:
    """A report whose cover is of this form, and the people on it."""
    agency = rng.choice(names)
    unit = (lambda: rng.choice(UNITS)) if form in WITH_UNIT else (lambda: "")
    drawn = dict.fromkeys(draw_name(rng) for _ in range(rng.randint(1, 4)))
    people = [Drawn(name, draw_post(rng), agency, unit()) for name in drawn]
    if form == "單位姓職稱名":
        heads = [(p, draw_family(rng)) for p in people]
        people = [Drawn(name, rng.choice(HEADED), p.agency, p.unit) for p, name in heads]
    lines = "\n".join(FORMS[form](agency, people))
    period = "派赴國家：泰國\n出國期間：113年10月14日至10月19日"
    text = f"出國報告（出國類別：考察）\n考察甲國作法\n{lines}\n{period}\n\n壹、目的\n說明。\n"
    return text, people


def draw_family(rng: random.Random) -> str:
    """A name of three characters, as post and name are put into each other."""
    return rng.choice(FAMILIES) + rng.choice(GIVEN) + rng.choice(GIVEN)


def main() -> int:
    """The share of people read right by form, and how many are wrong without a finding."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    rng = random.Random(SEED)
    names = [a.name for a in agencies() if resolve(a.name).match == "exact" and a.valid_to is None]
    counts: Counter[tuple[str, str]] = Counter()
    for number in range(many):
        form = list(FORMS)[number % len(FORMS)]
        text, people = draw_cover(rng, form, names)
        lines = tuple(Line(n, line) for n, line in enumerate(text.split("\n"), 1))
        report = build_report(Source("r.txt", "text", lines))
        columns = ["name", "title", "agency", "unit"]
        read = {Drawn(*row) for row in report.participants[columns].fillna("").values.tolist()}
        said = "\n".join(
            report.findings["message"][report.findings["code"].str.startswith("person-")]
        )
        for person in dict.fromkeys(people):
            right = person in read
            told = right or person.name[:2] in said or person.title in said
            counts[form, "right" if right else "told" if told else "silent"] += 1
            counts[form, "doubted"] += int(right and person.name in said)
            if not right and "-v" in sys.argv:
                got = [r for r in read if r not in people]
                print(form, person, "→", got, "" if told else "(silent)")
    total: Counter[str] = Counter()
    print(f"{'form':16s} people  right  told  silent  doubted though right")
    for form in FORMS:
        of_form = {key: counts[form, key] for key in ("right", "told", "silent", "doubted")}
        total.update(of_form)
        every = of_form["right"] + of_form["told"] + of_form["silent"]
        share = of_form["right"] / every
        print(
            f"{form:16s} {every:6d} {share:6.1%} {of_form['told']:5d} {of_form['silent']:7d} {of_form['doubted']:8d}"
        )
    every = total["right"] + total["told"] + total["silent"]
    share = total["right"] / every
    print(
        f"{'all':16s} {every:6d} {share:6.1%} {total['told']:5d} {total['silent']:7d} {total['doubted']:8d}"
    )
    return int(share < WANTED or total["silent"] > 0)


if __name__ == "__main__":
    raise SystemExit(main())
