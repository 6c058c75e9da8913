"""Forms of one name, by what they have in common, and the finding that there are several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from tourlib.parse import Finding, finding

#: Form → lines, or places of a text.
Family = Mapping[str, Iterable[int]]
#: Lines that a message quotes of each form.
_QUOTED = 3


def families(uses: Iterable[tuple[str, str, int]]) -> Iterator[dict[str, list[int]]]:
    """The forms that share a key with another one, each with its lines.

    Args:
        uses: key, form and line of each use.

    >>> list(families([("209", "2.09", 4), ("209", "209", 7), ("31", "3.1", 9)]))
    [{'2.09': [4], '209': [7]}]
    """
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for key, form, line in uses:
        found[key][form].append(line)
    return (dict(forms) for forms in found.values() if len(forms) > 1)


def variant(forms: Family, severity: str = "warning") -> Finding:
    """The finding that a name is perhaps written in these forms."""
    kept = {form: list(dict.fromkeys(lines)) for form, lines in forms.items()}
    told = "、".join(
        f"「{form}」(第 {', '.join(map(str, lines[:_QUOTED]))} 行{'等' if len(lines) > _QUOTED else ''})"
        for form, lines in kept.items()
    )
    return finding(
        "name-variant",
        f"同一名稱可能有不同寫法：{told}。"
        f" / Perhaps one name: {', '.join(f'“{form}”' for form in kept)}.",
        severity=severity,
        lines=[line for lines in kept.values() for line in lines],
    )
