"""Posts and titles of one person that differ within a report."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from tourlib.checks.alltext import Text
from tourlib.checks.facts import names_of
from tourlib.checks.lexicon import COMMON, level_of
from tourlib.parse import Finding, Row, finding
from tourlib.parse.body import ParsedReport
from tourlib.people.forms import post_cost
from tourlib.text import HAN, has_han, squeeze
from tourlib.vocabulary import meaning

#: Text that may follow a post after a name, other than punctuation: 王大明科長率團, 王大明科長則表示.
_GOES_ON = re.compile(f"[^{HAN}]|$|[等及與和暨率於致則亦也並曾就對以由另]")
#: A verb that is also a post.
_DOES = "代表"
#: Characters that turn a post into a body: 國家發展委員會.
_MORE = "會長員處局署部司"
_LONG_NAME = 3
_GRADE = re.compile("^(?:常務|政務|副|代理)?")
#: Posts with a rank; a person rarely holds two of them.
_RANK = re.compile("副?(?:[部次署局處科課組司股室院校所館廳]長|主任|法官|檢察官)$")
_POST = rf"(?P<post>[{HAN}]{{0,10}}?{_RANK.pattern[:-1]})"
#: A post after a name (Schneider科長簡報, Petra Schneider(公民參與科科長)), or before it.
_BEHIND = re.compile(rf"(?:[{HAN}]{{2}})??\s?(?:[(,]\s?)?{_POST}")
_BEFORE = re.compile(
    rf"{_POST}\s?(?:(?:Prof|Dr|Mr|Ms|Mrs|Miss|Herr|Frau)\.?\s?)*(?:[A-ZÀ-Ý][^\s{HAN}]*\s)*$"
)
_TITLE = re.compile(
    r"(Ms|Mrs|Miss|Frau|Mr|Herr)\.?\s(?:(?:Dr|Prof)\.?\s)*(?:(?!and |Mr|Ms|Miss|Frau|Herr)[A-Za-zÀ-ɏ.'’-]+\s){0,3}$"
)
_WOMEN = re.compile("女士|小姐|Ms|Mrs|Miss|Frau")
_LEADS = re.compile(rf"由(?P<who>[{HAN}\s]{{3,30}}?)(?:擔任(?:團長|領隊)|率[團隊領同])")
#: Maximum distance in characters between a name and its post.
_REACH = 40


def check_posts(parsed: ParsedReport, text: Text) -> Iterator[Finding]:
    """Yield a finding for each post of a person that differs from the one given elsewhere."""
    people = parsed.rows["participants"]
    listed = {n for row in people for n in row.get("lines", (row["line"],))}
    yield from _leaders(people, text)
    yield from _bodies(people, listed, text)
    families = Counter((row["name"] or " ")[0] for row in people)
    for name, post in with_posts(people):
        called = families[name[0]] == 1 and f"{name[0]}{post}" in text.whole
        if listed >= {*text.lines_of(name[1:])} and not called:
            continue  # like most people, named only in the roster
        others: dict[str, list[int]] = defaultdict(list)
        for said, line in _posts(name, post if called else "", text):
            if not _may_be_one_post(said, post) and line not in listed:
                others[said].append(line)
        for said, lines in others.items():
            told = f"名單中「{name}」的職稱為「{post}」，第 {lines[0]} 行為「{said}」。"
            english = f"The roster has “{name}” as “{post}”, the text as “{said}”."
            yield _mismatch(told, english, "participants", lines, said)
    yield from _of_speakers(parsed, text)


def _leaders(people: Sequence[Row], text: Text) -> Iterator[Finding]:
    """Yield people who are said to lead but are not the leader in the roster: 由林司長國棟擔任團長."""
    leaders = [squeeze(row["name"]) for row in people if row["role"] == "leader" and row["name"]]
    others = [each for each in with_posts(people) if each[0] not in leaders]
    for match in _LEADS.finditer(text.whole) if leaders else ():
        who = squeeze(match["who"])
        for name, post in others if not any(name in who for name in leaders) else ():
            if name in who or f"{name[0]}{post}{name[1:]}" in who:
                line = text.line(match.start("who"))
                told = f"名單中的團長為「{'、'.join(leaders)}」，第 {line} 行為「{name}」。"
                english = f"The roster has “{', '.join(leaders)}” as leader, the text “{name}”."
                yield _mismatch(told, english, "participants", [line], name)


def _bodies(people: Sequence[Row], listed: Collection[int], text: Text) -> Iterator[Finding]:
    """Yield bodies before a name that belong to other people in the roster: 光復鄉公所曾鄉長坤榮."""
    rows = [
        (squeeze(row["name"] or ""), f"{row['agency']}{row['unit'] or ''}", names_of(row)[1])
        for row in people
    ]
    bodies = {n for *_who, names in rows for n in names} - {row["title"] for row in people}
    any_body = "|".join(map(re.escape, sorted(bodies, key=len, reverse=True))) or "$^"
    before = re.compile(rf"(?P<body>{any_body})[之的]?(?P<post>[{HAN}]{{0,6}})$")
    for name, whole, own in rows:
        for at in text.find(name[1:]) if len(name) >= _LONG_NAME else ():
            said, _surname, post = text.before(at)[-_REACH:].rpartition(name[0])
            told, line = before.search(said), text.line(at)
            if not told or any(each and post_cost(each) for each in (post, told["post"])):
                continue
            if line not in listed and told["body"] not in {*own} and told["body"] not in whole:
                said_so = f"名單中「{name}」的機關為「{whole}」，第 {line} 行為「{told['body']}」。"
                english = f"The roster has “{name}” of “{whole}”, the text of “{told['body']}”."
                yield _mismatch(said_so, english, "participants", [line], told["body"])


def _mismatch(told: str, english: str, table: str, lines: Iterable[int], *marks: str) -> Finding:
    return finding("post-mismatch", f"{told} / {english}", table=table, lines=[*lines], marks=marks)


def with_posts(people: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """Yield Chinese names and posts of people who have both."""
    for row in people:
        name, post = squeeze(row["name"] or ""), squeeze(row["title"] or "")
        if re.fullmatch(f"[{HAN}]{{{_LONG_NAME},}}", name) and post:
            yield name, post


def _posts(name: str, called: str, text: Text) -> Iterator[tuple[str, int]]:
    """Yield the posts around and after a Chinese name, each with its line. If one person alone is
    ``called`` by surname and post, other grades of it count, too: 薛常務次長, 薛政務次長."""
    printed = rf"{name[0]}(?P<around>[{HAN}]{{2,8}}){name[1:]}"
    printed += rf"|(?P<before>[{HAN}]{{0,10}}){name}(?!/)\s?(?P<behind>[{HAN}]{{0,40}})"
    rank = re.escape(_GRADE.sub("", called, count=1)) or "$^"
    printed += f"|{name[0]}(?P<graded>{_GRADE.pattern[1:]}{rank})"
    for match in re.finditer(printed, text.whole):
        before, behind = match["before"] or "", match["behind"] or ""
        ends = (before[at:] for at in range(len(before) - 1))
        said = match["around"] or match["graded"] or _post_before(behind)
        said = said or next((post for post in ends if post_cost(post) == 0), "")
        if said and post_cost(said) == 0:
            yield said, text.line(match.start() + len(before))


def _post_before(behind: str) -> str:
    """Return the longest post at the start of the text after a name, if the post may end there: at
    a pause, as a post of several words, or before another word (技正發表)."""
    ends = (
        n
        for n in range(len(behind), 1, -1)
        if _GOES_ON.match(behind[n:])
        or (behind[n] not in _MORE and (n > _LONG_NAME or level_of(behind[n : n + 2]) >= COMMON))
    )
    posts = (behind[:n] for n in ends if post_cost(behind[:n]) == 0)
    post = next((post for post in posts if not post.startswith(_DOES)), "")
    without = post.removesuffix(_DOES)
    return without if without and post_cost(without) == 0 else post


def _may_be_one_post(said: str, post: str) -> bool:
    """True if a person with the one post may be given the other: part of it (秘書 for 簡任秘書), or
    a role in the journey (團長). A deputy (副) is a different post."""
    short, whole = sorted((said, post), key=len)
    same = short in whole and not whole.partition(short)[0].endswith("副")
    return same or meaning("role", said) is not None


def _of_speakers(parsed: ParsedReport, text: Text) -> Iterator[Finding]:
    """Yield ranks and forms of address of speakers that differ within the report."""
    rows = [*parsed.rows["visits"], *parsed.rows["sessions"]]
    for form in _surnames({name for row in rows for name in row["speakers"]}):
        for uses in _told_of(form, text):
            # If a line gives several, they may belong to several people.
            lines = Counter(use[0] for use in uses)
            kinds = {use[2]: use for use in reversed(uses) if lines[use[0]] == 1}
            if len(kinds) == 2:
                (a, first, _kind), (b, other, _other) = sorted(kinds.values())
                told = f"第 {a} 行「{form}」為「{first}」，第 {b} 行為「{other}」。"
                english = f"“{form}” is “{first}”, and “{other}” elsewhere."
                yield _mismatch(told, english, "visits", (a, b), first, other)


def _surnames(names: Iterable[str]) -> list[str]:
    """Return what a single speaker is called: the last Latin word, two of four characters, or all three."""
    forms = [name.split()[-1] if not has_han(name) else name[:2] if len(name) > _LONG_NAME else name
             for name in names
             if (" " in name and not has_han(name)) or re.fullmatch(f"[{HAN}]{{3,4}}", name)]  # fmt: skip
    return sorted(form for form, n in Counter(forms).items() if n == 1 and len(form) > 1)


_Use = tuple[int, str, str]


def _told_of(form: str, text: Text) -> tuple[list[_Use], list[_Use]]:
    """Return line, post and rank for each post beside a surname (or a name that ends in it), and
    line, title and sex for each form of address before a name in Latin letters."""
    ranks, addresses = list[_Use](), list[_Use]()
    for at in text.find(form):
        end, line = at + len(form), text.line(at)
        before = text.whole[max(0, at - _REACH) : at].rpartition("\n")[2]
        behind = text.whole[end : end + _REACH].partition("\n")[0]
        if not has_han(form) and re.search("[A-Za-z]", before[-1:] + behind[:1]):
            continue
        posts = [told["post"] for told in (_BEHIND.match(behind), _BEFORE.search(before)) if told]
        posts = [post for post in posts if post_cost(post) is not None]
        # A post after a name may belong to the next name.
        if len(posts) == 1 and (rank := _RANK.search(posts[0])):
            ranks.append((line, posts[0], rank.group()))
        if told := re.match(r"\s?(女士|小姐|先生)", behind) or _TITLE.search(before):
            addresses.append((line, told[1], "f" if _WOMEN.match(told[1]) else "m"))
    return ranks, addresses
