"""Coding rules of content analysis: concepts, each by the words that tell of it, as in KH Coder
(Higuchi 2016, "A Two-Step Approach to Quantitative Content Analysis", Ritsumeikan Social Sciences
Review 52(3)).

A coding is a file ``data/coding/<name>.toml``. A concept is told by any of its rules, in one sentence:

    [concept.ai-ethics]
    label = "AI 倫理"
    any = ["AI 倫理", "演算法偏見"]              # OR: one of these words
    all = [["AI", "透明度"], ["AI", "隱私"]]    # AND: all words of one group
    near = [["資料", "信任", 6]]                # NEAR: at most so many characters between
    not = ["AI 展覽"]                           # not in a sentence with one of these
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
from pydantic import Field, StringConstraints, ValidationError
from pydantic.dataclasses import dataclass

from tourlib.cohort import data_folder
from tourlib.errors import ReportError
from tourlib.files import read_toml
from tourlib.words.kwic import split_sentences
from tourlib.words.texts import join_texts
from tourlib.words.tokens import places_of

#: A coding file is no larger.
_MAX_BYTES = 1024 * 1024
_KEYS = frozenset({"label", "any", "all", "near", "not"})
Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Words = tuple[Word, ...]


@dataclass(frozen=True)
class Concept:
    """A concept and the words that tell of it."""

    name: str
    label: str
    any: Words = ()
    all: tuple[Annotated[Words, Field(min_length=2)], ...] = ()
    near: tuple[tuple[Word, Word, int], ...] = ()
    without: Words = ()

    @property
    def words(self) -> frozenset[str]:
        """All words of the rules."""
        together = [word for group in self.all for word in group]
        beside = [word for first, second, _gap in self.near for word in (first, second)]
        return frozenset([*self.any, *self.without, *together, *beside])


@dataclass(frozen=True)
class Coding:
    """A set of concepts. ``starting`` tells that it is a set to begin with, not one that an analyst
    has checked against the texts."""

    title: str
    starting: bool
    concepts: tuple[Concept, ...]


_NONE = Coding("沒有編碼規則 no coding", starting=False, concepts=())


def load_coding(name: str | None = None) -> Coding:
    """The coding ``data/coding/<name>.toml`` of the data folder that the reports are in.

    Args:
        name: by default the starting set; where there is no data folder or it has no ``coding``, a
            coding without concepts, of which charts say that there is none.

    Raises:
        ReportError: no such file, no TOML, or a rule that is none.
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
        ReportError: no such file, no TOML, or a rule that is none.
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
    unknown = sorted(said.keys() - _KEYS)
    if unknown:
        raise ReportError(
            f"unknown key {unknown[0]!r}", file=file, place=place, hint=", ".join(sorted(_KEYS))
        )
    rules = {"without" if key == "not" else key: rule for key, rule in said.items()}
    try:
        return Concept(**{"name": name, "label": name} | rules)
    except ValidationError as error:
        first = error.errors()[0]
        rule = ".".join(map(str, first["loc"]))
        hint = 'any = ["…"], all = [["…", "…"]], near = [["…", "…", 10]], not = ["…"]'
        reason = f"規則的寫法不對 a rule that is none: {rule}: {first['msg']}"
        raise ReportError(reason, file=file, place=place, hint=hint) from None


def code_texts(frame: pd.DataFrame, coding: Coding, by: str) -> pd.DataFrame:
    """How often each concept is spoken of.

    Args:
        frame: one row a text: ``text``, perhaps ``title``, and the key; rows without a key are left
            out.
        coding: the concepts.
        by: column of the key: ``theme``, ``topic``, ``chapter``, ``cohort`` …

    Returns:
        One row a key and concept, also where it is never spoken of: the key, ``concept``, ``label``,
        ``sentences`` (that speak of it), ``of`` (sentences in all), ``share`` = sentences / of, ``rows`` (labels
        in the frame of the texts that speak of it).
    """
    found: dict[object, dict[str, int]] = {}
    total: dict[object, int] = {}
    places: dict[tuple[object, str], dict[object, None]] = {}
    kept = frame[frame[by].notna()]
    for label, key, text in zip(kept.index, kept[by], join_texts(kept), strict=True):
        counts = found.setdefault(key, dict.fromkeys((c.name for c in coding.concepts), 0))
        for sentence in split_sentences(text):
            total[key] = total.get(key, 0) + 1
            for name in concepts_in(sentence, coding.concepts):
                counts[name] += 1
                places.setdefault((key, name), {})[label] = None
    labels = {concept.name: concept.label for concept in coding.concepts}
    rows = []
    for key, counts in found.items():
        of = total.get(key, 0)
        rows += [
            (key, name, labels[name], n, of, n / max(of, 1), list(places.get((key, name), ())))
            for name, n in counts.items()
        ]
    table = pd.DataFrame(rows, columns=[by, "concept", "label", "sentences", "of", "share", "rows"])
    text, whole = ("concept", "label"), ("sentences", "of")
    table = table.astype(dict.fromkeys(text, "string") | dict.fromkeys(whole, "Int64"))
    table[by] = table[by].astype(frame[by].dtype)
    return table.sort_values(by, kind="stable", ignore_index=True)


def concepts_in(sentence: str, concepts: Iterable[Concept]) -> list[str]:
    """Names of the concepts that a sentence speaks of."""
    concepts = tuple(concepts)
    words = frozenset(word for concept in concepts for word in concept.words)
    places = places_of(sentence, words)
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
