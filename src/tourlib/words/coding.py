"""Coding rules for content analysis: concepts, each defined by words that indicate it, as in KH Coder
(Higuchi 2016, "A Two-Step Approach to Quantitative Content Analysis", Ritsumeikan Social Sciences
Review 52(3)).

A coding is a file ``data/coding/<name>.toml``. A concept is present in a sentence if one of its
rules applies:

    [concept.ai-ethics]
    label = "AI 倫理"
    any = ["AI 倫理", "演算法偏見"]              # OR: one of these words
    all = [["AI", "透明度"], ["AI", "隱私"]]    # AND: all words of one group
    near = [["資料", "信任", 6]]                # NEAR: at most this many characters between
    not = ["AI 展覽"]                           # not in a sentence with one of these
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
from pydantic import Field, StringConstraints, ValidationError
from pydantic.dataclasses import dataclass

from tourlib.cohort import data_folder
from tourlib.errors import ReportError
from tourlib.files import read_toml
from tourlib.text import HAN
from tourlib.words.kwic import split_sentences
from tourlib.words.tokens import places_of

#: The rest of an office's name. A planned body (委員會, 中心) counts as a mention of its concept.
_OFFICE = re.compile(
    f"(?:(?![的之與和及對由各於在])[{HAN}]){{0,4}}?(?:[署廳]|(?<![公布結大當])[局司處](?![理分置罰境面勢機]))"
)
#: Maximum size of a coding file.
_MAX_BYTES = 1024 * 1024
Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Words = tuple[Word, ...]


@dataclass(frozen=True, config={"extra": "forbid"})
class Concept:
    """A concept and the words that indicate it."""

    name: str
    label: str
    any: Words = ()
    all: tuple[Annotated[Words, Field(min_length=2)], ...] = ()
    near: tuple[tuple[Word, Word, int], ...] = ()
    without: Words = ()

    @property
    def words(self) -> frozenset[str]:
        """All words in the rules."""
        together = [word for group in self.all for word in group]
        beside = [word for first, second, _gap in self.near for word in (first, second)]
        return frozenset([*self.any, *self.without, *together, *beside])


@dataclass(frozen=True)
class Coding:
    """A set of concepts. ``starting`` is true for a starting set that no analyst has checked
    against the texts."""

    title: str
    starting: bool
    concepts: tuple[Concept, ...]


_NONE = Coding("沒有編碼規則 no coding", starting=False, concepts=())


def load_coding(name: str | None = None) -> Coding:
    """Load ``data/coding/<name>.toml`` from the data folder of the reports.

    Args:
        name: defaults to the starting set. Without a data folder, or without ``coding`` in it, the
            coding has no concepts, and charts say so.

    Raises:
        ReportError: the file is missing, is not TOML, or holds an invalid rule.
    """
    try:
        folder = data_folder() / "coding"
    except ReportError:
        if name is not None:
            raise
        return _NONE
    if name is None and not folder.exists():
        return _NONE
    return read_coding(folder / f"{name or 'starting_set'}.toml")


def read_coding(path: str | Path) -> Coding:
    """Read a coding file.

    Raises:
        ReportError: the file is missing, is not TOML, or holds an invalid rule.
    """
    file = Path(path)
    if not file.exists():
        raise ReportError(
            "沒有這個編碼檔 no such coding file",
            file=file,
            hint="編碼檔在 codings are in data/coding/",
        )
    said = read_toml(file, _MAX_BYTES, what="not readable as TOML", hint="mend the line named")
    concepts = said.get("concept")
    if not isinstance(concepts, dict) or not concepts:
        raise ReportError(
            "裡面沒有概念 no concept in it", file=file, hint='add [concept.name] with any = ["…"]'
        )
    read = tuple(_concept(name, rules, file) for name, rules in concepts.items())
    return Coding(str(said.get("title", file.stem)), bool(said.get("starting", False)), read)


def _concept(name: str, said: Any, file: Path) -> Concept:
    place = f"[concept.{name}]"
    if not isinstance(said, dict) or not said.keys() & {"any", "all", "near"}:
        raise ReportError(
            "概念沒有規則 a concept without a rule", file=file, place=place, hint='any = ["…"]'
        )
    rules = {"without" if key == "not" else key: rule for key, rule in said.items()}
    try:
        return Concept(**{"name": name, "label": name} | rules)
    except ValidationError as error:
        first = error.errors()[0]
        rule = ".".join(map(str, first["loc"]))
        hint = 'label, any = ["…"], all = [["…", "…"]], near = [["…", "…", 10]], not = ["…"]'
        reason = f"規則的寫法不對 a rule that is none: {rule}: {first['msg']}"
        raise ReportError(reason, file=file, place=place, hint=hint) from None


def code_texts(frame: pd.DataFrame, coding: Coding, by: str) -> pd.DataFrame:
    """Count how often each concept is mentioned.

    Args:
        frame: one row per text: ``text`` and the key; rows without a key are left out.
        coding: the concepts.
        by: column of the key: ``theme``, ``topic``, ``chapter``, ``cohort`` …

    Returns:
        One row per key and concept, including concepts that are never mentioned: the key, ``concept``,
        ``label``, ``sentences`` (that mention it), ``of`` (sentences in all, without headings),
        ``share`` = sentences / of, ``rows`` (labels in the frame of the texts that mention it).
    """
    kept = frame[frame[by].notna()]
    said = kept["text"].fillna("").map(split_sentences).explode().dropna()
    told = said.map(lambda sentence: concepts_in(sentence, coding.concepts))
    rows = []
    for key, texts in kept.groupby(by, sort=False):
        own = told[told.index.isin(texts.index)]
        for concept in coding.concepts:
            hits = own.index[[concept.name in names for names in own]]
            n, of = len(hits), len(own)
            rows.append((key, concept.name, concept.label, n, of, n / max(of, 1), [*hits.unique()]))
    table = pd.DataFrame(rows, columns=[by, "concept", "label", "sentences", "of", "share", "rows"])
    kinds = {"concept": "string", "label": "string", "sentences": "Int64", "of": "Int64"}
    table = table.astype({by: frame[by].dtype} | kinds)
    return table.sort_values(by, kind="stable", ignore_index=True)


def concepts_in(sentence: str, concepts: Iterable[Concept]) -> list[str]:
    """Return the names of the concepts that a sentence mentions; the name of an office (綠能發展處)
    does not count."""
    concepts = tuple(concepts)
    words = frozenset(word for concept in concepts for word in concept.words)
    places = {
        word: [span for span in spans if not _OFFICE.match(sentence, span[1])]
        for word, spans in places_of(sentence, words).items()
    }
    return [concept.name for concept in concepts if _speaks_of(concept, places)]


def _speaks_of(concept: Concept, places: Mapping[str, list[tuple[int, int]]]) -> bool:
    if any(places[word] for word in concept.without):
        return False
    if any(all(places[word] for word in group) for group in [*zip(concept.any), *concept.all]):
        return True
    return any(
        max(a[0], b[0]) - min(a[1], b[1]) <= gap
        for first, second, gap in concept.near
        for a, b in itertools.product(places[first], places[second])
    )
