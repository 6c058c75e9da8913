"""Terms that the report itself glosses: 數位孿生(Digital Twin), 差價合約(Contract for Difference, CfD).

Trap: where the Chinese term begins is not printed. Quotes tell it; else how the string is used
elsewhere in the report does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from tourlib.text import HAN, join, normalize

_GLOSS = re.compile(
    rf"(?P<quoted>[「『《][^「」『』《》]{{2,24}}[」』》])?(?P<run>[{HAN}A-Za-z0-9/、-]*[{HAN}])?\s*[「『]?"
    rf"\(\s*(?P<inner>[A-Za-z][^(){HAN}]{{1,80}})\)"
)
_ABBREVIATION = re.compile(r"^[A-Z][A-Za-z0-9&/-]{0,9}$")
_NO_GLOSS = re.compile(r"^(?:e\.g|i\.e|p\.|pp\.|Mr|Ms|Mrs|Dr|Prof|https?:|www\.)|\d{4}\s*-\s*\d{4}", re.I)
#: Characters that end what stands before a term.
_BREAKS = re.compile(r"[、,]|[的之及與和或於在為由將對從以把被向讓使可也均即並而且但若如因等了著過]|包括|包含|透過|推動|推行|提供|建立|採用|運用|進行|例如|稱為|所謂|瞭解|了解|參訪|負責|強調|設立|導入|製造|不受|完成|配合|成為|以及|其他|屬於|簡稱|引入|落實|發行|鼓勵")
_MOST_HAN = 16


def find_glossary(lines: Iterable[tuple[int, str]]) -> list[dict[str, Any]]:
    """Rows of ``glossary``: one a term, in the order of first mention.

    Args:
        lines: number and text of the body's lines, as read.

    Returns:
        ``line`` of the first gloss, ``term``, ``english``, ``abbreviation``, ``count`` (uses of the
        term in these lines).
    """
    texts = [(number, normalize(text)) for number, text in lines]
    body = ""
    for _number, text in texts:
        body = join(body, text) if text and not body.endswith("。") else f"{body}\n{text}"
    rows: dict[str, dict[str, Any]] = {}
    for number, text in texts:
        for match in _GLOSS.finditer(text):
            found = _read(match, body)
            if found is None:
                continue
            term, english, abbreviation = found
            row = rows.setdefault(
                term, {"line": number, "term": term, "english": None, "abbreviation": None}
            )
            row["english"] = row["english"] or english
            row["abbreviation"] = row["abbreviation"] or abbreviation
    return [{**row, "count": body.count(row["term"])} for row in rows.values()]


def _read(match: re.Match[str], body: str) -> tuple[str, str | None, str | None] | None:
    inner = match["inner"].strip(" .,;")
    if _NO_GLOSS.search(inner) or not re.search("[A-Za-z]{2}", inner):
        return None
    if match["quoted"] and not match["run"]:
        term = match["quoted"][1:-1]
    elif match["run"]:
        term = _term(match["run"], body)
    else:
        return None
    if len(re.findall(f"[{HAN}]", term)) < 2:
        return None
    english, abbreviation = _divide(inner)
    return term, english, abbreviation


def _term(run: str, body: str) -> str:
    """The term at the end of a run of Chinese: cut behind the last break, then where the rest is
    used elsewhere too."""
    pieces = _BREAKS.split(run)
    term = pieces[-1] or run[-4:]
    if len(term) < 2:
        term = "".join(pieces[-2:])
    term = re.sub(r"^[A-Za-z0-9/-]+", "", term)[-_MOST_HAN:]
    best = term
    for start in range(1, len(term) - 1):
        shorter = term[start:]
        if body.count(shorter) >= 2 * max(1, body.count(best)) and len(shorter) >= 3:
            best = shorter
    return best


def _divide(inner: str) -> tuple[str | None, str | None]:
    parts = [part.strip() for part in inner.rsplit(",", 1)]
    if len(parts) == 2 and _ABBREVIATION.match(parts[1]) and re.search("[A-Z].*[A-Z]|[A-Z]$", parts[1]):
        return parts[0], parts[1]
    if _ABBREVIATION.match(inner) and inner.upper() == inner:
        return None, inner
    return inner, None
