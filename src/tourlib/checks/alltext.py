"""The text of a report as one string and as sentences, each with its source lines; variant forms
of a name."""

from __future__ import annotations

import bisect
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tourlib.outline.nodes import Paragraph
from tourlib.parse import Finding, finding
from tourlib.parse.body import ParsedReport
from tourlib.readers.text.lines import TextLine, ends_sentence, is_running_text, split_cells
from tourlib.text import has_han, normalize, squeeze

_SENTENCE = re.compile(r"[^。;!?\n]+[。;!?]?")
#: The last characters of a piece: enough to find the line of its paragraph on which it is printed.
_END = 6


#: Form → its lines, or its positions in a text.
Family = Mapping[str, Iterable[int]]
#: Number of lines that a message quotes for each form.
_QUOTED = 3


@dataclass(frozen=True, slots=True)
class Text:
    """The lines of a report, joined by line feeds except within a paragraph."""

    whole: str
    starts: tuple[int, ...]
    numbers: tuple[int, ...]

    def line(self, at: int) -> int:
        """Return the number of the source line at this position of the string."""
        return self.numbers[bisect.bisect_right(self.starts, at) - 1]

    def before(self, at: int) -> str:
        """Return the text that precedes this position on its line."""
        return self.whole[self.starts[bisect.bisect_right(self.starts, at) - 1] : at]

    def find(self, piece: str) -> Iterator[int]:
        """Yield every position at which the piece begins."""
        at = self.whole.find(piece)
        while at >= 0:
            yield at
            at = self.whole.find(piece, at + 1)

    def lines_of(self, piece: str) -> list[int]:
        """Return the lines that contain the piece, without duplicates."""
        return list(dict.fromkeys(self.line(at) for at in self.find(piece)))


def all_text(parsed: ParsedReport) -> Text:
    """Return all lines except blank lines, page numbers and running heads, normalised. Each cell of
    a table is a separate line; the lines of a paragraph are joined."""
    starts, numbers, pieces, at = list[int](), list[int](), [""], 0
    nodes = parsed.outline.nodes
    paragraphs = [p.lines for node in nodes for p in node.paragraphs if not p.row]
    paragraphs += [each.lines for node in nodes for each in node.fields]
    goes_on = {below for lines in paragraphs for below in lines[1:]}
    for line in parsed.lines:
        if line.blank or line.role is not None:
            continue
        cells = split_cells(line)
        for text in map(normalize, filter(None, cells)) if len(cells) > 1 else [line.text]:
            joint = "\n" if len(cells) > 1 or line.number not in goes_on else ""
            if not joint and not has_han(pieces[-1][-1:] + text[:1]):
                joint = " "
            pieces += [joint if starts else "", text]
            starts.append(at + len(pieces[-2]))
            numbers.append(line.number)
            at = starts[-1] + len(text)
    return Text("".join(pieces), tuple(starts), tuple(numbers))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the body. ``lines`` are the lines of its paragraph (number and text),
    ``section`` the section that holds it (from 1), ``chapter`` the role of its chapter;
    ``heads_chapter`` is true directly below the chapter's heading, ``beside_timetable`` in the
    section that holds most of the timetable."""

    text: str
    lines: tuple[tuple[int, str], ...]
    section: int
    chapter: str | None
    heads_chapter: bool = False
    beside_timetable: bool = False

    def line(self, piece: str) -> int:
        """Return the line on which a piece of the sentence ends, or on which its last characters begin."""
        texts = [squeeze(text) for _n, text in self.lines]
        whole = "".join(texts)
        at = whole.find(squeeze(piece)[-_END:], max(whole.find(squeeze(self.text)), 0))
        ends = itertools.accumulate(map(len, texts))
        return next((n for (n, _t), end in zip(self.lines, ends, strict=True) if at < end), 0)


def sentences(parsed: ParsedReport) -> Iterator[Sentence]:
    """Yield the sentences of the body, including footnotes. The summary in the archive's form counts as
    a section; the periods of the journey that are printed before the body belong to the ``cover``."""
    printed = {line.number: line for line in parsed.lines}
    yield from _before_body(parsed)
    rows = parsed.rows["sections"]
    starts = [row["line"] for row in rows]
    held = Counter(bisect.bisect_right(starts, row["line"]) for row in parsed.rows["sessions"])
    for at, (node, row) in enumerate(zip(parsed.outline.nodes, rows, strict=True)):
        heads, beside = row["parent"] is None, 2 * held[at + 1] > held.total()
        for paragraph in node.paragraphs:
            lines = tuple((number, printed[number].text) for number in paragraph.lines)
            told = _cells(paragraph, printed) or [normalize(paragraph.text)]
            for match in itertools.chain.from_iterable(map(_SENTENCE.finditer, told)):
                yield Sentence(match.group(), lines, at + 1, row["chapter"], heads, beside)


def _cells(paragraph: Paragraph, printed: Mapping[int, TextLine]) -> list[str]:
    """Return the cells of a paragraph that consists of table rows; empty for any other paragraph."""
    rows = [[*filter(None, map(normalize, split_cells(printed[n])))] for n in paragraph.lines]
    if not all(len(row) > 1 for row in rows):
        return []
    found = [*itertools.chain.from_iterable(rows)]
    bare = re.sub(r"\s", "", normalize(paragraph.text))
    return found if re.sub(r"\s", "", "".join(found)) == bare else []


def _before_body(parsed: ParsedReport) -> Iterator[Sentence]:
    """Yield the sentences of the archive form's summary, and the periods on cover and form."""
    form = parsed.cover.said_in_form
    lines = tuple((each.line, each.text) for each in form if each.field == "form")
    goes_on = (is_running_text(text) and not ends_sentence(text) for _n, text in lines)
    whole = "".join(t if on else f"{t}\n" for (_n, t), on in zip(lines, goes_on, strict=True))
    for said in filter(is_running_text, _SENTENCE.findall(whole)):
        yield Sentence(normalize(said), lines, 0, "summary")
    for chapter, said_there in (("cover", parsed.cover.said), ("summary", form)):
        for each in (each for each in said_there if each.field == "period"):
            text = f"出國期間:{normalize(each.text)}"
            yield Sentence(text, ((each.line, each.text),), 0, chapter)


def in_order(chars: str, name: str) -> bool:
    """True if all characters of a short form occur in the name, in the same order."""
    rest = iter(name)
    return all(char in rest for char in chars)


def families(uses: Iterable[tuple[str, str, int]]) -> Iterator[dict[str, list[int]]]:
    """Yield the forms that share a key with at least one other form, each with its lines.

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
    """Return the finding that these forms may be different spellings of one name."""
    kept = {form: list(dict.fromkeys(lines)) for form, lines in forms.items()}
    told = "、".join(
        f"「{form}」(第 {', '.join(map(str, lines[:_QUOTED]))} 行{'等' if len(lines) > _QUOTED else ''})"
        for form, lines in kept.items()
    )
    message = f"同一名稱可能有不同寫法：{told}。"
    message += f" / Perhaps one name: {', '.join(f'“{form}”' for form in kept)}."
    every = [line for lines in kept.values() for line in lines]
    return finding("name-variant", message, severity=severity, lines=every)
