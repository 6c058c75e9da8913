"""Posts and titles of one person that differ within a report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from tourlib.checks.alltext import Text
from tourlib.checks.facts import names_of
from tourlib.checks.lexicon import COMMON, level_of
from tourlib.parse import Finding, Row, finding
from tourlib.parse.body import ParsedReport
from tourlib.people.forms import post_cost
from tourlib.text import HAN, squeeze
from tourlib.vocabulary import meaning

#: Text that may follow a post after a name, other than punctuation: 王大明科長率團.
_GOES_ON = re.compile(f"[^{HAN}]|$|[等及與和暨率於致]")
#: A verb that is also a post.
_DOES = "代表"
#: Characters that turn a post into a body: 國家發展委員會.
_MORE = "會長員處局署部司"
_LONG_NAME = 3
#: Maximum distance in characters between a name and its post.
_REACH = 40


def check_posts(parsed: ParsedReport, text: Text) -> Iterator[Finding]:
    """Yield a finding for each post of a person that differs from the one given elsewhere."""
    people = parsed.rows["participants"]
    listed = {n for row in people for n in row.get("lines", (row["line"],))}
    yield from _bodies(people, listed, text)
    for name, post in with_posts(people):
        if listed >= {*text.lines_of(name[1:])}:
            continue  # like most people, named only in the roster
        others: dict[str, list[int]] = defaultdict(list)
        for said, line in _posts(name, text):
            if not _may_be_one_post(said, post) and line not in listed:
                others[said].append(line)
        for said, lines in others.items():
            told = f"名單中「{name}」的職稱為「{post}」，第 {lines[0]} 行為「{said}」。"
            english = f"The roster has “{name}” as “{post}”, the text as “{said}”."
            yield _mismatch(told, english, lines, said)


def _bodies(people: Sequence[Row], listed: Collection[int], text: Text) -> Iterator[Finding]:
    """Yield bodies before a name that belong to other people in the roster: 光復鄉公所曾鄉長坤榮."""
    bodies = {n for row in people for n in names_of(row)[1]} - {row["title"] for row in people}
    any_body = "|".join(map(re.escape, sorted(bodies, key=len, reverse=True))) or "$^"
    before = re.compile(rf"(?P<body>{any_body})[之的]?(?P<post>[{HAN}]{{0,6}})$")
    for row in people:
        name, whole = squeeze(row["name"] or ""), f"{row['agency']}{row['unit'] or ''}"
        for at in text.find(name[1:]) if len(name) >= _LONG_NAME else ():
            said, _surname, post = text.before(at)[-_REACH:].rpartition(name[0])
            told, line = before.search(said), text.line(at)
            if not told or line in listed or any(p and post_cost(p) for p in (post, told["post"])):
                continue
            if told["body"] not in names_of(row)[1] and told["body"] not in whole:
                message = f"名單中「{name}」的機關為「{whole}」，第 {line} 行為「{told['body']}」。"
                english = f"The roster has “{name}” of “{whole}”, the text of “{told['body']}”."
                yield _mismatch(message, english, [line], told["body"])


def _mismatch(told: str, english: str, lines: Iterable[int], mark: str) -> Finding:
    message = f"{told} / {english}"
    return finding("post-mismatch", message, table="participants", lines=lines, marks=[mark])


def with_posts(people: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """Yield Chinese names and posts of people who have both."""
    for row in people:
        name, post = squeeze(row["name"] or ""), squeeze(row["title"] or "")
        if re.fullmatch(f"[{HAN}]{{{_LONG_NAME},}}", name) and post:
            yield name, post


def _posts(name: str, text: Text) -> Iterator[tuple[str, int]]:
    """Yield the posts around, before and after a Chinese name, each with its line."""
    printed = rf"{name[0]}(?P<around>[{HAN}]{{2,8}}){name[1:]}"
    printed += rf"|(?P<before>[{HAN}]{{0,10}}){name}(?!/)\s?(?P<behind>[{HAN}]{{0,40}})"
    for match in re.finditer(printed, text.whole):
        before = match["before"] or ""
        said = match["around"] or _post_behind(match["behind"])
        ends = (before[at:] for at in range(len(before) - 1))
        said = said or next((post for post in ends if post_cost(post) == 0), "")
        if said and post_cost(said) == 0:
            yield said, text.line(match.start() + len(before))


def _post_behind(behind: str) -> str:
    """Return the longest post at the start of the text after a name, if the post may end there: at
    a pause, as a post of several words, or before another word (技正發表)."""
    for n in range(len(behind), 1, -1):
        said, rest = behind[:n], behind[n:]
        word = rest and rest[0] not in _MORE and (n > _LONG_NAME or level_of(rest[:2]) >= COMMON)
        ends = word or _GOES_ON.match(rest) or rest.startswith(_DOES)
        if ends and post_cost(said) == 0 and not said.endswith(_DOES):
            return said
    return ""


def _may_be_one_post(said: str, post: str) -> bool:
    """True if a person with the one post may be given the other: part of it (秘書 for 簡任秘書), or
    a role in the journey (團長). A deputy (副) is a different post."""
    short, whole = sorted((said, post), key=len)
    same = short in whole and not whole.partition(short)[0].endswith("副")
    return same or meaning("role", said) is not None
