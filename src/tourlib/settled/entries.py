"""The entries of a cohort file: one class per kind of entry, validated on creation.

A key that is not given is ``None`` and leaves the table as read; an empty text clears the cell.
"""

from __future__ import annotations

import datetime
from dataclasses import fields
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, Strict, model_validator
from pydantic.dataclasses import dataclass

from tourlib.directory.titles import title_groups

_CONFIG = ConfigDict(extra="forbid")
#: Keys of an entry that say which row is meant, and why; the others are cells.
_NAMING = frozenset({"line", "printed", "why"})


def _rank(name: str) -> str:
    if name not in title_groups():
        raise ValueError(f"rank 須為下列之一 must be one of: {' '.join(title_groups())}")
    return name


Text = Annotated[str, Field(min_length=1)]
Texts = tuple[Text, ...]
#: TOML has its own numbers, dates and times: text in quotation marks is not accepted.
Number = Annotated[int, Strict()]
Day = Annotated[datetime.date, Strict()]
Clock = Annotated[datetime.time, Strict()]
#: TOML keys are always text.
Key = Annotated[int, Field(ge=1)]
Rank = Annotated[str, AfterValidator(_rank)]
Role = Literal["leader", "deputy_leader", "member", "staff"]
Kind = Literal["course", "visit", "exchange", "ceremony", "transfer", "meal", "free", "other"]


@dataclass(frozen=True, config=_CONFIG)
class Correction:
    """A misprint: in ``line``, ``printed`` should read ``intended``."""

    line: Number
    printed: Text
    intended: str
    why: str = ""


@dataclass(frozen=True, config=_CONFIG)
class Keep:
    """A finding that a person has looked at and keeps; ``printed`` is text that it quotes."""

    code: Text
    line: Number
    why: Text
    printed: str = ""


@dataclass(frozen=True, config=_CONFIG)
class Theme:
    """The title of a theme, and its line."""

    title: Text
    line: Number | None = None
    why: str = ""


@dataclass(frozen=True, config=_CONFIG)
class Topic:
    """The theme of a topic of the recommendations, and the line of one of its items."""

    theme: Number
    line: Number | None = None
    why: str = ""


@dataclass(frozen=True, config=_CONFIG)
class Agency:
    """The properties of an agency that the directory does not list."""

    printed: Text
    branch: str | None = None
    level: Literal["central", "local"] | None = None
    tier: str | None = None
    parent: str | None = None
    why: str = ""


@dataclass(frozen=True, config=_CONFIG)
class Person:
    """A person who was read incorrectly; ``printed`` is the name as read."""

    line: Number
    printed: Text
    why: Text
    role: Role | None = None
    agency: str | None = None
    unit: str | None = None
    title: str | None = None
    name: Text | None = None
    group: str | None = None
    grade: str | None = None
    rank: Rank | None = None


@dataclass(frozen=True, config=_CONFIG)
class Session:
    """An entry of the timetable; ``printed`` is its title as read, if a line begins several of them."""

    line: Number
    printed: str = ""
    date: Day | None = None
    start: Clock | None = None
    end: Clock | None = None
    kind: Kind | None = None
    title: str | None = None
    title_en: str | None = None
    speakers: Texts | None = None
    place: str | None = None
    part: Literal["domestic", "abroad"] | None = None
    theme: Number | None = None
    why: str = ""


@dataclass(frozen=True, config=_CONFIG)
class Visit:
    """The body's account of a course or visit; ``printed`` is its title as read."""

    line: Number
    printed: str = ""
    date: Day | None = None
    start: Clock | None = None
    end: Clock | None = None
    title: str | None = None
    speakers: Texts | None = None
    place: str | None = None
    theme: Number | None = None
    session: Number | None = None
    why: str = ""


@dataclass(frozen=True, config=_CONFIG)
class Recommendation:
    """An item of the recommendations; ``printed`` is its title as read."""

    line: Number
    printed: str = ""
    title: str | None = None
    theme: Number | None = None
    horizon: Literal["immediate", "long_term"] | None = None
    lead_agency: str | None = None
    co_agencies: str | None = None
    why: str = ""


@dataclass(frozen=True, config=_CONFIG)
class Cover:
    """The fields of the cover that were read incorrectly."""

    line: Number | None = None
    title: str | None = None
    category: str | None = None
    organiser: str | None = None
    reporters: str | None = None
    destination: Texts | None = None
    start: Day | None = None
    end: Day | None = None
    report_date: Day | None = None
    headcount: Number | None = None
    why: str = ""


@dataclass(frozen=True, config=_CONFIG)
class Words:
    """Terms to add, terms to reject, words not to count, and words counted as others."""

    add: Texts = ()
    forbid: Texts = ()
    stop: Texts = ()
    synonyms: dict[Text, Text] = Field(default_factory=dict)

    def __bool__(self) -> bool:
        return self != Words()

    @model_validator(mode="after")
    def _agree(self) -> Words:
        for word in self.add:
            if word in self.forbid:
                raise ValueError(f"「{word}」既增列又排除 is both added and forbidden")
        for old, new in self.synonyms.items():
            if new in self.synonyms:
                raise ValueError(
                    f"「{old}」計為「{new}」，「{new}」又計為「{self.synonyms[new]}」"
                    f" “{new}” is itself counted as another: name the last form in each"
                )
        return self


def _titled(said: Any) -> Any:
    """Expand ``5 = "領導力"`` to ``5 = { title = "領導力" }``."""
    return {"title": said} if isinstance(said, str) else said


def _themed(said: Any) -> Any:
    """Expand ``1 = 5`` to ``1 = { theme = 5 }``."""
    return {"theme": said} if isinstance(said, int) and not isinstance(said, bool) else said


@dataclass(frozen=True, config=ConfigDict(extra="forbid", populate_by_name=True))
class Settled:
    """A cohort file, validated; an alias is the table's name in the file. ``file`` is its path,
    empty if nothing is settled."""

    file: str = ""
    corrections: tuple[Correction, ...] = Field(default=(), validation_alias="correction")
    keep: tuple[Keep, ...] = ()
    meta: Cover = Field(default_factory=Cover)
    themes: dict[Key, Annotated[Theme, BeforeValidator(_titled)]] = Field(
        default_factory=dict, validation_alias="theme"
    )
    topics: dict[Key, Annotated[Topic, BeforeValidator(_themed)]] = Field(
        default_factory=dict, validation_alias="topic"
    )
    agencies: tuple[Agency, ...] = Field(default=(), validation_alias="agency")
    participants: tuple[Person, ...] = Field(default=(), validation_alias="participant")
    sessions: tuple[Session, ...] = Field(default=(), validation_alias="session")
    visits: tuple[Visit, ...] = Field(default=(), validation_alias="visit")
    recommendations: tuple[Recommendation, ...] = Field(
        default=(), validation_alias="recommendation"
    )
    words: Words = Field(default_factory=Words)
    #: Chinese → English: names of themes, topics, hosts and agencies.
    english: dict[Text, Text] = Field(default_factory=dict)


#: Tables of a report → the table of the cohort file that settles their rows, and the column with
#: the text that ``printed`` quotes.
ROWS = {
    "participants": ("participant", "name"),
    "sessions": ("session", "title"),
    "visits": ("visit", "title"),
    "recommendations": ("recommendation", "title"),
}
#: Tables of the cohort file whose entries change cells → the class of their entries.
ENTRIES = {
    "participant": Person, "session": Session, "visit": Visit, "recommendation": Recommendation,
    "agency": Agency, "meta": Cover, "topic": Topic,
}  # fmt: skip


def columns(table: str) -> list[str]:
    """Return the cells that an entry of a table of the cohort file can change."""
    return [each.name for each in fields(ENTRIES[table]) if each.name not in _NAMING]


def allowed(table: str, column: str) -> tuple[str, ...]:
    """Return the allowed values of a cell; empty if it accepts any, or is not a cell of an entry.

    >>> allowed("recommendation", "horizon"), allowed("session", "title")
    (('immediate', 'long_term'), ())
    """
    hints = get_type_hints(ENTRIES[table], include_extras=True) if table in ENTRIES else {}
    for each in get_args(hints.get(column)):
        if each is Rank:
            return tuple(title_groups())
        if get_origin(each) is Literal:
            return get_args(each)
    return ()


def changes(entry: Any, *without: str) -> dict[str, Any]:
    """Return the cells that an entry changes, by column."""
    return {
        each.name: value
        for each in fields(entry)
        if each.name not in {*_NAMING, *without}
        and (value := getattr(entry, each.name)) is not None
    }
